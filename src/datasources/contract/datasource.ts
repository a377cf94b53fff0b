import type { UnreadableRecord } from "../../http/record-check.js";
import type { CallScope } from "../../http/request.js";
import type { AllowanceSpent, VendorError } from "../../http/vendor-error.js";
import type { Job, JobActions, JobStatus } from "../../schema/job/job.type.js";
import type { JobVersion } from "../../schema/job/job-version.type.js";
import type { CloseReason, Opening, OpeningActions, OpeningStatus } from "../../schema/opening/opening.type.js";
import type { PublicationType, VacancyFieldRule } from "../../schema/vacancy/publication.type.js";
import type { Prolongation, Vacancy, VacancyActions, VacancyOrder, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import type { VacancyDayStats } from "../../schema/vacancy/vacancy-stats.type.js";
import type { Found } from "./found.js";

/**
 * The ports: one for each kind of record. A vendor implements those it can; its abilities to read follow from them. All ids here are the vendor's
 * own (native) ids, without the global prefix; records carry global ids. An instance serves one GraphQL request and may remember what it
 * read for its duration.
 */
export interface Datasource {
  jobs?: JobSource;
  openings?: OpeningSource;
  vacancies?: VacancySource;
  timeline?: TimelineSource;
  /** Records of an earlier request that stand in for an answer: what they carry is at hand, so that the vendor, who is away, is not asked for it. */
  primeWithStale?(records: readonly unknown[]): void;
  /** Why the vendor was not heard in this request, where the datasource knew the records all the same. */
  readonly unavailableBecause?: VendorError | undefined;
}

/** A stretch of a vendor's list. */
export interface Page<Node> {
  items: PageItem<Node>[];
  /** Whether the vendor has records after the last item. */
  hasMore: boolean;
  /**
   * Why the list could not be read on after the last item, where that turned out: what was read stands, and this is told beside it. Asked for
   * the records after that item, the datasource tries again.
   */
  fault?: VendorError | AllowanceSpent;
  /** As the vendor counts them, those that cannot be read included; undefined where it does not. */
  totalCount?: number;
  /**
   * Of the records of this stretch that are left out, or shown without some of their parts, why. Each belongs to one stretch: a page ends
   * short of its limit only where the list does, or breaks off, and its last position lies behind those that were left out there.
   */
  unreadable?: readonly UnreadableRecord[];
}

export interface PageItem<Node> {
  node: Node;
  /** Where the list goes on after this record: meaningful to the vendor's datasource alone, safe to hand to clients, good after a restart. */
  position: string;
}

export interface JobFilter {
  status?: JobStatus;
  code?: string;
}

/** Aligned by index with what was asked: the record, null where the vendor does not hold it, or why it could not be read. */
export type Aligned<Value> = (Value | null | Error)[];

export interface JobSource {
  jobsByIds(ids: readonly string[]): Promise<Aligned<Job>>;
  listJobs(filter: JobFilter, limit: number, after?: string): Promise<Page<Job>>;
  /** Jobs that carry each code, where the vendor can be asked for one. Without it the directory of codes answers. */
  jobsByCodes?(codes: readonly string[]): Promise<(Found<Job> | Error)[]>;
  /** Decided from the record; the same rules that the changes check. */
  jobActions(job: Job): JobActions | Promise<JobActions>;
}

export interface OpeningsOfJob {
  jobId: string;
  status?: OpeningStatus;
}

export interface OpeningSource {
  openingsByIds(ids: readonly string[]): Promise<Aligned<Opening>>;
  /** All openings of each job, ordered by id; copies may lack what the vendor leaves out of nested answers. */
  openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(Found<Opening> | Error)[]>;
  /** Whole copies, with close reason and custom fields. */
  wholeOpenings(ids: readonly string[]): Promise<Aligned<Opening>>;
  closeReasons(): Promise<Found<CloseReason>>;
  openingActions(opening: Opening): OpeningActions | Promise<OpeningActions>;
}

export interface VacancyFilter {
  status: VacancyStatus;
  managerId?: string;
  text?: string;
  areaIds?: readonly string[];
  order?: VacancyOrder;
}

/** Days are YYYY-MM-DD; start included, end excluded; without them the vendor's own window. */
export interface StatsAsked {
  vacancyId: string;
  start?: string;
  end?: string;
}

export interface StatsAnswer {
  start: string;
  end: string;
  days: VacancyDayStats[];
  /** Of the days of the range that could have data, how many have. */
  coveredDays: number;
  /** Of figures that were read just now and are left out, why. */
  unreadable?: readonly UnreadableRecord[];
}

export interface VacancySource {
  vacanciesByIds(ids: readonly string[]): Promise<Aligned<Vacancy>>;
  listVacancies(filter: VacancyFilter, limit: number, after?: string): Promise<Page<Vacancy>>;
  /**
   * The position so many records behind another (or behind the beginning), of a list whose places are counted: it can be entered behind records
   * that are not to be had. Left out where only the records before a place lead to it.
   */
  placeAfter?(position: string | undefined, records: number): string;
  /** Vacancies that carry each code, where the vendor can be asked for one. Without it the directory of codes answers. */
  vacanciesByCodes?(codes: readonly string[]): Promise<(Found<Vacancy> | Error)[]>;
  /** `fields`: the actions the caller wants to know; all where it is left out. */
  vacancyActions(vacancy: Vacancy, fields?: readonly string[]): VacancyActions | Promise<VacancyActions>;
  /** Whole copies, with what list answers lack (code, description, manager). */
  wholeVacancies(ids: readonly string[]): Promise<Aligned<Vacancy>>;
  prolongations(vacancies: readonly Vacancy[]): Promise<(Prolongation | Error)[]>;
  stats?(asked: readonly StatsAsked[]): Promise<(StatsAnswer | Error)[]>;
  publicationTypes?(managerId?: string): Promise<Found<PublicationType>>;
  fieldRules?(): Promise<Found<VacancyFieldRule>>;
}

export interface VersionsAsked {
  jobId: string;
  start: string;
  end: string;
  /** GraphQL field names of JobVersion that the client selected. */
  fields: readonly string[];
}

export interface VersionAsked {
  jobId: string;
  versionId: string;
  /** As above. */
  fields: readonly string[];
}

export interface TimelineSource {
  /**
   * Versions in force at some time in [start, end), ordered by effective date; or the one of that id. Empty where there are none. All of a
   * request at once, since ranges and ids may share the vendor's requests.
   */
  versions(asked: readonly (VersionsAsked | VersionAsked)[]): Promise<(Found<JobVersion> | Error)[]>;
}

/** What a datasource needs of the request it serves. */
export interface DatasourceScope extends CallScope {
  /** BCP 47, the caller's languages in order of preference, for vendors that answer in one language at a time. */
  languages?: readonly string[];
}
