import type { Clock } from "../../clock.js";
import { type Caller, SERVER_CALLERS } from "../callers.js";
import type { CallScope } from "../request.js";
import type { Budget } from "./budget.js";
import { DeadlineReview } from "./deadline-review.js";
import { FairOrder, firstIn, type Lane } from "./fair-order.js";
import type { Link } from "./linked-list.js";
import { type PlannedPermits, Schedule, type WantedPermits } from "./schedule.js";
import type { TurnsOfAll } from "./shared/turns-of-all.js";
import type { AskedTurn, Kind, Refusals, Waiter } from "./waiter.js";
import { WakeTimer } from "./wake-timer.js";

/** A lane, and what its next request wants. */
export interface WaitingLane {
  readonly link: Link<Lane<Kind, Waiter>>;
  readonly kind: Kind;
  readonly subject: string | symbol;
  /** How many requests wait in it. */
  readonly size: number;
  /** How many permits of each budget the next one wants. */
  readonly count: number;
}

const NEVER = Number.POSITIVE_INFINITY;
/**
 * Requests that wait for the budgets, in fair order. The first one starts as soon as its budgets have room; none takes permits that one
 * before it waits for. Serving looks at the first request of each lane; a review walks over all, and those that can no longer be in time are
 * refused at once.
 */
export class PermitQueue {
  readonly #clock: Clock;
  readonly #kinds = new Map<string, Kind>();
  readonly #order = new FairOrder<Kind, Waiter>();
  readonly #review = new DeadlineReview(this.#order);
  readonly #timer: WakeTimer;
  /** How many requests wait for each budget. */
  readonly #waiting = new Map<Budget, number>();
  readonly #budgets: readonly Budget[];
  readonly #ofAll: TurnsOfAll | undefined;
  #size = 0;
  #due = false;
  #closed = false;

  /** @param ofAll left out where no other server uses the budgets */
  constructor(budgets: readonly Budget[], clock: Clock, ofAll?: TurnsOfAll) {
    this.#budgets = budgets;
    this.#clock = clock;
    this.#ofAll = ofAll;
    this.#timer = new WakeTimer(clock, () => this.#settle());
  }

  queuedFor(budget: Budget): number {
    return this.#waiting.get(budget) ?? 0;
  }

  /** Takes the permits where no request waits for any of these budgets and all have room. */
  takeAtOnce(wanted: WantedPermits): boolean {
    if (this.#closed || this.#ofAll?.isOn === true) return false;
    const now = this.#clock.now();
    for (const budget of wanted.budgets) {
      if (this.queuedFor(budget) > 0) return false;
      budget.forget(now);
      if (!budget.hasRoom(wanted, now)) return false;
    }
    this.#take(wanted);
    return true;
  }

  /** Resolves with the permits taken; rejects as soon as it is known that the turn cannot come in time. */
  turn(wanted: AskedTurn, scope: CallScope, refusals: Refusals): Promise<void> {
    if (scope.signal?.aborted) return Promise.reject(refusals.aborted());
    if (this.#closed) return Promise.reject(refusals.closed());
    return new Promise((resolve, reject) => {
      const callers = scope.callers ?? SERVER_CALLERS;
      const onAbort = (): void => this.#refuse(waiter, refusals.aborted());
      const unwatch = callers.watch?.({
        joined: (caller) => this.#stand(waiter, caller),
        left: (caller) => this.#leave(waiter, caller),
      });
      const over = (): void => {
        scope.signal?.removeEventListener("abort", onAbort);
        unwatch?.();
      };
      const waiter: Waiter = {
        kind: this.#kindOf(wanted),
        isChange: wanted.intent === "change",
        wanted,
        scope,
        refusals,
        places: new Map(),
        plannedIn: 0,
        start: () => {
          over();
          resolve();
        },
        refuse: (error) => {
          over();
          reject(error);
        },
      };
      this.#size += 1;
      for (const budget of wanted.budgets) this.#waiting.set(budget, this.queuedFor(budget) + 1);
      for (const caller of callers) this.#stand(waiter, caller);
      scope.signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /**
   * Call it when turns may come earlier than planned (a permit given back, a higher limit), or much later (a block). An answer needs no call:
   * its permit never comes free earlier than planned.
   */
  changed(): void {
    if (this.#ofAll?.isOn === true) this.#ofAll.changed();
    // Calls within one tick are settled together.
    if (this.#due || this.#size === 0) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#settle();
    });
  }

  /** The lanes, in the order of their turns; but for those that wait for a budget which is this server's own. */
  lanes(): WaitingLane[] {
    const now = this.#clock.now();
    for (const budget of this.#budgets) budget.forget(now);
    const lanes: WaitingLane[] = [];
    for (let link = this.#order.firstLane; link !== undefined; link = link.after) {
      const { kind, subject, size } = link.value;
      const { wanted } = firstIn(link.value).waiter;
      const waitsHere = kind.budgets.some((budget) => this.#ofAll?.holds(budget) === false && !budget.hasRoom(wanted, now));
      if (!waitsHere) lanes.push({ link, kind, subject, size, count: wanted.count });
    }
    return lanes;
  }

  /** Starts the next request of a lane that was given its turn; false where that wants something else, or waits no longer. */
  start({ link, count }: WaitingLane): boolean {
    if (!link.isIn) return false;
    const { row, waiter } = firstIn(link.value);
    if (waiter.wanted.count !== count) return false;
    this.#leaveAll(waiter);
    const now = this.#clock.now();
    const isLate = now >= (waiter.scope.deadlineAt ?? NEVER);
    if (isLate) waiter.refuse(waiter.refusals.late(now));
    else {
      this.#take(waiter.wanted);
      waiter.start();
      this.#order.hadTurn(link, row);
    }
    if (this.#size === 0) this.#timer.stop();
    return !isLate;
  }

  close(): void {
    this.#closed = true;
    for (let lane = this.#order.firstLane; lane !== undefined; lane = this.#order.firstLane) {
      const waiter = firstIn(lane.value).waiter;
      this.#refuse(waiter, waiter.refusals.closed());
    }
    this.#timer.stop();
  }

  #stand(waiter: Waiter, caller: Caller): void {
    waiter.places.set(caller, this.#order.join(waiter, caller));
    this.changed();
  }

  #leave(waiter: Waiter, caller: Caller): void {
    const place = waiter.places.get(caller);
    if (place === undefined) return;
    waiter.places.delete(caller);
    this.#order.leave(place);
    this.changed();
  }

  #leaveAll(waiter: Waiter): void {
    for (const place of waiter.places.values()) this.#order.leave(place);
    this.#size -= 1;
    for (const budget of waiter.wanted.budgets) this.#waiting.set(budget, this.queuedFor(budget) - 1);
  }

  #refuse(waiter: Waiter, error: Error): void {
    this.#leaveAll(waiter);
    waiter.refuse(error);
    if (this.#size === 0) this.#timer.stop();
    else this.changed();
  }

  #take(wanted: WantedPermits): void {
    for (const budget of wanted.budgets) budget.take(wanted);
    this.#ofAll?.taken(wanted);
  }

  #settle(): void {
    if (this.#size === 0) return;
    const now = this.#clock.now();
    for (const budget of this.#budgets) budget.forget(now);
    if (this.#ofAll?.isOn === true) {
      const isDue = this.#review.nextAt <= now;
      if (isDue) this.#refuseLate(now);
      this.#wakeAtOrRest(isDue ? Math.max(this.#review.earliestDeadline, this.#review.nextAt) : this.#review.nextAt);
      return;
    }
    let wakeAt = this.#serve(now);
    if (this.#review.nextAt <= now) {
      if (this.#refuseLate(now)) wakeAt = this.#serve(now);
    } else wakeAt = Math.min(wakeAt, this.#review.nextAt);
    // No later than the earliest turn: by then a request starts, or the schedule has moved and requests that are too late are refused.
    this.#wakeAtOrRest(wakeAt);
  }

  #wakeAtOrRest(moment: number): void {
    if (this.#size > 0 && moment < NEVER) this.#timer.wakeAt(moment);
    else this.#timer.stop();
  }

  /** True where requests were refused because they cannot be in time. */
  #refuseLate(now: number): boolean {
    const late = this.#review.findLate(now, this.#ofAll?.isForeseen !== false);
    for (const { waiter, turnAt } of late) {
      this.#leaveAll(waiter);
      waiter.refuse(waiter.refusals.late(turnAt));
    }
    return late.length > 0;
  }

  /** Starts requests round after round as long as budgets have room. Returns the earliest moment for the next one. */
  #serve(now: number): number {
    let walk = new Walk(this.#order.firstLane);
    // Where the first request of a kind cannot start, none of that kind can.
    while (walk.lane !== undefined && walk.held.size < this.#order.kinds) {
      const { lane } = walk;
      const { row, waiter } = firstIn(lane.value);
      const planned = walk.schedule.plan(waiter.wanted, now);
      const { after } = lane;
      if (planned.turnAt > now) {
        // Its permits are kept for it, whatever kinds come behind.
        walk.hold(lane.value.kind, waiter.wanted, planned);
        walk.lane = after;
        continue;
      }
      const places = waiter.places.size;
      this.#leaveAll(waiter);
      const isLate = now >= (waiter.scope.deadlineAt ?? NEVER);
      if (isLate) waiter.refuse(waiter.refusals.late(planned.turnAt));
      else {
        this.#take(waiter.wanted);
        waiter.start();
        this.#order.hadTurn(lane, row);
      }
      // A request in several lanes may have removed other lanes with it.
      if (places > 1) walk = new Walk(this.#order.firstLane);
      else if (isLate) walk.lane = lane.isIn ? lane : after;
      else walk.lane = after ?? (lane.isIn ? lane : undefined);
    }
    return walk.earliest;
  }

  #kindOf({ budgets, background }: WantedPermits): Kind {
    const key = `${background ?? ""}:${budgets.map((budget) => this.#budgets.indexOf(budget)).join()}`;
    let kind = this.#kinds.get(key);
    if (kind === undefined) {
      kind = { budgets, background };
      this.#kinds.set(key, kind);
    }
    return kind;
  }
}

/** One walk along the lanes. */
class Walk {
  readonly schedule = new Schedule();
  readonly held = new Set<Kind>();
  lane: Link<Lane<Kind, Waiter>> | undefined;
  earliest = NEVER;

  constructor(lane: Link<Lane<Kind, Waiter>> | undefined) {
    this.lane = lane;
  }

  hold(kind: Kind, wanted: WantedPermits, planned: PlannedPermits): void {
    this.held.add(kind);
    this.schedule.reserve(wanted, planned);
    this.earliest = Math.min(this.earliest, planned.turnAt);
  }
}
