import { createHash } from "node:crypto";
import type { Clock } from "../clock.js";
import type { BudgetOfAll, HeldByAll } from "../http/limiter/budget.js";
import {
  CUT_OFF_AFTER_MS,
  DECIDED_WITHIN_MS,
  type Decision,
  type Greeting,
  type HeldPermits,
  LANES_LAPSE_MS,
  type LessonOfBudget,
  type Round,
  type Rounds,
} from "../http/limiter/shared/rounds.js";
import type { BudgetPolicy } from "../http/policy.js";

/** Runs one step of `budget-rules/`. */
export interface StepRunner {
  /** The clock of the place where steps are run, in epoch milliseconds. */
  time(): Promise<number>;
  /** @returns the answer, in JSON */
  run(told: string): Promise<string>;
  /** Calls back with the names of servers that have a reason to ask, separated by blanks: their turn has come, or steps cannot be run. */
  listen(listener: (names: string) => void): () => void;
}

export interface RedisRoundsOptions {
  /** This server. */
  server: string;
  policies: readonly BudgetPolicy[];
  longestMs: number;
  clock: Clock;
  steps: StepRunner;
}

/** What a step answers; empty lists may come as empty objects. */
interface Answer {
  now: number;
  late?: boolean;
  known?: boolean;
  granted?: number[] | object;
  budgets?: [string, number, number, number, PoolView, PoolView][] | object;
  turnInMs?: number;
}

/** Permits in flight; in how many milliseconds how many come free. */
type PoolView = [inFlight: number, releases: [inMs: number, count: number][] | object];

/** Rounds that are decided by `budget-rules/`. Moments go there and come back as spans from now, so that no two clocks are compared. */
export class RedisRounds implements Rounds {
  readonly #options: RedisRoundsOptions;
  readonly #policies: { name: string; limit: number; windowMs: number; clock: boolean }[];
  readonly #subjects = new Map<string | symbol, string>();
  /** Counts the greetings: what was granted to an earlier one is not ours. */
  #generation = 0;
  /** The clock there, and the same moment here. */
  #clocks: { there: number; here: number } | undefined;

  constructor(options: RedisRoundsOptions) {
    this.#options = options;
    this.#policies = options.policies.map(({ name, limit, windowMs, window }) => ({ name, limit, windowMs, clock: window === "clock" }));
  }

  async reach(): Promise<void> {
    await this.#readClock();
  }

  async greet({ now, servers, inFlight, past }: Greeting): Promise<void> {
    const kinds = new Kinds();
    this.#generation += 1;
    const { late } = await this.#step("greet", now, {
      servers,
      inFlight: inFlight.map(({ id, kind, count }) => [id, kinds.indexOf(kind), count]),
      past: past.map(({ kind, count, endedAt }) => [kinds.indexOf(kind), count, now - endedAt]),
      kinds: kinds.all,
    });
    if (late === true) throw new Error("The greeting came too late.");
  }

  async hold({ now, servers, ended, lessons, lanes, firstId }: Round): Promise<Decision | "unknown"> {
    const kinds = new Kinds();
    const answer = await this.#step("hold", now, {
      servers,
      ended: toldOf(ended),
      lessons: lessons.map((lesson) => relative(lesson, now)),
      lanes: lanes.map(({ kind, subject, size, count }) => [kinds.indexOf(kind), this.#nameOf(subject), size, count]),
      kinds: kinds.all,
      firstId,
    });
    if (answer.late === true) throw new Error("The round came too late.");
    if (answer.known !== true) return "unknown";
    const at = this.#options.clock.now();
    return {
      granted: listOf<number>(answer.granted),
      budgets: new Map(
        listOf<[string, number, number, number, PoolView, PoolView]>(answer.budgets).map(
          ([name, limit, setAside, blockedMs, all, background]): [string, BudgetOfAll] => [
            name,
            { limit, setAside, blockedUntil: at + blockedMs, all: heldOf(all, at), background: heldOf(background, at) },
          ],
        ),
      ),
      turnAt: answer.turnInMs === undefined ? undefined : at + answer.turnInMs,
    };
  }

  async leave(ended: Round["ended"]): Promise<void> {
    await this.#step("leave", this.#options.clock.now(), { ended: toldOf(ended) });
  }

  onTurn(listener: () => void): () => void {
    const { server, steps } = this.#options;
    return steps.listen((names) => {
      if (names.split(" ").includes(server)) listener();
    });
  }

  async #step(step: string, now: number, parts: object): Promise<Answer> {
    const { server, longestMs, steps, clock } = this.#options;
    const { there, here } = this.#clocks ?? (await this.#readClock());
    const answer = JSON.parse(
      await steps.run(
        JSON.stringify({
          step,
          server,
          generation: this.#generation,
          policies: this.#policies,
          longestMs,
          cutOffMs: CUT_OFF_AFTER_MS,
          lanesLapseMs: LANES_LAPSE_MS,
          validUntil: there + (now - here) + DECIDED_WITHIN_MS,
          ...parts,
        }),
      ),
    ) as Answer;
    this.#clocks = { there: answer.now, here: clock.now() };
    return answer;
  }

  async #readClock(): Promise<{ there: number; here: number }> {
    const there = await this.#options.steps.time();
    this.#clocks = { there, here: this.#options.clock.now() };
    return this.#clocks;
  }

  /** A subject may be a person's name, and is told by its hash alone. */
  #nameOf(subject: string | symbol): string {
    const known = this.#subjects.get(subject);
    if (known !== undefined) return known;
    const hash = createHash("sha256").update(String(subject)).digest("base64url").slice(0, 16);
    const name = typeof subject === "symbol" ? `server:${hash}` : hash;
    if (this.#subjects.size >= MOST_SUBJECTS) this.#subjects.clear();
    this.#subjects.set(subject, name);
    return name;
  }
}

const MOST_SUBJECTS = 10_000;

/** The kinds of one message, each told once. */
class Kinds {
  readonly all: HeldPermits["kind"][] = [];
  readonly #indexes = new Map<string, number>();

  indexOf(kind: HeldPermits["kind"]): number {
    const key = JSON.stringify([kind.background, ...kind.budgets]);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.all.length);
    return this.all.push(kind) - 1;
  }
}

function toldOf(ended: Round["ended"]): [number, number][] {
  return ended.map(({ id, unsent }) => [id, unsent ? 1 : 0]);
}

function relative({ budget, limit, remaining, resetsAt, blockedUntil }: LessonOfBudget, now: number): object {
  return {
    budget,
    limit: finite(limit),
    remaining: finite(remaining),
    resetsInMs: resetsAt === undefined || !Number.isFinite(resetsAt) ? undefined : resetsAt - now,
    blockMs: blockedUntil === undefined ? undefined : blockedUntil - now,
  };
}

function finite(figure: number | undefined): number | undefined {
  return figure !== undefined && Number.isFinite(figure) ? figure : undefined;
}

function listOf<Item>(value: unknown): Item[] {
  return Array.isArray(value) ? value : [];
}

function heldOf([inFlight, releases]: PoolView, now: number): HeldByAll {
  return { inFlight, releases: listOf<[number, number]>(releases).map(([inMs, count]) => [now + inMs, count] as const) };
}
