import { parseGlobalId } from "../../schema/common/global-id.js";
import { parseSource } from "../../schema/common/source.js";
import { DiscrepancyKind } from "../../schema/discrepancy/discrepancy-kind.js";
import { JobStatus } from "../../schema/job/job.type.js";
import { VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import type { Circumstances, JobState, Judge, Judges, RequisitionState, VacancyState, Verdict } from "./requisition-state.js";

/**
 * Where the vendors contradict one another, from all records of one code. Pure: the order of the records does not matter but for the order in which
 * they are told. DRAFT and UNKNOWN count as nothing.
 */

const NONE: Verdict = { is: "none" };
const UNKNOWN: Verdict = { is: "unknown" };

/** How a job stands as somebody who would advertise it sees it. */
type Need = "wanted" | "filled" | "closed" | "no seat" | "unknown" | "nothing";

function needOf({ status, seats }: JobState): Need {
  if (status === JobStatus.CLOSED) return "closed";
  if (status !== JobStatus.OPEN) return "nothing";
  if (seats === null) return "wanted";
  if (seats === "unknown") return "unknown";
  if (seats.open > 0) return "wanted";
  return seats.areAny ? "filled" : "no seat";
}

function jobsThat(jobs: readonly JobState[], ...needs: Need[]): JobState[] {
  return jobs.filter((job) => needs.includes(needOf(job)));
}

export const isLive = ({ status }: VacancyState): boolean => status === VacancyStatus.ACTIVE;
const isAdvertised = (vacancy: VacancyState): boolean => isLive(vacancy) || vacancy.status === VacancyStatus.PENDING;

/** It rests on there being no further job. */
const advertisedAfterClose: Judge = ({ jobs, vacancies, unreadJobs, unreadVacancies }, { areAllJobsKnown }) => {
  if (jobsThat(jobs, "wanted", "no seat").length > 0) return NONE;
  const live = vacancies.filter(isLive);
  if (live.length === 0 && unreadVacancies.length === 0) return NONE;
  if (unreadJobs.length > 0 || unreadVacancies.length > 0 || jobsThat(jobs, "unknown").length > 0) return UNKNOWN;
  const ended = jobsThat(jobs, "closed", "filled");
  if (ended.length === 0) return NONE;
  return areAllJobsKnown ? found(ended, live) : UNKNOWN;
};

/** It rests on there being no further vacancy. */
const openWithoutAdvert: Judge = ({ jobs, vacancies, unreadJobs, unreadVacancies }, { areAllVacanciesKnown }) => {
  if (vacancies.some(isAdvertised)) return NONE;
  const wanted = jobsThat(jobs, "wanted");
  const isWantedUnread = unreadJobs.length > 0 || jobsThat(jobs, "unknown").length > 0;
  if (wanted.length === 0 && !isWantedUnread) return NONE;
  if (isWantedUnread || unreadVacancies.length > 0) return UNKNOWN;
  return areAllVacanciesKnown ? found(wanted, []) : UNKNOWN;
};

/** Of a source that did not answer nothing is known; the others' advertisements are what they are. */
const advertisedTwice: Judge = ({ vacancies, unreadVacancies }) => {
  const live = vacancies.filter(isLive);
  const unreadBoards = unreadVacancies.map(boardOf);
  const isUnclear = unreadBoards.some((board, index) => {
    const isAmongUnread = unreadBoards.indexOf(board) !== index;
    return isAmongUnread || live.some(({ source }) => boardOf(source) === board);
  });
  if (isUnclear) return UNKNOWN;
  const twice = rivals(live).flat();
  return twice.length === 0 ? NONE : found([], twice);
};

/** It rests on there being no further vacancy. */
const advertEndsSoon: Judge = ({ jobs, vacancies, unreadJobs, unreadVacancies }, { now, withinMs, areAllVacanciesKnown }) => {
  const live = vacancies.filter(isLive);
  const lastEnd = endOf(live);
  if (live.length > 0 && (lastEnd === undefined || lastEnd > now + withinMs)) return NONE;
  if (live.length === 0 && unreadVacancies.length === 0) return NONE;
  const open = jobsThat(jobs, "wanted", "no seat");
  const isOpenUnread = unreadJobs.length > 0 || jobsThat(jobs, "unknown").length > 0;
  if (open.length === 0 && !isOpenUnread) return NONE;
  if (isOpenUnread || unreadVacancies.length > 0) return UNKNOWN;
  return areAllVacanciesKnown ? found(open, live) : UNKNOWN;
};

const jobsDisagree: Judge = ({ jobs, unreadJobs }) => {
  const counting = jobs.filter(({ status }) => status === JobStatus.OPEN || status === JobStatus.CLOSED);
  const open = counting.filter(({ status }) => status === JobStatus.OPEN);
  const isOfAnother = (job: JobState) => open.some(({ source }) => source !== job.source);
  const closed = counting.filter((job) => job.status === JobStatus.CLOSED && isOfAnother(job));
  if (unreadJobs.length > 0) return UNKNOWN;
  return closed.length > 0 ? found(counting, []) : NONE;
};

const JUDGES: Judges = {
  ADVERTISED_AFTER_CLOSE: advertisedAfterClose,
  OPEN_WITHOUT_ADVERT: openWithoutAdvert,
  ADVERTISED_TWICE: advertisedTwice,
  ADVERT_ENDS_SOON: advertEndsSoon,
  JOBS_DISAGREE: jobsDisagree,
};

/** The kind of record of which there may be no further one, where a discrepancy rests on that. */
export const RESTS_ON_ALL: Readonly<Partial<Record<DiscrepancyKind, "job" | "vacancy">>> = {
  ADVERTISED_AFTER_CLOSE: "job",
  OPEN_WITHOUT_ADVERT: "vacancy",
  ADVERT_ENDS_SOON: "vacancy",
};

/** In the order in which clients are told of them. */
export const DISCREPANCY_KINDS: readonly DiscrepancyKind[] = Object.values(DiscrepancyKind);

/** Whether the records of one code show a discrepancy of this kind; its records by id, jobs first. */
export function judge(kind: DiscrepancyKind, state: RequisitionState, circumstances: Circumstances): Verdict {
  return JUDGES[kind](state, circumstances);
}

/**
 * Live advertisements that compete: those of each board and area that holds two or more. A board is one for all accounts at it: candidates see no
 * accounts.
 */
export function rivals(live: readonly VacancyState[]): VacancyState[][] {
  const places = new Map<string, VacancyState[]>();
  for (const vacancy of eachOnce(live)) {
    const key = JSON.stringify([boardOf(vacancy.source), vacancy.place]);
    places.set(key, [...(places.get(key) ?? []), vacancy]);
  }
  return [...places.values()].filter(({ length }) => length > 1);
}

/** Advertisements without those that a further account at their board shows as well, of which the first by id stays. */
export function eachOnce(vacancies: readonly VacancyState[]): VacancyState[] {
  const found = new Map<string, VacancyState>();
  for (const vacancy of byIds(vacancies)) if (!found.has(advertisementOf(vacancy))) found.set(advertisementOf(vacancy), vacancy);
  return [...found.values()];
}

/** Equal for an advertisement that two accounts at its board show. */
export function advertisementOf({ id, source }: VacancyState): string {
  return JSON.stringify([boardOf(source), ...(parseGlobalId(id)?.nativeIds ?? [id])]);
}

/** The vendor, whatever the account. */
function boardOf(source: string): string {
  return parseSource(source)?.vendor ?? source;
}

/** When the last of these ends, in epoch milliseconds; undefined where there is none, or one whose end is not known. */
export function endOf(live: readonly VacancyState[]): number | undefined {
  const ends = live.map(({ expiresAt }) => (expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)));
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : undefined;
}

function found(jobs: readonly JobState[], vacancies: readonly VacancyState[]): Verdict {
  return { is: "found", jobs: byIds(jobs), vacancies: byIds(vacancies) };
}

function byIds<One extends { id: string }>(records: readonly One[]): One[] {
  return records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
