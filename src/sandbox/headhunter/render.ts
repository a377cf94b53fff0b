import { findArea } from "./data/areas.js";
import { type DictionaryName, dictionaryItem, type Locale, localName } from "./data/dictionaries.js";
import { formatTimestamp } from "./dates.js";
import type { Reference, Vacancy, World } from "./model.js";
import { isApproved } from "./rules/lifecycle.js";
import { vacancyCounters } from "./statistics.js";

export interface View extends World {
  locale: Locale;
  /** The origin of absolute URLs of the API. */
  origin: string;
}

const SITE = "https://hh.ru";

/** The fields of a vacancy in all lists (README, "Records"). */
export function renderNano(view: View, vacancy: Vacancy): Record<string, unknown> {
  const { fields } = vacancy;
  return {
    id: vacancy.id,
    name: fields.name,
    url: `${view.origin}/vacancies/${vacancy.id}`,
    alternate_url: `${SITE}/vacancy/${vacancy.id}`,
    apply_alternate_url: `${SITE}/applicant/vacancy_response?vacancyId=${vacancy.id}`,
    area: renderArea(view, vacancy.areaId),
    type: dictionaryItem("vacancy_type", vacancy.typeId, view.locale),
    employer: vacancy.typeId === "anonymous" ? null : renderEmployer(view),
    department: renderDepartment(view, vacancy),
    salary: renderSalary(vacancy),
    address: renderAddress(view, vacancy),
    premium: vacancy.billingTypeId === "premium",
    archived: vacancy.archivedAt !== null,
    response_letter_required: fields.response_letter_required === true,
    published_at: formatTimestamp(vacancy.publishedAt),
    relations: [],
  };
}

export function renderActiveItem(view: View, vacancy: Vacancy): Record<string, unknown> {
  return {
    ...renderNano(view, vacancy),
    counters: renderCounters(view, vacancy),
    expires_at: formatTimestamp(vacancy.expiresAt),
    has_updates: vacancyCounters(vacancy, view.now).unread > 0,
    billing_type: dictionaryItem("vacancy_billing_type", vacancy.billingTypeId, view.locale),
    can_upgrade_billing_type: canUpgrade(vacancy),
  };
}

export function renderArchivedItem(view: View, vacancy: Vacancy): Record<string, unknown> {
  const counters = vacancyCounters(vacancy, view.now);
  return {
    ...renderNano(view, vacancy),
    archived_at: formatTimestamp(vacancy.archivedAt ?? view.now),
    counters: { responses: counters.responses, invitations_and_responses: counters.responses + counters.invitations },
  };
}

/** `GET /vacancies/{id}`: the fields that any token sees of an open vacancy, and those that only its owner sees (README, "Records"). */
export function renderVacancy(view: View, vacancy: Vacancy, isOwner: boolean): Record<string, unknown> {
  const { fields } = vacancy;
  const named = (dictionary: DictionaryName, value: Reference | null | undefined) =>
    value ? dictionaryItem(dictionary, value.id, view.locale) : null;
  const namedList = (dictionary: DictionaryName, values: Reference[] | null | undefined) =>
    values?.map((value) => dictionaryItem(dictionary, value.id, view.locale)) ?? null;
  return {
    ...renderNano(view, vacancy),
    description: fields.description,
    branded_description: null,
    key_skills: fields.key_skills ?? [],
    schedule: named("schedule", fields.schedule) ?? dictionaryItem("schedule", "fullDay", view.locale),
    experience: named("experience", fields.experience),
    employment: named("employment", fields.employment),
    billing_type: dictionaryItem("vacancy_billing_type", vacancy.billingTypeId, view.locale),
    contacts: fields.contacts ?? null,
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
    specializations: fields.specializations ?? [],
    professional_roles: fields.professional_roles ?? [],
    driver_license_types: fields.driver_license_types ?? [],
    working_days: namedList("working_days", fields.working_days),
    working_time_intervals: namedList("working_time_intervals", fields.working_time_intervals),
    working_time_modes: namedList("working_time_modes", fields.working_time_modes),
    insider_interview: null,
    negotiations_url: null,
    suitable_resumes_url: null,
    ...(isOwner ? renderOwnerPart(view, vacancy) : {}),
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
  return vacancy.archivedAt === null && vacancy.billingTypeId !== "premium";
}

export function renderArea(view: View, areaId: string): Record<string, unknown> {
  const area = findArea(areaId);
  return { id: areaId, name: area === undefined ? areaId : localName(area, view.locale), url: `${view.origin}/areas/${areaId}` };
}

function renderEmployer(view: View): Record<string, unknown> {
  const { id, name } = view.state.employer;
  return {
    id,
    name,
    url: `${view.origin}/employers/${id}`,
    alternate_url: `${SITE}/employer/${id}`,
    logo_urls: {
      "90": `${SITE}/employer-logo/289027.png`,
      "240": `${SITE}/employer-logo/289169.png`,
      original: `${SITE}/file/2352807.png`,
    },
    trusted: true,
  };
}

function renderDepartment(view: View, vacancy: Vacancy): { id: string; name: string } | null {
  const department = view.state.departments.find((own) => own.id === vacancy.fields.department?.id);
  return department === undefined ? null : { id: department.id, name: localName(department.name, view.locale) };
}

function renderSalary({ fields }: Vacancy): Record<string, unknown> | null {
  if (!fields.salary) return null;
  const { from = null, to = null, currency = null, gross = null } = fields.salary;
  return { from, to, currency, gross };
}

function renderAddress(view: View, vacancy: Vacancy): Record<string, unknown> | null {
  const chosen = vacancy.fields.address;
  const address = view.state.addresses.find((own) => own.id === chosen?.id);
  if (!chosen || address === undefined) return null;
  return {
    id: address.id,
    city: localName(address.city, view.locale),
    street: address.street,
    building: address.building,
    description: null,
    lat: address.lat,
    lng: address.lng,
    metro_stations: address.metroStations,
    show_metro_only: chosen.show_metro_only === true,
  };
}
