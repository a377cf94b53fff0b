import type { LocalName } from "../local-name.js";
import type { CoreJob, CoreJobVersion } from "./corehr-state.js";

type Reader = (version: CoreJobVersion, language?: string) => Record<string, unknown>;

/** Response keys of the timeline by `fields` token; the names differ. `parent_job` and unknown tokens have none (corehr/README, "Timeline"). */
const TIMELINE_FIELDS: Readonly<Record<string, Reader>> = {
  job_name: ({ names }) => ({ job_names: i18n(names) }),
  code: ({ code }) => ({ code }),
  active: ({ active }) => ({ active }),
  description: ({ descriptions }) => ({ descriptions: i18n(descriptions) }),
  effective_date: ({ effectiveDate }) => ({ effective_date: effectiveDate }),
  expiration_date: ({ expirationDate }) => ({ expiration_date: expirationDate }),
  job_title: ({ titles }) => ({ job_titles: i18n(titles) }),
  job_family: ({ familyIds }) => ({ job_family_ids: familyIds }),
  job_level: ({ levelIds }) => ({ job_level_ids: levelIds }),
  pathway: ({ pathwayId }) => ({ pathway_id: pathwayId }),
  working_hours_type: ({ workingHoursTypeId }) => ({ working_hours_type_id: workingHoursTypeId }),
};

/** Response keys of the current version by the same tokens. */
const CURRENT_FIELDS: Readonly<Record<string, Reader>> = {
  job_name: ({ names }, language) => ({ name: i18n(names, language) }),
  code: ({ code }) => ({ code }),
  active: ({ active }) => ({ active }),
  description: ({ descriptions }, language) => ({ description: i18n(descriptions, language) }),
  job_title: ({ titles }, language) => ({ job_title: i18n(titles, language) }),
  pathway: ({ pathwayId }) => ({ pathway_id: pathwayId }),
  working_hours_type: ({ workingHoursTypeId }) => ({ working_hours_type_id: workingHoursTypeId }),
  job_level: ({ levelIds }) => ({ job_level_id_list: levelIds }),
  job_family: ({ familyIds }) => ({ job_family_id_list: familyIds }),
  effective_date: ({ effectiveDate }) => ({ effective_time: `${effectiveDate} 00:00:00` }),
  expiration_date: ({ expirationDate }) => ({ expiration_time: `${expirationDate} 00:00:00` }),
};

const LEVEL_FIELD = "job_level";

/** A row of the timeline: the ids, the requested fields, and levels only with their scope. */
export function timelineVersion(job: CoreJob, version: CoreJobVersion, fields: readonly string[], levels: boolean) {
  const row: Record<string, unknown> = { job_id: job.id, job_version_id: version.versionId };
  for (const field of fields) if (levels || field !== LEVEL_FIELD) Object.assign(row, readerOf(TIMELINE_FIELDS, field)?.(version));
  return row;
}

export interface CurrentView {
  /** Every field where missing. */
  fields?: readonly string[];
  /** Whether the app may see levels. */
  levels: boolean;
  /** `zh-CN` or `en-US`; both where missing. */
  language?: string;
}

/** The object of list, get and batch_get: the current version only. */
export function currentJob(job: CoreJob, version: CoreJobVersion, { fields, levels, language }: CurrentView) {
  const row: Record<string, unknown> = { id: job.id };
  for (const field of fields ?? Object.keys(CURRENT_FIELDS)) {
    if (levels || field !== LEVEL_FIELD) Object.assign(row, readerOf(CURRENT_FIELDS, field)?.(version, language));
  }
  return row;
}

/** The reader of a requested token, from the table's own properties only. */
function readerOf(table: Readonly<Record<string, Reader>>, field: string): Reader | undefined {
  return Object.hasOwn(table, field) ? table[field] : undefined;
}

/** CoreHR's form of a text: a list with the languages `zh-CN` and `en-US`; undefined without a text. */
function i18n(text: LocalName | undefined, language?: string): { lang: string; value: string }[] | undefined {
  const entries = [
    { lang: "zh-CN", value: text?.zh },
    { lang: "en-US", value: text?.en },
  ].filter((entry): entry is { lang: string; value: string } => entry.value !== undefined && (language ?? entry.lang) === entry.lang);
  return entries.length === 0 ? undefined : entries;
}
