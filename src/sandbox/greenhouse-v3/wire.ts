import { readFields } from "./custom-fields.js";
import type { Wire } from "./filters.js";
import type { GreenhouseV3Knobs } from "./knobs.js";
import { type GreenhouseV3State, type JobRecord, type OpeningRecord, SERVICE_USER, type UserRecord } from "./records.js";

/** The organisation's first day: the time of records for which the sample has none. */
export const FIRST_DAY = "2024-12-02T08:00:00.000Z";

/** Every time has milliseconds. https://harvestdocs.greenhouse.io/docs/standardizations */
const precise = (moment: string): string => (moment.includes(".") ? moment : new Date(moment).toISOString());
const preciseOrNull = (moment: string | null): string | null => (moment === null ? null : precise(moment));

type Surroundings = { state: GreenhouseV3State; knobs: GreenhouseV3Knobs };

export function openingWire(job: JobRecord, opening: OpeningRecord, position: number): Wire {
  const created = opening.created_at ?? opening.opened_at ?? job.created_at;
  return {
    id: opening.id,
    job_id: job.id,
    opening_id: opening.opening_id,
    open: opening.status === "open",
    opened_at: preciseOrNull(opening.opened_at),
    closed_at: preciseOrNull(opening.closed_at),
    application_id: opening.application_id,
    close_reason_id: opening.close_reason_id,
    sort_order: position,
    target_start_on: opening.target_start_on ?? null,
    created_at: precise(created),
    updated_at: precise(opening.updated_at ?? opening.closed_at ?? created),
  };
}

/** The whole object, as every answer shows it. */
export function openingView(around: Surroundings, job: JobRecord, opening: OpeningRecord): object {
  const custom_fields = readFields(around, "opening", job, opening.values);
  return { ...openingWire(job, opening, job.openings.indexOf(opening)), custom_fields };
}

export function jobWire(job: JobRecord): Wire {
  return {
    id: job.id,
    name: job.name,
    requisition_id: job.requisition_id,
    notes: job.notes,
    confidential: job.confidential,
    status: job.status,
    created_at: precise(job.created_at),
    updated_at: precise(job.updated_at),
    opened_at: preciseOrNull(job.opened_at),
    closed_at: preciseOrNull(job.closed_at),
    is_template: job.is_template,
    copied_from_id: job.copied_from_id,
    department_id: job.departmentId,
    office_ids: job.officeIds,
  };
}

export function jobView(around: Surroundings, job: JobRecord): object {
  return { ...jobWire(job), custom_fields: readFields(around, "job", job, job.values) };
}

export function userWire(user: UserRecord): Wire {
  return {
    id: user.id,
    name: `${user.first_name} ${user.last_name}`,
    first_name: user.first_name,
    last_name: user.last_name,
    primary_email: user.primary_email_address,
    emails: user.emails,
    job_title: null,
    employee_id: user.employee_id,
    site_admin: user.site_admin,
    deactivated: user.disabled,
    department_ids: [],
    office_ids: [],
    agency_id: null,
    linked_candidate_ids: [],
    interviewer_tags: [],
    custom_fields: {},
    created_at: precise(user.created_at),
    updated_at: precise(user.updated_at),
  };
}

export function serviceUserWire(): Wire {
  const [first_name = "", ...rest] = SERVICE_USER.name.split(" ");
  const wire = userWire({
    id: SERVICE_USER.id,
    first_name,
    last_name: rest.join(" "),
    primary_email_address: "",
    emails: [],
    employee_id: null,
    disabled: false,
    site_admin: true,
    created_at: FIRST_DAY,
    updated_at: FIRST_DAY,
    mayEdit: "all",
  });
  return { ...wire, primary_email: null };
}
