import type { FeishuKnobs } from "../knobs.js";
import { offsetOf, pageOf } from "../paging.js";
import type { Outcome, Route, RouteCall } from "../routes.js";
import { betweenOf, inListOrder, peopleAndDepartment } from "./hire-filters.js";
import { customizedData, idKindsOf, jobDetail, legacyJob } from "./hire-shapes.js";
import { CLOSED, type HireJob, OPEN } from "./hire-state.js";
import { validateIdTypes, validateJobList, validateOpen, validateSubDepartments } from "./hire-validation.js";
import { type JobPost, publishPost, takeDown, type Website } from "./job-post-state.js";
import { jobPostRoutes } from "./job-posts.js";

interface HireParts {
  jobs: Map<string, HireJob>;
  posts: Map<string, JobPost>;
  websites: readonly Website[];
  knobs: FeishuKnobs;
  now: () => number;
}

const DEFAULT_PAGE_SIZE = 10;
const JOB = "\\/open-apis\\/hire\\/v1\\/jobs";
const READ = ["hire:job:readonly"];
const WRITE = ["hire:job"];

/** Routes of Hire v1 (hire/README). */
export function hireRoutes(parts: HireParts): Route[] {
  const { jobs, posts, knobs, now } = parts;
  /** What the last closing of each job took down. */
  const takenDown = new Map<string, { post: JobPost; channel: string }[]>();

  /** Open and closed jobs, since the list has no filter by status. */
  function list({ query }: RouteCall): Outcome {
    const offset = offsetOf(query.get("page_token"));
    const updated = betweenOf(query.get("update_start_time"), query.get("update_end_time"), knobs.updateBounds);
    if (offset === undefined || updated === undefined) return { code: 1002002 };
    const ids = idKindsOf(query);
    const all = settled();
    const filter = knobs.listFilters ? peopleAndDepartment(query, all, ids) : undefined;
    if (filter?.strangers === true && knobs.unknownIdCode !== undefined) return { code: knobs.unknownIdCode };
    const matching = inListOrder(
      all.filter((job) => updated(job.updatedAt) && filter?.accepts(job) !== false),
      knobs,
    );
    const { rows, ...page } = pageOf(matching, offset, Number(query.get("page_size") || DEFAULT_PAGE_SIZE), now());
    return { data: { items: rows.map((job) => legacyJob(job, ids)), ...page } };
  }

  function get({ ids: [jobId], query }: RouteCall): Outcome {
    const job = find(jobId);
    if ("code" in job) return { code: job.code, status: job.code === 1002601 ? 404 : undefined };
    return { data: { job: { ...legacyJob(job.found, idKindsOf(query)), customized_data_list: customizedData(job.found) } } };
  }

  function getDetail({ ids: [jobId], query }: RouteCall): Outcome {
    const job = find(jobId);
    if ("code" in job) return { code: job.code, status: job.code === 1002601 ? 404 : undefined };
    return { data: { job_detail: jobDetail(job.found, idKindsOf(query)) } };
  }

  function recruiter({ ids: [jobId], query }: RouteCall): Outcome {
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

  /** Opens a job. Its posts stay down, since publishing is another call, unless the knob says otherwise. */
  function open({ ids: [jobId], body }: RouteCall): Outcome {
    const expiry = body.expiry_time;
    if (expiry !== undefined && !Number.isSafeInteger(expiry)) return { code: 1002002 };
    const expiresAt = body.is_never_expired === true ? undefined : (expiry as number | undefined);
    if (body.is_never_expired === false && (expiresAt === undefined || expiresAt <= now())) return { code: 1002002 };
    if (!knobs.syncThroughApi) return { code: 1002613 };
    const job = find(jobId);
    if ("code" in job) return job;
    if (job.found.activeStatus === OPEN) return { code: 1002616 };
    Object.assign(job.found, { activeStatus: OPEN, expiresAt, updatedAt: now() });
    if (knobs.reopenRestoresPosts) for (const { post, channel } of takenDown.get(job.found.id) ?? []) publishPost(post, channel, now());
    return { data: {} };
  }

  function close({ ids: [jobId] }: RouteCall): Outcome {
    if (!knobs.syncThroughApi) return { code: 1002613 };
    const job = find(jobId);
    if ("code" in job) return job;
    if (job.found.activeStatus === CLOSED) return { code: 1002609 };
    end(job.found, now());
    return { data: {} };
  }

  function end(job: HireJob, at: number): void {
    Object.assign(job, { activeStatus: CLOSED, updatedAt: at });
    takenDown.set(job.id, takeDown(posts.values(), job.id));
  }

  function find(jobId = ""): { found: HireJob } | { code: number } {
    if (!/^\d+$/.test(jobId)) return { code: 1002002 };
    settled();
    const found = jobs.get(jobId);
    return found === undefined ? { code: 1002601 } : { found };
  }

  /** All jobs, after closing those whose expiry has passed. */
  function settled(): HireJob[] {
    for (const job of jobs.values()) {
      if (!knobs.closeExpired || job.activeStatus !== OPEN || job.expiresAt === undefined || job.expiresAt > now()) continue;
      end(job, job.expiresAt);
    }
    return [...jobs.values()];
  }

  const validateList = (call: RouteCall) => [...validateJobList(call), ...(knobs.listFilters ? validateSubDepartments(call) : [])];

  return [
    ...jobPostRoutes({ ...parts, settle: settled }),
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
