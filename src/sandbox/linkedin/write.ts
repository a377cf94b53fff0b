import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { namesCompany, refuseElement } from "./element-schema.js";
import { apiError, elementError, notPermitted, textError } from "./errors.js";
import { isWebAddress } from "./ingestion.js";
import type { LinkedInKnobs } from "./knobs.js";
import { CLOSE_CONFLICT, canClose } from "./lifecycle.js";
import type { ApiVersion, JobElement, Task } from "./model.js";
import { asksForPromotion, promotes } from "./promotion.js";
import { isDataMap } from "./restli-schema.js";
import type { LinkedInState } from "./state.js";

const RESOURCE = "simpleJobPostings";
const MAX_ELEMENTS = 100;

type Element = Record<string, unknown>;

/** `POST /v2/simpleJobPostings` or `/rest/simpleJobPostings`, after the token and the version; the order of the checks is that of the README, "The stand-in". */
export function write(request: StandInRequest, version: ApiVersion, state: LinkedInState, knobs: LinkedInKnobs): StandInResponse {
  if (request.headers["x-restli-method"] !== "batch_create" || knobs.application === "parent-without-jobs") {
    return notPermitted("POST", RESOURCE);
  }
  const sent = isDataMap(request.json) ? request.json.elements : undefined;
  const throttled = state.throttle.refuse(RESOURCE, Array.isArray(sent) ? sent.length : 0);
  if (throttled !== undefined) return throttled;
  if (!Array.isArray(sent) || !sent.every(isDataMap)) return apiError(400, "The request body is not a list of elements");
  return (
    refuseBatch(sent) ??
    refuseContract(sent, version, state, knobs) ??
    refuseCompany(sent, version) ??
    refuseIdType(sent) ??
    answerElements(sent, version, state, knobs)
  );
}

/** Refuses an empty list, more than a hundred elements, and one job twice. No page names the status; 400 is assumed. */
function refuseBatch(elements: Element[]): StandInResponse | undefined {
  if (elements.length === 0 || elements.length > MAX_ELEMENTS) {
    return apiError(400, `A batch holds 1 to ${MAX_ELEMENTS} elements, not ${elements.length}`);
  }
  const ids = new Set<unknown>();
  for (const { externalJobPostingId: id } of elements) {
    if (id !== undefined && ids.has(id)) return apiError(400, `Two elements of the batch have the externalJobPostingId ${String(id)}`);
    ids.add(id);
  }
  return undefined;
}

/** Refuses a whole call for one contract of another application, for a promotion without a contract, and for one without slots. */
function refuseContract(elements: Element[], version: ApiVersion, state: LinkedInState, knobs: LinkedInKnobs): StandInResponse | undefined {
  const withContract = elements.filter((element) => typeof element.contract === "string");
  for (const { contract } of withContract) {
    if (!state.contracts.has(contractId(contract))) {
      return apiError(403, `Caller is not authorized to access the jobs for contract: ${String(contract)}`);
    }
  }
  if (elements.some((element) => asksForPromotion(element, version) && element.contract === undefined)) {
    return textError(400, "payloads for premium batch creation need contract and operationType in each element");
  }
  const slotless = withContract.find(
    (element) => takesSlot(element, version, state) && knobs.contractsWithoutSlots.includes(contractId(element.contract)),
  );
  if (slotless !== undefined) {
    return apiError(402, `Insufficient job slots for contract = ${String(slotless.contract)} for purchase flow`);
  }
  return undefined;
}

/** A CREATE takes a slot of its contract; so does the promotion of a listed job. */
function takesSlot(element: Element, version: ApiVersion, state: LinkedInState): boolean {
  const operation = element.jobPostingOperationType;
  if (operation === "CREATE" || operation === "UPGRADE") return true;
  const posting = state.postings.get(String(element.externalJobPostingId));
  const upgrades = version === undefined && operation === "UPDATE" && posting?.state === "LISTED";
  return upgrades && promotes(posting, element as unknown as JobElement);
}

function contractId(urn: unknown): string {
  return /^urn:li:contract:(\d+)$/.exec(String(urn))?.[1] ?? "";
}

function refuseCompany(elements: Element[], version: ApiVersion): StandInResponse | undefined {
  if (elements.every((element) => namesCompany(element, version))) return undefined;
  return apiError(400, "Either context or company or companyPageUrl or companyName must be provided");
}

/** Answers 500 to an id that is a number, as LinkedIn does (README, "Write"). */
function refuseIdType(elements: Element[]): StandInResponse | undefined {
  const sound = elements.every(({ externalJobPostingId: id }) => id === undefined || id === null || typeof id === "string");
  return sound ? undefined : apiError(500, "Internal Server Error");
}

function answerElements(elements: Element[], version: ApiVersion, state: LinkedInState, knobs: LinkedInKnobs): StandInResponse {
  const closeRefusesCall = knobs.closeConflict === "http" || (knobs.closeConflict === "by-batch-size" && elements.length === 1);
  const refusals = elements.map((element) => {
    const refusal = refuseElement(element, version, knobs);
    if (refusal !== undefined || element.jobPostingOperationType !== "CLOSE") return refusal;
    return canClose(state.postings.get(String(element.externalJobPostingId))) ? undefined : elementError(409, CLOSE_CONFLICT);
  });
  if (closeRefusesCall && refusals.some((refusal) => refusal?.status === 409)) return apiError(409, CLOSE_CONFLICT);

  const badUrl = elements.find((element, index) => refusals[index] === undefined && !isWebAddress(element.companyApplyUrl));
  if (badUrl !== undefined) {
    const task = "urn:li:simpleJobPostingTask:00000000-0000-0000-0000-000000000000";
    const id = String(badUrl.externalJobPostingId);
    return apiError(400, `Invalid company apply url for job with externalPartnerId ${id}, taskUrn ${task}`);
  }
  // The schema check has shown that these elements have the fields of a job element in their types.
  const answers = elements.map((element, index) => refusals[index] ?? acceptance(state.accept(element as unknown as JobElement, version)));
  return { status: 200, json: { elements: answers } };
}

function acceptance(task: Task): { status: number; id: string; location: string } {
  return { status: 202, id: task.id, location: `/${RESOURCE}/${encodeURIComponent(task.id)}` };
}
