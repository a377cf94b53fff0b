import { z } from "../../../http/checks/zod.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job, JobActions } from "../../../schema/job/job.type.js";
import { asError } from "../../contract/as-error.js";
import type { Aligned, ChangedRecords, Datasource, DatasourceScope, JobFilter, JobSource, Page } from "../../contract/datasource.js";
import { toFound } from "../../contract/found.js";
import { jsonOf, readPosition } from "../../contract/lists/position.js";
import { readTokenList } from "../../contract/lists/token-list.js";
import type { OptionalCall } from "../feishu.optional-call.js";
import type { HireClient } from "./hire.client.js";
import { toJob, toJobOfDetail } from "./hire.mapping.js";
import { HIRE_ROUTES, MAX_PAGE_SIZE } from "./hire.policy.js";
import type { HirePosts } from "./hire.posts.js";
import { jobActionsOf } from "./hire.rules.js";
import type { WireHireJob } from "./hire.wire.js";

/** The parts of the connection that reads use. */
export interface HireContext {
  source: Source;
  client: HireClient;
  /** Milliseconds by which Feishu's clock is ahead of ours, as far as is known. */
  clockSkewMs: () => number;
  /** The scope of get_detail may be missing. */
  detail: OptionalCall;
  posts: HirePosts;
}

/** A place in what changed: its moment by Feishu's clock, and the page. */
const CHANGES_PLACE = jsonOf(z.object({ from: z.int(), token: z.string() }));

/** Clocks that differ by less count as equal; what changed is asked for with an overlap. */
const CLOCK_GRAIN_MS = 60_000;

/** Feishu Hire for one request. */
export class HireDatasource implements Datasource, JobSource {
  readonly jobs: JobSource = this;
  readonly #source: Source;
  readonly #client: HireClient;
  readonly #clockSkewMs: () => number;
  readonly #detail: OptionalCall;
  readonly #posts: HirePosts;
  readonly #scope: DatasourceScope;
  /** Whole jobs by id: copies in lists lack custom fields. */
  readonly #jobs = new Map<string, Promise<Job | null>>();

  constructor({ source, client, clockSkewMs, detail, posts }: HireContext, scope: DatasourceScope) {
    this.#source = source;
    this.#client = client;
    this.#clockSkewMs = clockSkewMs;
    this.#detail = detail;
    this.#posts = posts;
    this.#scope = scope;
  }

  /** Hire has no endpoint for several ids, so each job is one request. */
  async jobsByIds(ids: readonly string[]): Promise<Aligned<Job>> {
    return Promise.all(ids.map((id) => this.#job(id).catch(asError)));
  }

  /** Hire's list has none of the graph's filters, so pages are read and filtered here until there are enough records. */
  listJobs(filter: JobFilter, limit: number, after?: string, atMost?: number): Promise<Page<Job>> {
    const toNode = (wire: WireHireJob): Job => this.#toNode(wire);
    const filtered = filter.status !== undefined || filter.code !== undefined;
    return readTokenList({
      source: this.#source,
      route: HIRE_ROUTES.list,
      fetch: (token, wanted) => this.#client.listJobs(Math.min(wanted, MAX_PAGE_SIZE), token, this.#scope),
      limit,
      after,
      atMost,
      keep: filtered ? (wire) => matches(toNode(wire), filter) : undefined,
      toNode,
    });
  }

  /** By `update_start_time`, which goes by Feishu's clock. Where the first answer shows that it is further behind than known, it is asked again. */
  async jobsChangedSince(since: number, after?: string): Promise<ChangedRecords<Job>> {
    const place = after === undefined ? undefined : readPosition(CHANGES_PLACE, after);
    const list = (from: number) => this.#client.listJobs(MAX_PAGE_SIZE, place?.token, this.#scope, from);
    let from = place?.from ?? Math.max(0, since + this.#clockSkewMs());
    let page = await list(from);
    const known = Math.max(0, since + this.#clockSkewMs());
    if (place === undefined && known < from - CLOCK_GRAIN_MS) {
      from = known;
      page = await list(from);
    }
    if (page.fault !== undefined) throw page.fault;
    const { records, unreadable } = toFound(page.items, (wire) => this.#toNode(wire));
    return { records, unreadable, ids: [], next: page.next === undefined ? undefined : JSON.stringify({ from, token: page.next }) };
  }

  #toNode(wire: WireHireJob): Job {
    return toJob(this.#source, wire, this.#scope.languages);
  }

  jobActions(job: Job): JobActions {
    return jobActionsOf(job);
  }

  /** What people should know of a job that was reopened. */
  noticesOfReopened(id: string): Promise<string[]> {
    return this.#posts.noticesOf(id, this.#scope);
  }

  #job(id: string): Promise<Job | null> {
    // Ids become part of the path, so only numbers are sent.
    if (!/^\d+$/.test(id)) return Promise.resolve(null);
    const known = this.#jobs.get(id);
    if (known !== undefined) return known;
    const reading = this.#read(id).catch((error: unknown) => {
      if (error instanceof VendorError && error.code === "NOT_FOUND") return null;
      throw error;
    });
    this.#jobs.set(id, reading);
    return reading;
  }

  /** By get_detail where the app may, else by the older read; never by both for each job. */
  async #read(id: string): Promise<Job> {
    const detail = await this.#detail.attempt(() => this.#client.getJobDetail(id, this.#scope));
    if (detail !== undefined) return toJobOfDetail(this.#source, detail, this.#scope.languages);
    return this.#toNode(await this.#client.getJob(id, this.#scope));
  }
}

function matches(job: Job, { status, code }: JobFilter): boolean {
  return (status === undefined || job.status === status) && (code === undefined || job.code === code);
}
