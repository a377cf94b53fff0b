import type { JobStatus, OperationOutcome, VacancyStatus, Vendor } from "../graph/graphql";
import { JOB_STATUS, OUTCOME, VACANCY_STATUS, VENDOR } from "./words";

type Tone = "good" | "warn" | "bad" | "calm";

/** A word with a dot of its colour: the colour never says anything alone. */
export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

const JOB_TONE: Record<JobStatus, Tone> = { OPEN: "good", CLOSED: "calm", DRAFT: "warn", UNKNOWN: "warn" };
const VACANCY_TONE: Record<VacancyStatus, Tone> = {
  ACTIVE: "good",
  CLOSED: "calm",
  DELETED: "calm",
  PENDING: "warn",
  REJECTED: "bad",
  UNKNOWN: "warn",
};
const OUTCOME_TONE: Record<OperationOutcome, Tone> = { APPLIED: "good", NOT_APPLIED: "bad", PENDING: "warn", UNCERTAIN: "warn" };

export const JobTag = ({ status }: { status: JobStatus }) => <Tag tone={JOB_TONE[status]}>{JOB_STATUS[status]}</Tag>;
export const VacancyTag = ({ status }: { status: VacancyStatus }) => <Tag tone={VACANCY_TONE[status]}>{VACANCY_STATUS[status]}</Tag>;
export const OutcomeTag = ({ outcome }: { outcome: OperationOutcome }) => <Tag tone={OUTCOME_TONE[outcome]}>{OUTCOME[outcome]}</Tag>;

export const VendorName = ({ vendor }: { vendor: Vendor }) => (
  <span className={`vendor vendor-${vendor.toLowerCase().replace("_", "-")}`}>{VENDOR[vendor]}</span>
);
