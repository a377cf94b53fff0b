import type { Clock } from "../../clock.js";
import { type Caller, SERVER_CALLERS } from "../callers.js";
import type { CallScope, Intent } from "../request.js";
import type { Budget } from "./budget.js";
import { FairOrder, firstIn, type Lane, type Place, type Standing } from "./fair-order.js";
import type { Link } from "./linked-list.js";
import { type PlannedPermits, Schedule, type WantedPermits } from "./schedule.js";

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

/** Servers that take their turns together: who is next is not for one of them to say. */
export interface TurnsOfAll {
  /** False while this server gives its own turns, from its share. */
  readonly isOn: boolean;
  /** Whether the budgets tell when turns come. */
  readonly isForeseen: boolean;
  /** Whether the servers hold this budget together. */
  holds(budget: Budget): boolean;
  /** What waits here has changed. */
  changed(): void;
  /** A request has taken its permits. */
  taken(wanted: WantedPermits): void;
}

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

const NEVER = Number.POSITIVE_INFINITY;
/** A review rests a millisecond for each so many waiting requests; fewer are reviewed whenever something happens. */
const REVIEWED_A_MS = 100;

/**
 * Requests that wait for the budgets, in fair order. The first one starts as soon as its budgets have room; none takes permits that one
 * before it waits for. Serving looks at the first request of each lane. A review walks over all, and refuses at once those that can no longer
 * be in time: newcomers of other callers push the later requests of a caller that asks for many behind them.
 */
export class PermitQueue {
  readonly #clock: Clock;
  readonly #kinds = new Map<string, Kind>();
  readonly #order = new FairOrder<Kind, Waiter>();
  /** How many requests wait for each budget. */
  readonly #waiting = new Map<Budget, number>();
  readonly #budgets: readonly Budget[];
  readonly #ofAll: TurnsOfAll | undefined;
  #size = 0;
  #reviews = 0;
  #reviewAt = 0;
  /** Of those that waited at the last review. */
  #earliestDeadline = NEVER;
  #due = false;
  #timer: { wakeAt: number; stop: AbortController } | undefined;
  #closed = false;

  /** @param ofAll left out where no other server uses the budgets */
  constructor(budgets: readonly Budget[], clock: Clock, ofAll?: TurnsOfAll) {
    this.#budgets = budgets;
    this.#clock = clock;
    this.#ofAll = ofAll;
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
    if (this.#size === 0) this.#stopTimer();
    return !isLate;
  }

  close(): void {
    this.#closed = true;
    for (let lane = this.#order.firstLane; lane !== undefined; lane = this.#order.firstLane) {
      const waiter = firstIn(lane.value).waiter;
      this.#refuse(waiter, waiter.refusals.closed());
    }
    this.#stopTimer();
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
    if (this.#size === 0) this.#stopTimer();
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
      const isDue = this.#reviewAt <= now;
      if (isDue) this.#reviewed(now);
      this.#wakeAtOrRest(isDue ? Math.max(this.#earliestDeadline, this.#reviewAt) : this.#reviewAt);
      return;
    }
    let wakeAt = this.#serve(now);
    if (this.#reviewAt <= now) {
      if (this.#reviewed(now)) wakeAt = this.#serve(now);
    } else wakeAt = Math.min(wakeAt, this.#reviewAt);
    // No later than the earliest turn: by then a request starts, or the schedule has moved and requests that are too late are refused.
    this.#wakeAtOrRest(wakeAt);
  }

  #wakeAtOrRest(moment: number): void {
    if (this.#size > 0 && moment < NEVER) this.#wakeAt(moment);
    else this.#stopTimer();
  }

  #reviewed(now: number): boolean {
    const anyLate = this.#review(now);
    this.#reviewAt = now + Math.floor(this.#size / REVIEWED_A_MS);
    return anyLate;
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

  /** Refuses requests that cannot be in time; true where there were any. */
  #review(now: number): boolean {
    this.#reviews += 1;
    const review = this.#reviews;
    const schedule = new Schedule();
    const late: { waiter: Waiter; turnAt: number }[] = [];
    this.#earliestDeadline = NEVER;
    const isForeseen = this.#ofAll?.isForeseen !== false;
    const line = this.#order.inTurn(({ plannedIn }) => plannedIn === review);
    for (let waiter = line.next(); waiter !== undefined; waiter = line.next()) {
      waiter.plannedIn = review;
      const planned = schedule.plan(waiter.wanted, now);
      const turnAt = isForeseen ? planned.turnAt : now;
      const deadlineAt = waiter.scope.deadlineAt ?? NEVER;
      if (turnAt >= deadlineAt) late.push({ waiter, turnAt });
      else {
        schedule.reserve(waiter.wanted, planned);
        this.#earliestDeadline = Math.min(this.#earliestDeadline, deadlineAt);
      }
    }
    for (const { waiter, turnAt } of late) {
      this.#leaveAll(waiter);
      waiter.refuse(waiter.refusals.late(turnAt));
    }
    return late.length > 0;
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

  #wakeAt(moment: number): void {
    if (this.#timer?.wakeAt === moment) return;
    this.#stopTimer();
    const stop = new AbortController();
    this.#timer = { wakeAt: moment, stop };
    this.#clock.sleep(moment - this.#clock.now(), stop.signal).then(
      () => {
        this.#timer = undefined;
        this.#settle();
      },
      () => undefined,
    );
  }

  #stopTimer(): void {
    this.#timer?.stop.abort(STOPPED);
    this.#timer = undefined;
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

const STOPPED = new Error("The queue has moved on.");
