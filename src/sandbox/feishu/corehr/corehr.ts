import { LEVEL_SCOPE } from "../knobs.js";
import { offsetOf, pageOf } from "../paging.js";
import type { Outcome, Route, RouteCall } from "../routes.js";
import { shuffled } from "../shuffle.js";
import { recentChangeRoute } from "./corehr-changes.js";
import { currentJob, timelineVersion } from "./corehr-shapes.js";
import { type CoreHrParts, type CoreJob, type CoreJobVersion, visibleVersions } from "./corehr-state.js";
import { validateBatchGet, validateJobList, validateTimelineQuery } from "./corehr-validation.js";

const QUERY = ["corehr:job:read", "corehr:job:write"];
const READ = [...QUERY, "corehr:corehr", "corehr:corehr:readonly", "corehr:job.only:read"];

/** Routes of CoreHR v2 (corehr/README). */
export function coreHrRoutes(parts: CoreHrParts): Route[] {
  const { jobs, knobs, now } = parts;

  /**
   * Versions whose half-open period overlaps the requested half-open period. Groups have no id, unknown ids are left out, and groups and
   * versions have no fixed order (corehr/README, "Timeline").
   */
  function queryMultiTimeline({ body }: RouteCall): Outcome {
    const query = body as { job_ids: string[]; start_date: string; end_date: string; fields?: string[] | null };
    if (query.start_date > query.end_date) return { code: 1160107 };
    const groups = [...new Set(query.job_ids)].flatMap((id) => {
      const job = jobs.get(id);
      if (job === undefined) return [];
      const versions = visibleVersions(job, now(), knobs.replicaLagMs).filter((version) => overlaps(version, query));
      const rows = shuffled(versions, (version) => version.versionId, knobs.shuffleSeed).map((version) =>
        timelineVersion(job, version, query.fields ?? [], mayReadLevels()),
      );
      if (knobs.splitGroups) return rows.map((row) => [row]);
      return rows.length === 0 ? [] : [rows];
    });
    const items = shuffled(groups, (rows) => String(rows[0]?.job_version_id), knobs.shuffleSeed);
    return { data: { items: items.map((rows) => ({ job_version_data: rows })) } };
  }

  function list({ query }: RouteCall): Outcome {
    const offset = offsetOf(query.get("page_token"));
    const language = query.get("query_language") || undefined;
    if (offset === undefined || (language !== undefined && language !== "zh-CN" && language !== "en-US")) return { code: 1160001 };
    const name = query.get("name");
    const named = ({ version }: Current) =>
      name === null || [version.names.zh, version.names.en].some((text) => text?.includes(name) === true);
    const { rows, ...page } = pageOf(currentJobs().filter(named), offset, Number(query.get("page_size")), now());
    const view = { levels: mayReadLevels(), language };
    return { data: { items: rows.map(({ job, version }) => currentJob(job, version, view)), ...page } };
  }

  /** No page names a code for an unknown id; related endpoints answer 1160104 (corehr/README, "Left open"). */
  function get({ ids: [jobId] }: RouteCall): Outcome {
    const found = currentJobs().find(({ job }) => job.id === jobId);
    if (found === undefined) return { code: 1160104 };
    return { data: { job: currentJob(found.job, found.version, { levels: mayReadLevels() }) } };
  }

  /** Jobs that match both ids and codes; without `fields` only ids come back. */
  function batchGet({ body }: RouteCall): Outcome {
    const { job_ids: ids, job_codes: codes, fields } = body as { job_ids?: string[]; job_codes?: string[]; fields?: string[] };
    const wanted = (list: string[] | null | undefined, value: string) => !list?.length || list.includes(value);
    if (!ids?.length && !codes?.length) return { code: 1160001 };
    const items = currentJobs()
      .filter(({ job, version }) => wanted(ids, job.id) && wanted(codes, version.code))
      .map(({ job, version }) => currentJob(job, version, { fields: fields ?? [], levels: mayReadLevels() }));
    return { data: { items: shuffled(items, (item) => String(item.id), knobs.shuffleSeed) } };
  }

  interface Current {
    job: CoreJob;
    version: CoreJobVersion;
  }

  /** Jobs with a version in force today, by id, each with that version. */
  function currentJobs(): Current[] {
    const today = new Date(now() + knobs.tenantUtcOffsetMinutes * 60_000).toISOString().slice(0, 10);
    return [...jobs.values()]
      .flatMap((job) => {
        const version = visibleVersions(job, now(), knobs.replicaLagMs).find(
          ({ effectiveDate, expirationDate }) => effectiveDate <= today && today < expirationDate,
        );
        return version === undefined ? [] : [{ job, version }];
      })
      .sort((a, b) => a.job.id.localeCompare(b.job.id));
  }

  const mayReadLevels = () => knobs.scopes.has(LEVEL_SCOPE);

  const route = (path: string) => new RegExp(`^\\/open-apis\\/corehr\\/v2\\/jobs${path}$`);
  return [
    {
      name: "corehr.job.queryMultiTimeline",
      method: "POST",
      path: route("\\/query_multi_timeline"),
      scopes: QUERY,
      validate: validateTimelineQuery,
      run: queryMultiTimeline,
    },
    recentChangeRoute(parts, route("\\/query_recent_change"), QUERY),
    { name: "corehr.job.batchGet", method: "POST", path: route("\\/batch_get"), scopes: QUERY, validate: validateBatchGet, run: batchGet },
    { name: "corehr.job.list", method: "GET", path: route(""), scopes: READ, validate: validateJobList, run: list },
    { name: "corehr.job.get", method: "GET", path: route("\\/([^/]+)"), scopes: READ, run: get },
  ];
}

/** Whether a version is in force in the period. A period from a day to the same day is empty (corehr/README, "Timeline"). */
function overlaps(version: CoreJobVersion, asked: { start_date: string; end_date: string }): boolean {
  if (asked.start_date === asked.end_date) return false;
  return version.effectiveDate < asked.end_date && version.expirationDate > asked.start_date;
}
