import { rawOf } from "../../http/checks/record-check.js";
import { formatGlobalId } from "../../schema/common/global-id.js";
import type { NamedRef } from "../../schema/common/named-ref.type.js";
import type { Source } from "../../schema/common/source.js";
import type { PublicationType } from "../../schema/vacancy/publication.type.js";
import { type Prolongation, type Salary, type Vacancy, type VacancyCounters, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import { toUtc } from "../contract/timestamps.js";
import type { ListName, WireProlongation, WirePublicationType, WireReference, WireVacancy } from "./headhunter.wire.js";

const STATUS_OF_LIST: Record<ListName, VacancyStatus> = {
  active: VacancyStatus.ACTIVE,
  archived: VacancyStatus.CLOSED,
  hidden: VacancyStatus.DELETED,
};

/** A vacancy of a list. Its status follows from the list; fields that only GET /vacancies/{id} has are missing. */
export function toListedVacancy(source: Source, wire: WireVacancy, list: ListName): Vacancy {
  return {
    ...common(source, wire, list),
    code: wire.code === undefined ? undefined : toText(wire.code),
    description: wire.description,
    department: toOptionalRef(wire.department),
    manager: wire.manager === undefined ? undefined : toManager(wire.manager),
    billingType: toOptionalRef(wire.billing_type),
    propertyTypeIds: null,
    canUpgradeBillingType: wire.can_upgrade_billing_type,
    // A counter that the list lacks is null: reading it would cost a request a vacancy.
    counters: toCounters(wire.counters),
  };
}

/** A vacancy of GET /vacancies/{id}. HeadHunter has no value, or shows none, for a missing field. */
export function toWholeVacancy(source: Source, wire: WireVacancy): Vacancy {
  return {
    ...common(source, wire, wire.hidden === true ? "hidden" : wire.archived === true ? "archived" : "active"),
    code: toText(wire.code),
    description: wire.description ?? null,
    department: toRef(wire.department),
    manager: toManager(wire.manager),
    billingType: toRef(wire.billing_type),
    propertyTypeIds: null,
    canUpgradeBillingType: wire.can_upgrade_billing_type ?? null,
    counters: toCounters(wire.counters),
  };
}

function common(source: Source, wire: WireVacancy, list: ListName) {
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
    raw: rawOf(wire),
  };
}

/** `salary_range` replaces `salary` on newer pages. A null bound is open, and a null `gross` is unknown. */
function toSalary({ salary, salary_range }: WireVacancy): Salary | null {
  const wire = salary ?? salary_range;
  if (wire === null || wire === undefined) return null;
  const { from = null, to = null, currency, gross = null } = wire;
  // No page says that a missing currency means the dictionary's default. XXX is ISO 4217 for "no currency".
  return { period: null, frequency: null, from, to, currency: currency || "XXX", gross };
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
