import type DataLoader from "dataloader";
import type { JobFilter, OpeningsFound, StatsAnswer, StatsAsked } from "../../datasources/contract/datasource.js";
import type { Found } from "../../datasources/contract/found.js";
import type { Source } from "../../schema/common/source.js";
import type { Job } from "../../schema/job/job.type.js";
import type { CloseReason, Opening, OpeningStatus } from "../../schema/opening/opening.type.js";
import type { Prolongation, Vacancy, VacancyUpgrade } from "../../schema/vacancy/vacancy.type.js";
import type { ChangedJobs } from "../changed-jobs.js";
import type { OpeningsPlace } from "../opening-parts.js";
import type { SourcedRecords } from "../records-by-code.js";
import type { UnifiedPage } from "../unified.datasource.js";
import type { RecordLoader } from "./record-loader.js";
import type { VersionLoaders } from "./version-loaders.js";

export type { SourcedRecords } from "../records-by-code.js";

export interface OpeningsKey {
  jobId: string;
  status?: OpeningStatus;
}

/** The DataLoaders of one request. Keys are global ids; answers are aligned with them. */
export interface Loaders extends VersionLoaders {
  job: RecordLoader<Job>;
  /** A page of these sources' jobs, which are not read again in this request. */
  jobPage(
    sources: readonly Source[],
    filter: JobFilter,
    first: number,
    after?: string | null,
    /** Only what was changed since a moment, and holds the words. */
    changed?: Omit<ChangedJobs, "filter">,
  ): Promise<UnifiedPage<Job>>;
  /** The job with the fields that copies in lists may lack. */
  wholeJob: RecordLoader<Job>;
  opening: RecordLoader<Opening>;
  /** The opening with the fields that copies inside a job may lack. */
  wholeOpening: RecordLoader<Opening>;
  /** Those that it has read so far, by their ids. */
  wholeOpenings: ReadonlyMap<string, Opening>;
  openingsOfJob: DataLoader<OpeningsKey, OpeningsFound, string>;
  /** The same, as far as a page of so many needs them: all, or more than `first` behind a place in the list. */
  openingsBehind(key: OpeningsKey, place: OpeningsPlace | undefined, first: number): Promise<OpeningsFound>;
  closeReasons: DataLoader<Source, Found<CloseReason>, string>;
  vacancy: RecordLoader<Vacancy>;
  /** The vacancy with the fields that copies in lists lack. */
  wholeVacancy: RecordLoader<Vacancy>;
  prolongation: DataLoader<Vacancy, Prolongation, string>;
  upgrades: DataLoader<Vacancy, Found<VacancyUpgrade>, string>;
  stats: DataLoader<StatsAsked, StatsAnswer, string>;
  /** Records with a requisition code, of all sources; a source that is down costs its own. */
  jobsByCode: DataLoader<string, SourcedRecords<Job>>;
  vacanciesByCode: DataLoader<string, SourcedRecords<Vacancy>>;
}
