import { readRecord, readRecords } from "../../../http/checks/record-check.js";
import type { CallScope, Send, VendorResponse } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import type { TokenPage } from "../../contract/token-list.js";
import { EMPTY_SUCCESS, readData, withLogId } from "../feishu.envelope.js";
import { toTokenPage } from "../feishu.paging.js";
import { HIRE_ROUTES } from "./hire.policy.js";
import { type WireHireJob, type WireOpenJob, wireHireJob, wireHireJobAnswer, wireHireJobPage } from "./hire.wire.js";

const JOBS = "/open-apis/hire/v1/jobs";

/** The defaults of these parameters are id types that Feishu is retiring. */
const ID_TYPES: [string, string][] = [
  ["job_level_id_type", "job_level_id"],
  ["job_family_id_type", "job_family_id"],
];

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
    if (pageToken !== undefined) query.push(["page_token", pageToken]);
    const route = HIRE_ROUTES.list;
    const response = withLogId(await this.#send({ method: "GET", path: JOBS, query, route, intent: "read" }, scope));
    const page = readData(response, wireHireJobPage, route);
    const items = readRecords(page.items ?? [], wireHireJob, { response, route });
    return toTokenPage(items, page, this.#source, route);
  }

  async getJob(jobId: string, scope: CallScope): Promise<WireHireJob> {
    const route = HIRE_ROUTES.get;
    const request = { method: "GET", path: `${JOBS}/${jobId}`, query: ID_TYPES, route, intent: "read" } as const;
    const response = withLogId(await this.#send(request, scope));
    return readRecord(readData(response, wireHireJobAnswer, route).job, wireHireJob, { response, route, id: jobId });
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
}
