import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import { BackgroundWork } from "../leases/background-work.js";
import type { WorkLease } from "../leases/leases.js";
import type { RecordRepository } from "../store/records/record.repository.js";
import type { NewEvent, RecordWriting, UntoldOperation } from "../store/records/record-writing.js";
import type { EventNews } from "./news/event-news.js";

export interface SettledOperationsOptions {
  writing: RecordWriting;
  repository: RecordRepository;
  news: EventNews;
  lease: WorkLease;
  clock: Clock;
  /** Called with the ids of records that settled operations may have changed, and since when, in epoch milliseconds, nobody has read them. */
  onChanged?: (changed: ReadonlyMap<string, number>) => void;
  onError: (error: unknown, what: string) => void;
}

const AT_ONCE = 200;
/** So long after its change a record that nobody has read is found by the sweep at the latest. */
const UNREAD_FOR_MS = 24 * 60 * 60_000;
/** Those that are settled within this time are told together. */
const GATHER_MS = 50;
/** How soon it is told of an operation that another server settled and could not tell of. */
const LOOK_EVERY_MS = 5_000;

/**
 * Makes an event of each settled operation. That an operation is not told yet is written together with its outcome, and that it is, together
 * with its event: none is lost and none is told twice, and no caller waits for it.
 */
export class SettledOperations {
  readonly #options: SettledOperationsOptions;
  /** Tells of those that a server settled which died before it told of them. */
  readonly #leftOver: BackgroundWork;
  readonly #stopping = new AbortController();
  #telling: Promise<void> | undefined;
  #isDue = false;

  constructor(options: SettledOperationsOptions) {
    this.#options = options;
    const round = async (_signal: AbortSignal, isFirst: boolean) => {
      if (await options.writing.hasUntold()) await this.tellAll();
      if (isFirst) await this.#tellUnread();
      return LOOK_EVERY_MS;
    };
    this.#leftOver = new BackgroundWork({ ...options, what: "telling of settled operations", round, retryAfterMs: () => LOOK_EVERY_MS });
  }

  /** An operation was settled here. */
  nudge(): void {
    this.#isDue = true;
    this.#telling ??= this.#tellWhileDue();
  }

  start(): void {
    this.#leftOver.start();
  }

  async stop(): Promise<void> {
    await this.#leftOver.stop();
    this.#stopping.abort(new Error("The server is stopping"));
    await this.#telling;
  }

  /** Tells of all operations that are settled by now. */
  async tellAll(): Promise<void> {
    const { writing, repository, news, clock, onChanged } = this.#options;
    for (;;) {
      let taken: UntoldOperation[] = [];
      const last = await writing.write(async (transaction) => {
        taken = await transaction.takeUntold(AT_ONCE);
        const ids = taken.flatMap(({ record_id }) => record_id ?? []);
        const codes = new Map((await transaction.records([...new Set(ids)])).map(({ record_id, code }) => [record_id, code]));
        transaction.tell(taken.map((row) => eventOf(row, codes.get(row.record_id ?? "") ?? null, clock.now())));
      });
      if (last !== undefined) news.tell(last);
      const unread = await unreadSince(taken, repository);
      if (unread.size > 0) onChanged?.(unread);
      if (taken.length < AT_ONCE) return;
    }
  }

  /** A server that died may have told of an operation, and not have read what that one has changed. */
  async #tellUnread(): Promise<void> {
    const { repository, clock, onChanged } = this.#options;
    if (onChanged === undefined) return;
    const unread = await repository.unreadSinceChange(iso(clock.now() - UNREAD_FOR_MS));
    if (unread.size > 0) onChanged(new Map([...unread].map(([id, settledAt]) => [id, Date.parse(settledAt)])));
  }

  async #tellWhileDue(): Promise<void> {
    while (this.#isDue) {
      await this.#options.clock.sleep(GATHER_MS, this.#stopping.signal).catch(() => undefined);
      this.#isDue = false;
      await this.tellAll().catch((error: unknown) => this.#options.onError(error, "telling of settled operations"));
    }
    this.#telling = undefined;
  }
}

function eventOf(row: UntoldOperation, code: string | null, now: number): NewEvent {
  return {
    kind: "OPERATION_SETTLED",
    cause: "OPERATION",
    at: iso(now),
    vendor: row.vendor,
    account: row.account,
    record_id: row.record_id,
    code,
    changes: "[]",
    operation_id: row.id,
    discrepancy_id: null,
  };
}

/** The records of changes that were made, where no reading began since; and those of which something is withheld until now. */
async function unreadSince(operations: readonly UntoldOperation[], repository: RecordRepository): Promise<Map<string, number>> {
  const sent = operations.filter(({ record_id, sent_at, evidence }) => record_id !== null && (sent_at !== null || evidence !== null));
  if (sent.length === 0) return new Map();
  const rows = new Map((await repository.byIds(sent.flatMap(({ record_id }) => record_id ?? []))).map((row) => [row.record_id, row]));
  const unread = sent.filter(({ record_id, outcome, settled_at }) => {
    const row = rows.get(record_id ?? "");
    if (row !== undefined && row.withheld !== null) return true;
    return outcome === "APPLIED" && (row === undefined || row.read_at < (settled_at ?? ""));
  });
  return new Map(unread.map(({ record_id, settled_at }) => [record_id ?? "", Date.parse(settled_at ?? "")]));
}
