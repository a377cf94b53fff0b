import { z } from "zod";

/**
 * CoreHR's job catalogue (职务) as it arrives, Feishu's spelling kept. Unset fields are left out. The timeline and the reads of the current
 * version name the same things differently: https://open.feishu.cn/document/corehr-v1/job-management/job/query_multi_timeline and
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/corehr-v2/job/batch_get.
 */
const text = z.string().nullish();
const ids = z.array(z.string()).nullish();
const i18n = z.array(z.looseObject({ lang: text, value: text })).nullish();
export type WireI18n = z.infer<typeof i18n>;

/** The first day is always asked for, so an answer without it is none. Every other field is there only where it was asked for. */
const wireJobVersion = z.looseObject({
  job_id: z.string(),
  job_version_id: z.string(),
  effective_date: z.string(),
  expiration_date: text,
  job_names: i18n,
  code: text,
  active: z.boolean().nullish(),
  descriptions: i18n,
  job_titles: i18n,
  job_family_ids: ids,
  job_level_ids: ids,
  pathway_id: text,
  working_hours_type_id: text,
});
export type WireJobVersion = z.infer<typeof wireJobVersion>;

/** The groups bear no job id; neither their order nor one group per job is promised. */
export const wireTimeline = z.looseObject({
  items: z.array(z.looseObject({ job_version_data: z.array(wireJobVersion).nullish() })).nullish(),
});

/** The current version, as list and batch_get give it. Its times are days with a midnight attached, and no moments. */
const wireCurrentJob = z.looseObject({
  id: z.string(),
  code: text,
  name: i18n,
  description: i18n,
  active: z.boolean().nullish(),
  created_time: text,
  updated_time: text,
  custom_fields: z
    .array(z.looseObject({ field_name: z.string(), name: z.looseObject({ zh_cn: text, en_us: text }).nullish(), value: text }))
    .nullish(),
});
export type WireCurrentJob = z.infer<typeof wireCurrentJob>;

export const wireCurrentJobs = z.looseObject({ items: z.array(wireCurrentJob).nullish() });
export const wireCurrentJobPage = z.looseObject({
  items: z.array(wireCurrentJob).nullish(),
  has_more: z.boolean().nullish(),
  page_token: text,
});
