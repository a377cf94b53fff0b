import type { SalaryInput } from "../../../schema/vacancy/vacancy.input.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import type { HeadHunterVacancyInput, VacancyContactsInput } from "../headhunter.input.js";
import type { WireVacancy } from "../headhunter.wire.js";

/** The body of POST and PUT /vacancies, in the order of its keys. */
export type WireBody = Record<string, unknown>;

type Content = Pick<
  ChangeInputs["publishVacancy"] | ChangeInputs["updateVacancy"],
  "name" | "description" | "code" | "salary" | "headhunter"
>;

/**
 * The fields that an input sets, in HeadHunter's shape, without missing or null ones. HeadHunter replaces composite fields whole, so those
 * that the graph has in two inputs (the address and how it is shown, the test and whether it is required) are completed from `present`.
 */
export function toWireBody(input: Content, present?: WireVacancy): WireBody {
  const more: HeadHunterVacancyInput = input.headhunter ?? {};
  const body: WireBody = {
    name: input.name,
    description: input.description,
    code: input.code,
    area: toReference(more.areaId),
    type: toReference(more.typeId),
    billing_type: toReference(more.billingTypeId),
    specializations: toReferences(more.specializationIds),
    professional_roles: toReferences(more.professionalRoleIds),
    key_skills: more.keySkills?.map((name) => ({ name })),
    salary: toWireSalary(input.salary),
    schedule: toReference(more.scheduleId),
    experience: toReference(more.experienceId),
    employment: toReference(more.employmentId),
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
    accept_incomplete_resumes: more.acceptIncompleteResumes,
    accept_temporary: more.acceptTemporary,
    response_letter_required: more.responseLetterRequired,
    response_notifications: more.responseNotifications,
    allow_messages: more.allowMessages,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== null));
}

function toReference(id: string | null | undefined): { id: string } | undefined {
  return id === null || id === undefined ? undefined : { id };
}

function toReferences(ids: readonly string[] | null | undefined): { id: string }[] | undefined {
  return ids?.map((id) => ({ id }));
}

/** Always both bounds, since the salary is replaced whole; `gross` only where known, since false does not mean unknown. */
function toWireSalary(salary: SalaryInput | null | undefined): WireBody | undefined {
  if (salary === null || salary === undefined) return undefined;
  const { from, to, currency, gross } = salary;
  return { from: from ?? null, to: to ?? null, currency, ...(gross === null || gross === undefined ? {} : { gross }) };
}

function toWireContacts(contacts: VacancyContactsInput | null | undefined): WireBody | undefined {
  if (contacts === null || contacts === undefined) return undefined;
  const { name, email, phones } = contacts;
  return {
    name,
    ...(email ? { email } : {}),
    phones: (phones ?? []).map(({ country, city, number, comment }) => ({ country, city, number, ...(comment ? { comment } : {}) })),
  };
}

function toWireAddress({ addressId, showMetroOnly }: HeadHunterVacancyInput, present: WireVacancy["address"]): WireBody | undefined {
  if (!addressId && (showMetroOnly === null || showMetroOnly === undefined)) return undefined;
  const id = addressId ?? present?.id;
  return {
    // Without an address HeadHunter refuses this in its own words.
    ...(id === null || id === undefined ? {} : { id: String(id) }),
    show_metro_only: showMetroOnly ?? present?.show_metro_only ?? false,
  };
}

function toWireTest({ testId, testRequired }: HeadHunterVacancyInput, present: WireVacancy["test"]): WireBody | undefined {
  if (!testId && (testRequired === null || testRequired === undefined)) return undefined;
  const id = testId ?? present?.id;
  return { ...(id === null || id === undefined ? {} : { id: String(id) }), required: testRequired ?? present?.required ?? false };
}
