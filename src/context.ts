import { GraphQLError, type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import type { Viewer } from "./access/viewer.js";
import type { OperationCost } from "./http/cost.js";
import type { AllowanceSpent, VendorError } from "./http/vendor-error.js";
import type { AuditLog } from "./operations/audit-log.js";
import type { ChangeService } from "./operations/change-service.js";
import type { Loaders } from "./reads/loaders.js";
import type { UnifiedDatasource } from "./reads/unified.datasource.js";
import type { VendorStatus } from "./schema/vendor/vendor-status.type.js";
import type { OperationReport } from "./telemetry/operation-report.js";

/** The datasources and records of a request since its last change. */
export interface Reads {
  graph: UnifiedDatasource;
  loaders: Loaders;
}

/** The part of an answer's age that the context uses. */
interface ServingAgain {
  serveAgain(): void;
  serveOnce(): void;
}

export interface ContextParts {
  viewer: Viewer;
  requestId: string;
  signal: AbortSignal;
  operation: OperationReport;
  languages: readonly string[];
  /** Shared with the changes, which replace its content. */
  reads: Reads;
  changes: ChangeService;
  operations: AuditLog;
  vendorStatuses: () => VendorStatus[];
  /** Told whether the answer may serve again. */
  age?: ServingAgain;
  /** From now on nothing old is read. */
  askAnew?: () => void;
  /** Where the caller wants to be told. */
  cost?: OperationCost;
}

/**
 * The context of a request's resolvers. Apollo Server copies its own properties; values that change during the request are therefore one
 * object deeper, behind getters of the prototype, which the copy keeps.
 */
export class Context {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Aborted when the client goes away before it has its answer. */
  readonly signal: AbortSignal;
  /** Is told how the operation ended. */
  readonly operation: OperationReport;
  /** BCP 47, from Accept-Language, the preferred one first. */
  readonly languages: readonly string[];
  readonly changes: ChangeService;
  /** What this server itself knows. */
  readonly own: Pick<ContextParts, "operations" | "vendorStatuses">;
  readonly age: ServingAgain | undefined;
  readonly askAnew: (() => void) | undefined;
  readonly cost: OperationCost | undefined;
  readonly reads: Reads;
  /** Failures of fields that answered in part, reported in `errors` at their paths. */
  readonly tolerated: GraphQLError[] = [];

  constructor(parts: ContextParts) {
    this.viewer = parts.viewer;
    this.requestId = parts.requestId;
    this.signal = parts.signal;
    this.operation = parts.operation;
    this.languages = parts.languages;
    this.changes = parts.changes;
    this.own = { operations: parts.operations, vendorStatuses: parts.vendorStatuses };
    this.age = parts.age;
    this.askAnew = parts.askAnew;
    this.cost = parts.cost;
    this.reads = parts.reads;
  }

  tolerate(error: VendorError | AllowanceSpent, { fieldNodes: nodes, path }: GraphQLResolveInfo): void {
    this.tolerated.push(new GraphQLError(error.message, { nodes, path: responsePathAsArray(path), originalError: error }));
  }

  /**
   * Vendors whose records are stale or missing in lists without `sources` (Job.vacancies, Vacancy.jobs, jobTimeline), so that no answer
   * lacks records silently; and what the answer cost, where the caller asks.
   */
  extensions(): Record<string, unknown> | undefined {
    const sources = this.graph.sources.unreported();
    const upstream = this.cost?.upstream;
    if (sources.length === 0 && upstream === undefined) return undefined;
    return { ...(sources.length === 0 ? {} : { sources }), ...(upstream === undefined ? {} : { upstream }) };
  }

  /** Whether the answer lacks something that a later one may have. */
  get isLacking(): boolean {
    return this.graph.isLacking;
  }

  /** It is no vendor's, so no change at a vendor puts it out: an answer that shows it serves once. */
  get operations(): AuditLog {
    this.age?.serveOnce();
    return this.own.operations;
  }

  /** As above. */
  get vendorStatuses(): () => VendorStatus[] {
    this.age?.serveOnce();
    return this.own.vendorStatuses;
  }

  get graph(): UnifiedDatasource {
    return this.reads.graph;
  }

  get loaders(): Loaders {
    return this.reads.loaders;
  }
}
