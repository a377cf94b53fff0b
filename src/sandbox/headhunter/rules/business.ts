import { findArea, isLeaf } from "../data/areas.js";
import { CURRENCIES, DRIVER_LICENSE_TYPES } from "../data/dictionaries.js";
import type { BillingTypeId, VacancyFields, VacancyTypeId, World } from "../model.js";
import { billingAllowsType } from "./billing.js";
import type { FieldProblem } from "./validation.js";

/** A vacancy whose fields have the right kinds. Its type cannot change, so PUT passes the present one. */
export interface Subject {
  typeId: VacancyTypeId;
  fields: Partial<VacancyFields>;
}

const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/;

/** Rules about several fields or the employer's account, with HeadHunter's reasons (README, "Errors"). */
export function businessProblems(world: World, { typeId, fields }: Subject): FieldProblem[] {
  const { state, knobs } = world;
  const problems: FieldProblem[] = [];
  const add = (field: string, reason: string, pointer?: string): void => {
    problems.push(pointer === undefined ? { field, reason } : { field, reason, pointer });
  };

  if (EMAIL.test(fields.description ?? "")) add("description", "email_in_description");

  const { salary, contacts, address, department, branded_template: template } = fields;
  if (salary !== undefined && salary !== null) {
    const bounded = typeof salary.from === "number" || typeof salary.to === "number";
    const known = CURRENCIES.some((currency) => currency.code === salary.currency);
    if (!known && (bounded || typeof salary.currency === "string")) add("salary", "currency_code_is_invalid", "/salary/currency");
  }
  if (contacts !== undefined && contacts !== null && !contacts.email && (contacts.phones ?? []).length === 0) add("contacts", "is_empty");

  if (typeId === "anonymous") {
    if (address) add("address", "anonymous_vacancy_contains_address");
    if (department) add("department", "department_code_prohibited_in_anonymous_vacancy");
    if (template) add("branded_template", "branded_template_prohibited_in_anonymous_vacancy");
    const shown = fields.custom_employer_name?.toLowerCase() ?? "";
    if (shown.includes(state.employer.name.toLowerCase())) add("custom_employer_name", "anonymous_vacancy_has_real_company_name");
  } else {
    if (fields.custom_employer_name) add("custom_employer_name", "only_for_anonymous_type");
    if (address) problems.push(...addressProblems(world, address));
    if (department && !state.departments.some((own) => own.id === department.id)) add("department", "invalid");
    if (template && !state.brandedTemplates.some((own) => own.id === template.id)) {
      add("branded_template", "default_vacancy_branded_template_is_invalid_or_not_enough_purchased_services");
    }
  }
  if (typeId !== "direct" && fields.response_url) add("response_url", "only_for_direct_type");

  const { test } = fields;
  if (test && !state.testIds.includes(test.id)) add("test", "invalid");
  if (fields.accept_kids === true && !knobs.acceptKidsAllowed) add("accept_kids", "can_not_accept_kids");
  if (!(fields.driver_license_types ?? []).every((license) => DRIVER_LICENSE_TYPES.includes(license.id)))
    add("driver_license_types", "invalid");
  if (!(fields.specializations ?? []).every((item) => /^\d+\.\d+$/.test(item.id))) add("specializations", "invalid");
  return problems;
}

function addressProblems(world: World, address: { id: string; show_metro_only?: boolean }): FieldProblem[] {
  const metroOnly = address.show_metro_only === true;
  if (address.id === "") return metroOnly ? [{ field: "address", reason: "address_is_empty_with_checked_show_metro_flag" }] : [];
  const own = world.state.addresses.find((candidate) => candidate.id === address.id);
  if (own === undefined) return [{ field: "address", reason: "address_is_disabled" }];
  if (metroOnly && own.metroStations.length === 0) {
    return [{ field: "address", reason: "address_has_no_metro_but_checked_show_metro_flag" }];
  }
  return [];
}

/** A vacancy to be published. */
export interface NewVacancy extends Subject {
  areaId: string;
  billingTypeId: BillingTypeId;
  managerId: string;
  employerId: string | undefined;
}

export function publicationProblems(world: World, vacancy: NewVacancy): FieldProblem[] {
  const { state } = world;
  const problems = businessProblems(world, vacancy);
  if (!isLeaf(vacancy.areaId) || findArea(vacancy.areaId)?.canPublish !== true) {
    problems.push({ field: "area", reason: "chosen_area_is_not_a_leaf_or_not_exist" });
  }
  if (!billingAllowsType(vacancy.billingTypeId, vacancy.typeId)) {
    problems.push({ field: "billing_type", reason: "vacancy_type_employer_billing_type_mismatch" });
  }
  if (!state.managers.some((manager) => manager.id === vacancy.managerId)) problems.push({ field: "manager", reason: "invalid" });
  if (vacancy.employerId !== undefined && vacancy.employerId !== state.employer.id) problems.push({ field: "employer", reason: "invalid" });
  const previous = vacancy.fields.previous_id;
  if (previous && state.vacancies.get(previous)?.archivedAt == null) problems.push({ field: "previous_id", reason: "invalid" });
  return problems;
}
