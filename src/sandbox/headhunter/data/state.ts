import type { ProductId } from "../ids.js";
import type { HeadHunterState } from "../model.js";
import { manager, SECOND_EMPLOYER, sampleAddresses, sampleBalance, sampleDepartments, sampleManagers } from "./account.js";
import { sampleConditions, todayConditions } from "./conditions.js";
import { FIRST_FREE_VACANCY_ID, sampleVacancies } from "./sample.js";

/** The token of an application, which employer methods refuse. */
export const APPLICATION_TOKEN = "sandbox-application-token";

export interface StateSettings {
  accessToken: string;
  refreshToken: string;
  employerId: string;
  managerId: string;
  accessTokenLifetimeMs: number;
}

export function createState(startedAt: number, settings: StateSettings): HeadHunterState {
  const { departments, withoutServices } = sampleDepartments();
  const { managers, quotas } = sampleManagers(settings.employerId, settings.managerId);
  return {
    accounts: [
      { id: "9001", employer: { id: settings.employerId, name: "Хайрграф" }, managerId: settings.managerId },
      { id: "9002", employer: SECOND_EMPLOYER.employer, managerId: SECOND_EMPLOYER.managerId },
    ],
    managers,
    vacancies: sampleVacancies(startedAt, settings.managerId),
    nextVacancyId: FIRST_FREE_VACANCY_ID,
    balance: sampleBalance(),
    quotas,
    departments,
    departmentsWithoutServices: new Set(withoutServices),
    addresses: sampleAddresses(),
    brandedTemplates: [{ id: "marketing", name: "Маркетинг" }],
    testIds: ["42"],
    tokens: [
      {
        kind: "user",
        accessToken: settings.accessToken,
        refreshToken: settings.refreshToken,
        expiresAt: startedAt + settings.accessTokenLifetimeMs,
        revoked: false,
        refreshed: false,
      },
      { kind: "application", accessToken: APPLICATION_TOKEN, refreshToken: null, expiresAt: null, revoked: false, refreshed: false },
    ],
    subscriptions: [],
    nextSubscriptionId: 50_001,
    conditions: { 2021: sampleConditions(), today: todayConditions() },
    paidPublications: [],
    paidProlongations: [],
    paidUpgrades: [],
  };
}

/** The number of publications left of a product, over all regions. */
export function balanceOf(state: HeadHunterState, product: ProductId): number {
  return state.balance[product].reduce((total, candidate) => total + candidate.count, 0);
}

/** Replaces a product's packages by one package for any region. */
export function setBalance(state: HeadHunterState, product: ProductId, count: number): void {
  state.balance[product] = [{ name: { ru: "В любом регионе", en: "In any region" }, priceRegionId: null, count }];
}

/** Adds managers whose vacancies the caller may see, of ids from 10001 on, so that `/managers` has several pages. */
export function addManagers(state: HeadHunterState, count: number): void {
  const employerId = state.accounts[0]?.employer.id ?? "";
  for (let index = 0; index < count; index += 1) {
    state.managers.push(manager(employerId, String(10_001 + index), `Ещё ${index + 1}`, false, true));
  }
}
