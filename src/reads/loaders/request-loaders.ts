import DataLoader from "dataloader";
import type { Clock } from "../../clock.js";
import type { Aligned, JobFilter, OpeningsFound, StatsAnswer, StatsAsked, VacancySource } from "../../datasources/contract/datasource.js";
import type { Found } from "../../datasources/contract/found.js";
import { requireId } from "../../schema/common/global-id.js";
import { type Source, sourceOfRecord } from "../../schema/common/source.js";
import type { Job } from "../../schema/job/job.type.js";
import type { CloseReason, Opening } from "../../schema/opening/opening.type.js";
import type { Prolongation, Vacancy, VacancyUpgrade } from "../../schema/vacancy/vacancy.type.js";
import { bySource, recordsBySource } from "../by-source.js";
import { type ChangedJobs, changedJobs } from "../changed-jobs.js";
import { JobReads } from "../job-reads.js";
import { learnFrom, readOf, seatsIn } from "../learn-reads.js";
import { type OpeningsPlace, openingsBehind } from "../opening-parts.js";
import { recordsByCode, type SourcedRecords } from "../records-by-code.js";
import type { UnifiedDatasource, UnifiedPage } from "../unified.datasource.js";
import type { Loaders, OpeningsKey } from "./loaders.js";
import { RecordLoader } from "./record-loader.js";
import { createVersionLoaders, type VersionLoaders } from "./version-loaders.js";

/** No global id holds a blank. */
const keyOfOpenings = ({ jobId, status }: OpeningsKey) => (status === undefined ? jobId : `${jobId} ${status}`);

export function createLoaders(graph: UnifiedDatasource, clock: Clock): Loaders {
  return new RequestLoaders(graph, clock);
}

/** Each is made when it is first used: most requests use two or three of them. */
class RequestLoaders implements Loaders {
  readonly versions: VersionLoaders["versions"];
  readonly version: VersionLoaders["version"];
  readonly lastKnownJob: VersionLoaders["lastKnownJob"];
  readonly wholeOpenings = new Map<string, Opening>();
  readonly #graph: UnifiedDatasource;
  readonly #jobReads: JobReads;
  #job: Loaders["job"] | undefined;
  #wholeJob: Loaders["wholeJob"] | undefined;
  #opening: Loaders["opening"] | undefined;
  #wholeOpening: Loaders["wholeOpening"] | undefined;
  #openingsOfJob: Loaders["openingsOfJob"] | undefined;
  #closeReasons: Loaders["closeReasons"] | undefined;
  #vacancy: Loaders["vacancy"] | undefined;
  #wholeVacancy: Loaders["wholeVacancy"] | undefined;
  #prolongation: Loaders["prolongation"] | undefined;
  #upgrades: Loaders["upgrades"] | undefined;
  #stats: Loaders["stats"] | undefined;
  #jobsByCode: Loaders["jobsByCode"] | undefined;
  #vacanciesByCode: Loaders["vacanciesByCode"] | undefined;

  constructor(graph: UnifiedDatasource, clock: Clock) {
    this.#graph = graph;
    this.#jobReads = new JobReads(clock);
    const { versions, version, lastKnownJob } = createVersionLoaders(graph, this.#jobReads);
    this.versions = versions;
    this.version = version;
    this.lastKnownJob = lastKnownJob;
  }

  jobPage(
    sources: readonly Source[],
    filter: JobFilter,
    first: number,
    after?: string | null,
    changed?: Omit<ChangedJobs, "filter">,
  ): Promise<UnifiedPage<Job>> {
    const graph = this.#graph;
    const beganAt = graph.now();
    const reading = graph
      .list({ name: "jobs", filter: { ...filter, ...changed } }, sources, first, after, async (source, limit, behind, atMost) => {
        const port = graph.port(source, "jobs");
        if (changed === undefined) return port.listJobs(filter, limit, behind, atMost);
        return changedJobs(source, port, { filter, ...changed }, limit, behind);
      })
      .then((page) => {
        this.job.hold(page.items.map(({ node }) => node));
        graph.learning.page("job", page, beganAt);
        return page;
      });
    this.#jobReads.followMany(sources, reading);
    return reading;
  }

  get job(): Loaders["job"] {
    this.#job ??= new RecordLoader<Job>((ids) =>
      recordsBySource(ids, "job", (source, nativeIds) => {
        const reading = this.#graph.port(source, "jobs").jobsByIds(nativeIds.map(joined));
        this.#jobReads.follow(source, reading);
        return learnFrom(this.#graph, source, "job", nativeIds.map(joined), reading);
      }),
    );
    return this.#job;
  }

  get wholeJob(): Loaders["wholeJob"] {
    this.#wholeJob ??= new RecordLoader<Job>((ids) =>
      recordsBySource(ids, "job", async (source, nativeIds) =>
        learnFrom(this.#graph, source, "job", nativeIds.map(joined), this.#graph.port(source, "jobs").jobsByIds(nativeIds.map(joined))),
      ),
    );
    return this.#wholeJob;
  }

  get opening(): Loaders["opening"] {
    this.#opening ??= new RecordLoader<Opening>((ids) =>
      recordsBySource(ids, "opening", async (source, nativeIds) =>
        this.#graph.port(source, "openings").openingsByIds(nativeIds.map(joined)),
      ),
    );
    return this.#opening;
  }

  get wholeOpening(): Loaders["wholeOpening"] {
    this.#wholeOpening ??= new RecordLoader<Opening>((ids) =>
      recordsBySource(ids, "opening", async (source, nativeIds) => {
        const found = await this.#graph.port(source, "openings").wholeOpenings(nativeIds.map(joined));
        for (const record of found) if (record !== null && !(record instanceof Error)) this.wholeOpenings.set(record.id, record);
        return found;
      }),
    );
    return this.#wholeOpening;
  }

  get openingsOfJob(): Loaders["openingsOfJob"] {
    this.#openingsOfJob ??= new DataLoader<OpeningsKey, OpeningsFound, string>(
      (keys) =>
        bySource(
          keys,
          (key) => requireId(key.jobId, "job").source,
          async (source, group) => {
            const asked = group.map((key) => ({ jobId: firstOf(requireId(key.jobId, "job").nativeIds), status: key.status }));
            const beganAt = this.#graph.now();
            const port = this.#graph.port(source, "openings");
            const found = await port.openingsOfJobs(asked);
            // Where a job itself tells how many of its seats are open, that is known already.
            if (port.seatsOf === undefined) this.#graph.learning.seats(source, seatsIn(group, found), beganAt);
            for (const openings of found) if (!(openings instanceof Error)) this.opening.hold(openings.records);
            return found;
          },
        ),
      { cacheKeyFn: keyOfOpenings },
    );
    return this.#openingsOfJob;
  }

  openingsBehind(key: OpeningsKey, place: OpeningsPlace | undefined, first: number): Promise<OpeningsFound> {
    const { source, nativeIds } = requireId(key.jobId, "job");
    const port = this.#graph.datasource(source)?.openings;
    if (place === undefined || place.parts.length === 0 || port === undefined) return this.openingsOfJob.load(key);
    return openingsBehind(port, { jobId: firstOf(nativeIds), status: key.status }, place, first).then(
      (found) => found ?? this.openingsOfJob.load(key),
    );
  }

  get closeReasons(): Loaders["closeReasons"] {
    this.#closeReasons ??= new DataLoader<Source, Found<CloseReason>, string>(
      (sources) =>
        bySource(
          sources,
          (source) => source,
          async (source) => [await this.#graph.port(source, "openings").closeReasons()],
        ),
      { cacheKeyFn: ({ text }) => text },
    );
    return this.#closeReasons;
  }

  get vacancy(): Loaders["vacancy"] {
    this.#vacancy ??= this.#vacancyLoader((port, ids) => port.vacanciesByIds(ids));
    return this.#vacancy;
  }

  get wholeVacancy(): Loaders["wholeVacancy"] {
    this.#wholeVacancy ??= this.#vacancyLoader((port, ids) => port.wholeVacancies(ids));
    return this.#wholeVacancy;
  }

  #vacancyLoader(read: (port: VacancySource, ids: string[]) => Promise<Aligned<Vacancy>>): RecordLoader<Vacancy> {
    return new RecordLoader<Vacancy>((ids) =>
      recordsBySource(ids, "vacancy", async (source, nativeIds) => {
        const asked = nativeIds.map(firstOf);
        return learnFrom(
          this.#graph,
          source,
          "vacancy",
          asked,
          readOf(this.#graph, source, read(this.#graph.port(source, "vacancies"), asked)),
        );
      }),
    );
  }

  get prolongation(): Loaders["prolongation"] {
    this.#prolongation ??= new DataLoader<Vacancy, Prolongation, string>(
      (vacancies) =>
        bySource(vacancies, sourceOfRecord, async (source, group) => this.#graph.port(source, "vacancies").prolongations(group)),
      { cacheKeyFn: (record) => record.id },
    );
    return this.#prolongation;
  }

  get upgrades(): Loaders["upgrades"] {
    this.#upgrades ??= new DataLoader<Vacancy, Found<VacancyUpgrade>, string>(
      (vacancies) =>
        bySource(vacancies, sourceOfRecord, async (source, group) => {
          const port = this.#graph.port(source, "vacancies");
          return port.upgrades === undefined ? group.map(() => ({ records: [], unreadable: [] })) : port.upgrades(group);
        }),
      { cacheKeyFn: (record) => record.id },
    );
    return this.#upgrades;
  }

  get stats(): Loaders["stats"] {
    this.#stats ??= new DataLoader<StatsAsked, StatsAnswer, string>(
      (keys) =>
        bySource(
          keys,
          (key) => requireId(key.vacancyId, "vacancy").source,
          async (source, group) => {
            const port = this.#graph.port(source, "vacancies");
            if (port.stats === undefined) return group.map(() => this.#graph.unsupported(source, "statistics of vacancies"));
            return port.stats(group.map((key) => ({ ...key, vacancyId: firstOf(requireId(key.vacancyId, "vacancy").nativeIds) })));
          },
        ),
      { cacheKeyFn: (key) => JSON.stringify(key) },
    );
    return this.#stats;
  }

  get jobsByCode(): Loaders["jobsByCode"] {
    this.#jobsByCode ??= new DataLoader<string, SourcedRecords<Job>>((codes) => {
      const sources = this.#graph.sourcesWith("jobs");
      const reading = recordsByCode({
        graph: this.#graph,
        kind: "job",
        codes,
        sources,
        ask: (source) => {
          const port = this.#graph.port(source, "jobs");
          return port.jobsByCodes?.bind(port);
        },
        loader: this.job,
      });
      this.#jobReads.followMany(sources, reading);
      return reading;
    });
    return this.#jobsByCode;
  }

  get vacanciesByCode(): Loaders["vacanciesByCode"] {
    this.#vacanciesByCode ??= new DataLoader<string, SourcedRecords<Vacancy>>((codes) =>
      recordsByCode({
        graph: this.#graph,
        kind: "vacancy",
        codes,
        sources: this.#graph.sourcesWith("vacancies"),
        ask: (source) => {
          const port = this.#graph.port(source, "vacancies");
          return port.vacanciesByCodes?.bind(port);
        },
        loader: this.wholeVacancy,
      }),
    );
    return this.#vacanciesByCode;
  }
}

function firstOf(nativeIds: readonly string[]): string {
  return nativeIds[0] ?? "";
}

/** Composite native ids as one text, as in the global id. Vendors' own ids contain no dot. */
function joined(nativeIds: readonly string[]): string {
  return nativeIds.join(".");
}
