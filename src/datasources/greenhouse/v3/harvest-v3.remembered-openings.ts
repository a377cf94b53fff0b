import type { UnreadableRecord } from "../../../http/checks/record-check.js";
import type { Job } from "../../../schema/job/job.type.js";
import type { Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import type { OpeningsOfJob } from "../../contract/datasource.js";
import type { Found } from "../../contract/found.js";
import { withStatus } from "../greenhouse.openings.js";

type ByStatus = Map<OpeningStatus | undefined, Found<Opening>>;
type StatusOfUnread = (opening: UnreadableRecord) => OpeningStatus | undefined;

/**
 * Openings by the jobs beside which they were read, for as long as somebody keeps these jobs. Each reading makes jobs of its own. As they arrived they may be those of an
 * earlier reading, where Greenhouse answered with the same bytes: openings of that one are older than the page.
 */
export type KeptOpenings = WeakMap<Job, ByStatus>;

/**
 * Openings that a request reads beside a list of jobs. Where that page of jobs is shown again because Greenhouse does not answer, they are
 * shown with it and are as old as it, like the openings that v1's jobs carry.
 */
export class RememberedOpenings {
  readonly #kept: KeptOpenings;
  readonly #statusOfUnread: StatusOfUnread;
  /** Jobs of this request's lists, by id. */
  readonly #listed = new Map<string, Job>();
  /** The same of an earlier request. */
  readonly #stale = new Map<string, Job>();

  constructor(kept: KeptOpenings, statusOfUnread: StatusOfUnread) {
    this.#kept = kept;
    this.#statusOfUnread = statusOfUnread;
  }

  list(job: Job): Job {
    this.#listed.set(job.vendorId, job);
    return job;
  }

  prime(jobs: readonly Job[]): void {
    for (const job of jobs) this.#stale.set(job.vendorId, job);
  }

  /** Reads what is not remembered of stale jobs. */
  async openings(
    asked: readonly OpeningsOfJob[],
    read: (asked: readonly OpeningsOfJob[]) => Promise<(Found<Opening> | Error)[]>,
  ): Promise<(Found<Opening> | Error)[]> {
    const known = asked.map((one) => this.#recall(one));
    const unknown = asked.filter((_, index) => known[index] === undefined);
    const answers = await read(unknown);
    for (const [index, one] of unknown.entries()) this.#remember(one, answers[index]);
    let next = 0;
    return known.map((openings) => openings ?? (answers[next++] as Found<Opening> | Error));
  }

  #remember({ jobId, status }: OpeningsOfJob, openings: Found<Opening> | Error | undefined): void {
    const job = this.#listed.get(jobId);
    if (job === undefined || openings === undefined || openings instanceof Error) return;
    this.#kept.set(job, (this.#kept.get(job) ?? new Map()).set(status, openings));
  }

  #recall({ jobId, status }: OpeningsOfJob): Found<Opening> | undefined {
    const job = this.#stale.get(jobId);
    const kept = job && this.#kept.get(job);
    const all = kept?.get(undefined);
    return kept?.get(status) ?? (all && withStatus(all, status, this.#statusOfUnread));
  }
}
