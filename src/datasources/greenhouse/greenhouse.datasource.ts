import { readRecords, type UnreadableRecord, wireOf } from "../../http/record-check.js";
import type { CallScope } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import type { Job, JobActions } from "../../schema/job/job.type.js";
import type { CloseReason, Opening, OpeningActions, OpeningStatus } from "../../schema/opening/opening.type.js";
import { asError } from "../contract/as-error.js";
import type { Aligned, Datasource, JobFilter, JobSource, OpeningSource, OpeningsOfJob, Page } from "../contract/datasource.js";
import { type Found, filterFound, pick, rawText, toFound, whole } from "../contract/found.js";
import { allPages, readTokenList } from "../contract/token-list.js";
import { idOf, unique } from "../contract/unique.js";
import { type GreenhouseClient, JOBS_ROUTE } from "./greenhouse.client.js";
import { type OpeningKey, readJobId, readOpeningId } from "./greenhouse.ids.js";
import {
  JOB_STATUS_WORD,
  OPENING_FILTER_WORD,
  OPENING_STATUS,
  toCloseReason,
  toJob,
  toOpening,
  toWholeOpening,
} from "./greenhouse.mapping.js";
import { CODES_ASKED_ONE_BY_ONE, LEAST_PER_PAGE, MAX_PER_PAGE } from "./greenhouse.policy.js";
import { jobActionsOf, openingActionsOf, readOnlyActions } from "./greenhouse.rules.js";
import { type WireJob, wireOpening } from "./greenhouse.wire.js";

/** Greenhouse for one request. Jobs carry their openings, so that lists cost no request a job. */
export class GreenhouseDatasource implements Datasource, JobSource, OpeningSource {
  readonly jobs: JobSource = this;
  readonly openings: OpeningSource = this;
  readonly source: Source;
  readonly #client: GreenhouseClient;
  readonly #scope: CallScope;
  readonly #mayWrite: boolean;
  readonly #jobs = new Map<string, Promise<WireJob | null>>();
  /** Whole copies, by job: from the openings endpoints alone, since nested copies lack things. */
  readonly #wholeOpenings = new Map<string, Promise<Opening>>();
  readonly #wholeLists = new Map<string, Promise<Found<Opening>>>();
  readonly #nested = new WeakMap<WireJob, Found<Opening>>();

  constructor(source: Source, client: GreenhouseClient, scope: CallScope, mayWrite: boolean) {
    this.source = source;
    this.#client = client;
    this.#scope = scope;
    this.#mayWrite = mayWrite;
  }

  /** Jobs bring their openings along, whenever they were read. */
  primeWithStale(records: readonly unknown[]): void {
    for (const { vendorId, raw } of records as readonly Job[]) this.#jobs.set(vendorId, Promise.resolve(wireOf(raw as WireJob)));
  }

  async jobsByIds(ids: readonly string[]): Promise<Aligned<Job>> {
    return Promise.all(
      ids.map(async (id) => {
        try {
          const wire = await this.#job(id);
          return wire === null ? null : toJob(this.source, wire);
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  async listJobs(filter: JobFilter, limit: number, after?: string): Promise<Page<Job>> {
    const word = filter.status === undefined ? undefined : JOB_STATUS_WORD[filter.status];
    if (filter.status !== undefined && word === undefined) return { items: [], hasMore: false };
    return readTokenList({
      ...this.#jobsList(firstQuery(word, filter.code, limit)),
      limit,
      after,
      toNode: (wire) => {
        this.#jobs.set(String(wire.id), Promise.resolve(wire));
        return toJob(this.source, wire);
      },
    });
  }

  /**
   * The jobs list filters by one requisition id: a request a code. For many codes the whole list, in the largest pages, is fewer; should it
   * turn out to be longer than that, the codes are asked for after all.
   */
  async jobsByCodes(codes: readonly string[]): Promise<(Found<Job> | Error)[]> {
    if (codes.length > CODES_ASKED_ONE_BY_ONE) {
      const all = await this.#allJobs(undefined, Math.floor(codes.length / 2)).catch(asError);
      if (all instanceof Error) return codes.map(() => all);
      if (all !== undefined) return codes.map((code) => withCode(all, code));
    }
    return Promise.all(codes.map(async (code) => (await this.#allJobs(code).catch(asError)) ?? whole([])));
  }

  /** All jobs, or those with a code; undefined where they fill more than these pages. */
  async #allJobs(code?: string, pagesAtMost = Number.POSITIVE_INFINITY): Promise<Found<Job> | undefined> {
    const read: (WireJob | UnreadableRecord)[] = [];
    let pages = 0;
    for await (const { items, isLast } of allPages(this.#jobsList(firstQuery(undefined, code, MAX_PER_PAGE)))) {
      read.push(...items);
      pages += 1;
      if (!isLast && pages >= pagesAtMost) return undefined;
    }
    return toFound(read, (wire) => {
      this.#jobs.set(String(wire.id), Promise.resolve(wire));
      return toJob(this.source, wire);
    });
  }

  #jobsList(start: string) {
    return {
      source: this.source,
      route: JOBS_ROUTE,
      start,
      fetch: (query = start) => this.#client.listJobs(query, this.#scope),
    };
  }

  jobActions(job: Job): JobActions {
    return jobActionsOf(job);
  }

  /** From the job where this request has read it, else from the openings endpoint, one filter for all who ask where they agree. */
  async openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(Found<Opening> | Error)[]> {
    return Promise.all(
      asked.map(async ({ jobId, status }) => {
        try {
          const nested = await this.#nestedOpenings(readJobId(jobId));
          if (nested !== undefined) return withStatus(nested, status);
          const statuses = new Set(asked.filter((other) => other.jobId === jobId).map((other) => other.status));
          return withStatus(await this.#wholeList(jobId, statuses.size === 1 ? status : undefined), status);
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  async openingsByIds(ids: readonly string[]): Promise<Aligned<Opening>> {
    // Whoever asks for an opening often asks for its job in the same breath, and the job brings the opening along.
    await new Promise((resolve) => setImmediate(resolve));
    const nested = await Promise.all(ids.map((id) => this.#nestedOpening(id).catch(() => undefined)));
    const missing = ids.filter((_, index) => nested[index] === undefined);
    const whole = new Map<string, Opening | Error | null>();
    for (const [index, opening] of (await this.wholeOpenings(missing)).entries()) whole.set(missing[index] as string, opening);
    return ids.map((id, index) => nested[index] ?? whole.get(id) ?? null);
  }

  /** One opening of a job is read by itself; several of one job together, in one list. */
  async wholeOpenings(ids: readonly string[]): Promise<Aligned<Opening>> {
    const perJob = new Map<string, Set<string>>();
    for (const id of ids) {
      const jobId = id.split(".")[0] ?? "";
      perJob.set(jobId, (perJob.get(jobId) ?? new Set()).add(id));
    }
    return Promise.all(
      ids.map(async (id) => {
        try {
          const key = readOpeningId(id);
          if (this.#wholeLists.has(key.jobId) || (perJob.get(key.jobId)?.size ?? 0) > 1) {
            return pick(await this.#wholeList(key.jobId, undefined), key.openingId);
          }
          return await this.#wholeOpening(key);
        } catch (error) {
          return isNotFound(error) ? null : asError(error);
        }
      }),
    );
  }

  async closeReasons(): Promise<Found<CloseReason>> {
    return toFound(await this.#client.listCloseReasons(this.#scope), toCloseReason);
  }

  openingActions(opening: Opening): OpeningActions {
    return this.#mayWrite ? openingActionsOf(opening) : readOnlyActions();
  }

  async #job(nativeId: string): Promise<WireJob | null> {
    const id = readJobId(nativeId);
    const known = this.#jobs.get(id);
    if (known !== undefined) return known;
    const reading = this.#client.getJob(id, this.#scope).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    this.#jobs.set(id, reading);
    return reading;
  }

  async #nestedOpenings(jobId: string): Promise<Found<Opening> | undefined> {
    const job = await this.#jobs.get(jobId);
    if (!job?.openings) return undefined;
    const known = this.#nested.get(job);
    if (known !== undefined) return known;
    const origin = { response: this.source, route: `openings of the job ${jobId}` };
    const found = inOrder(
      toFound(unique(readRecords(job.openings, wireOpening, origin), idOf), (wire) => toOpening(this.source, wire, jobId)),
    );
    this.#nested.set(job, found);
    return found;
  }

  /** One that cannot be read in its job may be readable by itself. */
  async #nestedOpening(nativeId: string): Promise<Opening | undefined> {
    const { jobId, openingId } = readOpeningId(nativeId);
    return (await this.#nestedOpenings(jobId))?.records.find(({ vendorId }) => vendorId === openingId);
  }

  #wholeOpening({ jobId, openingId }: OpeningKey): Promise<Opening> {
    const key = `${jobId}.${openingId}`;
    const known = this.#wholeOpenings.get(key);
    if (known !== undefined) return known;
    const reading = this.#client.getOpening({ jobId, openingId }, this.#scope).then((wire) => toWholeOpening(this.source, wire, jobId));
    this.#wholeOpenings.set(key, reading);
    return reading;
  }

  #wholeList(jobId: string, status: OpeningStatus | undefined): Promise<Found<Opening>> {
    const known = this.#wholeLists.get(jobId);
    if (known !== undefined) return known;
    const word = status === undefined ? undefined : OPENING_FILTER_WORD[status];
    const reading = this.#client
      .listOpenings(jobId, word, MAX_PER_PAGE, this.#scope)
      .then((read) => inOrder(toFound(read, (wire) => toWholeOpening(this.source, wire, jobId))));
    // A filtered list is no answer to another question.
    if (status === undefined) this.#wholeLists.set(jobId, reading);
    return reading;
  }
}

function firstQuery(status: string | undefined, code: string | undefined, limit: number): string {
  const query = new URLSearchParams({ per_page: String(Math.min(Math.max(limit, LEAST_PER_PAGE), MAX_PER_PAGE)), skip_count: "true" });
  if (status !== undefined) query.set("status", status);
  if (code !== undefined) query.set("requisition_id", code);
  return query.toString();
}

function withStatus(openings: Found<Opening>, status: OpeningStatus | undefined): Found<Opening> {
  if (status === undefined) return openings;
  return filterFound(
    openings,
    (opening) => opening.status === status,
    (unread) => [undefined, status].includes(OPENING_STATUS.get(rawText(unread, "status"))),
  );
}

function withCode(jobs: Found<Job>, code: string): Found<Job> {
  return filterFound(
    jobs,
    (job) => job.code === code,
    (unread) => (rawText(unread, "requisition_id") ?? code) === code,
  );
}

function inOrder({ records, unreadable }: Found<Opening>): Found<Opening> {
  return { records: records.sort(byId), unreadable };
}

/** Ascending by number; ids do not fit a double safely, so longer is larger. */
function byId(one: Opening, other: Opening): number {
  const [a, b] = [one.vendorId, other.vendorId];
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function isNotFound(error: unknown): boolean {
  return error instanceof VendorError && error.code === "NOT_FOUND";
}
