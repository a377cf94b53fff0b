import type { Clock } from "../../../clock.js";
import type { Budget } from "../budget.js";
import type { PermitQueue } from "../permit-queue.js";
import type { WantedPermits } from "../schedule.js";
import { WakeTimer } from "../wake-timer.js";
import {
  CUT_OFF_AFTER_MS,
  DECIDED_WITHIN_MS,
  HEARD_EVERY_MS,
  type HeldPermits,
  type LessonOfBudget,
  type Membership,
  NOTHING_HELD,
  type Rounds,
  type Sharing,
} from "./rounds.js";
import { shareOf } from "./share.js";
import type { TurnsOfAll } from "./turns-of-all.js";

export interface SharedTurnsOptions extends Pick<Sharing, "membership" | "longestMs" | "rounds"> {
  /** Those that the servers hold together. */
  budgets: readonly Budget[];
  clock: Clock;
}

/** A request that was answered, as long as others may not know it. */
interface Past {
  id: number;
  wanted: WantedPermits;
  endedAt: number;
}

/** The first wait before the others are tried again; it doubles up to the longest. */
const FIRST_TRY_MS = 100;
const LONGEST_TRY_MS = 1_000;
/** Those that were not told yet. */
const MOST_LESSONS = 100;
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * Turns that servers take together. Whatever happens here is told in the next round, which also brings the turns that were granted; one round is
 * under way at a time, and none without a reason but once a second.
 *
 * - `together`: rounds decide.
 * - `seeking`: a round was lost, or this server has just started. Nothing starts until the others are found, or for `CUT_OFF_AFTER_MS`.
 * - `alone`: this server gives turns by itself, from its share. That opens once the others leave it alone and what they have taken of it before
 *   has left the vendor's window.
 */
export class SharedTurns implements TurnsOfAll {
  readonly #budgets: readonly Budget[];
  readonly #clock: Clock;
  readonly #membership: Membership;
  readonly #longestMs: number;
  readonly #rounds: Rounds;
  readonly #closed = new AbortController();
  readonly #stopListening: () => void;
  #queue: PermitQueue | undefined;
  #state: "seeking" | "together" | "alone" = "seeking";
  /** While all that is held here is being told, nothing may be taken. */
  #isGreeting = false;
  /** The requests in flight, each with the id of its permits. */
  readonly #inFlight = new Map<WantedPermits, number>();
  #past: Past[] = [];
  #toTell: { id: number; unsent: boolean }[] = [];
  #lessons: LessonOfBudget[] = [];
  #nextId = 1;
  /** Until then the others may take this server to be with them. */
  #heardUntil: number;
  #lostAt: number;
  #isDue = false;
  #isUnderWay = false;
  readonly #timer: WakeTimer;

  constructor({ budgets, clock, membership, longestMs, rounds }: SharedTurnsOptions) {
    this.#budgets = budgets;
    this.#clock = clock;
    this.#timer = new WakeTimer(clock, () => this.changed());
    this.#membership = membership;
    this.#longestMs = longestMs;
    this.#rounds = rounds(budgets.map(({ policy }) => policy));
    this.#stopListening = this.#rounds.onTurn(() => this.changed());
    this.#heardUntil = clock.now();
    this.#lostAt = clock.now();
  }

  get isOn(): boolean {
    return this.#state !== "alone" || this.#isGreeting;
  }

  get isForeseen(): boolean {
    return this.#state !== "seeking";
  }

  holds(budget: Budget): boolean {
    return this.#budgets.includes(budget);
  }

  start(queue: PermitQueue): void {
    this.#queue = queue;
    this.#keepToShares();
    void this.#seek();
  }

  changed(): void {
    if (this.#isDue || this.#state !== "together") return;
    this.#isDue = true;
    queueMicrotask(() => void this.#round());
  }

  taken(wanted: WantedPermits): void {
    this.#inFlight.set(wanted, this.#nextId);
    this.#nextId += 1;
  }

  /** @param reachedVendor false where the vendor surely never had it */
  ended(wanted: WantedPermits, now: number, reachedVendor: boolean): void {
    const id = this.#inFlight.get(wanted);
    if (id === undefined) return;
    this.#inFlight.delete(wanted);
    if (reachedVendor) this.#past.push({ id, wanted, endedAt: now });
    if (this.#state !== "together" && !this.#isGreeting) return;
    this.#toTell.push({ id, unsent: !reachedVendor });
    this.changed();
  }

  teach(lesson: LessonOfBudget): void {
    this.#lessons.push(lesson);
    if (this.#lessons.length > MOST_LESSONS) this.#lessons.shift();
    this.changed();
  }

  async close(): Promise<void> {
    this.#closed.abort(CLOSED);
    this.#timer.stop();
    this.#stopListening();
    if (this.#state === "together") await this.#rounds.leave(this.#toTell).catch(() => undefined);
  }

  async #round(): Promise<void> {
    if (this.#isUnderWay || this.#state !== "together" || this.#closed.signal.aborted) {
      this.#isDue = this.#isUnderWay;
      return;
    }
    this.#isDue = false;
    this.#isUnderWay = true;
    const queue = this.#queue as PermitQueue;
    const lanes = queue.lanes();
    const now = this.#clock.now();
    const ended = this.#toTell.splice(0);
    const lessons = this.#lessons.splice(0);
    const told = lanes.map(({ kind, subject, size, count }) => ({ kind: this.#named(kind), subject, size, count }));
    try {
      const servers = this.#membership.servers(CUT_OFF_AFTER_MS);
      const decision = await this.#rounds.hold({ now, servers, ended, lessons, lanes: told, firstId: this.#nextId });
      if (decision === "unknown") {
        this.#lessons.unshift(...lessons);
        this.#lose(now);
        return;
      }
      for (const index of decision.granted) {
        const id = this.#nextId;
        const lane = lanes[index];
        if (lane !== undefined && queue.start(lane)) continue;
        this.#nextId = id + 1;
        this.#toTell.push({ id, unsent: true });
      }
      for (const budget of this.#budgets) {
        const { limit } = budget.policy;
        const nothing = { limit, setAside: 0, blockedUntil: 0, all: NOTHING_HELD, background: NOTHING_HELD };
        budget.follow(decision.budgets.get(budget.policy.name) ?? nothing);
      }
      const known = new Set(ended.map(({ id }) => id));
      this.#past = this.#past.filter(({ id }) => !known.has(id));
      this.#timer.wakeAt(Math.min(decision.turnAt ?? NEVER, this.#clock.now() + HEARD_EVERY_MS));
    } catch {
      this.#lessons.unshift(...lessons);
      this.#lose(now);
      return;
    } finally {
      this.#isUnderWay = false;
    }
    if (this.#isDue || this.#toTell.length > 0) {
      this.#isDue = false;
      this.changed();
    }
  }

  /** The others may have heard the round that was sent at this moment, until it was too late for it. */
  #lose(sentAt: number): void {
    this.#heardUntil = sentAt + DECIDED_WITHIN_MS;
    this.#lostAt = this.#clock.now();
    this.#state = "seeking";
    this.#isDue = false;
    this.#timer.stop();
    this.#keepToShares();
    if (!this.#closed.signal.aborted) void this.#seek();
  }

  async #seek(): Promise<void> {
    const { signal } = this.#closed;
    for (let waitMs = FIRST_TRY_MS; !signal.aborted; waitMs = Math.min(2 * waitMs, LONGEST_TRY_MS)) {
      if (await this.#join()) return;
      if (signal.aborted) return;
      const isLong = this.#clock.now() - this.#lostAt >= CUT_OFF_AFTER_MS;
      if (isLong) this.#state = "alone";
      this.#keepToShares();
      this.#queue?.changed();
      await this.#clock.sleep(waitMs, signal).catch(() => undefined);
    }
  }

  /** Whether the others were found. */
  async #join(): Promise<boolean> {
    try {
      await this.#rounds.reach();
    } catch {
      return false;
    }
    if (this.#closed.signal.aborted) return true;
    this.#isGreeting = true;
    this.#toTell = [];
    const now = this.#clock.now();
    this.#past = this.#past.filter(({ wanted, endedAt }) => wanted.budgets.some(({ all }) => all.windowAfter(endedAt) > now));
    const past = [...this.#past];
    try {
      await this.#rounds.greet({
        now,
        servers: this.#membership.servers(CUT_OFF_AFTER_MS),
        inFlight: [...this.#inFlight].map(([wanted, id]) => ({ ...this.#heldBy(wanted), id })),
        past: past.map(({ wanted, endedAt }) => ({ ...this.#heldBy(wanted), endedAt })),
      });
    } catch {
      return false;
    } finally {
      this.#isGreeting = false;
    }
    this.#past = this.#past.filter((entry) => !past.includes(entry));
    this.#state = "together";
    this.#heardUntil = this.#clock.now();
    this.changed();
    return true;
  }

  /** The share of each budget, and since when it is this server's. */
  #keepToShares(): void {
    const now = this.#clock.now();
    const { since, rank, changedAt } = this.#membership;
    const isMember = since !== undefined && this.#membership.servers(CUT_OFF_AFTER_MS) !== undefined;
    for (const budget of this.#budgets) {
      const { windowMs } = budget.policy;
      const settlesMs = CUT_OFF_AFTER_MS + this.#longestMs + windowMs;
      const limit = budget.wholeLimit;
      const servers = Math.max(1, this.#membership.most(settlesMs));
      const from = Math.max(this.#heardUntil, since ?? now, limit < servers ? changedAt : 0);
      const isOursAt = isMember ? from + settlesMs : now + settlesMs;
      const commonNow = this.#membership.commonNow();
      budget.keepTo(shareOf({ limit, windowMs, servers, rank, longestMs: this.#longestMs, isOursAt, now, commonNow }));
    }
  }

  #named({ budgets, background }: Pick<WantedPermits, "budgets" | "background">): HeldPermits["kind"] {
    return { budgets: budgets.filter((budget) => this.holds(budget)).map(({ policy }) => policy.name), background };
  }

  #heldBy(wanted: WantedPermits): HeldPermits {
    return { kind: this.#named(wanted), count: wanted.count };
  }
}

const CLOSED = new Error("The turns are taken no more.");
