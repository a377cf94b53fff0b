import { type DictionaryName, dictionaryItem } from "./data/dictionaries.js";
import { isUpgrade } from "./data/products.js";
import { professionalRole } from "./data/roles.js";
import { formatTimestamp } from "./dates.js";
import type { Reference, Vacancy } from "./model.js";
import {
  renderAddress,
  renderArea,
  renderBillingType,
  renderContacts,
  renderDepartment,
  renderEmployer,
  renderProperties,
  renderSalary,
  renderSalaryRange,
  type View,
} from "./render-parts.js";
import { isApproved } from "./rules/lifecycle.js";
import { vacancyCounters } from "./statistics.js";

/** The fields of a vacancy in all lists (README, "Records"). */
export function renderNano(view: View, vacancy: Vacancy): Record<string, unknown> {
  const { fields } = vacancy;
  return {
    id: vacancy.id,
    name: fields.name,
    url: `${view.origin}/vacancies/${vacancy.id}`,
    alternate_url: `${view.site}/vacancy/${vacancy.id}`,
    apply_alternate_url: `${view.site}/applicant/vacancy_response?vacancyId=${vacancy.id}`,
    area: renderArea(view, vacancy.areaId),
    type: dictionaryItem("vacancy_type", vacancy.typeId, view.locale),
    employer: vacancy.typeId === "anonymous" ? null : renderEmployer(view),
    department: renderDepartment(view, vacancy),
    salary: renderSalary(view, vacancy),
    address: renderAddress(view, vacancy),
    premium: vacancy.productId === "premium",
    archived: vacancy.archivedAt !== null,
    response_letter_required: fields.response_letter_required === true,
    published_at: formatTimestamp(vacancy.publishedAt),
    relations: [],
    ...newer(view, {
      has_test: fields.test != null,
      salary_range: renderSalaryRange(view, vacancy),
      employment_form: named(view, "employment_form", fields.employment_form),
      show_contacts: fields.show_contacts ?? null,
      response_url: fields.response_url ?? null,
    }),
  };
}

/** Keys that the page of 2021 lacks. */
function newer(view: View, keys: Record<string, unknown>): Record<string, unknown> {
  return view.knobs.readsEdition === "today" ? keys : {};
}

function propertiesInList(view: View, vacancy: Vacancy): Record<string, unknown> {
  return view.knobs.vacancyPropertiesInReads === "all" ? newer(view, { vacancy_properties: renderProperties(view, vacancy) }) : {};
}

function named(view: View, dictionary: DictionaryName, value: Reference | null | undefined): { id: string; name: string } | null {
  return value ? dictionaryItem(dictionary, value.id, view.locale) : null;
}

function namedList(view: View, dictionary: DictionaryName, values: Reference[] | null | undefined): unknown[] | null {
  return values?.map((value) => dictionaryItem(dictionary, value.id, view.locale)) ?? null;
}

export function renderActiveItem(view: View, vacancy: Vacancy): Record<string, unknown> {
  return {
    ...renderNano(view, vacancy),
    counters: renderCounters(view, vacancy),
    expires_at: formatTimestamp(vacancy.expiresAt),
    has_updates: vacancyCounters(vacancy, view.now).unread > 0,
    billing_type: renderBillingType(view, vacancy),
    can_upgrade_billing_type: canUpgrade(vacancy),
    ...newer(view, { created_at: formatTimestamp(vacancy.publishedAt) }),
    ...(view.knobs.listItems === "today" ? { manager: renderOwner(view, vacancy) } : {}),
    ...propertiesInList(view, vacancy),
  };
}

function renderOwner({ state }: View, { managerId }: Vacancy): Record<string, unknown> {
  const owner = state.managers.find(({ id }) => id === managerId);
  return { id: managerId, first_name: owner?.firstName ?? "", last_name: owner?.lastName ?? "", middle_name: null };
}

export function renderArchivedItem(view: View, vacancy: Vacancy): Record<string, unknown> {
  const counters = vacancyCounters(vacancy, view.now);
  return {
    ...renderNano(view, vacancy),
    archived_at: formatTimestamp(vacancy.archivedAt ?? view.now),
    counters: { responses: counters.responses, invitations_and_responses: counters.responses + counters.invitations },
    ...newer(view, { created_at: formatTimestamp(vacancy.publishedAt), closed_for_applicants: vacancy.typeId === "closed" }),
    ...propertiesInList(view, vacancy),
  };
}

/** `GET /vacancies/{id}`: the fields that any token sees of an open vacancy, and those that only its owner sees (README, "Records"). */
export function renderVacancy(view: View, vacancy: Vacancy, isOwner: boolean): Record<string, unknown> {
  const { fields } = vacancy;
  const { knobs } = view;
  return {
    ...renderNano(view, vacancy),
    description: fields.description,
    branded_description: null,
    key_skills: fields.key_skills ?? [],
    ...(knobs.scheduleInReads ? { schedule: named(view, "schedule", fields.schedule ?? { id: "fullDay" }) } : {}),
    experience: named(view, "experience", fields.experience),
    employment: named(view, "employment", fields.employment),
    billing_type: renderBillingType(view, vacancy),
    contacts: renderContacts(view, vacancy),
    code: fields.code ?? null,
    created_at: formatTimestamp(vacancy.publishedAt),
    initial_created_at: formatTimestamp(vacancy.initialCreatedAt),
    approved: isApproved(vacancy, view.now),
    has_test: fields.test != null,
    test: fields.test ? { required: fields.test.required === true, ...(isOwner ? { id: fields.test.id } : {}) } : null,
    allow_messages: fields.allow_messages === true,
    accept_handicapped: fields.accept_handicapped === true,
    accept_kids: fields.accept_kids === true,
    accept_incomplete_resumes: fields.accept_incomplete_resumes === true,
    accept_temporary: fields.accept_temporary ?? null,
    response_url: fields.response_url ?? null,
    ...(knobs.specializations === "taken" ? { specializations: fields.specializations ?? [] } : {}),
    driver_license_types: fields.driver_license_types ?? [],
    working_days: namedList(view, "working_days", fields.working_days),
    working_time_intervals: namedList(view, "working_time_intervals", fields.working_time_intervals),
    working_time_modes: namedList(view, "working_time_modes", fields.working_time_modes),
    insider_interview: null,
    negotiations_url: null,
    suitable_resumes_url: null,
    ...newer(view, renderNewer(view, vacancy)),
    ...(isOwner ? renderOwnerPart(view, vacancy) : {}),
  };
}

function renderNewer(view: View, vacancy: Vacancy): Record<string, unknown> {
  const { fields } = vacancy;
  const { knobs } = view;
  return {
    professional_roles: (fields.professional_roles ?? []).map(({ id }) => professionalRole(id, view.locale)),
    work_format: namedList(view, "work_format", fields.work_format),
    work_schedule_by_days: namedList(view, "work_schedule_by_days", fields.work_schedule_by_days),
    working_hours: namedList(view, "working_hours", fields.working_hours),
    fly_in_fly_out_duration: namedList(view, "fly_in_fly_out_duration", fields.fly_in_fly_out_duration),
    internship: fields.internship ?? null,
    night_shifts: fields.night_shifts ?? null,
    closed_for_applicants: vacancy.typeId === "closed",
    age_restriction: named(view, "age_restriction", fields.age_restriction),
    accept_labor_contract: fields.accept_labor_contract ?? null,
    civil_law_contracts: namedList(view, "civil_law_contracts", fields.civil_law_contracts),
    languages: fields.languages ?? null,
    ...Object.fromEntries(knobs.requiredFields.filter((field) => fields[field] !== undefined).map((field) => [field, fields[field]])),
    ...(knobs.vacancyPropertiesInReads === "none" ? {} : { vacancy_properties: renderProperties(view, vacancy) }),
  };
}

function renderOwnerPart(view: View, vacancy: Vacancy): Record<string, unknown> {
  const template = view.state.brandedTemplates.find((own) => own.id === vacancy.fields.branded_template?.id);
  return {
    expires_at: formatTimestamp(vacancy.expiresAt),
    manager: { id: vacancy.managerId },
    response_notifications: vacancy.fields.response_notifications === true,
    can_upgrade_billing_type: canUpgrade(vacancy),
    hidden: vacancy.hidden,
    archived_at: vacancy.archivedAt === null ? null : formatTimestamp(vacancy.archivedAt),
    branded_template: template ?? null,
    previous_id: vacancy.fields.previous_id ?? null,
    ...(view.knobs.countersVisible ? { counters: renderCounters(view, vacancy) } : {}),
  };
}

function renderCounters(view: View, vacancy: Vacancy): Record<string, number> {
  const counters = vacancyCounters(vacancy, view.now);
  return {
    views: counters.views,
    responses: counters.responses,
    unread_responses: counters.unread,
    resumes_in_progress: counters.inProgress,
    invitations: counters.invitations,
  };
}

function canUpgrade(vacancy: Vacancy): boolean {
  return vacancy.archivedAt === null && isUpgrade(vacancy.productId, "premium");
}
