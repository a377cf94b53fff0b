import type { DiscrepancyKind, JobStatus, OperationOutcome, SourceState, VacancyStatus, Vendor } from "../graph/graphql";

// The graph's words in those of people. Records, so that a value that is new in the schema fails the type check.

export const VENDOR: Record<Vendor, string> = {
  FEISHU_COREHR: "Feishu CoreHR",
  FEISHU_HIRE: "Feishu Hire",
  GREENHOUSE: "Greenhouse",
  HEADHUNTER: "HeadHunter",
  LINKEDIN: "LinkedIn",
};

export const JOB_STATUS: Record<JobStatus, string> = { OPEN: "Open", CLOSED: "Closed", DRAFT: "Draft", UNKNOWN: "Unknown" };

export const VACANCY_STATUS: Record<VacancyStatus, string> = {
  ACTIVE: "Live",
  CLOSED: "Taken down",
  DELETED: "Deleted",
  PENDING: "Pending",
  REJECTED: "Refused",
  UNKNOWN: "Unknown",
};

export const OUTCOME: Record<OperationOutcome, string> = {
  APPLIED: "Applied",
  NOT_APPLIED: "Not applied",
  PENDING: "Pending at the vendor",
  UNCERTAIN: "Uncertain",
};

export const SOURCE_STATE: Record<SourceState, string> = {
  FRESH: "answered now",
  STALE: "did not answer: shown as read earlier",
  INCOMPLETE: "answered, but some records may be missing",
  FAILED: "did not answer: its records are missing",
};

export const DISCREPANCY: Record<DiscrepancyKind, string> = {
  ADVERTISED_AFTER_CLOSE: "Advertised after close",
  ADVERTISED_TWICE: "Advertised twice",
  ADVERT_ENDS_SOON: "Advertisement ends soon",
  JOBS_DISAGREE: "Jobs disagree",
  OPEN_WITHOUT_ADVERT: "Open without advertisement",
};

/** `closeJob` as "Close job": for a mutation that this page does not know by name. */
export function sentence(mutation: string): string {
  const words = mutation.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export const withAccount = (vendor: Vendor, account: string): string =>
  account === "default" ? VENDOR[vendor] : `${VENDOR[vendor]} (${account})`;

/** The vendor that an id names, where this version knows it: `greenhouse~emea:job:4000`. */
export function vendorOf(id: string): string | undefined {
  const name = id.split(/[~:]/)[0]?.toUpperCase().replace("-", "_");
  return name !== undefined && name in VENDOR ? VENDOR[name as Vendor] : undefined;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
