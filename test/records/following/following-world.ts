import { EventFeed } from "../../../src/records/event-feed.js";
import { EventFollowing } from "../../../src/records/following/event-following.js";
import type { Follower } from "../../../src/records/following/follower.js";
import { EventNews } from "../../../src/records/news/event-news.js";
import type { Event } from "../../../src/schema/event/event.type.js";
import type { Database } from "../../../src/store/database.js";
import { EventRepository } from "../../../src/store/records/event.repository.js";
import { type NewEvent, RecordWriting } from "../../../src/store/records/record-writing.js";
import { ManualClock } from "../../support/clock.js";

export const EVENT: NewEvent = {
  ...{ kind: "CHANGED", cause: "ELSEWHERE", at: "2026-11-22T12:00:00.000Z", vendor: "GREENHOUSE", account: "default" },
  ...{ record_id: "greenhouse:job:1", code: null, changes: "[]", operation_id: null, discrepancy_id: null },
};

/** Counts what is asked of the table. */
export class CountedEvents extends EventRepository {
  readings = 0;

  override between(...asked: Parameters<EventRepository["between"]>): ReturnType<EventRepository["between"]> {
    this.readings += 1;
    return super.between(...asked);
  }
}

/** A server's part in following, on a database that others may have too. */
export function followingOn(database: Database, clock = new ManualClock()) {
  const failures: unknown[] = [];
  const onError = (error: unknown) => void failures.push(error);
  const events = new CountedEvents(database);
  const feed = new EventFeed(events);
  const news = new EventNews(onError);
  const following = new EventFollowing({ events, feed, news, clock, onError });
  const writing = new RecordWriting(database);
  return {
    ...{ failures, events, feed, news, following, clock },
    /** Makes events, and tells of them where it is not left to others. */
    commit: async (made: readonly Partial<NewEvent>[], isTold = true) => {
      const last = await writing.write(async (transaction) => transaction.tell(made.map((one) => ({ ...EVENT, ...one }))));
      if (isTold && last !== undefined) news.tell(last);
    },
  };
}

/** Reads on as a stream does: an event counts as delivered when the next is asked for. */
export class Reading {
  readonly got: string[] = [];
  readonly events: Event[] = [];
  readonly follower: Follower;
  failure: unknown;
  #isStopped = false;

  constructor(follower: Follower) {
    this.follower = follower;
    void this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.follower.return();
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        const { value, done } = await this.follower.next();
        if (done === true || this.#isStopped) return;
        this.got.push(value.id);
        this.events.push(value);
      }
    } catch (error) {
      this.failure = error;
    }
  }
}
