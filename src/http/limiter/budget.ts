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

/** A reset further off than this (or than the window, where that is longer) is cut: a wrong one would stop requests for good. */
const LONGEST_BLOCK_MS = 5 * 60_000;

/** One budget of a vendor: our own count, corrected by the vendor's headers. */
export class Budget {
  readonly policy: BudgetPolicy;
  readonly all: Permits;
  readonly background: Permits;
  #limit: number;
  #blockedUntil = 0;

  constructor(policy: BudgetPolicy) {
    this.policy = policy;
    this.#limit = Math.max(1, Math.floor(policy.limit));
    this.all = new Permits(policy.windowMs, policy.window === "clock");
    this.background = new Permits(policy.windowMs, policy.window === "clock");
  }

  get limit(): number {
    return this.#limit;
  }

  /** Nothing starts before this moment. */
  get blockedUntil(): number {
    return this.#blockedUntil;
  }

  backgroundLimit(fraction: number): number {
    return Math.max(1, Math.floor(this.#limit * fraction));
  }

  /** Whether a request can start now, if none waits before it. */
  hasRoom({ background, count }: PermitsOfBudget, now: number): boolean {
    if (this.#blockedUntil > now || !this.all.haveRoom(count, this.#limit)) return false;
    return background === undefined || this.background.haveRoom(count, this.backgroundLimit(background));
  }

  take({ background, count }: PermitsOfBudget): void {
    this.all.take(count);
    if (background !== undefined) this.background.take(count);
  }

  answered({ background, count }: PermitsOfBudget, now: number): void {
    this.all.answered(now, count);
    if (background !== undefined) this.background.answered(now, count);
  }

  giveBack({ background, count }: PermitsOfBudget): void {
    this.all.giveBack(count);
    if (background !== undefined) this.background.giveBack(count);
  }

  forget(now: number): void {
    this.all.forget(now);
    this.background.forget(now);
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
    const usedByOthers = this.#limit - this.all.held - Math.max(0, Math.floor(remaining));
    if (usedByOthers > 0) this.all.holdForOthers(usedByOthers, this.#bounded(resetsAt, now) ?? this.all.windowAfter(now));
    if (remaining <= 0 && resetsAt !== undefined) this.block(resetsAt, now);
  }

  block(until: number, now: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#bounded(until, now) ?? 0);
  }

  state(now: number, queued: number): BudgetState {
    this.forget(now);
    const blocked = this.#blockedUntil > now;
    const allFreeAt = this.all.allFreeAt(now);
    return {
      name: this.policy.name,
      limit: this.#limit,
      remaining: blocked ? 0 : Math.max(0, this.#limit - this.all.held),
      windowMs: this.policy.windowMs,
      resetsAt: blocked ? Math.max(this.#blockedUntil, allFreeAt ?? 0) : allFreeAt,
      queued,
    };
  }

  #bounded(moment: number | undefined, now: number): number | undefined {
    return moment === undefined ? undefined : Math.min(moment, now + Math.max(this.policy.windowMs, LONGEST_BLOCK_MS));
  }
}
