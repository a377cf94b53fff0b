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
 * First come, first served among those who share a budget; who shares none with anybody ahead may pass. One timer for the whole queue;
 * each event costs one walk along it, and an arrival while nothing has changed one look at the forecast.
 */
export class TurnQueue {
  readonly #clock: Clock;
  readonly #budgets: readonly Budget[];
  #waiters: Waiter[] = [];
  /** Of the queue as it stands; undefined once anything else has changed. */
  #forecast: Forecast | undefined;
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
      if (this.#forecast?.now === this.#clock.now()) {
        if (this.#place(waiter, this.#forecast)) this.#waiters.push(waiter);
      } else {
        this.#waiters.push(waiter);
        this.changed();
      }
      if (this.#waiters.includes(waiter)) scope.signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** To be called whenever a slot was taken back, released or corrected. */
  changed(): void {
    const now = this.#clock.now();
    for (const budget of this.#budgets) budget.forget(now);
    this.#stopTimer();
    const forecast = new Forecast(now);
    this.#waiters = this.#waiters.filter((waiter) => this.#place(waiter, forecast));
    this.#forecast = forecast;
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(waiter.refusals.closed());
  }

  /** Starts or refuses whoever is due; true where it has to wait. */
  #place(waiter: Waiter, forecast: Forecast): boolean {
    const { wanted, scope } = waiter;
    const turnAt = forecast.turnOf(wanted);
    if (turnAt <= forecast.now) {
      for (const budget of wanted.budgets) budget.take(wanted.background !== undefined);
      waiter.start();
      return false;
    }
    if (scope.deadlineAt !== undefined && turnAt >= scope.deadlineAt) {
      waiter.refuse(waiter.refusals.late(turnAt));
      return false;
    }
    forecast.reserve(wanted, turnAt);
    this.#wakeBy(turnAt);
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
