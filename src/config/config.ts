import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import type { AccessConfig } from "../access/authenticate.js";
import { type Clock, systemClock } from "../clock.js";
import { DEFAULT_ACCOUNT } from "../schema/common/source.js";
import type { CredentialCipher } from "../secrets/credential-cipher.js";
import { Secrets } from "../secrets/secrets.js";
import type { TracingSettings } from "../telemetry/tracing/tracing.js";
import { readAccounts } from "./accounts.js";
import { readCredentialKeys, warnOfClearTokens } from "./credential-keys.js";
import {
  type ConfigFault,
  type ConfigWarning,
  type EnvReader,
  type Findings,
  MAX_TIMER_MS,
  RecordingEnvReader,
  type VendorConfigReader,
} from "./env-reader.js";
import { readAuth, readFlag } from "./sign-in.js";
import { readTracing } from "./tracing.js";
import { warnOfUnknown } from "./unknown-variables.js";

export { type ConfigFault, type ConfigWarning, type EnvReader, MAX_TIMER_MS, type VendorConfigReader } from "./env-reader.js";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

export type VendorMode = "LIVE" | "SANDBOX" | "OFF";

interface VendorConfig {
  readonly slug: string;
  /** `default`, or a name from `<VENDOR>_ACCOUNTS`. */
  readonly account: string;
  readonly mode: VendorMode;
  /** The settings that the vendor's module read; only where it is live. */
  readonly settings?: unknown;
  /** The settings that the module reads in any mode. */
  readonly options?: unknown;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** False where DATABASE_URL is not set and every vendor is off or a stand-in: records of stand-ins end with the process. */
  readonly keepsRecords: boolean;
  /** All credentials, to be cut out of logs and answers. */
  readonly secrets: Secrets;
  /** With the keys of CREDENTIALS_KEY. */
  readonly cipher: CredentialCipher;
  readonly auth: AccessConfig["auth"];
  readonly corsOrigins: readonly string[];
  readonly log: { readonly level: LogLevel; readonly pretty: boolean };
  /** Undefined where no traces are sent. */
  readonly tracing: TracingSettings | undefined;
  readonly upstreamTimeoutMs: number;
  readonly requestDeadlineMs: number;
  /** After SIGTERM everything but `/readyz` goes on for so long. */
  readonly drainGraceMs: number;
  /** The most that the reads of one GraphQL operation may send. */
  readonly maxVendorRequests: number;
  readonly codeSweep: boolean;
  /** How often a vendor that tells what changed is asked for it. */
  readonly sweepMinutes: number;
  readonly maxNodes: number;
  /** How many days settled operations are kept; undefined: for good. */
  readonly operationDays: number | undefined;
  readonly vendors: readonly VendorConfig[];
  /** What the server starts with all the same: told in the log, a line each. */
  readonly warnings: readonly ConfigWarning[];
}

/** All faults of the configuration. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** EX_CONFIG of sysexits.h: a supervisor can tell it from a crash and need not try again. */
  readonly exitCode = 78;
  readonly faults: readonly ConfigFault[];

  /** A warning may name the fault's cause: a variable that is missing, under a name with a slip in it. */
  constructor(faults: readonly ConfigFault[], warnings: readonly ConfigWarning[] = []) {
    const besides = warnings.length === 0 ? "" : `\nIt is also warned of:\n${linesOf(warnings)}`;
    super(`The configuration has ${faults.length === 1 ? "1 fault" : `${faults.length} faults`}:\n${linesOf(faults)}${besides}`);
    this.faults = faults;
  }
}

function linesOf(told: readonly ConfigFault[]): string {
  return told.map(({ variable, message }) => `  ${variable}: ${message}`).join("\n");
}

/** The environment, completed from `.env` in the working directory. The environment takes precedence, also where it is empty (`X=`). */
export function loadEnv(cwd: string, env: Record<string, string | undefined>): Record<string, string | undefined> {
  let file: Record<string, string> = {};
  try {
    file = parse(readFileSync(join(cwd, ".env")));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  const set = Object.entries(env).filter(([, value]) => value !== undefined);
  return { ...file, ...Object.fromEntries(set) };
}

/** Reads and checks everything once. Throws a ConfigError that lists every fault. */
export function readConfig(
  env: Record<string, string | undefined>,
  { vendors: readers, clock = systemClock }: { vendors: readonly VendorConfigReader[]; clock?: Clock },
): Config {
  const findings: Findings = { faults: [], warnings: [], known: new Set(), clock };
  const { faults, warnings } = findings;
  const reader = new RecordingEnvReader(env, faults, findings);
  refuseWhatIsNotThereYet(reader);
  const host = reader.string("HOST", "127.0.0.1");
  const databaseUrl = readDatabaseUrl(reader);
  const secrets = new Secrets(passwordsOf(databaseUrl));
  const vendors = readVendors(env, findings, readers, secrets);
  const config: Config = {
    host,
    port: reader.integer("PORT", { default: 4000, min: 0, max: 65_535 }),
    databaseUrl,
    keepsRecords: reader.string("DATABASE_URL") !== undefined || !areAllStandIns(vendors),
    secrets,
    cipher: readCredentialKeys(reader, secrets),
    auth: readAuth(reader, host),
    corsOrigins: readOrigins(reader),
    log: { level: reader.oneOf("LOG_LEVEL", LOG_LEVELS, "info"), pretty: readFlag(reader, "LOG_PRETTY") },
    tracing: readTracing(reader, env, secrets),
    upstreamTimeoutMs: reader.integer("UPSTREAM_TIMEOUT_MS", { default: 10_000, min: 1, max: MAX_TIMER_MS }),
    requestDeadlineMs: reader.integer("REQUEST_DEADLINE_MS", { default: 30_000, min: 1, max: MAX_TIMER_MS }),
    drainGraceMs: reader.integer("DRAIN_GRACE_MS", { default: 5_000, min: 0, max: MAX_TIMER_MS }),
    maxVendorRequests: reader.integer("MAX_VENDOR_REQUESTS", { default: 200, min: 1, max: 1_000_000 }),
    codeSweep: reader.oneOf("CODE_SWEEP", ["on", "off"], "on") === "on",
    sweepMinutes: reader.decimal("SWEEP_MINUTES", { default: 15, min: 0.01, max: 44_640 }),
    maxNodes: reader.integer("MAX_NODES", { default: 20_000, min: 1, max: 10_000_000 }),
    operationDays: readOperationDays(reader),
    vendors,
    warnings,
  };
  warnOfClearTokens(reader, databaseUrl, keepersOfTokens(vendors, readers));
  warnOfUnknown(env, readers, findings);
  if (faults.length > 0) throw new ConfigError(Object.freeze(faults), warnings);
  return deepFreeze(config);
}

/** A variable of a later version. Ignoring it would leave a server without the protection that its owner set. */
function refuseWhatIsNotThereYet(env: EnvReader): void {
  if (env.string("REDIS_URL") !== undefined) {
    env.fault("REDIS_URL", "sharing between servers is not available in this version; unset it and run one server");
  }
}

/** Idempotency keys are promised for 30 days. */
function readOperationDays(env: EnvReader): number | undefined {
  const days = env.integer("OPERATION_DAYS", { default: 0, min: 30, max: 36_525 });
  return days === 0 ? undefined : days;
}

function readDatabaseUrl(env: EnvReader): string {
  const url = env.string("DATABASE_URL", "file:./data/hiregraph.db");
  if (!/^file:./.test(url) && !(/^postgres(ql)?:\/\/./.test(url) && URL.canParse(url))) {
    env.fault("DATABASE_URL", "expected an SQLite file such as file:./data/hiregraph.db, or a URL that begins with postgres://");
  }
  return url;
}

/** The password as the URL spells it, and decoded. */
function passwordsOf(databaseUrl: string): string[] {
  const { password } = URL.canParse(databaseUrl) ? new URL(databaseUrl) : { password: "" };
  return password === "" ? [] : [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readOrigins(env: EnvReader): string[] {
  const origins = env.list("CORS_ORIGINS");
  if (origins.some((origin) => !/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin)) {
    env.fault(
      "CORS_ORIGINS",
      "expected a comma list of origins such as https://app.example.com: scheme, host and port, nothing after them",
    );
  }
  return origins;
}

function readVendors(
  env: Record<string, string | undefined>,
  findings: Findings,
  readers: readonly VendorConfigReader[],
  secrets: Secrets,
): VendorConfig[] {
  const accounts = readAccounts(env, readers, findings);
  for (const { values } of accounts) for (const secret of values) secrets.add(secret);
  const reader = new RecordingEnvReader(env, findings.faults, findings);
  // A credential that is set but incomplete counts too: the server must not quietly serve samples where someone began to go live.
  const anyCredentials = accounts.some((account) => account.settings !== undefined || account.secrets.length > 0);
  const asked = reader.list("SANDBOX_VENDORS");
  const known = readers.map((vendor) => vendor.slug);
  const named = asked.length === 0 ? (anyCredentials ? [] : known) : sandboxed(reader, asked, known);
  return readers.flatMap((vendor): VendorConfig[] => {
    const { slug } = vendor;
    const inSandbox = named.includes(slug);
    const options = vendor.readOptions?.(reader);
    const live = accounts.filter((account) => account.slug === slug && account.settings !== undefined);
    if (live.length > 0 && inSandbox) {
      const set = live.flatMap((account) => account.secrets);
      const credentials = set.length > 0 ? set.join(" and ") : "its credentials";
      reader.fault(
        "SANDBOX_VENDORS",
        `${slug} is to be a stand-in and has credentials as well; leave ${slug} out here, or unset ${credentials}`,
      );
    }
    if (live.length > 0) return live.map(({ account, settings }) => ({ slug, account, mode: "LIVE", settings, options }));
    return [{ slug, account: DEFAULT_ACCOUNT, mode: inSandbox ? "SANDBOX" : "OFF", options }];
  });
}

/** The live accounts whose tokens have to be kept. */
function keepersOfTokens(vendors: readonly VendorConfig[], readers: readonly VendorConfigReader[]): string[] {
  const keepers = vendors.filter(
    ({ slug, settings }) => settings !== undefined && readers.find((reader) => reader.slug === slug)?.keepsTokens?.(settings),
  );
  return keepers.map(({ slug, account }) => (account === DEFAULT_ACCOUNT ? slug : `${slug}~${account}`));
}

function areAllStandIns(vendors: readonly VendorConfig[]): boolean {
  const on = vendors.filter(({ mode }) => mode !== "OFF");
  return on.length > 0 && on.every(({ mode }) => mode === "SANDBOX");
}

function sandboxed(env: EnvReader, asked: readonly string[], known: readonly string[]): readonly string[] {
  if (asked.length === 1 && asked[0] === "all") return known;
  if (asked.length === 1 && asked[0] === "none") return [];
  if (asked.some((slug) => !known.includes(slug))) {
    env.fault("SANDBOX_VENDORS", `expected all, none, or a comma list of: ${known.join(", ")}`);
  }
  return asked;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

function isNotFound(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}
