import { findArea } from "../data/areas.js";
import { dictionaryItem, type Locale, localName } from "../data/dictionaries.js";
import { BILLING_TYPES, isSoldForRole, VARIANTS, type Variant, variantOf } from "../data/products.js";
import { vacancyRefusal } from "../errors.js";
import type { BillingTypeId, ProductId, VacancyTypeId } from "../ids.js";
import type { HeadHunterState, Payment, PublicationPackage, Vacancy, World } from "../model.js";

const DESCRIPTIONS: Readonly<Record<BillingTypeId, { ru: string; en: string }>> = {
  free: { ru: "Размещается на 30 дней.", en: "Published for 30 days." },
  standard: { ru: "Размещается на 30 дней, без обновления.", en: "Published for 30 days without renewal." },
  standard_plus: {
    ru: "Автоматически поднимается в поиске каждые 3 дня; размещается на 30 дней.",
    en: "Rises in the search every 3 days by itself; published for 30 days.",
  },
  premium: { ru: "Первые 7 дней выделена цветом; размещается на 30 дней.", en: "Highlighted for the first 7 days; published for 30 days." },
};

/** The types a billing type is sold for. A free vacancy cannot be closed. */
function typesOf(billing: BillingTypeId): VacancyTypeId[] {
  const types: VacancyTypeId[] = billing === "free" ? ["open"] : ["open", "closed", "anonymous", "direct"];
  return types.filter((type) => variantOf(billing, type) !== undefined);
}

export function billingAllowsType(billing: BillingTypeId, type: VacancyTypeId): boolean {
  return typesOf(billing).includes(type);
}

/** A publication to be paid, and by whom. */
export interface Charge {
  productId: ProductId;
  areaId: string;
  managerId: string;
  departmentId: string | undefined;
}

export function chargeFor(vacancy: Omit<Vacancy, "id" | "propertyTypes">, productId = vacancy.productId): Charge {
  return {
    productId,
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
  if (payingPackage(state.balance[charge.productId], charge.areaId) === undefined) {
    return { error: "not_enough_purchased_services", reason: "not_enough_purchased_services" };
  }
  const quota = state.quotas[charge.managerId]?.[charge.productId];
  return quota !== undefined && quota <= 0 ? { error: "quota_exceeded", reason: "not_enough_quotas" } : undefined;
}

/** Takes one publication from the balance and the manager's quota. @throws HeadHunterRefusal a 403 with the value that names the shortage */
export function payFor(world: World, charge: Charge): void {
  const shortage = findShortage(world, charge);
  if (shortage !== undefined) throw vacancyRefusal(shortage.error);
  const chosen = payingPackage(world.state.balance[charge.productId], charge.areaId);
  if (chosen !== undefined) chosen.count -= 1;
  const quotas = world.state.quotas[charge.managerId];
  const quota = quotas?.[charge.productId];
  if (quotas !== undefined && quota !== undefined) quotas[charge.productId] = quota - 1;
}

/** All that was paid, in the order of time. */
export function ledger(state: HeadHunterState): Payment[] {
  return [...state.paidPublications, ...state.paidProlongations, ...state.paidUpgrades].sort((a, b) => a.at - b.at);
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
    const packages = knobs.sellsOnlyByProperties ? [] : state.balance[billing].filter((candidate) => candidate.count > 0);
    return {
      name: dictionaryItem("vacancy_billing_type", billing, locale).name,
      description: localName(DESCRIPTIONS[billing], locale),
      available_publications_count: countFor(state, managerId, billing, packages),
      vacancy_billing_type: { id: knobs.misspeltStandard && billing === "standard" ? "standart" : billing },
      vacancy_types: typesOf(billing).map((id) => ({ id })),
      publications: packages.map((candidate) => ({
        name: localName(candidate.name, locale),
        count: candidate.count,
        areas_url: areasUrl(origin, candidate.priceRegionId),
      })),
    };
  });
}

function countFor(state: HeadHunterState, managerId: string, productId: ProductId, packages: readonly PublicationPackage[]): number {
  const sum = packages.reduce((total, candidate) => total + candidate.count, 0);
  return Math.min(sum, state.quotas[managerId]?.[productId] ?? Number.POSITIVE_INFINITY);
}

function areasUrl(origin: string, priceRegionId: string | null): string {
  const region = priceRegionId === null ? "" : `price_region_id=${priceRegionId}&`;
  return `${origin}/areas?${region}vacancy_publication_flag=true`;
}

export interface PublicationQuestion {
  areaId: string | undefined;
  roleId: string | undefined;
}

/** The answer of `available_publications`: the sets of properties for sale, and how often each can be published in the area. */
export function publicationVariants({ state, account }: World, { areaId, roleId }: PublicationQuestion, locale: Locale): unknown[] {
  return VARIANTS.filter((variant) => isSoldForRole(variant, roleId)).map((variant) => {
    const packages = state.balance[variant.productId].filter(({ count }) => count > 0);
    const usable = packages.filter((candidate) => areaId === undefined || packageCovers(candidate, areaId));
    return {
      appearance: renderAppearance(variant, locale),
      available_publications_count: countFor(state, account.managerId, variant.productId, usable),
      suitable_packages: packages.map((candidate) => ({
        count: candidate.count,
        invalid: !usable.includes(candidate),
        price_regions: candidate.priceRegionId === null ? null : [{ id: candidate.priceRegionId, name: localName(candidate.name, locale) }],
      })),
      vacancy_properties: requiredProperties(variant),
    };
  });
}

export function renderAppearance({ title, description }: Variant, locale: Locale): Record<string, unknown> {
  return { title: localName(title, locale), description: description === null ? null : localName(description, locale) };
}

/** What `vacancy_properties` of a body has to hold, as `available_publications` and `/upgrades` tell it. */
export function requiredProperties({ propertyTypes }: Variant): Record<string, unknown> {
  return { required: { properties: propertyTypes.map((property_type) => ({ property_type })) } };
}
