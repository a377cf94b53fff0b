import type { Clock } from "../clock.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import type { Leases } from "../leases/leases.js";
import type { Database } from "../store/database.js";
import { CodeGapRepository } from "../store/records/code-gap.repository.js";
import { DiscrepancyRepository } from "../store/records/discrepancy.repository.js";
import { EventRepository } from "../store/records/event.repository.js";
import { RecordRepository } from "../store/records/record.repository.js";
import { RecordWriting } from "../store/records/record-writing.js";
import { KnownDiscrepancies } from "./discrepancies/known-discrepancies.js";
import { Participants } from "./discrepancies/participants.js";
import { EventFeed } from "./event-feed.js";
import { EventPruning } from "./event-pruning.js";
import { EventFollowing } from "./following/event-following.js";
import { IgnoredCodes } from "./ignored-codes.js";
import { EventNews } from "./news/event-news.js";
import { SharedNews } from "./news/shared-news.js";
import { RecordIndex } from "./record-index.js";
import { RecordReader } from "./record-reader.js";
import { RecordSweep } from "./record-sweep.js";
import { SettledOperations } from "./settled-operations.js";

export interface OpenIndexOptions {
  database: Database;
  /** By the texts of their sources. */
  connections: ReadonlyMap<string, VendorConnection>;
  leases: Leases;
  clock: Clock;
  /** `CODE_SWEEP`, `SWEEP_MINUTES`, `EVENT_DAYS` and `CODES_IGNORED`. */
  settings: { codeSweep: boolean; sweepMinutes: number; eventDays: number; codesIgnored: readonly string[] };
  onError: (error: unknown, what: string) => void;
}

/** What the server knows of records, and what it tells of them. */
export interface Index {
  recordIndex: RecordIndex;
  feed: EventFeed;
  following: EventFollowing;
  /** Reads records anew that something is said to have happened to. */
  reader: RecordReader;
  sweep: RecordSweep;
  events: EventRepository;
  news: EventNews;
  writing: RecordWriting;
  discrepancies: { repository: DiscrepancyRepository; known: KnownDiscrepancies; participants: Participants };
  settledOperations: SettledOperations;
  /** Starts the background work. */
  start(): void;
  /** Ends it. Call it once no operation is under way any more. */
  stop(): Promise<void>;
}

/** Puts the index of records together with what learns for it and what tells of it. */
export function openIndex({ database, connections, leases, clock, settings, onError }: OpenIndexOptions): Index {
  const repository = new RecordRepository(database);
  const gaps = new CodeGapRepository(database);
  const writing = new RecordWriting(database);
  const events = new EventRepository(database);
  const news = new EventNews(onError);
  const feed = new EventFeed(events);
  const following = new EventFollowing({ events, feed, news, clock, onError });
  const sharedNews = new SharedNews({ events, news, clock, onError });
  const { codeSweep, sweepMinutes, eventDays: days } = settings;
  const participants = new Participants(connections);
  const ignored = new IgnoredCodes(settings.codesIgnored);
  const known = new KnownDiscrepancies({ participants, ignored });
  const recordIndex = new RecordIndex({ repository, writing, gaps, clock, swept: codeSweep, news, discrepancies: known, ignored, onError });
  const reader = new RecordReader({ connections, recordIndex, clock, onError });
  // Without the sweep only what callers ask for is read.
  const onChanged = codeSweep ? (changed: ReadonlyMap<string, number>) => reader.readSoon(changed, "OPERATION") : undefined;
  const lease = leases.of("settled operations");
  const settledOperations = new SettledOperations({ writing, repository, news, lease, clock, onChanged, onError });
  const changesEveryMs = sweepMinutes * 60_000;
  const sweep = new RecordSweep({
    connections: [...connections.values()],
    recordIndex,
    repository,
    gaps,
    leases,
    clock,
    changesEveryMs,
    onError,
  });
  const pruning = new EventPruning({ events, records: repository, lease: leases.of("event pruning"), clock, days, onError });
  return {
    ...{ recordIndex, feed, following, reader, sweep, events, news, writing, settledOperations },
    discrepancies: { repository: new DiscrepancyRepository(database), known, participants },
    start: () => {
      sharedNews.start();
      settledOperations.start();
      pruning.start();
      if (codeSweep) sweep.start();
    },
    stop: async () => {
      await Promise.all([sweep.stop(), pruning.stop(), settledOperations.stop(), sharedNews.stop(), following.stop()]);
      await reader.stop();
      await recordIndex.settled();
    },
  };
}
