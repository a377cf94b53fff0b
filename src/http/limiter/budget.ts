import type { BudgetObservation, BudgetPolicy } from "../policy.js";
import { MOST_OF_AN_INT } from "../vendor-error.js";
import { Permits } from "./permits.js";

/** The state of one budget; the graph's `RequestBudget`. */
export interface BudgetState {
  name: string;
  limit: number;
  remaining: number;
  windowMs: number;
  /** Epoch milliseconds at which the whole limit is free again, as far as is known; undefined where nothing is used. */
  resetsAt: number | undefined;
  /** Requests waiting for their turn. */
  queued: number;
}

/** The permits that a request takes of each of its budgets. */
export interface PermitsOfBudget {
  /** The fraction that background work may hold; undefined for foreground work. */
  background?: number;
  /** How many permits; at most the limit counts. */
  count: number;
}

/** What this server may take of a budget while it cannot ask the others. */
export interface Share {
  limit: number;
  /** Nothing is taken before this moment. */
  opensAt: number;
}

/** Permits in flight, and those that come free at the given moments, in order. */
export interface HeldByAll {
  inFlight: number;
  releases: readonly (readonly [at: number, count: number])[];
}

/** A budget as the servers that hold it together see it; moments in epoch milliseconds. */
export interface BudgetOfAll {
  limit: number;
  /** Of the limit, what is left alone because it is the share of servers that cannot be reached. */
  setAside: number;
  blockedUntil: number;
  all: HeldByAll;
  background: HeldByAll;
}

/** A reset further off than this (or than the window, where that is longer) is cut: a wrong one would stop requests for good. */
const LONGEST_BLOCK_MS = 5 * 60_000;

interface Held {
  all: Permits;
  background: Permits;
}

/**
 * One budget of a vendor: a count of permits, corrected by the vendor's headers. Turns go by this server's own count, or, where servers hold
 * the budget together, by that of all of them.
 */
export class Budget {
  readonly policy: BudgetPolicy;
  all: Permits;
  background: Permits;
  /** Of this server alone. */
  readonly #own: Held;
  #ofAll: Held | undefined;
  #limit: number;
  #blockedUntil = 0;
  #share: Share | undefined;

  /** @param isShared with other servers: then this one's clock is not to say where a window of the vendor's clock begins */
  constructor(policy: BudgetPolicy, isShared = false) {
    this.policy = policy;
    this.#limit = Math.max(1, Math.floor(policy.limit));
    this.#own = heldOf(isShared ? { ...policy, window: "sliding" } : policy);
    this.all = this.#own.all;
    this.background = this.#own.background;
  }

  get limit(): number {
    return this.#share?.limit ?? this.#limit;
  }

  /** As the vendor says it, whatever of it is this server's. */
  get wholeLimit(): number {
    return this.#limit;
  }

  /** Nothing starts before this moment. */
  get blockedUntil(): number {
    return this.#share === undefined ? this.#blockedUntil : Math.max(this.#blockedUntil, this.#share.opensAt);
  }

  backgroundLimit(fraction: number): number {
    return Math.max(1, Math.floor(this.limit * fraction));
  }

  /** From now on turns go by this server's own count, and take no more than the share. */
  keepTo(share: Share): void {
    this.#share = share;
    this.all = this.#own.all;
    this.background = this.#own.background;
  }

  /** From now on turns go by the count of all servers, as it was last told. */
  follow({ limit, setAside, blockedUntil, all, background }: BudgetOfAll): void {
    this.#share = undefined;
    this.#limit = limit;
    this.#blockedUntil = blockedUntil;
    this.#ofAll ??= heldOf(this.policy);
    this.#ofAll.all.become(all.inFlight + setAside, all.releases);
    this.#ofAll.background.become(background.inFlight, background.releases);
    this.all = this.#ofAll.all;
    this.background = this.#ofAll.background;
  }

  /** Whether a request can start now, if none waits before it. */
  hasRoom({ background, count }: PermitsOfBudget, now: number): boolean {
    if (this.blockedUntil > now || !this.all.haveRoom(count, this.limit)) return false;
    return background === undefined || this.background.haveRoom(count, this.backgroundLimit(background));
  }

  take({ background, count }: PermitsOfBudget): void {
    this.#own.all.take(count);
    if (background !== undefined) this.#own.background.take(count);
    if (this.all === this.#own.all) return;
    this.all.take(count);
    if (background !== undefined) this.background.take(count);
  }

  /** In the count of all servers it stays in flight until that is told anew. */
  answered({ background, count }: PermitsOfBudget, now: number): void {
    this.#own.all.answered(now, count);
    if (background !== undefined) this.#own.background.answered(now, count);
  }

  giveBack({ background, count }: PermitsOfBudget): void {
    this.#own.all.giveBack(count);
    if (background !== undefined) this.#own.background.giveBack(count);
  }

  forget(now: number): void {
    this.#own.all.forget(now);
    this.#own.background.forget(now);
    this.#ofAll?.all.forget(now);
    this.#ofAll?.background.forget(now);
  }

  /**
   * Corrects what is left by the vendor's word, downwards only: that word may be older than the requests still under way. True where the limit
   * has changed or a block has begun.
   */
  learn(seen: BudgetObservation, now: number): boolean {
    const before = { limit: this.#limit, blockedUntil: this.#blockedUntil };
    if (seen.limit !== undefined && Number.isFinite(seen.limit) && seen.limit >= 1)
      this.#limit = Math.min(Math.floor(seen.limit), MOST_OF_AN_INT);
    if (seen.remaining !== undefined && Number.isFinite(seen.remaining)) this.#learnRemaining(seen.remaining, seen.resetsAt, now);
    return this.#limit !== before.limit || this.#blockedUntil !== before.blockedUntil;
  }

  #learnRemaining(remaining: number, statedReset: number | undefined, now: number): void {
    this.forget(now);
    const resetsAt = statedReset !== undefined && Number.isFinite(statedReset) ? statedReset : undefined;
    const usedByOthers = this.limit - this.all.held - Math.max(0, Math.floor(remaining));
    if (usedByOthers > 0) this.all.holdForOthers(usedByOthers, this.#bounded(resetsAt, now) ?? this.all.windowAfter(now));
    if (remaining <= 0 && resetsAt !== undefined) this.block(resetsAt, now);
  }

  block(until: number, now: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#bounded(until, now) ?? 0);
  }

  state(now: number, queued: number): BudgetState {
    this.forget(now);
    const blocked = this.blockedUntil > now;
    const allFreeAt = this.all.allFreeAt(now);
    return {
      name: this.policy.name,
      limit: this.limit,
      remaining: blocked ? 0 : Math.max(0, this.limit - this.all.held),
      windowMs: this.policy.windowMs,
      resetsAt: blocked ? Math.max(this.blockedUntil, allFreeAt ?? 0) : allFreeAt,
      queued,
    };
  }

  #bounded(moment: number | undefined, now: number): number | undefined {
    return moment === undefined ? undefined : Math.min(moment, now + Math.max(this.policy.windowMs, LONGEST_BLOCK_MS));
  }
}

function heldOf({ windowMs, window }: BudgetPolicy): Held {
  return { all: new Permits(windowMs, window === "clock"), background: new Permits(windowMs, window === "clock") };
}
