import { requireFields } from "../../../http/checks/record-check.js";
import type { Vacancy } from "../../../schema/vacancy/vacancy.type.js";

/**
 * What is bought with a publication or an upgrade: a billing type, or the properties that replace it (OpenAPI since 1.23.0). The two are never
 * sent together.
 */
export type Purchase = { by: "billing type"; billingTypeId: string } | { by: "properties"; propertyTypeIds: string[] };

interface Asked {
  billingTypeId?: string | null;
  propertyTypeIds?: readonly string[] | null;
}

/** The ways of buying that an input names; one is right. An empty list of properties names none. */
export function purchasesIn({ billingTypeId, propertyTypeIds }: Asked): Purchase[] {
  const properties = [...new Set(propertyTypeIds ?? [])];
  return [
    ...(billingTypeId ? [{ by: "billing type" as const, billingTypeId }] : []),
    ...(properties.length > 0 ? [{ by: "properties" as const, propertyTypeIds: properties }] : []),
  ];
}

/** The field of POST and PUT /vacancies that buys it. */
export function toPurchaseBody(purchase: Purchase): Record<string, unknown> {
  return purchase.by === "billing type"
    ? { billing_type: { id: purchase.billingTypeId } }
    : { vacancy_properties: toWireProperties(purchase.propertyTypeIds) };
}

export function toWireProperties(propertyTypeIds: readonly string[]): Record<string, unknown> {
  return { properties: propertyTypeIds.map((property_type) => ({ property_type })) };
}

/**
 * Whether two purchases may buy the same. Of two that go different ways nobody can say that they do not: premium is sold as a billing type, as
 * HH_PREMIUM, and with HH_ANONYMOUS beside it.
 */
export function buysTheSame(one: Purchase, other: Purchase): boolean {
  return one.by !== other.by || sameSet(propertiesOf(one), propertiesOf(other));
}

/** The properties that a purchase buys. The billing types have a property each, by their names (OpenAPI, `property_type`). */
export function propertiesOf(purchase: Purchase): string[] {
  return purchase.by === "properties" ? purchase.propertyTypeIds : [`HH_${purchase.billingTypeId.toUpperCase()}`];
}

/** What HeadHunter says that a vacancy was bought with. Null: it says nothing of it. */
export interface Bought {
  billingTypeId: string | null;
  propertyTypeIds: string[] | null;
}

/** @throws UnreadableRecord where HeadHunter says it in a form that cannot be read. */
export function boughtWith(vacancy: Pick<Vacancy, "billingType" | "propertyTypeIds" | "raw">): Bought {
  requireFields(vacancy.raw, ["billing_type", "vacancy_properties"]);
  const properties = vacancy.propertyTypeIds ?? [];
  return { billingTypeId: vacancy.billingType?.id ?? null, propertyTypeIds: properties.length > 0 ? properties : null };
}

/** Whether a vacancy is known to have what a purchase buys. */
export function holdsPurchase({ billingTypeId, propertyTypeIds }: Bought, purchase: Purchase): boolean {
  if (purchase.by === "billing type" && billingTypeId === purchase.billingTypeId) return true;
  return propertyTypeIds !== null && propertiesOf(purchase).every((one) => propertyTypeIds.includes(one));
}

export function sameSet(some: readonly string[], others: readonly string[]): boolean {
  const set = new Set(others);
  return new Set(some).size === set.size && some.every((one) => set.has(one));
}
