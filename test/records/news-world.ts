import type { Clock } from "../../src/clock.js";
import { OnlyServer } from "../../src/leases/leases.js";
import type { KnownDiscrepancies } from "../../src/records/discrepancies/known-discrepancies.js";
import { EventFeed } from "../../src/records/event-feed.js";
import { EventNews } from "../../src/records/news/event-news.js";
import { RecordIndex } from "../../src/records/record-index.js";
import { SettledOperations } from "../../src/records/settled-operations.js";
import { formatGlobalId } from "../../src/schema/common/global-id.js";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import type { Event } from "../../src/schema/event/event.type.js";
import { type Job, JobStatus } from "../../src/schema/job/job.type.js";
import { type Vacancy, VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import type { Database } from "../../src/store/database.js";
import { OperationRepository, type StoredOperation } from "../../src/store/operation.repository.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import { CodeGapRepository } from "../../src/store/records/code-gap.repository.js";
import { EventRepository } from "../../src/store/records/event.repository.js";
import { RecordRepository } from "../../src/store/records/record.repository.js";
import { RecordWriting } from "../../src/store/records/record-writing.js";
import { operationRow } from "../support/operation-row.js";

export const GREENHOUSE = sourceOf(Vendor.GREENHOUSE);
export const HEADHUNTER = sourceOf(Vendor.HEADHUNTER);

/** The index with its events, as one server has them. `discrepancies`: what it writes down of them. */
export function newsOn(database: Database, clock: Clock, discrepancies?: KnownDiscrepancies) {
  const failures: unknown[] = [];
  const onError = (error: unknown) => void failures.push(error);
  const repository = new RecordRepository(database);
  const writing = new RecordWriting(database);
  const news = new EventNews(onError);
  const gaps = new CodeGapRepository(database);
  const index = new RecordIndex({ repository, writing, gaps, clock, swept: true, news, discrepancies, onError });
  const changed: string[][] = [];
  const settled = new SettledOperations({
    writing,
    repository,
    news,
    lease: new OnlyServer().of("settled operations"),
    clock,
    onChanged: (records) => changed.push([...records.keys()]),
    onError,
  });
  const events = new EventRepository(database);
  const operations = new OperationRepository(database);
  const recording = new OperationRecording(database);
  const feed = new EventFeed(events);
  return {
    ...{ repository, writing, news, gaps, index, settled, events, operations, feed, failures, changed },
    /** A source of which all was met before. */
    known: (source: Source, kind: "job" | "vacancy") =>
      repository.saveSweep({
        ...{ vendor: source.vendor, account: source.account, kind, started_at: "2026-11-22T00:00:00.000Z", list: 1, position: null },
        ...{ completed_at: "2026-11-22T01:00:00.000Z", reach: null, changes_read_until: null, known_since: "2026-11-22T01:00:00.000Z" },
      }),
    /** What a reading found that begins at the moment, or now. */
    read: async (kind: "job" | "vacancy", record: Job | Vacancy, beganAt = clock.now(), seats?: number, areAny?: boolean) => {
      index.learn(kind, [record], { beganAt, by: "SWEEP" }, () => (seats === undefined ? undefined : { open: seats, areAny }));
      await index.settled();
    },
    gone: async (kind: "job" | "vacancy", id: string, beganAt = clock.now()) => {
      index.learnGone(kind, [id], { beganAt, by: "READ" });
      await index.settled();
    },
    /** All events, in the feed's order. */
    told: async (): Promise<Event[]> => (await feed.page({}, 200, undefined)).nodes,
    /** An operation, as it is recorded. */
    operation: async (id: string, more: Partial<StoredOperation>) => {
      const row = operationRow(`${GREENHOUSE.text}:operation:${id}`, more);
      await recording.record([{ row, locks: [] }]);
      return row;
    },
  };
}

export function job(id: string, more: Partial<Job> = {}): Job {
  return {
    id: formatGlobalId(GREENHOUSE, "job", id),
    vendor: Vendor.GREENHOUSE,
    account: "default",
    vendorId: id,
    code: `REQ-${id}`,
    names: [{ lang: "und", value: `Job ${id}` }],
    descriptions: [],
    status: JobStatus.OPEN,
    vendorStatus: "open",
    departments: [],
    locations: [],
    createdAt: null,
    updatedAt: null,
    openedAt: "2026-01-01T00:00:00Z",
    closedAt: null,
    expiresAt: null,
    raw: {},
    ...more,
  };
}

export function vacancy(id: string, more: Partial<Vacancy> = {}): Vacancy {
  return {
    ...{ id: formatGlobalId(HEADHUNTER, "vacancy", id), vendor: Vendor.HEADHUNTER, account: "default", vendorId: id },
    ...{ code: `REQ-${id}`, name: `Vacancy ${id}`, status: VacancyStatus.ACTIVE, vendorStatus: "active", url: null, applyUrl: null },
    ...{ area: { id: "1", name: "Москва" }, employer: null, salary: null, publishedAt: "2026-11-01T00:00:00Z" },
    ...{ expiresAt: "2026-12-01T00:00:00Z", closedAt: null, raw: {} },
    ...more,
  };
}

/** An event as tests compare it. */
export function inShort({ kind, cause, recordId, changes, operationId }: Event): string {
  const fields = changes.map(({ field, before, after }) => `${field} ${JSON.stringify(before)} → ${JSON.stringify(after)}`).join(", ");
  const by = cause === "OPERATION" ? ` by ${operationId?.split(":").at(-1)}` : "";
  return `${kind} ${recordId?.split(":").at(-1)}${by}${fields === "" ? "" : `: ${fields}`}`;
}
