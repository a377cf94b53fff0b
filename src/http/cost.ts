import type { CallScope, CostMeter, Layer } from "./request.js";
import { DEFAULT_UPSTREAM, type Upstream, VendorError } from "./vendor-error.js";

/** What one operation cost at one account of a vendor. */
export interface UpstreamCost {
  vendor: string;
  account: string;
  /** As the vendor saw them: retries are counted, requests for tokens are not. */
  requests: number;
  /** Reads that another request under way served. */
  coalesced: number;
  /** Reads that a kept answer served. */
  cached: number;
  /** For budgets, all requests added up. */
  waitedMs: number;
}

/** What one GraphQL operation costs at its vendors, and how old their answers are. */
export class OperationCost implements CostMeter {
  readonly #costs = new Map<string, UpstreamCost>();
  readonly #oldest = new Map<string, number>();
  readonly #joined = new Map<string, number>();
  readonly #own = new Map<string, number>();
  readonly #onPart: (sentAt: number) => void;
  #isAnswered = false;

  /** @param onPart called with the time of each answer that was not asked for by this operation */
  constructor(onPart: (sentAt: number) => void = () => undefined) {
    this.#onPart = onPart;
  }

  /** In the order in which they were first asked. */
  get upstream(): UpstreamCost[] {
    return [...this.#costs.values()].filter(({ requests, coalesced, cached }) => requests + coalesced + cached > 0);
  }

  /** When the oldest answer of this account that has served again was asked for; undefined where none has. */
  oldestOf(upstream: Upstream): number | undefined {
    return this.#oldest.get(keyOf(upstream));
  }

  /** When the oldest request of this account was sent that was under way already and served this operation too; undefined where none was. */
  joinedOf(upstream: Upstream): number | undefined {
    return this.#joined.get(keyOf(upstream));
  }

  /** When the oldest of its answers from this account was asked for, by whomever; undefined where it has none. */
  askedAt(upstream: Upstream): number | undefined {
    const key = keyOf(upstream);
    const at = Math.min(this.#own.get(key) ?? NEVER, this.#oldest.get(key) ?? NEVER, this.#joined.get(key) ?? NEVER);
    return at === NEVER ? undefined : at;
  }

  /** Whether none of its reads has been answered. */
  get isUnread(): boolean {
    return !this.#isAnswered;
  }

  answered(): void {
    this.#isAnswered = true;
  }

  sent(upstream: Upstream): () => void {
    const cost = this.#of(upstream);
    cost.requests += 1;
    return () => {
      cost.requests -= 1;
    };
  }

  read(upstream: Upstream, sentAt: number): void {
    const key = keyOf(upstream);
    this.#own.set(key, Math.min(sentAt, this.#own.get(key) ?? sentAt));
  }

  waited(upstream: Upstream, waitedMs: number): void {
    this.#of(upstream).waitedMs += waitedMs;
  }

  coalesced(upstream: Upstream, sentAt?: number): void {
    this.#of(upstream).coalesced += 1;
    if (sentAt === undefined) return;
    this.#joined.set(keyOf(upstream), Math.min(sentAt, this.joinedOf(upstream) ?? sentAt));
    this.#onPart(sentAt);
  }

  cached(upstream: Upstream, sentAt: number): void {
    this.#of(upstream).cached += 1;
    this.answered();
    this.#oldest.set(keyOf(upstream), Math.min(sentAt, this.oldestOf(upstream) ?? sentAt));
    this.#onPart(sentAt);
  }

  #of(upstream: Upstream): UpstreamCost {
    const key = keyOf(upstream);
    const known = this.#costs.get(key);
    if (known !== undefined) return known;
    const { vendor, account = DEFAULT_UPSTREAM } = upstream;
    const cost = { vendor, account, requests: 0, coalesced: 0, cached: 0, waitedMs: 0 };
    this.#costs.set(key, cost);
    return cost;
  }
}

function keyOf({ vendor, account = DEFAULT_UPSTREAM }: Upstream): string {
  return account === DEFAULT_UPSTREAM ? vendor : `${vendor} ${account}`;
}

/** The cost of one request for several callers: the first counts it, the others count that they shared it. */
export function costOfAll(scopes: readonly CallScope[]): CostMeter | undefined {
  const [first, ...others] = new Set(scopes.map(({ cost }) => cost));
  if (others.length === 0) return first;
  let told = false;
  return {
    sent: (upstream) => {
      if (!told) for (const other of others) other?.coalesced(upstream);
      told = true;
      return first?.sent(upstream) ?? NOTHING;
    },
    read: (upstream, sentAt) => {
      for (const one of [first, ...others]) one?.read(upstream, sentAt);
    },
    answered: () => {
      for (const one of [first, ...others]) one?.answered();
    },
    waited: (upstream, waitedMs) => first?.waited(upstream, waitedMs),
    coalesced: (upstream, sentAt) => {
      for (const one of [first, ...others]) one?.coalesced(upstream, sentAt);
    },
    cached: (upstream, sentAt) => {
      for (const one of [first, ...others]) one?.cached(upstream, sentAt);
    },
  };
}

const NOTHING = (): void => undefined;
const NEVER = Number.POSITIVE_INFINITY;

/** Counts each attempt just before it is sent. One that never left is not counted. */
export function costLayer(upstream: Upstream): Layer {
  return (next) => (request, scope) => {
    const takeBack = scope.cost?.sent(upstream);
    if (takeBack === undefined) return next(request, scope);
    return next(request, scope).then(
      (response) => {
        if (request.intent === "read" && response.sentAt !== undefined) scope.cost?.read(upstream, response.sentAt);
        return response;
      },
      (error: unknown) => {
        if (error instanceof VendorError && error.sent === "no") takeBack();
        throw error;
      },
    );
  };
}
