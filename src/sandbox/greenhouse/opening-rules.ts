import { fieldsOf, valuesAfter } from "./custom-field-rules.js";
import { isRecord } from "./custom-field-values.js";
import type { GreenhouseKnobs } from "./knobs.js";
import type { GreenhouseState, JobRecord, OpeningRecord } from "./records.js";
import { invalid } from "./refusals.js";

/** "Greenhouse has an internal limit of 100 open openings", per job according to the v3 material (README, "Changes"). */
const MAX_OPEN_OPENINGS = 100;

export interface Ground {
  state: GreenhouseState;
  knobs: GreenhouseKnobs;
  now: number;
}

/** POST: checks every element before creating any opening, since the request succeeds or fails as a whole. */
export function createOpenings(ground: Ground, job: JobRecord, body: Record<string, unknown>): OpeningRecord[] {
  const { openings } = body;
  if (!Array.isArray(openings) || openings.length === 0) throw invalid("openings", "Missing required field: openings");
  if (countOpen(job) + openings.length > MAX_OPEN_OPENINGS) throw tooMany("openings");
  const fields = fieldsOf(ground.state, ground.knobs, "opening", job);
  const created = openings.map((element: unknown, index): OpeningRecord => {
    if (!isRecord(element) || element.opening_id === undefined) throw invalid("opening_id", "Missing required field: opening_id");
    const { opening_id: openingId } = element;
    if (openingId !== null && typeof openingId !== "string") throw invalid("opening_id", "Must be a string");
    const { values } = valuesAfter({
      input: element.custom_fields,
      fields,
      current: new Map(),
      users: ground.state.users,
      mayDelete: false,
    });
    return {
      id: ground.state.nextOpeningId + index * 3,
      opening_id: openingId,
      status: "open",
      opened_at: new Date(ground.now).toISOString(),
      closed_at: null,
      application_id: null,
      close_reason_id: null,
      tiedToOffer: false,
      values,
    };
  });
  ground.state.nextOpeningId += created.length * 3;
  resetApprovals(job);
  job.openings.push(...created);
  if (job.status === "closed") reopenJob(ground, job);
  return created;
}

/** PATCH: checks everything before the change, so that a refused request has no effect. */
export function editOpening(ground: Ground, job: JobRecord, opening: OpeningRecord, body: Record<string, unknown>): void {
  const { opening_id: openingId, status } = body;
  if (openingId !== undefined && typeof openingId !== "string") throw invalid("opening_id", "Must be a string");
  if (status !== undefined && status !== "open" && status !== "closed") throw invalid("status", "Must be one of: open, closed");
  const closes = status === "closed" && opening.status === "open";
  const reopens = status === "open" && opening.status === "closed";
  const reason = closeReason(ground.state, opening, body, closes);
  if (reopens && countOpen(job) >= MAX_OPEN_OPENINGS) throw tooMany("status");
  const { values, changed } = valuesAfter({
    input: body.custom_fields,
    fields: fieldsOf(ground.state, ground.knobs, "opening", job),
    current: opening.values,
    users: ground.state.users,
    mayDelete: true,
  });

  // "If the job is closed at the same time … approvals will be ignored in favor of closing the opening."
  if (!(closes && countOpen(job) === 1)) {
    if (openingId !== undefined && openingId !== opening.opening_id) resetApprovals(job);
    if (changed.some((field) => field.require_approval)) resetOfficialApproval(job);
    if (reopens && ground.knobs.reopeningRequiresReapproval) job.approvalResets.officialJob += 1;
  }
  opening.values = values;
  if (openingId !== undefined) opening.opening_id = openingId;
  if (closes) closeOpening(ground, job, opening, { reason, applicationId: null });
  if (reopens) reopenOpening(ground, job, opening);
}

/** A close reason is accepted only where the same request closes the opening. A closed opening keeps its reason. */
function closeReason(state: GreenhouseState, opening: OpeningRecord, body: Record<string, unknown>, closes: boolean): number | null {
  const { close_reason_id: reason } = body;
  if (reason === undefined) return null;
  const unchanged = body.status === "closed" && reason === opening.close_reason_id;
  if (!closes && !unchanged) throw invalid("close_reason_id", "May only be given when closing an opening");
  return knownCloseReason(state, reason);
}

export function knownCloseReason(state: GreenhouseState, id: unknown): number {
  const known = state.closeReasons.find((one) => one.id === id);
  if (known === undefined) throw invalid("close_reason_id", "Invalid close_reason_id");
  return known.id;
}

export interface Closing {
  reason: number | null;
  /** The application whose hire fills the opening. */
  applicationId: number | null;
}

/** Closes an opening. Closing the last open one closes the job, which is the hiring plan. */
export function closeOpening(ground: Ground, job: JobRecord, opening: OpeningRecord, closing: Closing): void {
  opening.status = "closed";
  opening.closed_at = new Date(ground.now).toISOString();
  opening.close_reason_id = closing.reason;
  opening.application_id = closing.applicationId;
  if (countOpen(job) > 0) return;
  job.status = "closed";
  job.closed_at = jobTime(ground.now);
  job.updated_at = jobTime(ground.now);
}

function reopenOpening(ground: Ground, job: JobRecord, opening: OpeningRecord): void {
  opening.status = "open";
  opening.closed_at = null;
  opening.close_reason_id = null;
  opening.application_id = null;
  if (job.status === "closed") reopenJob(ground, job);
}

function reopenJob(ground: Ground, job: JobRecord): void {
  job.status = "open";
  job.opened_at ??= jobTime(ground.now);
  job.closed_at = null;
  job.updated_at = jobTime(ground.now);
}

/** DELETE decides each id by itself: only closed, unfilled openings of this job are deleted. */
export function destroyOpenings(job: JobRecord, body: Record<string, unknown>): { deleted: number[]; failed: number[] } {
  const { ids } = body;
  if (!Array.isArray(ids)) throw invalid("ids", "Missing required field: ids");
  if (!ids.every((id): id is number => Number.isInteger(id))) throw invalid("ids", "Must be an array of integers");
  const asked = [...new Set(ids)];
  const deleted = asked.filter((id) => job.openings.some((opening) => opening.id === id && mayGo(opening)));
  job.openings = job.openings.filter((opening) => !deleted.includes(opening.id));
  return { deleted, failed: asked.filter((id) => !deleted.includes(id)) };
}

function mayGo(opening: OpeningRecord): boolean {
  return opening.status === "closed" && opening.application_id === null && !opening.tiedToOffer;
}

/** Resets approvals: start-recruiting ones only of a draft, official job ones only of an open job. */
export function resetApprovals(job: JobRecord): void {
  if (job.status === "draft") job.approvalResets.startRecruiting += 1;
  resetOfficialApproval(job);
}

export function resetOfficialApproval(job: JobRecord): void {
  if (job.status === "open") job.approvalResets.officialJob += 1;
}

/** A job's time, without the milliseconds that openings show. */
export function jobTime(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d{3}Z$/, "Z");
}

function countOpen(job: JobRecord): number {
  return job.openings.filter((opening) => opening.status === "open").length;
}

function tooMany(field: string) {
  return invalid(field, `A job cannot have more than ${MAX_OPEN_OPENINGS} open openings`);
}
