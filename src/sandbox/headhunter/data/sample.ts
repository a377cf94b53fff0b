import { REQUISITIONS, type Requisition } from "../../world.js";
import { DAY_MS } from "../dates.js";
import type { Salary, Vacancy } from "../model.js";
import { DEPARTMENT_IDS, POOR_DEPARTMENT, SECOND_EMPLOYER } from "./account.js";
import { DISABLED_AREA_ID, findAreaByEnglishName } from "./areas.js";
import { variantOf } from "./products.js";

const FIRST_VACANCY_ID = 8_331_228;
const HOUR_MS = 3_600_000;

/** Vacancies with a special case each, by the index of their requisition. All are active at the start. */
export const SPECIAL = {
  anonymous: 2,
  closed: 3,
  standardPlusTooEarly: 4,
  standardPlusEnding: 9,
  premium: 10,
  free: 11,
  justProlonged: 12,
  notPremoderated: 13,
  payForPerformance: 14,
  disabledArea: 18,
  withoutQuota: 19,
  withoutPurchasedServices: 20,
  withoutDivisionServices: 21,
  foreign: 22,
  direct: 23,
  unmoderated: 27,
  shiftPaid: 40,
} as const;

export type SpecialVacancy = keyof typeof SPECIAL;

const FIRST_COUNT = 90;
const SECOND_COUNT = 2;

/** The id of a requisition's vacancy. @param index of the requisition, 0 … 89, and 90, 91 of the second employer */
export function sampleVacancyId(index: number): string {
  return String(FIRST_VACANCY_ID + index);
}

export function specialVacancyId(name: SpecialVacancy): string {
  return sampleVacancyId(SPECIAL[name]);
}

export const FIRST_FREE_VACANCY_ID = FIRST_VACANCY_ID + 1_000;

/** Ninety vacancies of the first employer: of every nine six are active, two archived and one hidden. Their dates are relative to the start. */
export function sampleVacancies(startedAt: number, callerId: string): Map<string, Vacancy> {
  const vacancies = REQUISITIONS.slice(0, FIRST_COUNT + SECOND_COUNT)
    .map((requisition) => adjust(ordinaryVacancy(requisition, startedAt, callerId), requisition.index, startedAt))
    .map((vacancy) => ({ ...vacancy, propertyTypes: variantOf(vacancy.productId, vacancy.typeId)?.propertyTypes ?? [] }));
  return new Map(vacancies.map((vacancy) => [vacancy.id, vacancy]));
}

function ordinaryVacancy(requisition: Requisition, startedAt: number, callerId: string): Vacancy {
  const { index, title, city, code, department, seats } = requisition;
  const place = index % 9;
  const archivedAt = place < 6 ? null : startedAt - (1 + (index % 50)) * DAY_MS - HOUR_MS;
  const age = archivedAt === null ? ((index * 7) % 29) * DAY_MS + (index % 7) * HOUR_MS + 2 * HOUR_MS : (10 + (index % 20)) * DAY_MS;
  const publishedAt = (archivedAt ?? startedAt) - age;
  const prolonged = index % 4 === 0;
  const initialCreatedAt = prolonged ? publishedAt - 25 * DAY_MS : publishedAt;
  return {
    id: sampleVacancyId(index),
    managerId: index < FIRST_COUNT ? ([callerId, callerId, "322", callerId, "323"][index % 5] ?? callerId) : SECOND_EMPLOYER.managerId,
    areaId: findAreaByEnglishName(city.en)?.id ?? "1",
    typeId: "open",
    productId: "standard",
    propertyTypes: [],
    fields: {
      name: title.ru,
      description: description(requisition),
      code,
      key_skills: index % 3 === 0 ? [] : [{ name: title.ru }, { name: "1С" }],
      specializations: [{ id: "17.324" }],
      professional_roles: [{ id: index % 2 === 0 ? "156" : "97" }],
      salary: salary(index),
      address: city.en === "Moscow" && index % 2 === 0 ? { id: "123", show_metro_only: false } : null,
      department: index % 10 === 8 ? null : { id: DEPARTMENT_IDS[department.en] ?? POOR_DEPARTMENT.id },
      schedule: { id: index % 4 === 1 ? "remote" : "fullDay" },
      experience: { id: index % 2 === 0 ? "between1And3" : "noExperience" },
      employment: { id: seats > 9 ? "part" : "full" },
      contacts:
        index % 3 === 1
          ? null
          : { name: "Отдел кадров", email: "hr@example.com", phones: [{ country: "7", city: "495", number: "1234567", comment: null }] },
      response_letter_required: index % 5 === 0,
      response_notifications: true,
      allow_messages: true,
    },
    initialCreatedAt,
    publishedAt,
    expiresAt: publishedAt + 30 * DAY_MS,
    prolongedAt: prolonged ? publishedAt : null,
    approvedAt: initialCreatedAt + HOUR_MS,
    archivedAt,
    hidden: place === 8,
    awaitingPremoderation: false,
    payForPerformance: false,
  };
}

function description({ title, department, city, seats }: Requisition): string {
  return (
    `<p>${title.ru}: ${department.ru}, ${city.ru}. Мест: ${seats}.</p>` +
    "<p><strong>Обязанности:</strong></p><ul><li>ежедневная работа с командой и смежными подразделениями;</li>" +
    "<li>подготовка отчётов и участие в планировании.</li></ul><p>Мы предлагаем понятные задачи и оформление по закону.</p>"
  );
}

/** Salaries in all forms: missing, either bound null, `gross` unknown, another currency. */
function salary(index: number): Salary | null {
  const from = 60_000 + (index % 20) * 5_000;
  switch (index % 6) {
    case 0:
      return { from, to: from + 40_000, currency: "RUR", gross: true };
    case 1:
      return { from, to: null, currency: "RUR", gross: true };
    case 2:
      return { from: null, to: from, currency: "RUR", gross: false };
    case 3:
      return { from, to: null, currency: "RUR", gross: null };
    case 4:
      return null;
    default:
      return { from: 1_500 + index * 10, to: 3_000 + index * 10, currency: "USD", gross: false };
  }
}

function adjust(vacancy: Vacancy, index: number, startedAt: number): Vacancy {
  const { fields } = vacancy;
  const publishedDaysAgo = (days: number): Partial<Vacancy> => ({
    publishedAt: startedAt - days * DAY_MS,
    initialCreatedAt: Math.min(vacancy.initialCreatedAt, startedAt - days * DAY_MS),
    expiresAt: startedAt + (30 - days) * DAY_MS,
    prolongedAt: null,
  });
  switch (index) {
    case SPECIAL.anonymous:
      return {
        ...vacancy,
        typeId: "anonymous",
        fields: { ...fields, address: null, department: null, custom_employer_name: "крупный банк" },
      };
    case SPECIAL.closed:
      return { ...vacancy, typeId: "closed" };
    case SPECIAL.standardPlusTooEarly:
      return { ...vacancy, ...publishedDaysAgo(10), productId: "standard_plus", areaId: "1" };
    case SPECIAL.standardPlusEnding:
      return { ...vacancy, ...publishedDaysAgo(25), productId: "standard_plus", areaId: "1" };
    case SPECIAL.premium:
      return { ...vacancy, productId: "premium" };
    case SPECIAL.free:
      return { ...vacancy, productId: "free" };
    case SPECIAL.justProlonged:
      return {
        ...vacancy,
        ...publishedDaysAgo(0),
        publishedAt: startedAt - 20_000,
        prolongedAt: startedAt - 20_000,
        expiresAt: startedAt - 20_000 + 30 * DAY_MS,
      };
    case SPECIAL.notPremoderated:
      return { ...vacancy, awaitingPremoderation: true };
    case SPECIAL.payForPerformance:
      return { ...vacancy, payForPerformance: true };
    case SPECIAL.disabledArea:
      return { ...vacancy, areaId: DISABLED_AREA_ID };
    case SPECIAL.withoutQuota:
      return { ...vacancy, managerId: "324" };
    case SPECIAL.withoutPurchasedServices:
      return { ...vacancy, ...publishedDaysAgo(26), productId: "standard_plus", areaId: "160" };
    case SPECIAL.withoutDivisionServices:
      return { ...vacancy, fields: { ...fields, department: { id: POOR_DEPARTMENT.id } } };
    case SPECIAL.foreign:
      return { ...vacancy, managerId: "325" };
    case SPECIAL.direct:
      return { ...vacancy, typeId: "direct", fields: { ...fields, response_url: "https://jobs.example.com/apply" } };
    case SPECIAL.shiftPaid:
      return {
        ...vacancy,
        fields: {
          ...fields,
          salary: null,
          salary_range: {
            from: 3_000,
            to: null,
            currency: "RUR",
            gross: false,
            mode: { id: "SHIFT" },
            frequency: { id: "WEEKLY" },
          },
          employment_form: { id: "PART" },
          work_schedule_by_days: [{ id: "TWO_ON_TWO_OFF" }],
          working_hours: [{ id: "HOURS_12" }],
        },
      };
    case SPECIAL.unmoderated:
      return {
        ...vacancy,
        ...publishedDaysAgo(0),
        initialCreatedAt: startedAt,
        publishedAt: startedAt,
        approvedAt: startedAt + 5 * 60_000,
      };
    default:
      return vacancy;
  }
}
