import { rawOf } from "../../../http/checks/record-check.js";
import { formatGlobalId } from "../../../schema/common/global-id.js";
import type { LocalizedText } from "../../../schema/common/localized-text.type.js";
import type { Source } from "../../../schema/common/source.js";
import { type Job, JobStatus } from "../../../schema/job/job.type.js";
import type { CustomField } from "../../../schema/opening/custom-field.type.js";
import { toUtcFromMs } from "../../contract/timestamps.js";
import type { WireCustomField, WireHireJob, WireHireJobDetail } from "./hire.wire.js";

/** Values of `active_status`, the same in list and get. */
const JOB_STATUS: Record<number, JobStatus> = { 1: JobStatus.OPEN, 2: JobStatus.CLOSED };

/** Types of custom fields by `object_type`. */
const FIELD_TYPE: Record<number, string> = {
  1: "single_line_text",
  2: "multi_line_text",
  3: "single_choice",
  4: "multiple_choice",
  5: "date",
  6: "month",
  7: "year",
  8: "time_range",
  9: "number",
  10: "default_field",
  11: "module",
  13: "attachment",
};

/** Hire has one title and does not name its language: `und` in BCP 47. */
const UNDETERMINED = "und";

/** Names of departments and places have one language: the caller's first that exists, else Chinese, else English. */
export function toJob(source: Source, wire: WireHireJob, languages: readonly string[] = []): Job {
  const city = nameOf(wire.city?.zh_name, wire.city?.en_name, languages);
  const cities = (wire.city_list ?? []).flatMap((entry) => nameOf(entry?.name?.zh_cn, entry?.name?.en_us, languages));
  const vendorId = String(wire.id);
  return {
    id: jobGlobalId(source, vendorId),
    vendor: source.vendor,
    account: source.account,
    vendorId,
    code: toText(wire.code),
    names: localized(toText(wire.title)),
    // `requirement` is a separate text, shown in vendorData.
    descriptions: localized(wire.description),
    status: JOB_STATUS[wire.active_status ?? 0] ?? JobStatus.UNKNOWN,
    vendorStatus: wire.active_status === null || wire.active_status === undefined ? null : String(wire.active_status),
    departments: nameOf(wire.department?.zh_name, wire.department?.en_name, languages),
    // `city` is the older field, for one place; `city_list` includes it.
    locations: cities.length > 0 ? cities : city,
    createdAt: toUtcFromMs(wire.create_timestamp ?? wire.create_time),
    updatedAt: toUtcFromMs(wire.update_timestamp ?? wire.update_time),
    // Hire has no time of opening or closing.
    openedAt: null,
    closedAt: null,
    expiresAt: toUtcFromMs(wire.expiry_timestamp ?? wire.expiry_time),
    // Only the read of one job has this key.
    customFields: wire.customized_data_list?.flatMap((field) => (field === null ? [] : [toCustomField(field, languages)])),
    raw: rawOf(wire),
  };
}

/** The same job by get_detail. */
export function toJobOfDetail(source: Source, wire: WireHireJobDetail, languages: readonly string[] = []): Job {
  const { department, ...basic } = wire.basic_info;
  const paired = { zh_name: department?.name?.zh_cn, en_name: department?.name?.en_us };
  const job = toJob(source, { ...basic, department: paired }, languages);
  // Read alone, a job without this key has no custom fields.
  return { ...job, customFields: job.customFields ?? [], raw: rawOf(wire) };
}

function jobGlobalId(source: Source, jobId: string): string {
  return formatGlobalId(source, "job", jobId);
}

/** `value` has one member, whose key repeats the type. Times stay milliseconds as text. */
function toCustomField({ object_id, name, object_type, value }: WireCustomField, languages: readonly string[]): CustomField {
  const members = Object.values(value ?? {});
  return {
    key: object_id,
    name: nameOf(name?.zh_cn, name?.en_us, languages)[0] ?? object_id,
    type: object_type === null || object_type === undefined ? "unknown" : (FIELD_TYPE[object_type] ?? String(object_type)),
    value: members.length > 1 ? value : (members[0] ?? null),
  };
}

/** A list of the name or of nothing; either language may be missing. */
function nameOf(chinese: string | null | undefined, english: string | null | undefined, languages: readonly string[]): string[] {
  const wanted = languages.map((lang) => lang.split("-", 1)[0]?.toLowerCase()).find((lang) => lang === "zh" || lang === "en");
  const found = wanted === "en" ? english || chinese : chinese || english;
  return found ? [found] : [];
}

/** Some texts come as numbers. An empty text becomes null. */
function toText(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === "" ? null : String(value);
}

function localized(text: string | null | undefined): LocalizedText[] {
  return text ? [{ lang: UNDETERMINED, value: text }] : [];
}
