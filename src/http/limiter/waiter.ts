import type { Caller } from "../callers.js";
import type { CallScope, Intent } from "../request.js";
import type { Budget } from "./budget.js";
import type { Place, Standing } from "./fair-order.js";
import type { WantedPermits } from "./schedule.js";

/** The errors for a waiting request. */
export interface Refusals {
  /** Its turn cannot come in time; `turnAt` is the earliest moment, as far as is known. */
  late: (turnAt: number) => Error;
  aborted: () => Error;
  closed: () => Error;
}

export interface AskedTurn extends WantedPermits {
  intent: Intent;
}

/** Requests that count against the same budgets, all in the background or none. */
export interface Kind {
  budgets: readonly Budget[];
  background?: number;
}

/** A request that waits for its turn. */
export interface Waiter extends Standing<Kind> {
  wanted: WantedPermits;
  scope: CallScope;
  refusals: Refusals;
  /** Its place for each caller that waits for it. */
  places: Map<Caller, Place<Kind, Waiter>>;
  /** The number of the review that planned it. */
  plannedIn: number;
  start: () => void;
  refuse: (error: Error) => void;
}
