import type { UnreadableRecord } from "../../http/checks/record-check.js";
import type { CallScope } from "../../http/request.js";
import type { AllowanceSpent, VendorError } from "../../http/vendor-error.js";
import type { Job, JobActions, JobStatus } from "../../schema/job/job.type.js";
import type { JobVersion } from "../../schema/job/job-version.type.js";
import type { CloseReason, Opening, OpeningActions, OpeningStatus } from "../../schema/opening/opening.type.js";
import type { PublicationType, VacancyFieldRule } from "../../schema/vacancy/publication.type.js";
import type {
  Prolongation,
  Vacancy,
  VacancyActions,
  VacancyOrder,
  VacancyStatus,
  VacancyUpgrade,
} from "../../schema/vacancy/vacancy.type.js";
import type { VacancyDayStats } from "../../schema/vacancy/vacancy-stats.type.js";
import type { Found, Inside } from "./found.js";

/**
 * The ports, one for each kind of record. A vendor implements those that it supports; its abilities to read follow from them. All ids here are
 * the vendor's own (native) ids, without the global prefix; records have global ids. An instance serves one GraphQL request and may cache
 * what it read.
 */
export interface Datasource {
  jobs?: JobSource;
  openings?: OpeningSource;
  vacancies?: VacancySource;
  timeline?: TimelineSource;
  /** Records of an earlier request, shown because the vendor does not answer: their parts are used instead of asking the vendor. */
  primeWithStale?(records: readonly unknown[]): void;
  /** Why the vendor did not answer in this request, where the datasource had the records anyway. */
  readonly unavailableBecause?: VendorError | undefined;
}

/** A stretch of a vendor's list. */
export interface Page<Node> {
  items: PageItem<Node>[];
  /** Whether the vendor has records after the last item. */
  hasMore: boolean;
  /**
   * Why the list could not be read beyond the last item. The items read are shown, and this is reported beside them. A request for the
   * records after that item tries again.
   */
  fault?: VendorError | AllowanceSpent;
  /** The vendor's own count, unreadable records included; undefined where it has none. */
  totalCount?: number;
  /**
   * Why records of this stretch are left out, or shown without some parts. Each belongs to one stretch: a page is shorter than its limit
   * only where the list ends or breaks off, and its last position is after the records left out there.
   */
  unreadable?: readonly UnreadableRecord[];
  /**
   * Parts of the list that the vendor does not show to these credentials, such as the records of one of several managers: the list goes on
   * without them, and its source is INCOMPLETE. Told by every page of the list.
   */
  missing?: readonly VendorError[];
  /**
   * The records after the last item, beginning with those that the vendor's answer brought along: a page of the vendor may hold more than was
   * needed. Only in the request that read the page. Left out where nothing is at hand: they are asked for by the last item's position.
   */
  more?(limit: number): Promise<Page<Node>>;
}

export interface PageItem<Node> {
  node: Node;
  /** Where the list continues after this record. Only the vendor's datasource reads it; it is safe for clients and valid after a restart. */
  position: string;
}

export interface JobFilter {
  status?: JobStatus;
  code?: string;
}

/** A stretch of what a vendor says has changed. */
export interface ChangedRecords<Node> {
  /** As they are now. */
  records: readonly Node[];
  /** Why records are left out, or shown without some parts. */
  unreadable: readonly UnreadableRecord[];
  /** The vendor's own ids of records that are named and not shown, those that it says were deleted among them: whoever needs them reads them. */
  ids: readonly string[];
  /** Where what changed continues; undefined at its end. Only the vendor's datasource reads it. */
  next?: string;
}

/** One entry per id asked, in order: the record, null where the vendor does not have it, or why it could not be read. */
export type Aligned<Value> = (Value | null | Error)[];

/** Fields of a job that name what belongs to many jobs. */
export type NamesOfJob = "departments" | "locations";

export interface JobSource {
  /** Whether its jobs are profiles, which nobody is hired for, and no requisitions. Left out: they are requisitions. */
  readonly areProfiles?: boolean;
  jobsByIds(ids: readonly string[]): Promise<Aligned<Job>>;
  /**
   * Names that this copy of a job lacks, where the vendor keeps them in a list that serves for all jobs: it is read for the names alone, once for
   * all who ask. Missing where no copy lacks any.
   */
  namesOf?(job: Job, names: NamesOfJob): Promise<string[]>;
  /**
   * @param limit as many records are needed as far as is known
   * @param atMost as many may turn out to be needed, where lists beside this one are short; `limit` where left out. What costs no further
   *   request may be read along, for `Page.more`.
   */
  listJobs(filter: JobFilter, limit: number, after?: string, atMost?: number): Promise<Page<Job>>;
  /** Jobs with each code, where the vendor can search for a code. Without this method the record index answers. */
  jobsByCodes?(codes: readonly string[]): Promise<(Found<Job> | Error)[]>;
  /**
   * What changed since a moment, where the vendor tells it; without this method only the whole list does. It may name more than what changed, and
   * says nothing about jobs that it does not name.
   *
   * @param since epoch milliseconds by this server's clock; the same for all stretches
   * @param after `next` of the stretch before
   * @param alsoOfOpenings whether jobs are named, too, of which openings alone changed; true where left out
   * @returns undefined where the vendor does not tell it (any more), or not so far back
   */
  jobsChangedSince?(since: number, after?: string, alsoOfOpenings?: boolean): Promise<ChangedRecords<Job> | undefined>;
  /** Decided from the record, by the rules that the changes check. */
  jobActions(job: Job): JobActions | Promise<JobActions>;
}

/** How many openings of a job are open. */
export interface Seats {
  open: number;
  /** Whether the job has any opening, open or closed; undefined where that was not read. */
  areAny?: boolean;
}

export interface OpeningsOfJob {
  jobId: string;
  status?: OpeningStatus;
}

/** One of the parts in which a vendor gives the openings of a job that has many. */
export interface OpeningsPart {
  /** The vendor's name for it. */
  token: string;
  /** The least id in it. */
  from: string;
  /** The part that new openings come to. */
  isLast?: boolean;
}

/** The openings of a job. */
export interface OpeningsFound extends Found<Opening> {
  /** The parts in which they came, by ascending ids; left out where one answer brought all, or a part cannot be told. */
  parts?: readonly OpeningsPart[] | undefined;
}

export interface OpeningSource {
  openingsByIds(ids: readonly string[]): Promise<Aligned<Opening>>;
  /**
   * What `openingsOfJobs` would answer from the job itself; undefined where this copy of the job carries no openings. Missing where no copy
   * does: with this method a query that wants both asks for the job alone.
   *
   * @throws VendorError where none of many can be read.
   */
  openingsInside?(job: Job, status?: OpeningStatus): Found<Inside<Opening>> | undefined;
  /** The seats that this copy of a job tells of; undefined where it tells of none. Cheap. */
  seatsOf?(job: Job): Seats | undefined;
  /**
   * The seats of each job; where `seatsOf` tells them, they are not asked for. Missing where a vendor's jobs have no openings that could be counted.
   */
  countSeats?(jobs: readonly Job[]): Promise<(Seats | undefined)[]>;
  /** All openings of each job, by id; copies may lack fields that the vendor omits in nested answers. */
  openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(OpeningsFound | Error)[]>;
  /**
   * The openings of one part, so that a walk over many does not read them all for each of its pages.
   *
   * @returns `from`: the least id that the part has come to hold, "0" where it reaches the first opening; undefined where that cannot be told
   * @throws BadUserInput where the token is none of this job's.
   */
  openingsInPart?(asked: OpeningsOfJob, token: string): Promise<Found<Opening> & { from: string | undefined }>;
  /** Whole copies, with close reason and custom fields. */
  wholeOpenings(ids: readonly string[]): Promise<Aligned<Opening>>;
  /** The name of a close reason that a copy of an opening lacks, likewise (`JobSource.namesOf`). Missing where no copy lacks it. */
  nameOfReason?(id: string): Promise<string>;
  closeReasons(): Promise<Found<CloseReason>>;
  openingActions(opening: Opening): OpeningActions | Promise<OpeningActions>;
  /**
   * The job of an opening, told by the opening's id alone; undefined where that is not an opening's id. With this method jobs and openings
   * are asked for at once where a query wants both; each must cost the same requests as after the other.
   */
  jobIdOf?(openingId: string): string | undefined;
}

export interface VacancyFilter {
  status: VacancyStatus;
  managerId?: string;
  text?: string;
  areaIds?: readonly string[];
  order?: VacancyOrder;
}

/** Days are YYYY-MM-DD, start inclusive, end exclusive; without them the vendor's own window. */
export interface StatsAsked {
  vacancyId: string;
  start?: string;
  end?: string;
}

export interface StatsAnswer {
  start: string;
  end: string;
  days: VacancyDayStats[];
  /** How many days of the range have data, of those that could. */
  coveredDays: number;
  /** Why figures read just now are left out. */
  unreadable?: readonly UnreadableRecord[];
  /** Set where the vendor was asked and did not answer, so that the days are those that are kept. */
  stale?: StaleStats;
}

/** Why a vendor's statistics are not of now, and until when they are known. */
export interface StaleStats {
  failure: VendorError;
  /** Epoch milliseconds. */
  fetchedAt: number;
}

/** What is on sale: for an area and a role where both are given, else for any. Ids are the board's own. */
export interface PublicationsAsked {
  managerId?: string;
  place?: { areaId: string; professionalRoleId: string };
}

export interface VacancySource {
  vacanciesByIds(ids: readonly string[]): Promise<Aligned<Vacancy>>;
  /** The statuses whose lists together hold all vacancies. Left out: ACTIVE, CLOSED and DELETED. */
  readonly listedStatuses?: readonly VacancyStatus[];
  /** `limit` and `atMost` as of JobSource.listJobs. */
  listVacancies(filter: VacancyFilter, limit: number, after?: string, atMost?: number): Promise<Page<Vacancy>>;
  /**
   * The position so many records after another (or after the beginning), in a list with numbered positions: such a list can be entered after
   * unreadable records. Missing where only the records before a position lead to it.
   */
  placeAfter?(position: string | undefined, records: number): string;
  /**
   * Vacancies that changed since a moment, as `JobSource.jobsChangedSince`. Copies are those of lists. It may miss a change that only the whole
   * lists show.
   */
  vacanciesChangedSince?(since: number, after?: string): Promise<ChangedRecords<Vacancy> | undefined>;
  /** Vacancies with each code, where the vendor can search for a code. Without this method the record index answers. */
  vacanciesByCodes?(codes: readonly string[]): Promise<(Found<Vacancy> | Error)[]>;
  /** `fields`: the selected actions; all where missing. */
  vacancyActions(vacancy: Vacancy, fields?: readonly string[]): VacancyActions | Promise<VacancyActions>;
  /** Whole copies, with the fields that lists lack (code, description, manager). */
  wholeVacancies(ids: readonly string[]): Promise<Aligned<Vacancy>>;
  prolongations(vacancies: readonly Vacancy[]): Promise<(Prolongation | Error)[]>;
  stats?(asked: readonly StatsAsked[]): Promise<(StatsAnswer | Error)[]>;
  /** What each may be upgraded to. Missing where the board sells no upgrades that it could list. */
  upgrades?(vacancies: readonly Vacancy[]): Promise<(Found<VacancyUpgrade> | Error)[]>;
  publicationTypes?(asked: PublicationsAsked): Promise<Found<PublicationType>>;
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
   * Versions in force at some time in [start, end), by effective date; or the version with that id. Empty where there are none. Called once
   * for a whole request, since ranges and ids may share the vendor's requests.
   */
  versions(asked: readonly (VersionsAsked | VersionAsked)[]): Promise<(Found<JobVersion> | Error)[]>;
  /** Whether jobs have any version, in force or not, or why that is not known. A job that has none is gone. */
  haveVersions(jobIds: readonly string[]): Promise<(boolean | Error)[]>;
}

/** The scope of the request that a datasource serves. */
export interface DatasourceScope extends CallScope {
  /** BCP 47, the caller's languages in order of preference, for vendors that answer in one language at a time. */
  languages?: readonly string[];
}
