import { isPropertyType, isSoldForRole, isUpgrade, type Variant, variantOf, variantWith } from "../data/products.js";
import type { BillingTypeId, ProductId, VacancyTypeId } from "../ids.js";
import type { Payment, Vacancy, World } from "../model.js";
import { billingAllowsType } from "./billing.js";
import { idOf, isRecord, isReference } from "./fields.js";
import { type FieldProblem, fieldProblems, refuseProblems } from "./validation.js";

/** What a body of POST buys, with the problems that are told after those of its fields. */
export interface Purchase {
  by: Payment["by"];
  typeId: VacancyTypeId;
  productId: ProductId;
  propertyTypes: readonly string[];
  problems: FieldProblem[];
}

/** Form A of POST: `type` and `billing_type`. */
export function boughtByType({ knobs }: World, type: unknown, billingType: unknown): Purchase {
  const typeId = (idOf(type) ?? "open") as VacancyTypeId;
  const productId = (idOf(billingType) ?? "standard") as BillingTypeId;
  const problem = (reason: string): FieldProblem[] => [{ field: "billing_type", reason }];
  const mismatch = billingAllowsType(productId, typeId) ? [] : problem("vacancy_type_employer_billing_type_mismatch");
  const problems = knobs.sellsOnlyByProperties ? problem("value_conflict_with_business_rules") : mismatch;
  return { by: "billing_type", typeId, productId, propertyTypes: variantOf(productId, typeId)?.propertyTypes ?? [], problems };
}

/** Form B: `vacancy_properties`, beside which `type` and `billing_type` count for nothing. */
export function boughtByProperties(world: World, body: Record<string, unknown>): Purchase {
  const variant = variantSent(world, body);
  const roles = Array.isArray(body.professional_roles) ? body.professional_roles.filter(isReference) : [];
  const isSold = roles.every(({ id }) => isSoldForRole(variant, id));
  const isClosed = variant.typeId === "open" && body.closed_for_applicants === true;
  return {
    by: "vacancy_properties",
    typeId: isClosed ? "closed" : variant.typeId,
    productId: variant.productId,
    propertyTypes: variant.propertyTypes,
    problems: isSold ? [] : [{ field: "vacancy_properties", reason: "value_conflict_with_business_rules" }],
  };
}

/** The deprecated form of an upgrade. */
export function upgradeByType(world: World, vacancy: Vacancy, value: unknown): { variant: Variant } {
  refuseProblems(world, referenceProblems(world, "billing_type", value));
  const to = idOf(value) as BillingTypeId;
  const refuse = (reason: string) => refuseProblems(world, [{ field: "billing_type", reason }]);
  if (world.knobs.sellsOnlyByProperties || !mayUpgrade(world, vacancy.productId, to)) refuse("value_conflict_with_business_rules");
  const variant = billingAllowsType(to, vacancy.typeId) ? variantOf(to, vacancy.typeId) : undefined;
  return variant === undefined ? refuseWith(world, "billing_type", "vacancy_type_employer_billing_type_mismatch") : { variant };
}

/** The form of today: the properties that `/upgrades` tells. */
export function upgradeByProperties(world: World, vacancy: Vacancy, body: Record<string, unknown>): { variant: Variant } {
  refuseProblems(world, referenceProblems(world, "vacancy_properties", body.vacancy_properties));
  const variant = variantSent(world, body);
  const sameType = variant.typeId === (vacancy.typeId === "closed" ? "open" : vacancy.typeId);
  const fits = sameType && mayUpgrade(world, vacancy.productId, variant.productId);
  return fits ? { variant } : refuseWith(world, "vacancy_properties", "value_conflict_with_business_rules");
}

function mayUpgrade({ knobs }: World, from: ProductId, to: ProductId): boolean {
  return isUpgrade(from, to) || (from === to && knobs.repeatedUpgrade === "charged");
}

function variantSent(world: World, { vacancy_properties: sent }: Record<string, unknown>): Variant {
  const properties = isRecord(sent) && Array.isArray(sent.properties) ? sent.properties.filter(isRecord) : [];
  const ids = properties.map(({ property_type }) => String(property_type));
  if (ids.length === 0 || !ids.every(isPropertyType)) return refuseWith(world, "vacancy_properties", "properties_existence");
  return variantWith(ids) ?? refuseWith(world, "vacancy_properties", "value_conflict_with_business_rules");
}

function refuseWith(world: World, field: string, reason: string): never {
  refuseProblems(world, [{ field, reason }]);
  throw new Error("A problem is always refused.");
}

/** The problems of a field that is sent alone, which PUT would not take among others. */
export function referenceProblems(world: World, field: string, value: unknown): FieldProblem[] {
  if (value === null) return [{ field, reason: world.knobs.missingReason }];
  return fieldProblems(world, { [field]: value }, true).filter((problem) => problem.field === field);
}
