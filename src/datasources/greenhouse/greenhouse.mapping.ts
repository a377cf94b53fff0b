import { rawOf } from "../../http/record-check.js";
import type { LocalizedText } from "../../schema/common/localized-text.type.js";
import type { Source } from "../../schema/common/source.js";
import { type Job, JobStatus } from "../../schema/job/job.type.js";
import { type CloseReason, type Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { toUtc } from "../contract/timestamps.js";
import { toCustomFields } from "./greenhouse.custom-fields.js";
import { jobGlobalId, openingGlobalId } from "./greenhouse.ids.js";
import type { OpeningFilterWord, WireCloseReason, WireJob, WireOpening } from "./greenhouse.wire.js";

const JOB_STATUS = new Map<string | null, JobStatus>([
  ["open", JobStatus.OPEN],
  ["closed", JobStatus.CLOSED],
  ["draft", JobStatus.DRAFT],
]);
/** As the jobs list filters; UNKNOWN is ours and has no word. */
export const JOB_STATUS_WORD: Partial<Record<JobStatus, string>> = {
  [JobStatus.OPEN]: "open",
  [JobStatus.CLOSED]: "closed",
  [JobStatus.DRAFT]: "draft",
};

export const OPENING_STATUS = new Map<string | undefined, OpeningStatus>([
  ["open", OpeningStatus.OPEN],
  ["closed", OpeningStatus.CLOSED],
]);

export const OPENING_FILTER_WORD: Record<OpeningStatus, OpeningFilterWord> = {
  [OpeningStatus.OPEN]: "opened",
  [OpeningStatus.CLOSED]: "closed",
};

/** Greenhouse keeps one name, in a language it does not tell: BCP 47 has `und` for that. */
const UNDETERMINED = "und";

export function toJob(source: Source, wire: WireJob): Job {
  const vendorId = String(wire.id);
  const vendorStatus = toText(wire.status);
  return {
    id: jobGlobalId(source, vendorId),
    vendor: source.vendor,
    account: source.account,
    vendorId,
    // People leave the requisition id empty; an empty code ties nothing together.
    code: toText(wire.requisition_id) || null,
    names: localized(toText(wire.name)),
    descriptions: localized(wire.notes),
    status: JOB_STATUS.get(vendorStatus) ?? JobStatus.UNKNOWN,
    vendorStatus,
    departments: (wire.departments ?? []).flatMap((department) => department?.name || []),
    // The office's location says where; its name is what people call it, and all there is where the location is empty.
    locations: (wire.offices ?? []).flatMap((office) => office?.location?.name || office?.name || []),
    createdAt: toUtc(wire.created_at),
    updatedAt: toUtc(wire.updated_at),
    openedAt: toUtc(wire.opened_at),
    closedAt: toUtc(wire.closed_at),
    expiresAt: null,
    customFields: toCustomFields(wire.keyed_custom_fields) ?? [],
    raw: rawOf(wire),
  };
}

export function toOpening(source: Source, wire: WireOpening, jobId: string): Opening {
  const status = wire.status === "open" ? OpeningStatus.OPEN : OpeningStatus.CLOSED;
  return {
    id: openingGlobalId(source, jobId, String(wire.id)),
    vendor: source.vendor,
    account: source.account,
    vendorId: String(wire.id),
    jobId: jobGlobalId(source, jobId),
    openingId: toText(wire.opening_id),
    status,
    openedAt: toUtc(wire.opened_at),
    closedAt: toUtc(wire.closed_at),
    applicationId: wire.application_id === null || wire.application_id === undefined ? null : String(wire.application_id),
    // An open opening has no reason, whether this copy says so or not; a closed one whose copy lacks the key may have one.
    closeReason: wire.close_reason ? toCloseReason(wire.close_reason) : status === OpeningStatus.OPEN ? null : wire.close_reason,
    customFields: toCustomFields(wire.keyed_custom_fields),
    raw: rawOf(wire),
  };
}

/** A copy from the openings endpoints is whole: a map that it lacks is one that the organisation does not have. */
export function toWholeOpening(source: Source, wire: WireOpening, jobId: string): Opening {
  const opening = toOpening(source, wire, jobId);
  return { ...opening, closeReason: opening.closeReason ?? null, customFields: opening.customFields ?? [] };
}

export function toCloseReason(wire: WireCloseReason): CloseReason {
  return { id: String(wire.id), name: wire.name ?? "" };
}

/** Some texts come as numbers. */
function toText(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function localized(text: string | null | undefined): LocalizedText[] {
  return text === null || text === undefined || text === "" ? [] : [{ lang: UNDETERMINED, value: text }];
}
