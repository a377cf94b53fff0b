import type { AbortSignalLike } from "../abort-signal.js";
import type { Callers } from "./callers.js";
import type { z } from "./checks/zod.js";
import type { Upstream } from "./vendor-error.js";

export type Intent = "read" | "change";

/** One request in a vendor's terms; nothing here is about transport. */
interface RequestParts {
  method: string;
  /** Starts with "/"; already percent-encoded. */
  path: string;
  query?: [string, string][];
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Record<string, string>;
  /** Method and path with its variables unfilled, `GET /v1/jobs/{id}`: for budgets, metrics, logs and messages. */
  route: string;
  /** Names of further budgets of the policy that the request counts against, besides those whose `applies` is true. */
  budgets?: string[];
  /** Statuses that are answers and no failures, where they come as JSON. */
  accept?: number[];
  /**
   * Background work: it starts only while background requests hold less than this fraction of each of its budgets (but always one). 0.2
   * leaves four fifths to callers that wait.
   */
  background?: number;
  /** The span of this attempt, where it is traced. */
  span?: AttemptSpan;
}

export interface ReadRequest extends RequestParts {
  intent: "read";
}

/** Never repeated, never shared. Once written, its answer is awaited even if the caller goes away. */
export interface ChangeRequest extends RequestParts {
  intent: "change";
  expects: ExpectedAnswer;
}

export type VendorRequest = ReadRequest | ChangeRequest;

/**
 * The answer that the vendor's page promises for a change that was made. Any other answer, a page of HTML with 200 too, may come from a
 * proxy: it proves nothing, and the change is verified.
 */
export interface ExpectedAnswer {
  /** The documented statuses of success. */
  statuses: readonly number[];
  /** JSON of this form; "none" where the page promises an empty body. */
  body: z.ZodType | "none";
  /** Statuses of success that come with an empty body instead, where the page promises either. */
  orEmpty?: readonly number[];
}

export const NO_CONTENT: ExpectedAnswer = { statuses: [204], body: "none" };

/** Shared by all who wait for it, with all that is in it: nobody changes it. */
export interface VendorResponse {
  readonly status: number;
  /** Names in lower case; repeated ones joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; undefined where it is not JSON. */
  readonly json: unknown;
  readonly receivedAt: number;
  /** When its request went out: an answer is at least as new as that. */
  readonly sentAt?: number;
  /** Keeps it from serving again, for it cannot be read, wholly or in part. */
  readonly forget?: () => void;
  /** For messages. */
  readonly vendor?: string;
  readonly account?: string;
}

/** The part of a logger that the engine uses; pino's fits. */
interface CallLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** How many requests an operation may send, at all vendors together. */
export interface Allowance {
  /** The whole allowance. */
  readonly limit: number;
  /** Takes one request. Returns a function that puts it back; undefined where none is left. */
  take(): (() => void) | undefined;
}

/** Is told what the requests of an operation cost. */
export interface CostMeter {
  /** A request goes out. Returns the way to take it back where it never left. */
  sent(upstream: Upstream): () => void;
  /** A read has an answer of its own, to a request of that moment. */
  read(upstream: Upstream, sentAt: number): void;
  /** A read has been answered, by a vendor or from what this server keeps, or has failed. */
  answered(): void;
  /** A request has waited so many milliseconds for its budgets. */
  waited(upstream: Upstream, waitedMs: number): void;
  /** Another request under way served this one; `sentAt`: of its answer, where one came. */
  coalesced(upstream: Upstream, sentAt?: number): void;
  /** An answer to a request of that moment served again. */
  cached(upstream: Upstream, sentAt: number): void;
}

/** An attempt as its span tells it: nothing of the request that may name a person. */
export interface TracedAttempt {
  source: string;
  method: string;
  route: string;
  intent: Intent;
  host: string;
  port?: number;
}

export interface AttemptSpan {
  /** For budgets. */
  waited(ms: number): void;
  /** `failure`: a word of a closed list. */
  ended(result: { status?: number; failure?: string }): void;
}

/** Makes spans of the requests that an operation sends. */
export interface CallTrace {
  attempt(attempt: TracedAttempt): AttemptSpan;
  /** Another request under way served a read; `opener`: the trace of who sent that one. */
  coalesced(read: Pick<TracedAttempt, "source" | "route">, opener?: CallTrace): void;
}

/** On whose behalf a request is sent, and how long the caller waits. */
export interface CallScope {
  /** Left out for the server's own work. */
  readonly callers?: Callers;
  /** For reads; undefined: no limit. */
  readonly allowance?: Allowance;
  /** Aborted when the caller goes away. */
  readonly signal?: AbortSignalLike;
  /** Epoch milliseconds by the clock. May move while a request is under way, when callers with later deadlines join it. */
  readonly deadlineAt?: number;
  /** As `VendorRequest.background`, for all requests of background work. */
  readonly background?: number;
  /** How old the answer of a read may be; undefined: the vendor is asked. */
  readonly maxAgeMs?: number;
  /** Left out where nobody asks what it costs. */
  readonly cost?: CostMeter;
  /** Left out where nothing is traced. */
  readonly trace?: CallTrace;
  readonly log?: CallLog;
}

/** Sends a request. Every failure of the vendor rejects with a VendorError. */
export type Send = (request: VendorRequest, scope: CallScope) => Promise<VendorResponse>;

/** Behaviour is added by wrapping. */
export type Layer = (next: Send) => Send;
