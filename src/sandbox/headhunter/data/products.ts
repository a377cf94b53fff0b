import type { BillingTypeId, ProductId, VacancyTypeId } from "../ids.js";

/** A set of properties that `vacancy_properties` may have. */
export interface Variant {
  productId: ProductId;
  /** A vacancy of type `closed` is an open one with `closed_for_applicants`. */
  typeId: Exclude<VacancyTypeId, "closed">;
  propertyTypes: readonly string[];
  title: { ru: string; en: string };
  description: { ru: string; en: string } | null;
}

export const BILLING_TYPES: readonly BillingTypeId[] = ["free", "standard", "standard_plus", "premium"];

/** Products from the cheapest to the most expensive; an upgrade goes to a more expensive one. Pay for performance is in no such order. */
const PRICE_ORDER: readonly ProductId[] = ["free", "standard", "crossposting", "standard_plus", "optimum", "premium"];

export const PRODUCTS: readonly ProductId[] = [...PRICE_ORDER, "pay_for_performance"];

/** In roubles, for the offer to buy; invented. */
export const PRICES: Readonly<Record<ProductId, string>> = {
  free: "0.00",
  standard: "5990.00",
  crossposting: "6990.00",
  standard_plus: "11990.00",
  optimum: "13990.00",
  premium: "29990.00",
  pay_for_performance: "0.00",
};

/** The roles for which pay for performance is sold; invented. */
const PAY_FOR_PERFORMANCE_ROLES: readonly string[] = ["58", "97"];

const DAYS_30 = { ru: "Размещается на 30 дней.", en: "Published for 30 days." };

function variant(
  productId: ProductId,
  typeId: Variant["typeId"],
  propertyTypes: readonly string[],
  ru: string,
  en: string,
  description: Variant["description"] = null,
): Variant {
  return { productId, typeId, propertyTypes, title: { ru, en }, description };
}

/**
 * The sets of properties for sale. The names of the properties are the vendor's; which of them go together is the invention of this
 * stand-in, except for those of one property.
 */
export const VARIANTS: readonly Variant[] = [
  variant("free", "open", ["HH_FREE"], "Бесплатная", "Free"),
  variant("standard", "open", ["HH_STANDARD"], "Стандарт", "Standard", DAYS_30),
  variant("standard", "anonymous", ["HH_STANDARD", "HH_ANONYMOUS"], "Стандарт, анонимная", "Standard, anonymous", DAYS_30),
  variant("standard", "direct", ["HH_STANDARD", "HH_ADVERTISING"], "Рекламная", "Advertising", DAYS_30),
  variant("crossposting", "open", ["HH_STANDARD", "ZP_CROSSPOSTING"], "Стандарт и zarplata.ru", "Standard and zarplata.ru", DAYS_30),
  variant("standard_plus", "open", ["HH_STANDARD_PLUS"], "Стандарт плюс", "Standard plus", DAYS_30),
  variant("standard_plus", "anonymous", ["HH_STANDARD_PLUS", "HH_ANONYMOUS"], "Стандарт плюс, анонимная", "Standard plus, anonymous"),
  variant("optimum", "open", ["HH_VP_OPTIMUM"], "Оптимум", "Optimum", DAYS_30),
  variant("premium", "open", ["HH_PREMIUM"], "Премиум", "Premium", DAYS_30),
  variant("premium", "anonymous", ["HH_PREMIUM", "HH_ANONYMOUS"], "Премиум, анонимная", "Premium, anonymous"),
  variant("pay_for_performance", "open", ["HH_PAY_FOR_PERFORMANCE"], "Оплата за отклики", "Pay for performance"),
];

const PROPERTY_TYPES: ReadonlySet<string> = new Set(VARIANTS.flatMap(({ propertyTypes }) => propertyTypes));

export function isPropertyType(id: string): boolean {
  return PROPERTY_TYPES.has(id);
}

/** The variant with exactly these properties, in any order. */
export function variantWith(propertyTypes: readonly string[]): Variant | undefined {
  const key = (ids: readonly string[]) => [...new Set(ids)].sort().join();
  return VARIANTS.find((candidate) => key(candidate.propertyTypes) === key(propertyTypes));
}

export function variantOf(productId: ProductId, typeId: VacancyTypeId): Variant | undefined {
  const visible = typeId === "closed" ? "open" : typeId;
  return VARIANTS.find((candidate) => candidate.productId === productId && candidate.typeId === visible);
}

/** Whether a variant is sold for a role; every role where none is named. */
export function isSoldForRole({ productId }: Variant, roleId: string | undefined): boolean {
  return productId !== "pay_for_performance" || roleId === undefined || PAY_FOR_PERFORMANCE_ROLES.includes(roleId);
}

/** The billing type of a product; null for one that has none. */
export function billingTypeOf(productId: ProductId): BillingTypeId | null {
  return BILLING_TYPES.find((billing) => billing === productId) ?? null;
}

export function isUpgrade(from: ProductId, to: ProductId): boolean {
  const [present, target] = [PRICE_ORDER.indexOf(from), PRICE_ORDER.indexOf(to)];
  return present >= 0 && target > present;
}
