import { VendorError } from "../../http/vendor-error.js";
import type { OperationRepository, StoredOperation } from "../../store/operation.repository.js";
import type { ChangeResult } from "../change.js";
import type { ChangeKind } from "../change-inputs.js";
import { OVERTAKEN } from "./headhunter.errors.js";

/** Clocks of two servers on one database differ by less than this. */
const CLOCK_TOLERANCE_MS = 10_000;
/** Of one kind, enough to reach back over the seconds between a check and its sending. */
const LOOKED_THROUGH = 50;
/** Of how many sendings it is remembered that they were this process's; of older ones the tolerance says nothing any more. */
const REMEMBERED = 1_000;
/** Nobody publishes more while one publication is being looked up. */
const PUBLISHED_AT_MOST = 10_000;

/**
 * What was paid for lately through this server, or another one on the same database. A check reads the vacancy before the intent is
 * recorded; whatever is paid for in between makes that reading worthless, and nothing at HeadHunter keeps a second payment from being
 * taken but a rule that "may change". So who asked while another was being paid for is told so, however long its own reading took.
 */
export class PaidChangeLog {
  readonly #operations: OperationRepository;
  /** What this process sent: its moments are of one clock, so they are compared as they are. */
  readonly #sentHere = new Set<string>();

  constructor(operations: OperationRepository) {
    this.#operations = operations;
  }

  /** Throws, before anything is sent, where another change with the same lock was settled since the request began (`openedAt`). */
  async refuseIfOvertaken<Input>(change: {
    kind: ChangeKind;
    operationId: string;
    targetId?: string;
    lock: string;
    lockOf: (input: Input) => string;
    openedAt: number;
  }): Promise<void> {
    this.#rememberSent(change.operationId);
    const rows = await this.#latest(change.kind, change.targetId);
    const overtook = rows.find(
      (row) =>
        row.id !== change.operationId &&
        row.outcome !== "NOT_APPLIED" &&
        this.#wasOpenSince(row, change.openedAt) &&
        change.lockOf(JSON.parse(row.input) as Input) === change.lock,
    );
    if (overtook === undefined) return;
    throw new VendorError({
      code: "REJECTED",
      vendor: "HEADHUNTER",
      sent: "yes",
      vendorCode: OVERTAKEN,
      message: `The same was paid for a moment ago (${overtook.id}). Nothing was sent; look at the vacancy, then ask again if you still want to.`,
    });
  }

  /** Vacancies that publications asked for since then are known to have made: none of them is another publication's. */
  async publishedSince(epochMs: number): Promise<Set<string>> {
    const filter = { kind: "publishVacancy", outcome: "APPLIED", requestedSince: new Date(epochMs).toISOString() };
    const rows = await this.#operations.list(filter, PUBLISHED_AT_MOST);
    return new Set(rows.flatMap((row) => (JSON.parse(row.result) as ChangeResult).vacancyId ?? []));
  }

  /** What was settled before a request began is no race with it, but a reason for the vendor's own judgement. */
  #wasOpenSince({ id, settled_at: settledAt }: StoredOperation, epochMs: number): boolean {
    const toleranceMs = this.#sentHere.has(id) ? 0 : CLOCK_TOLERANCE_MS;
    return settledAt === null || Date.parse(settledAt) >= epochMs - toleranceMs;
  }

  #rememberSent(operationId: string): void {
    this.#sentHere.add(operationId);
    const [oldest] = this.#sentHere;
    if (this.#sentHere.size > REMEMBERED && oldest !== undefined) this.#sentHere.delete(oldest);
  }

  async #latest(kind: ChangeKind, targetId: string | undefined): Promise<StoredOperation[]> {
    try {
      return await this.#operations.list({ kind, targetId }, LOOKED_THROUGH);
    } catch (cause) {
      const message = "The change was not sent: the database that would show whether it was paid for already did not answer.";
      throw new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", sent: "no", message, cause });
    }
  }
}
