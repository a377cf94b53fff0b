import type { BudgetObservation } from "../../http/policy.js";
import type { VendorResponse } from "../../http/request.js";
import { announcedWaitMs } from "../../http/retry-after.js";
import type { VerifyPolicy } from "../contract/change.js";

/** Pages take up to 500 records, in both APIs (docs, "Pagination"). */
export const MAX_PER_PAGE = 500;

/** More requisition ids than this are looked for in the whole list of jobs. */
export const CODES_ASKED_ONE_BY_ONE = 4;

/** "Greenhouse has an internal limit of 100 open openings" (Job openings page, POST). */
export const MAX_OPEN_OPENINGS = 100;

/** Greenhouse answers within seconds or not at all; what it has not done by then it will not do. */
export const GREENHOUSE_VERIFY: VerifyPolicy = { delaysMs: [2_000, 10_000, 60_000, 600_000], settleGraceMs: 3_000 };

/** Limit and Remaining come with every answer. On a 429 nothing remains, whatever a header says, until the moment that it names. */
export function observeWindow(response: VendorResponse): BudgetObservation | undefined {
  const limit = wholeNumber(response.headers["x-ratelimit-limit"]);
  const refused = response.status === 429;
  const remaining = refused ? 0 : wholeNumber(response.headers["x-ratelimit-remaining"]);
  if (limit === undefined && remaining === undefined) return undefined;
  // Reset is in epoch seconds, by Greenhouse's clock; either header may be missing.
  const waitMs = refused ? announcedWaitMs(response, response.headers["x-ratelimit-reset"]) : undefined;
  return { limit: limit === 0 ? undefined : limit, remaining, resetsAt: waitMs === undefined ? undefined : response.receivedAt + waitMs };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
