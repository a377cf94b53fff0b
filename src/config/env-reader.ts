import { type Clock, systemClock } from "../clock.js";

/** The largest delay of setTimeout, in milliseconds; Node fires a longer one at once. */
export const MAX_TIMER_MS = 2_147_483_647;

/** A fault of one variable. The message says what was expected and never repeats the value, which may be a secret. */
export interface ConfigFault {
  variable: string;
  message: string;
}

/** A variable that the server starts with and that its operator should look at. The message names the remedy and never repeats the value. */
export type ConfigWarning = ConfigFault;

/** Reads a module's own variables. Faults are collected, so that one start reports all of them. */
export interface EnvReader {
  /** The value without surrounding blanks; an empty variable counts as not set. */
  string(name: string): string | undefined;
  string(name: string, defaultValue: string): string;
  /** Like `string`, for a credential: a vendor with one is live, and conflicts are reported by these names. */
  secret(name: string): string | undefined;
  /** Like `secret`, for what a vendor's deliveries are checked with: it makes no vendor live. */
  hookKey(name: string): string | undefined;
  /** A variable that must be set. `why` ends the sentence "is required …". Returns "" where it is missing, and adds the fault. */
  required(name: string, why: string): string;
  /** A base URL: http or https, no credentials, no query; without its trailing slash. */
  url(name: string, defaultValue: string): string;
  /** A whole number within bounds. */
  integer(name: string, bounds: { default: number; min: number; max: number }): number;
  /** A number within bounds, with or without a fraction. */
  decimal(name: string, bounds: { default: number; min: number; max: number }): number;
  oneOf<const Word extends string>(name: string, words: readonly Word[], defaultValue: Word): Word;
  /** A comma-separated list, without blanks. */
  list(name: string): string[];
  fault(name: string, message: string): void;
  /** Something that does not keep the server from starting: one line of the log, with the remedy. */
  warn(name: string, message: string): void;
  /** The time of the start in milliseconds since the epoch, for what a date decides. */
  now(): number;
}

/** A vendor's part of the configuration: it reads its own variables, so that config.ts names no vendor. */
export interface VendorConfigReader<Settings = unknown> {
  /** What the vendor's own variables begin with: GREENHOUSE, FEISHU. Its accounts are named by `<prefix>_ACCOUNTS`. */
  prefix: string;
  /** greenhouse, feishu-hire, …: as in global ids and in SANDBOX_VENDORS. */
  slug: string;
  /** The settings where credentials are set (the vendor is live), undefined where none are. */
  read(env: EnvReader): Settings | undefined;
  /** The settings of the vendor in any mode, with or without credentials. */
  readOptions?(env: EnvReader): unknown;
  /** Whether the account's tokens have to outlive the process, and so lie in the database. Left out: no. */
  keepsTokens?(settings: Settings): boolean;
  /** Whether servers hand on its tokens through Redis. */
  sharesTokens?(settings: Settings): boolean;
  /** Its webhooks: their name in the address, and what those of an account are checked with. */
  webhooks?: { address: string; readKeys(env: EnvReader): Readonly<Record<string, string>> | undefined };
}

/** An account whose variables carry its name behind the vendor's: EMEA of GREENHOUSE reads GREENHOUSE_EMEA_API_TOKEN. */
export interface AccountScope {
  prefix: string;
  /** In capitals. */
  name: string;
}

/** What the readers of one environment share. */
export interface Findings {
  faults: ConfigFault[];
  warnings: ConfigWarning[];
  /** All variables that were asked for: those that the server knows. */
  known: Set<string>;
  clock: Clock;
}

/** Reads an environment; with a scope, the vendor's variables of one account by their flat names. Faults name the variables that are meant. */
export class RecordingEnvReader implements EnvReader {
  readonly #env: Record<string, string | undefined>;
  readonly #findings: Findings;
  readonly #scope: AccountScope | undefined;
  readonly #variables = new Set<string>();
  readonly #secretsSet = new Map<string, string>();
  readonly #hookKeys = new Map<string, string>();

  constructor(
    env: Record<string, string | undefined>,
    faults: ConfigFault[],
    { scope, ...shared }: Partial<Omit<Findings, "faults">> & { scope?: AccountScope } = {},
  ) {
    this.#env = env;
    this.#findings = { warnings: [], known: new Set(), clock: systemClock, ...shared, faults };
    this.#scope = scope;
  }

  /** All that was asked for, by the names in the environment. */
  get variables(): string[] {
    return [...this.#variables];
  }

  /** Names of the secrets that were read and are set. */
  get secretsSet(): string[] {
    return [...this.#secretsSet.keys()];
  }

  /** Their values, and those of what deliveries are checked with. */
  get secrets(): string[] {
    return [...this.#secretsSet.values(), ...this.#hookKeys.values()];
  }

  /** Names of what deliveries are checked with, where it is set. */
  get hookKeysSet(): string[] {
    return [...this.#hookKeys.keys()];
  }

  string(name: string): string | undefined;
  string(name: string, defaultValue: string): string;
  string(name: string, defaultValue?: string): string | undefined {
    const variable = this.#scoped(name);
    this.#variables.add(variable);
    this.#findings.known.add(variable);
    const value = this.#env[variable]?.trim();
    return value === undefined || value === "" ? defaultValue : value;
  }

  secret(name: string): string | undefined {
    const value = this.string(name);
    if (value === undefined) return undefined;
    this.#secretsSet.set(this.#scoped(name), value);
    this.#refuseOddCharacters(name, value);
    return value;
  }

  hookKey(name: string): string | undefined {
    const value = this.string(name);
    if (value === undefined) return undefined;
    this.#hookKeys.set(this.#scoped(name), value);
    this.#refuseOddCharacters(name, value);
    return value;
  }

  /** HTTP would refuse any other value only at the first request. */
  #refuseOddCharacters(name: string, value: string): void {
    if (!/^[\x21-\x7e]+$/.test(value))
      this.fault(name, "expected ASCII characters without blanks or line breaks; it may have been cut or pasted wrongly");
  }

  required(name: string, why: string): string {
    const value = this.string(name);
    if (value === undefined) this.fault(name, `is required ${why}`);
    return value ?? "";
  }

  url(name: string, defaultValue: string): string {
    const value = this.string(name);
    if (value === undefined) return defaultValue;
    if (!isBaseUrl(value)) {
      this.fault(name, `expected an http or https URL without credentials, query or fragment, such as ${defaultValue}`);
      return defaultValue;
    }
    return value.replace(/\/+$/, "");
  }

  integer(name: string, bounds: { default: number; min: number; max: number }): number {
    const value = this.string(name);
    if (value === undefined) return bounds.default;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= bounds.min && number <= bounds.max) return number;
    this.fault(name, `expected a whole number from ${bounds.min} to ${bounds.max}`);
    return bounds.default;
  }

  decimal(name: string, bounds: { default: number; min: number; max: number }): number {
    const value = this.string(name);
    if (value === undefined) return bounds.default;
    const number = /^\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : Number.NaN;
    if (number >= bounds.min && number <= bounds.max) return number;
    this.fault(name, `expected a number from ${bounds.min} to ${bounds.max}, such as ${bounds.default} or 0.5`);
    return bounds.default;
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[], defaultValue: Word): Word {
    const value = this.string(name);
    if (value === undefined) return defaultValue;
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) this.fault(name, `expected one of: ${words.join(", ")}`);
    return word ?? defaultValue;
  }

  list(name: string): string[] {
    const value = this.string(name, "");
    return value
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
  }

  fault(name: string, message: string): void {
    this.#tell(this.#findings.faults, name, message);
  }

  warn(name: string, message: string): void {
    this.#tell(this.#findings.warnings, name, message);
  }

  now(): number {
    return this.#findings.clock.now();
  }

  #tell(told: ConfigFault[], name: string, text: string): void {
    const [variable, message] = [this.#scoped(name), this.#scoped(text)];
    // Modules that share a variable (two products of one vendor) would each report it.
    if (told.some((earlier) => earlier.variable === variable && earlier.message === message)) return;
    told.push({ variable, message });
  }

  /** The flat names in a text as the account's own. */
  #scoped(text: string): string {
    if (this.#scope === undefined) return text;
    const { prefix, name } = this.#scope;
    return text.replaceAll(new RegExp(`\\b${prefix}_(?=[A-Z])`, "g"), `${prefix}_${name}_`);
  }
}

function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const web = url.protocol === "http:" || url.protocol === "https:";
  return web && url.username === "" && url.password === "" && !value.includes("?") && !value.includes("#");
}
