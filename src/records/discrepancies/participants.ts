import type { VendorConnection } from "../../datasources/contract/vendor-module.js";
import { parseGlobalId } from "../../schema/common/global-id.js";
import type { Source } from "../../schema/common/source.js";

/** The sources whose records may contradict one another. */
export class Participants {
  /** Sources of requisitions. Profiles, which nobody is hired for, take part in no discrepancy. */
  readonly jobs: readonly Source[];
  readonly vacancies: readonly Source[];
  readonly #countSeats: ReadonlySet<string>;

  /** @param connections by the texts of their sources */
  constructor(connections: ReadonlyMap<string, VendorConnection>) {
    const opened = [...connections.values()].map((connection) => ({ source: connection.source, ...portsOf(connection) }));
    this.jobs = opened.filter(({ jobs }) => jobs !== undefined && !jobs.areProfiles).map(({ source }) => source);
    this.vacancies = opened.filter(({ vacancies }) => vacancies !== undefined).map(({ source }) => source);
    this.#countSeats = new Set(opened.filter(({ openings }) => openings !== undefined).map(({ source }) => source.text));
  }

  /** Whether a record, by its global id, is of a source that takes part. */
  has(id: string): boolean {
    const { source, kind } = parseGlobalId(id) ?? {};
    return (kind === "job" ? this.jobs : this.vacancies).some(({ text }) => text === source?.text);
  }

  /** Whether the source's vendor counts seats. */
  countsSeats(source: string): boolean {
    return this.#countSeats.has(source);
  }
}

function portsOf(connection: VendorConnection) {
  const { jobs, vacancies, openings } = connection.datasource({});
  return { jobs, vacancies, openings };
}
