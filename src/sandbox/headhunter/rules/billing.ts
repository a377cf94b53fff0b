import { findArea } from "../data/areas.js";
import { dictionaryItem, type Locale, localName } from "../data/dictionaries.js";
import { vacancyRefusal } from "../errors.js";
import type { BillingTypeId, PublicationPackage, Vacancy, VacancyTypeId, World } from "../model.js";

/** Billing types from the cheapest to the most expensive. An upgrade goes to a more expensive one. */
export const BILLING_TYPES: readonly BillingTypeId[] = ["free", "standard", "standard_plus", "premium"];

const TYPES_OF_BILLING: Readonly<Record<BillingTypeId, readonly VacancyTypeId[]>> = {
  free: ["open"],
  standard: ["open", "closed", "anonymous", "direct"],
  standard_plus: ["open", "closed", "anonymous"],
  premium: ["open", "closed", "anonymous"],
};

const DESCRIPTIONS: Readonly<Record<BillingTypeId, { ru: string; en: string }>> = {
  free: { ru: "Размещается на 30 дней.", en: "Published for 30 days." },
  standard: { ru: "Размещается на 30 дней, без обновления.", en: "Published for 30 days without renewal." },
  standard_plus: {
    ru: "Автоматически поднимается в поиске каждые 3 дня; размещается на 30 дней.",
    en: "Rises in the search every 3 days by itself; published for 30 days.",
  },
  premium: { ru: "Первые 7 дней выделена цветом; размещается на 30 дней.", en: "Highlighted for the first 7 days; published for 30 days." },
};

export function billingAllowsType(billing: BillingTypeId, type: VacancyTypeId): boolean {
  return TYPES_OF_BILLING[billing].includes(type);
}

export function isUpgrade(from: BillingTypeId, to: BillingTypeId): boolean {
  return BILLING_TYPES.indexOf(to) > BILLING_TYPES.indexOf(from);
}

/** A publication to be paid, and by whom. */
export interface Charge {
  billingTypeId: BillingTypeId;
  areaId: string;
  managerId: string;
  departmentId: string | undefined;
}

export function chargeFor(vacancy: Vacancy, billingTypeId = vacancy.billingTypeId): Charge {
  return {
    billingTypeId,
    areaId: vacancy.areaId,
    managerId: vacancy.managerId,
    departmentId: vacancy.fields.department?.id,
  };
}

/** Why a publication cannot be paid: the error of the request, and the reason in the dictionary. */
export type Shortage =
  | { error: "not_enough_purchased_services"; reason: "not_enough_purchased_services" | "not_enough_division_services" }
  | { error: "quota_exceeded"; reason: "not_enough_quotas" };

export function findShortage({ state }: World, charge: Charge): Shortage | undefined {
  if (charge.departmentId !== undefined && state.departmentsWithoutServices.has(charge.departmentId)) {
    return { error: "not_enough_purchased_services", reason: "not_enough_division_services" };
  }
  if (payingPackage(state.balance[charge.billingTypeId], charge.areaId) === undefined) {
    return { error: "not_enough_purchased_services", reason: "not_enough_purchased_services" };
  }
  const quota = state.quotas[charge.managerId]?.[charge.billingTypeId];
  return quota !== undefined && quota <= 0 ? { error: "quota_exceeded", reason: "not_enough_quotas" } : undefined;
}

/** Takes one publication from the balance and the manager's quota. @throws HeadHunterRefusal a 403 with the value that names the shortage */
export function payFor(world: World, charge: Charge): void {
  const shortage = findShortage(world, charge);
  if (shortage !== undefined) throw vacancyRefusal(shortage.error);
  const chosen = payingPackage(world.state.balance[charge.billingTypeId], charge.areaId);
  if (chosen !== undefined) chosen.count -= 1;
  const quotas = world.state.quotas[charge.managerId];
  const quota = quotas?.[charge.billingTypeId];
  if (quotas !== undefined && quota !== undefined) quotas[charge.billingTypeId] = quota - 1;
}

/** The package that pays: one for the area's price region before one for any region. */
function payingPackage(packages: readonly PublicationPackage[], areaId: string): PublicationPackage | undefined {
  const usable = packages.filter((candidate) => candidate.count > 0 && packageCovers(candidate, areaId));
  return usable.find((candidate) => candidate.priceRegionId !== null) ?? usable[0];
}

function packageCovers(candidate: PublicationPackage, areaId: string): boolean {
  return candidate.priceRegionId === null || findArea(areaId)?.priceRegionId === candidate.priceRegionId;
}

/** The items of available_types. A count is the sum over the regions, or the manager's quota where that is smaller. */
export function availableTypes({ state, knobs }: World, managerId: string, locale: Locale, origin: string): unknown[] {
  return BILLING_TYPES.map((billing) => {
    const packages = state.balance[billing].filter((candidate) => candidate.count > 0);
    const sum = packages.reduce((total, candidate) => total + candidate.count, 0);
    return {
      name: dictionaryItem("vacancy_billing_type", billing, locale).name,
      description: localName(DESCRIPTIONS[billing], locale),
      available_publications_count: Math.min(sum, state.quotas[managerId]?.[billing] ?? Number.POSITIVE_INFINITY),
      vacancy_billing_type: { id: knobs.misspeltStandard && billing === "standard" ? "standart" : billing },
      vacancy_types: TYPES_OF_BILLING[billing].map((id) => ({ id })),
      publications: packages.map((candidate) => ({
        name: localName(candidate.name, locale),
        count: candidate.count,
        areas_url: areasUrl(origin, candidate.priceRegionId),
      })),
    };
  });
}

function areasUrl(origin: string, priceRegionId: string | null): string {
  const region = priceRegionId === null ? "" : `price_region_id=${priceRegionId}&`;
  return `${origin}/areas?${region}vacancy_publication_flag=true`;
}
