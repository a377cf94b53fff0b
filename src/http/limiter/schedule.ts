import type { Budget, PermitsOfBudget } from "./budget.js";
import type { Permits } from "./permits.js";

/** Permits of each of these budgets, all at once. */
export interface WantedPermits extends PermitsOfBudget {
  budgets: readonly Budget[];
}

export interface PlannedPermits {
  turnAt: number;
  /** Background work that waits for its own share alone; it does not hold up foreground work. */
  waitsForShareOnly: boolean;
}

const NOBODY: readonly number[] = [];

/**
 * The turns of waiting requests, if no other one comes and requests under way are answered at once. Turns only move back as answers take
 * their time, so a schedule is a lower bound until its first turn has come.
 *
 * A planned request keeps its permits until it can use them; later ones take only what is left over, and take that at once. So no request is
 * held up by those behind it, and no permit idles while a request waits for another budget.
 */
export class Schedule {
  /** The reserved turns of each, sorted; one entry for each permit. */
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

  /** When the last of `count` permits comes free. */
  #next(permits: Permits, limit: number, count: number, now: number): number {
    const reserved = this.#reserved.get(permits) ?? NOBODY;
    // The first `limit - held` are free; each one after them needs a release: of those held, then of those reserved.
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
