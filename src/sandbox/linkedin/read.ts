import { randomUUID } from "node:crypto";
import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { apiError } from "./errors.js";
import type { LinkedInKnobs } from "./knobs.js";
import { jobPostingUrn, listingTypeOf, type Posting, type StatusDetail, type Task } from "./model.js";
import type { LinkedInState } from "./state.js";

const TASK_URN = /^urn:li:simpleJobPostingTask:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INVALID_KEYS = "Batch key parameter value is invalid";
const MAX_STATUS_IDS = 100;

/** The requested ids: repeated parameters in protocol 1.0.0, the default, or one `List(a,b)` in 2.0.0. */
function askedIds(request: StandInRequest, query: URLSearchParams): string[] | undefined {
  const version = request.headers["x-restli-protocol-version"] ?? "1.0.0";
  const values = query.getAll("ids");
  const list = values.length === 1 ? /^List\((.*)\)$/s.exec(values[0] ?? "")?.[1]?.split(",") : undefined;
  const ids = version === "2.0.0" ? list : values;
  if (!["1.0.0", "2.0.0"].includes(version) || ids === undefined || ids.length === 0 || ids.includes("")) return undefined;
  return [...new Set(ids)];
}

interface BatchAnswer {
  results: Record<string, unknown>;
  statuses: Record<string, unknown>;
  errors: Record<string, unknown>;
}

/** `GET /v2/simpleJobPostingTasks`. Unknown ids are under `errors`, as in Rest.li; LinkedIn's pages do not say. */
export function readTasks(request: StandInRequest, query: URLSearchParams, state: LinkedInState, knobs: LinkedInKnobs): StandInResponse {
  const ids = askedIds(request, query);
  if (ids === undefined || !ids.every((id) => TASK_URN.test(id))) return apiError(400, INVALID_KEYS);
  const answer: BatchAnswer = { results: {}, statuses: {}, errors: {} };
  for (const id of ids) {
    const task = state.findTask(id);
    if (task === undefined) {
      answer.errors[id] = { status: 404, message: `Task ${id} is not found` };
      continue;
    }
    // The write answers with the first task only; its read also shows those of the other locations.
    for (const each of [task, ...task.fanOut]) answer.results[each.id] = taskView(each, state, knobs);
  }
  return { status: 200, json: answer };
}

function taskView(task: Task, state: LinkedInState, knobs: LinkedInKnobs): Record<string, unknown> {
  const finished = task.status !== "IN_PROGRESS";
  const early = knobs.jobPostingWhileInProgress && !finished;
  const number = task.reservedJobNumber ?? state.postings.get(task.externalJobPostingId)?.jobNumber;
  return {
    id: knobs.foreignInnerIds && finished ? `urn:li:simpleJobPostingTask:${randomUUID()}` : task.id,
    status: task.status,
    externalJobPostingId: task.externalJobPostingId,
    jobPosting: task.jobPosting ?? (early && number !== undefined ? jobPostingUrn(number) : undefined),
    errorMessage: task.errorMessage,
    location: task.location,
  };
}

/** `GET /v2/jobPostingStatus`, by the caller's own ids. */
export function readStatuses(request: StandInRequest, query: URLSearchParams, state: LinkedInState, knobs: LinkedInKnobs): StandInResponse {
  const ids = askedIds(request, query);
  if (ids === undefined) return apiError(400, INVALID_KEYS);
  if (ids.length > MAX_STATUS_IDS) return apiError(400, `At most ${MAX_STATUS_IDS} ids in a call`);
  const answer: BatchAnswer = { results: {}, statuses: {}, errors: {} };
  for (const id of ids) {
    const posting = state.postings.get(id);
    const create = state.lastCreate(id);
    if (posting !== undefined && (posting.state === "LISTED" || create?.status !== "IN_PROGRESS"))
      answer.results[id] = postingView(posting, knobs);
    else if (create !== undefined) answer.results[id] = creationView(create, knobs);
    else answer.errors[id] = { status: 404, message: `Job ${id} is not found` };
  }
  return { status: 200, json: answer };
}

/** The statuses beside that of the listing, and the code and message behind each. All are nullable [client]. */
interface SideStatuses {
  linkedInApplyStatus: "ENABLED" | "NOT_ENABLED" | "IN_PROGRESS";
  linkedInApplyStatusDetail: StatusDetail | null;
  promotionStatus: "PROMOTED" | "NOT_PROMOTED";
  promotionStatusDetail: StatusDetail | null;
}

function shown(statuses: SideStatuses, { applyAndPromotionStatus }: LinkedInKnobs): object {
  if (applyAndPromotionStatus === "shown") return statuses;
  return applyAndPromotionStatus === "absent" ? {} : Object.fromEntries(Object.keys(statuses).map((name) => [name, null]));
}

function sideStatuses(posting: Posting, knobs: LinkedInKnobs): SideStatuses {
  const listed = posting.state === "LISTED";
  const asksForApply = knobs.onsiteApply && posting.element.onsiteApplyConfiguration !== undefined;
  const premium = listingTypeOf(posting.element) === "PREMIUM";
  const { applyEndedFor, promotionEndedFor } = posting;
  return {
    linkedInApplyStatus: listed && asksForApply && applyEndedFor === undefined ? "ENABLED" : "NOT_ENABLED",
    linkedInApplyStatusDetail: (asksForApply && applyEndedFor) || null,
    promotionStatus: listed && premium && promotionEndedFor === undefined ? "PROMOTED" : "NOT_PROMOTED",
    promotionStatusDetail: (premium && promotionEndedFor) || null,
  };
}

const VISIBILITY = { PUBLIC: "PUBLIC", INTERNAL: "COMPANY", PRIVATE_TO_ATS_INTEGRATION: "PRIVATE" };

/** The status of a job that was listed at some time. */
export function postingView(posting: Posting, knobs: LinkedInKnobs): Record<string, unknown> {
  const listed = posting.state === "LISTED";
  const { element } = posting;
  return {
    externalJobPostingId: posting.externalJobPostingId,
    listingStatus: listed ? "LISTED" : "NOT_LISTED",
    listingStatusDetail: posting.takenDownFor === undefined ? null : { errorType: "CUSTOMER_ERROR", statusMessage: posting.takenDownFor },
    ...shown(sideStatuses(posting, knobs), knobs),
    ...(listed ? { jobPostingUrl: `https://www.linkedin.com/jobs/view/${posting.jobNumber}` } : {}),
    jobPostingInfo: {
      listedAt: posting.listedAt,
      expireAt: posting.expireAt,
      location: element.location,
      alternateLocations: element.alternateLocations ?? [],
      companyDetails: { name: element.companyName ?? null, pageUrl: element.companyPageUrl ?? null },
      // The five tags are the SDK's; which availability gives which is assumed.
      visibilityTag: VISIBILITY[element.availability ?? "PUBLIC"],
    },
    jobCampaign: null,
    partnerJobCampaign: null,
    rawLocation: element.location,
  };
}

/** The status of a job whose CREATE is under way or has failed. */
function creationView(create: Task, knobs: LinkedInKnobs): Record<string, unknown> {
  const failed = create.status !== "IN_PROGRESS";
  const statuses: SideStatuses = {
    linkedInApplyStatus: failed ? "NOT_ENABLED" : "IN_PROGRESS",
    linkedInApplyStatusDetail: null,
    promotionStatus: "NOT_PROMOTED",
    promotionStatusDetail: null,
  };
  return {
    externalJobPostingId: create.externalJobPostingId,
    listingStatus: failed ? "NOT_LISTED" : "IN_PROGRESS",
    listingStatusDetail: create.errorMessage === undefined ? null : { errorType: "PARTNER_ERROR", statusMessage: create.errorMessage },
    ...shown(statuses, knobs),
    jobPostingInfo: null,
    jobCampaign: null,
    partnerJobCampaign: null,
    rawLocation: create.element.location,
  };
}
