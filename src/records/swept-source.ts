import type { Clock } from "../clock.js";
import type { Aligned, ChangedRecords, Datasource, Page } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import { UnreadableRecord, unreadPartsOf } from "../http/checks/record-check.js";
import { OperationCost } from "../http/cost.js";
import { CallAborted, VendorError } from "../http/vendor-error.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import { formatGlobalId, parseGlobalId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";
import type { Job } from "../schema/job/job.type.js";
import { VacancyStatus } from "../schema/vacancy/vacancy.type.js";
import { goneAmong } from "./gone.js";
import type { IndexedKind, IndexedRecord } from "./news/facts.js";
import type { Reading } from "./news/observation.js";
import type { SeatsOf } from "./record-index.js";

/** At most a fifth of any budget, since waiting callers go first. */
export const SWEEP_SHARE = 0.2;

/** The parts of a record that a sweep itself looks at; the index learns from all of it. */
export type SweptRecord = IndexedRecord;

/** With the bin, since vacancies there still have their codes. */
const LISTED_STATUSES: readonly VacancyStatus[] = [VacancyStatus.ACTIVE, VacancyStatus.CLOSED, VacancyStatus.DELETED];

/**
 * Records asked for at a time: the most that any vendor gives in one page. Vacancies may have to be read one by one, and a page that fails is
 * skipped as a whole.
 */
export const PAGE_SIZE: Record<IndexedKind, number> = { job: 500, vacancy: 50 };

/** What a source was asked for, and since when the answer counts. */
export type Asked<Answer> = Answer & { reading: Reading };

/** One kind of one source's records, as a sweep reads them: lists, and records by id. */
export class SweptSource {
  readonly source: Source;
  readonly kind: IndexedKind;
  /** The number of lists. */
  readonly lists: number;
  /** @see VendorConnection.reach */
  readonly reach: string | null;
  readonly #connection: VendorConnection;
  #signal: AbortSignal | undefined;
  readonly #clock: Clock;
  readonly #statuses: readonly VacancyStatus[];

  constructor(connection: VendorConnection, kind: IndexedKind, clock: Clock) {
    this.source = connection.source;
    this.kind = kind;
    this.reach = connection.reach ?? null;
    this.#connection = connection;
    this.#clock = clock;
    this.#statuses = this.#datasource().vacancies?.listedStatuses ?? LISTED_STATUSES;
    this.lists = kind === "job" ? 1 : this.#statuses.length;
  }

  /** Requests from now on end with this signal, which is that of one round. */
  endWith(signal: AbortSignal): void {
    this.#signal = signal;
  }

  page(list: number, limit: number, position: string | null): Promise<Asked<Page<SweptRecord>>> {
    const after = position ?? undefined;
    const status = this.#statuses[list] ?? VacancyStatus.ACTIVE;
    return this.#ask(async ({ jobs, vacancies }) => {
      const reading: Promise<Page<SweptRecord>> | undefined =
        this.kind === "job" ? jobs?.listJobs({}, limit, after) : vacancies?.listVacancies({ status }, limit, after);
      return (await reading) ?? { items: [], hasMore: false };
    });
  }

  /** Whether the vendor tells what changed. */
  get tellsChanges(): boolean {
    const { jobs, vacancies } = this.#datasource();
    return (this.kind === "job" ? jobs?.jobsChangedSince : vacancies?.vacanciesChangedSince) !== undefined;
  }

  /** How often all records may be read, in milliseconds, where the source has to spare requests. */
  get wholeEveryMs(): number | undefined {
    return this.#connection.wholeSweepEveryMs;
  }

  /** What changed since a moment; undefined where the vendor does not tell it. */
  async changedSince(since: number, after: string | undefined): Promise<Asked<ChangedRecords<SweptRecord>> | undefined> {
    const { isTold, reading, ...changed } = await this.#ask(async ({ jobs, vacancies }) => {
      const told: ChangedRecords<SweptRecord> | undefined =
        this.kind === "job" ? await jobs?.jobsChangedSince?.(since, after) : await vacancies?.vacanciesChangedSince?.(since, after);
      return { isTold: told !== undefined, ...(told ?? NOTHING_CHANGED) };
    });
    return isTold ? { ...changed, reading } : undefined;
  }

  /** The position after so many unreadable records; undefined where only the records before a position lead to it. */
  placeAfter(position: string | null, records: number): string | undefined {
    return this.#datasource().vacancies?.placeAfter?.(position ?? undefined, records);
  }

  /** Records with their codes. */
  read(ids: readonly string[]): Promise<Asked<{ records: Aligned<SweptRecord> }>> {
    const nativeIds = ids.map((id) => parseGlobalId(id)?.nativeIds[0] ?? "");
    return this.#ask(async ({ jobs, vacancies }) => {
      const found: Aligned<SweptRecord> | undefined =
        this.kind === "job" ? await jobs?.jobsByIds(nativeIds) : await vacancies?.wholeVacancies(nativeIds);
      return {
        records: ids.map((_, index) => {
          const record = found?.[index] ?? null;
          const unread = record instanceof Error ? undefined : unreadPartsOf(record?.raw);
          return unread?.fields.has("code") ? unread : record;
        }),
      };
    });
  }

  /**
   * How many openings of these jobs are open, where their vendor counts openings, and the reading that all of it counts as. Without them the
   * index learns the rest.
   */
  async seatsOf(records: readonly SweptRecord[], reading: Reading): Promise<{ reading: Reading; seatsOf?: SeatsOf }> {
    const { openings } = this.#datasource();
    if (this.kind !== "job" || openings === undefined || records.length === 0) return { reading };
    if (openings.seatsOf !== undefined) return { reading, seatsOf: (job) => openings.seatsOf?.(job as Job) };
    try {
      const counted = await this.#ask(async (datasource) => ({
        seats: await datasource.openings?.countSeats?.(records as readonly Job[]),
      }));
      const seats = new Map(records.map(({ id }, index) => [id, counted.seats?.[index]]));
      const beganAt = Math.min(reading.beganAt, counted.reading.beganAt);
      return { reading: { ...reading, beganAt }, seatsOf: ({ id }) => seats.get(id) };
    } catch (error) {
      if (concernsAll(error)) throw error;
      return { reading };
    }
  }

  /** Of records that `read` does not show, those that the vendor does not have. */
  goneAmong(ids: readonly string[]): Promise<readonly string[]> {
    return goneAmong(this.#datasource(), this.kind, ids);
  }

  /** Whether the vendor answers any other request. */
  async answersElsewhere(list?: number, position: string | null = null): Promise<boolean> {
    for (let other = 0; other < this.lists; other += 1) {
      if ((other !== list || position !== null) && (await this.answers(other, null))) return true;
    }
    return false;
  }

  /** Whether the vendor answers for this position; a failure that concerns all requests is thrown. */
  async answers(list: number, position: string | null): Promise<boolean> {
    try {
      await this.page(list, 1, position);
      return true;
    } catch (error) {
      if (concernsAll(error)) throw error;
      return false;
    }
  }

  globalId(nativeId: string): string {
    return formatGlobalId(this.source, this.kind, nativeId);
  }

  /** An answer that another reader had asked for already is as old as that one's request. */
  async #ask<Answer extends object>(ask: (datasource: Datasource) => Promise<Answer>): Promise<Asked<Answer>> {
    const cost = new OperationCost();
    const beganAt = this.#clock.now();
    const answer = await ask(this.#datasource(cost));
    return { ...answer, reading: { beganAt: Math.min(beganAt, cost.joinedOf(this.source) ?? beganAt), by: "SWEEP" } };
  }

  #datasource(cost?: OperationCost): Datasource {
    return this.#connection.datasource({ signal: this.#signal, background: SWEEP_SHARE, cost });
  }
}

const NOTHING_CHANGED: ChangedRecords<SweptRecord> = { records: [], unreadable: [], ids: [] };

/** The kinds of records that a source lists. */
export function kindsToSweep({ jobs, vacancies }: Pick<Datasource, "jobs" | "vacancies">): IndexedKind[] {
  return [...(jobs === undefined ? [] : (["job"] as const)), ...(vacancies === undefined ? [] : (["vacancy"] as const))];
}

/** The records of a page whose codes it does not show: by id, and those without a readable id. */
export function untold(
  swept: SweptSource,
  page: Pick<Page<SweptRecord>, "unreadable"> & { items: readonly { node: SweptRecord }[] },
): { ids: string[]; nameless: UnreadableRecord[] } {
  const unread = (page.unreadable ?? []).filter(({ isShown, fields }) => !isShown || fields.has("code"));
  const silent = page.items.filter(({ node }) => node.code === undefined).map(({ node }) => node.id);
  const named = unread.flatMap(({ recordId }) => (recordId === undefined ? [] : swept.globalId(recordId)));
  return { ids: [...new Set([...silent, ...named])], nameless: unread.filter(({ recordId }) => recordId === undefined) };
}

/** Whether a failure concerns every request to the vendor, or is not the vendor's. */
export function concernsAll(error: unknown): boolean {
  if (error instanceof BadUserInput) return false;
  return !(error instanceof VendorError) || error instanceof CallAborted || ["CREDENTIALS_REJECTED", "RATE_LIMITED"].includes(error.code);
}

/** Whether the vendor refuses the record to these credentials: no caller can see it, so its code is not needed. */
export function isHeldBack(error: Error): boolean {
  return error instanceof VendorError && (error.code === "ACCESS_DENIED" || error.code === "NOT_FOUND");
}

/** Whether the vendor as a whole may be down. */
export function maybeAway(error: unknown): boolean {
  return error instanceof VendorError && !(error instanceof UnreadableRecord) && error.retryable;
}

/** Whether the vendor does not know the position (any more). */
export function isUnknownPlace(error: unknown): boolean {
  return error instanceof BadUserInput || (error instanceof VendorError && (error.code === "REJECTED" || error.code === "NOT_FOUND"));
}
