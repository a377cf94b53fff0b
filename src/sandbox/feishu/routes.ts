/** The endpoints that this stand-in serves, by their names in the official SDK. */
export type RouteName =
  | "hire.job.list"
  | "hire.job.get"
  | "hire.job.getDetail"
  | "hire.job.open"
  | "hire.job.close"
  | "hire.job.recruiter"
  | "corehr.job.queryMultiTimeline"
  | "corehr.job.queryRecentChange"
  | "corehr.job.list"
  | "corehr.job.get"
  | "corehr.job.batchGet";

/** A request that the gateway let through, as its route gets it. */
export interface RouteCall {
  /** The `:job_id` of the path, still percent-encoded; empty where the path has none. */
  jobId: string;
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
  /** The first group, if any, is the job id. */
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
