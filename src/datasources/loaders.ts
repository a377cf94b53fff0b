import DataLoader from "dataloader";
import type { Job } from "../schema/job.type.js";
import type { JobVersion } from "../schema/job-version.type.js";
import type { CloseReason, Opening, OpeningStatus } from "../schema/opening.type.js";
import type { Prolongation, Vacancy } from "../schema/vacancy.type.js";
import { type SourceReport, SourceState, type Vendor } from "../schema/vendor.type.js";
import type { CodedKind } from "./code-directory.js";
import type { Aligned, StatsAnswer, StatsAsked, VersionsAsked } from "./datasource.js";
import { recordsByCode, type SourcedRecords } from "./records-by-code.js";
import { requireId, type UnifiedDatasource } from "./unified.datasource.js";

export type { SourcedRecords } from "./records-by-code.js";

export interface OpeningsKey {
  jobId: string;
  status?: OpeningStatus;
}

/** One DataLoader per question, for one request. Keys are global ids; answers are aligned with them. */
export interface Loaders {
  job: DataLoader<string, Job | null>;
  /** The job with what copies in lists may lack. */
  wholeJob: DataLoader<string, Job | null>;
  opening: DataLoader<string, Opening | null>;
  /** The opening with what copies inside a job may lack. */
  wholeOpening: DataLoader<string, Opening | null>;
  openingsOfJob: DataLoader<OpeningsKey, Opening[], string>;
  closeReasons: DataLoader<Vendor, CloseReason[]>;
  vacancy: DataLoader<string, Vacancy | null>;
  /** The vacancy with what list copies lack. */
  wholeVacancy: DataLoader<string, Vacancy | null>;
  prolongation: DataLoader<Vacancy, Prolongation, string>;
  stats: DataLoader<StatsAsked, StatsAnswer, string>;
  versions(asked: VersionsAsked): Promise<JobVersion[]>;
  version: DataLoader<{ id: string; fields: readonly string[] }, JobVersion | null, string>;
  /** Records that carry a requisition code, of all vendors; a vendor that is down costs its own. */
  jobsByCode: DataLoader<string, SourcedRecords<Job>>;
  vacanciesByCode: DataLoader<string, SourcedRecords<Vacancy>>;
  /** Vendors that could not be asked for records by their code, one report each. */
  missing(): SourceReport[];
}

const composite = (key: object) => JSON.stringify(key);

export function createLoaders(graph: UnifiedDatasource): Loaders {
  /** Reads of jobs under way, by vendor: whoever asks for versions next waits for them, so that all versions are asked for together. */
  const jobReads = new Map<Vendor, Set<Promise<unknown>>>();

  const job = new DataLoader<string, Job | null>((ids) =>
    graph.records(ids, "job", (vendor, nativeIds) => {
      const reading = graph.port(vendor, "jobs").jobsByIds(nativeIds.map(joined));
      track(jobReads, vendor, reading);
      return learnFrom(graph, "job", reading);
    }),
  );

  const wholeJob = new DataLoader<string, Job | null>((ids) =>
    graph.records(ids, "job", async (vendor, nativeIds) => graph.port(vendor, "jobs").jobsByIds(nativeIds.map(joined))),
  );

  const opening = new DataLoader<string, Opening | null>((ids) =>
    graph.records(ids, "opening", async (vendor, nativeIds) => graph.port(vendor, "openings").openingsByIds(nativeIds.map(joined))),
  );

  const wholeOpening = new DataLoader<string, Opening | null>((ids) =>
    graph.records(ids, "opening", async (vendor, nativeIds) => graph.port(vendor, "openings").wholeOpenings(nativeIds.map(joined))),
  );

  const openingsOfJob = new DataLoader<OpeningsKey, Opening[], string>(
    (keys) =>
      graph.byVendor(
        keys,
        (key) => requireId(key.jobId, "job").vendor,
        async (vendor, group) => {
          const asked = group.map((key) => ({ jobId: first(requireId(key.jobId, "job").nativeIds), status: key.status }));
          const found = await graph.port(vendor, "openings").openingsOfJobs(asked);
          for (const openings of found) if (!(openings instanceof Error)) for (const record of openings) opening.prime(record.id, record);
          return found;
        },
      ),
    { cacheKeyFn: composite },
  );

  const closeReasons = new DataLoader<Vendor, CloseReason[]>((vendors) =>
    graph.byVendor(
      vendors,
      (vendor) => vendor,
      async (vendor) => [await graph.port(vendor, "openings").closeReasons()],
    ),
  );

  const vacancy = new DataLoader<string, Vacancy | null>((ids) =>
    graph.records(ids, "vacancy", async (vendor, nativeIds) =>
      learnFrom(graph, "vacancy", graph.port(vendor, "vacancies").vacanciesByIds(nativeIds.map(first))),
    ),
  );

  const wholeVacancy = new DataLoader<string, Vacancy | null>((ids) =>
    graph.records(ids, "vacancy", async (vendor, nativeIds) =>
      learnFrom(graph, "vacancy", graph.port(vendor, "vacancies").wholeVacancies(nativeIds.map(first))),
    ),
  );

  const prolongation = new DataLoader<Vacancy, Prolongation, string>(
    (vacancies) =>
      graph.byVendor(
        vacancies,
        (record) => record.vendor,
        async (vendor, group) => graph.port(vendor, "vacancies").prolongations(group),
      ),
    { cacheKeyFn: (record) => record.id },
  );

  const stats = new DataLoader<StatsAsked, StatsAnswer, string>(
    (keys) =>
      graph.byVendor(
        keys,
        (key) => requireId(key.vacancyId, "vacancy").vendor,
        async (vendor, group) => {
          const source = graph.port(vendor, "vacancies");
          if (source.stats === undefined) return group.map(() => graph.unsupported(vendor, "statistics of vacancies"));
          return source.stats(group.map((key) => ({ ...key, vacancyId: first(requireId(key.vacancyId, "vacancy").nativeIds) })));
        },
      ),
    { cacheKeyFn: composite },
  );

  /** One loader a vendor, so that a slow vendor's jobs hold up its own versions alone. */
  const versionLoaders = new Map<Vendor, DataLoader<VersionsAsked, JobVersion[], string>>();
  const versions = async (asked: VersionsAsked): Promise<JobVersion[]> => {
    const { vendor } = requireId(asked.jobId, "job");
    const source = graph.datasource(vendor)?.timeline;
    // A vendor without versions holds none.
    if (source === undefined) return [];
    const known = versionLoaders.get(vendor);
    if (known !== undefined) return known.load(asked);
    const made = new DataLoader<VersionsAsked, JobVersion[], string>(
      (keys) => source.versions(keys.map((key) => ({ ...key, jobId: first(requireId(key.jobId, "job").nativeIds) }))),
      { cacheKeyFn: composite, batchScheduleFn: (dispatch) => void whenQuiet(() => jobReads.get(vendor)).then(dispatch) },
    );
    versionLoaders.set(vendor, made);
    return made.load(asked);
  };

  const version = new DataLoader<{ id: string; fields: readonly string[] }, JobVersion | null, string>(
    (keys) =>
      graph.byVendor(
        keys,
        (key) => requireId(key.id, "job-version").vendor,
        async (vendor, group) => {
          const fields = [...new Set(group.flatMap((key) => key.fields))];
          const ids = group.map((key) => {
            const [jobId = "", versionId = ""] = requireId(key.id, "job-version").nativeIds;
            return { jobId, versionId };
          });
          return graph.port(vendor, "timeline").versionsByIds(ids, fields);
        },
      ),
    { cacheKeyFn: composite },
  );

  const failedByCode = new Map<Vendor, SourceReport>();
  const noteFailed = <Found extends { sources: SourceReport[] }>(answers: Found[]): Found[] => {
    for (const report of answers.flatMap(({ sources }) => sources)) {
      if (report.state === SourceState.FAILED) failedByCode.set(report.vendor, report);
    }
    return answers;
  };

  const jobsByCode = new DataLoader<string, SourcedRecords<Job>>((codes) =>
    recordsByCode({
      graph,
      kind: "job",
      codes,
      vendors: graph.vendorsWith("jobs"),
      ask: (vendor) => {
        const source = graph.port(vendor, "jobs");
        return source.jobsByCodes?.bind(source);
      },
      loader: job,
    }).then(noteFailed),
  );

  const vacanciesByCode = new DataLoader<string, SourcedRecords<Vacancy>>((codes) =>
    recordsByCode({
      graph,
      kind: "vacancy",
      codes,
      vendors: graph.vendorsWith("vacancies"),
      ask: (vendor) => {
        const source = graph.port(vendor, "vacancies");
        return source.vacanciesByCodes?.bind(source);
      },
      loader: wholeVacancy,
    }).then(noteFailed),
  );

  return {
    jobsByCode,
    vacanciesByCode,
    job,
    wholeJob,
    opening,
    wholeOpening,
    openingsOfJob,
    closeReasons,
    vacancy,
    wholeVacancy,
    prolongation,
    stats,
    versions,
    version,
    missing: () => [...failedByCode.values()],
  };
}

async function learnFrom<Record_ extends Job | Vacancy>(
  graph: UnifiedDatasource,
  kind: CodedKind,
  reading: Promise<Aligned<Record_>>,
): Promise<Aligned<Record_>> {
  const found = await reading;
  graph.learn(
    kind,
    found.filter((record): record is Awaited<Record_> => record !== null && !(record instanceof Error)),
  );
  return found;
}

function first(nativeIds: readonly string[]): string {
  return nativeIds[0] ?? "";
}

/** Composite native ids travel as one text, as in the global id. Vendors' own ids hold no dot. */
function joined(nativeIds: readonly string[]): string {
  return nativeIds.join(".");
}

function track(reads: Map<Vendor, Set<Promise<unknown>>>, vendor: Vendor, reading: Promise<unknown>): void {
  const known = reads.get(vendor) ?? new Set();
  reads.set(vendor, known);
  const forget = () => known.delete(done);
  const done: Promise<unknown> = reading.then(forget, forget);
  known.add(done);
}

/** Resolves when the fields that resolve now have been gone through and no job of the vendor is still on its way to them. */
async function whenQuiet(readsNow: () => ReadonlySet<Promise<unknown>> | undefined): Promise<void> {
  await nextTurn();
  for (let round = 0; round < 10; round += 1) {
    // Asked anew each time: the first read of a vendor's jobs may begin after the first question for versions.
    const reads = readsNow();
    if (reads === undefined || reads.size === 0) return;
    await Promise.all(reads);
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
