import type { Clock } from "../clock.js";
import type { Budget } from "./budget.js";
import { Forecast, type WantedTurn } from "./forecast.js";
import type { CallScope } from "./request.js";

/** How to say no to someone who waits. */
export interface Refusals {
  /** It cannot have its turn in time; `turnAt` is the earliest, as far as is known. */
  late: (turnAt: number) => Error;
  aborted: () => Error;
  closed: () => Error;
}

interface Waiter {
  wanted: WantedTurn;
  scope: CallScope;
  refusals: Refusals;
  start: () => void;
  refuse: (error: Error) => void;
}

/**
 * First come, first served among those who share a budget; who shares none with anybody ahead may pass. There is one timer for the whole
 * queue. A turn that comes costs one walk along the queue, an arrival only a look at the forecast.
 */
export class TurnQueue {
  readonly #clock: Clock;
  readonly #budgets: readonly Budget[];
  #waiters: Waiter[] = [];
  #forecast = new Forecast();
  #timer: { wakeAt: number; stop: AbortController } | undefined;
  #closed = false;

  constructor(budgets: readonly Budget[], clock: Clock) {
    this.#budgets = budgets;
    this.#clock = clock;
  }

  queuedFor(budget: Budget): number {
    return this.#waiters.filter((waiter) => waiter.wanted.budgets.includes(budget)).length;
  }

  /** Resolves with a slot of each budget taken; rejects at once where the turn cannot come in time. */
  turn(wanted: WantedTurn, scope: CallScope, refusals: Refusals): Promise<void> {
    if (scope.signal?.aborted) return Promise.reject(refusals.aborted());
    if (this.#closed) return Promise.reject(refusals.closed());
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.#leave(waiter);
      const over = (): void => scope.signal?.removeEventListener("abort", onAbort);
      const waiter: Waiter = {
        wanted,
        scope,
        refusals,
        start: () => {
          over();
          resolve();
        },
        refuse: (error) => {
          over();
          reject(error);
        },
      };
      const now = this.#clock.now();
      // Those ahead come first, should the timer be late for them.
      if (this.#timer !== undefined && this.#timer.wakeAt <= now) this.changed();
      for (const budget of wanted.budgets) budget.forget(now);
      if (!this.#place(waiter, now)) return;
      this.#waiters.push(waiter);
      scope.signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /**
   * To be called when turns may come earlier than foreseen (a slot given back, a higher limit), or much later (a block). An answer needs
   * no call: it only says when its slot comes free, which is never earlier than was foreseen.
   */
  changed(): void {
    const now = this.#clock.now();
    for (const budget of this.#budgets) budget.forget(now);
    this.#stopTimer();
    this.#forecast = new Forecast();
    this.#waiters = this.#waiters.filter((waiter) => this.#place(waiter, now));
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(waiter.refusals.closed());
  }

  /** Starts or refuses whoever is due; true where it has to wait. */
  #place(waiter: Waiter, now: number): boolean {
    const { wanted, scope } = waiter;
    const planned = this.#forecast.plan(wanted, now);
    if (planned.turnAt <= now) {
      for (const budget of wanted.budgets) budget.take(wanted.background !== undefined);
      waiter.start();
      return false;
    }
    if (scope.deadlineAt !== undefined && planned.turnAt >= scope.deadlineAt) {
      waiter.refuse(waiter.refusals.late(planned.turnAt));
      return false;
    }
    this.#forecast.reserve(wanted, planned);
    this.#wakeBy(planned.turnAt);
    return true;
  }

  #leave(waiter: Waiter): void {
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    waiter.refuse(waiter.refusals.aborted());
    this.changed();
  }

  /** No later than the earliest turn: by then somebody starts, or the forecast has moved and whoever cannot be in time any more is told. */
  #wakeBy(turnAt: number): void {
    if (this.#timer !== undefined && this.#timer.wakeAt <= turnAt) return;
    this.#stopTimer();
    const stop = new AbortController();
    this.#timer = { wakeAt: turnAt, stop };
    this.#clock.sleep(turnAt - this.#clock.now(), stop.signal).then(
      () => {
        this.#timer = undefined;
        this.changed();
      },
      () => undefined,
    );
  }

  #stopTimer(): void {
    this.#timer?.stop.abort(STOPPED);
    this.#timer = undefined;
  }
}

const STOPPED = new Error("The queue has moved on.");
