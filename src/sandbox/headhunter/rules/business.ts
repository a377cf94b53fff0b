import { areaLiesIn, findArea, isLeaf } from "../data/areas.js";
import { CURRENCIES, DRIVER_LICENSE_TYPES } from "../data/dictionaries.js";
import { isProfessionalRole } from "../data/roles.js";
import type { VacancyFields, World } from "../model.js";
import { employmentProblems } from "./employment.js";
import type { Subject } from "./subject.js";
import type { FieldProblem } from "./validation.js";

/** Ages below 18 may be accepted in Russia only. */
const RUSSIA = "113";

const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/;

/** Rules about several fields or the employer's account, with HeadHunter's reasons (README, "Errors"). */
export function businessProblems(world: World, subject: Subject): FieldProblem[] {
  const { state, knobs, account } = world;
  const { typeId, fields } = subject;
  const problems: FieldProblem[] = [];
  const add = (field: string, reason: string, pointer?: string): void => {
    problems.push(pointer === undefined ? { field, reason } : { field, reason, pointer });
  };

  if (EMAIL.test(fields.description ?? "")) add("description", "email_in_description");

  const { contacts, address, department, branded_template: template } = fields;
  problems.push(...payProblems(world, fields));
  if (contacts !== undefined && contacts !== null && !contacts.email && (contacts.phones ?? []).length === 0) add("contacts", "is_empty");

  if (typeId === "anonymous") {
    if (address) add("address", "anonymous_vacancy_contains_address");
    if (department) add("department", "department_code_prohibited_in_anonymous_vacancy");
    if (template) add("branded_template", "branded_template_prohibited_in_anonymous_vacancy");
    const shown = fields.custom_employer_name?.toLowerCase() ?? "";
    if (shown.includes(account.employer.name.toLowerCase())) add("custom_employer_name", "anonymous_vacancy_has_real_company_name");
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
  if (fields.age_restriction) {
    if (!areaLiesIn(subject.areaId, RUSSIA)) add("age_restriction", "invalid");
    else if (!knobs.acceptKidsAllowed) add("age_restriction", "can_not_accept_kids");
  }
  if (!(fields.driver_license_types ?? []).every((license) => DRIVER_LICENSE_TYPES.includes(license.id)))
    add("driver_license_types", "invalid");
  if (!(fields.specializations ?? []).every((item) => /^\d+\.\d+$/.test(item.id))) add("specializations", "invalid");
  if (!(fields.professional_roles ?? []).every((role) => isProfessionalRole(role.id))) add("professional_roles", "invalid");
  return [...problems, ...employmentProblems(world, subject)];
}

/** `salary_range` replaces `salary`. Which of them counts where both are sent, no page says. */
function payProblems({ knobs }: World, fields: Partial<VacancyFields>): FieldProblem[] {
  const { salary, salary_range: range } = fields;
  if (salary && range && knobs.bothPays === "refused") return [{ field: "salary", reason: "value_conflict_with_business_rules" }];
  const pays = [
    { field: "salary", pay: salary },
    { field: "salary_range", pay: range },
  ];
  return pays.flatMap(({ field, pay }) => {
    if (!pay) return [];
    const bounded = typeof pay.from === "number" || typeof pay.to === "number";
    const known = CURRENCIES.some((currency) => currency.code === pay.currency);
    const wrong = !known && (bounded || typeof pay.currency === "string");
    return wrong ? [{ field, reason: "currency_code_is_invalid", pointer: `/${field}/currency` }] : [];
  });
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
  managerId: string;
  employerId: string | undefined;
}

export function publicationProblems(world: World, vacancy: NewVacancy): FieldProblem[] {
  const { state, account } = world;
  const problems = businessProblems(world, vacancy);
  if (!isLeaf(vacancy.areaId) || findArea(vacancy.areaId)?.canPublish !== true) {
    problems.push({ field: "area", reason: "chosen_area_is_not_a_leaf_or_not_exist" });
  }
  const colleagues = state.managers.filter(({ employerId }) => employerId === account.employer.id);
  if (!colleagues.some((manager) => manager.id === vacancy.managerId)) problems.push({ field: "manager", reason: "invalid" });
  if (vacancy.employerId !== undefined && vacancy.employerId !== account.employer.id)
    problems.push({ field: "employer", reason: "invalid" });
  const previous = vacancy.fields.previous_id;
  if (previous && state.vacancies.get(previous)?.archivedAt == null) problems.push({ field: "previous_id", reason: "invalid" });
  return problems;
}
