/** One field of a version: how it is asked for, how it is answered (the names differ), and which fields of the graph need it. */
interface TimelineField {
  token: string;
  key: string;
  /** Of JobVersion. */
  neededBy: readonly string[];
}

/** Page "query_multi_timeline", `fields`. `parent_job` is void at the vendor, so it is not here. */
const TIMELINE_FIELDS: readonly TimelineField[] = [
  { token: "job_name", key: "job_names", neededBy: ["name", "names"] },
  { token: "code", key: "code", neededBy: ["code"] },
  { token: "active", key: "active", neededBy: ["active"] },
  { token: "description", key: "descriptions", neededBy: ["description", "descriptions"] },
  { token: "effective_date", key: "effective_date", neededBy: ["effectiveDate"] },
  { token: "expiration_date", key: "expiration_date", neededBy: ["expirationDate"] },
  { token: "job_title", key: "job_titles", neededBy: ["title", "titles"] },
  { token: "job_family", key: "job_family_ids", neededBy: ["jobFamilyIds"] },
  { token: "job_level", key: "job_level_ids", neededBy: ["jobLevelIds"] },
  { token: "pathway", key: "pathway_id", neededBy: ["pathwayId"] },
  { token: "working_hours_type", key: "working_hours_type_id", neededBy: ["workingHoursTypeId"] },
];

/** The vendor gives levels to apps with a right of their own and asks everybody else to leave them alone: only by name. */
const SENSITIVE = "job_level";
/** Versions are sorted by it, whatever was selected. */
const SORTED_BY = "effective_date";
/** Where a request is wider than the range somebody asked for, its answer is cut by the first day and by this. */
export const CUT_BY = "expiration_date";

/** The tokens that a selection of JobVersion needs, in the vendor's order. `vendorData` shows all that the app need not be trusted with. */
export function tokensFor(selected: readonly string[]): string[] {
  const whole = selected.includes("vendorData");
  return TIMELINE_FIELDS.filter(
    ({ token, neededBy }) => token === SORTED_BY || neededBy.some((field) => selected.includes(field)) || (whole && token !== SENSITIVE),
  ).map(({ token }) => token);
}

/** The keys that an answer to these tokens has, besides the ids. */
export function keysOf(tokens: readonly string[]): string[] {
  return TIMELINE_FIELDS.filter(({ token }) => tokens.includes(token)).map(({ key }) => key);
}

/** `fields` of batch_get: everything about the current version but levels, since whoever reads a job may ask for its vendorData. */
export const CURRENT_JOB_FIELDS: readonly string[] = [
  ...TIMELINE_FIELDS.map(({ token }) => token).filter((token) => token !== SENSITIVE),
  "created_time",
  "updated_time",
  "created_by",
  "updated_by",
];
