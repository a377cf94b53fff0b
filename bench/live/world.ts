/** What the bench's vendors hold: made of counters, so that every run and every machine sees the same bytes. */

const DAY = "T09:30:00.000Z";

export const JOB_ID = 4_000_000;
export const OPENING_ID = 6_000_000;

const pad = (number: number, length = 2) => String(number).padStart(length, "0");
const dayOf = (number: number) => `2025-${pad((number % 12) + 1)}-${pad((number % 28) + 1)}`;

const customField = (name: string, type: string, value: unknown) => ({ name, type, value });

/** An opening as the openings endpoints show it. */
export function greenhouseOpening(id: number, isClosed = false): object {
  return {
    id,
    opening_id: `${id % 1000}-${id % 7}`,
    status: isClosed ? "closed" : "open",
    opened_at: `${dayOf(id)}${DAY}`,
    closed_at: isClosed ? `2025-12-28${DAY}` : null,
    application_id: null,
    close_reason: isClosed ? { id: 1010, name: "Not filling" } : null,
    custom_fields: { employment: "Full-time", budget: { unit: "EUR", value: 60_000 + (id % 100) * 100 } },
    keyed_custom_fields: {
      employment: customField("Employment", "single_select", "Full-time"),
      budget: customField("Budget", "currency", { unit: "EUR", amount: 60_000 + (id % 100) * 100 }),
      backfill: customField("Backfill", "boolean", id % 2 === 0),
    },
  };
}

/** Openings as a job brings them along: without custom fields. */
function nestedOpening(id: number): object {
  const { custom_fields, keyed_custom_fields, ...nested } = greenhouseOpening(id) as Record<string, unknown>;
  return nested;
}

/** Ids of a job's openings, ascending. */
export function openingIdsOf(jobId: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => OPENING_ID + (jobId - JOB_ID) * 10_000 + index);
}

export function greenhouseJob(id: number, openings: number): object {
  const number = id - JOB_ID;
  return {
    id,
    name: `Engineer, team ${number}`,
    requisition_id: `REQ-${number}`,
    notes: `<p>Builds what team ${number} needs, and keeps it running.</p>`,
    confidential: false,
    is_template: false,
    copied_from_id: null,
    status: "open",
    created_at: `${dayOf(number)}${DAY}`,
    opened_at: `${dayOf(number + 1)}${DAY}`,
    closed_at: null,
    updated_at: `2025-12-0${(number % 9) + 1}${DAY}`,
    departments: [{ id: 25_907 + (number % 9), name: `Department ${number % 9}`, parent_id: null, child_ids: [], external_id: null }],
    offices: [
      {
        id: 47_012 + (number % 5),
        name: `Office ${number % 5}`,
        location: { name: `City ${number % 5}, Country` },
        parent_id: null,
        child_ids: [],
        external_id: null,
      },
    ],
    custom_fields: { level: `L${number % 6}`, remote: number % 2 === 0 },
    keyed_custom_fields: {
      level: customField("Level", "single_select", `L${number % 6}`),
      remote: customField("Remote", "boolean", number % 2 === 0),
    },
    hiring_team: {
      hiring_managers: [{ id: 84_275 + number, first_name: "Kaylee", last_name: `Prime ${number}`, employee_id: "13636" }],
      recruiters: [{ id: 81_111, first_name: "Samuel", last_name: "Skateboard", employee_id: "34831", responsible: false }],
      coordinators: [],
      sourcers: [],
    },
    openings: openingIdsOf(id, openings).map(nestedOpening),
  };
}

export function headHunterVacancy(index: number): object {
  const id = String(8_331_000 + index);
  return {
    id,
    premium: false,
    name: `Инженер ${index}`,
    department: { id: "HH-1455-TECH", name: "Технический департамент" },
    has_test: false,
    response_letter_required: false,
    area: { id: String(1 + (index % 3)), name: `Город ${index % 3}`, url: `https://api.example/areas/${1 + (index % 3)}` },
    salary: { from: 100_000 + index * 1000, to: 200_000 + index * 1000, currency: "RUR", gross: true },
    type: { id: "open", name: "Открытая" },
    address: null,
    published_at: `${dayOf(index)}T10:00:00+0300`,
    created_at: `${dayOf(index)}T10:00:00+0300`,
    expires_at: "2026-12-30T10:00:00+0300",
    archived: false,
    alternate_url: `https://hh.example/vacancy/${id}`,
    apply_alternate_url: `https://hh.example/applicant/vacancy_response?vacancyId=${id}`,
    employer: { id: "1455", name: "Образец", alternate_url: "https://hh.example/employer/1455" },
    counters: { views: 100 + index, responses: index, unread_responses: index % 5, resumes_in_progress: 1, invitations: 2 },
    billing_type: { id: "standard", name: "Стандарт" },
    can_upgrade_billing_type: index % 2 === 0,
    manager: { id: "17", first_name: "Имя", last_name: "Фамилия" },
  };
}

export const COREHR_JOB = 7_094_136_522_860_900_000n;
const VERSION = 7_238_516_215_202_100_000n;

/** A group of the timeline: the versions of one job. */
export function coreHrVersions(jobId: string): object {
  const number = Number(BigInt(jobId) - COREHR_JOB);
  return {
    job_version_data: [2023, 2024, 2025].map((year, index) => ({
      job_id: jobId,
      job_version_id: String(VERSION + BigInt(number * 10 + index)),
      effective_date: `${year}-01-01`,
      expiration_date: year === 2025 ? "9999-12-31" : `${year + 1}-01-01`,
      job_names: [
        { lang: "en-US", value: `Profile ${number} of ${year}` },
        { lang: "zh-CN", value: `职务 ${number} ${year}` },
      ],
      code: `JP-${number}`,
      active: true,
    })),
  };
}
