import { madeOnce } from "../../../http/checks/made-once.js";
import { rawOf } from "../../../http/checks/record-check.js";
import { formatGlobalId } from "../../../schema/common/global-id.js";
import type { LocalizedText } from "../../../schema/common/localized-text.type.js";
import type { Source } from "../../../schema/common/source.js";
import { type Job, JobStatus } from "../../../schema/job/job.type.js";
import type { JobVersion } from "../../../schema/job/job-version.type.js";
import type { CustomField } from "../../../schema/opening/custom-field.type.js";
import { toUtc } from "../../contract/timestamps.js";
import { NO_END } from "./corehr.days.js";
import { keysOf, type VersionView } from "./corehr.fields.js";
import type { WireCurrentJob, WireI18n, WireJobVersion } from "./corehr.wire.js";

export const toJob = madeOnce((source: Source, wire: WireCurrentJob): Job => {
  const vendorId = String(wire.id);
  return {
    id: jobGlobalId(source, vendorId),
    vendor: source.vendor,
    account: source.account,
    vendorId,
    code: toText(wire.code),
    names: localized(wire.name),
    descriptions: localized(wire.description),
    status: wire.active === true ? JobStatus.OPEN : wire.active === false ? JobStatus.CLOSED : JobStatus.UNKNOWN,
    vendorStatus: wire.active === true ? "active" : wire.active === false ? "inactive" : null,
    // A job profile has job families, but no departments and no place.
    departments: [],
    locations: [],
    createdAt: toUtc(wire.created_time),
    updatedAt: toUtc(wire.updated_time),
    // effective_time and expiration_time are the first and last day of a version, not moments at which the job opened or closed.
    openedAt: null,
    closedAt: null,
    expiresAt: null,
    customFields: (wire.custom_fields ?? []).flatMap((field) => (field === null ? [] : [toCustomField(field)])),
    raw: rawOf(wire),
  };
});

/** A version as this view shows it. */
export const versionIn = madeOnce(
  ({ source, tokens, keys }: VersionView, wire: WireJobVersion): JobVersion => toJobVersion(source, wire, tokens, keys),
);

/** A version with the fields of these tokens alone, without those that other asks of the same request needed. */
export function toJobVersion(
  source: Source,
  wire: WireJobVersion,
  tokens: readonly string[],
  keys: readonly string[] = keysOf(tokens),
): JobVersion {
  const own: Partial<WireJobVersion> = pick(wire, keys);
  const raw = rawOf(wire);
  const [jobId, versionId] = [String(wire.job_id), String(wire.job_version_id)];
  return {
    id: versionGlobalId(source, jobId, versionId),
    vendor: source.vendor,
    account: source.account,
    vendorId: versionId,
    jobId: jobGlobalId(source, jobId),
    effectiveDate: wire.effective_date,
    expirationDate: own.expiration_date === NO_END ? null : own.expiration_date || null,
    active: own.active ?? null,
    code: toText(own.code),
    names: localized(own.job_names),
    titles: localized(own.job_titles),
    descriptions: localized(own.descriptions),
    jobFamilyIds: toTexts(own.job_family_ids),
    jobLevelIds: toTexts(own.job_level_ids),
    pathwayId: toText(own.pathway_id),
    workingHoursTypeId: toText(own.working_hours_type_id),
    raw: raw === wire ? own : pick(raw, keys),
  };
}

function jobGlobalId(source: Source, jobId: string): string {
  return formatGlobalId(source, "job", jobId);
}

/** A version can be read only by its job, so its global id has both ids. */
function versionGlobalId(source: Source, jobId: string, versionId: string): string {
  return formatGlobalId(source, "job-version", jobId, versionId);
}

/** CoreHR's language codes are BCP 47. A language may be missing, or present without a text. */
function localized(texts: WireI18n): LocalizedText[] {
  const found: LocalizedText[] = [];
  for (const text of texts ?? []) if (text?.lang && text.value) found.push({ lang: text.lang, value: text.value });
  return found;
}

/** The value is JSON as text. */
function toCustomField({ field_name, name, value }: WireCustomField): CustomField {
  return { key: field_name, name: name?.zh_cn || name?.en_us || field_name, type: "unknown", value: parsed(value) };
}

function parsed(value: string | null | undefined): unknown {
  if (value === null || value === undefined) return null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

type WireCustomField = NonNullable<NonNullable<WireCurrentJob["custom_fields"]>[number]>;

/** Some texts come as numbers. An empty text becomes null. */
function toText(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === "" ? null : String(value);
}

function toTexts(values: readonly (string | number | null)[] | null | undefined): string[] {
  return (values ?? []).flatMap((value) => toText(value) ?? []);
}

const IDS: readonly string[] = ["job_id", "job_version_id"];

function pick(wire: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const key in wire) if (keys.includes(key) || IDS.includes(key)) picked[key] = wire[key];
  return picked;
}
