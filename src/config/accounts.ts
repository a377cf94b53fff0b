import { ACCOUNT_NAME, DEFAULT_ACCOUNT } from "../schema/common/source.js";
import { type Findings, RecordingEnvReader, type VendorConfigReader } from "./env-reader.js";

type Env = Record<string, string | undefined>;

/** How a name (an account's, a receiver's) is written in its variables: `north-america` is `NORTH_AMERICA`. */
export function inCapitals(account: string): string {
  return account.toUpperCase().replaceAll("-", "_");
}

/** What one vendor's module read of one account. */
export interface ReadAccount {
  slug: string;
  account: string;
  settings: unknown;
  /** What its webhooks are checked with; undefined where they cannot be. */
  hookKeys: Readonly<Record<string, string>> | undefined;
  /** Names of what these are read from that is set. */
  hookVariables: string[];
  /** Names of the secrets that are set. */
  secrets: string[];
  /** Their values. */
  values: string[];
}

/**
 * Every account of every vendor: the default one, of the flat variables, and those of `<VENDOR>_ACCOUNTS`. Faults are gathered, those of the
 * list itself among them: names of another form, names without variables, variables without a name.
 */
export function readAccounts(env: Env, readers: readonly VendorConfigReader[], findings: Findings): ReadAccount[] {
  const prefixes = [...new Set(readers.map(({ prefix }) => prefix))];
  return prefixes.flatMap((prefix) =>
    readVendor(
      env,
      prefix,
      readers.filter((reader) => reader.prefix === prefix),
      findings,
    ),
  );
}

/** The modules that share a prefix (Feishu's two products) share their accounts. */
function readVendor(env: Env, prefix: string, readers: readonly VendorConfigReader[], findings: Findings): ReadAccount[] {
  const { faults } = findings;
  const plain = new RecordingEnvReader(env, faults, findings);
  const variable = `${prefix}_ACCOUNTS`;
  const asked = [...new Set(plain.list(variable))];
  const names = asked.filter((name) => ACCOUNT_NAME.test(name) && name !== DEFAULT_ACCOUNT);
  if (names.length < asked.length) {
    plain.fault(
      variable,
      `expected a comma list of names: a small letter, then small letters, digits and "-", at most 30 characters; without "${DEFAULT_ACCOUNT}", whose variables have no name`,
    );
  }
  /** The account of each variable, and how the variables end that an account may have. */
  const used = new Map<string, string>();
  const keys = new Set<string>();
  const accounts = [DEFAULT_ACCOUNT, ...names].flatMap((account) => {
    const before = faults.length;
    const scope = account === DEFAULT_ACCOUNT ? undefined : { prefix, name: inCapitals(account) };
    const read = readers.map((vendor) => {
      const reader = new RecordingEnvReader(env, faults, { ...findings, scope });
      return { slug: vendor.slug, account, settings: vendor.read(reader), hookKeys: vendor.webhooks?.readKeys(reader), reader };
    });
    const own = new Set(read.flatMap(({ reader }) => reader.variables));
    for (const name of own) {
      const other = used.get(name);
      if (other !== undefined && other !== account) {
        plain.fault(variable, `${name} would belong to the account ${account} as well as to ${other}: call one of them otherwise`);
      }
      used.set(name, account);
      keys.add(name.slice(prefix.length + (scope === undefined ? 0 : scope.name.length + 1)));
    }
    if (scope !== undefined && faults.length === before && read.every(({ reader }) => reader.secretsSet.length === 0)) {
      const credentials = [...own].filter((name) => isSet(env, name)).length === 0 ? "variable" : "credentials";
      plain.fault(
        variable,
        `names ${account}, of which no ${credentials} ${credentials === "variable" ? "is" : "are"} set (${prefix}_${scope.name}_…)`,
      );
    }
    return read.map(({ reader, ...rest }) => ({
      ...rest,
      hookVariables: reader.hookKeysSet,
      secrets: reader.secretsSet,
      values: reader.secrets,
    }));
  });
  refuseUnlisted(env, prefix, { used, keys }, plain);
  return accounts;
}

/** A variable that would be an account's, if the list named it: somebody began to set it up, or left it behind. */
function refuseUnlisted(
  env: Env,
  prefix: string,
  { used, keys }: { used: ReadonlyMap<string, string>; keys: ReadonlySet<string> },
  reader: RecordingEnvReader,
): void {
  for (const name of Object.keys(env)) {
    if (used.has(name) || !name.startsWith(`${prefix}_`) || !isSet(env, name)) continue;
    const key = [...keys].filter((one) => name.endsWith(one)).sort((one, other) => other.length - one.length)[0];
    const named = key === undefined ? "" : name.slice(prefix.length + 1, -key.length);
    if (!/^[A-Z][A-Z0-9_]{0,29}$/.test(named)) continue;
    const account = named.toLowerCase().replaceAll("_", "-");
    reader.fault(name, `is of the account ${account}, which ${prefix}_ACCOUNTS does not name; name it there, or unset this`);
  }
}

export function isSet(env: Env, name: string): boolean {
  return (env[name] ?? "").trim() !== "";
}
