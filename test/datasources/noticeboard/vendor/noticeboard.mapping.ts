import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import { toUtc } from "../../../../src/datasources/contract/timestamps.js";
import { rawOf } from "../../../../src/http/checks/record-check.js";
import { formatGlobalId } from "../../../../src/schema/common/global-id.js";
import type { Source } from "../../../../src/schema/common/source.js";
import { type Vacancy, VacancyStatus } from "../../../../src/schema/vacancy/vacancy.type.js";
import type { WireNotice, WirePosting } from "./noticeboard.wire.js";

/** README, "Notices". A word that is not here is UNKNOWN. */
const STATUS_OF_STATE: Record<string, VacancyStatus> = { live: VacancyStatus.ACTIVE, closed: VacancyStatus.CLOSED };

/** The state by which notices of a status are listed; undefined where none has that status. */
export function stateOf(status: VacancyStatus): string | undefined {
  return Object.keys(STATUS_OF_STATE).find((state) => STATUS_OF_STATE[state] === status);
}

/** @param closedAt when this server closed it, since Noticeboard does not tell */
export function toVacancy(source: Source, wire: WireNotice, closedAt: string | undefined): Vacancy {
  const status = STATUS_OF_STATE[wire.state] ?? VacancyStatus.UNKNOWN;
  return {
    id: vacancyGlobalId(source, wire.id),
    vendor: source.vendor,
    account: source.account,
    vendorId: wire.id,
    name: String(wire.title ?? ""),
    status,
    vendorStatus: wire.state,
    url: wire.page_url || null,
    applyUrl: null,
    // A place in words, of which Noticeboard has no list.
    area: null,
    employer: null,
    // Before tax (README, "Notices").
    salary: wire.pay
      ? { period: null, frequency: null, from: wire.pay.from ?? null, to: wire.pay.to ?? null, currency: wire.pay.currency, gross: true }
      : null,
    publishedAt: toUtc(wire.posted_at),
    expiresAt: toUtc(wire.ends_at),
    closedAt: status === VacancyStatus.CLOSED ? (closedAt ?? null) : null,
    // Lists carry whole notices, so nothing of these is ever left open.
    code: wire.reference === null || wire.reference === undefined ? null : String(wire.reference),
    description: wire.text ?? null,
    department: null,
    manager: null,
    billingType: null,
    canUpgradeBillingType: null,
    counters: null,
    raw: rawOf(wire),
  };
}

/** @param displayDays where the input does not say how long */
export function toPosting(input: ChangeInputs["publishVacancy"], displayDays: number, requestKey: string): WirePosting {
  const { name, description, code, salary, noticeboard } = input;
  return {
    title: name,
    text: description,
    place: noticeboard?.place ?? "",
    days: noticeboard?.days ?? displayDays,
    ...(code ? { reference: code } : {}),
    ...(salary ? { pay: { from: salary.from ?? undefined, to: salary.to ?? undefined, currency: salary.currency } } : {}),
    request_key: requestKey,
  };
}

export function vacancyGlobalId(source: Source, noticeId: string): string {
  return formatGlobalId(source, "vacancy", noticeId);
}
