import type { FieldValues, GreenhouseState, JobRecord, OpeningRecord, TeamRole } from "./records.js";
import { readValue } from "./value-views.js";

/** A job of either stand-in: what webhooks tell is the same for v1 and v3. */
export interface HookedJob extends Omit<JobRecord, "openings"> {
  openings: readonly Pick<OpeningRecord, "id" | "opening_id" | "application_id" | "values">[];
}

export interface HookedState extends Omit<GreenhouseState, "jobs"> {
  jobs: HookedJob[];
}

/**
 * `payload.job`, which is not the job that Harvest shows: offices have their location as text, the team is told by ids, and openings have
 * neither status nor dates. https://developers.greenhouse.io/webhooks.html, "Job created"
 */
export function jobPayload(state: HookedState, job: HookedJob): object {
  const { id, name, requisition_id, notes, confidential, status, created_at, opened_at, closed_at } = job;
  return {
    id,
    name,
    requisition_id,
    notes,
    confidential,
    job_post_id: null,
    status,
    created_by_id: null,
    created_at,
    opened_at,
    closed_at,
    departments: state.departments
      .filter((one) => one.id === job.departmentId)
      .map((one) => ({ id: one.id, name: one.name, external_id: one.external_id })),
    offices: state.offices
      .filter((one) => job.officeIds.includes(one.id))
      .map((one) => ({ id: one.id, name: one.name, location: one.location.name, external_id: one.external_id })),
    hiring_team: teamOf(state, job),
    openings: job.openings.map((opening) => ({
      id: opening.id,
      opening_id: opening.opening_id,
      custom_fields: keyed(state, "opening", opening.values),
    })),
    custom_fields: keyed(state, "job", job.values),
  };
}

function teamOf(state: HookedState, { hiringTeam }: HookedJob): object {
  const members = (role: TeamRole) =>
    hiringTeam[role].map(({ userId }) => ({
      user_id: userId,
      employee_id: state.users.find(({ id }) => id === userId)?.employee_id ?? null,
    }));
  return {
    recruiters: members("recruiters"),
    coordinators: members("coordinators"),
    hiring_managers: members("hiring_managers"),
    sourcers: members("sourcers"),
  };
}

function keyed(state: HookedState, type: "job" | "opening", values: FieldValues): object {
  const fields = state.customFields.filter((field) => field.field_type === type && field.active);
  return Object.fromEntries(
    fields.map((field) => [
      field.name_key,
      { name: field.name, type: field.value_type, value: readValue(field, values.get(field.id), state.users, "amount_unit") },
    ]),
  );
}
