import type { Clock } from "../clock.js";
import type { DatasourceScope } from "../datasources/contract/datasource.js";
import type { HookReceiver } from "../datasources/contract/webhooks.js";
import { SERVER_SUBJECT } from "../http/callers.js";
import type { ChangeExecutor } from "../operations/change-executor.js";
import type { ChangeRequest } from "../operations/change-request.js";
import { formatGlobalId, requireId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";
import type { OperationRepository } from "../store/operation.repository.js";
import type { StoredHook, WebhookInboxRepository } from "../store/webhook-inbox.repository.js";

/** Who requests what a vendor asks for by a webhook. A colon is in no name of a caller. */
export const HOOKS_SUBJECT = "hiregraph:webhooks";

export interface ResendingOptions {
  source: Source;
  receiver: HookReceiver;
  executor: ChangeExecutor;
  operations: OperationRepository;
  inbox: WebhookInboxRepository;
  clock: Clock;
  /** Of one request, in milliseconds. */
  deadlineMs: number;
  log?: DatasourceScope["log"];
  onError: (error: unknown, what: string) => void;
}

/** As many as the vendor takes in one request. */
const AT_ONCE = 100;
const AGAIN_AFTER_MS = 60_000;
/** LinkedIn wants it within thirty minutes; after so long it has stopped to wait. */
const GIVE_UP_AFTER_MS = 60 * 60_000;

/** Records that a vendor asks for, chosen once, so that each keeps its place under the delivery's key. */
interface Chosen {
  ids: readonly string[];
}

/** Sends records again as they are, where a vendor asks for that: as operations of the server's own, each once, however often it asks. */
export class Resending {
  readonly #options: ResendingOptions;

  constructor(options: ResendingOptions) {
    this.#options = options;
  }

  /** @returns when to go on, in epoch milliseconds; undefined once it is done */
  async work(entry: StoredHook, signal: AbortSignal): Promise<number | undefined> {
    const { clock, onError, source } = this.#options;
    const now = clock.now();
    const { ids } = await this.#choose(entry);
    let isDone = true;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      if (signal.aborted) return now;
      isDone = (await this.#send(entry, ids.slice(from, from + AT_ONCE), from)) && isDone;
    }
    if (isDone) return undefined;
    if (now - Date.parse(entry.received_at) < GIVE_UP_AFTER_MS) return now + AGAIN_AFTER_MS;
    onError(new Error(`Not all records could be sent again that ${source.text} asked for`), "answering a webhook");
    return undefined;
  }

  async #choose(entry: StoredHook): Promise<Chosen> {
    const { receiver, inbox } = this.#options;
    const kept = JSON.parse(entry.resend ?? "[]") as readonly string[] | "all" | Chosen;
    if (typeof kept === "object" && "ids" in kept) return kept;
    const chosen: Chosen = { ids: [...new Set((await receiver.resendable?.(kept)) ?? [])].sort() };
    await inbox.postpone(entry, { resend: JSON.stringify(chosen) });
    return chosen;
  }

  /** False where some of them have to wait. */
  async #send(entry: StoredHook, ids: readonly string[], from: number): Promise<boolean> {
    const { source, executor, operations, clock, deadlineMs, log } = this.#options;
    const idempotencyKey = `webhook:${source.text}:${entry.delivery}:${entry.received_at}`;
    const named = ids.map((id, index) => ({ id: formatGlobalId(source, "vacancy", id), position: from + index }));
    const rows = await operations.touching(
      named.map(({ id }) => id),
      entry.received_at,
    );
    const isOwn = (row: (typeof rows)[number]) => row.requested_by === HOOKS_SUBJECT;
    const sent = new Set(rows.filter((row) => isOwn(row) && row.requested_at >= entry.received_at).map(({ record_id }) => record_id));
    const busy = new Set(rows.filter((row) => row.settled_at === null).map(({ record_id }) => record_id));
    const wanted = named.filter(({ id }) => !sent.has(id) && !busy.has(id));
    const requests = wanted.map(({ id, position }): ChangeRequest => {
      const target = requireId(id, "vacancy");
      return { kind: "updateVacancy", source, target, input: { id }, position, again: true };
    });
    const answers =
      requests.length === 0
        ? []
        : await executor.run(requests, {
            mutation: "updateVacancy",
            wholeInput: { webhook: entry.delivery },
            idempotencyKey,
            requestedBy: HOOKS_SUBJECT,
            scope: { callers: [{ subject: SERVER_SUBJECT }], deadlineAt: clock.now() + deadlineMs, log },
          });
    return !answers.some((answer) => answer instanceof Error) && named.every(({ id }) => sent.has(id) || !busy.has(id));
  }
}
