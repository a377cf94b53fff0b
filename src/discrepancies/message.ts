import { endOf } from "../records/discrepancies/kinds.js";
import type { JobState, VacancyState } from "../records/discrepancies/requisition-state.js";
import { DiscrepancyKind } from "../schema/discrepancy/discrepancy-kind.js";
import { JobStatus } from "../schema/job/job.type.js";

/** What was found, in one sentence for people. */
export function messageOf(kind: DiscrepancyKind, code: string, jobs: readonly JobState[], vacancies: readonly VacancyState[]): string {
  const boards = listed([...new Set(vacancies.map(({ source }) => source))]);
  const ofStatus = (status: JobStatus) => listed([...new Set(jobs.filter((job) => job.status === status).map(({ source }) => source))]);
  switch (kind) {
    case DiscrepancyKind.ADVERTISED_AFTER_CLOSE:
      return `${code} is closed or filled, and ${counted(vacancies.length, "advertisement")} at ${boards} ${are(vacancies.length)} still live.`;
    case DiscrepancyKind.OPEN_WITHOUT_ADVERT:
      return `${code} is open at ${ofStatus(JobStatus.OPEN)}, and nothing advertises it.`;
    case DiscrepancyKind.ADVERTISED_TWICE:
      return `${code} has ${counted(vacancies.length, "live advertisement")} at ${boards} that compete in one area.`;
    case DiscrepancyKind.ADVERT_ENDS_SOON:
      return `${code} is open, and its last advertisement, at ${boards}, ends on ${new Date(endOf(vacancies) ?? 0).toISOString().slice(0, 10)}.`;
    case DiscrepancyKind.JOBS_DISAGREE:
      return `${code} is open at ${ofStatus(JobStatus.OPEN)} and closed at ${ofStatus(JobStatus.CLOSED)}.`;
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}

function listed(sources: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(sources);
}
