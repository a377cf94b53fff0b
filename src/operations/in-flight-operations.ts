import type { Clock } from "../clock.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import { inTime } from "./in-time.js";
import { isOpen } from "./operation-record.js";
import type { Reconciliation } from "./settling/reconciliation.js";

/** The wait between two reads of an operation that another server is sending. */
const ELSEWHERE_POLL_MS = 250;

/** Operations being sent, here or by another server. A change of the same record, or with the same key, waits here for their end. */
export class InFlightOperations {
  readonly #repository: OperationRepository;
  readonly #reconciliation: Reconciliation;
  readonly #clock: Clock;
  readonly #here = new Map<string, { ended: Promise<void>; end: () => void }>();

  constructor(repository: OperationRepository, reconciliation: Reconciliation, clock: Clock) {
    this.#repository = repository;
    this.#reconciliation = reconciliation;
    this.#clock = clock;
  }

  begin(operationId: string): void {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#here.set(operationId, { ended, end });
  }

  end(operationId: string): void {
    this.#here.get(operationId)?.end();
    this.#here.delete(operationId);
  }

  /** Whether this process is sending the operation. */
  has(operationId: string): boolean {
    return this.#here.has(operationId);
  }

  /** Resolves when everything that this process is sending now has ended. */
  async idle(): Promise<void> {
    await Promise.all([...this.#here.values()].map(({ ended }) => ended));
  }

  /** Whether an operation that holds a lock is settled, after a wait where that is sensible. */
  async letGo(operationId: string, paid: boolean, deadlineAt: number): Promise<boolean> {
    // Two requests for the same paid change at the same time mean one change: the second is refused instead of queued.
    const row = paid ? await this.#read(operationId, deadlineAt) : await this.whenSent(operationId, deadlineAt);
    if (row === undefined || !isOpen(row)) return true;
    if (this.#isBeingSent(row)) return false;
    const [verified = row] = await this.#reconciliation.verifyIfDue([row]);
    return !isOpen(verified);
  }

  /** The operation when its sending has ended, or as it is at the deadline. `known`: as it was read just now. */
  async whenSent(operationId: string, deadlineAt: number, known?: StoredOperation): Promise<StoredOperation | undefined> {
    // An outcome that this process has just written may not be on the disk before the change has ended here.
    if (known !== undefined && !this.has(operationId) && !this.#isBeingSent(known)) return known;
    for (;;) {
      await this.#endedHere(operationId, deadlineAt);
      const row = await this.#read(operationId, deadlineAt);
      const waitMs = Math.min(ELSEWHERE_POLL_MS, deadlineAt - this.#clock.now());
      if (row === undefined || !this.#isBeingSent(row) || waitMs <= 0) return row;
      await this.#clock.sleep(waitMs);
    }
  }

  #read(operationId: string, deadlineAt: number): Promise<StoredOperation | undefined> {
    return inTime(this.#repository.byId(operationId), deadlineAt, this.#clock);
  }

  async #endedHere(operationId: string, deadlineAt: number): Promise<void> {
    const here = this.#here.get(operationId);
    if (here === undefined) return;
    // The timer ends with the wait, so that it does not keep a draining process alive.
    const waiting = new AbortController();
    const deadline = this.#clock.sleep(Math.max(0, deadlineAt - this.#clock.now()), waiting.signal).catch(() => undefined);
    await Promise.race([here.ended, deadline]);
    waiting.abort();
  }

  #isBeingSent(row: StoredOperation): boolean {
    return isOpen(row) && (this.has(row.id) || this.#reconciliation.isBeingSent(row));
  }
}
