import type { LocalName } from "../local-name.js";
import {
  type Address,
  CLOSED,
  type Department,
  type HireJob,
  type MigratedEntity,
  type NamedEntity,
  OPEN,
  type Storefront,
} from "./hire-state.js";

/** The kinds of ids that a caller may choose; the first of each is the default (hire/README, "Reading"). */
export const ID_TYPE_OPTIONS = {
  user_id_type: ["open_id", "union_id", "user_id"],
  department_id_type: ["open_department_id", "department_id"],
  job_level_id_type: ["people_admin_job_level_id", "job_level_id"],
  job_family_id_type: ["people_admin_job_category_id", "job_family_id"],
} as const;

/** The kinds of ids that the query chooses. */
export interface IdKinds {
  person: (person: number) => string;
  department: (department: Department) => string;
  level: (level: MigratedEntity) => string;
  family: (family: MigratedEntity) => string;
}

export function idKindsOf(query: URLSearchParams): IdKinds {
  const userIdType = query.get("user_id_type") ?? "open_id";
  const migrated = (wanted: boolean) => (entity: MigratedEntity) => (wanted ? entity.id : entity.retiringId);
  return {
    person: (person) => personId(person, userIdType),
    department: (department) => (query.get("department_id_type") === "department_id" ? department.id : department.openId),
    level: migrated(query.get("job_level_id_type") === "job_level_id"),
    family: migrated(query.get("job_family_id_type") === "job_family_id"),
  };
}

function personId(person: number, type: string): string {
  const digits = (person * 0x9e3779b1).toString(16).padStart(16, "0");
  if (type === "user_id") return digits.slice(-8);
  return `${type === "union_id" ? "on" : "ou"}_${digits}${digits}`;
}

/** The job of list and get: flat, with `zh_name` and `en_name`, and times as deprecated numbers and as strings (hire/README, "Shapes"). */
export function legacyJob(job: HireJob, ids: IdKinds): Record<string, unknown> {
  return {
    id: job.id,
    title: job.title,
    description: job.description,
    code: job.code,
    requirement: job.requirement,
    recruitment_type: { ...paired(job.recruitmentType), active_status: OPEN },
    department: paired({ id: ids.department(job.department), name: job.department.name }),
    city: job.cities[0] && { city_code: job.cities[0].id, zh_name: job.cities[0].name.zh, en_name: job.cities[0].name.en },
    city_list: cityList(job),
    min_job_level: job.minLevel && { ...paired({ ...job.minLevel, id: ids.level(job.minLevel) }), active_status: OPEN },
    max_job_level: job.maxLevel && { ...paired({ ...job.maxLevel, id: ids.level(job.maxLevel) }), active_status: OPEN },
    job_category: job.family && { ...paired({ ...job.family, id: ids.family(job.family) }), active_status: OPEN },
    job_type: paired(job.jobType),
    job_function: job.jobFunction && localized(job.jobFunction),
    subject: job.subject && localized(job.subject),
    highlight_list: job.highlights.map(paired),
    ...sharedScalars(job),
    process_name: job.process.name.zh,
    process_en_name: job.process.name.en,
    create_user_id: job.creator === undefined ? "" : ids.person(job.creator),
    create_time: job.createdAt,
    update_time: job.updatedAt,
    expiry_time: job.expiresAt,
    create_timestamp: String(job.createdAt),
    update_timestamp: String(job.updatedAt),
    expiry_timestamp: job.expiresAt === undefined ? undefined : String(job.expiresAt),
    target_major_list: job.majors.map(paired),
  };
}

/** `data.job_detail` of get_detail: names as objects, times as strings only, people and addresses beside `basic_info`. */
export function jobDetail(job: HireJob, ids: IdKinds): Record<string, unknown> {
  const person = (label: LocalName) => (number: number) => ({
    id: ids.person(number),
    name: i18n({ zh: `${label.zh}${number}`, en: `${label.en} ${number}` }),
  });
  const status = { active_status: OPEN };
  return {
    basic_info: {
      id: job.id,
      title: job.title,
      description: job.description,
      code: job.code,
      requirement: job.requirement,
      recruitment_type: { ...localized(job.recruitmentType), ...status },
      department: localized({ id: ids.department(job.department), name: job.department.name }),
      city_list: cityList(job),
      min_job_level: job.minLevel && { ...localized({ ...job.minLevel, id: ids.level(job.minLevel) }), ...status },
      max_job_level: job.maxLevel && { ...localized({ ...job.maxLevel, id: ids.level(job.maxLevel) }), ...status },
      job_category: job.family && { ...localized({ ...job.family, id: ids.family(job.family) }), ...status },
      job_type: localized(job.jobType),
      job_function: job.jobFunction && localized(job.jobFunction),
      subject: job.subject && localized(job.subject),
      highlight_list: job.highlights.map(localized),
      ...sharedScalars(job),
      process_name: i18n(job.process.name),
      creator_id: job.creator === undefined ? "" : ids.person(job.creator),
      create_time: String(job.createdAt),
      update_time: String(job.updatedAt),
      expiry_time: job.expiresAt === undefined ? undefined : String(job.expiresAt),
      target_major_list: job.majors.map(localized),
      customized_data_list: customizedData(job),
      storefront_mode: job.storefronts.length === 0 ? 1 : 2,
    },
    recruiter: person({ zh: "招聘专员", en: "Recruiter" })(job.recruiter),
    assistant_list: job.assistants.map(person({ zh: "协助人", en: "Assistant" })),
    hiring_manager_list: job.hiringManagers.map(person({ zh: "用人经理", en: "Hiring manager" })),
    job_requirement_list: job.requirements.map(({ id, shortCode, name }) => ({
      id,
      short_code: shortCode,
      name,
      department_id: ids.department(job.department),
    })),
    address_list: job.addresses.map(addressRow),
    job_config: {
      id: job.id,
      recommended_evaluator_list: [],
      interview_round_list: [],
      interview_round_type_list: [],
      related_job_list: [],
      job_attribute: job.jobAttribute,
    },
    storefront_list: job.storefronts.map(storefrontRow),
    tag_list: job.tags.map((tag) => ({ ...localized(tag), order: tag.order })),
  };
}

export function addressRow({ id, name, district, city, state, country }: Address): Record<string, unknown> {
  const place = (entity: NamedEntity | undefined) => entity && { code: entity.id, name: i18n(entity.name) };
  return { id, name: i18n(name), district: place(district), city: place(city), state: place(state), country: place(country) };
}

const storefrontRow = (store: Storefront) => ({
  ...localized(store),
  active_status: OPEN,
  address: store.address && addressRow(store.address),
  create_time: String(store.createdAt),
});

/** Two custom fields: a text, and a single choice as an example of a structured value. */
export function customizedData(job: HireJob): Record<string, unknown>[] {
  return [
    {
      object_id: "6960663240925000001",
      name: { zh_cn: "备注", en_us: "Remark" },
      object_type: 1,
      value: { content: `${job.code}, ${job.activeStatus === CLOSED ? "closed" : "open"}` },
    },
    {
      object_id: "6960663240925000002",
      name: { zh_cn: "优先级", en_us: "Priority" },
      object_type: 3,
      value: { option: { key: "1", name: { zh_cn: "普通", en_us: "Normal" } } },
    },
  ];
}

function sharedScalars(job: HireJob): Record<string, unknown> {
  return {
    active_status: job.activeStatus,
    process_type: job.process.type,
    process_id: job.process.id,
    job_attribute: job.jobAttribute,
    head_count: job.headCount,
    experience: job.experience,
    required_degree: job.requiredDegree,
    min_salary: job.minSalary,
    max_salary: job.maxSalary,
  };
}

const cityList = (job: HireJob) => job.cities.map((city) => ({ code: city.id, name: i18n(city.name) }));
const paired = ({ id, name }: NamedEntity) => ({ id, zh_name: name.zh, en_name: name.en });
export const localized = ({ id, name }: NamedEntity) => ({ id, name: i18n(name) });
export const i18n = (name: LocalName) => ({ zh_cn: name.zh, en_us: name.en });
