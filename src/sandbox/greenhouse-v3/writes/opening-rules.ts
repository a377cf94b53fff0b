import { type Ground, jobById, mustEdit, openingById } from "../call.js";
import type { ApplicationRecord, JobRecord, OpeningRecord } from "../records.js";
import { forbidden, invalid, notFound, unprocessable } from "../refusals.js";
import { type BodyShape, closedBody } from "./body.js";
import { valuesAfter } from "./custom-field-writes.js";

/** A job has at most a hundred open openings: https://harvestdocs.greenhouse.io/reference/post_v3-openings. */
const MOST_OPEN = 100;

/** An opening and the job it is of, after a change. */
export interface Changed {
  job: JobRecord;
  opening: OpeningRecord;
}

interface Creation {
  job_id: number;
  opening_id?: string | null;
  target_start_on?: string | null;
  custom_fields?: unknown[];
}

/** POST makes one opening, which is open. https://harvestdocs.greenhouse.io/reference/post_v3-openings */
export function createOpening(ground: Ground, json: unknown): Changed {
  const body = closedBody<Creation>(json, {
    job_id: { kind: "integer", required: true },
    opening_id: { kind: "text", nullable: true },
    custom_fields: { kind: "customFields" },
    ...(ground.knobs.targetStartOnCreate ? { target_start_on: { kind: "day", nullable: true } } : {}),
  });
  const job = jobById(ground, body.job_id);
  mustEdit(ground, job);
  mustHaveRoom(job);
  const { values } = valuesAfter(ground, { type: "opening", job, current: new Map(), input: body.custom_fields ?? [] });
  const now = new Date(ground.now).toISOString();
  const opening: OpeningRecord = {
    id: ground.state.nextOpeningId,
    opening_id: body.opening_id ?? null,
    status: "open",
    opened_at: job.status === "draft" ? null : now,
    closed_at: null,
    application_id: null,
    close_reason_id: null,
    tiedToOffer: false,
    values,
    target_start_on: body.target_start_on ?? null,
    created_at: now,
    updated_at: now,
  };
  ground.state.nextOpeningId += 3;
  resetApprovals(job);
  job.openings.push(opening);
  reopenJob(ground, job);
  return { job, opening };
}

interface Edit {
  job_id?: number;
  status?: "open" | "closed";
  close_reason_id?: number | null;
  opening_id?: string | null;
  target_start_on?: string | null;
  custom_fields?: unknown[];
}

const EDIT: BodyShape = {
  status: { kind: "openOrClosed" },
  close_reason_id: { kind: "integer", nullable: true },
  opening_id: { kind: "text", nullable: true },
  target_start_on: { kind: "day", nullable: true },
  custom_fields: { kind: "customFields" },
};

/**
 * PATCH closes, reopens and edits. The checks come before the change, so that a refused request leaves everything as it was.
 * https://harvestdocs.greenhouse.io/reference/patch_v3-openings-id
 */
export function editOpening(ground: Ground, id: number, json: unknown): Changed {
  const jobId = { job_id: { kind: "integer", required: ground.knobs.patchJobId === "required" } } as const;
  const body = closedBody<Edit>(json, ground.knobs.patchJobId === "refused" ? EDIT : { ...EDIT, ...jobId });
  if (Object.keys(EDIT).every((name) => !Object.hasOwn(body, name))) throw unprocessable("At least one attribute must be given");
  const { job, opening } = openingById(ground, id);
  if (body.job_id !== undefined && body.job_id !== job.id) throw invalid("job_id", "is not the job of this opening");
  mustEdit(ground, job);

  const closes = body.status === "closed" && opening.status === "open";
  const reopens = body.status === "open" && opening.status === "closed";
  const reason = closeReason(ground, opening, body, closes);
  if (reopens) mustHaveRoom(job);
  const { values, changed } = valuesAfter(ground, { type: "opening", job, current: opening.values, input: body.custom_fields });

  // Approvals are left alone where the job closes with its last open opening.
  if (!(closes && countOpen(job) === 1)) {
    if (body.opening_id !== undefined && body.opening_id !== opening.opening_id) resetApprovals(job);
    if (changed.some((field) => field.require_approval)) resetOfficialApproval(job);
    if (reopens && ground.knobs.reopeningRequiresReapproval) job.approvalResets.officialJob += 1;
  }
  opening.values = values;
  if (body.opening_id !== undefined) opening.opening_id = body.opening_id;
  if (body.target_start_on !== undefined) opening.target_start_on = body.target_start_on;
  opening.updated_at = new Date(ground.now).toISOString();
  if (closes) closeOpening(ground, { job, opening }, reason, null);
  if (reopens) {
    Object.assign(opening, { status: "open", closed_at: null, close_reason_id: null, application_id: null });
    reopenJob(ground, job);
  }
  return { job, opening };
}

/** A reason is legal only where the same request closes the opening; a closed one keeps the reason it has. */
function closeReason(ground: Ground, opening: OpeningRecord, body: Edit, closes: boolean): number | null {
  const { close_reason_id: reason } = body;
  if (reason === undefined) return null;
  const unchanged = body.status === "closed" && reason === opening.close_reason_id;
  if (!closes && !unchanged) throw invalid("close_reason_id", "may only be given when an opening is closed");
  return reason === null ? null : knownReason(ground, reason);
}

function knownReason({ state }: Ground, id: number): number {
  if (!state.closeReasons.some((reason) => reason.id === id)) throw invalid("close_reason_id", `${id} is not a close reason`);
  return id;
}

/** DELETE of a closed, unfilled opening. https://harvestdocs.greenhouse.io/reference/delete_v3-openings-id */
export function deleteOpening(ground: Ground, id: number): Changed {
  const { job, opening } = openingById(ground, id);
  mustEdit(ground, job);
  if (ground.knobs.deletionDisabled) throw forbidden();
  if (opening.status === "open") throw unprocessable("An open opening cannot be deleted");
  if (opening.application_id !== null) throw unprocessable("A filled opening cannot be deleted");
  if (opening.tiedToOffer) throw unprocessable("An opening tied to an offer cannot be deleted");
  job.openings = job.openings.filter((one) => one !== opening);
  return { job, opening };
}

interface Hire {
  start_date?: string;
  opening_id?: number;
  close_reason_id?: number;
}

/** Fills an opening with an application, and closes it. https://harvestdocs.greenhouse.io/reference/post_v3-applications-id-hire */
export function hire(ground: Ground, applicationId: number, json: unknown): void {
  const body = closedBody<Hire>(json, {
    start_date: { kind: "moment" },
    opening_id: { kind: "integer" },
    close_reason_id: { kind: "integer" },
  });
  const application = ground.state.applications.find((one) => one.id === applicationId);
  if (application === undefined) throw notFound(`Application ${applicationId} was not found`);
  const job = jobById(ground, application.jobId);
  mustEdit(ground, job);
  const reason = body.close_reason_id === undefined ? null : knownReason(ground, body.close_reason_id);
  const opening = openingToFill(job, application, body.opening_id);
  opening.updated_at = new Date(ground.now).toISOString();
  closeOpening(ground, { job, opening }, reason, application.id);
  application.status = "hired";
}

function openingToFill(job: JobRecord, application: ApplicationRecord, openingId: number | undefined): OpeningRecord {
  if (application.status !== "active") throw unprocessable("The application must be active");
  const open = job.openings.filter((opening) => opening.status === "open");
  const chosen = openingId === undefined ? open[0] : open.find((opening) => opening.id === openingId);
  if (chosen === undefined) throw invalid("opening_id", "must be an open opening of the job");
  return chosen;
}

/** Closing the last open opening closes the job. */
function closeOpening(ground: Ground, { job, opening }: Changed, reason: number | null, applicationId: number | null): void {
  const now = new Date(ground.now).toISOString();
  Object.assign(opening, { status: "closed", closed_at: now, close_reason_id: reason, application_id: applicationId });
  if (countOpen(job) === 0) Object.assign(job, { status: "closed", closed_at: now, updated_at: now });
}

/** A closed job opens with an opening of it. */
function reopenJob(ground: Ground, job: JobRecord): void {
  if (job.status !== "closed") return;
  const now = new Date(ground.now).toISOString();
  Object.assign(job, { status: "open", opened_at: job.opened_at ?? now, closed_at: null, updated_at: now });
}

/** Start-recruiting approvals are reset only in draft, official job approvals only while the job is open. */
export function resetApprovals(job: JobRecord): void {
  if (job.status === "draft") job.approvalResets.startRecruiting += 1;
  resetOfficialApproval(job);
}

export function resetOfficialApproval(job: JobRecord): void {
  if (job.status === "open") job.approvalResets.officialJob += 1;
}

function mustHaveRoom(job: JobRecord): void {
  if (countOpen(job) >= MOST_OPEN) throw unprocessable(`A job cannot have more than ${MOST_OPEN} open openings`);
}

function countOpen(job: JobRecord): number {
  return job.openings.filter((opening) => opening.status === "open").length;
}
