import { VendorError } from "../../http/vendor-error.js";
import type { OperationRepository, StoredOperation } from "../../store/operation.repository.js";
import type { ChangeKind } from "../change-inputs.js";
import { OVERTAKEN } from "./headhunter.errors.js";

/** Clocks of two servers on one database differ by less than this. */
const CLOCK_TOLERANCE_MS = 10_000;
/** Enough to reach back over the seconds between a check and its sending. */
const LOOKED_THROUGH = 50;

/**
 * What was paid for lately through this server, or another one on the same database. A check reads the vacancy before the intent is
 * recorded; whatever is paid for in between makes that reading worthless, and nothing at HeadHunter keeps a second payment from being
 * taken but a rule that "may change". So who asked while another was being paid for is told so, however long its own reading took.
 */
export class PaidChangeLog {
  readonly #operations: OperationRepository;

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
    const rows = await this.#latest(change.targetId);
    const since = new Date(change.openedAt - CLOCK_TOLERANCE_MS).toISOString();
    const overtook = rows.find(
      (row) =>
        row.id !== change.operationId &&
        row.kind === change.kind &&
        row.outcome !== "NOT_APPLIED" &&
        (row.settled_at === null || row.settled_at >= since) &&
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

  async #latest(targetId: string | undefined): Promise<StoredOperation[]> {
    try {
      return await this.#operations.list({ targetId }, LOOKED_THROUGH);
    } catch (cause) {
      const message = "The change was not sent: the database that would show whether it was paid for already did not answer.";
      throw new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", sent: "no", message, cause });
    }
  }
}
