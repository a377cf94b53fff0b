import type { Clock } from "../../clock.js";
import type { EnvReader } from "../../config/config.js";
import type { AttemptResult, EngineFailure, HttpEngine } from "../../http/engine.js";
import type { BudgetState } from "../../http/limiter/budget.js";
import type { Source } from "../../schema/common/source.js";
import { CircuitState, type Vendor } from "../../schema/vendor/vendor.type.js";
import type { Secrets } from "../../secrets/secrets.js";
import type { Database } from "../../store/database.js";
import type { OwnedTables } from "../../store/owned-tables.js";
import type { Changes } from "./change.js";
import type { Datasource, DatasourceScope } from "./datasource.js";

/** A vendor as the registry holds it: who it is, which settings it needs, and how to connect to it. */
export interface VendorModule<Settings = unknown, Options = unknown> {
  vendor: Vendor;
  /** As in SANDBOX_VENDORS and in global ids. */
  slug: string;
  /** What its variables begin with: `GREENHOUSE`. */
  prefix: string;
  /** The tables that this vendor alone needs, where it needs any. They are made whether the vendor is on or off. */
  tables?: OwnedTables;
  /** Settings where the vendor is configured, undefined where it is not; faults are reported to the reader. */
  read(env: EnvReader): Settings | undefined;
  /** What holds for every account of the vendor, and for its stand-in. Read once, also where the vendor is off. */
  readOptions?(env: EnvReader): Options;
  connect(settings: Settings, deps: VendorDeps, options: Options): VendorConnection;
}

export interface VendorDeps {
  /** The account that is connected. */
  source: Source;
  clock: Clock;
  database: Database;
  /** To be told of every token that the vendor gives, beside those that requests are signed with: refresh tokens. */
  secrets: Secrets;
  upstreamTimeoutMs: number;
  /** For metrics: how each request to the vendor ended. */
  onResult?: (result: AttemptResult) => void;
  onError: (error: unknown, what: string) => void;
}

export interface VendorStatusReport {
  circuit: CircuitState;
  budgets: BudgetState[];
  lastSuccessAt?: number;
  lastFailure?: EngineFailure;
}

/** How a vendor stands, by the engine that its requests go through. */
export function statusOf(engine: HttpEngine): VendorStatusReport {
  return {
    circuit: CircuitState[engine.circuit()],
    budgets: engine.budgets(),
    lastSuccessAt: engine.lastSuccessAt,
    lastFailure: engine.lastFailure,
  };
}

/** A vendor that is configured, for the life of the process. */
export interface VendorConnection {
  /** The account that it is connected to. */
  readonly source: Source;
  /** A datasource for one GraphQL request (or one round of background work). Cheap. */
  datasource(scope: DatasourceScope): Datasource;
  /** What can be changed there, made once with the connection. Each is given the datasource that it reads through. */
  readonly changes: Changes;
  status(): VendorStatusReport;
  /** Begins the vendor's own background work, where it has any. */
  start?(): void;
  close(): Promise<void>;
}

/** Ties the types of one module together and forgets them, so that modules of different settings fit in one list. */
export function defineVendor<Settings, Options = undefined>(module: VendorModule<Settings, Options>): VendorModule {
  return {
    vendor: module.vendor,
    slug: module.slug,
    prefix: module.prefix,
    tables: module.tables,
    read: (env) => module.read(env),
    readOptions: (env) => module.readOptions?.(env),
    connect: (settings, deps, options) => module.connect(settings as Settings, deps, options as Options),
  };
}
