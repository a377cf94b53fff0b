import { UnreadableRecord } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import type { CallScope } from "../../http/request.js";
import type { Source } from "../../schema/common/source.js";
import { type Job, type JobActions, JobStatus } from "../../schema/job/job.type.js";
import type { CustomFieldInput } from "../../schema/opening/custom-field.input.js";
import { type CloseReason, type Opening, type OpeningActions, OpeningStatus } from "../../schema/opening/opening.type.js";
import { asError } from "../contract/as-error.js";
import type {
  Aligned,
  ChangedRecords,
  Datasource,
  JobFilter,
  JobSource,
  NamesOfJob,
  OpeningSource,
  OpeningsFound,
  OpeningsOfJob,
  Page,
  Seats,
} from "../contract/datasource.js";
import { type Found, filterFound, type Inside, rawText, toFound, whole } from "../contract/found.js";
import { jsonOf, readPosition } from "../contract/lists/position.js";
import { allPages, readTokenList } from "../contract/lists/token-list.js";
import type { GreenhouseApi, GreenhouseReads, OpeningPart, SpelledFields } from "./greenhouse.api.js";
import { byNumber, parseOpeningId, readJobId, readOpeningId } from "./greenhouse.ids.js";
import { JOB_STATUS_WORD } from "./greenhouse.mapping.js";
import { CODES_ASKED_ONE_BY_ONE } from "./greenhouse.policy.js";
import { jobActionsOf, openingActionsOf, readOnlyActions } from "./greenhouse.rules.js";

/** A place in what changed. */
const CHANGES_PLACE = jsonOf(z.object({ part: z.enum(["jobs", "openings"]), token: z.string().optional() }));

/** Greenhouse for one request, whichever of its APIs answers. */
export class GreenhouseDatasource implements Datasource, JobSource, OpeningSource {
  readonly jobs: JobSource = this;
  readonly openings: OpeningSource = this;
  readonly source: Source;
  readonly namesOf?: JobSource["namesOf"];
  readonly nameOfReason?: OpeningSource["nameOfReason"];
  readonly openingsInside?: OpeningSource["openingsInside"];
  readonly seatsOf?: OpeningSource["seatsOf"];
  readonly countSeats?: OpeningSource["countSeats"];
  readonly openingsInPart?: OpeningSource["openingsInPart"];
  readonly #reads: GreenhouseReads;
  readonly #readOnlyWithout: string | undefined;

  constructor(source: Source, api: GreenhouseApi, scope: CallScope) {
    this.source = source;
    this.#reads = api.reads(scope);
    this.#readOnlyWithout = api.readOnlyWithout;
    // What an API of Greenhouse's lacks, the datasource lacks. A function literal assigned just like that would outlive its request (CONTRIBUTING).
    const { namesOf, nameOfReason, openingsInPart, openingsInside, seatsOf } = this.#reads;
    this.namesOf = namesOf && ((job: Job, names: NamesOfJob) => namesOf.call(this.#reads, job, names));
    this.nameOfReason = nameOfReason && ((id) => nameOfReason.call(this.#reads, id));
    this.openingsInPart =
      openingsInPart && (async ({ jobId, status }, token) => openingsInPart.call(this.#reads, { jobId: readJobId(jobId), status }, token));
    this.openingsInside = openingsInside && ((...asked) => this.#openingsInside(...asked));
    this.countSeats = seatsOf === undefined ? (jobs) => this.#countSeats(jobs) : undefined;
    this.seatsOf = seatsOf && ((job) => seatsOf.call(this.#reads, job));
  }

  jobIdOf(openingId: string): string | undefined {
    return parseOpeningId(openingId)?.jobId;
  }

  primeWithStale(records: readonly unknown[]): void {
    this.#reads.primeWithStale(records as readonly Job[]);
  }

  async isJobShown(id: string): Promise<boolean> {
    return this.#reads.isJobShown(readJobId(id));
  }

  jobsByIds(ids: readonly string[]): Promise<Aligned<Job>> {
    return inPlace(ids, readJobId, (read) => this.#reads.jobs(read));
  }

  async listJobs(filter: JobFilter, limit: number, after?: string, atMost?: number): Promise<Page<Job>> {
    const status = filter.status === undefined ? undefined : JOB_STATUS_WORD[filter.status];
    if (filter.status !== undefined && status === undefined) return { items: [], hasMore: false };
    const list = this.#reads.jobList({ status, code: filter.code });
    return readTokenList({ limit, after, atMost, toNode: list.toJob, ...list });
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

  /** Jobs that changed, and then those of openings that changed, where openings can be asked for by that. */
  async jobsChangedSince(since: number, after?: string, alsoOfOpenings = true): Promise<ChangedRecords<Job>> {
    const updatedSince = new Date(since).toISOString();
    const { part, token } = after === undefined ? { part: "jobs" as const, token: undefined } : readPosition(CHANGES_PLACE, after);
    if (part === "openings") {
      const { jobIds = [], next } = (await this.#reads.jobsOfChangedOpenings?.(updatedSince, token)) ?? {};
      return { records: [], unreadable: [], ids: jobIds, next: next && JSON.stringify({ part, token: next }) };
    }
    const list = this.#reads.jobList({ updatedSince });
    const page = await list.fetch(token ?? list.sizes.startOf(list.sizes.most), list.sizes.most);
    if (page.fault !== undefined) throw page.fault;
    const ofOpenings = alsoOfOpenings && this.#reads.jobsOfChangedOpenings ? { part: "openings" } : undefined;
    const further = page.next === undefined ? ofOpenings : { part, token: page.next };
    return { ids: [], next: further && JSON.stringify(further), ...toFound(page.items, list.toJob) };
  }

  /** Whether an open job without an open opening has a closed one is asked for after that: most jobs have an open one. */
  async #countSeats(jobs: readonly Job[]): Promise<(Seats | undefined)[]> {
    const open = await this.#countOpenings(jobs, OpeningStatus.OPEN);
    const [full, closed] = [jobs.filter(({ status }, index) => status === JobStatus.OPEN && open[index] === 0), new Map<Job, number>()];
    for (const [index, count] of (await this.#countOpenings(full, OpeningStatus.CLOSED)).entries())
      if (count !== undefined) closed.set(full[index] as Job, count);
    return jobs.map((job, index): Seats | undefined => {
      const count = open[index];
      if (count === undefined) return undefined;
      const ended = closed.get(job);
      return { open: count, ...(count > 0 ? { areAny: true } : ended === undefined ? {} : { areAny: ended > 0 }) };
    });
  }

  async #countOpenings(jobs: readonly Job[], status: OpeningStatus): Promise<(number | undefined)[]> {
    if (jobs.length === 0) return [];
    const found = await this.openingsOfJobs(jobs.map(({ vendorId }) => ({ jobId: vendorId, status })));
    return found.map((openings) => (openings instanceof Error || openings.unreadable.length > 0 ? undefined : openings.records.length));
  }

  /** All jobs, or those with a code; undefined where they fill more than these pages. */
  async #allJobs(code?: string, pagesAtMost = Number.POSITIVE_INFINITY): Promise<Found<Job> | undefined> {
    const list = this.#reads.jobList({ code });
    const read: ({ id: unknown } | UnreadableRecord)[] = [];
    let pages = 0;
    for await (const { items, isLast } of allPages({ start: list.sizes.startOf(list.sizes.most), ...list })) {
      read.push(...items.filter((item) => item instanceof UnreadableRecord || (list.keep?.(item) ?? true)));
      pages += 1;
      if (!isLast && pages >= pagesAtMost) return undefined;
    }
    return toFound(read, list.toJob);
  }

  jobActions(job: Job): JobActions {
    return jobActionsOf(job);
  }

  #openingsInside(job: Job, status?: OpeningStatus): Found<Inside<Opening>> | undefined {
    readJobId(job.vendorId);
    return this.#reads.openingsInside?.(job, status);
  }

  openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(OpeningsFound | Error)[]> {
    const checked = ({ jobId, status }: OpeningsOfJob) => ({ jobId: readJobId(jobId), status });
    return inPlace(asked, checked, (read) => this.#reads.openingsOfJobs(read));
  }

  openingsByIds(ids: readonly string[]): Promise<Aligned<Opening>> {
    return inPlace(ids, readOpeningId, (keys) => this.#reads.openings(keys));
  }

  wholeOpenings(ids: readonly string[]): Promise<Aligned<Opening>> {
    return inPlace(ids, readOpeningId, (keys) => this.#reads.wholeOpenings(keys));
  }

  openingsToChange(ids: readonly string[]): Promise<Aligned<Opening>> {
    return inPlace(ids, readOpeningId, (keys) => this.#reads.openingsToChange(keys));
  }

  /** In the graph's order: v3's lists come newest first, and of v1's nobody says. */
  async closeReasons(): Promise<Found<CloseReason>> {
    const { records, unreadable } = await this.#reads.closeReasons();
    return { records: records.sort((one, other) => byNumber(one.id, other.id)), unreadable };
  }

  openingActions(opening: Opening): OpeningActions {
    return this.#readOnlyWithout === undefined ? openingActionsOf(opening) : readOnlyActions(this.#readOnlyWithout);
  }

  statusOfUnread(opening: UnreadableRecord): OpeningStatus | undefined {
    return this.#reads.statusOfUnread(opening);
  }

  requireParts(opening: Opening, parts: readonly OpeningPart[]): void {
    this.#reads.requireParts(opening, parts);
  }

  spellCustomFields(
    inputs: readonly CustomFieldInput[] | null | undefined,
    held: Opening | null,
    path: readonly string[],
  ): Promise<SpelledFields> {
    return this.#reads.spellCustomFields(inputs ?? [], held, path);
  }
}

/** Asks for those whose ids can be read; an id that cannot is an error in its own place. */
async function inPlace<Asked, Read, Answer>(
  asked: readonly Asked[],
  read: (one: Asked) => Read,
  ask: (read: readonly Read[]) => Promise<(Answer | Error)[]>,
): Promise<(Answer | Error)[]> {
  const checked = asked.map((one) => {
    try {
      return { value: read(one) };
    } catch (error) {
      return asError(error);
    }
  });
  const answers = await ask(checked.flatMap((one) => (one instanceof Error ? [] : [one.value])));
  let next = 0;
  return checked.map((one) => {
    if (one instanceof Error) return one;
    next += 1;
    return answers[next - 1] as Answer | Error;
  });
}

function withCode(jobs: Found<Job>, code: string): Found<Job> {
  return filterFound(
    jobs,
    (job) => job.code === code,
    (unread) => (rawText(unread, "requisition_id") ?? code) === code,
  );
}
