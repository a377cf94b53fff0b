import DataLoader from "dataloader";
import type { ChangeKind } from "../datasources/contract/catalog.js";
import { iso } from "../datasources/contract/timestamps.js";
import { VendorError } from "../http/vendor-error.js";
import { errorOf, mergeReports } from "../reads/source-reports.js";
import { DISCREPANCY_KINDS } from "../records/discrepancies/kinds.js";
import { DAY_MS, isShown, SOON_DAYS, sinceOf } from "../records/discrepancies/known-discrepancies.js";
import type { Participants } from "../records/discrepancies/participants.js";
import type { Circumstances } from "../records/discrepancies/requisition-state.js";
import { notACursor } from "../schema/common/bad-input.js";
import { openCursor, sealCursor } from "../schema/common/cursor.js";
import type { Source } from "../schema/common/source.js";
import type { Discrepancy, DiscrepancyConnection, DiscrepancyEdge } from "../schema/discrepancy/discrepancy.type.js";
import { type DiscrepancyName, discrepancyId } from "../schema/discrepancy/discrepancy-id.js";
import type { DiscrepancyKind } from "../schema/discrepancy/discrepancy-kind.js";
import type { Job } from "../schema/job/job.type.js";
import { type SourceReport, SourceState } from "../schema/vendor/vendor.type.js";
import type { DiscrepancyKey, DiscrepancyRepository } from "../store/records/discrepancy.repository.js";
import type { DiscrepancyRow } from "../store/tables.js";
import { type CandidateReading, type Coverage, canTell, coverageOf, judgeRead, type Reads, readCandidates } from "./candidate-readings.js";
import { messageOf } from "./message.js";
import { remediesFor } from "./remedies.js";

/** Candidates that turn out to be mended make a page shorter: it is filled up so often, at the most. */
const MOST_ROUNDS = 4;

export interface DiscrepancyFinderOptions {
  repository: DiscrepancyRepository;
  participants: Participants;
  /** As they are when something is read: a change drops what was read before. */
  reads: () => Reads;
}

export interface DiscrepancyFilter {
  kinds?: readonly DiscrepancyKind[];
  codes?: readonly string[];
  /** Days. */
  within: number;
}

/** Discrepancies of one request: candidates come from the index, and their records are read before anybody is told. */
export class DiscrepancyFinder {
  readonly #options: DiscrepancyFinderOptions;
  readonly #named = new DataLoader<DiscrepancyName, Discrepancy | null>((names) => this.#byNames(names), { cache: false });

  constructor(options: DiscrepancyFinderOptions) {
    this.#options = options;
  }

  /** @throws BadUserInput where `after` is no cursor of this list. */
  async page(filter: DiscrepancyFilter, first: number, after: string | null | undefined): Promise<DiscrepancyConnection> {
    const { repository } = this.#options;
    const { graph } = this.#options.reads();
    const kinds = DISCREPANCY_KINDS.filter((kind) => filter.kinds?.includes(kind) ?? true);
    const list = ["discrepancies", kinds, filter.codes === undefined ? null : [...new Set(filter.codes)].sort(), filter.within];
    let place = after === null || after === undefined ? undefined : placeIn(list, after);
    const endsUntil = iso(graph.now() + filter.within * DAY_MS);
    await graph.recordIndex.settled();
    const coverage = await coverageOf(graph, this.#options.participants);
    // What cannot be told now is not read.
    const told = kinds.filter((kind) => canTell(kind, coverage));
    const edges: DiscrepancyEdge[] = [];
    const reports: SourceReport[] = [...coverage.sources];
    let lookedAt = 0;
    let isLeft = true;
    for (let round = 0; round < MOST_ROUNDS && isLeft && edges.length < first; round += 1) {
      const wanted = first - edges.length;
      const rows = await repository.page({ kinds: told, codes: filter.codes, endsUntil, after: place }, wanted + 1);
      isLeft = rows.length > wanted;
      if (rows.length === 0) break;
      const { read, ...coverageNow } = await this.#read(rows.slice(0, wanted), filter.within);
      reports.push(...coverageNow.sources);
      for (const [index, row] of rows.slice(0, wanted).entries()) {
        // What may not be asked for any more is left to the next page, unless that would begin with it again.
        if (lookedAt > 0 && read[index]?.spent !== undefined)
          return connectionOf({ list, after, edges, place, isLeft: true, sources: mergeReports(reports) });
        lookedAt += 1;
        place = { code: row.code, kind: row.kind };
        const node = this.#discrepancyOf(row, read[index], coverageNow, filter.within);
        if (node !== undefined && !(node instanceof Error)) edges.push({ cursor: sealCursor(list, place), node });
      }
    }
    return connectionOf({ list, after, edges, place, isLeft, sources: mergeReports(reports) });
  }

  /**
   * One discrepancy as it is now; null where it is not there (any more). An advertisement ends soon where it ends within a week.
   *
   * @throws VendorError where what would decide it could not be read.
   */
  byName(name: DiscrepancyName): Promise<Discrepancy | null> {
    return this.#named.load(name);
  }

  async #byNames(names: readonly DiscrepancyName[]): Promise<(Discrepancy | null | Error)[]> {
    const { repository, reads } = this.#options;
    const { graph } = reads();
    await graph.recordIndex.settled();
    const rows = await Promise.all(names.map((name) => repository.find(name)));
    const shown = rows.filter((row): row is DiscrepancyRow => row !== undefined && isShown(row, graph.now()));
    if (shown.length === 0) return names.map(() => null);
    const { read, ...coverage } = await this.#read(shown, SOON_DAYS);
    const found = new Map(shown.map((row, index) => [row, this.#discrepancyOf(row, read[index], coverage, SOON_DAYS)]));
    return rows.map((row) => (row && found.get(row)) ?? null);
  }

  async #read(rows: readonly DiscrepancyRow[], within: number): Promise<Coverage & { read: (CandidateReading | undefined)[] }> {
    const { reads, participants } = this.#options;
    const candidates = rows.map((row) => ({ code: row.code, kind: row.kind as DiscrepancyKind }));
    const { of, ...coverage } = await readCandidates(reads(), participants, candidates, within * DAY_MS);
    return { ...coverage, read: candidates.map(of) };
  }

  /** Undefined where it is not there, an Error where nobody can tell. */
  #discrepancyOf(
    row: DiscrepancyRow,
    reading: CandidateReading | undefined,
    coverage: Coverage,
    within: number,
  ): Discrepancy | Error | undefined {
    if (reading === undefined) return undefined;
    const { graph } = this.#options.reads();
    const [kind, code] = [row.kind as DiscrepancyKind, row.code];
    const { state, records, checkedAt, spent } = reading;
    const circumstances: Circumstances = { ...coverage, now: graph.now(), withinMs: within * DAY_MS };
    const verdict = judgeRead(kind, reading, circumstances);
    if (verdict.is === "none") return undefined;
    if (verdict.is === "unknown") return spent ?? undecided(coverage.sources);
    const jobs = new Map(state.jobs.map(({ id }) => [id, records.get(id) as Job]));
    const takes = (source: Source, change: ChangeKind) => graph.changeOf(source, change) !== undefined;
    const boards = this.#options.participants.vacancies.filter((board) => takes(board, "publishVacancy"));
    return {
      id: discrepancyId({ kind, code }),
      ...{ kind, code },
      message: messageOf(kind, code, verdict.jobs, verdict.vacancies),
      since: sinceOf(row, within),
      checkedAt: iso(checkedAt),
      records: [...verdict.jobs, ...verdict.vacancies].flatMap(({ id }) => records.get(id) ?? []),
      remedies: remediesFor({ kind, code, state, circumstances, jobs, boards, takes }),
    };
  }
}

interface Page {
  list: unknown;
  after: string | null | undefined;
  edges: DiscrepancyEdge[];
  place: DiscrepancyKey | undefined;
  isLeft: boolean;
  sources: SourceReport[];
}

function connectionOf({ list, after, edges, place, isLeft, sources }: Page): DiscrepancyConnection {
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: isLeft,
      hasPreviousPage: after !== null && after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: place === undefined ? null : sealCursor(list, place),
    },
    sources,
  };
}

function placeIn(list: unknown, cursor: string): DiscrepancyKey {
  const place = openCursor(list, cursor) as Partial<DiscrepancyKey> | null;
  if (typeof place?.code !== "string" || typeof place.kind !== "string") throw notACursor();
  return { code: place.code, kind: place.kind };
}

/** Why nobody can tell. */
function undecided(sources: readonly SourceReport[]): Error {
  const failed = sources.find(({ failure }) => failure !== null);
  if (failed?.failure) return errorOf(failed.failure);
  const [{ vendor, account } = { vendor: "", account: "default" }] = sources.filter(({ state }) => state !== SourceState.FRESH);
  const message = "What would decide it could not be read, or not all of the source's records were met yet.";
  return new VendorError({ code: "UNAVAILABLE", vendor, account, message, retryable: true, sent: "yes" });
}
