import type { OperationEnd, OperationTrace } from "./tracing/tracing.js";

/** What an operation costs at its vendors, so far. */
interface Spending {
  readonly upstream: readonly { vendor: string; account: string; requests: number }[];
}

/** Names are the client's, and may be as long as its document. */
const LONGEST_NAME = 128;

/** What is told of one operation: by its span, where it is traced, and by the log line of its request. */
export class OperationReport {
  readonly trace: OperationTrace | undefined;
  readonly #caller: string;
  readonly #traceId: string | undefined;
  #spending: Spending = { upstream: [] };
  /** Whose caller leaves before the end is told of as aborted. */
  #end: OperationEnd = { outcome: "aborted" };

  /** @param traceId the client's, where nothing is traced here */
  constructor(caller: string, trace: OperationTrace | undefined, traceId?: string) {
    this.trace = trace;
    this.#caller = caller;
    this.#traceId = trace?.traceId ?? traceId;
  }

  spends(spending: Spending): void {
    this.#spending = spending;
  }

  ended(end: OperationEnd): void {
    this.#end = { ...end, name: end.name?.slice(0, LONGEST_NAME) };
    this.trace?.ended(this.#end);
  }

  /** For the log line of the request. What is undefined is left out of it. */
  get line(): Record<string, unknown> {
    const { type, name, outcome } = this.#end;
    const asked = this.#spending.upstream.filter(({ requests }) => requests > 0);
    return {
      type,
      operation: name,
      caller: this.#caller,
      outcome,
      vendors: asked.map(({ vendor, account }) => (account === "default" ? vendor : `${vendor} (${account})`)),
      requests: asked.reduce((sum, { requests }) => sum + requests, 0),
      traceId: this.#traceId,
    };
  }
}
