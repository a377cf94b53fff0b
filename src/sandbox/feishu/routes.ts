/** The operations this stand-in serves, named as the official SDK names them. */
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

/** What a route gets to see of a request that the gateway let through. */
export interface RouteCall {
  /** The `:job_id` of the path, still percent-encoded; empty where the path has none. */
  jobId: string;
  query: URLSearchParams;
  /** The JSON body where it is an object, otherwise empty: the official SDK sends `{}` even with GET. */
  body: Record<string, unknown>;
}

/** One entry of `error.field_violations`, in the shape seen on the wire (README, "Answers and errors"). */
export interface FieldViolation {
  field: string;
  description: string;
}

/** A route's answer before the envelope is put around it. `status` overrides the usual HTTP status of the code. */
export type Outcome = { data: Record<string, unknown> } | { code: number; status?: number };

export interface Route {
  name: RouteName;
  method: "GET" | "POST";
  /** Its first group, where there is one, is the job id. */
  path: RegExp;
  /** Any one of them is enough. */
  scopes: readonly string[];
  /** The validation the gateway declares per parameter; anything it finds is 99992402. */
  validate?(call: RouteCall): FieldViolation[];
  run(call: RouteCall): Outcome;
}

export type Product = "hire" | "corehr";

export function productOf(name: RouteName): Product {
  return name.startsWith("hire.") ? "hire" : "corehr";
}
