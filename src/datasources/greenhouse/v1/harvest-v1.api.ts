import { madeOnce } from "../../../http/checks/made-once.js";
import { readRecords, requireFields, type UnreadableRecord, wireOf } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import type { Job } from "../../../schema/job/job.type.js";
import type { CustomFieldInput } from "../../../schema/opening/custom-field.input.js";
import type { CloseReason, Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import { asError } from "../../contract/as-error.js";
import type { Aligned, OpeningsOfJob, Seats } from "../../contract/datasource.js";
import { type Found, pick, rawText, toFound } from "../../contract/found.js";
import { idOf, unique } from "../../contract/lists/unique.js";
import { nameVariables } from "../../contract/variables.js";
import type {
  GreenhouseApi,
  GreenhouseReads,
  GreenhouseWrites,
  JobList,
  JobListFilter,
  OpeningPart,
  SpelledFields,
} from "../greenhouse.api.js";
import type { OpeningKey } from "../greenhouse.ids.js";
import { OPENING_STATUS_WORD, toCloseReason } from "../greenhouse.mapping.js";
import { inOrder, withStatus } from "../greenhouse.openings.js";
import { MAX_OPEN_OPENINGS, MAX_PER_PAGE } from "../greenhouse.policy.js";
import { type HarvestV1Client, JOBS_ROUTE } from "./harvest-v1.client.js";
import { toWireCustomField } from "./harvest-v1.custom-fields.js";
import { OPENING_FILTER_WORD, OPENING_STATUS, toJob, toWholeOpening } from "./harvest-v1.mapping.js";
import { made, OpeningInside } from "./harvest-v1.opening-inside.js";
import { type WireJob, type WireNewOpening, type WireOpeningEdit, wireOpening } from "./harvest-v1.wire.js";

/** Greenhouse through Harvest v1/v2. */
export function harvestV1Api(source: Source, client: HarvestV1Client, mayWrite: boolean): GreenhouseApi {
  return {
    reads: (scope) => new HarvestV1Reads(source, client, scope),
    writes: harvestV1Writes(client),
    // Without a user to act for, v1 takes no change at all (docs, "On-Behalf-Of").
    readOnlyWithout: mayWrite ? undefined : nameVariables(source, "GREENHOUSE_ON_BEHALF_OF"),
  };
}

function harvestV1Writes(client: HarvestV1Client): GreenhouseWrites {
  return {
    mostCreatedAtOnce: MAX_OPEN_OPENINGS,
    mostDeletedAtOnce: Number.POSITIVE_INFINITY,
    createOpenings: async (jobId, openings, scope) => {
      const created = openings.map(
        // The page calls the key required, and lets it be null: it is always sent.
        ({ openingId, customFields }): WireNewOpening => ({
          opening_id: openingId,
          ...(customFields.length > 0 ? { custom_fields: customFields } : {}),
        }),
      );
      const { ids, response } = await client.createOpenings(jobId, created, scope);
      return { ids, requestId: response.headers["x-request-id"] };
    },
    editOpening: async (key, { openingId, status, closeReasonId, customFields }, scope) => {
      const edit: WireOpeningEdit = {};
      if (openingId !== undefined) edit.opening_id = openingId;
      if (status !== undefined) edit.status = OPENING_STATUS_WORD[status];
      if (closeReasonId !== undefined) edit.close_reason_id = Number(closeReasonId);
      if (customFields !== undefined) edit.custom_fields = customFields;
      const response = await client.editOpening(key, edit, scope);
      return { requestId: response.headers["x-request-id"] };
    },
    deleteOpenings: async (jobId, ids, scope) => {
      const { deleted, response } = await client.deleteOpenings(jobId, ids, scope);
      return {
        deletedIds: deleted.deleted_ids.map(String),
        keptIds: (deleted.failed_ids ?? []).map(String),
        requestId: response.headers["x-request-id"],
      };
    },
  };
}

/** Jobs carry their openings, so that lists cost no request a job. */
class HarvestV1Reads implements GreenhouseReads {
  readonly #source: Source;
  readonly #client: HarvestV1Client;
  readonly #scope: CallScope;
  readonly #jobs = new Map<string, Promise<WireJob | null>>();
  /** Whole copies, by job: from the openings endpoints alone, since nested copies lack fields. */
  readonly #wholeOpenings = new Map<string, Promise<Opening>>();
  readonly #wholeLists = new Map<string, Promise<Found<Opening>>>();

  constructor(source: Source, client: HarvestV1Client, scope: CallScope) {
    this.#source = source;
    this.#client = client;
    this.#scope = scope;
  }

  /** Jobs bring their openings along, whenever they were read. */
  primeWithStale(jobs: readonly Job[]): void {
    for (const { vendorId, raw } of jobs) this.#jobs.set(vendorId, Promise.resolve(wireOf(raw as WireJob)));
  }

  /** One request a job. */
  async isJobShown(id: string): Promise<boolean> {
    return (await this.#job(id)) !== null;
  }

  jobs(ids: readonly string[]): Promise<Aligned<Job>> {
    return Promise.all(
      ids.map(async (id) => {
        try {
          const wire = await this.#job(id);
          return wire === null ? null : toJob(this.#source, wire);
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  jobList({ status, code, updatedSince }: JobListFilter): JobList {
    const startOf = (size: number) => {
      const query = new URLSearchParams({ per_page: String(size), skip_count: "true" });
      if (status !== undefined) query.set("status", status);
      if (code !== undefined) query.set("requisition_id", code);
      if (updatedSince !== undefined) query.set("updated_after", updatedSince);
      return query.toString();
    };
    return {
      source: this.#source,
      route: JOBS_ROUTE,
      sizes: { most: MAX_PER_PAGE, startOf },
      fetch: (token = startOf(MAX_PER_PAGE)) => this.#client.listJobs(token, this.#scope),
      toJob: (wire: WireJob) => {
        this.#jobs.set(String(wire.id), Promise.resolve(wire));
        return toJob(this.#source, wire);
      },
    };
  }

  openingsInside({ vendorId, raw }: Job, status: OpeningStatus | undefined): Found<OpeningInside> | undefined {
    const inside = openingsIn(this.#source, wireOf(raw as WireJob), vendorId);
    return inside && withStatus(inside, status, this.statusOfUnread);
  }

  /** Without the openings being made. One that has neither word may be either. */
  seatsOf({ raw }: Job): Seats | undefined {
    const { openings } = wireOf(raw as WireJob);
    if (!openings) return undefined;
    let open = 0;
    for (const opening of openings as ({ status?: unknown } | null)[]) {
      if (opening?.status === "open") open += 1;
      else if (opening?.status !== "closed") return undefined;
    }
    return { open, areAny: openings.length > 0 };
  }

  /** From the job where this request has read it, else from the openings endpoint, one filter for all who ask where they agree. */
  openingsOfJobs(asked: readonly OpeningsOfJob[]): Promise<(Found<Opening> | Error)[]> {
    return Promise.all(
      asked.map(async ({ jobId, status }) => {
        try {
          const inside = await this.#openingsInJob(jobId);
          if (inside !== undefined) return made(withStatus(inside, status, this.statusOfUnread));
          const statuses = new Set(asked.filter((other) => other.jobId === jobId).map((other) => other.status));
          const list = await this.#wholeList(jobId, statuses.size === 1 ? status : undefined);
          return withStatus(list, status, this.statusOfUnread);
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  async openings(keys: readonly OpeningKey[]): Promise<Aligned<Opening>> {
    // Whoever asks for an opening often asks for its job in the same breath, and the job brings the opening along.
    await new Promise((resolve) => setImmediate(resolve));
    const nested = await Promise.all(keys.map((key) => this.#nestedOpening(key).catch(() => undefined)));
    const missing = [...keys.keys()].filter((index) => nested[index] === undefined);
    const whole = await this.wholeOpenings(missing.map((index) => keys[index] as OpeningKey));
    const read = new Map(missing.map((index, place) => [index, whole[place]]));
    return keys.map((_, index) => nested[index] ?? read.get(index) ?? null);
  }

  async wholeOpenings(keys: readonly OpeningKey[]): Promise<Aligned<Opening>> {
    const perJob = new Map<string, Set<string>>();
    for (const { jobId, openingId } of keys) perJob.set(jobId, (perJob.get(jobId) ?? new Set()).add(openingId));
    const found = new Map<string, Picking>();
    await Promise.all([...perJob].map(async ([jobId, ids]) => found.set(jobId, await this.#wholeOfJob(jobId, ids))));
    return keys.map(({ jobId, openingId }) => found.get(jobId)?.(openingId) ?? null);
  }

  openingsToChange(keys: readonly OpeningKey[]): Promise<Aligned<Opening>> {
    return this.wholeOpenings(keys);
  }

  async closeReasons(): Promise<Found<CloseReason>> {
    return toFound(await this.#client.listCloseReasons(this.#scope), toCloseReason);
  }

  statusOfUnread(opening: UnreadableRecord): OpeningStatus | undefined {
    return OPENING_STATUS.get(rawText(opening, "status"));
  }

  requireParts({ raw }: Opening, parts: readonly OpeningPart[]): void {
    requireFields(
      raw,
      parts.map((part) => FIELD_OF_PART[part]),
    );
  }

  /** Only the fields that change are sent; those left out keep their values. */
  async spellCustomFields(inputs: readonly CustomFieldInput[]): Promise<SpelledFields> {
    return { elements: inputs.map(toWireCustomField) };
  }

  #job(id: string): Promise<WireJob | null> {
    const known = this.#jobs.get(id);
    if (known !== undefined) return known;
    const reading = this.#client.getJob(id, this.#scope).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    this.#jobs.set(id, reading);
    return reading;
  }

  /** Of a job that this request has read. */
  async #openingsInJob(jobId: string): Promise<Found<OpeningInside> | undefined> {
    const job = await this.#jobs.get(jobId);
    return job ? openingsIn(this.#source, job, jobId) : undefined;
  }

  /** One that cannot be read in its job may be readable by itself. */
  async #nestedOpening({ jobId, openingId }: OpeningKey): Promise<Opening | undefined> {
    return (await this.#openingsInJob(jobId))?.records.find(({ vendorId }) => vendorId === openingId)?.record;
  }

  /** One opening of a job is read by itself; several of one job together, in one list. */
  async #wholeOfJob(jobId: string, ids: ReadonlySet<string>): Promise<Picking> {
    try {
      const [only = ""] = ids;
      if (ids.size > 1 || this.#wholeLists.has(jobId)) {
        const list = await this.#wholeList(jobId, undefined);
        return (openingId) => pick(list, openingId);
      }
      const opening = await this.#wholeOpening({ jobId, openingId: only });
      return () => opening;
    } catch (error) {
      const failure = isNotFound(error) ? null : asError(error);
      return () => failure;
    }
  }

  #wholeOpening({ jobId, openingId }: OpeningKey): Promise<Opening> {
    const key = `${jobId}.${openingId}`;
    const known = this.#wholeOpenings.get(key);
    if (known !== undefined) return known;
    const reading = this.#client.getOpening({ jobId, openingId }, this.#scope).then((wire) => toWholeOpening(this.#source, wire, jobId));
    this.#wholeOpenings.set(key, reading);
    return reading;
  }

  #wholeList(jobId: string, status: OpeningStatus | undefined): Promise<Found<Opening>> {
    const known = this.#wholeLists.get(jobId);
    if (known !== undefined) return known;
    const word = status === undefined ? undefined : OPENING_FILTER_WORD[status];
    const reading = this.#client
      .listOpenings(jobId, word, MAX_PER_PAGE, this.#scope)
      .then((read) => inOrder(toFound(read, (wire) => toWholeOpening(this.#source, wire, jobId))));
    // A filtered list is no answer to another question.
    if (status === undefined) this.#wholeLists.set(jobId, reading);
    return reading;
  }
}

/** The openings that a job brings along; undefined where it brings none. */
const openingsIn = madeOnce((source: Source, job: WireJob, jobId: string): Found<OpeningInside> | undefined => {
  if (!job.openings) return undefined;
  const origin = { response: source, route: `openings of the job ${jobId}` };
  const read = unique(readRecords(job.openings, wireOpening, origin), idOf);
  return inOrder(toFound(read, (wire) => new OpeningInside(source, wire, jobId)));
});

/** Gives an opening of a job by its id. */
type Picking = (openingId: string) => Opening | Error | null;

const FIELD_OF_PART: Record<OpeningPart, string> = {
  openingId: "opening_id",
  closeReason: "close_reason",
  customFields: "keyed_custom_fields",
};

function isNotFound(error: unknown): boolean {
  return error instanceof VendorError && error.code === "NOT_FOUND";
}
