import { addressRow, customizedData, type IdKinds, i18n, localized } from "./hire-shapes.js";
import type { HireJob } from "./hire-state.js";
import type { JobPost } from "./job-post-state.js";

/**
 * A post as the list of a website has it. Its keys differ from those of a job: `headcount`, `high_light_list`, `modify_time`, and salaries
 * as strings. `job_expire_time` is null for a job that never expires.
 */
export function postRow(post: JobPost, job: HireJob, ids: IdKinds): Record<string, unknown> {
  const addresses = job.addresses.map(addressRow);
  return {
    id: post.id,
    title: post.title,
    job_id: job.id,
    job_code: job.code,
    job_expire_time: job.expiresAt === undefined ? null : String(job.expiresAt),
    job_active_status: job.activeStatus,
    job_process_type: job.process.type,
    job_recruitment_type: localized(job.recruitmentType),
    job_department: localized({ id: ids.department(job.department), name: job.department.name }),
    job_type: localized(job.jobType),
    min_job_level: job.minLevel && localized({ ...job.minLevel, id: ids.level(job.minLevel) }),
    max_job_level: job.maxLevel && localized({ ...job.maxLevel, id: ids.level(job.maxLevel) }),
    address: addresses[0],
    min_salary: String(job.minSalary),
    max_salary: String(job.maxSalary),
    required_degree: job.requiredDegree,
    experience: job.experience,
    headcount: job.headCount,
    high_light_list: job.highlights.map(localized),
    description: job.description,
    requirement: job.requirement,
    creator: job.creator === undefined ? undefined : { id: ids.person(job.creator), name: i18n({ zh: `用户${job.creator}` }) },
    create_time: String(post.createdAt),
    modify_time: String(post.modifiedAt),
    address_list: addresses,
    target_major_list: job.majors.map(localized),
  };
}

/** The search adds the function and the subject. */
export function foundPostRow(post: JobPost, job: HireJob, ids: IdKinds): Record<string, unknown> {
  return {
    ...postRow(post, job, ids),
    job_function: job.jobFunction && localized(job.jobFunction),
    subject: job.subject && localized(job.subject),
  };
}

/** The single post adds the custom fields to what the search has. */
export function postDetail(post: JobPost, job: HireJob, ids: IdKinds): Record<string, unknown> {
  return { ...foundPostRow(post, job, ids), customized_data_list: customizedData(job) };
}

/** A publish record adds the job family and the currency. */
export function publishRecord(post: JobPost, job: HireJob, ids: IdKinds): Record<string, unknown> {
  const family = job.family && localized({ ...job.family, id: ids.family(job.family) });
  return { ...postRow(post, job, ids), job_sequence_info: family, currency: 1 };
}
