import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import type { Clock } from "../../../clock.js";
import type { CallScope } from "../../../http/request.js";
import { scopeOfAll } from "../../../http/scope.js";
import { asError } from "../../contract/as-error.js";
import type { LinkedInClient } from "../linkedin.client.js";
import { MAX_QUERY_BYTES, MAX_STATUS_IDS, MAX_TASK_IDS } from "../linkedin.policy.js";
import type { TaskReport } from "../linkedin.tasks.js";
import type { ByKey, WireListing } from "../linkedin.wire.js";

interface Question {
  id: string;
  scope: CallScope;
}

/** The deadline of a look-up for a caller without one. */
const DEFAULT_PATIENCE_MS = 30_000;

/** A task is looked up no more often than this, whoever asks. */
export const TASK_REST_MS = 2_000;
const REMEMBERED_TASKS = 10_000;

/**
 * Reads tasks and listings in batches: look-ups within one turn of the event loop, of any request or round, share LinkedIn's requests.
 * What LinkedIn said of a task serves those who ask again too soon; nothing else is kept. Null: LinkedIn does not know the id (any more); a look-up
 * without an answer for its id fails.
 */
export class LinkedInLookups {
  readonly #tasks: DataLoader<Question, TaskReport | null>;
  readonly #listings: DataLoader<Question, WireListing | null>;

  readonly #clock: Clock;
  readonly #told = new LRUCache<string, { at: number; report: TaskReport | null }>({ max: REMEMBERED_TASKS });

  constructor(client: LinkedInClient, clock: Clock) {
    this.#clock = clock;
    this.#tasks = batched(clock, MAX_TASK_IDS, (ids, scope) => client.readTasks(ids, scope));
    this.#listings = batched(clock, MAX_STATUS_IDS, (ids, scope) => client.readListings(ids, scope));
  }

  /** @param restMs how old an answer may be, in milliseconds. */
  async task(urn: string, scope: CallScope, restMs = TASK_REST_MS): Promise<TaskReport | null> {
    const now = this.#clock.now();
    const last = this.#told.get(urn);
    // Below zero the clock was set back, and nobody knows.
    if (last !== undefined && now >= last.at && now - last.at < restMs) return last.report;
    const report = await this.#tasks.load({ id: urn, scope });
    this.#told.set(urn, { at: now, report });
    return report;
  }

  listing(externalId: string, scope: CallScope): Promise<WireListing | null> {
    return this.#listings.load({ id: externalId, scope });
  }
}

function batched<Entry>(clock: Clock, maxIds: number, read: (ids: string[], scope: CallScope) => Promise<ByKey<Entry>>) {
  return new DataLoader<Question, Entry | null>(
    async (questions) => {
      const scopes = new Map<string, CallScope[]>();
      for (const { id, scope } of questions) scopes.set(id, [...(scopes.get(id) ?? []), patient(scope, clock.now())]);
      const answers = new Map<string, Entry | null | Error>();
      await Promise.all(
        chunksOf([...scopes.keys()], maxIds).map(async (ids) => {
          const scope = scopeOfAll(ids.flatMap((id) => scopes.get(id) ?? []));
          const found = await read(ids, scope).catch(asError);
          for (const id of ids) {
            answers.set(id, found instanceof Error ? found : (found.get(id) ?? null));
          }
        }),
      );
      return questions.map(({ id }) => answers.get(id) ?? null);
    },
    { cache: false, batchScheduleFn: (dispatch) => setImmediate(dispatch) },
  );
}

/** As many ids per request as LinkedIn accepts and its query can hold. */
export function chunksOf(ids: readonly string[], maxIds: number): string[][] {
  const chunks: string[][] = [];
  let bytes = 0;
  for (const id of ids) {
    const cost = "ids&".length + new URLSearchParams([["", id]]).toString().length;
    const last = chunks.at(-1);
    if (last === undefined || last.length >= maxIds || bytes + cost > MAX_QUERY_BYTES) {
      chunks.push([id]);
      bytes = cost;
    } else {
      last.push(id);
      bytes += cost;
    }
  }
  return chunks;
}

function patient(scope: CallScope, now: number): CallScope {
  return scope.deadlineAt === undefined ? { ...scope, deadlineAt: now + DEFAULT_PATIENCE_MS } : scope;
}
