import { madeOnce } from "../../http/checks/made-once.js";
import { rawOf, unreadPartsOf } from "../../http/checks/record-check.js";
import { formatGlobalId } from "../../schema/common/global-id.js";
import type { NamedRef } from "../../schema/common/named-ref.type.js";
import type { Source } from "../../schema/common/source.js";
import type { PublicationType } from "../../schema/vacancy/publication.type.js";
import { PayPeriod, type Salary } from "../../schema/vacancy/salary.type.js";
import {
  type Prolongation,
  type Vacancy,
  type VacancyCounters,
  VacancyStatus,
  type VacancyUpgrade,
} from "../../schema/vacancy/vacancy.type.js";
import { toUtc } from "../contract/timestamps.js";
import type {
  ListName,
  WireProlongation,
  WirePublicationType,
  WirePublicationVariant,
  WireReference,
  WireUpgrade,
  WireUpgradeAction,
  WireVacancy,
} from "./headhunter.wire.js";

const STATUS_OF_LIST: Record<ListName, VacancyStatus> = {
  active: VacancyStatus.ACTIVE,
  archived: VacancyStatus.CLOSED,
  hidden: VacancyStatus.DELETED,
};

/** A vacancy of a list. Its status follows from the list; fields that only GET /vacancies/{id} has are missing. */
export const toListedVacancy = madeOnce(
  (source: Source, wire: WireVacancy, list: ListName): Vacancy =>
    vacancyOf(source, wire, list, {
      code: wire.code === undefined ? undefined : toText(wire.code),
      description: wire.description,
      department: toOptionalRef(wire.department),
      manager: wire.manager === undefined ? undefined : toManager(wire.manager),
      billingType: toOptionalRef(wire.billing_type),
      propertyTypeIds: wire.vacancy_properties === undefined ? undefined : toPropertyTypeIds(wire),
      canUpgradeBillingType: wire.can_upgrade_billing_type,
    }),
);

/** A vacancy of GET /vacancies/{id}. HeadHunter has no value, or shows none, for a missing field. */
export const toWholeVacancy = madeOnce(
  (source: Source, wire: WireVacancy): Vacancy =>
    vacancyOf(source, wire, wire.hidden === true ? "hidden" : wire.archived === true ? "archived" : "active", {
      code: toText(wire.code),
      description: wire.description ?? null,
      department: toRef(wire.department),
      manager: toManager(wire.manager),
      billingType: toRef(wire.billing_type),
      propertyTypeIds: toPropertyTypeIds(wire),
      canUpgradeBillingType: wire.can_upgrade_billing_type ?? null,
    }),
);

/** What lists may lack of a vacancy. */
type OwnParts = Pick<
  Vacancy,
  "code" | "description" | "department" | "manager" | "billingType" | "propertyTypeIds" | "canUpgradeBillingType"
>;

/** All members in one literal: one that spreads another and adds to it takes a hundred times as long (CONTRIBUTING, "What an answer costs"). */
function vacancyOf(source: Source, wire: WireVacancy, list: ListName, own: OwnParts): Vacancy {
  const vendorId = String(wire.id);
  return {
    id: vacancyGlobalId(source, vendorId),
    vendor: source.vendor,
    account: source.account,
    vendorId,
    name: toText(wire.name) ?? "",
    status: STATUS_OF_LIST[list],
    vendorStatus: list,
    url: wire.alternate_url || null,
    applyUrl: wire.apply_alternate_url || null,
    area: toRef(wire.area),
    employer: toRef(wire.employer),
    salary: toSalary(wire),
    publishedAt: toUtc(wire.published_at),
    expiresAt: toUtc(wire.expires_at),
    closedAt: list === "active" ? null : toUtc(wire.archived_at),
    code: own.code,
    description: own.description,
    department: own.department,
    manager: own.manager,
    billingType: own.billingType,
    propertyTypeIds: own.propertyTypeIds,
    canUpgradeBillingType: own.canUpgradeBillingType,
    // A counter that the list lacks is null: reading it would cost a request a vacancy.
    counters: toCounters(wire.counters),
    raw: rawOf(wire),
  };
}

/** Dictionary salary_range_mode. */
const PERIOD_OF_MODE: ReadonlyMap<string, PayPeriod> = new Map([
  ["MONTH", PayPeriod.MONTH],
  ["SHIFT", PayPeriod.SHIFT],
  ["HOUR", PayPeriod.HOUR],
  ["FLY_IN_FLY_OUT", PayPeriod.ROTATION],
  ["SERVICE", PayPeriod.SERVICE],
]);

/**
 * `salary_range` replaces `salary`, which shows the same bounds without what they are counted by: so it counts only where there is no
 * `salary_range`, and not where that one cannot be read. A null bound is open, and a null `gross` is unknown.
 */
function toSalary(vacancy: WireVacancy): Salary | null {
  const { salary, salary_range: range } = vacancy;
  if (range !== null && range !== undefined) {
    const { mode, frequency } = range;
    const period = mode === null || mode === undefined ? null : (PERIOD_OF_MODE.get(nativeId(mode.id) ?? "") ?? PayPeriod.UNKNOWN);
    return toTerms(range, period, toRef(frequency));
  }
  if (salary === null || salary === undefined || unreadPartsOf(vacancy)?.fields.has("salary_range")) return null;
  return toTerms(salary, null, null);
}

function toTerms(
  { from = null, to = null, currency, gross = null }: NonNullable<WireVacancy["salary"]>,
  period: Salary["period"],
  frequency: Salary["frequency"],
): Salary {
  // No page says that a missing currency means the dictionary's default. XXX is ISO 4217 for "no currency".
  return { from, to, currency: currency || "XXX", gross, period, frequency };
}

/** The properties that a vacancy was bought with; null where HeadHunter shows none. */
function toPropertyTypeIds({ vacancy_properties: sold }: WireVacancy): string[] | null {
  return sold?.properties == null ? null : typesOf(sold.properties);
}

function typesOf(properties: readonly { property_type: string }[]): string[] {
  return [...new Set(properties.map(({ property_type }) => property_type))];
}

function toCounters(wire: WireVacancy["counters"]): VacancyCounters | null {
  if (wire === null || wire === undefined) return null;
  return {
    views: wire.views ?? null,
    responses: wire.responses ?? null,
    unreadResponses: wire.unread_responses ?? null,
    resumesInProgress: wire.resumes_in_progress ?? null,
    invitations: wire.invitations ?? null,
    invitationsAndResponses: wire.invitations_and_responses ?? null,
  };
}

function toManager(wire: WireVacancy["manager"]): NamedRef | null {
  const id = nativeId(wire?.id);
  if (id === undefined) return null;
  const name = [wire?.first_name, wire?.last_name].filter((part) => part).join(" ");
  return { id, name: name === "" ? null : name };
}

function toRef(wire: WireReference | null | undefined): NamedRef | null {
  const id = nativeId(wire?.id);
  return id === undefined ? null : { id, name: wire?.name ?? null };
}

function toOptionalRef(wire: WireReference | null | undefined): NamedRef | null | undefined {
  return wire === undefined ? undefined : toRef(wire);
}

/** Only the action `prolongate` counts; HeadHunter may add others. */
export function toProlongation(wire: WireProlongation): Prolongation {
  const action = wire.actions.find((one) => one?.id === "prolongate");
  const allowed = action?.enabled === true;
  return { allowed, reason: allowed ? null : toRef(action?.disable_reason), expiresAt: toUtc(wire.expires_at) };
}

export function toPublicationType(wire: WirePublicationType): PublicationType {
  const billingTypeId = String(wire.vacancy_billing_type.id);
  return {
    name: toText(wire.name) ?? billingTypeId,
    description: wire.description ?? "",
    billingTypeId,
    propertyTypeIds: [],
    vacancyTypeIds: (wire.vacancy_types ?? []).flatMap((type) => (type === null ? [] : [String(type.id)])),
    available: wire.available_publications_count,
    regions: (wire.publications ?? []).flatMap((region) => (region === null ? [] : [{ name: region.name ?? "", available: region.count }])),
  };
}

/** A kind of publication that is sold by properties, for the area and the role asked. */
export function toPublicationVariant(wire: WirePublicationVariant): PublicationType {
  const propertyTypeIds = typesOf(wire.vacancy_properties.required.properties);
  return {
    name: toText(wire.appearance?.title) ?? propertyTypeIds.join(", "),
    description: wire.appearance?.description ?? "",
    billingTypeId: null,
    propertyTypeIds,
    vacancyTypeIds: [],
    available: wire.available_publications_count,
    regions: (wire.suitable_packages ?? []).flatMap((bought) => {
      const names = (bought?.price_regions ?? []).flatMap((region) => region?.name ?? []);
      if (bought === null || bought.invalid === true || names.length === 0) return [];
      return [{ name: names.join(", "), available: bought.count ?? 0 }];
    }),
  };
}

/** How an upgrade is had: through the API where it can be, else by hand; undefined where it cannot be had at all. */
export function actionOf({ actions }: WireUpgrade): WireUpgradeAction | undefined {
  const [best] = ["direct_upgrade", "activate", "buy"].flatMap((type) => (actions ?? []).find((action) => action.type === type) ?? []);
  return best;
}

/** The properties that an upgrade is bought by; empty where it is bought by billing type. */
export function propertyTypesOf({ vacancy_properties: sold }: WireUpgrade): string[] {
  return typesOf(sold?.required?.properties ?? sold?.properties ?? []);
}

/** What the vacancy may be turned into. An item that nothing leads to is no upgrade. */
export function toUpgrades(wire: WireUpgrade): VacancyUpgrade[] {
  const action = actionOf(wire);
  if (action === undefined) return [];
  const { vacancy_billing_type: billingType, appearance } = wire;
  return [
    {
      name: toText(billingType?.name) ?? toText(appearance?.title),
      billingTypeId: nativeId(billingType?.id) ?? null,
      propertyTypeIds: propertyTypesOf(wire),
      price: action.price == null ? null : Number(action.price.amount),
      currency: action.price?.currency_code ?? null,
      buyUrl: action.type === "buy" ? action.url || null : null,
    },
  ];
}

/** Some texts come as numbers. */
function toText(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** An id as text. A few answers have ids as numbers. */
export function nativeId(id: string | number | null | undefined): string | undefined {
  return id === null || id === undefined || id === "" ? undefined : String(id);
}

export function vacancyGlobalId(source: Source, vacancyId: string): string {
  return formatGlobalId(source, "vacancy", vacancyId);
}

export function nativeIdsOf(items: readonly { id: string | number }[] | null | undefined): string[] {
  return (items ?? []).map(({ id }) => String(id));
}
