import { Ability } from "../../schema/vendor/vendor.type.js";
import { CATALOG, type ChangeKind } from "./catalog.js";
import type { Changes } from "./change.js";
import type { Datasource } from "./datasource.js";

/** A source's abilities, which follow from the ports it implements and the changes it supports. */
export function abilitiesOf(datasource: Datasource, changes: Changes): Ability[] {
  const found = new Set<Ability>();
  if (datasource.jobs) {
    found.add(Ability.READ_JOBS);
    found.add(Ability.LIST_JOBS);
  }
  if (datasource.timeline) found.add(Ability.JOB_TIMELINE);
  if (datasource.openings) found.add(Ability.READ_OPENINGS);
  if (datasource.vacancies) {
    found.add(Ability.READ_VACANCIES);
    found.add(Ability.LIST_VACANCIES);
    if (datasource.vacancies.stats) found.add(Ability.VACANCY_STATS);
  }
  for (const kind of Object.keys(changes) as ChangeKind[]) found.add(CATALOG[kind].ability);
  return Object.values(Ability).filter((ability) => found.has(ability));
}
