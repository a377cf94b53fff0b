import type { RecordKind } from "../../../http/checks/record-check.js";
import { z } from "../../../http/checks/zod.js";
import { day, digits, word } from "../../contract/wire-parts.js";

/**
 * CoreHR's job catalogue (职务) as it arrives, Feishu's spelling kept. Unset fields are missing. The timeline and the reads of the current
 * version use different names for the same fields: https://open.feishu.cn/document/corehr-v1/job-management/job/query_multi_timeline and
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/corehr-v2/job/batch_get.
 */
const text = z.string().nullish();
const id = z.union([z.string(), z.int()]);
const ids = z.array(id.nullable()).nullish();
const i18n = z.array(z.looseObject({ lang: text, value: text }).nullable()).nullish();
export type WireI18n = z.infer<typeof i18n>;

/** The first day is always requested, so a version without it is unreadable. Every other field is there only where it was requested. */
const jobVersion = z.looseObject({
  job_id: digits,
  job_version_id: digits,
  effective_date: day,
  expiration_date: z.union([z.literal(""), day]).nullish(),
  job_names: i18n,
  code: word.nullish(),
  active: z.boolean().nullish(),
  descriptions: i18n,
  job_titles: i18n,
  job_family_ids: ids,
  job_level_ids: ids,
  pathway_id: id.nullish(),
  working_hours_type_id: id.nullish(),
});
export type WireJobVersion = z.infer<typeof jobVersion>;
/** A version without a last day is in force without end. */
export const wireJobVersion: RecordKind<WireJobVersion> = {
  name: "version",
  schema: jobVersion,
  decisive: ["expiration_date"],
  idField: "job_version_id",
};

/** Groups have no job id; neither their order nor one group per job is promised. */
const versionGroup = z.looseObject({ job_version_data: z.array(z.unknown()).nullish() });
export const wireVersionGroup: RecordKind<z.infer<typeof versionGroup>> = {
  name: "group of versions",
  schema: versionGroup,
  decisive: ["job_version_data"],
};

/** The current version in list and batch_get. Its times are days with a midnight attached, not moments. */
const currentJob = z.looseObject({
  id: digits,
  code: word.nullish(),
  name: i18n,
  description: i18n,
  active: z.boolean().nullish(),
  created_time: text,
  updated_time: text,
  custom_fields: z
    .array(z.looseObject({ field_name: z.string(), name: z.looseObject({ zh_cn: text, en_us: text }).nullish(), value: text }).nullable())
    .nullish(),
});
export type WireCurrentJob = z.infer<typeof currentJob>;
export const wireCurrentJob: RecordKind<WireCurrentJob> = { name: "job", schema: currentJob };

/** Page "job/query_recent_change". No page says whether `job_ids` names the deleted ones too. */
export const wireChangesPage = z.looseObject({
  job_ids: z.array(digits).nullish(),
  deleted_job_ids: z.array(digits).nullish(),
  has_more: z.boolean().nullish(),
  page_token: text,
});

/** The items of any read; records are checked one by one. */
export const wireItems = z.looseObject({ items: z.array(z.unknown()).nullish() });
export const wireItemPage = z.looseObject({
  items: z.array(z.unknown()).nullish(),
  has_more: z.boolean().nullish(),
  page_token: text,
});
