import type { FeishuKnobs } from "../knobs.js";
import { offsetOf, pageOf, pageSizeViolations } from "../paging.js";
import type { FieldViolation, Outcome, Route, RouteCall } from "../routes.js";
import { customizedData, ID_TYPE_OPTIONS, idKindsOf, jobDetail, legacyJob } from "./hire-shapes.js";
import { CLOSED, type HireJob, OPEN } from "./hire-state.js";

interface HireParts {
  jobs: Map<string, HireJob>;
  knobs: FeishuKnobs;
  now: () => number;
}

const DEFAULT_PAGE_SIZE = 10;
const MAX_PAGE_SIZE = 20;
const JOB = "\\/open-apis\\/hire\\/v1\\/jobs";
const READ = ["hire:job:readonly"];
const WRITE = ["hire:job"];

/** Routes of Hire v1 (hire/README). */
export function hireRoutes({ jobs, knobs, now }: HireParts): Route[] {
  /** Open and closed jobs, since the list has no filter by status; latest change first. */
  function list({ query }: RouteCall): Outcome {
    const offset = offsetOf(query.get("page_token"));
    const from = momentOf(query.get("update_start_time"), Number.NEGATIVE_INFINITY);
    const until = momentOf(query.get("update_end_time"), Number.POSITIVE_INFINITY);
    if (offset === undefined || from === undefined || until === undefined) return { code: 1002002 };
    const matching = settled()
      .filter((job) => job.updatedAt >= from && job.updatedAt <= until)
      .sort((a, b) => b.updatedAt - a.updatedAt || a.id.localeCompare(b.id));
    const ids = idKindsOf(query);
    const { rows, ...page } = pageOf(matching, offset, Number(query.get("page_size") || DEFAULT_PAGE_SIZE), now());
    return { data: { items: rows.map((job) => legacyJob(job, ids)), ...page } };
  }

  function get({ jobId, query }: RouteCall): Outcome {
    const job = find(jobId);
    if ("code" in job) return { code: job.code, status: job.code === 1002601 ? 404 : undefined };
    return { data: { job: { ...legacyJob(job.found, idKindsOf(query)), customized_data_list: customizedData(job.found) } } };
  }

  function getDetail({ jobId, query }: RouteCall): Outcome {
    const job = find(jobId);
    if ("code" in job) return { code: job.code, status: job.code === 1002601 ? 404 : undefined };
    return { data: { job_detail: jobDetail(job.found, idKindsOf(query)) } };
  }

  function recruiter({ jobId, query }: RouteCall): Outcome {
    const job = find(jobId);
    if ("code" in job) return job;
    const { id, recruiter, hiringManagers, assistants } = job.found;
    const { person } = idKindsOf(query);
    const info = {
      id,
      recruiter_id: person(recruiter),
      hiring_manager_id_list: hiringManagers.map(person),
      assistant_id_list: assistants.map(person),
    };
    return { data: { info } };
  }

  /** Opens a job. Its postings stay down, since publishing is another call. */
  function open({ jobId, body }: RouteCall): Outcome {
    const expiry = body.expiry_time;
    if (expiry !== undefined && !Number.isSafeInteger(expiry)) return { code: 1002002 };
    const expiresAt = body.is_never_expired === true ? undefined : (expiry as number | undefined);
    if (body.is_never_expired === false && (expiresAt === undefined || expiresAt <= now())) return { code: 1002002 };
    if (!knobs.syncThroughApi) return { code: 1002613 };
    const job = find(jobId);
    if ("code" in job) return job;
    if (job.found.activeStatus === OPEN) return { code: 1002616 };
    Object.assign(job.found, { activeStatus: OPEN, expiresAt, updatedAt: now() });
    return { data: {} };
  }

  function close({ jobId }: RouteCall): Outcome {
    if (!knobs.syncThroughApi) return { code: 1002613 };
    const job = find(jobId);
    if ("code" in job) return job;
    if (job.found.activeStatus === CLOSED) return { code: 1002609 };
    Object.assign(job.found, { activeStatus: CLOSED, postingsOnline: 0, updatedAt: now() });
    return { data: {} };
  }

  function find(jobId: string): { found: HireJob } | { code: number } {
    if (!/^\d+$/.test(jobId)) return { code: 1002002 };
    settled();
    const found = jobs.get(jobId);
    return found === undefined ? { code: 1002601 } : { found };
  }

  /** All jobs, after closing those whose expiry has passed. */
  function settled(): HireJob[] {
    for (const job of jobs.values()) {
      if (!knobs.closeExpired || job.activeStatus !== OPEN || job.expiresAt === undefined || job.expiresAt > now()) continue;
      Object.assign(job, { activeStatus: CLOSED, postingsOnline: 0, updatedAt: job.expiresAt });
    }
    return [...jobs.values()];
  }

  return [
    { name: "hire.job.list", method: "GET", path: at(""), scopes: READ, validate: validateList, run: list },
    { name: "hire.job.get", method: "GET", path: at("\\/([^/]+)"), scopes: READ, validate: validateIdTypes, run: get },
    {
      name: "hire.job.getDetail",
      method: "GET",
      path: at("\\/([^/]+)\\/get_detail"),
      scopes: ["hire:job.composite_info:readonly"],
      validate: validateIdTypes,
      run: getDetail,
    },
    {
      name: "hire.job.recruiter",
      method: "GET",
      path: at("\\/([^/]+)\\/recruiter"),
      scopes: READ,
      validate: validateIdTypes,
      run: recruiter,
    },
    { name: "hire.job.open", method: "POST", path: at("\\/([^/]+)\\/open"), scopes: WRITE, validate: validateOpen, run: open },
    { name: "hire.job.close", method: "POST", path: at("\\/([^/]+)\\/close"), scopes: WRITE, run: close },
  ];
}

const at = (rest: string): RegExp => new RegExp(`^${JOB}${rest}$`);

const validateList = (call: RouteCall): FieldViolation[] => [
  ...pageSizeViolations(call.query, { max: MAX_PAGE_SIZE, required: false }),
  ...validateIdTypes(call),
];

function validateIdTypes({ query }: RouteCall): FieldViolation[] {
  return Object.entries(ID_TYPE_OPTIONS).flatMap(([field, options]) => {
    const value = query.get(field);
    if (value === null || options.some((option) => option === value)) return [];
    return [{ field, description: `${field} is optional, options: [${options.join(",")}]` }];
  });
}

/** The gateway refuses a missing or mistyped `is_never_expired`; Hire itself checks `expiry_time` (hire/README, "Left open"). */
function validateOpen({ body }: RouteCall): FieldViolation[] {
  const field = "is_never_expired";
  if (body[field] === undefined) return [{ field, description: `${field} is required` }];
  return typeof body[field] === "boolean" ? [] : [{ field, description: `${field} must be a boolean` }];
}

/** A bound in milliseconds, from a string of digits; `absent` for null, undefined for any other string. */
function momentOf(text: string | null, absent: number): number | undefined {
  if (text === null || text === "") return absent;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
