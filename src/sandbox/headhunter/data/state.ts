import type { BillingTypeId, HeadHunterState } from "../model.js";
import { sampleConditions } from "./conditions.js";
import { FIRST_FREE_VACANCY_ID, sampleAddresses, sampleBalance, sampleDepartments, sampleManagers, sampleVacancies } from "./sample.js";

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
  const { managers, quotas } = sampleManagers(settings.managerId);
  return {
    employer: { id: settings.employerId, name: "Хайрграф" },
    callerId: settings.managerId,
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
    accountIds: ["9001", "9002"],
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
    conditions: sampleConditions(),
    paidPublications: [],
    paidProlongations: [],
    paidUpgrades: [],
  };
}

/** The number of publications left of a billing type, over all regions. */
export function balanceOf(state: HeadHunterState, billing: BillingTypeId): number {
  return state.balance[billing].reduce((total, candidate) => total + candidate.count, 0);
}

/** Replaces a billing type's packages by one package for any region. */
export function setBalance(state: HeadHunterState, billing: BillingTypeId, count: number): void {
  state.balance[billing] = [{ name: { ru: "В любом регионе", en: "In any region" }, priceRegionId: null, count }];
}
