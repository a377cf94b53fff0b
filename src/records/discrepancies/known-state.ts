import { sourceOf } from "../../schema/common/source.js";
import { JobStatus } from "../../schema/job/job.type.js";
import { VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import type { Vendor } from "../../schema/vendor/vendor.type.js";
import type { RecordRow } from "../../store/tables.js";
import type { Participants } from "./participants.js";
import type { JobState, RequisitionState, VacancyState } from "./requisition-state.js";

/** What the index knows of the records of one code. Records of sources that take part in nothing are left out. */
export function knownState(rows: readonly RecordRow[], participants: Participants): RequisitionState {
  const takesPart = new Set([
    ...participants.jobs.map(({ text }) => `job ${text}`),
    ...participants.vacancies.map(({ text }) => `vacancy ${text}`),
  ]);
  const jobs: JobState[] = [];
  const vacancies: VacancyState[] = [];
  for (const row of rows) {
    const source = sourceOf(row.vendor as Vendor, row.account).text;
    if (row.gone_at !== null || !takesPart.has(`${row.kind} ${source}`)) continue;
    if (row.kind === "job") jobs.push(jobOf(row, source, participants));
    else vacancies.push(vacancyOf(row, source));
  }
  return { jobs, vacancies, unreadJobs: [], unreadVacancies: [] };
}

function jobOf({ record_id: id, status, facts }: RecordRow, source: string, participants: Participants): JobState {
  const { openings: open, hasOpenings } = JSON.parse(facts) as { openings?: number; hasOpenings?: boolean };
  const areAny = open === undefined || open > 0 ? true : hasOpenings;
  const seats = open === undefined || areAny === undefined ? "unknown" : { open, areAny };
  return { id, source, status: (status ?? JobStatus.UNKNOWN) as JobStatus, seats: participants.countsSeats(source) ? seats : null };
}

function vacancyOf({ record_id: id, status, facts }: RecordRow, source: string): VacancyState {
  const { area, place, expiresAt } = JSON.parse(facts) as { area?: { id: string } | null; place?: string | null; expiresAt?: string };
  return {
    ...{ id, source, status: (status ?? VacancyStatus.UNKNOWN) as VacancyStatus },
    ...{ place: area?.id ?? place ?? null, expiresAt: expiresAt ?? null },
  };
}
