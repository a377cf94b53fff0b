import type { Source } from "../../../schema/common/source.js";

/** One field of a version: its names in the request and in the answer, which differ, and the fields of the graph that need it. */
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

/** Levels require a right of their own; an app without it should not request them. So they are requested only where selected by name. */
const SENSITIVE = "job_level";
/** Versions are sorted by it, whatever was selected. */
const SORTED_BY = "effective_date";
/** An answer wider than a caller's range is cut by the first day and by this field. */
export const CUT_BY = "expiration_date";

/** The tokens that a selection of JobVersion needs, in the vendor's order. `vendorData` selects all but the sensitive one. */
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

/** A selection of JobVersion as the vendor names it. */
export interface VersionView {
  source: Source;
  tokens: readonly string[];
  /** The keys of its answer, besides the ids. */
  keys: readonly string[];
}

/** Equal selections have one view: versions are made once for all who share an answer and ask alike. */
export class VersionViews {
  readonly #source: Source;
  readonly #views = new Map<string, VersionView>();

  constructor(source: Source) {
    this.#source = source;
  }

  of(selected: readonly string[]): VersionView {
    const tokens = tokensFor(selected);
    const name = tokens.join();
    const known = this.#views.get(name);
    if (known !== undefined) return known;
    const view = { source: this.#source, tokens, keys: keysOf(tokens) };
    this.#views.set(name, view);
    return view;
  }
}

/** `fields` of batch_get: all of the current version but levels, since a query of a job may select its vendorData. */
export const CURRENT_JOB_FIELDS: readonly string[] = [
  ...TIMELINE_FIELDS.map(({ token }) => token).filter((token) => token !== SENSITIVE),
  "created_time",
  "updated_time",
  "created_by",
  "updated_by",
];
