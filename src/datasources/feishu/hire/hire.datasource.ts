import { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job, JobActions } from "../../../schema/job/job.type.js";
import { asError } from "../../contract/as-error.js";
import type { Aligned, Datasource, DatasourceScope, JobFilter, JobSource, Page } from "../../contract/datasource.js";
import { readTokenList } from "../../contract/token-list.js";
import type { HireClient } from "./hire.client.js";
import { toJob } from "./hire.mapping.js";
import { HIRE_ROUTES, MAX_PAGE_SIZE } from "./hire.policy.js";
import { jobActionsOf } from "./hire.rules.js";
import type { WireHireJob } from "./hire.wire.js";

/** Feishu Hire for one request. */
export class HireDatasource implements Datasource, JobSource {
  readonly jobs: JobSource = this;
  readonly #source: Source;
  readonly #client: HireClient;
  readonly #scope: DatasourceScope;
  /** Whole jobs by id: copies in lists lack custom fields. */
  readonly #jobs = new Map<string, Promise<Job | null>>();

  constructor(source: Source, client: HireClient, scope: DatasourceScope) {
    this.#source = source;
    this.#client = client;
    this.#scope = scope;
  }

  /** Hire has no endpoint for several ids, so each job is one request. */
  async jobsByIds(ids: readonly string[]): Promise<Aligned<Job>> {
    return Promise.all(ids.map((id) => this.#job(id).catch(asError)));
  }

  /** Hire's list has none of the graph's filters, so pages are read and filtered here until there are enough records. */
  listJobs(filter: JobFilter, limit: number, after?: string): Promise<Page<Job>> {
    const toNode = (wire: WireHireJob) => toJob(this.#source, wire, this.#scope.languages);
    const filtered = filter.status !== undefined || filter.code !== undefined;
    return readTokenList({
      source: this.#source,
      route: HIRE_ROUTES.list,
      fetch: (token, wanted) => this.#client.listJobs(Math.min(wanted, MAX_PAGE_SIZE), token, this.#scope),
      limit,
      after,
      keep: filtered ? (wire) => matches(toNode(wire), filter) : undefined,
      toNode,
    });
  }

  jobActions(job: Job): JobActions {
    return jobActionsOf(job);
  }

  #job(id: string): Promise<Job | null> {
    // Ids become part of the path, so only numbers are sent.
    if (!/^\d+$/.test(id)) return Promise.resolve(null);
    const known = this.#jobs.get(id);
    if (known !== undefined) return known;
    const reading = this.#client.getJob(id, this.#scope).then(
      (wire) => toJob(this.#source, wire, this.#scope.languages),
      (error: unknown) => {
        if (error instanceof VendorError && error.code === "NOT_FOUND") return null;
        throw error;
      },
    );
    this.#jobs.set(id, reading);
    return reading;
  }
}

function matches(job: Job, { status, code }: JobFilter): boolean {
  return (status === undefined || job.status === status) && (code === undefined || job.code === code);
}
