import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import type { LinkedInKnobs } from "./knobs.js";

/** The month of a call's `LinkedIn-Version: YYYYMM[.NN]`, or the answer that refuses the call. Every patch of a known month is served. */
export function versionOf(request: StandInRequest, knobs: LinkedInKnobs, now: number): string | StandInResponse {
  const header = request.headers["linkedin-version"]?.trim();
  if (!header) {
    return gatewayError(
      400,
      "VERSION_MISSING",
      "A version must be present. Please specify a version by adding the LinkedIn-Version header.",
    );
  }
  const [, month, patch = "01"] = /^(\d{6})(?:\.(\d{2}))?$/.exec(header) ?? [];
  const end = month === undefined ? undefined : knobs.versionEnds[month];
  if (month !== undefined && end !== undefined && now < end) return month;
  // Other products of LinkedIn answer so for both, with the patch as a day: "Requested version 20250401 is not active" [client].
  const message = `Requested version ${month === undefined ? header : month + patch} is not active`;
  if (knobs.inactiveVersion === "status-only") return gatewayError(426, undefined, message);
  return gatewayError(knobs.inactiveVersion === "code-only" ? 400 : 426, "NONEXISTENT_VERSION", message);
}

/** An error of the gateway in front of Rest.li, which has a header of its own [client]. */
function gatewayError(status: number, code: string | undefined, message: string): StandInResponse {
  return { status, headers: { "x-restli-gateway-error": "true" }, json: { status, code, message } };
}
