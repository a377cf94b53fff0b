import { asError } from "../datasources/contract/as-error.js";
import type { Seats } from "../datasources/contract/datasource.js";
import { UnreadableRecord, unreadPartsOf } from "../http/checks/record-check.js";
import { AllowanceSpent } from "../http/vendor-error.js";
import type { Loaders } from "../reads/loaders/loaders.js";
import { mergeReports } from "../reads/source-reports.js";
import type { UnifiedDatasource } from "../reads/unified.datasource.js";
import { judge, RESTS_ON_ALL } from "../records/discrepancies/kinds.js";
import { knownState } from "../records/discrepancies/known-state.js";
import type { Participants } from "../records/discrepancies/participants.js";
import type { Circumstances, JobState, RequisitionState, VacancyState, Verdict } from "../records/discrepancies/requisition-state.js";
import type { IndexedKind } from "../records/record-index.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import { type Source, sourceOfRecord } from "../schema/common/source.js";
import type { DiscrepancyName } from "../schema/discrepancy/discrepancy-id.js";
import { DiscrepancyKind } from "../schema/discrepancy/discrepancy-kind.js";
import { type Job, JobStatus } from "../schema/job/job.type.js";
import { type Vacancy, VacancyStatus } from "../schema/vacancy/vacancy.type.js";
import { type SourceReport, SourceState } from "../schema/vendor/vendor.type.js";

/** What one request, or one round of background work, reads with. */
export interface Reads {
  graph: UnifiedDatasource;
  loaders: Loaders;
}

/** A discrepancy that may be there, or may have ended. */
export interface Candidate extends DiscrepancyName {
  /** Ids of its records as they were told: whether it has ended is decided on them too. */
  told?: readonly string[] | undefined;
}

/** What a candidate is decided on. */
export interface CandidateReading {
  /** Its own records as they are now, and the others of its code as the index knows them. */
  state: RequisitionState;
  /** Its own records, by their ids. */
  records: ReadonlyMap<string, Job | Vacancy>;
  /** When the oldest of its answers was asked for, in epoch milliseconds. */
  checkedAt: number;
  /** Why some were not asked for any more. */
  spent: AllowanceSpent | undefined;
}

/** How far the sources that take part are known. */
export interface Coverage {
  /** One for each source. */
  sources: SourceReport[];
  areAllJobsKnown: boolean;
  areAllVacanciesKnown: boolean;
}

export interface CandidateReadings extends Coverage {
  /** Undefined of one that the index does not show, where none was told. */
  of(candidate: Candidate): CandidateReading | undefined;
}

/** Without asking anybody: from the sweeps, and from how the sources answer at present. */
export function coverageOf(graph: UnifiedDatasource, participants: Participants): Promise<Coverage> {
  return new Heard(graph).coverage(participants);
}

/** Whether a discrepancy of the kind could be told, as far as the sources are known. */
export function canTell(kind: DiscrepancyKind, { areAllJobsKnown, areAllVacanciesKnown }: Coverage): boolean {
  const all = RESTS_ON_ALL[kind];
  return all === undefined || (all === "job" ? areAllJobsKnown : areAllVacanciesKnown);
}

/**
 * Reads the records of candidates anew, all of a source together: the index says which they are, and the vendors what they are now. Those that
 * carry the code no longer are left out. What fails costs its own source.
 *
 * @param withinMs so many milliseconds ahead count as soon
 */
export async function readCandidates(
  { graph, loaders }: Reads,
  participants: Participants,
  candidates: readonly Candidate[],
  withinMs: number,
): Promise<CandidateReadings> {
  const index = graph.recordIndex;
  const codes = [...new Set(candidates.map(({ code }) => code))];
  const beganAt = graph.now();
  const [jobRows, vacancyRows] = await Promise.all([
    index.find("job", codes, participants.jobs),
    index.find("vacancy", codes, participants.vacancies),
  ]);
  const known = new Map(
    codes.map((code) => [code, knownState([...(jobRows.get(code) ?? []), ...(vacancyRows.get(code) ?? [])], participants)]),
  );
  const asked = new Map(
    candidates.map((candidate) => {
      // Of a source that is no longer there nobody can ask.
      const told = candidate.told?.filter((id) => participants.has(id));
      return [candidate, recordsToRead({ ...candidate, told }, known.get(candidate.code) ?? NO_RECORDS, beganAt, withinMs)];
    }),
  );
  const idsOf = (kind: IndexedKind) => [
    ...new Set([...asked.values()].flatMap((ids) => [...(ids ?? [])].filter((id) => isOfKind(id, kind)))),
  ];
  const heard = new Heard(graph);
  const [jobs, vacancies] = await Promise.all([
    readAll<Job>(idsOf("job"), loaders.job, heard.of("job")),
    readAll<Vacancy>(idsOf("vacancy"), loaders.wholeVacancy, heard.of("vacancy")),
  ]);
  const bySeats = new Set(candidates.flatMap((one) => (one.kind === DiscrepancyKind.JOBS_DISAGREE ? [] : [...(asked.get(one) ?? [])])));
  const open = [...jobs.values()].filter(isRead).filter(({ id, status }) => status === JobStatus.OPEN && bySeats.has(id));
  const seats = await countSeats(open, graph, participants, heard.of("job"), beganAt);
  return {
    ...(await heard.coverage(participants)),
    of: (candidate) => {
      const ids = asked.get(candidate);
      if (ids === undefined) return undefined;
      const { code } = candidate;
      const records = new Map<string, Job | Vacancy>();
      const unread: Record<IndexedKind, string[]> = { job: [], vacancy: [] };
      let checkedAt = beganAt;
      let spent: AllowanceSpent | undefined;
      const held = <Record_ extends Job | Vacancy>(kind: IndexedKind, read: ReadonlyMap<string, Record_ | Error | null>) =>
        [...ids].flatMap((id): Record_[] => {
          const record = read.get(id) ?? null;
          if (!isOfKind(id, kind) || record === null || (!(record instanceof Error) && record.code !== code)) return [];
          const source = sourceOfId(id);
          if (record instanceof AllowanceSpent) spent = record;
          if (record instanceof Error || heard.isAway(source)) {
            unread[kind].push(source.text);
            return [];
          }
          records.set(id, record);
          checkedAt = Math.min(checkedAt, graph.sources.fetchedAt(source, beganAt));
          return [record];
        });
      const others = <State extends { id: string }>(states: readonly State[] = []) => states.filter(({ id }) => !ids.has(id));
      const state: RequisitionState = {
        jobs: [...held("job", jobs).map((job) => jobState(job, participants, seats)), ...others(known.get(code)?.jobs)],
        vacancies: [...held("vacancy", vacancies).map(vacancyState), ...others(known.get(code)?.vacancies)],
        unreadJobs: unread.job,
        unreadVacancies: unread.vacancy,
      };
      return { state, records, checkedAt, spent };
    },
  };
}

/**
 * Whether it is there. Nobody can tell where one of its own records was not read, whatever the others show: what involves a source that did not answer
 * neither begins nor ends. The same of a record that the index has learnt of meanwhile.
 */
export function judgeRead(kind: DiscrepancyKind, { state, records }: CandidateReading, circumstances: Circumstances): Verdict {
  if (state.unreadJobs.length > 0 || state.unreadVacancies.length > 0) return { is: "unknown" };
  const verdict = judge(kind, state, circumstances);
  const isRead = verdict.is !== "found" || [...verdict.jobs, ...verdict.vacancies].every(({ id }) => records.has(id));
  return isRead ? verdict : { is: "unknown" };
}

const NO_RECORDS: RequisitionState = { jobs: [], vacancies: [], unreadJobs: [], unreadVacancies: [] };

/** The records that the index shows to contradict one another, and those that were told; undefined where there are neither. */
function recordsToRead({ kind, told }: Candidate, known: RequisitionState, now: number, withinMs: number): ReadonlySet<string> | undefined {
  const verdict = judge(kind, known, { now, withinMs, areAllJobsKnown: true, areAllVacanciesKnown: true });
  if (verdict.is === "none" && told === undefined) return undefined;
  // Where the seats are not known, the jobs are read that have them.
  const shown = verdict.is === "found" ? verdict : verdict.is === "unknown" ? known : NO_RECORDS;
  return new Set([...shown.jobs, ...shown.vacancies, ...besides(kind, known)].map(({ id }) => id).concat(told ?? []));
}

/** Records that count as nothing yet, and would make it untrue where they have come to count: a draft that was opened, an advertisement that was let through. */
function besides(kind: DiscrepancyKind, { jobs, vacancies }: RequisitionState): readonly { id: string }[] {
  if (kind === DiscrepancyKind.ADVERTISED_AFTER_CLOSE) return jobs;
  if (kind === DiscrepancyKind.ADVERT_ENDS_SOON) return vacancies.filter(({ status }) => status === VacancyStatus.PENDING);
  return [];
}

function isOfKind(id: string, kind: IndexedKind): boolean {
  return parseGlobalId(id)?.kind === kind;
}

/** How the sources answered. */
class Heard {
  readonly #graph: UnifiedDatasource;
  readonly #failures = new Map<string, Error[]>();

  constructor(graph: UnifiedDatasource) {
    this.#graph = graph;
  }

  of(kind: IndexedKind) {
    return (source: Source, error: Error) => void this.#failuresOf(source, kind).push(error);
  }

  /** Whether a datasource answered without its vendor. */
  isAway(source: Source): boolean {
    return this.#graph.datasource(source)?.unavailableBecause !== undefined;
  }

  async coverage({ jobs, vacancies }: Participants): Promise<Coverage> {
    const covered = await Promise.all([
      ...jobs.map((source) => this.#cover(source, "job")),
      ...vacancies.map((source) => this.#cover(source, "vacancy")),
    ]);
    const isWhole = (kind: IndexedKind) => covered.every((one) => one.kind !== kind || one.report.state === SourceState.FRESH);
    return {
      sources: mergeReports(covered.map(({ report }) => report)),
      areAllJobsKnown: jobs.length > 0 && isWhole("job"),
      areAllVacanciesKnown: vacancies.length > 0 && isWhole("vacancy"),
    };
  }

  /** How far the source's records of a kind are known. */
  async #cover(source: Source, kind: IndexedKind): Promise<{ kind: IndexedKind; report: SourceReport }> {
    const { sources, recordIndex } = this.#graph;
    const failures = this.#failuresOf(source, kind);
    const failure = failures.find((error) => !(error instanceof UnreadableRecord)) ?? this.#graph.silenceOf(source);
    if (failure !== undefined) return { kind, report: sources.failed(source, failure) };
    if (this.isAway(source)) return { kind, report: sources.fresh(source) };
    const report = sources.known(source, await recordIndex.coverage(source, kind));
    return { kind, report: sources.partly(report, failures as UnreadableRecord[]) };
  }

  #failuresOf(source: Source, kind: IndexedKind): Error[] {
    const key = `${source.text} ${kind}`;
    const known = this.#failures.get(key) ?? [];
    this.#failures.set(key, known);
    return known;
  }
}

type Failed = (source: Source, error: Error) => void;

/** An error in the place of a record that could not be read wholly. */
async function readAll<Record_ extends Job | Vacancy>(
  ids: readonly string[],
  loader: { loadMany(ids: readonly string[]): Promise<(Record_ | null | Error)[]> },
  failed: Failed,
): Promise<Map<string, Record_ | Error | null>> {
  const found = await loader.loadMany(ids);
  return new Map(
    ids.map((id, index) => {
      const record = found[index] ?? null;
      const fault = record instanceof Error ? record : unreadPartsOf(record?.raw);
      if (fault !== undefined) failed(sourceOfId(id), fault);
      return [id, fault ?? record];
    }),
  );
}

/** The seats of these open jobs, by their ids, where their vendor counts seats. */
async function countSeats(
  jobs: readonly Job[],
  graph: UnifiedDatasource,
  participants: Participants,
  failed: Failed,
  beganAt: number,
): Promise<Map<string, Seats>> {
  const seats = new Map<string, Seats>();
  await Promise.all(
    participants.jobs.map(async (source) => {
      const own = jobs.filter((job) => sourceOfRecord(job).text === source.text);
      const port = graph.datasource(source)?.openings;
      if (own.length === 0 || port === undefined) return;
      const counting = port.seatsOf === undefined ? port.countSeats?.(own) : own.map((job) => port.seatsOf?.(job));
      const counted = await Promise.resolve(counting).catch(asError);
      if (counted instanceof Error) return failed(source, counted);
      const found = new Map<string, Seats>();
      for (const [index, { id }] of own.entries()) {
        const one = counted?.[index];
        if (one !== undefined) found.set(id, one);
      }
      if (port.seatsOf === undefined) graph.learning.seats(source, found, beganAt);
      for (const [id, one] of found) seats.set(id, one);
    }),
  );
  return seats;
}

function jobState(job: Job, participants: Participants, seats: ReadonlyMap<string, Seats>): JobState {
  const { id, status } = job;
  const source = sourceOfRecord(job).text;
  const counted = seats.get(id);
  if (!participants.countsSeats(source)) return { id, source, status, seats: null };
  if (counted === undefined || (counted.open === 0 && counted.areAny === undefined)) return { id, source, status, seats: "unknown" };
  return { id, source, status, seats: { open: counted.open, areAny: counted.open > 0 || counted.areAny === true } };
}

function vacancyState(vacancy: Vacancy): VacancyState {
  const { id, status, area, place, expiresAt } = vacancy;
  return { id, source: sourceOfRecord(vacancy).text, status, place: area?.id ?? place ?? null, expiresAt };
}

function isRead(record: Job | Error | null): record is Job {
  return record !== null && !(record instanceof Error);
}

function sourceOfId(id: string): Source {
  const source = parseGlobalId(id)?.source;
  if (source === undefined) throw new RangeError(`${id} is no id of the index`);
  return source;
}
