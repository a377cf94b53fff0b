import { type RecordKind, readRecord, readRecords } from "../../../http/checks/record-check.js";
import type { CallScope, Send, VendorResponse } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import type { TokenPage } from "../../contract/lists/token-list.js";
import { EMPTY_SUCCESS, readData, withLogId } from "../feishu.envelope.js";
import { toTokenPage } from "../feishu.paging.js";
import { HIRE_ROUTES, MAX_POSTS_PAGE_SIZE } from "./hire.policy.js";
import {
  type WireHireJob,
  type WireHireJobDetail,
  type WireJobPost,
  type WireOpenJob,
  type WireWebsite,
  wireHireJob,
  wireHireJobAnswer,
  wireHireJobDetail,
  wireHireJobDetailAnswer,
  wireHirePage,
  wireJobPost,
  wireWebsite,
} from "./hire.wire.js";

const JOBS = "/open-apis/hire/v1/jobs";
const WEBSITES = "/open-apis/hire/v1/websites";

/** The defaults of these parameters are id types that Feishu is retiring. */
const ID_TYPES: [string, string][] = [
  ["job_level_id_type", "job_level_id"],
  ["job_family_id_type", "job_family_id"],
];

const POSTS_PAGE: [string, string][] = [["page_size", String(MAX_POSTS_PAGE_SIZE)]];

/** One method an endpoint of https://open.feishu.cn/document/server-docs/hire-v1/recruitment-related-configuration/job. */
export class HireClient {
  readonly #source: Source;
  readonly #send: Send;

  constructor(source: Source, send: Send) {
    this.#source = source;
    this.#send = send;
  }

  /** `updatedSince`: epoch milliseconds by Feishu's clock; left out, jobs of any age. A token belongs to a list of the same moment. */
  async listJobs(
    pageSize: number,
    pageToken: string | undefined,
    scope: CallScope,
    updatedSince?: number,
  ): Promise<TokenPage<WireHireJob>> {
    const query: [string, string][] = [["page_size", String(pageSize)], ...ID_TYPES];
    if (updatedSince !== undefined) query.push(["update_start_time", String(updatedSince)]);
    return this.#page(HIRE_ROUTES.list, JOBS, query, pageToken, wireHireJob, scope);
  }

  async getJob(jobId: string, scope: CallScope): Promise<WireHireJob> {
    const route = HIRE_ROUTES.get;
    const request = { method: "GET", path: `${JOBS}/${jobId}`, query: ID_TYPES, route, intent: "read" } as const;
    const response = withLogId(await this.#send(request, scope));
    return readRecord(readData(response, wireHireJobAnswer, route).job, wireHireJob, { response, route, id: jobId });
  }

  /** The job with what belongs to it, under a scope of its own: `get`, which Feishu has frozen, needs another. */
  async getJobDetail(jobId: string, scope: CallScope): Promise<WireHireJobDetail> {
    const route = HIRE_ROUTES.detail;
    const request = { method: "GET", path: `${JOBS}/${jobId}/get_detail`, query: ID_TYPES, route, intent: "read" } as const;
    const response = withLogId(await this.#send(request, scope));
    const { job_detail } = readData(response, wireHireJobDetailAnswer, route);
    return readRecord(job_detail, wireHireJobDetail, { response, route, id: jobId });
  }

  /** The tenant's websites for candidates. */
  listWebsites(pageToken: string | undefined, scope: CallScope): Promise<TokenPage<WireWebsite>> {
    return this.#page(HIRE_ROUTES.websites, WEBSITES, POSTS_PAGE, pageToken, wireWebsite, scope);
  }

  /** The posts that a website shows. */
  listJobPosts(websiteId: string, pageToken: string | undefined, scope: CallScope): Promise<TokenPage<WireJobPost>> {
    return this.#page(HIRE_ROUTES.posts, `${WEBSITES}/${websiteId}/job_posts`, POSTS_PAGE, pageToken, wireJobPost, scope);
  }

  /** The answer is empty; only a read of the job shows its status. */
  openJob(jobId: string, body: WireOpenJob, scope: CallScope): Promise<VendorResponse> {
    const route = HIRE_ROUTES.open;
    const path = `${JOBS}/${jobId}/open`;
    return this.#send({ method: "POST", path, route, intent: "change", json: body, expects: EMPTY_SUCCESS }, scope);
  }

  /** Also takes down every posting of the job. */
  closeJob(jobId: string, scope: CallScope): Promise<VendorResponse> {
    const route = HIRE_ROUTES.close;
    return this.#send({ method: "POST", path: `${JOBS}/${jobId}/close`, route, intent: "change", expects: EMPTY_SUCCESS }, scope);
  }

  async #page<Wire extends object>(
    route: string,
    path: string,
    query: readonly [string, string][],
    pageToken: string | undefined,
    kind: RecordKind<Wire>,
    scope: CallScope,
  ): Promise<TokenPage<Wire>> {
    const asked: [string, string][] = pageToken === undefined ? [...query] : [...query, ["page_token", pageToken]];
    const response = withLogId(await this.#send({ method: "GET", path, query: asked, route, intent: "read" }, scope));
    const page = readData(response, wireHirePage, route);
    return toTokenPage(readRecords(page.items ?? [], kind, { response, route }), page, this.#source, route);
  }
}
