import type { ChangeInputs, ChangeKind } from "../datasources/contract/catalog.js";
import type { Change } from "../datasources/contract/change.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { ChangeRequest } from "./change-request.js";
import { targetIdOf } from "./change-target.js";
import { isOfSource } from "./operation-record.js";

/** Two who ask at the same time may reach us one after the other, with the whole change of the first in between. */
const AT_ONCE_MS = 1_000;
/** Clocks of two servers on one database differ by less than this. */
const CLOCK_TOLERANCE_MS = 10_000;
/** Of one kind, enough to reach back over the seconds between two requests. */
const LOOKED_THROUGH = 50;
/** Of how many sendings it is remembered that they were this process's; the moments of older ones lie out of any tolerance. */
const REMEMBERED = 1_000;

/**
 * Two paid changes of one record, or of one content, at once are one. A second one that is asked for while the first is open meets its lock.
 * This tells of one that was made meanwhile, or just before: nothing at the vendor need keep it from being paid for again.
 */
export class PaidChanges {
  readonly #operations: OperationRepository;
  /** What this process sent: its moments are of our own clock. */
  readonly #sentHere = new Set<string>();

  constructor(operations: OperationRepository) {
    this.#operations = operations;
  }

  /** To be told of each paid change that is about to be sent. */
  noteSending(operationId: string): void {
    this.#sentHere.add(operationId);
    const [oldest] = this.#sentHere;
    if (this.#sentHere.size > REMEMBERED && oldest !== undefined) this.#sentHere.delete(oldest);
  }

  /**
   * The paid change that the request would repeat: made since it was asked for, however long its own check took, or so shortly before that
   * the two were asked for at once. Changes of other locks, and those that were not made, are none.
   *
   * @param locks those of the request.
   * @param askedAt epoch milliseconds.
   */
  async madeMeanwhile(
    request: ChangeRequest,
    change: Change,
    locks: readonly string[],
    askedAt: number,
  ): Promise<StoredOperation | undefined> {
    const targetId = targetIdOf(request.target);
    const rows = await this.#operations.list({ kind: request.kind, targetId: targetId ?? undefined }, LOOKED_THROUGH);
    return rows.find((row) => {
      if (row.outcome !== "APPLIED" || row.settled_at === null || !isOfSource(row, request.source)) return false;
      const earlier = JSON.parse(row.input) as ChangeInputs[ChangeKind];
      // What is about the same record shares its lock; content is told apart by its locks alone.
      const isSame = targetId !== null || change.locks({ target: null, input: earlier }).some((lock) => locks.includes(lock));
      return isSame && Date.parse(row.settled_at) >= askedAt - this.#nearMs(row, change.paysAgain?.(request.input, earlier) ?? true);
    });
  }

  #nearMs(row: StoredOperation, paysAgain: boolean): number {
    if (!paysAgain) return 0;
    return this.#sentHere.has(row.id) ? AT_ONCE_MS : CLOCK_TOLERANCE_MS;
  }
}
