import { readJson } from "../../http/checks/json-check.js";
import { checkRecord, type RecordKind, readRecords } from "../../http/checks/record-check.js";
import type { CallScope, Send } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { type AskedKey, errorOfKey, unreadableKey } from "./linkedin.errors.js";
import { ROUTES } from "./linkedin.policy.js";
import {
  type WireByKey,
  type WireElement,
  type WireElementAnswer,
  type WireListing,
  type WireTask,
  wireBatchAnswer,
  wireByKey,
  wireElementAnswer,
  wireListing,
  wireTask,
} from "./linkedin.wire.js";

/** Entries by the requested key. Null: LinkedIn does not know the key. An error: LinkedIn gave no readable answer for the key. */
export type ByKey<Entry> = ReadonlyMap<string, Entry | null | VendorError>;

/** One method an endpoint of the Job Posting API, protocol 1.0.0 (no X-Restli-Protocol-Version is sent, as in all samples). */
export class LinkedInClient {
  readonly #source: Source;
  readonly #send: Send;

  constructor(source: Source, send: Send) {
    this.#source = source;
    this.#send = send;
  }

  /** POST /v2/simpleJobPostings, 1 to 100 elements. One answer an element, in order; an unreadable answer is an error of its element. */
  async createBatch(elements: readonly WireElement[], scope: CallScope): Promise<(WireElementAnswer | VendorError)[]> {
    const response = await this.#send(
      {
        method: "POST",
        path: "/v2/simpleJobPostings",
        route: ROUTES.write,
        intent: "change",
        // Without this header LinkedIn answers 403, as for a missing right.
        headers: { "x-restli-method": "batch_create" },
        json: { elements },
        expects: { statuses: [200], body: wireBatchAnswer },
      },
      scope,
    );
    const answers = readJson(response, wireBatchAnswer, ROUTES.write).elements;
    if (answers.length === elements.length) return readRecords(answers, wireElementAnswer, { response, route: ROUTES.write });
    throw new VendorError({
      ...this.#source,
      code: "BAD_RESPONSE",
      sent: "maybe",
      status: response.status,
      message: `${ROUTES.write} at LinkedIn answered ${answers.length} elements for ${elements.length}, so that none can be told.`,
    });
  }

  readTasks(urns: readonly string[], scope: CallScope): Promise<ByKey<WireTask>> {
    return this.#read("/v2/simpleJobPostingTasks", ROUTES.tasks, urns, wireTask, scope);
  }

  readListings(externalIds: readonly string[], scope: CallScope): Promise<ByKey<WireListing>> {
    return this.#read("/v2/jobPostingStatus", ROUTES.statuses, externalIds, wireListing, scope);
  }

  /**
   * Entries are matched by their key, since the `id` inside may differ (task status page, the sample of a failure). In a 200 each key may
   * still have an error of its own.
   */
  async #read<Entry extends object>(
    path: string,
    route: string,
    keys: readonly string[],
    kind: RecordKind<Entry>,
    scope: CallScope,
  ): Promise<ByKey<Entry>> {
    const query = keys.map((key): [string, string] => ["ids", key]);
    const response = await this.#send({ method: "GET", path, query, route, intent: "read" }, scope);
    const answer = readJson(response, wireByKey, route);
    return new Map(
      keys.map((key) => [
        key,
        entryOf(answer, kind, { source: this.#source, key, route, headers: response.headers, receivedAt: response.receivedAt }),
      ]),
    );
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
