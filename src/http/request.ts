import type { Callers } from "./callers.js";
import type { z } from "./zod.js";

export type Intent = "read" | "change";

/** One request in a vendor's terms; nothing here is about how it is carried. */
interface RequestParts {
  method: string;
  /** Starts with "/"; what needs it is already percent-encoded. */
  path: string;
  query?: [string, string][];
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Record<string, string>;
  /** The path with its variables unfilled, `GET /v1/jobs/{id}`: for budgets, metrics, logs and messages. */
  route: string;
  /** Names of the policy's budgets it counts against, besides those that apply by themselves. */
  budgets?: string[];
  /** Statuses that are answers rather than failures, where they come as JSON. */
  accept?: number[];
  /**
   * Work that nobody waits for: it starts only while background requests hold less than this fraction of each of its budgets (but
   * always one). 0.2 leaves four fifths to those who wait.
   */
  background?: number;
}

export interface ReadRequest extends RequestParts {
  intent: "read";
}

/** Never repeated, never shared, and once written read to its end even if its caller goes away. */
export interface ChangeRequest extends RequestParts {
  intent: "change";
  expects: ExpectedAnswer;
}

export type VendorRequest = ReadRequest | ChangeRequest;

/**
 * What the vendor's page promises as the answer to a change that was made. Any other answer, a page of HTML with 200 too, may have come
 * from somebody on the way: it proves nothing, and the change is looked up.
 */
export interface ExpectedAnswer {
  /** The documented statuses of success. */
  statuses: readonly number[];
  /** JSON of this form; "none" where the page promises an empty body. */
  body: z.ZodType | "none";
}

export const NO_CONTENT: ExpectedAnswer = { statuses: [204], body: "none" };

export interface VendorResponse {
  status: number;
  /** Names in lower case; repeated ones joined by ", ". */
  headers: Record<string, string>;
  text: string;
  /** The parsed body; undefined where it is not JSON. */
  json: unknown;
  receivedAt: number;
  /** Who answered, for messages. */
  vendor?: string;
}

/** The part of a logger that the engine uses; pino's fits. */
interface CallLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** How many requests somebody may send, at all vendors together. */
export interface Allowance {
  /** The whole of it. */
  readonly limit: number;
  /** Takes one request of it. Gives the way to put it back; undefined where nothing is left. */
  take(): (() => void) | undefined;
}

/** Who asks, and how long the caller is interested. */
export interface CallScope {
  /** On whose behalf. Left out for the server's own work. */
  readonly callers?: Callers;
  /** What its reads may still send; undefined for as many as they like. */
  readonly allowance?: Allowance;
  /** Aborted when the caller goes away. */
  readonly signal?: AbortSignal;
  /** Epoch milliseconds by the clock. May move while a request is under way, when callers with more time join it. */
  readonly deadlineAt?: number;
  /** As `VendorRequest.background`, for all requests of a caller that nobody waits for. */
  readonly background?: number;
  readonly log?: CallLog;
}

/** Carries a request. Whatever goes wrong with the vendor rejects with a VendorError. */
export type Send = (request: VendorRequest, scope: CallScope) => Promise<VendorResponse>;

/** Behaviour is added by wrapping. */
export type Layer = (next: Send) => Send;
