import type { Event } from "../../schema/event/event.type.js";
import type { EventFilter } from "../../store/records/event.repository.js";
import { eventId } from "../event-feed.js";

/** Events that wait for one follower, at the most. Beyond that it reads them again from the table, once it is ready. */
const WAITING_AT_MOST = 1_000;

/** An event that may be shown to many, with its number. */
export interface NumberedEvent {
  number: number;
  event: Event;
}

/** Gives a follower that is behind its next events, in their order: up to the number, which is as far as was looked. */
export type ReadOn = (follower: Follower) => Promise<{ events: NumberedEvent[]; upTo: number } | "level">;

/** How old the answers of vendors may be with which an event is shown, at the most: its record is to be as it is now. */
const SHARED_FOR_MS = 30_000;

/**
 * One who follows the events that pass a filter, as an iterator: each event once, in their order. It is level, and is then handed what is new, or it
 * is behind, and reads on by itself.
 */
export class Follower implements AsyncIterableIterator<Event> {
  readonly filter: EventFilter;
  /** Called when more waits than is kept for it. */
  onBehind: () => void = () => undefined;
  readonly #readOn: ReadOn;
  readonly #onReturn: (follower: Follower) => void;
  readonly #now: () => number;
  /** All up to this number is waiting, was given, or does not pass the filter. */
  #seenUpTo: number;
  /** The last one, until it is on its way. */
  #given: NumberedEvent | undefined;
  #waiting: NumberedEvent[] = [];
  /** How many of them were given. */
  #taken = 0;
  #isLevel = false;
  #hasEnded = false;
  #wake: () => void = () => undefined;

  constructor(options: { filter: EventFilter; from: number; readOn: ReadOn; onReturn: (follower: Follower) => void; now: () => number }) {
    this.filter = options.filter;
    this.#seenUpTo = options.from;
    this.#readOn = options.readOn;
    this.#onReturn = options.onReturn;
    this.#now = options.now;
  }

  get seenUpTo(): number {
    return this.#seenUpTo;
  }

  /** The cursor to follow on from: of the last event that was delivered, or later where none after it passes the filter. */
  get cursor(): string {
    const next = this.#given ?? this.#waiting[this.#taken];
    return eventId(next === undefined ? this.#seenUpTo : next.number - 1);
  }

  /**
   * How old the answers may be, in milliseconds, with which the event given last is shown: no older than the event. So its record is read once for all
   * who follow.
   */
  get maxAgeMs(): number {
    const age = this.#given === undefined ? 0 : this.#now() - Date.parse(this.#given.event.at);
    return Math.min(SHARED_FOR_MS, Math.max(0, age));
  }

  /** The event given last is on its way. */
  delivered(): void {
    this.#given = undefined;
  }

  /** From now on it is handed what is new. */
  level(): void {
    this.#isLevel = true;
  }

  /** Hands over events of which it has seen all before, whatever it does with them. */
  hand(events: readonly NumberedEvent[], upTo: number): void {
    const seen = this.#seenUpTo;
    if (upTo <= seen) return;
    const passing = events.filter(({ number, event }) => number > seen && passes(event, this.filter));
    if (this.#waiting.length - this.#taken + passing.length > WAITING_AT_MOST) {
      this.fallBehind();
      return;
    }
    this.#seenUpTo = upTo;
    if (passing.length === 0) return;
    this.#waiting.push(...passing);
    this.#wake();
  }

  /** What waits is let go, and read again when it is asked for. */
  fallBehind(): void {
    this.#isLevel = false;
    const next = this.#waiting[this.#taken];
    if (next !== undefined) this.#seenUpTo = next.number - 1;
    this.#waiting = [];
    this.#taken = 0;
    this.#wake();
    this.onBehind();
  }

  get isLevel(): boolean {
    return this.#isLevel;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws BadUserInput where what it has not seen was deleted meanwhile */
  async next(): Promise<IteratorResult<Event, undefined>> {
    this.delivered();
    while (!this.#hasEnded) {
      const next = this.#take();
      if (next !== undefined) {
        this.#given = next;
        return { done: false, value: next.event };
      }
      if (this.#isLevel) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const read = await this.#readOn(this);
      if (read !== "level") this.hand(read.events, read.upTo);
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.#waiting = [];
      this.#taken = 0;
      this.#wake();
      this.#onReturn(this);
    }
    return { done: true, value: undefined };
  }

  #take(): NumberedEvent | undefined {
    const next = this.#waiting[this.#taken];
    if (next === undefined) return undefined;
    this.#taken += 1;
    if (this.#taken === this.#waiting.length) {
      this.#waiting = [];
      this.#taken = 0;
    }
    return next;
  }
}

/** Whether an event passes: as `EventRepository.between` filters. */
export function passes(event: Event, { vendors, accounts, kinds, codes, recordId }: EventFilter): boolean {
  if (vendors !== undefined && !vendors.includes(event.vendor)) return false;
  if (accounts !== undefined && !accounts.includes(event.account)) return false;
  if (kinds !== undefined && !kinds.includes(event.kind)) return false;
  if (codes !== undefined && (event.code === null || !codes.includes(event.code))) return false;
  return recordId === undefined || event.recordId === recordId;
}
