/** By what a caller can do about a vendor's failure; the closed list of the graph's `VendorErrorCode`. */
export type VendorErrorCode =
  | "RATE_LIMITED"
  | "CREDENTIALS_REJECTED"
  | "ACCESS_DENIED"
  | "NOT_FOUND"
  | "REJECTED"
  | "BAD_RESPONSE"
  | "TIMEOUT"
  | "UNAVAILABLE"
  | "UNSUPPORTED";

/**
 * Whether the vendor can have acted. "no": surely not (it was never written, or the gateway refused it before any work). "maybe":
 * unknown (a lost or unreadable answer, a 5xx). "yes": the vendor took it in and answered definitely.
 */
export type SentState = "no" | "maybe" | "yes";

/** The account that errors, log lines and metrics do not name. */
export const DEFAULT_UPSTREAM = "default";

/** Whom requests go to: an account at a vendor. */
export interface Upstream {
  readonly vendor: string;
  /** Left out, it is the default one. */
  readonly account?: string;
}

/** `GREENHOUSE`, or `GREENHOUSE (emea)` for another account than the default one. */
export function nameOf(upstream: Upstream): string {
  const account = accountOf(upstream);
  return account === undefined ? upstream.vendor : `${upstream.vendor} (${account})`;
}

/** The account, undefined for the default one: errors, log lines and metrics of the default account do not carry it. */
export function accountOf({ account }: Upstream): string | undefined {
  return account === DEFAULT_UPSTREAM ? undefined : account;
}

export interface VendorErrorFields extends Upstream {
  code: VendorErrorCode;
  /** Names the thing, what was expected and what to do next. No URL, query or header: they carry secrets. */
  message: string;
  sent: SentState;
  /** Whether the same request may succeed later. By default the code decides. */
  retryable?: boolean;
  retryAfterMs?: number;
  /** When the vendor takes requests again, in epoch milliseconds: for a wait that `retryAfterMs` may be too small to hold. */
  resetsAt?: number;
  status?: number;
  vendorCode?: string;
  vendorRequestId?: string;
  /** The parsed body of the refusal. */
  details?: unknown;
  /** Our own deadline ended it before the vendor had a fair time to answer: it says nothing about the vendor. */
  cutShort?: boolean;
  /** Signing in failed, which has retries of its own or may not be repeated. */
  atSignIn?: boolean;
  cause?: unknown;
}

const RETRYABLE_BY_DEFAULT: ReadonlySet<VendorErrorCode> = new Set<VendorErrorCode>(["RATE_LIMITED", "TIMEOUT", "UNAVAILABLE"]);

/** The largest Int of GraphQL, the type of waits and limits; as milliseconds it is 24 days. */
export const MOST_OF_AN_INT = 2_147_483_647;

/** The error that every layer in front of a vendor throws. */
export class VendorError extends Error {
  readonly code: VendorErrorCode;
  readonly vendor: string;
  /** Undefined for the default one. */
  readonly account?: string;
  readonly sent: SentState;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly resetsAt?: number;
  readonly status?: number;
  readonly vendorCode?: string;
  readonly vendorRequestId?: string;
  readonly details?: unknown;
  readonly cutShort: boolean;
  readonly atSignIn: boolean;

  constructor(fields: VendorErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.name = "VendorError";
    this.code = fields.code;
    this.vendor = fields.vendor;
    this.account = accountOf(fields);
    this.sent = fields.sent;
    this.retryable = fields.retryable ?? RETRYABLE_BY_DEFAULT.has(fields.code);
    this.retryAfterMs = fields.retryAfterMs === undefined ? undefined : Math.min(fields.retryAfterMs, MOST_OF_AN_INT);
    this.resetsAt = fields.resetsAt;
    this.status = fields.status;
    this.vendorCode = fields.vendorCode;
    this.vendorRequestId = fields.vendorRequestId;
    this.details = fields.details;
    this.cutShort = fields.cutShort ?? false;
    this.atSignIn = fields.atSignIn ?? false;
  }
}

/** The caller went away. It is no failure: no breaker counts it, nothing repeats it. */
export class CallAborted extends VendorError {
  constructor(upstream: Upstream, route: string, sent: SentState) {
    const when = sent === "no" ? "before it was sent" : "while its answer was awaited";
    super({
      ...upstream,
      code: "TIMEOUT",
      sent,
      retryable: false,
      message: `${route} at ${nameOf(upstream)} was given up ${when}: its caller went away.`,
    });
    this.name = "CallAborted";
  }
}

/**
 * The operation has sent all the requests that its reads may send. The question is wrong, not a vendor, so this is no VendorError:
 * nothing repeats it, no circuit counts it, and clients get BAD_USER_INPUT.
 */
export class AllowanceSpent extends Error {
  override readonly name = "AllowanceSpent";
  readonly vendor: string;
  /** Undefined for the default one. */
  readonly account?: string;
  readonly limit: number;

  constructor(upstream: Upstream, route: string, limit: number) {
    super(
      `${route} at ${nameOf(upstream)} was not sent: the reads of this operation had ${limit} requests to vendors sent or in line, and no more are ` +
        "allowed (MAX_VENDOR_REQUESTS). Ask for fewer records or fields at once, or in several operations.",
    );
    this.vendor = upstream.vendor;
    this.account = accountOf(upstream);
    this.limit = limit;
  }
}

/** The same failure with some fields changed. */
export function withChanges(error: VendorError, changes: Partial<VendorErrorFields>): VendorError {
  const { code, vendor, account, message, sent, retryable, retryAfterMs, resetsAt } = error;
  const { status, vendorCode, vendorRequestId, details, cutShort, atSignIn, cause } = error;
  const decision = { code, vendor, account, message, sent, retryable, retryAfterMs, resetsAt };
  return new VendorError({ ...decision, status, vendorCode, vendorRequestId, details, cutShort, atSignIn, cause, ...changes });
}

/** The same failure of a request that the vendor never acted on. */
export function asUnsent(error: unknown): unknown {
  if (!(error instanceof VendorError) || error instanceof CallAborted || error.sent === "no") return error;
  return withChanges(error, { sent: "no", cause: error });
}

/** A failure to sign in, as that of the request that was to be signed: the vendor never acted on it. */
export function asUnsigned(error: unknown): unknown {
  if (!(error instanceof VendorError) || error instanceof CallAborted) return error;
  return withChanges(error, { sent: "no", atSignIn: true, cause: error });
}
