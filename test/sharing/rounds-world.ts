import { randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import { createLimiter, type Limiter } from "../../src/http/limiter/limit.js";
import type { DayCalls } from "../../src/http/limiter/shared/day-count.js";
import type { Membership } from "../../src/http/limiter/shared/rounds.js";
import type { BudgetPolicy } from "../../src/http/policy.js";
import type { CallScope, Send, VendorRequest } from "../../src/http/request.js";
import { BUDGET_RULES } from "../../src/sharing/budget-rules/budget-rules.js";
import { RedisRounds, type StepRunner } from "../../src/sharing/redis-rounds.js";
import type { ManualClock } from "../support/clock.js";
import { REDIS_URL } from "../support/redis.js";

/** As `DECIDE_IN_REDIS`, by the time of a test. */
const DECIDE_BY_GIVEN_TIME = `${BUDGET_RULES}
local told, now = cjson.decode(ARGV[1]), tonumber(ARGV[2])
if now > told.validUntil then return cjson.encode({ late = true, now = now }) end
local state, answer, names = decide(redis.call('GET', KEYS[1]), told, now)
redis.call('SET', KEYS[1], state, 'EX', 600)
answer.now = now
return cjson.encode({ answer = cjson.encode(answer), names = table.concat(names, ' ') })
`;

/** Whether a server reaches Redis; deaf: what it tells arrives, and no answer comes back. */
type Reach = "here" | "away" | "deaf";

/** The Redis of some servers, whose time is a test's and which can be away for each of them. */
export class SteppedRedis {
  readonly #client = createClient({ url: REDIS_URL });
  readonly #key = `test:${randomUUID()}`;
  readonly #listeners = new Map<string, (names: string) => void>();
  readonly #reach = new Map<string, Reach>();
  readonly #clock: ManualClock;
  /** By which its clock is ahead of the servers'. */
  readonly #aheadMs: number;
  underWay = 0;
  steps = 0;

  constructor(clock: ManualClock, aheadMs = 0) {
    this.#clock = clock;
    this.#aheadMs = aheadMs;
  }

  async open(): Promise<void> {
    await this.#client.connect();
  }

  async close(): Promise<void> {
    await this.empty();
    await this.#client.close();
  }

  async empty(): Promise<void> {
    await this.#client.del(this.#key);
  }

  setAway(server: string, reach: Reach): void {
    this.#reach.set(server, reach);
  }

  runnerFor(server: string): StepRunner {
    const reached = (): void => {
      if (this.#reach.get(server) === "away") throw new Error("Redis is away.");
    };
    const answered = (): void => {
      reached();
      if (this.#reach.get(server) === "deaf") throw new Error("The answer of Redis is lost.");
    };
    return {
      time: async () => {
        reached();
        return this.#clock.now() + this.#aheadMs;
      },
      run: async (told) => {
        reached();
        this.underWay += 1;
        this.steps += 1;
        try {
          const said = await this.#client.eval(DECIDE_BY_GIVEN_TIME, {
            keys: [this.#key],
            arguments: [told, String(this.#clock.now() + this.#aheadMs)],
          });
          const { answer, names, ...late } = JSON.parse(String(said)) as { answer?: string; names?: string };
          if (names) for (const [name, listener] of this.#listeners) if (this.#reach.get(name) !== "away") listener(names);
          answered();
          return answer ?? JSON.stringify(late);
        } finally {
          this.underWay -= 1;
        }
      },
      listen: (listener) => {
        this.#listeners.set(server, listener);
        return () => this.#listeners.delete(server);
      },
    };
  }

  /** Moves time on in small steps, each with all that it brings about. */
  async advance(ms: number, stepMs = 1): Promise<void> {
    for (let done = 0; done < ms; done += stepMs) {
      await this.#clock.advance(Math.min(stepMs, ms - done));
      await this.settled();
    }
  }

  async settled(): Promise<void> {
    do {
      await this.#clock.advance(0);
    } while (this.underWay > 0);
  }
}

/** The servers that hold a lease, as a test says it. */
export class ListedServers {
  names: string[] = [];
  readonly #clock: ManualClock;
  readonly #counts: { at: number; count: number }[] = [];
  changedAt: number;

  constructor(clock: ManualClock) {
    this.#clock = clock;
    this.changedAt = clock.now();
  }

  set(...names: string[]): void {
    this.names = names;
    this.changedAt = this.#clock.now();
    this.#counts.push({ at: this.changedAt, count: names.length });
  }

  seenBy(self: string): Membership {
    const listed = this;
    const since = new Map<string, number>();
    return {
      servers: () => (listed.names.includes(self) ? listed.names : undefined),
      most: (withinMs) => {
        const from = listed.#clock.now() - withinMs;
        const recent = listed.#counts.filter(
          ({ at }, index) => (listed.#counts[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= from || at >= from,
        );
        return Math.max(0, ...recent.map(({ count }) => count));
      },
      get rank() {
        return Math.max(0, [...listed.names].sort().indexOf(self));
      },
      get changedAt() {
        return listed.changedAt;
      },
      get since() {
        if (!listed.names.includes(self)) return undefined;
        const known = since.get(self) ?? listed.changedAt;
        since.set(self, known);
        return known;
      },
      commonNow: () => listed.#clock.now(),
    };
  }
}

export interface SharedServerOptions {
  name: string;
  redis: SteppedRedis;
  listed: ListedServers;
  clock: ManualClock;
  budgets: readonly BudgetPolicy[];
  vendor: Send;
  longestMs: number;
  dayCalls?: DayCalls;
}

/** The calls of a day, in this process. */
export class CallsInMemory implements DayCalls {
  readonly #hours = new Map<string, number>();

  async add(budget: string, hour: string, calls: number, since: string): Promise<number> {
    const key = `${budget} ${hour}`;
    this.#hours.set(key, (this.#hours.get(key) ?? 0) + calls);
    return this.sum(budget, since);
  }

  async sum(budget: string, since: string): Promise<number> {
    let sum = 0;
    for (const [key, calls] of this.#hours) if (key >= `${budget} ${since}` && key.startsWith(`${budget} `)) sum += calls;
    return sum;
  }

  async forget(): Promise<void> {}
}

export interface SharedServer {
  limiter: Limiter;
  ask(request: VendorRequest, scope?: CallScope): Promise<unknown>;
}

export function sharedServer({ name, redis, listed, clock, budgets, vendor, longestMs, dayCalls }: SharedServerOptions): SharedServer {
  const limiter = createLimiter({
    vendor: "acme",
    budgets,
    clock,
    sharing: {
      membership: listed.seenBy(name),
      longestMs,
      dayCalls: dayCalls ?? new CallsInMemory(),
      onError: (error) => {
        throw error;
      },
      rounds: (policies) => new RedisRounds({ server: name, policies, longestMs, clock, steps: redis.runnerFor(name) }),
    },
  });
  const send = limiter.layer(vendor);
  return { limiter, ask: (request, scope = {}) => send(request, scope) };
}
