import type { DiscrepancyKind } from "../../schema/discrepancy/discrepancy-kind.js";
import type { JobStatus } from "../../schema/job/job.type.js";
import type { VacancyStatus } from "../../schema/vacancy/vacancy.type.js";

/** What a discrepancy is decided on: all records of one code, each as one reading showed it. Profiles (CoreHR's jobs) are not among them. */
export interface RequisitionState {
  jobs: readonly JobState[];
  vacancies: readonly VacancyState[];
  /** The sources of jobs and vacancies that are known to carry the code and could not be read, one entry for each record. */
  unreadJobs: readonly string[];
  unreadVacancies: readonly string[];
}

export interface JobState {
  /** Global id. */
  id: string;
  /** The text of its source. */
  source: string;
  status: JobStatus;
  /** Null where the vendor counts none; `unknown` where it does, and they were not read. */
  seats: Seats | "unknown" | null;
}

export interface Seats {
  open: number;
  /** Whether it has any, open or closed. */
  areAny: boolean;
}

export interface VacancyState {
  /** Global id. */
  id: string;
  /** The text of its source. */
  source: string;
  status: VacancyStatus;
  /** The board's id of the area, or its words for the place; null where it has neither: then the board is one area. */
  place: string | null;
  /** RFC 3339; null where it is not known when it ends. */
  expiresAt: string | null;
}

export interface Circumstances {
  /** Epoch milliseconds. */
  now: number;
  /** ADVERT_ENDS_SOON: so many milliseconds ahead count as soon. */
  withinMs: number;
  /** Whether every source of jobs was looked at wholly, so that there is no further job of the code. */
  areAllJobsKnown: boolean;
  /** The same of boards and vacancies; false also where there is no board. */
  areAllVacanciesKnown: boolean;
}

/** `unknown`: what would decide it was not read, or is not all that there may be. It neither begins nor ends a discrepancy. */
export type Verdict = { is: "found"; jobs: readonly JobState[]; vacancies: readonly VacancyState[] } | { is: "none" } | { is: "unknown" };

/** Decides whether one kind of discrepancy is there. */
export type Judge = (state: RequisitionState, circumstances: Circumstances) => Verdict;
export type Judges = Readonly<Record<DiscrepancyKind, Judge>>;
