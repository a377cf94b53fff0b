import DataLoader from "dataloader";
import type { Clock } from "../clock.js";
import type { Aligned, JobFilter, StatsAnswer, StatsAsked } from "../datasources/contract/datasource.js";
import type { Found } from "../datasources/contract/found.js";
import type { CodedKind } from "../records/record-index.js";
import { requireId } from "../schema/common/global-id.js";
import { type Source, sourceOfRecord } from "../schema/common/source.js";
import type { Job } from "../schema/job/job.type.js";
import type { CloseReason, Opening, OpeningStatus } from "../schema/opening/opening.type.js";
import type { Prolongation, Vacancy, VacancyUpgrade } from "../schema/vacancy/vacancy.type.js";
import { JobReads } from "./job-reads.js";
import { recordsByCode, type SourcedRecords } from "./records-by-code.js";
import type { UnifiedDatasource, UnifiedPage } from "./unified.datasource.js";
import { createVersionLoaders, type VersionLoaders } from "./version-loaders.js";

export type { SourcedRecords } from "./records-by-code.js";

export interface OpeningsKey {
  jobId: string;
  status?: OpeningStatus;
}

/** The DataLoaders of one request. Keys are global ids; answers are aligned with them. */
export interface Loaders extends VersionLoaders {
  job: DataLoader<string, Job | null>;
  /** A page of these sources' jobs, which are not read again in this request. */
  jobPage(sources: readonly Source[], filter: JobFilter, first: number, after?: string | null): Promise<UnifiedPage<Job>>;
  /** The job with the fields that copies in lists may lack. */
  wholeJob: DataLoader<string, Job | null>;
  opening: DataLoader<string, Opening | null>;
  /** The opening with the fields that copies inside a job may lack. */
  wholeOpening: DataLoader<string, Opening | null>;
  openingsOfJob: DataLoader<OpeningsKey, Found<Opening>, string>;
  closeReasons: DataLoader<Source, Found<CloseReason>, string>;
  vacancy: DataLoader<string, Vacancy | null>;
  /** The vacancy with the fields that copies in lists lack. */
  wholeVacancy: DataLoader<string, Vacancy | null>;
  prolongation: DataLoader<Vacancy, Prolongation, string>;
  upgrades: DataLoader<Vacancy, Found<VacancyUpgrade>, string>;
  stats: DataLoader<StatsAsked, StatsAnswer, string>;
  /** Records with a requisition code, of all sources; a source that is down costs its own. */
  jobsByCode: DataLoader<string, SourcedRecords<Job>>;
  vacanciesByCode: DataLoader<string, SourcedRecords<Vacancy>>;
}

const composite = (key: object) => JSON.stringify(key);

export function createLoaders(graph: UnifiedDatasource, clock: Clock): Loaders {
  const jobReads = new JobReads(clock);

  const job = new DataLoader<string, Job | null>((ids) =>
    graph.records(ids, "job", (source, nativeIds) => {
      const reading = graph.port(source, "jobs").jobsByIds(nativeIds.map(joined));
      jobReads.follow(source, reading);
      return learnFrom(graph, "job", reading);
    }),
  );

  const jobPage: Loaders["jobPage"] = (sources, filter, first, after) => {
    const reading = graph
      .list({ name: "jobs", filter }, sources, first, after, (source, ...stretch) =>
        graph.port(source, "jobs").listJobs(filter, ...stretch),
      )
      .then((page) => {
        const jobs = page.items.map(({ node }) => node);
        for (const record of jobs) job.prime(record.id, record);
        graph.learn("job", jobs);
        return page;
      });
    jobReads.followMany(sources, reading);
    return reading;
  };

  const wholeJob = new DataLoader<string, Job | null>((ids) =>
    graph.records(ids, "job", async (source, nativeIds) => graph.port(source, "jobs").jobsByIds(nativeIds.map(joined))),
  );

  const opening = new DataLoader<string, Opening | null>((ids) =>
    graph.records(ids, "opening", async (source, nativeIds) => graph.port(source, "openings").openingsByIds(nativeIds.map(joined))),
  );

  const wholeOpening = new DataLoader<string, Opening | null>((ids) =>
    graph.records(ids, "opening", async (source, nativeIds) => graph.port(source, "openings").wholeOpenings(nativeIds.map(joined))),
  );

  const openingsOfJob = new DataLoader<OpeningsKey, Found<Opening>, string>(
    (keys) =>
      graph.bySource(
        keys,
        (key) => requireId(key.jobId, "job").source,
        async (source, group) => {
          const asked = group.map((key) => ({ jobId: first(requireId(key.jobId, "job").nativeIds), status: key.status }));
          const found = await graph.port(source, "openings").openingsOfJobs(asked);
          for (const openings of found) {
            if (!(openings instanceof Error)) for (const record of openings.records) opening.prime(record.id, record);
          }
          return found;
        },
      ),
    { cacheKeyFn: composite },
  );

  const closeReasons = new DataLoader<Source, Found<CloseReason>, string>(
    (sources) =>
      graph.bySource(
        sources,
        (source) => source,
        async (source) => [await graph.port(source, "openings").closeReasons()],
      ),
    { cacheKeyFn: ({ text }) => text },
  );

  const vacancy = new DataLoader<string, Vacancy | null>((ids) =>
    graph.records(ids, "vacancy", async (source, nativeIds) =>
      learnFrom(graph, "vacancy", readOf(graph, source, graph.port(source, "vacancies").vacanciesByIds(nativeIds.map(first)))),
    ),
  );

  const wholeVacancy = new DataLoader<string, Vacancy | null>((ids) =>
    graph.records(ids, "vacancy", async (source, nativeIds) =>
      learnFrom(graph, "vacancy", readOf(graph, source, graph.port(source, "vacancies").wholeVacancies(nativeIds.map(first)))),
    ),
  );

  const prolongation = new DataLoader<Vacancy, Prolongation, string>(
    (vacancies) => graph.bySource(vacancies, sourceOfRecord, async (source, group) => graph.port(source, "vacancies").prolongations(group)),
    { cacheKeyFn: (record) => record.id },
  );

  const upgrades = new DataLoader<Vacancy, Found<VacancyUpgrade>, string>(
    (vacancies) =>
      graph.bySource(vacancies, sourceOfRecord, async (source, group) => {
        const port = graph.port(source, "vacancies");
        return port.upgrades === undefined ? group.map(() => ({ records: [], unreadable: [] })) : port.upgrades(group);
      }),
    { cacheKeyFn: (record) => record.id },
  );

  const stats = new DataLoader<StatsAsked, StatsAnswer, string>(
    (keys) =>
      graph.bySource(
        keys,
        (key) => requireId(key.vacancyId, "vacancy").source,
        async (source, group) => {
          const port = graph.port(source, "vacancies");
          if (port.stats === undefined) return group.map(() => graph.unsupported(source, "statistics of vacancies"));
          return port.stats(group.map((key) => ({ ...key, vacancyId: first(requireId(key.vacancyId, "vacancy").nativeIds) })));
        },
      ),
    { cacheKeyFn: composite },
  );

  const jobsByCode = new DataLoader<string, SourcedRecords<Job>>((codes) => {
    const sources = graph.sourcesWith("jobs");
    const reading = recordsByCode({
      graph,
      kind: "job",
      codes,
      sources,
      ask: (source) => {
        const port = graph.port(source, "jobs");
        return port.jobsByCodes?.bind(port);
      },
      loader: job,
    });
    jobReads.followMany(sources, reading);
    return reading;
  });

  const vacanciesByCode = new DataLoader<string, SourcedRecords<Vacancy>>((codes) =>
    recordsByCode({
      graph,
      kind: "vacancy",
      codes,
      sources: graph.sourcesWith("vacancies"),
      ask: (source) => {
        const port = graph.port(source, "vacancies");
        return port.vacanciesByCodes?.bind(port);
      },
      loader: wholeVacancy,
    }),
  );

  return {
    jobsByCode,
    vacanciesByCode,
    job,
    jobPage,
    wholeJob,
    opening,
    wholeOpening,
    openingsOfJob,
    closeReasons,
    vacancy,
    wholeVacancy,
    prolongation,
    upgrades,
    stats,
    ...createVersionLoaders(graph, jobReads),
  };
}

/** Records by id have no `sources`; where they come from the vendor's store, because it did not answer, that is noted for the response. */
async function readOf<Found>(graph: UnifiedDatasource, source: Source, reading: Promise<Found>): Promise<Found> {
  const found = await reading;
  graph.sources.note([graph.sources.fresh(source)]);
  return found;
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

/** Composite native ids as one text, as in the global id. Vendors' own ids contain no dot. */
function joined(nativeIds: readonly string[]): string {
  return nativeIds.join(".");
}
