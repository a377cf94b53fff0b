import type { VendorRequest, VendorResponse } from "../../../http/request.js";
import type { Upstream, VendorError } from "../../../http/vendor-error.js";
import { classifyRefusal } from "../greenhouse.errors.js";

/** Bodies are `{message}`, `{message, errors}` or `{errors}` alone. A bad On-Behalf-Of answers 404, like a record that is not there. */
export function classifyHarvestV1(response: VendorResponse, request: VendorRequest, upstream: Upstream): VendorError | undefined {
  return classifyRefusal(response, request, upstream, remedyOf);
}

function remedyOf({ intent }: VendorRequest, status: number): string | undefined {
  return intent === "change" ? REMEDY_FOR_CHANGES[status] : REMEDY_FOR_READS[status];
}

/** Docs, "Authentication" and "On-Behalf-Of". */
const REMEDY_FOR_READS: Record<number, string> = { 403: "The API key may lack the right for this endpoint." };
const REMEDY_FOR_CHANGES: Record<number, string> = {
  403:
    "Either the API key lacks the right for this endpoint, or the user of GREENHOUSE_ON_BEHALF_OF may not edit this job, " +
    "or the organisation has switched this off.",
  404: "An On-Behalf-Of user that Greenhouse does not know looks the same: check GREENHOUSE_ON_BEHALF_OF.",
};
