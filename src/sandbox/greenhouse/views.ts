import { fieldsOf } from "./custom-field-rules.js";
import type { GreenhouseKnobs } from "./knobs.js";
import type {
  CustomFieldDefinition,
  CustomFieldOption,
  FieldType,
  FieldValues,
  GreenhouseState,
  JobRecord,
  OpeningRecord,
  TeamMember,
  TeamRole,
  UserRecord,
} from "./records.js";
import { readValue } from "./value-views.js";

/** The wire form of records (README, "Records"). */
export class Views {
  readonly #state: GreenhouseState;
  readonly #knobs: GreenhouseKnobs;

  constructor(state: GreenhouseState, knobs: GreenhouseKnobs) {
    this.#state = state;
    this.#knobs = knobs;
  }

  /** An opening of the openings endpoints. */
  opening(job: JobRecord, opening: OpeningRecord): object {
    return { ...this.#openingCore(opening), close_reason: this.#closeReason(opening), ...this.#openingFields(job, opening) };
  }

  /** An opening in a job: field maps only in the answer of PATCH, and the close reason only by knob. */
  #nestedOpening(job: JobRecord, opening: OpeningRecord, withFields: boolean): object {
    return {
      ...this.#openingCore(opening),
      ...(this.#knobs.nestedCloseReason ? { close_reason: this.#closeReason(opening) } : {}),
      ...(withFields ? this.#openingFields(job, opening) : {}),
    };
  }

  #openingCore({ id, opening_id, status, opened_at, closed_at, application_id }: OpeningRecord): object {
    return { id, opening_id, status, opened_at, closed_at, application_id };
  }

  #closeReason(opening: OpeningRecord): object | null {
    return this.#state.closeReasons.find((reason) => reason.id === opening.close_reason_id) ?? null;
  }

  /** The maps of custom fields, missing where the organisation has no custom fields on openings. */
  #openingFields(job: JobRecord, opening: OpeningRecord): object {
    return this.#knobs.openingCustomFields ? this.#fieldMaps("opening", job, opening.values) : {};
  }

  job(job: JobRecord, options: { openingFields: boolean } = { openingFields: false }): object {
    const { id, name, requisition_id, notes, confidential, status, created_at, updated_at, opened_at, closed_at } = job;
    return {
      id,
      name,
      requisition_id,
      notes,
      confidential,
      status,
      created_at,
      updated_at,
      opened_at,
      closed_at,
      is_template: job.is_template,
      copied_from_id: job.copied_from_id,
      departments: this.#state.departments.filter((department) => department.id === job.departmentId),
      offices: this.#state.offices.filter((office) => job.officeIds.includes(office.id)),
      ...this.#fieldMaps("job", job, job.values),
      hiring_team: this.#team(job, (member, role) => this.#memberOfJob(member, role)),
      openings: [...job.openings].sort((a, b) => a.id - b.id).map((opening) => this.#nestedOpening(job, opening, options.openingFields)),
    };
  }

  /** The hiring team's endpoint, which has `user_id` where a job has names. */
  hiringTeam(job: JobRecord): object {
    return this.#team(job, (member, role) => ({
      user_id: member.userId,
      active: this.#state.users.some((user) => user.id === member.userId && !user.disabled),
      ...responsible(member, role),
    }));
  }

  #team(job: JobRecord, view: (member: TeamMember, role: TeamRole) => object): object {
    const { hiring_managers: managers, recruiters, coordinators, sourcers } = job.hiringTeam;
    return {
      hiring_managers: managers.map((member) => view(member, "hiring_managers")),
      recruiters: recruiters.map((member) => view(member, "recruiters")),
      coordinators: coordinators.map((member) => view(member, "coordinators")),
      sourcers: sourcers.map((member) => view(member, "sourcers")),
    };
  }

  #memberOfJob(member: TeamMember, role: TeamRole): object {
    const user = this.#state.users.find((one) => one.id === member.userId);
    return {
      id: member.userId,
      first_name: user?.first_name ?? null,
      last_name: user?.last_name ?? null,
      name: user === undefined ? null : fullName(user),
      employee_id: user?.employee_id ?? null,
      ...responsible(member, role),
    };
  }

  #fieldMaps(type: FieldType, job: JobRecord, values: FieldValues): object {
    const flat: Record<string, unknown> = {};
    const keyed: Record<string, unknown> = {};
    for (const field of fieldsOf(this.#state, this.#knobs, type, job)) {
      const value = readValue(field, values.get(field.id), this.#state.users, this.#knobs.currencyShape);
      flat[field.slug] = value;
      keyed[field.name_key] = { name: field.name, type: field.value_type, value };
    }
    return { custom_fields: flat, keyed_custom_fields: keyed };
  }

  /** A definition, with departments and offices as objects and without inactive options. */
  customField(field: CustomFieldDefinition): object {
    const { slug: _slug, officeIds, departmentIds, options, ...shown } = field;
    return {
      ...shown,
      offices: this.#state.offices.filter((office) => officeIds.includes(office.id)),
      departments: this.#state.departments.filter((department) => departmentIds.includes(department.id)),
      custom_field_options: options.filter((option) => option.active).map(optionView),
    };
  }

  user(user: UserRecord): object {
    const { mayEdit: _mayEdit, ...shown } = user;
    return { ...shown, name: fullName(user) };
  }
}

export function optionView({ id, name, priority, external_id }: CustomFieldOption) {
  return { id, name, priority, external_id };
}

/** `responsible`, which only recruiters and coordinators have. */
function responsible(member: TeamMember, role: TeamRole): object {
  return role === "recruiters" || role === "coordinators" ? { responsible: member.responsible } : {};
}

function fullName(user: UserRecord): string {
  return `${user.first_name} ${user.last_name}`;
}
