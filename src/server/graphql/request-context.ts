import type { GraphQLError } from "graphql";
import type { AbortSignalLike } from "../../abort-signal.js";
import type { Viewer } from "../../access/viewer.js";
import type { Callers } from "../../http/callers.js";
import type { OperationReport } from "../../telemetry/operation-report.js";
import type { AnswerAge } from "./age/answer-age.js";

/** The part of a request's context that the shell needs. */
export interface RequestContext {
  viewer: Viewer;
  /** Stands in the log, in the header `x-request-id` and in internal errors. */
  requestId: string;
  /** Aborted when the client goes away before it has its answer, and with it all who joined it. */
  readonly signal: AbortSignalLike;
  /** Is told how the operation ended. */
  readonly operation: OperationReport;
  /** Out of the request's header of this name; empty where it holds none that can be read. */
  readonly idempotencyKey?: string;
  /** Told whether the answer may serve again. */
  readonly age?: Pick<AnswerAge, "serveAgain" | "serveOnce">;
  /** Whether the answer lacks something that a later one may have. */
  readonly isLacking?: boolean;
  /** From now on nothing old is read. */
  askAnew?(): void;
  /** The answer's `extensions`; undefined where there are none. */
  extensions?(): Record<string, unknown> | undefined;
  /** Failures of fields that have a partial answer. */
  readonly tolerated?: readonly GraphQLError[];
}

/** What the shell knows of a request; the graph's own context is made of it. */
export interface RequestInput {
  viewer: Viewer;
  /** Aborted when the client goes away before it has its answer, and with it all who joined it. */
  signal: AbortSignalLike;
  /** On whose behalf vendors are asked; left out: the viewer's alone. */
  callers?: Callers;
  /** When the answer must be given, in milliseconds since the epoch, by the server's clock. */
  deadlineAt: number;
  acceptLanguage?: string;
  /** Out of the header `Idempotency-Key`. */
  idempotencyKey?: string;
  age?: AnswerAge;
  /** Whether the answer tells what it cost. */
  tellsUpstream?: boolean;
  requestId: string;
  /** Is to be told what the operation spends. */
  operation: OperationReport;
}
