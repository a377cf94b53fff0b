import type { Clock } from "../../clock.js";
import type { EnvReader } from "../../config/config.js";
import type { SourceAnswers } from "../../http/answers/source-answers.js";
import type { AttemptResult, EngineFailure, HttpEngine, SparedRead } from "../../http/engine.js";
import type { BudgetState } from "../../http/limiter/budget.js";
import type { Permit } from "../../http/limiter/limit.js";
import type { Sharing } from "../../http/limiter/shared/rounds.js";
import type { SharedToken } from "../../http/shared-token.js";
import type { Leases } from "../../leases/leases.js";
import type { Source } from "../../schema/common/source.js";
import { CircuitState, type Vendor } from "../../schema/vendor/vendor.type.js";
import type { CredentialCipher } from "../../secrets/credential-cipher.js";
import type { Secrets } from "../../secrets/secrets.js";
import type { Database } from "../../store/database.js";
import type { MomentSpan } from "../../store/moment-span.js";
import type { OwnedTables } from "../../store/owned-tables.js";
import type { Changes } from "./change.js";
import type { Datasource, DatasourceScope } from "./datasource.js";
import type { HookAddress, HookReceiver, VendorWebhooks } from "./webhooks.js";

/** A vendor's entry in the registry: its names, the settings it reads, and how to connect to an account. */
export interface VendorModule<Settings = unknown, Options = unknown> {
  vendor: Vendor;
  /** The vendor's name in SANDBOX_VENDORS and in global ids. */
  slug: string;
  /** The beginning of its variables' names: `GREENHOUSE`. */
  prefix: string;
  /** The vendor's own tables. They are created whether the vendor is on or off. */
  tables?: OwnedTables;
  /** The settings of one account; undefined where the vendor is not configured. Faults are reported to the reader. */
  read(env: EnvReader): Settings | undefined;
  /** Settings of all accounts of the vendor, and of its stand-in. Read once, also where the vendor is off. */
  readOptions?(env: EnvReader): Options;
  /** The webhooks that the vendor sends. Left out: it sends none, or they are not taken in. */
  webhooks?: VendorWebhooks;
  /** Whether the account's tokens have to outlive the process, and so lie in the database. Left out: no. */
  keepsTokens?(settings: Settings): boolean;
  /** Whether the account obtains tokens that servers hand on through Redis (`VendorDeps.sharedToken`). Left out: no. */
  sharesTokens?(settings: Settings): boolean;
  /** The postings that the server keeps because the vendor does not show them, for the export. Left out: it keeps none. */
  keptPostings?(database: Database, span: MomentSpan): AsyncIterable<KeptPosting>;
  connect(settings: Settings, deps: VendorDeps, options: Options): VendorConnection;
}

/** A posting as the export shows it. */
export interface KeptPosting {
  account: string;
  vacancyId: string;
  /** In the words of the vendor's module. */
  state: string;
  /** What the vendor last accepted, in its own form; null before the first. */
  published: unknown;
  /** The last sending, whatever its outcome. */
  lastSent: { operation: string; payload: unknown };
  firstSentAt: string;
  publishedAt: string | null;
  expiresAt: string | null;
  closedAt: string | null;
  /** The last task and the last listing, as the vendor answered them. */
  task: unknown;
  listing: unknown;
}

export interface VendorDeps {
  /** The account to connect to. */
  source: Source;
  clock: Clock;
  database: Database;
  /** Background work is done under its lease, by one server at a time. */
  leases: Leases;
  /** Encrypts what the vendor has to keep of its tokens. */
  cipher: CredentialCipher;
  /** Takes every secret that the vendor issues besides access tokens, such as refresh tokens. */
  secrets: Secrets;
  upstreamTimeoutMs: number;
  /** The account's answers that serve again; left out, none does. */
  answers?: SourceAnswers;
  /** How the account's budgets are held together with other servers; left out, no other server uses them. */
  sharing?: Sharing;
  /** The place of the token that a credential obtains, where other servers use it too; left out, none does. */
  sharedToken?: (credential: readonly string[]) => SharedToken;
  /** Where the account's webhooks arrive; left out where it has no address. */
  hooks?: HookAddress;
  /** Called with the result of each request to the vendor, for metrics. */
  onResult?: (result: AttemptResult) => void;
  /** Called for each read that cost the vendor no request, for metrics. */
  onSpared?: (read: SparedRead) => void;
  /** Called with the time that a request waited for its budgets, for metrics. */
  onPermit?: (turn: Permit) => void;
  onError: (error: unknown, what: string) => void;
}

export interface VendorStatusReport {
  circuit: CircuitState;
  budgets: BudgetState[];
  lastSuccessAt?: number;
  lastFailure?: EngineFailure;
  /** What of the account's records is covered, in a sentence; undefined where it is all that the credential may see. */
  coverage?: string;
  /** What its operator should know of the account besides, in sentences; undefined: nothing. */
  notice?: string;
}

/** The status of a source, from the engine of its requests. */
export function statusOf(engine: HttpEngine): VendorStatusReport {
  return {
    circuit: CircuitState[engine.circuit()],
    budgets: engine.budgets(),
    lastSuccessAt: engine.lastSuccessAt,
    lastFailure: engine.lastFailure,
  };
}

/** A connection to one source, for the life of the process. */
export interface VendorConnection {
  /** The account of this connection. */
  readonly source: Source;
  /** A datasource for one GraphQL request or one round of background work. Cheap. All have the same ports. */
  datasource(scope: DatasourceScope): Datasource;
  /** The source's changes, made once with the connection. Each is called with the datasource that it reads through. */
  readonly changes: Changes;
  /**
   * Names which of the account's records the lists cover, where that is a setting. A sweep under another name counts for nothing. Left out: all
   * that is ever covered.
   */
  readonly reach?: string;
  /** Judges what arrives at the account's address; left out where it has none. */
  readonly webhooks?: HookReceiver;
  /** Why no change is taken, where the operator's settings are the reason. */
  readonly readOnlyBecause?: string;
  /** How often a sweep may read all records, in milliseconds, where the vendor counts requests over so long a time that sweeps have to spare them. */
  readonly wholeSweepEveryMs?: number;
  status(): VendorStatusReport;
  /** Starts the vendor's own background work. */
  start?(): void;
  close(): Promise<void>;
}

/** Checks the types of one module and then erases them, so that modules of different settings fit in one list. */
export function defineVendor<Settings, Options = undefined>(module: VendorModule<Settings, Options>): VendorModule {
  return {
    vendor: module.vendor,
    slug: module.slug,
    prefix: module.prefix,
    tables: module.tables,
    read: (env) => module.read(env),
    readOptions: (env) => module.readOptions?.(env),
    webhooks: module.webhooks,
    keptPostings: module.keptPostings,
    sharesTokens: (settings) => module.sharesTokens?.(settings as Settings) ?? false,
    keepsTokens: (settings) => module.keepsTokens?.(settings as Settings) ?? false,
    connect: (settings, deps, options) => module.connect(settings as Settings, deps, options as Options),
  };
}
