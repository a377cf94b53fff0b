import type { UnreadableRecord } from "../../http/checks/record-check.js";
import type { CallScope } from "../../http/request.js";
import type { UserError } from "../../schema/common/user-error.type.js";
import type { Job } from "../../schema/job/job.type.js";
import type { CustomFieldInput } from "../../schema/opening/custom-field.input.js";
import type { CloseReason, Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import type { Aligned, NamesOfJob, OpeningSource, OpeningsFound, OpeningsOfJob, Seats } from "../contract/datasource.js";
import type { Found, Inside } from "../contract/found.js";
import type { TokenPages } from "../contract/lists/token-list.js";
import type { OneSize } from "../contract/lists/token-place.js";
import type { VendorStatusReport } from "../contract/vendor-module.js";
import type { OpeningKey } from "./greenhouse.ids.js";

/**
 * Greenhouse in its own terms: what Harvest v1/v2 and Harvest v3 can both be asked. Ids are Greenhouse's own numbers, as text, and were
 * checked. How many requests a question costs and what comes along with what is each API's own affair: v1 reads jobs one by one with their
 * openings inside, v3 reads jobs and openings by ids, many at a time.
 */
export interface GreenhouseApi {
  /** Opens the reads of one request, which remember what they have read. */
  reads(scope: CallScope): GreenhouseReads;
  readonly writes: GreenhouseWrites;
  /** Which operator's setting keeps this server from changing anything; undefined where it may. */
  readonly readOnlyWithout: string | undefined;
}

/** An API that is connected. */
export interface GreenhouseConnection {
  api: GreenhouseApi;
  status(): VendorStatusReport;
  close(): Promise<void>;
}

export interface GreenhouseReads {
  jobs(ids: readonly string[]): Promise<Aligned<Job>>;
  /** @see JobSource.namesOf */
  namesOf?(job: Job, names: NamesOfJob): Promise<string[]>;
  /** @see OpeningSource.nameOfReason */
  nameOfReason?(id: string): Promise<string>;
  /** Whether the job is there, without what only showing it needs. */
  isJobShown(id: string): Promise<boolean>;
  jobList(filter: JobListFilter): JobList;
  /** Those that this copy of a job carries, as the next method answers them; undefined where it carries none. Missing where no job does. */
  openingsInside?(job: Job, status: OpeningStatus | undefined): Found<Inside<Opening>> | undefined;
  /** The seats of a job, by this copy of it; undefined where it does not tell. Missing where no job does. */
  seatsOf?(job: Job): Seats | undefined;
  /** A page of openings that changed at that moment or later, by their jobs. Missing where openings cannot be asked for by that. */
  jobsOfChangedOpenings?(since: string, token: string | undefined): Promise<{ jobIds: string[]; next?: string }>;
  /** Of each job those of the status asked for, by ascending id. */
  openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(OpeningsFound | Error)[]>;
  /** @see OpeningSource.openingsInPart */
  openingsInPart?: OpeningSource["openingsInPart"];
  /** Copies may lack what comes at a price; null where the job has no such opening. */
  openings(keys: readonly OpeningKey[]): Promise<Aligned<Opening>>;
  /** Copies that lack no more than the names of close reasons, and those only where `nameOfReason` tells them. */
  wholeOpenings(keys: readonly OpeningKey[]): Promise<Aligned<Opening>>;
  /** Copies that a change is decided on: as whole ones. */
  openingsToChange(keys: readonly OpeningKey[]): Promise<Aligned<Opening>>;
  closeReasons(): Promise<Found<CloseReason>>;
  /** Jobs of an earlier request: what they carry is not asked for again. */
  primeWithStale(jobs: readonly Job[]): void;
  /** The status of an opening that cannot be read, where that much of it can. */
  statusOfUnread(opening: UnreadableRecord): OpeningStatus | undefined;
  /** @throws VendorError where a part of the opening that is named could not be read, so that nothing may be decided on it. */
  requireParts(opening: Opening, parts: readonly OpeningPart[]): void;
  /**
   * Spells custom fields as a write of an opening takes them.
   *
   * @param held the opening as it is; null of one that is to be made.
   * @param path to the fields, in the input.
   */
  spellCustomFields(inputs: readonly CustomFieldInput[], held: Opening | null, path: readonly string[]): Promise<SpelledFields>;
}

export type OpeningPart = "openingId" | "closeReason" | "customFields";

export interface JobListFilter {
  /** In Greenhouse's word. */
  status?: string;
  code?: string;
  /** Jobs that changed at that moment or later. Which changes of its openings change a job is nowhere said. */
  updatedSince?: string;
}

/** The pages of a list of jobs. What a record of it is in the API's JSON stays the API's affair. */
export interface JobList extends TokenPages<{ id: unknown }> {
  /** Links keep the size of the first page. */
  sizes: OneSize;
  /** @see TokenListPart.isAfter */
  isAfter?(id: string, other: string): boolean;
  /** Whether a token that a client's cursor holds can be one of this list's. Left out: any can. */
  owns?(token: string): boolean;
  /** Whether a record passes the filter, where the vendor's own filter may let others through. */
  keep?(record: { id: unknown }): boolean;
  toJob(record: { id: unknown }): Job;
}

/** Custom fields as the API's JSON has them, or why they cannot be written. */
export type SpelledFields = { elements: readonly object[]; refusals?: undefined } | { refusals: UserError[] };

export interface NewOpening {
  openingId: string | null;
  /** As spelled by the API. */
  customFields: readonly object[];
}

/** What is left out is not changed. */
export interface OpeningEdit {
  openingId?: string;
  status?: OpeningStatus;
  /** Only together with the status CLOSED. */
  closeReasonId?: string;
  /** As spelled by the API. */
  customFields?: readonly object[];
}

/** Greenhouse's id of the request, where it tells one. */
interface Written {
  requestId: string | undefined;
}

/** Each method is one request. Every failure is a VendorError whose `sent` says whether Greenhouse can have acted. */
export interface GreenhouseWrites {
  /** How many openings one request may make: all of them are made, or none. */
  readonly mostCreatedAtOnce: number;
  /** How many openings of a job one request may delete: each is judged by itself. */
  readonly mostDeletedAtOnce: number;
  /** Gives the new ids in the order asked. */
  createOpenings(jobId: string, openings: readonly NewOpening[], scope: CallScope): Promise<Written & { ids: string[] }>;
  editOpening(key: OpeningKey, edit: OpeningEdit, scope: CallScope): Promise<Written>;
  /** `keptIds`: those that Greenhouse did not delete, by its own decision. */
  deleteOpenings(jobId: string, ids: readonly string[], scope: CallScope): Promise<Written & { deletedIds: string[]; keptIds: string[] }>;
}
