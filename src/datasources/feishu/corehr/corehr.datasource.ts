import { madeOnce } from "../../../http/checks/made-once.js";
import { UnreadableRecord, unreadPartsOf } from "../../../http/checks/record-check.js";
import { z } from "../../../http/checks/zod.js";
import type { BadUserInput } from "../../../schema/common/bad-input.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job, JobActions } from "../../../schema/job/job.type.js";
import type { JobVersion } from "../../../schema/job/job-version.type.js";
import { asError } from "../../contract/as-error.js";
import type {
  Aligned,
  ChangedRecords,
  Datasource,
  DatasourceScope,
  JobFilter,
  JobSource,
  Page,
  TimelineSource,
  VersionAsked,
  VersionsAsked,
} from "../../contract/datasource.js";
import { type Found, filterFound, pick, rawText, toFound, whole } from "../../contract/found.js";
import { jsonOf, readPosition } from "../../contract/lists/position.js";
import { readTokenList } from "../../contract/lists/token-list.js";
import { idOf, unique } from "../../contract/lists/unique.js";
import type { OptionalCall } from "../feishu.optional-call.js";
import type { CoreHrClient } from "./corehr.client.js";
import { changesWindow, FIRST_DAY, NO_END, rangeFault } from "./corehr.days.js";
import { CURRENT_JOB_FIELDS, CUT_BY, type VersionView, type VersionViews } from "./corehr.fields.js";
import { toJob, versionIn } from "./corehr.mapping.js";
import { planTimeline, type TimelineAsk } from "./corehr.plan.js";
import { COREHR_ROUTES, MAX_CHANGES_DAYS, MAX_IDS_PER_BATCH, MAX_IDS_PER_TIMELINE, MAX_PAGE_SIZE } from "./corehr.policy.js";
import { jobActionsOf } from "./corehr.rules.js";
import { type WireCurrentJob, type WireJobVersion, wireJobVersion } from "./corehr.wire.js";

/** The parts of the connection that reads use. */
export interface CoreHrContext {
  source: Source;
  client: CoreHrClient;
  /** Epoch milliseconds by Feishu's clock, as far as it is known. */
  vendorNow: () => number;
  /** Milliseconds by which that clock is ahead of ours. */
  clockSkewMs: () => number;
  /** The scope of the changes may be missing. */
  changes: OptionalCall;
  views: VersionViews;
}

/** A place in what changed. */
const CHANGES_PLACE = jsonOf(z.object({ start: z.string(), end: z.string(), token: z.string() }));

/** Feishu CoreHR for one request: current job profiles, and their versions over time. */
export class CoreHrDatasource implements Datasource, JobSource, TimelineSource {
  readonly jobs: JobSource = this;
  readonly timeline: TimelineSource = this;
  readonly areProfiles = true;
  readonly #source: Source;
  readonly #client: CoreHrClient;
  readonly #context: CoreHrContext;
  readonly #scope: DatasourceScope;
  readonly #jobs = new Map<string, Promise<Job | null>>();

  constructor(context: CoreHrContext, scope: DatasourceScope) {
    this.#source = context.source;
    this.#client = context.client;
    this.#context = context;
    this.#scope = scope;
  }

  async jobsByIds(ids: readonly string[]): Promise<Aligned<Job>> {
    const unread = [...new Set(ids)].filter((id) => isVendorId(id) && !this.#jobs.has(id));
    for (const batch of chunks(unread, MAX_IDS_PER_BATCH)) {
      const found = this.#client
        .batchGet({ ids: batch }, CURRENT_JOB_FIELDS, this.#scope)
        .then((read) => toFound(read, (wire) => this.#toJob(wire)));
      for (const id of batch) {
        const job = found.then((jobs) => {
          const picked = pick(jobs, id);
          if (picked instanceof UnreadableRecord) throw picked;
          return picked;
        });
        this.#jobs.set(id, job);
      }
    }
    return Promise.all(ids.map((id) => (this.#jobs.get(id) ?? Promise.resolve(null)).catch(asError)));
  }

  listJobs(filter: JobFilter, limit: number, after?: string, atMost?: number): Promise<Page<Job>> {
    const { code, status } = filter;
    // The list has neither filter. A code has a request of its own, whose answer is one page.
    const byCode = async () => ({ items: await this.#client.batchGet({ codes: [code ?? ""] }, CURRENT_JOB_FIELDS, this.#scope) });
    const list = (token: string | undefined, wanted: number) => this.#client.listJobs(Math.min(wanted, MAX_PAGE_SIZE), token, this.#scope);
    return readTokenList({
      source: this.#source,
      route: COREHR_ROUTES.list,
      fetch: code === undefined ? list : byCode,
      limit,
      after,
      atMost,
      keep: status === undefined ? undefined : (wire) => this.#toJob(wire).status === status,
      toNode: (wire) => this.#toJob(wire),
    });
  }

  /** `batch_get` takes up to 100 codes; each record names its code. */
  async jobsByCodes(codes: readonly string[]): Promise<(Found<Job> | Error)[]> {
    const answers = new Map<string, Found<Job> | Error>();
    await Promise.all(
      chunks([...new Set(codes)], MAX_IDS_PER_BATCH).map(async (batch) => {
        const read = await this.#client.batchGet({ codes: batch }, CURRENT_JOB_FIELDS, this.#scope).catch(asError);
        const found = read instanceof Error ? read : toFound(unique(read, idOf), (wire) => this.#toJob(wire));
        for (const code of batch) answers.set(code, found instanceof Error ? found : withCode(found, code));
      }),
    );
    return codes.map((code) => answers.get(code) ?? whole([]));
  }

  /** By `query_recent_change`, which names ids alone: the current versions are read here, and deleted jobs are named. */
  async jobsChangedSince(since: number, after?: string): Promise<ChangedRecords<Job> | undefined> {
    const { vendorNow, clockSkewMs, changes } = this.#context;
    const { token, ...window } =
      after === undefined
        ? { ...changesWindow(since + clockSkewMs(), vendorNow()), token: undefined }
        : { ...readPosition(CHANGES_PLACE, after), days: 0 };
    if (window.days > MAX_CHANGES_DAYS) return undefined;
    const told = await changes.attempt(() => this.#client.queryRecentChange(window, token, this.#scope));
    if (told === undefined) return undefined;
    const named = [...new Set([...told.changed, ...told.deleted])];
    const present = named.filter((id) => !told.deleted.includes(id));
    const { records, unreadable } = await this.#current(present);
    const shown = new Set(records.map(({ vendorId }) => vendorId));
    const next = told.next === undefined ? undefined : JSON.stringify({ start: window.start, end: window.end, token: told.next });
    return { records, unreadable, ids: named.filter((id) => !shown.has(id)), next };
  }

  jobActions(): JobActions {
    return jobActionsOf();
  }

  async versions(asked: readonly (VersionsAsked | VersionAsked)[]): Promise<(Found<JobVersion> | Error)[]> {
    const asks = this.#asksOf(asked);
    const rows = await this.#rowsOf(asks.filter(({ jobId, fault }) => fault === undefined && isVendorId(jobId)));
    return asks.map((ask) => ask.fault ?? versionsIn(rows.get(ask) ?? NO_ROWS, ask));
  }

  async haveVersions(jobIds: readonly string[]): Promise<(boolean | Error)[]> {
    const found = await this.versions(jobIds.map((jobId) => ({ jobId, start: FIRST_DAY, end: NO_END, fields: [] })));
    return found.map((one) => (one instanceof Error ? one : one.records.length > 0 || one.unreadable.length > 0));
  }

  /** The timeline has no filter by version, so all versions of the job are requested. */
  #asksOf(asked: readonly (VersionsAsked | VersionAsked)[]): Ask[] {
    // Most asks of a request differ in their jobs alone.
    const views = new Map<readonly string[], VersionView>();
    const ranges = new Map<string, Ask["fault"]>();
    return asked.map((one) => {
      const [start, end] = "versionId" in one ? [FIRST_DAY, NO_END] : [one.start, one.end];
      const view = views.get(one.fields) ?? this.#context.views.of(one.fields);
      views.set(one.fields, view);
      const range = `${start}/${end}`;
      const fault = ranges.has(range) ? ranges.get(range) : rangeFault({ start, end });
      ranges.set(range, fault);
      return { jobId: one.jobId, versionId: "versionId" in one ? one.versionId : undefined, start, end, tokens: view.tokens, view, fault };
    });
  }

  async #current(ids: readonly string[]): Promise<Found<Job>> {
    const batches = chunks(ids, MAX_IDS_PER_BATCH);
    const read = await Promise.all(batches.map((batch) => this.#client.batchGet({ ids: batch }, CURRENT_JOB_FIELDS, this.#scope)));
    return toFound(read.flat(), (wire) => this.#toJob(wire));
  }

  #toJob(wire: WireCurrentJob): Job {
    return toJob(this.#source, wire);
  }

  /** The rows of each ask's request, or its failure. A request may be wider than the ask, where requests were merged. */
  async #rowsOf(asks: readonly Ask[]): Promise<Map<Ask, Rows | Error>> {
    const rows = new Map<Ask, Rows | Error>();
    await Promise.all(
      planTimeline(asks, MAX_IDS_PER_TIMELINE).map(async ({ jobIds, start, end, tokens, serves, isWider }) => {
        const fields = isWider && !tokens.includes(CUT_BY) ? [...tokens, CUT_BY] : tokens;
        const found = await this.#client.queryMultiTimeline({ jobIds, start, end, fields }, this.#scope).catch(asError);
        const read = found instanceof Error ? found : rowsByJob(wireJobVersion, found);
        for (const ask of serves) rows.set(ask, read);
      }),
    );
    return rows;
  }
}

/** The rows of one answer. */
interface Rows {
  /** Each once, the earliest first. */
  byJob: ReadonlyMap<string, readonly WireJobVersion[]>;
  unreadable: readonly UnreadableRecord[];
}

const NO_ROWS: Rows = { byJob: new Map(), unreadable: [] };

const rowsByJob = madeOnce((_kind: typeof wireJobVersion, read: readonly (WireJobVersion | UnreadableRecord)[]): Rows => {
  const byJob = new Map<string, WireJobVersion[]>();
  const unreadable: UnreadableRecord[] = [];
  for (const row of read) {
    if (row instanceof UnreadableRecord) unreadable.push(row);
    else {
      const jobId = String(row.job_id);
      const known = byJob.get(jobId);
      if (known === undefined) byJob.set(jobId, [row]);
      else known.push(row);
    }
  }
  for (const [jobId, rows] of byJob) byJob.set(jobId, unique(rows, ({ job_version_id }) => String(job_version_id)).sort(byFirstDay));
  return { byJob, unreadable };
});

interface Ask extends TimelineAsk {
  /** Only this version of the job. */
  versionId: string | undefined;
  view: VersionView;
  /** Why the range cannot be asked for. */
  fault: BadUserInput | undefined;
}

/**
 * The job's versions in force at some time in the range, the earliest first. Range and versions are half-open. A row lacks its last day where
 * the version has no end, or where the request had exactly this range.
 */
function versionsIn(rows: Rows | Error, ask: Ask): Found<JobVersion> | Error {
  if (rows instanceof Error) return rows;
  const { jobId, start, end, view, versionId } = ask;
  const inRange = (rows.byJob.get(jobId) ?? []).filter(
    (row) =>
      row.effective_date < end &&
      (row.expiration_date || NO_END) > start &&
      (versionId === undefined || String(row.job_version_id) === versionId),
  );
  // Other asks of the same request may need more fields.
  const inParts = inRange.flatMap((row) => unreadPartsOf(row) ?? NOTHING).filter(({ fields }) => view.keys.some((key) => fields.has(key)));
  const leftOut = rows.unreadable.filter((unread) => mayBeOf(ask, unread));
  return { records: inRange.map((row) => versionIn(view, row)), unreadable: [...inParts, ...leftOut] };
}

const NOTHING: readonly never[] = [];

function byFirstDay(one: WireJobVersion, other: WireJobVersion): number {
  return one.effective_date < other.effective_date ? -1 : one.effective_date > other.effective_date ? 1 : 0;
}

/** Whether an unreadable version may belong to the ask: none of its readable fields rules that out. */
function mayBeOf({ jobId, versionId, end }: Ask, unread: UnreadableRecord): boolean {
  if ((rawText(unread, "job_id") ?? jobId) !== jobId) return false;
  if (versionId !== undefined && (unread.recordId ?? versionId) !== versionId) return false;
  return !((rawText(unread, "effective_date") ?? "") >= end);
}

function withCode(jobs: Found<Job>, code: string): Found<Job> {
  return filterFound(
    jobs,
    (job) => job.code === code,
    (unread) => (rawText(unread, "code") ?? code) === code,
  );
}

/** CoreHR's ids are decimal texts; it has no record with any other id. */
function isVendorId(id: string): boolean {
  return /^\d+$/.test(id);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const found: Item[][] = [];
  for (let from = 0; from < items.length; from += size) found.push(items.slice(from, from + size));
  return found;
}
