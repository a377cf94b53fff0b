import { GraphQLError, type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import type { AbortSignalLike } from "./abort-signal.js";
import type { Viewer } from "./access/viewer.js";
import type { DiscrepancyFinder } from "./discrepancies/discrepancy-finder.js";
import type { OperationCost } from "./http/cost.js";
import type { AllowanceSpent, VendorError } from "./http/vendor-error.js";
import type { AuditLog } from "./operations/audit-log.js";
import type { ChangeService } from "./operations/change-service.js";
import type { Loaders } from "./reads/loaders/loaders.js";
import type { RequestReads } from "./reads/request-reads.js";
import type { UnifiedDatasource } from "./reads/unified.datasource.js";
import type { EventFeed } from "./records/event-feed.js";
import type { EventFollowing } from "./records/following/event-following.js";
import type { VendorStatus } from "./schema/vendor/vendor-status.type.js";
import type { OperationReport } from "./telemetry/operation-report.js";
import type { WebhookDesk } from "./webhooks/webhook-desk.js";

/** The part of an answer's age that the context uses. */
interface ServingAgain {
  serveAgain(): void;
  serveOnce(): void;
}

export interface ContextParts {
  viewer: Viewer;
  requestId: string;
  signal: AbortSignalLike;
  operation: OperationReport;
  languages: readonly string[];
  idempotencyKey?: string;
  /** Shared with the changes, which replace its content. */
  reads: RequestReads;
  changes: ChangeService;
  operations: AuditLog;
  events: EventFeed;
  webhooks: WebhookDesk;
  discrepancies: DiscrepancyFinder;
  following: EventFollowing;
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
  readonly signal: AbortSignalLike;
  /** Is told how the operation ended. */
  readonly operation: OperationReport;
  /** BCP 47, from Accept-Language, the preferred one first. */
  readonly languages: readonly string[];
  /** Out of the request's header; serves for the input of a change that has none. */
  readonly idempotencyKey: string | undefined;
  readonly changes: ChangeService;
  /** What this server itself knows. */
  readonly own: Pick<ContextParts, "operations" | "events" | "discrepancies" | "webhooks" | "vendorStatuses">;
  readonly following: EventFollowing;
  readonly age: ServingAgain | undefined;
  readonly askAnew: (() => void) | undefined;
  readonly cost: OperationCost | undefined;
  readonly reads: RequestReads;
  /** Failures of fields that answered in part, reported in `errors` at their paths. */
  readonly tolerated: GraphQLError[] = [];

  constructor(parts: ContextParts) {
    this.viewer = parts.viewer;
    this.requestId = parts.requestId;
    this.signal = parts.signal;
    this.operation = parts.operation;
    this.languages = parts.languages;
    this.idempotencyKey = parts.idempotencyKey;
    this.changes = parts.changes;
    const { operations, events, discrepancies, webhooks, vendorStatuses } = parts;
    this.own = { operations, events, discrepancies, webhooks, vendorStatuses };
    this.following = parts.following;
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
    const sources = this.reads.begun?.sources.unreported() ?? [];
    const upstream = this.cost?.upstream;
    if (sources.length === 0 && upstream === undefined) return undefined;
    if (sources.length === 0) return { upstream };
    return upstream === undefined ? { sources } : { sources, upstream };
  }

  /** Whether the answer lacks something that a later one may have. */
  get isLacking(): boolean {
    return this.reads.begun?.isLacking ?? false;
  }

  /** It is no vendor's, so no change at a vendor puts it out: an answer that shows it serves once. */
  get operations(): AuditLog {
    this.age?.serveOnce();
    return this.own.operations;
  }

  /** As above. */
  get events(): EventFeed {
    this.age?.serveOnce();
    return this.own.events;
  }

  /** As above: which records contradict one another is known of more than one vendor. */
  get discrepancies(): DiscrepancyFinder {
    this.age?.serveOnce();
    return this.own.discrepancies;
  }

  /** As above. */
  get webhooks(): WebhookDesk {
    this.age?.serveOnce();
    return this.own.webhooks;
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
