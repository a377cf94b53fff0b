import type { GreenhouseState, JobRecord } from "./records.js";
import { invalid } from "./refusals.js";

type Test = (job: JobRecord) => boolean;

/** Jobs that pass all given filters of `GET /v1/jobs`. */
export function filteredJobs(state: GreenhouseState, query: URLSearchParams): JobRecord[] {
  const tests: Test[] = [...momentTests(query), ...placeTests(state, query)];
  const given = (name: string, test: (wanted: string) => Test) => {
    const wanted = query.get(name);
    if (wanted !== null) tests.push(test(wanted));
  };
  given("status", (wanted) => {
    if (!["open", "closed", "draft"].includes(wanted)) throw invalid("status", "Must be one of: open, closed, draft");
    return (job) => job.status === wanted;
  });
  given("requisition_id", (wanted) => (job) => job.requisition_id === wanted);
  given("opening_id", (wanted) => (job) => job.openings.some((opening) => opening.opening_id === wanted));
  given("custom_field_option_id", (wanted) => (job) => chosenOptions(state, job).includes(Number(wanted)));
  return state.jobs.filter((job) => tests.every((test) => test(job))).sort((a, b) => a.id - b.id);
}

/** "After" includes the given time; "before" does not. */
function momentTests(query: URLSearchParams): Test[] {
  const tests: Test[] = [];
  for (const key of ["created_at", "updated_at"] as const) {
    const verb = key === "created_at" ? "created" : "updated";
    const after = moment(query, `${verb}_after`);
    const before = moment(query, `${verb}_before`);
    if (after !== undefined) tests.push((job) => Date.parse(job[key]) >= after);
    if (before !== undefined) tests.push((job) => Date.parse(job[key]) < before);
  }
  return tests;
}

function moment(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const parsed = Date.parse(text);
  if (Number.isNaN(parsed)) throw invalid(name, "Must be an ISO-8601 timestamp");
  return parsed;
}

function placeTests(state: GreenhouseState, query: URLSearchParams): Test[] {
  const tests: Test[] = [];
  const departments = named(state.departments, query, "department");
  const offices = named(state.offices, query, "office");
  if (departments !== undefined) tests.push((job) => departments.some((id) => id === job.departmentId));
  if (offices !== undefined) tests.push((job) => job.officeIds.some((id) => offices.includes(id)));
  return tests;
}

/** The ids named by `<kind>_id` or `external_<kind>_id`; undefined where neither is given. */
function named(rows: readonly { id: number; external_id: string | null }[], query: URLSearchParams, kind: string): number[] | undefined {
  const id = query.get(`${kind}_id`);
  const external = query.get(`external_${kind}_id`);
  if (id === null && external === null) return undefined;
  return rows.filter((row) => (id !== null ? String(row.id) === id : row.external_id === external)).map((row) => row.id);
}

function chosenOptions(state: GreenhouseState, job: JobRecord): number[] {
  return state.customFields
    .filter((field) => field.value_type === "single_select" || field.value_type === "multi_select")
    .flatMap((field) => job.values.get(field.id) ?? [])
    .filter((value) => typeof value === "number");
}
