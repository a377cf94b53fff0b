import { offsetOf, pageOf } from "../paging.js";
import type { Outcome, Route, RouteCall } from "../routes.js";
import { type CoreHrParts, type CoreJob, visibleVersions } from "./corehr-state.js";
import { SEED_DATE, validateRecentChange } from "./corehr-validation.js";

const DAY_MS = 86_400_000;
const MAX_WINDOW_MS = 90 * DAY_MS;
/** A version counts as a change from about one o'clock on its effective day (corehr/README, "Current versions"). */
const CHANGE_HOUR_MS = 3_600_000;

/** `GET /v2/jobs/query_recent_change`: ids of changed and deleted jobs, sorted. */
export function recentChangeRoute({ jobs, knobs, now }: CoreHrParts, path: RegExp, scopes: readonly string[]): Route {
  function run({ query }: RouteCall): Outcome {
    const from = momentOf(query.get("start_date") ?? "");
    const until = momentOf(query.get("end_date") ?? "");
    const offset = offsetOf(query.get("page_token"));
    if (from === undefined || until === undefined || from > until || until - from > MAX_WINDOW_MS) return { code: 1160107 };
    if (offset === undefined) return { code: 1160001 };
    const inWindow = (at: number) => at >= from && at < until + DAY_MS && at + knobs.replicaLagMs <= now();
    const changed = [...jobs.values()]
      .map((job) => ({ job, id: job.id, deleted: visibleVersions(job, now(), knobs.replicaLagMs).length === 0 }))
      .filter(({ job, deleted }) => changesOf(job, deleted).some(inWindow))
      .sort((a, b) => a.id.localeCompare(b.id));
    const { rows, ...page } = pageOf(changed, offset, Number(query.get("page_size")), now());
    const deleted = rows.filter((row) => row.deleted);
    const changedIds = rows.filter((row) => knobs.deletedAmongChanged || !row.deleted);
    return { data: { job_ids: changedIds.map((row) => row.id), deleted_job_ids: deleted.map((row) => row.id), ...page } };
  }

  /**
   * A job changes when a version takes force, or is written if that is later, and when a version is superseded. By the word of the page only
   * the first day of the version in force counts, and a deletion.
   */
  function changesOf(job: CoreJob, deleted: boolean): number[] {
    if (knobs.recentChangesBy === "effective date" && !deleted) {
      const starts = visibleVersions(job, now(), knobs.replicaLagMs).map(({ effectiveDate }) => momentOf(`${effectiveDate} 00:00:00`) ?? 0);
      return [Math.max(...starts.map((start) => start + CHANGE_HOUR_MS).filter((start) => start <= now()))];
    }
    return job.versions.flatMap(({ effectiveDate, writtenAt, supersededAt }) => {
      const inForce = (momentOf(`${effectiveDate} 00:00:00`) ?? 0) + CHANGE_HOUR_MS;
      return [Math.max(inForce, writtenAt ?? inForce), ...(supersededAt === undefined ? [] : [supersededAt])];
    });
  }

  /** Parses `YYYY-MM-DD HH:MM:SS` in the tenant's zone; undefined for another form. */
  function momentOf(text: string): number | undefined {
    const [day = "", time = ""] = text.split(" ");
    if (text.length !== 19 || !SEED_DATE.test(day) || !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)) return undefined;
    return Date.parse(`${day}T${time}Z`) - knobs.tenantUtcOffsetMinutes * 60_000;
  }

  return { name: "corehr.job.queryRecentChange", method: "GET", path, scopes, validate: validateRecentChange, run };
}
