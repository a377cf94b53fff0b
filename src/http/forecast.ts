import type { Budget } from "./budget.js";
import type { Slots } from "./slots.js";

/** Someone who wants one slot of each of these budgets, all at once. */
export interface WantedTurn {
  budgets: readonly Budget[];
  /** The fraction of each budget that background work may hold; undefined for work that someone waits for. */
  background?: number;
}

/** Whose turn is when, if nobody else comes and whatever is under way is answered at once: no turn can be earlier than this says. */
export class Forecast {
  readonly now: number;
  #lines = new Map<Slots, { turns: number[]; last: number }>();

  constructor(now: number) {
    this.now = now;
  }

  turnOf(wanted: WantedTurn): number {
    return Math.max(this.#openAt(wanted), this.#shareAt(wanted));
  }

  /** Puts someone in line for a later turn; nobody behind who wants a slot of the same budgets comes first. */
  reserve(wanted: WantedTurn, turnAt: number): void {
    // Background work that waits for its own share to come free does not stand in the way of work that someone waits for.
    const onlyShare = this.#shareAt(wanted) > this.#openAt(wanted);
    for (const budget of wanted.budgets) {
      if (!onlyShare) this.#push(budget.all, turnAt);
      if (wanted.background !== undefined) this.#push(budget.background, turnAt);
    }
  }

  #openAt(wanted: WantedTurn): number {
    let turnAt = this.now;
    for (const budget of wanted.budgets) turnAt = Math.max(turnAt, budget.blockedUntil, this.#next(budget.all, budget.limit));
    return turnAt;
  }

  #shareAt({ background, budgets }: WantedTurn): number {
    let turnAt = this.now;
    if (background === undefined) return turnAt;
    for (const budget of budgets) turnAt = Math.max(turnAt, this.#next(budget.background, budget.backgroundLimit(background)));
    return turnAt;
  }

  #next(slots: Slots, limit: number): number {
    const line = this.#lines.get(slots);
    const ahead = line?.turns.length ?? 0;
    // The first `limit - held` find a free slot; each one after them needs one more to be released: those held, then those of the line.
    const release = ahead - (limit - slots.held);
    if (release < 0) return Math.max(this.now, line?.last ?? 0);
    const releasedAt =
      release < slots.held ? slots.releaseAt(release, this.now) : slots.windowAfter(line?.turns[release - slots.held] ?? this.now);
    return Math.max(releasedAt, line?.last ?? 0);
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
