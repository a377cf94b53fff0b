import type { StandInHandler, StandInRequest, StandInResponse } from "../kit/exchange.js";
import { apiError, notPermitted } from "./errors.js";
import type { LinkedInKnobs } from "./knobs.js";
import type { Resource } from "./model.js";
import { readStatuses, readTasks } from "./read.js";
import type { LinkedInState } from "./state.js";
import { versionOf } from "./versions.js";
import { write } from "./write.js";

const TOKEN_PATH = "/oauth/v2/accessToken";
const MAX_QUERY_BYTES = 4096;
const RESOURCES: readonly string[] = ["simpleJobPostings", "simpleJobPostingTasks", "jobPostingStatus"] satisfies Resource[];

/** Both of LinkedIn's hosts on one origin: the token endpoint of www, and the API of api, unversioned under /v2 and versioned under /rest. */
export function routes(state: LinkedInState, knobs: LinkedInKnobs): StandInHandler {
  return (request) => {
    if (request.path === TOKEN_PATH) {
      return request.method === "POST" ? state.desk.issue(request) : { status: 405, headers: { allow: "POST" } };
    }
    const [, base, name] = /^\/(v2|rest)\/([^/]*)$/.exec(request.path) ?? [];
    if (request.method === "POST" && name === "simpleJobPostings") state.posts += 1;

    if (queryBytes(request) > MAX_QUERY_BYTES) return apiError(414, "URI Too Long");
    const unauthorized = state.desk.refuse(request);
    if (unauthorized !== undefined) return unauthorized;
    const version = base === "rest" ? versionOf(request, knobs, state.now) : undefined;
    if (typeof version === "object") return version;
    if (name === undefined || !isResource(name)) return noResource(name ?? request.path.split("/")[1] ?? "");
    if (!(version === undefined ? knobs.unversionedResources : knobs.versionedResources).includes(name)) {
      return knobs.retiredAddress === "not-found"
        ? noResource(name)
        : apiError(426, `Resource ${name} is no longer served at this address`);
    }
    if (name !== "simpleJobPostings") return read(request, name, state, knobs);
    // Jobs have no GET, list or DELETE (README, "Endpoints").
    return request.method === "POST" ? write(request, version, state, knobs) : notPermitted(request.method, name);
  };
}

function read(
  request: StandInRequest,
  name: Exclude<Resource, "simpleJobPostings">,
  state: LinkedInState,
  knobs: LinkedInKnobs,
): StandInResponse {
  const query = request.method === "GET" ? request.query : tunnelledQuery(request);
  if (query === undefined || knobs.application === "parent-without-jobs") return notPermitted(request.method, name);
  const throttled = state.throttle.refuse(name);
  if (throttled !== undefined) return throttled;
  return name === "jobPostingStatus" ? readStatuses(request, query, state, knobs) : readTasks(request, query, state, knobs);
}

/** The query in the body of a POST that replaces a GET with too long a query (README, "Limits"). */
function tunnelledQuery(request: StandInRequest): URLSearchParams | undefined {
  const isForm = request.headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;
  const isGet = request.method === "POST" && request.headers["x-http-method-override"]?.toUpperCase() === "GET";
  return isForm && isGet ? new URLSearchParams(request.rawBody) : undefined;
}

/** The length of the query, with colons as %3A, as most clients send them, and `List(a,b)` unencoded. */
function queryBytes(request: StandInRequest): number {
  return request.query.toString().replace(/%28|%29|%2C/g, "_").length;
}

function noResource(name: string): StandInResponse {
  return apiError(404, `Resource ${name} does not exist`, { serviceErrorCode: 0 });
}

function isResource(name: string): name is Resource {
  return RESOURCES.includes(name);
}
