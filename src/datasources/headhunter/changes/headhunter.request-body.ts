import { parseGlobalId } from "../../../schema/common/global-id.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import type { VacancyContactsInput, VacancyPhoneInput } from "../headhunter.contacts.input.js";
import type { HeadHunterVacancyInput } from "../headhunter.input.js";
import type { WireFieldRules, WireVacancy } from "../headhunter.wire.js";
import { payFieldFor, toWirePay } from "./headhunter.pay.js";
import { purchasesIn, toWireProperties } from "./headhunter.purchase.js";

/** The body of POST and PUT /vacancies, in the order of its keys. */
export type WireBody = Record<string, unknown>;

type Content = Pick<
  ChangeInputs["publishVacancy"] | ChangeInputs["updateVacancy"],
  "name" | "description" | "code" | "salary" | "headhunter"
>;

export interface BodyTerms {
  /** The vacancy to edit. Missing for a publication. */
  present?: WireVacancy;
  /** Missing where they cannot be read. */
  rules?: WireFieldRules;
}

/** A value to send; null takes the field away, undefined leaves it as it is. */
type Value<Sent> = Sent | null | undefined;

/**
 * The fields that an input sets, in HeadHunter's shape. Null takes a field of a vacancy away; a publication has nothing to take away.
 * HeadHunter replaces composite fields whole, so those that the graph has in two inputs (the address and how it is shown, the test and whether
 * it is required) are completed from `present`.
 */
export function toWireBody(input: Content, { present, rules }: BodyTerms = {}): WireBody {
  const more: HeadHunterVacancyInput = input.headhunter ?? {};
  const body: WireBody = {
    name: input.name,
    description: input.description,
    code: input.code,
    area: toReference(more.areaId),
    type: toReference(more.typeId),
    billing_type: toReference(more.billingTypeId),
    vacancy_properties: toProperties(more.propertyTypeIds),
    closed_for_applicants: more.closedForApplicants,
    previous_id: more.previousVacancyId && previousIdOf(more.previousVacancyId),
    specializations: toReferences(more.specializationIds),
    professional_roles: toReferences(more.professionalRoleIds),
    key_skills: more.keySkills === null ? null : more.keySkills?.map((name) => ({ name })),
    ...toPay(input.salary, rules, present),
    schedule: toReference(more.scheduleId),
    experience: toReference(more.experienceId),
    employment: toReference(more.employmentId),
    employment_form: toReference(more.employmentFormId),
    work_format: toReferences(more.workFormatIds),
    work_schedule_by_days: toReferences(more.workScheduleByDaysIds),
    working_hours: toReferences(more.workingHoursIds),
    fly_in_fly_out_duration: toReferences(more.flyInFlyOutDurationIds),
    internship: more.internship,
    night_shifts: more.nightShifts,
    contacts: toWireContacts(more.contacts),
    address: toWireAddress(more, present?.address),
    test: toWireTest(more, present?.test),
    response_url: more.responseUrl,
    custom_employer_name: more.customEmployerName,
    department: toReference(more.departmentId),
    manager: toReference(more.managerId),
    branded_template: toReference(more.brandedTemplateId),
    driver_license_types: toReferences(more.driverLicenseTypeIds),
    working_days: toReferences(more.workingDayIds),
    working_time_intervals: toReferences(more.workingTimeIntervalIds),
    working_time_modes: toReferences(more.workingTimeModeIds),
    accept_handicapped: more.acceptHandicapped,
    accept_kids: more.acceptKids,
    age_restriction: toReference(more.ageRestrictionId),
    accept_incomplete_resumes: more.acceptIncompleteResumes,
    accept_temporary: more.acceptTemporary,
    accept_labor_contract: more.acceptLaborContract,
    civil_law_contracts: toReferences(more.civilLawContractIds),
    response_letter_required: more.responseLetterRequired,
    response_notifications: more.responseNotifications,
    allow_messages: more.allowMessages,
    ...extraOf(more),
  };
  const isSent = (value: unknown) => value !== undefined && (value !== null || present !== undefined);
  return Object.fromEntries(Object.entries(body).filter(([, value]) => isSent(value)));
}

/** The fields that the graph has no name for; none where the input is not an object. */
export function extraOf({ extra }: Pick<HeadHunterVacancyInput, "extra">): WireBody {
  return typeof extra === "object" && extra !== null && !Array.isArray(extra) ? (extra as WireBody) : {};
}

/** HeadHunter's id of a vacancy, given as it is or as the graph's id. */
export function previousIdOf(id: string): string {
  return parseGlobalId(id)?.nativeIds[0] ?? id;
}

function toReference(id: Value<string>): Value<{ id: string }> {
  return id === null || id === undefined ? id : { id };
}

function toReferences(ids: Value<readonly string[]>): Value<{ id: string }[]> {
  return ids === null || ids === undefined ? ids : ids.map((id) => ({ id }));
}

function toProperties(propertyTypeIds: Value<readonly string[]>): Value<WireBody> {
  const [purchase] = purchasesIn({ propertyTypeIds });
  return purchase?.by === "properties" ? toWireProperties(purchase.propertyTypeIds) : undefined;
}

function toPay(salary: Content["salary"], rules: WireFieldRules | undefined, present: WireVacancy | undefined): WireBody {
  if (salary === undefined) return {};
  const field = payFieldFor(salary, rules, present);
  return { [field]: salary && toWirePay(salary, field) };
}

function toWireContacts(contacts: Value<VacancyContactsInput>): Value<WireBody> {
  if (contacts === null || contacts === undefined) return contacts;
  const { name, email, phones } = contacts;
  return { name, ...(email ? { email } : {}), phones: (phones ?? []).map(toWirePhone) };
}

function toWirePhone({ formatted, country, city, number, comment }: VacancyPhoneInput): WireBody {
  return { ...(formatted ? { formatted } : { country, city, number }), ...(comment ? { comment } : {}) };
}

function toWireAddress({ addressId, showMetroOnly }: HeadHunterVacancyInput, present: WireVacancy["address"]): Value<WireBody> {
  return toComposite(addressId, ["show_metro_only", showMetroOnly], { id: present?.id, flag: present?.show_metro_only });
}

function toWireTest({ testId, testRequired }: HeadHunterVacancyInput, present: WireVacancy["test"]): Value<WireBody> {
  return toComposite(testId, ["required", testRequired], { id: present?.id, flag: present?.required });
}

/** A reference with a flag beside it, completed from what is held where only one of them is given. A flag that is taken away is false. */
function toComposite(
  id: Value<string>,
  [name, flag]: [string, Value<boolean>],
  held: { id?: string | number | null; flag?: boolean | null },
): Value<WireBody> {
  if (id === null && !flag) return null;
  const reference = id === undefined ? held.id : id;
  const isUnknown = reference === null || reference === undefined;
  if (id === undefined && (flag === undefined || (flag === null && isUnknown))) return undefined;
  // Without a reference HeadHunter refuses the flag in its own words.
  return { ...(isUnknown ? {} : { id: String(reference) }), [name]: (flag === undefined ? held.flag : flag) ?? false };
}
