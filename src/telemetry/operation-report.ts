import type { OperationEnd, OperationTrace } from "./tracing/tracing.js";

/** What an operation costs at its vendors, so far. */
interface Spending {
  readonly upstream: readonly { vendor: string; account: string; requests: number }[];
  /** Whether none of its reads has been answered. */
  readonly isUnread: boolean;
}

/** What is told of a request, whatever it was. */
export interface RequestLine {
  requestId: string;
  method: string;
  path: string | undefined;
  ms: number;
  /** Undefined where it was not answered. */
  status?: number;
}

/** Names are the client's, and may be as long as its document. */
const LONGEST_NAME = 128;

/** What is told of one operation: by its span, where it is traced, and by the log line of its request. */
export class OperationReport {
  readonly trace: OperationTrace | undefined;
  readonly #caller: string;
  readonly #startedAt = performance.now();
  readonly #traceId: string | undefined;
  readonly #left: { readonly aborted: boolean } | undefined;
  #spending: Spending = { upstream: [], isUnread: true };
  #stream: { events: number; ended: string } | undefined;
  /** Whose caller leaves before the end is told of as aborted. */
  #end: OperationEnd = { outcome: "aborted" };

  /**
   * @param traceId the client's, where nothing is traced here
   * @param left aborted when its client goes away, whoever else waits for the same
   */
  constructor(caller: string, trace: OperationTrace | undefined, traceId?: string, left?: { readonly aborted: boolean }) {
    this.trace = trace;
    this.#left = left;
    this.#caller = caller;
    this.#traceId = trace?.traceId ?? traceId;
  }

  /** Since its caller was known. */
  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Whether its own client has gone. */
  get isLeft(): boolean {
    return this.#left?.aborted === true;
  }

  get isUnread(): boolean {
    return this.#spending.isUnread;
  }

  spends(spending: Spending): void {
    this.#spending = spending;
  }

  /** A report of a part: what it spends is told as this operation's, once it is `added`. */
  part(): OperationReport {
    return new OperationReport(this.#caller, this.trace, this.#traceId);
  }

  /** Adds what a part has spent by now. */
  added(part: OperationReport): void {
    const upstream = this.#spending.upstream.map((one) => ({ ...one }));
    for (const { vendor, account, requests } of part.#spending.upstream) {
      const known = upstream.find((one) => one.vendor === vendor && one.account === account);
      if (known === undefined) upstream.push({ vendor, account, requests });
      else known.requests += requests;
    }
    this.#spending = { upstream, isUnread: this.#spending.isUnread && part.isUnread };
  }

  /** Of a stream: how many events were delivered, and why it ended. */
  streamed(events: number, ended: string): void {
    this.#stream = { events, ended };
  }

  ended(end: OperationEnd): void {
    const { type, name, outcome, errorCode } = end;
    this.#end = { type, name: name?.slice(0, LONGEST_NAME), outcome, errorCode };
    this.trace?.ended(this.#end);
  }

  /** The log line of its request. What is undefined is left out of it. */
  lineOf({ requestId, method, path, ms, status }: RequestLine): Record<string, unknown> {
    const { type, name, outcome } = this.#end;
    const { upstream } = this.#spending;
    const asked = upstream.length === 0 ? upstream : upstream.filter(({ requests }) => requests > 0);
    // One literal: every answer has such a line, and copying it takes longer than the rest of it.
    return {
      requestId,
      method,
      path,
      ms,
      type,
      operation: name,
      caller: this.#caller,
      outcome,
      vendors: asked.map(({ vendor, account }) => (account === "default" ? vendor : `${vendor} (${account})`)),
      requests: asked.reduce((sum, { requests }) => sum + requests, 0),
      events: this.#stream?.events,
      ended: this.#stream?.ended,
      traceId: this.#traceId,
      status,
    };
  }
}
