/** The endpoints that this stand-in serves, by their names in the official SDK. */
export type RouteName =
  | "hire.job.list"
  | "hire.job.get"
  | "hire.job.getDetail"
  | "hire.job.open"
  | "hire.job.close"
  | "hire.job.recruiter"
  | "hire.website.list"
  | "hire.websiteJobPost.list"
  | "hire.websiteJobPost.get"
  | "hire.websiteJobPost.search"
  | "hire.jobPublishRecord.search"
  | "hire.advertisement.publish"
  | "corehr.job.queryMultiTimeline"
  | "corehr.job.queryRecentChange"
  | "corehr.job.list"
  | "corehr.job.get"
  | "corehr.job.batchGet";

/** What counts against the tenant's monthly number: the endpoints, and the requests for tokens. */
export type CountedName = RouteName | "token";

/** A request that the gateway let through, as its route gets it. */
export interface RouteCall {
  /** The ids of the path in its order, still percent-encoded. */
  ids: readonly string[];
  query: URLSearchParams;
  /** The JSON body where it is an object, otherwise `{}`. The official SDK sends `{}` even with GET. */
  body: Record<string, unknown>;
}

/** One entry of `error.field_violations`, in its actual form (README, "Answers and errors"). */
export interface FieldViolation {
  field: string;
  description: string;
}

/** A route's answer without the envelope. `status` overrides the usual HTTP status of the code. */
export type Outcome = { data: Record<string, unknown> } | { code: number; status?: number };

export interface Route {
  name: RouteName;
  method: "GET" | "POST";
  /** Each group is an id. */
  path: RegExp;
  /** Scopes, any one of which is enough. */
  scopes: readonly string[];
  /** The gateway's validation of parameters. Any violation is answered with 99992402. */
  validate?(call: RouteCall): FieldViolation[];
  run(call: RouteCall): Outcome;
}

export type Product = "hire" | "corehr";

export function productOf(name: RouteName): Product {
  return name.startsWith("hire.") ? "hire" : "corehr";
}
