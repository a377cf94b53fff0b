import type { Clock } from "../../clock.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";
import type { OperationRepository, StoredOperation } from "../../store/operation.repository.js";
import { isoTime } from "../operation-record.js";

/** However many ask, and on whichever server: an operation is verified no more often than this. */
const REST_MS = 2_000;
/** The longest time of one look: if its server dies, another one may look after that. */
export const LOOK_WITHIN_MS = 30_000;

/** Who asks for a look: a client, the plan of attempts, or a server that has taken over what another one left open. */
export type Asker = "client" | "plan" | "takeover";

/**
 * The right to look up an operation at its vendor, taken in its row: one server looks at a time, and rests between two looks. A task that the vendor
 * works on is looked up by plan only as long after the last look as the plan's first wait says; the vendor asks for that.
 */
export class Looks {
  readonly #repository: OperationRepository;
  readonly #clock: Clock;

  constructor(repository: OperationRepository, clock: Clock) {
    this.#repository = repository;
    this.#clock = clock;
  }

  /**
   * Takes what may be looked up now; returns those rows, as they are now, by id.
   *
   * @param taskRestMs the first wait of the plan of an operation, in milliseconds.
   */
  async claim(
    rows: readonly StoredOperation[],
    asker: Asker,
    taskRestMs: (row: StoredOperation) => number,
  ): Promise<Map<string, StoredOperation>> {
    const now = this.#clock.now();
    const byRest = new Map<number, string[]>();
    for (const row of rows) {
      const rest = asker === "plan" ? Math.max(REST_MS, taskRestMs(row)) : REST_MS;
      byRest.set(rest, [...(byRest.get(rest) ?? []), row.id]);
    }
    const claimed = await Promise.all(
      [...byRest].map(([rest, ids]) =>
        this.#repository.claimLooks(ids, {
          at: isoTime(now),
          until: isoTime(now + LOOK_WITHIN_MS),
          restedSince: isoTime(now - REST_MS),
          ...(asker === "plan" ? { tasksRestedSince: isoTime(now - rest) } : {}),
        }),
      ),
    );
    return new Map(claimed.flat().map((row) => [row.id, row]));
  }

  /** Ends a look that has written nothing into its row. */
  async release(claimed: StoredOperation): Promise<void> {
    if (claimed.looking_until !== null) await this.#repository.releaseLook(claimed.id, claimed.looking_until);
  }

  /** When a row that could not be claimed may be looked up, in epoch milliseconds. */
  freeAt(row: StoredOperation, asker: Asker, taskRestMs: number): number {
    const isTask = asker === "plan" && row.outcome === OperationOutcome.PENDING;
    const rest = isTask ? Math.max(REST_MS, taskRestMs) : REST_MS;
    const rested = Math.max(timeOf(row.looked_at), isTask ? timeOf(row.sent_at) : 0) + rest;
    return Math.max(timeOf(row.looking_until), rested);
  }

  /** Whether somebody looks it up now. */
  isUnderWay(row: StoredOperation): boolean {
    return timeOf(row.looking_until) > this.#clock.now();
  }
}

function timeOf(moment: string | null): number {
  return moment === null ? 0 : Date.parse(moment);
}
