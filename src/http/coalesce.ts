import type { Clock } from "../clock.js";
import { parseJson } from "./body.js";
import type { CallScope, Layer, Send, VendorRequest, VendorResponse } from "./request.js";
import { withinScope } from "./scope.js";
import { CallAborted, VendorError } from "./vendor-error.js";

/** One upstream request and those who wait for it. */
class SharedRead {
  readonly #stop = new AbortController();
  #waiting = 0;
  #joined = 0;
  /** Of the one with the most time among all who joined. It never moves back: the layers below need to look again only when it is reached. */
  #deadlineAt = 0;
  #ending = false;
  #answer: Promise<VendorResponse> | undefined;

  readonly scope: CallScope;

  constructor(first: CallScope) {
    const deadline = (): number => this.#deadlineAt;
    this.scope = {
      signal: this.#stop.signal,
      get deadlineAt() {
        return deadline() === NEVER ? undefined : deadline();
      },
      log: first.log,
    };
  }

  get joinable(): boolean {
    return !this.#ending && !this.#stop.signal.aborted;
  }

  async wait(ask: (scope: CallScope) => Promise<VendorResponse>, scope: CallScope, request: VendorRequest, context: Context) {
    this.#joined += 1;
    const mayKeepOriginal = this.#joined === 1;
    this.#waiting += 1;
    this.#deadlineAt = Math.max(this.#deadlineAt, scope.deadlineAt ?? NEVER);
    this.#answer ??= ask(this.scope);
    try {
      const response = await withinScope(this.#answer, scope, context.clock, {
        aborted: () => new CallAborted(context.vendor, request.route, "maybe"),
        late: () => this.#late(scope.deadlineAt, request, context),
      });
      return mayKeepOriginal ? response : copyOf(response);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#stop.abort(NOBODY_WAITS);
    }
  }

  /** Whoever has the most time leaves it to the layers below to say how it ended: they know, and the circuit must hear of it. */
  #late(deadlineAt: number | undefined, { route }: VendorRequest, { vendor }: Context): VendorError | undefined {
    if (this.#deadlineAt === deadlineAt) {
      this.#ending = true;
      return undefined;
    }
    return new VendorError({
      code: "TIMEOUT",
      vendor,
      sent: "maybe",
      message: `The time for ${route} at ${vendor} ended before it was answered.`,
    });
  }
}

interface Context {
  vendor: string;
  clock: Clock;
}

const NEVER = Number.POSITIVE_INFINITY;
const NOBODY_WAITS = new Error("Nobody waits for this read any more.");

/** Identical reads under way share one request; it is given up when the last who waits has gone. Changes are never shared. */
export function coalesceLayer(context: Context): Layer {
  const underWay = new Map<string, SharedRead>();
  return (next: Send) => async (request, scope) => {
    if (request.intent === "change") return next(request, scope);
    if (scope.signal?.aborted) throw new CallAborted(context.vendor, request.route, "no");
    const key = keyOf(request);
    let shared = underWay.get(key);
    if (shared === undefined || !shared.joinable) {
      const own = new SharedRead(scope);
      shared = own;
      underWay.set(key, own);
    }
    const mine = shared;
    const ask = (sharedScope: CallScope) =>
      next(request, sharedScope).finally(() => {
        if (underWay.get(key) === mine) underWay.delete(key);
      });
    return mine.wait(ask, scope, request, context);
  };
}

/** Everything that can make a difference to the answer or to when it comes. */
function keyOf({ method, path, query, headers, json, form, accept, background, budgets }: VendorRequest): string {
  return JSON.stringify([method, path, query, headers, json, form, accept, background, budgets]);
}

/** Each who waits gets an answer of its own, so that nobody can spoil another's. */
function copyOf(response: VendorResponse): VendorResponse {
  return { ...response, headers: { ...response.headers }, json: parseJson(response.text) };
}
