import type { Clock } from "../../clock.js";
import { DatabaseUnavailable } from "../../store/database-unavailable.js";
import type { EventFilter, EventRepository, StoredEvent } from "../../store/records/event.repository.js";
import { type EventFeed, eventId, toEvent } from "../event-feed.js";
import type { EventNews } from "../news/event-news.js";
import { Follower, type NumberedEvent, type ReadOn } from "./follower.js";
import { Turns } from "./turns.js";

export interface EventFollowingOptions {
  events: EventRepository;
  feed: EventFeed;
  news: EventNews;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/** Events that are read at once for all who are level. */
const AT_ONCE = 500;
/** Events that are read at once for one who is behind: each of a thousand may hold as many. */
const AT_ONCE_BEHIND = 50;
/** Events that one such reading looks at, at the most: those that a filter leaves out cost time too. */
const LOOKED_AT_MOST = 20_000;
/** Readings for those who are behind, at a time: the database has other callers. */
const READINGS_AT_A_TIME = 3;
const READ_AGAIN_AFTER_MS = 1_000;

/**
 * Lets many follow the events of this server's database. For all who are level the table is read once for each piece of news, and their filters are
 * applied here; who resumes from a cursor, or is slow, reads pages of its own until it is level.
 */
export class EventFollowing {
  readonly #options: EventFollowingOptions;
  readonly #level = new Set<Follower>();
  readonly #turns = new Turns(READINGS_AT_A_TIME);
  readonly #stopping = new AbortController();
  /** All up to this number were handed to those who are level. */
  #readUpTo = 0;
  #isDue = false;
  #reading: Promise<void> | undefined;
  #stopListening: (() => void) | undefined;

  constructor(options: EventFollowingOptions) {
    this.#options = options;
  }

  /**
   * Follows the events after a cursor, those that have happened already first; from now on where there is no cursor.
   *
   * @throws BadUserInput where the cursor is none, is older than what is kept, or is beyond the newest.
   */
  async follow(filter: EventFilter, after: string | null | undefined): Promise<Follower> {
    const span = await this.#options.events.span();
    const from = after === null || after === undefined ? span.last : await this.#options.feed.placeOf(after, span);
    const onReturn = (follower: Follower): void => this.#forget(follower);
    return new Follower({ filter, from, readOn: this.#readOn, onReturn, now: () => this.#options.clock.now() });
  }

  /** Ends the reading. Call it once nobody follows any more. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The server is stopping"));
    this.#stopListening?.();
    await this.#reading;
  }

  /** Waits for a database that is away: whoever follows is told nothing meanwhile, and misses nothing. */
  readonly #readOn: ReadOn = async (follower) => {
    const { signal } = this.#stopping;
    for (;;) {
      try {
        return await this.#turns.take(() => this.#readFor(follower));
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable) || signal.aborted) throw error;
        await this.#options.clock.sleep(READ_AGAIN_AFTER_MS, signal);
      }
    }
  };

  async #readFor(follower: Follower): Promise<{ events: NumberedEvent[]; upTo: number } | "level"> {
    const { events, feed } = this.#options;
    const { filter, seenUpTo: from } = follower;
    const span = await events.span();
    await feed.placeOf(eventId(from), span);
    if (from >= span.last && this.#join(follower)) return "level";
    const upTo = Math.min(span.last, from + LOOKED_AT_MOST);
    const rows = await events.between(from, upTo, AT_ONCE_BEHIND, filter);
    // What was deleted meanwhile may have been skipped.
    await feed.placeOf(eventId(from), await events.span());
    const isLeft = rows.length === AT_ONCE_BEHIND;
    return { events: rows.map(numbered), upTo: isLeft ? (rows.at(-1)?.number ?? upTo) : upTo };
  }

  /** False where others have been handed more than it has seen: it reads on by itself. */
  #join(follower: Follower): boolean {
    if (this.#level.size === 0 && this.#reading === undefined) this.#readUpTo = follower.seenUpTo;
    else if (this.#readUpTo > follower.seenUpTo) return false;
    this.#level.add(follower);
    follower.level();
    this.#stopListening ??= this.#options.news.listen(() => this.#nudge());
    // What has become visible since nobody tells any more.
    this.#nudge();
    return true;
  }

  #forget(follower: Follower): void {
    this.#level.delete(follower);
    if (this.#level.size > 0) return;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  #nudge(): void {
    this.#isDue = true;
    this.#reading ??= this.#readWhileDue();
  }

  async #readWhileDue(): Promise<void> {
    const { clock, onError } = this.#options;
    const { signal } = this.#stopping;
    // All who come in one turn of the event loop are read for together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#isDue && this.#level.size > 0 && !signal.aborted) {
      this.#isDue = false;
      try {
        await this.#readAll();
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable)) onError(error, "reading events for those who follow");
        this.#isDue = true;
        await clock.sleep(READ_AGAIN_AFTER_MS, signal).catch(() => undefined);
      }
    }
    this.#reading = undefined;
  }

  async #readAll(): Promise<void> {
    const { events } = this.#options;
    let span = await events.span();
    while (span.last > this.#readUpTo && this.#level.size > 0) {
      const from = this.#readUpTo;
      const upTo = Math.min(span.last, from + AT_ONCE);
      const rows = (await events.between(from, upTo, AT_ONCE)).map(numbered);
      span = await events.span();
      // Some may have been deleted before they were read: each learns it by its own reading.
      const isWhole = span.pruned <= from;
      this.#readUpTo = isWhole ? upTo : span.last;
      for (const follower of this.#level) {
        if (isWhole) follower.hand(rows, upTo);
        else follower.fallBehind();
        if (!follower.isLevel) this.#forget(follower);
      }
    }
  }
}

function numbered(row: StoredEvent): NumberedEvent {
  return { number: row.number, event: toEvent(row) };
}
