import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import type { AccessConfig } from "../access/authenticate.js";
import { type Clock, systemClock } from "../clock.js";
import { DEFAULT_ACCOUNT } from "../schema/common/source.js";
import type { CredentialCipher } from "../secrets/credential-cipher.js";
import { Secrets } from "../secrets/secrets.js";
import type { TracingSettings } from "../telemetry/tracing/tracing.js";
import type { WebhookSettings } from "../webhooks/webhook-settings.js";
import { readAccounts } from "./accounts.js";
import { readCredentialKeys, warnOfClearSharedTokens, warnOfClearTokens } from "./credential-keys.js";
import { passwordsOf, readDatabaseUrl, readRedisUrl } from "./database-urls.js";
import {
  type ConfigFault,
  type ConfigWarning,
  type EnvReader,
  type Findings,
  MAX_TIMER_MS,
  RecordingEnvReader,
  type VendorConfigReader,
} from "./env-reader.js";
import { type HookSettings, readHooks } from "./hooks.js";
import { readHost } from "./host.js";
import { readAuth, readFlag } from "./sign-in.js";
import { readTracing } from "./tracing.js";
import { readTrustedDocuments } from "./trusted-documents.js";
import { warnOfUnknown } from "./unknown-variables.js";
import { readWebhooks } from "./webhooks.js";

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
  /** What the account's webhooks are checked with, in any mode; undefined where they cannot be. */
  readonly hookKeys?: Readonly<Record<string, string>>;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Undefined where no budget is held together with other servers. */
  readonly redisUrl: string | undefined;
  /** False where DATABASE_URL is not set and every vendor is off or a stand-in: records of stand-ins end with the process. */
  readonly keepsRecords: boolean;
  /** All credentials, to be cut out of logs and answers. */
  readonly secrets: Secrets;
  /** With the keys of CREDENTIALS_KEY. */
  readonly cipher: CredentialCipher;
  readonly auth: AccessConfig["auth"];
  /** Undefined where no webhooks are taken in. */
  readonly hooks: HookSettings | undefined;
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
  /** Codes that tie nothing together. */
  readonly codesIgnored: readonly string[];
  /** How often a vendor that tells what changed is asked for it. */
  readonly sweepMinutes: number;
  /** How long events are kept, in days. */
  readonly eventDays: number;
  /** Whom events are sent to. */
  readonly webhooks: readonly WebhookSettings[];
  readonly maxNodes: number;
  /** The documents that alone are run, by their SHA-256; undefined: all are. */
  readonly trustedDocuments: ReadonlyMap<string, string> | undefined;
  /** Whether the graph is a subgraph of Apollo Federation. */
  readonly federation: boolean;
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

/**
 * The environment, completed from `.env` in the working directory. The environment takes precedence, also where it is empty (`X=`).
 *
 * @throws ConfigError where there is such a file that cannot be read.
 */
export function loadEnv(cwd: string, env: Record<string, string | undefined>): Record<string, string | undefined> {
  let file: Record<string, string> = {};
  try {
    file = parse(readFileSync(join(cwd, ".env")));
  } catch (error) {
    if (codeOf(error) !== "ENOENT") {
      const message = `cannot be read in the working directory (${codeOf(error)}); correct it, or take it away`;
      throw new ConfigError([{ variable: ".env", message }]);
    }
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
  const host = readHost(reader);
  const databaseUrl = readDatabaseUrl(reader);
  const redisUrl = readRedisUrl(reader, databaseUrl);
  const secrets = new Secrets([databaseUrl, redisUrl ?? ""].flatMap(passwordsOf));
  const vendors = readVendors(env, findings, readers, secrets);
  const auth = readAuth(reader, host);
  const config: Config = {
    host,
    port: reader.integer("PORT", { default: 4000, min: 0, max: 65_535 }),
    databaseUrl,
    redisUrl,
    keepsRecords: reader.string("DATABASE_URL") !== undefined || !areAllStandIns(vendors),
    secrets,
    cipher: readCredentialKeys(reader, secrets),
    auth,
    hooks: readHooks(reader, { host, auth }, secrets),
    corsOrigins: readOrigins(reader),
    log: { level: reader.oneOf("LOG_LEVEL", LOG_LEVELS, "info"), pretty: readFlag(reader, "LOG_PRETTY") },
    tracing: readTracing(reader, env, secrets),
    upstreamTimeoutMs: reader.integer("UPSTREAM_TIMEOUT_MS", { default: 10_000, min: 1, max: MAX_TIMER_MS }),
    requestDeadlineMs: reader.integer("REQUEST_DEADLINE_MS", { default: 30_000, min: 1, max: MAX_TIMER_MS }),
    drainGraceMs: reader.integer("DRAIN_GRACE_MS", { default: 5_000, min: 0, max: MAX_TIMER_MS }),
    maxVendorRequests: reader.integer("MAX_VENDOR_REQUESTS", { default: 200, min: 1, max: 1_000_000 }),
    codeSweep: reader.oneOf("CODE_SWEEP", ["on", "off"], "on") === "on",
    codesIgnored: readCodesIgnored(reader),
    sweepMinutes: reader.decimal("SWEEP_MINUTES", { default: 15, min: 0.01, max: 44_640 }),
    maxNodes: reader.integer("MAX_NODES", { default: 20_000, min: 1, max: 10_000_000 }),
    trustedDocuments: readTrustedDocuments(reader),
    federation: readFederation(reader),
    eventDays: reader.decimal("EVENT_DAYS", { default: 90, min: 0.001, max: 36_525 }),
    operationDays: readOperationDays(reader),
    webhooks: readWebhooks(reader, env, secrets),
    vendors,
    warnings,
  };
  warnOfClearTokens(reader, databaseUrl, accountsThat("keepsTokens", vendors, readers));
  if (redisUrl !== undefined) warnOfClearSharedTokens(reader, accountsThat("sharesTokens", vendors, readers));
  warnOfUnknown(env, readers, findings);
  if (faults.length > 0) throw new ConfigError(Object.freeze(faults), warnings);
  return deepFreeze(config);
}

function readCodesIgnored(env: EnvReader): readonly string[] {
  const codes = env.list("CODES_IGNORED");
  return codes.length === 0 ? ["N/A", "NA", "TBD", "-", "none"] : codes;
}

/** Idempotency keys are promised for 30 days. */
function readOperationDays(env: EnvReader): number | undefined {
  const days = env.integer("OPERATION_DAYS", { default: 0, min: 30, max: 36_525 });
  return days === 0 ? undefined : days;
}

function readFederation(env: EnvReader): boolean {
  const isOn = env.oneOf("FEDERATION", ["on", "off"], "off") === "on";
  if (isOn && env.string("TRUSTED_DOCUMENTS") !== undefined)
    env.warn(
      "FEDERATION",
      "a router makes its documents itself: those that TRUSTED_DOCUMENTS does not hold are refused; trust documents at the router",
    );
  return isOn;
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
  if (reader.string("PUBLIC_URL") === undefined)
    for (const name of accounts.flatMap(({ hookVariables }) => hookVariables)) reader.warn(name, "has no effect without PUBLIC_URL");
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
    if (live.length > 0)
      return live.map(({ account, settings, hookKeys }) => ({ slug, account, mode: "LIVE", settings, options, hookKeys }));
    const hookKeys = accounts.find((one) => one.slug === slug && one.account === DEFAULT_ACCOUNT)?.hookKeys;
    return [{ slug, account: DEFAULT_ACCOUNT, mode: inSandbox ? "SANDBOX" : "OFF", options, hookKeys }];
  });
}

/** The live accounts whose tokens have to be kept, or are shared. */
function accountsThat(
  does: "keepsTokens" | "sharesTokens",
  vendors: readonly VendorConfig[],
  readers: readonly VendorConfigReader[],
): string[] {
  const keepers = vendors.filter(
    ({ slug, settings }) => settings !== undefined && readers.find((reader) => reader.slug === slug)?.[does]?.(settings),
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

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "for an unknown reason";
}
