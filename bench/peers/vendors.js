/** The vendors as every peer reads them: a pool of connections, no checks, no budgets, no log. Records in the graph's spelling. */
import { Pool } from "undici";

const [, , origin] = process.argv;
const pool = new Pool(origin, { connections: 16 });
const headers = { authorization: "Basic YmVuY2g6", "user-agent": "Bench/1.0 (bench@example.com)" };

export async function read(path, { method = "GET", json } = {}) {
  const sent =
    json === undefined ? { headers } : { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(json) };
  const { body } = await pool.request({ path, method, ...sent });
  return body.json();
}

const utc = (moment) => (moment ? new Date(moment).toISOString() : null);
const utcSeconds = (moment) => `${new Date(moment).toISOString().slice(0, 19)}Z`;

export const toOpening = (jobId) => (opening) => ({
  id: `greenhouse:opening:${jobId}.${opening.id}`,
  openingId: opening.opening_id,
  status: opening.status === "open" ? "OPEN" : "CLOSED",
  openedAt: utc(opening.opened_at),
  closedAt: utc(opening.closed_at),
  keyed: opening.keyed_custom_fields,
});

export const toCustomFields = (keyed) => Object.entries(keyed).map(([key, { name, type, value }]) => ({ key, name, type, value }));

export const toJob = (job) => ({
  vendorId: job.id,
  id: `greenhouse:job:${job.id}`,
  name: job.name,
  code: job.requisition_id,
  status: job.status.toUpperCase(),
  departments: job.departments.map(({ name }) => name),
  locations: job.offices.map(({ location, name }) => location?.name ?? name),
  createdAt: utc(job.created_at),
  openedAt: utc(job.opened_at),
  nested: job.openings,
});

export const toVacancy = (vacancy) => ({
  id: `headhunter:vacancy:${vacancy.id}`,
  name: vacancy.name,
  status: "ACTIVE",
  url: vacancy.alternate_url,
  area: vacancy.area,
  salary: vacancy.salary,
  publishedAt: utcSeconds(vacancy.published_at),
  expiresAt: utcSeconds(vacancy.expires_at),
  counters: vacancy.counters,
});

export const toVersion = (version) => ({
  id: `feishu-corehr:job-version:${version.job_id}.${version.job_version_id}`,
  effectiveDate: version.effective_date,
  expirationDate: version.expiration_date === "9999-12-31" ? null : version.expiration_date,
  active: version.active,
  code: version.code,
  name: version.job_names[0].value,
});

/** The part of a global id behind the vendor and the kind. */
export const nativeId = (id) => id.slice(id.lastIndexOf(":") + 1);

export const readJobs = async (first) => (await read(`/v1/jobs?per_page=${first}&skip_count=true`)).map(toJob);
export const readJob = async (id) => toJob(await read(`/v1/jobs/${id}`));
export const readOpenings = async (jobId) => (await read(`/v1/jobs/${jobId}/openings?per_page=500`)).map(toOpening(jobId));
export const readVacancies = async () =>
  (await read("/employers/1455/vacancies/active?page=0&per_page=50&manager_id=17")).items.map(toVacancy);

/** The versions of each of these jobs, at most ten. */
export async function readVersions(jobIds, start, end) {
  const json = { job_ids: jobIds, start_date: start, end_date: end, fields: [] };
  const { data } = await read("/open-apis/corehr/v2/jobs/query_multi_timeline", { method: "POST", json });
  const groups = new Map(data.items.map(({ job_version_data: versions }) => [versions[0].job_id, versions]));
  const inRange = (version) => version.effective_date < end && version.expiration_date > start;
  return jobIds.map((id) => groups.get(id).filter(inRange).map(toVersion));
}

/** Reads the opening, closes it, and takes it for closed. */
export async function closeOpening(id) {
  const [jobId, openingId] = nativeId(id).split(".");
  const path = `/v1/jobs/${jobId}/openings/${openingId}`;
  const opening = toOpening(jobId)(await read(path));
  if (opening.status === "OPEN") await read(path, { method: "PATCH", json: { status: "closed" } });
  return { opening: { ...opening, status: "CLOSED" } };
}
