import type { StoredEvent } from "../store/records/event.repository.js";
import type { OwedEvent, WebhookProgress } from "../store/webhook.repository.js";
import { orderKeyOf } from "./cloud-event.js";
import type { TryResult } from "./poster.js";

/** So many events of different records are under way to one receiver at once. */
export const AT_ONCE = 16;
/** Events that are read ahead of their sending, those that wait for an earlier one of their record included. */
export const READ_AHEAD = 5_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long to wait after the first failure, the second …; the last one holds for all that follow. */
const WAITS_MS = [5_000, 15_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS] as const;
/** An event that could not be delivered for so long ends the sending until a person acts. Time in which nothing was tried does not count. */
export const GIVE_UP_AFTER_MS = 24 * HOUR_MS;
/** Between two tries so much counts at the most: the longest wait, and a try. What is beyond was no trying, but a server that was down, or a wait by Retry-After. */
const COUNTED_BETWEEN_TRIES_MS = HOUR_MS + MINUTE_MS;
/** After so many failures without a success in between, not the events are at fault but the receiver: it is left alone for a while. */
const FAILING_IN_A_ROW = 5;

interface Delivery {
  event: StoredEvent;
  record: string;
  tries: number;
  /** Of its first failure, moved on by the time in which nothing was tried. */
  since: number | undefined;
  /** Of its last failure. */
  failedAt: number | undefined;
  retryAt: number;
  isUnderWay: boolean;
  /** Which try of all it was last, counted from 1. */
  turn: number;
}

/** The receiver as a whole has failed: one event at a time is tried, and none before `until`. */
interface Rest {
  /** The last try that had begun before: how it ends says nothing about the rest. */
  after: number;
  until: number;
  failures: number;
}

/**
 * Which events are sent to one receiver, and when. Decides on what it is told; all times are epoch milliseconds. Events of one record are sent one
 * after the other, in their order; one that fails holds back later ones of its record alone.
 */
export class Deliveries {
  /** Those that are not delivered, in order. */
  readonly #owed = new Map<number, Delivery>();
  /** The same by record, the oldest of each first. The record that was served last is the last one. */
  readonly #byRecord = new Map<string, Delivery[]>();
  /** Those that have failed, each the oldest of its record. */
  readonly #failing = new Set<Delivery>();
  #readTo: number;
  /** The newest event that was sent. */
  #reached: number;
  #underWay = 0;
  #turns = 0;
  #failedInARow = 0;
  #rest: Rest | undefined;
  /** When a try ended last. */
  #triedAt = Number.NEGATIVE_INFINITY;
  /** What the clock showed last. */
  #clockAt = Number.NEGATIVE_INFINITY;
  /** Whether the event that was sent last had failed before. */
  #wasRetry = false;

  /** @param owed the events of `progress.owed` that are still kept */
  constructor(progress: WebhookProgress, owed: readonly StoredEvent[]) {
    this.#readTo = progress.reached;
    this.#reached = progress.reached;
    const failures = new Map(progress.owed.map((one) => [one.number, one]));
    // A server that starts, or takes over, tries at once.
    for (const event of owed) this.#add(event, failures.get(event.number));
    this.#triedAt = Math.max(...progress.owed.map(({ failedAt }) => failedAt ?? Number.NEGATIVE_INFINITY));
  }

  /** All events up to this one were read. */
  get readTo(): number {
    return this.#readTo;
  }

  /** How many more events may be read. */
  get room(): number {
    return Math.max(0, READ_AHEAD - this.#owed.size);
  }

  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Takes the next events, in order: all that are kept up to `readTo`. */
  add(events: readonly StoredEvent[], readTo: number): void {
    for (const event of events) this.#add(event);
    this.#readTo = readTo;
  }

  /** The next event to send now, under way from then on; undefined where there is none. */
  next(now: number): StoredEvent | undefined {
    this.#keepTime(now);
    if (this.#isFull || now < (this.#rest?.until ?? 0)) return undefined;
    const found = this.#choose(now);
    if (found === undefined) return undefined;
    this.#wasRetry = found.tries > 0;
    found.isUnderWay = true;
    this.#underWay += 1;
    this.#turns += 1;
    found.turn = this.#turns;
    this.#reached = Math.max(this.#reached, found.event.number);
    return found.event;
  }

  /** When the passage of time alone may let another event be sent; undefined where it does not. */
  wakeAt(now: number): number | undefined {
    this.#keepTime(now);
    if (this.#isFull) return undefined;
    const waiting = [...this.#heads()].filter(({ isUnderWay }) => !isUnderWay).map(({ retryAt }) => retryAt);
    if (waiting.length === 0) return undefined;
    const due = Math.max(Math.min(...waiting), this.#rest?.until ?? 0);
    return due > now ? due : undefined;
  }

  /** @returns whether the receiver was left alone until now */
  delivered(number: number, now: number): boolean {
    this.#countTryingAlone(now);
    const delivery = this.#remove(number);
    this.#failedInARow = 0;
    if (delivery === undefined) return false;
    this.#end(delivery);
    if (this.#rest === undefined || delivery.turn <= this.#rest.after) return false;
    this.#rest = undefined;
    return true;
  }

  /** @returns `park` where it was tried for long enough, `rest` where the receiver is left alone from now on, and was not before */
  failed(number: number, { outcome, retryAfterMs }: TryResult, now: number): "park" | "rest" | "retry" {
    const delivery = this.#owed.get(number);
    if (delivery === undefined) return "retry";
    this.#countTryingAlone(now);
    this.#end(delivery);
    this.#failing.add(delivery);
    delivery.tries += 1;
    delivery.since ??= now;
    delivery.failedAt = now;
    delivery.retryAt = now + waitAfter(delivery.tries);
    this.#failedInARow += 1;
    if (outcome === "gone" || now - this.#failingSince(now) >= GIVE_UP_AFTER_MS) return "park";
    if (retryAfterMs === undefined && this.#failedInARow < FAILING_IN_A_ROW) return "retry";
    const before = this.#rest;
    this.#restAfter(delivery, now, retryAfterMs ?? 0);
    return before === undefined ? "rest" : "retry";
  }

  /** It was neither delivered nor refused: it is tried again, as if it had not been. */
  cut(number: number): void {
    const delivery = this.#owed.get(number);
    if (delivery !== undefined) this.#end(delivery);
  }

  /**
   * Gives up what is older than the events that are kept.
   *
   * @returns how many events that is
   */
  dropUpTo(number: number): number {
    const dropped = [...this.#owed.values()].filter(({ event, isUnderWay }) => event.number <= number && !isUnderWay);
    for (const { event } of dropped) this.#remove(event.number);
    const unread = Math.max(0, number - this.#readTo);
    this.#readTo += unread;
    return dropped.length + unread;
  }

  /** What is to be written down, so that another server can go on from here. */
  progress(): WebhookProgress {
    const owed: OwedEvent[] = [];
    let first: number | undefined;
    for (const [number, { tries, since, failedAt }] of this.#owed) {
      if (number > this.#reached) break;
      first ??= number;
      owed.push(since === undefined ? { number, tries } : { number, tries, since, failedAt });
    }
    // Where all that was sent is delivered, what was read and is not kept counts too.
    const reached = this.#owed.size === 0 ? this.#readTo : this.#reached;
    this.#reached = reached;
    return { cursor: first === undefined ? reached : first - 1, reached, owed };
  }

  #add(event: StoredEvent, { tries, since, failedAt }: Omit<OwedEvent, "number"> = { tries: 0 }): void {
    const delivery: Delivery = { event, record: orderKeyOf(event), tries, since, failedAt, retryAt: 0, isUnderWay: false, turn: 0 };
    if (tries > 0) this.#failing.add(delivery);
    this.#owed.set(event.number, delivery);
    const ofRecord = this.#byRecord.get(delivery.record);
    if (ofRecord === undefined) this.#byRecord.set(delivery.record, [delivery]);
    else ofRecord.push(delivery);
  }

  #remove(number: number): Delivery | undefined {
    const delivery = this.#owed.get(number);
    if (delivery === undefined) return undefined;
    this.#owed.delete(number);
    this.#failing.delete(delivery);
    const { record } = delivery;
    const rest = (this.#byRecord.get(record) ?? []).filter((other) => other !== delivery);
    this.#byRecord.delete(record);
    if (rest.length > 0) this.#byRecord.set(record, rest);
    return delivery;
  }

  /** Begins a rest, or a longer one; of what had begun before only the receiver's own wish counts. */
  #restAfter({ turn }: Delivery, now: number, retryAfterMs: number): void {
    const before = this.#rest;
    if (before !== undefined && turn <= before.after) {
      before.until = Math.max(before.until, now + retryAfterMs);
      return;
    }
    const failures = (before?.failures ?? 0) + 1;
    this.#rest = { after: this.#turns, failures, until: now + Math.max(waitAfter(failures), retryAfterMs) };
  }

  get #isFull(): boolean {
    return this.#underWay >= (this.#rest === undefined ? AT_ONCE : 1);
  }

  #end(delivery: Delivery): void {
    delivery.isUnderWay = false;
    this.#underWay -= 1;
  }

  /** Of each record the first event that is not delivered. */
  *#heads(): Iterable<Delivery> {
    for (const [first] of this.#byRecord.values()) if (first !== undefined) yield first;
  }

  /**
   * By turns one that has failed, so that its retry comes soon, and one that was not tried yet, so that the others are not held up by those that are
   * always refused, however many they are.
   */
  #choose(now: number): Delivery | undefined {
    return this.#wasRetry ? (this.#untried() ?? this.#retry(now)) : (this.#retry(now) ?? this.#untried());
  }

  /** Of those whose wait is over the one that has failed least. */
  #retry(now: number): Delivery | undefined {
    let best: Delivery | undefined;
    for (const delivery of this.#failing) {
      if (delivery.isUnderWay || delivery.retryAt > now) continue;
      if (best === undefined || delivery.tries < best.tries) best = delivery;
    }
    return best;
  }

  /** While the receiver rests the last one: the first ones are often of the kind of those that were refused. */
  #untried(): Delivery | undefined {
    let last: Delivery | undefined;
    for (const delivery of this.#heads()) {
      if (delivery.isUnderWay || delivery.tries > 0) continue;
      if (this.#rest === undefined) return delivery;
      last = delivery;
    }
    return last;
  }

  #failingSince(now: number): number {
    let first = now;
    for (const { since } of this.#failing) if (since !== undefined && since < first) first = since;
    return first;
  }

  /** A try has ended: what went by since the one before counts as far as it was trying. */
  #countTryingAlone(now: number): void {
    this.#keepTime(now);
    const idleMs = now - this.#triedAt - COUNTED_BETWEEN_TRIES_MS;
    this.#triedAt = now;
    if (idleMs <= 0) return;
    for (const delivery of this.#failing) if (delivery.since !== undefined) delivery.since = Math.min(delivery.since + idleMs, now);
  }

  /** Where the clock was set back, what it showed before moves with it: else a retry would wait for as long in addition. */
  #keepTime(now: number): void {
    const byMs = this.#clockAt - now;
    this.#clockAt = now;
    if (byMs <= 0) return;
    this.#triedAt -= byMs;
    if (this.#rest !== undefined) this.#rest.until -= byMs;
    for (const delivery of this.#failing) {
      delivery.retryAt -= byMs;
      if (delivery.since !== undefined) delivery.since -= byMs;
      if (delivery.failedAt !== undefined) delivery.failedAt -= byMs;
    }
  }
}

/** @param failures from 1 */
function waitAfter(failures: number): number {
  return WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? HOUR_MS;
}
