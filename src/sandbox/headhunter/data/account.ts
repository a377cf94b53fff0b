import { REQUISITIONS } from "../../world.js";
import type { Department, HeadHunterState, Manager } from "../model.js";
import { MOSCOW_PRICE_REGION } from "./areas.js";

/** The employer of the manager's second work account. Its vacancies are the two after the ninety of the first. */
export const SECOND_EMPLOYER = { employer: { id: "2180", name: "Хайрграф Север" }, managerId: "901" } as const;

export const DEPARTMENT_IDS: Readonly<Record<string, string>> = {
  Engineering: "HH-1455-TECH",
  Operations: "HH-1455-OPS",
  Finance: "HH-1455-FIN",
  Commerce: "HH-1455-COM",
};

/** A department whose budget is used up. */
export const POOR_DEPARTMENT: Department = { id: "HH-1455-LAB", name: { ru: "Лаборатория", en: "Laboratory" } };

export function sampleDepartments(): { departments: Department[]; withoutServices: string[] } {
  const own = new Map(REQUISITIONS.map(({ department }) => [DEPARTMENT_IDS[department.en] ?? department.en, department]));
  return {
    departments: [...[...own].map(([id, { ru, en }]) => ({ id, name: { ru, en } })), POOR_DEPARTMENT],
    withoutServices: [POOR_DEPARTMENT.id],
  };
}

/** The caller, two colleagues, one whose quota for standard is used up, one whose vacancies the caller may not see; and the second employer's. */
export function sampleManagers(employerId: string, callerId: string): { managers: Manager[]; quotas: HeadHunterState["quotas"] } {
  return {
    managers: [
      manager(employerId, callerId, "Первый", true, true),
      manager(employerId, "322", "Второй", false, true),
      manager(employerId, "323", "Третий", false, true),
      manager(employerId, "324", "Четвёртый", false, true),
      manager(employerId, "325", "Пятый", false, false),
      manager(SECOND_EMPLOYER.employer.id, SECOND_EMPLOYER.managerId, "Первый", true, true),
    ],
    quotas: { 324: { standard: 0 } },
  };
}

export function manager(
  employerId: string,
  id: string,
  lastName: string,
  isMainContactPerson: boolean,
  vacanciesAccessible: boolean,
): Manager {
  return {
    id,
    employerId,
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
    crossposting: [{ name: anywhere, priceRegionId: null, count: 2 }],
    optimum: [
      { name: moscow, priceRegionId: MOSCOW_PRICE_REGION, count: 2 },
      { name: anywhere, priceRegionId: null, count: 6 },
    ],
    pay_for_performance: [{ name: anywhere, priceRegionId: null, count: 5 }],
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
