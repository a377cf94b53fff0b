import { readJson } from "../../http/checks/json-check.js";
import { checkRecord, type RecordKind, readRecords } from "../../http/checks/record-check.js";
import type { CallScope, Send } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { type AskedKey, errorOfKey, unreadableKey } from "./linkedin.errors.js";
import { mergeTasks, type TaskReport } from "./linkedin.tasks.js";
import { isVersioned, type LinkedInApi, routesOf, UNVERSIONED } from "./linkedin.version.js";
import {
  type ByKey,
  type WireByKey,
  type WireElement,
  type WireElementAnswer,
  type WireListing,
  wireBatchAnswer,
  wireByKey,
  wireElementAnswer,
  wireListing,
  wireTask,
} from "./linkedin.wire.js";

/** One method an endpoint of the Job Posting API in one of its forms, protocol 1.0.0 (no X-Restli-Protocol-Version is sent, as in all samples). */
export class LinkedInClient {
  readonly #source: Source;
  readonly #send: Send;
  readonly #api: LinkedInApi;

  constructor(source: Source, send: Send, api: LinkedInApi) {
    this.#source = source;
    this.#send = send;
    this.#api = api;
  }

  /** POST simpleJobPostings, 1 to 100 elements. One answer an element, in order; an unreadable answer is an error of its element. */
  async createBatch(elements: readonly WireElement[], scope: CallScope): Promise<(WireElementAnswer | VendorError)[]> {
    const route = routesOf(this.#api).write;
    const response = await this.#send(
      {
        method: "POST",
        path: `${this.#api.root}/simpleJobPostings`,
        route,
        intent: "change",
        // Without this header LinkedIn answers 403, as for a missing right.
        headers: { ...this.#api.headers, "x-restli-method": "batch_create" },
        json: { elements },
        expects: { statuses: [200], body: wireBatchAnswer },
      },
      scope,
    );
    const answers = readJson(response, wireBatchAnswer, route).elements;
    if (answers.length === elements.length) return readRecords(answers, wireElementAnswer, { response, route });
    throw new VendorError({
      ...this.#source,
      code: "BAD_RESPONSE",
      sent: "maybe",
      status: response.status,
      message: `${route} at LinkedIn answered ${answers.length} elements for ${elements.length}, so that none can be told.`,
    });
  }

  /** A posting at several places has a task for each, and LinkedIn answers with all of them (README, "Tasks"). */
  async readTasks(urns: readonly string[], scope: CallScope): Promise<ByKey<TaskReport>> {
    const { entries, others } = await this.#read("simpleJobPostingTasks", this.#api, urns, wireTask, scope);
    return mergeTasks(entries, others);
  }

  /**
   * LinkedIn's own SDK reads the status under `/v2` while it writes under `/rest`, and the pages have both addresses. So the old one is asked
   * where the versioned API does not have it.
   */
  async readListings(externalIds: readonly string[], scope: CallScope): Promise<ByKey<WireListing>> {
    const read = (api: LinkedInApi) => this.#read("jobPostingStatus", api, externalIds, wireListing, scope);
    if (!isVersioned(this.#api)) return (await read(this.#api)).entries;
    try {
      return (await read(this.#api)).entries;
    } catch (error) {
      if (!(error instanceof VendorError) || error.code !== "UNSUPPORTED") throw error;
      const { entries } = await read(UNVERSIONED).catch(() => Promise.reject(error));
      return entries;
    }
  }

  /**
   * Entries are matched by their key, since the `id` inside may differ (task status page, the sample of a failure). In a 200 each key may
   * still have an error of its own. `others`: entries under keys that were not asked for.
   */
  async #read<Entry extends object>(
    resource: "simpleJobPostingTasks" | "jobPostingStatus",
    api: LinkedInApi,
    keys: readonly string[],
    kind: RecordKind<Entry>,
    scope: CallScope,
  ): Promise<{ entries: ByKey<Entry>; others: (Entry | VendorError)[] }> {
    const query = keys.map((key): [string, string] => ["ids", key]);
    const route = `GET ${api.root}/${resource}`;
    const response = await this.#send(
      { method: "GET", path: `${api.root}/${resource}`, query, route, intent: "read", headers: api.headers },
      scope,
    );
    const answer = readJson(response, wireByKey, route);
    const asked = new Set(keys);
    const entries = new Map(
      keys.map((key) => [
        key,
        entryOf(answer, kind, { source: this.#source, key, route, headers: response.headers, receivedAt: response.receivedAt }),
      ]),
    );
    const others = Object.entries(answer.results).filter(([key]) => !asked.has(key));
    return { entries, others: others.map(([id, value]) => checkRecord(value, kind, { response: this.#source, route, id })) };
  }
}

/** The entry of a key, in one of the maps. A key in both is unreadable. */
function entryOf<Entry extends object>(answer: WireByKey, kind: RecordKind<Entry>, asked: AskedKey): Entry | null | VendorError {
  const failure = failureOf(answer, asked.key);
  const result = ownEntry(answer.results, asked.key);
  if (failure === undefined && result === undefined) return null;
  if (failure !== undefined) return result === undefined ? errorOfKey(failure, asked) : unreadableKey(asked);
  return checkRecord(result, kind, { response: asked.source, route: asked.route, id: asked.key });
}

/** A key's error. Rest.li may name only the status of a key that failed. */
function failureOf({ errors, statuses }: WireByKey, key: string): unknown {
  const error = ownEntry(errors, key);
  if (error !== undefined) return error;
  const status = Number(ownEntry(statuses, key));
  return status >= 400 ? { status } : undefined;
}

/** Undefined where the key is missing; null where its entry is null. */
function ownEntry(entries: Record<string, unknown> | null | undefined, key: string): unknown {
  return entries && Object.hasOwn(entries, key) ? (entries[key] ?? null) : undefined;
}
