import type { Aligned, ChangedRecords, Datasource, Page } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import { UnreadableRecord, unreadPartsOf } from "../http/checks/record-check.js";
import { CallAborted, VendorError } from "../http/vendor-error.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import { formatGlobalId, parseGlobalId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";
import { VacancyStatus } from "../schema/vacancy/vacancy.type.js";
import type { CodedKind } from "./record-index.js";

/** At most a fifth of any budget, since waiting callers go first. */
export const SWEEP_SHARE = 0.2;

/** The parts of a record that a sweep reads. */
export interface SweptRecord {
  id: string;
  code?: string | null;
  raw?: unknown;
}

/** With the bin, since vacancies there still have their codes. */
const VACANCY_STATUSES = [VacancyStatus.ACTIVE, VacancyStatus.CLOSED, VacancyStatus.DELETED];

/** One kind of one source's records, as a sweep reads them: lists, and records by id. */
export class SweptSource {
  readonly source: Source;
  readonly kind: CodedKind;
  /** The number of lists. */
  readonly lists: number;
  /** @see VendorConnection.reach */
  readonly reach: string | null;
  readonly #connection: VendorConnection;
  readonly #signal: AbortSignal;

  constructor(connection: VendorConnection, kind: CodedKind, signal: AbortSignal) {
    this.source = connection.source;
    this.kind = kind;
    this.reach = connection.reach ?? null;
    this.lists = kind === "job" ? 1 : VACANCY_STATUSES.length;
    this.#connection = connection;
    this.#signal = signal;
  }

  async page(list: number, limit: number, position: string | null): Promise<Page<SweptRecord>> {
    const { jobs, vacancies } = this.#datasource();
    const after = position ?? undefined;
    const status = VACANCY_STATUSES[list] ?? VacancyStatus.ACTIVE;
    const reading = this.kind === "job" ? jobs?.listJobs({}, limit, after) : vacancies?.listVacancies({ status }, limit, after);
    return (await reading) ?? { items: [], hasMore: false };
  }

  /** Whether the vendor tells what changed. */
  get tellsChanges(): boolean {
    return this.kind === "job" && this.#datasource().jobs?.jobsChangedSince !== undefined;
  }

  /** How often all records may be read, in milliseconds, where the source has to spare requests. */
  get wholeEveryMs(): number | undefined {
    return this.#connection.wholeSweepEveryMs;
  }

  /** What changed since a moment; undefined where the vendor does not tell it. */
  async changedSince(since: number, after: string | undefined): Promise<ChangedRecords<SweptRecord> | undefined> {
    return this.#datasource().jobs?.jobsChangedSince?.(since, after);
  }

  /** The position after so many unreadable records; undefined where only the records before a position lead to it. */
  placeAfter(position: string | null, records: number): string | undefined {
    return this.#datasource().vacancies?.placeAfter?.(position ?? undefined, records);
  }

  /** Records with their codes. */
  async read(ids: readonly string[]): Promise<Aligned<SweptRecord>> {
    const { jobs, vacancies } = this.#datasource();
    const nativeIds = ids.map((id) => parseGlobalId(id)?.nativeIds[0] ?? "");
    const found = await (this.kind === "job" ? jobs?.jobsByIds(nativeIds) : vacancies?.wholeVacancies(nativeIds));
    return ids.map((_, index) => {
      const record = found?.[index] ?? null;
      const unread = record instanceof Error ? undefined : unreadPartsOf(record?.raw);
      return unread?.fields.has("code") ? unread : record;
    });
  }

  globalId(nativeId: string): string {
    return formatGlobalId(this.source, this.kind, nativeId);
  }

  #datasource(): Datasource {
    return this.#connection.datasource({ signal: this.#signal, background: SWEEP_SHARE });
  }
}

/** The kinds of records to sweep: those that the vendor lists, and cannot search by code or tells the changes of. */
export function kindsToSweep({ jobs, ...datasource }: Pick<Datasource, "jobs" | "vacancies">): CodedKind[] {
  const kinds: CodedKind[] = [];
  if (jobs !== undefined && (jobs.jobsByCodes === undefined || jobs.jobsChangedSince !== undefined)) kinds.push("job");
  if (datasource.vacancies !== undefined && datasource.vacancies.vacanciesByCodes === undefined) kinds.push("vacancy");
  return kinds;
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
