import { CATALOG, type ChangeInputs, type ChangeKind } from "../datasources/contract/catalog.js";
import type { Change } from "../datasources/contract/change.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { ChangeRequest } from "./change-request.js";
import { targetIdOf } from "./change-target.js";

/** Two requests at the same time may arrive one after the other, with the whole first change in between. */
const AT_ONCE_MS = 1_000;
/** The largest difference between the clocks of two servers on one database. */
const CLOCK_TOLERANCE_MS = 10_000;
/** How many changes of one kind to read: enough for the seconds between two requests. */
const LOOKED_THROUGH = 50;
/** How many sendings of this process to remember; older ones are beyond any tolerance. */
const REMEMBERED = 1_000;

/**
 * Two paid changes of one record, or of one content, at once are one payment. A second change requested while the first is open meets its
 * lock. This class finds a change made meanwhile, or just before, which the vendor might charge again.
 */
export class PaidChanges {
  readonly #operations: OperationRepository;
  /** Operations that this process sent, whose times go by its own clock. */
  readonly #sentHere = new Set<string>();

  constructor(operations: OperationRepository) {
    this.#operations = operations;
  }

  /** Notes a paid change about to be sent. */
  noteSending(operationId: string): void {
    this.#sentHere.add(operationId);
    const [oldest] = this.#sentHere;
    if (this.#sentHere.size > REMEMBERED && oldest !== undefined) this.#sentHere.delete(oldest);
  }

  /**
   * The paid change that the request would repeat: made since the request, however long its check took, or so shortly before it that both
   * were requested at once. Changes with other locks, and changes that were not made, do not count.
   *
   * @param locks the request's locks.
   * @param askedAt epoch milliseconds.
   */
  async madeMeanwhile(
    request: ChangeRequest,
    change: Change,
    locks: readonly string[],
    askedAt: number,
  ): Promise<StoredOperation | undefined> {
    const targetId = targetIdOf(request.target);
    const rows = await this.#operations.list(
      { kind: request.kind, source: request.source, targetId: targetId ?? undefined },
      LOOKED_THROUGH,
    );
    return rows.find((row) => {
      if (row.outcome !== "APPLIED" || row.settled_at === null) return false;
      const earlier = JSON.parse(row.input) as ChangeInputs[ChangeKind];
      // Changes of the same record share its lock; changes of the same content share only their locks.
      const isSame = targetId !== null || change.locks({ target: null, input: earlier }).some((lock) => locks.includes(lock));
      return isSame && Date.parse(row.settled_at) >= askedAt - this.#nearMs(row, change.paysAgain?.(request.input, earlier) ?? true);
    });
  }

  #nearMs(row: StoredOperation, paysAgain: boolean): number {
    if (!paysAgain) return 0;
    return this.#sentHere.has(row.id) ? AT_ONCE_MS : CLOCK_TOLERANCE_MS;
  }
}

/** Whether its vendor charges for the change. */
export function isPaid({ kind }: Pick<ChangeRequest, "kind">): boolean {
  return CATALOG[kind].paid;
}
