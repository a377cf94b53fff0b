import type { Clock } from "../../../clock.js";
import { isReadable, requireFields, type UnreadableRecord, wireOf } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job } from "../../../schema/job/job.type.js";
import type { CustomFieldInput } from "../../../schema/opening/custom-field.input.js";
import { type CloseReason, type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import type { Aligned, NamesOfJob, OpeningsFound, OpeningsOfJob } from "../../contract/datasource.js";
import { type Found, toFound } from "../../contract/found.js";
import { nameVariables } from "../../contract/variables.js";
import type { GreenhouseApi, GreenhouseReads, JobList, JobListFilter, OpeningPart, SpelledFields } from "../greenhouse.api.js";
import { byNumber, type OpeningKey } from "../greenhouse.ids.js";
import { toCloseReason } from "../greenhouse.mapping.js";
import { inOrder, withStatus } from "../greenhouse.openings.js";
import { MAX_PER_PAGE } from "../greenhouse.policy.js";
import { invalidInput } from "../greenhouse.rules.js";
import type { WireCloseReason } from "../greenhouse.wire.js";
import type { HarvestV3Client } from "./harvest-v3.client.js";
import { type KeyedInput, layOver, toWireCustomField } from "./harvest-v3.custom-fields.js";
import { byJob, inGroups, pickById } from "./harvest-v3.groups.js";
import { toJob, toOpening } from "./harvest-v3.mapping.js";
import { type Names, namesOfJobs, namesOfReasons } from "./harvest-v3.names.js";
import { leastIdIn, partsOf, requirePartOf } from "./harvest-v3.opening-parts.js";
import { isCursor, isStart } from "./harvest-v3.page-tokens.js";
import { type KeptOpenings, RememberedOpenings } from "./harvest-v3.remembered-openings.js";
import { ROUTES } from "./harvest-v3.scopes.js";
import type { SiteAdmin } from "./harvest-v3.site-admin.js";
import { noneWhereDenied, SmallTable } from "./harvest-v3.tables.js";
import type { WireJob, WireOpening } from "./harvest-v3.wire.js";
import { harvestV3Writes } from "./harvest-v3.writes.js";

export interface HarvestV3Options {
  source: Source;
  client: HarvestV3Client;
  siteAdmin: SiteAdmin;
  clock: Clock;
  mayWrite: boolean;
}

/** What all requests of a connection read from. */
interface Shared {
  source: Source;
  client: HarvestV3Client;
  siteAdmin: SiteAdmin;
  closeReasons: SmallTable<WireCloseReason>;
  ofJobs: Record<NamesOfJob, Names<WireJob, string[]>>;
  ofReasons: Names<number, string>;
  keptOpenings: KeptOpenings;
}

/** Greenhouse through Harvest v3. */
export function harvestV3Api({ source, client, siteAdmin, clock, mayWrite }: HarvestV3Options): GreenhouseApi {
  const departments = noneWhereDenied((scope) => client.departments(scope));
  const offices = noneWhereDenied((scope) => client.offices(scope));
  const closeReasons = new SmallTable((scope) => client.closeReasons(scope), clock);
  const shared: Shared = {
    source,
    client,
    siteAdmin,
    closeReasons,
    ofJobs: namesOfJobs(new SmallTable(departments, clock), new SmallTable(offices, clock)),
    ofReasons: namesOfReasons(closeReasons),
    keptOpenings: new WeakMap(),
  };
  return {
    reads: (scope) => new HarvestV3Reads(shared, scope),
    writes: harvestV3Writes(client),
    readOnlyWithout: mayWrite ? undefined : nameVariables(source, "GREENHOUSE_USER_ID"),
  };
}

/**
 * Jobs and openings are lists of their own, read by ids, as many at a time as a request takes. Names that they hold by ids are in small tables:
 * a record has those that are at hand, and others are read where they are shown.
 */
class HarvestV3Reads implements GreenhouseReads {
  readonly #shared: Shared;
  readonly #scope: CallScope;
  readonly #remembered: RememberedOpenings;
  /** Whether a list had records just now: whoever is not a Site Admin sees none. A round in the background lasts, and an old answer was seen then. */
  #hasSeenRecords = false;

  constructor(shared: Shared, scope: CallScope) {
    this.#shared = shared;
    this.#scope = scope;
    this.#remembered = new RememberedOpenings(shared.keptOpenings, this.statusOfUnread);
  }

  primeWithStale(jobs: readonly Job[]): void {
    this.#remembered.prime(jobs);
  }

  async jobs(ids: readonly string[]): Promise<Aligned<Job>> {
    const read = await inGroups(ids, async (group) => {
      const jobs = await this.#shared.client.jobsByIds(group, this.#scope);
      await this.#mustBelieve(jobs, ROUTES.jobs);
      return jobs;
    });
    return ids.map((id) => {
      const group = read.get(id);
      if (group === undefined || group instanceof Error) return group ?? null;
      const job = pickById(group, id);
      return job === null || job instanceof Error ? job : this.#jobOf(job);
    });
  }

  namesOf({ raw }: Job, names: NamesOfJob): Promise<string[]> {
    return this.#shared.ofJobs[names].read(wireOf(raw as WireJob), this.#scope);
  }

  nameOfReason(id: string): Promise<string> {
    return this.#shared.ofReasons.read(Number(id), this.#scope);
  }

  async isJobShown(id: string): Promise<boolean> {
    const jobs = await this.#shared.client.jobsByIds([id], this.#scope);
    await this.#mustBelieve(jobs, ROUTES.jobs);
    const job = pickById(jobs, id);
    if (job instanceof Error) throw job;
    return job !== null;
  }

  jobList({ status, code, updatedSince }: JobListFilter): JobList {
    const { source, client } = this.#shared;
    const startOf = (size: number) => {
      const query = new URLSearchParams({ per_page: String(size) });
      if (status !== undefined) query.set("status", status);
      if (code !== undefined) query.set("requisition_id", code);
      if (updatedSince !== undefined) query.set("updated_at", `gte|${updatedSince}`);
      return query.toString();
    };
    return {
      source,
      route: ROUTES.jobs,
      sizes: { most: MAX_PER_PAGE, startOf },
      // By descending ids, always (https://harvestdocs.greenhouse.io/docs/pagination).
      isAfter: (id, other) => byNumber(id, other) < 0,
      owns: (token) => isCursor(token) || isStart(token, startOf),
      fetch: async (token = startOf(MAX_PER_PAGE)) => {
        const page = await client.jobPage(token, this.#scope);
        // Mostly nothing has changed.
        if (!isCursor(token) && updatedSince === undefined) await this.#mustBelieve(page.items, ROUTES.jobs);
        return page;
      },
      // Whether the filter matches exactly is nowhere said.
      ...(code === undefined ? {} : { keep: (job: WireJob) => String(job.requisition_id ?? "") === code }),
      toJob: (job: WireJob) => this.#remembered.list(this.#jobOf(job)),
    };
  }

  /** Deleted openings leave no trace here. */
  async jobsOfChangedOpenings(since: string, token: string | undefined): Promise<{ jobIds: string[]; next?: string }> {
    const start = new URLSearchParams({ per_page: String(MAX_PER_PAGE), updated_at: `gte|${since}` }).toString();
    const { items, next, fault } = await this.#shared.client.openingPage(token ?? start, this.#scope);
    if (fault !== undefined) throw fault;
    const jobIds = new Set(items.filter(isReadable).map(({ job_id }) => String(job_id)));
    return { jobIds: [...jobIds], ...(next === undefined ? {} : { next }) };
  }

  openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(OpeningsFound | Error)[]> {
    return this.#remembered.openings(asked, (unknown) => this.#openingsOfJobs(unknown));
  }

  /** The filter by status is sent only where all who ask agree on it. */
  async #openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(OpeningsFound | Error)[]> {
    const statuses = new Set(asked.map(({ status }) => status));
    const only = statuses.size === 1 ? asked[0]?.status : undefined;
    const open = only === undefined ? undefined : only === OpeningStatus.OPEN;
    const read = await inGroups(
      asked.map(({ jobId }) => jobId),
      async (group) => {
        const pages = await this.#shared.client.openingsOfJobs(group, open, this.#scope);
        const openings = pages.flatMap(({ items }) => items);
        await this.#mustBelieve(openings, ROUTES.openings);
        // Those of several jobs come mixed.
        return { byJob: byJob(openings, group), parts: group.length === 1 ? partsOf(pages) : undefined };
      },
    );
    return asked.map(({ jobId, status }) => {
      const group = read.get(jobId);
      if (group === undefined || group instanceof Error) return group ?? new Error("The openings were not read");
      const found = inOrder(toFound(group.byJob.get(jobId) ?? [], (wire) => this.#openingOf(wire)));
      return { ...withStatus(found, status, this.statusOfUnread), parts: group.parts };
    });
  }

  async openingsInPart({ jobId, status }: OpeningsOfJob, token: string): Promise<Found<Opening> & { from: string | undefined }> {
    requirePartOf(jobId, token);
    const { items, next, fault } = await this.#shared.client.openingPage(token, this.#scope);
    if (fault !== undefined) throw fault;
    await this.#mustBelieve(items, ROUTES.openings);
    const found = inOrder(toFound(byJob(items, [jobId]).get(jobId) ?? [], (wire) => this.#openingOf(wire)));
    return { ...withStatus(found, status, this.statusOfUnread), from: next === undefined ? "0" : leastIdIn(items) };
  }

  async openings(keys: readonly OpeningKey[]): Promise<Aligned<Opening>> {
    const read = await inGroups(
      keys.map(({ openingId }) => openingId),
      async (group) => {
        const openings = await this.#shared.client.openingsByIds(group, this.#scope);
        await this.#mustBelieve(openings, ROUTES.openings);
        return openings;
      },
    );
    return keys.map(({ jobId, openingId }) => {
      const group = read.get(openingId);
      if (group === undefined || group instanceof Error) return group ?? null;
      const opening = pickById(group, openingId);
      if (opening === null || opening instanceof Error) return opening;
      // The path does not name the job any more: an opening is not found under a job that is not its own.
      return String(opening.job_id) === jobId ? this.#openingOf(opening) : null;
    });
  }

  wholeOpenings(keys: readonly OpeningKey[]): Promise<Aligned<Opening>> {
    return this.openings(keys);
  }

  openingsToChange(keys: readonly OpeningKey[]): Promise<Aligned<Opening>> {
    return this.openings(keys);
  }

  async closeReasons(): Promise<Found<CloseReason>> {
    const rows = await this.#shared.closeReasons.rows(this.#scope);
    if (rows.length === 0) await this.#shared.siteAdmin.mustBelieveEmpty(ROUTES.closeReasons, this.#scope);
    return toFound(rows, toCloseReason);
  }

  statusOfUnread({ raw, fields }: UnreadableRecord): OpeningStatus | undefined {
    const open = fields.has("open") ? undefined : (raw as { open?: unknown } | null)?.open;
    if (typeof open !== "boolean") return undefined;
    return open ? OpeningStatus.OPEN : OpeningStatus.CLOSED;
  }

  requireParts({ raw }: Opening, parts: readonly OpeningPart[]): void {
    requireFields(
      raw,
      parts.map((part) => FIELD_OF_PART[part]),
    );
  }

  async spellCustomFields(inputs: readonly CustomFieldInput[], held: Opening | null, path: readonly string[]): Promise<SpelledFields> {
    if (held === null || inputs.length === 0) return { elements: inputs.map((input) => toWireCustomField(input)) };
    // Answers show keys alone, so that a field named by its id cannot be told apart from those that are written back.
    const keys = await this.#keysOf(inputs.flatMap(({ id, key }) => (key ? [] : (id ?? []))));
    const keyed: KeyedInput[] = [];
    const refusals = inputs.flatMap((input, index) => {
      const key = input.key ?? keys.get(input.id ?? "");
      if (key !== undefined) keyed.push({ ...input, key });
      const message = `Greenhouse has no custom field of openings with the id "${input.id}".`;
      return key === undefined ? [invalidInput(message, [...path, String(index), "id"])] : [];
    });
    return refusals.length > 0 ? { refusals } : layOver(held.customFields ?? [], keyed, path);
  }

  async #keysOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const definitions = ids.length === 0 ? [] : await this.#shared.client.customFieldsByIds(ids, this.#scope);
    return new Map(definitions.filter(isReadable).map(({ id, name_key }) => [String(id), name_key]));
  }

  #jobOf(wire: WireJob): Job {
    const { source, ofJobs } = this.#shared;
    return toJob(source, wire, { departments: ofJobs.departments.atHand(wire), locations: ofJobs.locations.atHand(wire) });
  }

  #openingOf(wire: WireOpening): Opening {
    return toOpening(this.#shared.source, wire, this.#shared.ofReasons.atHand);
  }

  /** @throws VendorError where a list came back empty because of who asked for it. */
  async #mustBelieve(read: readonly unknown[], route: string): Promise<void> {
    const { background, maxAgeMs } = this.#scope;
    if (read.length > 0) this.#hasSeenRecords = background === undefined && maxAgeMs === undefined;
    else if (!this.#hasSeenRecords) await this.#shared.siteAdmin.mustBelieveEmpty(route, this.#scope);
  }
}

const FIELD_OF_PART: Record<OpeningPart, string> = {
  openingId: "opening_id",
  closeReason: "close_reason_id",
  customFields: "custom_fields",
};
