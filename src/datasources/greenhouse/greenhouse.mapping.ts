import type { LocalizedText } from "../../schema/common/localized-text.type.js";
import type { Source } from "../../schema/common/source.js";
import { type Job, JobStatus } from "../../schema/job/job.type.js";
import type { CustomField } from "../../schema/opening/custom-field.type.js";
import { type CloseReason, type Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import { toUtc } from "../contract/timestamps.js";
import { jobGlobalId, openingGlobalId } from "./greenhouse.ids.js";
import type { WireCloseReason, WireCustomFieldMap, WireJobParts, WireOpeningParts } from "./greenhouse.wire.js";

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

/** As bodies of writes say it. */
export const OPENING_STATUS_WORD: Record<OpeningStatus, "open" | "closed"> = {
  [OpeningStatus.OPEN]: "open",
  [OpeningStatus.CLOSED]: "closed",
};

/** Greenhouse keeps one name, in a language it does not tell: BCP 47 has `und` for that. */
const UNDETERMINED = "und";

/** The parts of a job that the APIs spell differently. */
export type OwnJobParts = Pick<Job, "departments" | "locations" | "raw"> & { customFields: WireCustomFieldMap };

export function jobOf(source: Source, wire: WireJobParts, { departments, locations, customFields, raw }: OwnJobParts): Job {
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
    departments,
    locations,
    createdAt: toUtc(wire.created_at),
    updatedAt: toUtc(wire.updated_at),
    openedAt: toUtc(wire.opened_at),
    closedAt: toUtc(wire.closed_at),
    expiresAt: null,
    customFields: toCustomFields(customFields) ?? [],
    raw,
  };
}

/** The parts of an opening that the APIs spell differently. */
export type OwnOpeningParts = Pick<Opening, "status" | "closeReason" | "raw"> & { customFields: WireCustomFieldMap };

export function openingOf(source: Source, wire: WireOpeningParts, jobId: string, own: OwnOpeningParts): Opening {
  return {
    id: openingGlobalId(source, jobId, String(wire.id)),
    vendor: source.vendor,
    account: source.account,
    vendorId: String(wire.id),
    jobId: jobGlobalId(source, jobId),
    openingId: toText(wire.opening_id),
    openedAt: toUtc(wire.opened_at),
    closedAt: toUtc(wire.closed_at),
    applicationId: wire.application_id === null || wire.application_id === undefined ? null : String(wire.application_id),
    status: own.status,
    closeReason: own.closeReason,
    customFields: toCustomFields(own.customFields),
    raw: own.raw,
  };
}

/** A whole copy: a part that it lacks is one that the organisation does not have. */
export function wholeOpening(opening: Opening): Opening {
  if (opening.closeReason !== undefined && opening.customFields !== undefined) return opening;
  return { ...opening, closeReason: opening.closeReason ?? null, customFields: opening.customFields ?? [] };
}

export function toCloseReason(wire: WireCloseReason): CloseReason {
  return { id: String(wire.id), name: wire.name ?? "" };
}

/** Values stay as Greenhouse writes them: their shape depends on `type`, and currencies come in more than one shape. */
export function toCustomFields(wire: WireCustomFieldMap): CustomField[] | undefined {
  if (wire === null || wire === undefined) return undefined;
  const fields: CustomField[] = [];
  for (const key in wire) {
    const field = wire[key];
    if (field) fields.push({ key, name: field.name ?? key, type: field.type ?? "unknown", value: field.value ?? null });
  }
  return fields;
}

/** Some texts come as numbers. */
function toText(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function localized(text: string | null | undefined): LocalizedText[] {
  return text === null || text === undefined || text === "" ? [] : [{ lang: UNDETERMINED, value: text }];
}
