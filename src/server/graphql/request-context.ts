import type { GraphQLError } from "graphql";
import type { Viewer } from "../../access/viewer.js";

/** What the shell needs of a request's context, whatever else the graph puts there. */
export interface RequestContext {
  viewer: Viewer;
  /** Stands in the log, in the header `x-request-id` and in internal errors. */
  requestId: string;
  /** Aborted when the client goes away before it has its answer. */
  readonly signal: AbortSignal;
  /** What the answer says besides its data, under `extensions`; undefined where there is nothing to say. */
  extensions?(): Record<string, unknown> | undefined;
  /** What failed in fields that answer all the same. */
  readonly tolerated?: readonly GraphQLError[];
}

/** What the shell knows about a request, for the graph's own context to be made of. */
export interface RequestInput {
  viewer: Viewer;
  /** Aborted when the client goes away before it has its answer. */
  signal: AbortSignal;
  /** When the answer must be given, in milliseconds since the epoch. */
  deadlineAt: number;
  acceptLanguage?: string;
  requestId: string;
}
