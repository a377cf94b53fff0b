import { checkRecord, isReadable } from "../../http/checks/record-check.js";
import type { Source } from "../../schema/common/source.js";
import type { BoardNotice, Vacancy } from "../../schema/vacancy/vacancy.type.js";
import { type WireDetail, type WireListing, wireListing } from "./linkedin.wire.js";

/** How LinkedIn takes applications, and whether it promotes the posting, by the stored answer of the status read. */
export function noticesOf(source: Source, listing: unknown): Pick<Vacancy, "applyStatus" | "promotionStatus"> {
  if (listing === null || listing === undefined) return { applyStatus: null, promotionStatus: null };
  const read = checkRecord(listing, wireListing, { response: source, route: "the stored listing" });
  const known: Partial<WireListing> = isReadable(read) ? read : {};
  return {
    applyStatus: noticeOf(known.linkedInApplyStatus, known.linkedInApplyStatusDetail),
    promotionStatus: noticeOf(known.promotionStatus, known.promotionStatusDetail),
  };
}

function noticeOf(state: string | null | undefined, detail: WireDetail): BoardNotice | null {
  if (!state) return null;
  const said = detail?.statusMessage ?? null;
  const code = detail?.errorCode ?? detail?.errorType ?? null;
  const message = isFreeApplicationsPassed(code ?? "")
    ? [FREE_APPLICATIONS_PASSED, said && `(LinkedIn: ${said})`].filter(Boolean).join(" ")
    : said;
  return { state, code, message };
}

/** Error 1157 (May 2025): the limit of free applications is passed. */
export const FREE_APPLICATIONS_PASSED =
  "The posting has had all the applications that LinkedIn takes for free (error 1157). Promote it (upgradeVacancy), or let candidates apply at its applyUrl.";

export function isFreeApplicationsPassed(text: string): boolean {
  return /\b1157\b/.test(text);
}
