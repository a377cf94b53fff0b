import type { z } from "zod";
import { readJson } from "../../http/json-check.js";
import type { CallScope, Send } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import { ROUTES } from "./linkedin.policy.js";
import {
  type WireElement,
  type WireElementAnswer,
  type WireListing,
  type WireTask,
  wireBatchAnswer,
  wireByKey,
  wireListing,
  wireTask,
} from "./linkedin.wire.js";

/** By the key asked for; a key that LinkedIn does not know is missing, one whose entry cannot be read has an Error. */
export type ByKey<Entry> = ReadonlyMap<string, Entry | Error>;

/** One method an endpoint of the Job Posting API, protocol 1.0.0 (no X-Restli-Protocol-Version is sent, as in all samples). */
export class LinkedInClient {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** POST /v2/simpleJobPostings, 1 to 100 elements. One answer for each, in order. */
  async createBatch(elements: readonly WireElement[], scope: CallScope): Promise<WireElementAnswer[]> {
    const response = await this.#send(
      {
        method: "POST",
        path: "/v2/simpleJobPostings",
        route: ROUTES.write,
        intent: "change",
        // Without it LinkedIn answers 403, as if a right were missing.
        headers: { "x-restli-method": "batch_create" },
        json: { elements },
      },
      scope,
    );
    const answers = readJson(response, wireBatchAnswer, ROUTES.write).elements;
    if (answers.length === elements.length) return answers;
    throw new VendorError({
      code: "BAD_RESPONSE",
      vendor: "LINKEDIN",
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

  /** The entry belongs to the key it stands under: its inner `id` is seen to differ (task status page, the sample of a failure). */
  async #read<Entry>(path: string, route: string, keys: readonly string[], schema: z.ZodType<Entry>, scope: CallScope) {
    const query = keys.map((key): [string, string] => ["ids", key]);
    const response = await this.#send({ method: "GET", path, query, route, intent: "read" }, scope);
    const { results } = readJson(response, wireByKey, route);
    const found = new Map<string, Entry | Error>();
    for (const key of keys) {
      if (!Object.hasOwn(results, key)) continue;
      const checked = schema.safeParse(results[key]);
      found.set(key, checked.success ? checked.data : unreadable(route, key));
    }
    return found;
  }
}

function unreadable(route: string, key: string): VendorError {
  const message = `${route} at LinkedIn answered for ${key} with something unexpected.`;
  return new VendorError({ code: "BAD_RESPONSE", vendor: "LINKEDIN", sent: "maybe", message });
}
