import type { Allowance, CallScope, Layer } from "./request.js";
import { AllowanceSpent, type Upstream, VendorError } from "./vendor-error.js";

const NOTHING = (): void => undefined;

/** How many requests the reads of one GraphQL operation may still send. */
export class RequestAllowance implements Allowance {
  readonly limit: number;
  #left: number;
  #uncounted = 0;

  constructor(limit: number) {
    this.limit = limit;
    this.#left = limit;
  }

  take(): (() => void) | undefined {
    if (this.#uncounted > 0) return NOTHING;
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    return () => {
      this.#left += 1;
    };
  }

  /** Counts nothing while this work runs: a change that has begun is checked, sent and verified to its end. */
  async uncounted<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#uncounted += 1;
    try {
      return await work();
    } finally {
      this.#uncounted -= 1;
    }
  }
}

/** The allowance of a shared request: the first caller that has some left pays. It is free where one of them has no limit. */
export function allowanceOfAll(scopes: readonly CallScope[]): Allowance | undefined {
  const allowances: Allowance[] = [];
  for (const { allowance } of scopes) {
    if (allowance === undefined) return undefined;
    allowances.push(allowance);
  }
  const [first, ...others] = allowances;
  if (first === undefined || others.length === 0) return first;
  return {
    limit: first.limit,
    take: () => {
      for (const allowance of allowances) {
        const putBack = allowance.take();
        if (putBack !== undefined) return putBack;
      }
      return undefined;
    },
  };
}

/** Counts each attempt of a read just before it is sent, repeated attempts too. A request that never left is not counted. */
export function allowanceLayer(upstream: Upstream): Layer {
  return (next) => (request, scope) => {
    const { allowance } = scope;
    if (allowance === undefined || request.intent === "change") return next(request, scope);
    const putBack = allowance.take();
    if (putBack === undefined) return Promise.reject(new AllowanceSpent(upstream, request.route, allowance.limit));
    return next(request, scope).catch((error: unknown) => {
      if (error instanceof VendorError && error.sent === "no") putBack();
      throw error;
    });
  };
}
