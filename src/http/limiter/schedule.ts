import type { Budget, PermitsOfBudget } from "./budget.js";
import type { Permits } from "./permits.js";

/** Permits of each of these budgets, all at once. */
export interface WantedPermits extends PermitsOfBudget {
  budgets: readonly Budget[];
}

export interface PlannedPermits {
  turnAt: number;
  /** Background work that waits for nothing but its own share to come free; it does not stand in the way of work that someone waits for. */
  waitsForShareOnly: boolean;
}

const NOBODY: readonly number[] = [];

/**
 * Whose turn is when, if nobody else comes and whatever is under way is answered at once. No turn can come earlier than this says, and
 * as time goes on and answers take their time turns only move back: a schedule stays a lower bound until its first turn has come.
 *
 * Whoever was planned before keeps its permits, whenever it can use them; one planned after it may take only what is left over, and takes
 * that at once. So nobody is held up by those behind, and no permit stays idle for want of another budget's.
 */
export class Schedule {
  /** The turns reserved of each, sorted; a permit once for each time it is taken. */
  #reserved = new Map<Permits, number[]>();

  plan({ budgets, background, count }: WantedPermits, now: number): PlannedPermits {
    let openAt = now;
    for (const budget of budgets) openAt = Math.max(openAt, budget.blockedUntil, this.#next(budget.all, budget.limit, count, now));
    if (background === undefined) return { turnAt: openAt, waitsForShareOnly: false };
    let shareAt = now;
    for (const budget of budgets)
      shareAt = Math.max(shareAt, this.#next(budget.background, budget.backgroundLimit(background), count, now));
    return { turnAt: Math.max(openAt, shareAt), waitsForShareOnly: shareAt > openAt };
  }

  /** Keeps the permits of a later turn. */
  reserve({ budgets, background, count }: WantedPermits, { turnAt, waitsForShareOnly }: PlannedPermits): void {
    for (const budget of budgets) {
      if (!waitsForShareOnly) this.#insert(budget.all, turnAt, count);
      if (background !== undefined) this.#insert(budget.background, turnAt, count);
    }
  }

  /** When the last of `count` permits is there. */
  #next(permits: Permits, limit: number, count: number, now: number): number {
    const reserved = this.#reserved.get(permits) ?? NOBODY;
    // The first `limit - held` are free; each one after them needs one more to be released: those held, then those of the turns reserved.
    const release = reserved.length + Math.min(count, limit) - 1 - (limit - permits.held);
    return release < 0 ? now : permits.releaseAt(release, reserved, now);
  }

  #insert(permits: Permits, turnAt: number, count: number): void {
    let turns = this.#reserved.get(permits);
    if (turns === undefined) {
      turns = [];
      this.#reserved.set(permits, turns);
    }
    let at = turns.length;
    while (at > 0 && (turns[at - 1] ?? 0) > turnAt) at -= 1;
    const later = at === turns.length ? NOBODY : turns.splice(at);
    for (let permit = 0; permit < count; permit += 1) turns.push(turnAt);
    for (const turn of later) turns.push(turn);
  }
}
