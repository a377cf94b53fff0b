import type { Budget } from "./budget.js";
import type { Slots } from "./slots.js";

/** Someone who wants one slot of each of these budgets, all at once. */
export interface WantedTurn {
  budgets: readonly Budget[];
  /** The fraction of each budget that background work may hold; undefined for work that someone waits for. */
  background?: number;
}

export interface PlannedTurn {
  turnAt: number;
  /** Background work that waits for nothing but its own share to come free; it does not stand in the way of work that someone waits for. */
  waitsForShareOnly: boolean;
}

/** Those in line for one budget: when their turns are, and the last of them. */
interface Line {
  turns: number[];
  last: number;
}

const NOBODY: Line = { turns: [], last: 0 };

/**
 * Whose turn is when, if nobody else comes and whatever is under way is answered at once. No turn can come earlier than this says, and
 * as time goes on and answers take their time turns only move back: a forecast stays a lower bound until its first turn has come.
 */
export class Forecast {
  #lines = new Map<Slots, Line>();

  plan({ budgets, background }: WantedTurn, now: number): PlannedTurn {
    let openAt = now;
    for (const budget of budgets) openAt = Math.max(openAt, budget.blockedUntil, this.#next(budget.all, budget.limit, now));
    if (background === undefined) return { turnAt: openAt, waitsForShareOnly: false };
    let shareAt = now;
    for (const budget of budgets) shareAt = Math.max(shareAt, this.#next(budget.background, budget.backgroundLimit(background), now));
    return { turnAt: Math.max(openAt, shareAt), waitsForShareOnly: shareAt > openAt };
  }

  /** Puts someone in line for a later turn; nobody behind who wants a slot of the same budgets comes first. */
  reserve({ budgets, background }: WantedTurn, { turnAt, waitsForShareOnly }: PlannedTurn): void {
    for (const budget of budgets) {
      if (!waitsForShareOnly) this.#push(budget.all, turnAt);
      if (background !== undefined) this.#push(budget.background, turnAt);
    }
  }

  #next(slots: Slots, limit: number, now: number): number {
    const { turns, last } = this.#lines.get(slots) ?? NOBODY;
    // The first `limit - held` find a free slot; each one after them needs one more to be released: those held, then those of the line.
    const release = turns.length - (limit - slots.held);
    if (release < 0) return Math.max(now, last);
    const releasedAt = release < slots.held ? slots.releaseAt(release, now) : slots.windowAfter(turns[release - slots.held] ?? now);
    return Math.max(releasedAt, last);
  }

  #push(slots: Slots, turnAt: number): void {
    const line = this.#lines.get(slots);
    if (line === undefined) this.#lines.set(slots, { turns: [turnAt], last: turnAt });
    else {
      line.turns.push(turnAt);
      line.last = turnAt;
    }
  }
}
