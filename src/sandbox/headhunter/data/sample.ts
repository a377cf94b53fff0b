import { REQUISITIONS, type Requisition } from "../../world.js";
import { DAY_MS } from "../dates.js";
import type { Department, HeadHunterState, Manager, Salary, Vacancy } from "../model.js";
import { DISABLED_AREA_ID, findAreaByEnglishName, MOSCOW_PRICE_REGION } from "./areas.js";

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
} as const;

export type SpecialVacancy = keyof typeof SPECIAL;

/** The id of a requisition's vacancy. @param index of the requisition, 0 … 89 */
export function sampleVacancyId(index: number): string {
  return String(FIRST_VACANCY_ID + index);
}

export function specialVacancyId(name: SpecialVacancy): string {
  return sampleVacancyId(SPECIAL[name]);
}

export const FIRST_FREE_VACANCY_ID = FIRST_VACANCY_ID + 1_000;

const DEPARTMENT_IDS: Readonly<Record<string, string>> = {
  Engineering: "HH-1455-TECH",
  Operations: "HH-1455-OPS",
  Finance: "HH-1455-FIN",
  Commerce: "HH-1455-COM",
};

/** A department whose budget is used up. */
const POOR_DEPARTMENT: Department = { id: "HH-1455-LAB", name: { ru: "Лаборатория", en: "Laboratory" } };

export function sampleDepartments(): { departments: Department[]; withoutServices: string[] } {
  const own = new Map(REQUISITIONS.map(({ department }) => [DEPARTMENT_IDS[department.en] ?? department.en, department]));
  return {
    departments: [...[...own].map(([id, { ru, en }]) => ({ id, name: { ru, en } })), POOR_DEPARTMENT],
    withoutServices: [POOR_DEPARTMENT.id],
  };
}

/** The caller, two colleagues, one whose quota for standard is used up, and one whose vacancies the caller may not see. */
export function sampleManagers(callerId: string): { managers: Manager[]; quotas: HeadHunterState["quotas"] } {
  return {
    managers: [
      manager(callerId, "Первый", true, true),
      manager("322", "Второй", false, true),
      manager("323", "Третий", false, true),
      manager("324", "Четвёртый", false, true),
      manager("325", "Пятый", false, false),
    ],
    quotas: { 324: { standard: 0 } },
  };
}

function manager(id: string, lastName: string, isMainContactPerson: boolean, vacanciesAccessible: boolean): Manager {
  return {
    id,
    firstName: "Менеджер",
    lastName,
    email: `manager-${id}@example.com`,
    position: "Рекрутер",
    isMainContactPerson,
    vacanciesAccessible,
    canPublish: true,
  };
}

export function sampleBalance(): HeadHunterState["balance"] {
  const moscow = { ru: "Москва и Московская область", en: "Moscow and Moscow region" };
  const anywhere = { ru: "В любом регионе", en: "In any region" };
  return {
    free: [{ name: anywhere, priceRegionId: null, count: 3 }],
    standard: [
      { name: moscow, priceRegionId: MOSCOW_PRICE_REGION, count: 10 },
      { name: anywhere, priceRegionId: null, count: 40 },
    ],
    standard_plus: [{ name: moscow, priceRegionId: MOSCOW_PRICE_REGION, count: 5 }],
    premium: [{ name: anywhere, priceRegionId: null, count: 4 }],
  };
}

export function sampleAddresses(): HeadHunterState["addresses"] {
  const station = {
    station_id: "6.8",
    station_name: "Алексеевская",
    line_id: "6",
    line_name: "Калужско-Рижская",
    lat: 55.807794,
    lng: 37.638699,
  };
  return [
    {
      id: "123",
      areaId: "1",
      city: { ru: "Москва", en: "Moscow" },
      street: "улица Годовикова",
      building: "9",
      lat: 55.807,
      lng: 37.627,
      metroStations: [station],
    },
    {
      id: "124",
      areaId: "160",
      city: { ru: "Алматы", en: "Almaty" },
      street: "проспект Абая",
      building: "10",
      lat: 43.24,
      lng: 76.92,
      metroStations: [],
    },
  ];
}

/** Ninety vacancies: of every nine six are active, two archived and one hidden. Their dates are relative to the start. */
export function sampleVacancies(startedAt: number, callerId: string): Map<string, Vacancy> {
  const vacancies = REQUISITIONS.slice(0, 90).map((requisition) =>
    adjust(ordinaryVacancy(requisition, startedAt, callerId), requisition.index, startedAt),
  );
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
    managerId: [callerId, callerId, "322", callerId, "323"][index % 5] ?? callerId,
    areaId: findAreaByEnglishName(city.en)?.id ?? "1",
    typeId: "open",
    billingTypeId: "standard",
    fields: {
      name: title.ru,
      description: description(requisition),
      code,
      key_skills: index % 3 === 0 ? [] : [{ name: title.ru }, { name: "1С" }],
      specializations: [{ id: "17.324" }],
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
      return { ...vacancy, ...publishedDaysAgo(10), billingTypeId: "standard_plus", areaId: "1" };
    case SPECIAL.standardPlusEnding:
      return { ...vacancy, ...publishedDaysAgo(25), billingTypeId: "standard_plus", areaId: "1" };
    case SPECIAL.premium:
      return { ...vacancy, billingTypeId: "premium" };
    case SPECIAL.free:
      return { ...vacancy, billingTypeId: "free" };
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
      return { ...vacancy, ...publishedDaysAgo(26), billingTypeId: "standard_plus", areaId: "160" };
    case SPECIAL.withoutDivisionServices:
      return { ...vacancy, fields: { ...fields, department: { id: POOR_DEPARTMENT.id } } };
    case SPECIAL.foreign:
      return { ...vacancy, managerId: "325" };
    case SPECIAL.direct:
      return { ...vacancy, typeId: "direct", fields: { ...fields, response_url: "https://jobs.example.com/apply" } };
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
