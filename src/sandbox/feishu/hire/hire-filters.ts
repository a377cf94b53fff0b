import type { FeishuKnobs } from "../knobs.js";
import { shuffled } from "../shuffle.js";
import type { IdKinds } from "./hire-shapes.js";
import type { Department, HireJob } from "./hire-state.js";

type Filter = (job: HireJob) => boolean;

/** A bound in milliseconds, from a string of digits; `absent` for null, undefined for any other string. */
export function momentOf(text: unknown, absent: number): number | undefined {
  if (text === null || text === undefined || text === "") return absent;
  return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether a time is between two bounds of the query; undefined where one of them cannot be read. */
export function betweenOf(start: unknown, end: unknown, bounds: FeishuKnobs["updateBounds"]): ((at: number) => boolean) | undefined {
  const from = momentOf(start, Number.NEGATIVE_INFINITY);
  const until = momentOf(end, Number.POSITIVE_INFINITY);
  if (from === undefined || until === undefined) return undefined;
  return bounds === "inclusive" ? (at) => at >= from && at <= until : (at) => at > from && at < until;
}

/** The order that the knob chooses, by update time or arbitrary. */
export function inListOrder(jobs: readonly HireJob[], { listOrder, shuffleSeed }: FeishuKnobs): HireJob[] {
  if (listOrder === "shuffled") return shuffled(jobs, ({ id }) => id, shuffleSeed);
  const newest = [...jobs].sort((a, b) => b.updatedAt - a.updatedAt || a.id.localeCompare(b.id));
  return listOrder === "newest" ? newest : newest.reverse();
}

/**
 * The filters of the SDK by people and by department: each list matches jobs with any of its ids, and the filters apply together. An id that no
 * job and no department has is a stranger.
 */
export function peopleAndDepartment(
  query: URLSearchParams,
  jobs: readonly HireJob[],
  ids: IdKinds,
): { strangers: boolean; accepts: Filter } {
  const people: [string, (job: HireJob) => number[]][] = [
    ["recruiter_id_list", (job) => [job.recruiter]],
    ["hiring_manager_id_list", (job) => job.hiringManagers],
    ["assistant_id_list", (job) => job.assistants],
  ];
  const everybody = new Set(jobs.flatMap((job) => people.flatMap(([, of]) => of(job))).map(ids.person));
  const filters: Filter[] = [];
  let strangers = false;
  for (const [field, of] of people) {
    const wanted = query.getAll(field).filter((id) => id !== "");
    if (wanted.length === 0) continue;
    strangers ||= wanted.some((id) => !everybody.has(id));
    filters.push((job) =>
      of(job)
        .map(ids.person)
        .some((id) => wanted.includes(id)),
    );
  }
  const department = query.get("department_id");
  if (department !== null && department !== "") {
    const below = query.get("with_sub_department") === "true";
    strangers ||= !jobs.some((job) => withParents(job.department).some((one) => ids.department(one) === department));
    filters.push((job) => (below ? withParents(job.department) : [job.department]).some((one) => ids.department(one) === department));
  }
  return { strangers, accepts: (job) => filters.every((accepts) => accepts(job)) };
}

function withParents(department: Department): Department[] {
  return department.parent === undefined ? [department] : [department, ...withParents(department.parent)];
}
