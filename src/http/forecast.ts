import type { Budget, WantedSlots } from "./budget.js";
import type { Slots } from "./slots.js";

/** Slots of each of these budgets, all at once. */
export interface WantedTurn extends WantedSlots {
  budgets: readonly Budget[];
}

export interface PlannedTurn {
  turnAt: number;
  /** Background work that waits for nothing but its own share to come free; it does not stand in the way of work that someone waits for. */
  waitsForShareOnly: boolean;
}

const NOBODY: readonly number[] = [];

/**
 * Whose turn is when, if nobody else comes and whatever is under way is answered at once. No turn can come earlier than this says, and
 * as time goes on and answers take their time turns only move back: a forecast stays a lower bound until its first turn has come.
 *
 * Whoever was planned before keeps its slots, whenever it can use them; one planned after it may take only what is left over, and takes
 * that at once. So nobody is held up by those behind, and no slot stays idle for want of another budget's.
 */
export class Forecast {
  /** The turns reserved of each, sorted; a slot once for each time it is taken. */
  #reserved = new Map<Slots, number[]>();

  plan({ budgets, background, count }: WantedTurn, now: number): PlannedTurn {
    let openAt = now;
    for (const budget of budgets) openAt = Math.max(openAt, budget.blockedUntil, this.#next(budget.all, budget.limit, count, now));
    if (background === undefined) return { turnAt: openAt, waitsForShareOnly: false };
    let shareAt = now;
    for (const budget of budgets)
      shareAt = Math.max(shareAt, this.#next(budget.background, budget.backgroundLimit(background), count, now));
    return { turnAt: Math.max(openAt, shareAt), waitsForShareOnly: shareAt > openAt };
  }

  /** Keeps the slots of a later turn. */
  reserve({ budgets, background, count }: WantedTurn, { turnAt, waitsForShareOnly }: PlannedTurn): void {
    for (const budget of budgets) {
      if (!waitsForShareOnly) this.#insert(budget.all, turnAt, count);
      if (background !== undefined) this.#insert(budget.background, turnAt, count);
    }
  }

  /** When the last of `count` slots is there. */
  #next(slots: Slots, limit: number, count: number, now: number): number {
    const reserved = this.#reserved.get(slots) ?? NOBODY;
    // The first `limit - held` are free; each one after them needs one more to be released: those held, then those of the turns reserved.
    const release = reserved.length + Math.min(count, limit) - 1 - (limit - slots.held);
    return release < 0 ? now : slots.releaseAt(release, reserved, now);
  }

  #insert(slots: Slots, turnAt: number, count: number): void {
    let turns = this.#reserved.get(slots);
    if (turns === undefined) {
      turns = [];
      this.#reserved.set(slots, turns);
    }
    let at = turns.length;
    while (at > 0 && (turns[at - 1] ?? 0) > turnAt) at -= 1;
    const later = at === turns.length ? NOBODY : turns.splice(at);
    for (let slot = 0; slot < count; slot += 1) turns.push(turnAt);
    for (const turn of later) turns.push(turn);
  }
}
