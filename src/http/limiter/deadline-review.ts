import type { FairOrder } from "./fair-order.js";
import { Schedule } from "./schedule.js";
import type { Kind, Waiter } from "./waiter.js";

/** A request whose turn comes after its deadline. */
export interface LateWaiter {
  waiter: Waiter;
  turnAt: number;
}

const NEVER = Number.POSITIVE_INFINITY;
/** A review rests a millisecond for each so many waiting requests; fewer are reviewed whenever something happens. */
const REVIEWED_A_MS = 100;

/**
 * Walks over all waiting requests, and finds those that can no longer be in time: newcomers of other callers push the later requests of a caller
 * that asks for many behind them.
 */
export class DeadlineReview {
  readonly #order: FairOrder<Kind, Waiter>;
  #number = 0;
  #nextAt = 0;
  #earliestDeadline = NEVER;

  constructor(order: FairOrder<Kind, Waiter>) {
    this.#order = order;
  }

  /** No sooner is the next walk worth its time. */
  get nextAt(): number {
    return this.#nextAt;
  }

  /** Of those that were found to be in time. */
  get earliestDeadline(): number {
    return this.#earliestDeadline;
  }

  /**
   * Those to be refused; the others keep their places.
   *
   * @param isForeseen whether the budgets tell when turns come: where they do not, a request is late once its deadline is over
   */
  findLate(now: number, isForeseen: boolean): LateWaiter[] {
    this.#number += 1;
    const review = this.#number;
    const schedule = new Schedule();
    const late: LateWaiter[] = [];
    let inTime = 0;
    this.#earliestDeadline = NEVER;
    const line = this.#order.inTurn(({ plannedIn }) => plannedIn === review);
    for (let waiter = line.next(); waiter !== undefined; waiter = line.next()) {
      waiter.plannedIn = review;
      const planned = schedule.plan(waiter.wanted, now);
      const turnAt = isForeseen ? planned.turnAt : now;
      const deadlineAt = waiter.scope.deadlineAt ?? NEVER;
      if (turnAt >= deadlineAt) late.push({ waiter, turnAt });
      else {
        schedule.reserve(waiter.wanted, planned);
        inTime += 1;
        this.#earliestDeadline = Math.min(this.#earliestDeadline, deadlineAt);
      }
    }
    this.#nextAt = now + Math.floor(inTime / REVIEWED_A_MS);
    return late;
  }
}
