import { CATALOG, type ChangeInputs, type ChangeKind, changeKindOf } from "../../datasources/contract/catalog.js";
import type { Change, Sent } from "../../datasources/contract/change.js";
import { explainGenerally } from "../../datasources/contract/user-errors.js";
import type { CostMeter } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";
import type { StoredOperation } from "../../store/operation.repository.js";
import { type ChangeConnections, changeOfRow } from "../connected-changes.js";
import { isoTime, nextAttemptColumn, resultOf, sourceOfRow } from "../operation-record.js";
import { nextAttempt, uncertainError } from "../outcome.js";
import type { OutcomeWriter, OutcomeWriterOptions } from "./outcome-writer.js";
import type { Reconciliation } from "./reconciliation.js";
import { type Resolution, resolvedRow } from "./resolution.js";
import { sentChangeOf } from "./sent-change.js";

export interface SettlementOptions extends OutcomeWriterOptions {
  connections: ChangeConnections;
}

/** Settles changes by what somebody says of them: the vendor in its answer, or a person who looked. What stays in doubt is verified (`Reconciliation`). */
export class Settlement {
  readonly #options: SettlementOptions;
  readonly #writer: OutcomeWriter;
  readonly #reconciliation: Pick<Reconciliation, "verifyUntilKnown">;

  constructor(options: SettlementOptions, writer: OutcomeWriter, reconciliation: Pick<Reconciliation, "verifyUntilKnown">) {
    this.#options = options;
    this.#writer = writer;
    this.#reconciliation = reconciliation;
  }

  /** Stores how the sending ended. Returns an Error where the vendor did nothing: the caller receives the failure itself. */
  async settleSent(
    row: StoredOperation,
    change: Change,
    input: ChangeInputs[ChangeKind],
    sent: Sent | Error | undefined,
    deadlineAt: number,
    cost?: CostMeter,
  ): Promise<StoredOperation | Error> {
    const now = this.#options.clock.now();
    if (sent !== undefined && !(sent instanceof Error)) {
      const known = {
        user_errors: JSON.stringify(sent.userErrors ?? []),
        result: JSON.stringify({ ...resultOf(row), ...sent.result }),
        vendor_task_id: sent.taskId ?? null,
        vendor_request_id: sent.requestId ?? null,
        sent_at: isoTime(now),
      };
      if (sent.outcome === "APPLIED")
        return this.#writer.settle(row, { outcome: OperationOutcome.APPLIED, ...known }, undefined, isShownByRecord(row, known));
      return this.#writer.keepOpen(row, {
        ...known,
        outcome: OperationOutcome.PENDING,
        ...nextAttemptColumn(nextAttempt(now, 0, change.verifyPolicy.delaysMs)),
      });
    }
    if (sent instanceof VendorError && sent.sent !== "maybe") {
      const refusals =
        sent.sent === "yes" && sent.code !== "CREDENTIALS_REJECTED" ? (change.explain(sent, input) ?? [explainGenerally(sent)]) : undefined;
      const settled = await this.#writer.settle(row, {
        outcome: OperationOutcome.NOT_APPLIED,
        user_errors: JSON.stringify(refusals ?? [explainGenerally(sent)]),
        vendor_request_id: sent.vendorRequestId ?? null,
        sent_at: isoTime(now),
        // The vendor did nothing, so the key is given back and the same call may be made again.
        ...(refusals === undefined ? { idempotency_key: null } : {}),
      });
      return refusals === undefined && settled.outcome === OperationOutcome.NOT_APPLIED ? sent : settled;
    }
    const doubtful = await this.#writer.keepOpen(row, {
      outcome: OperationOutcome.UNCERTAIN,
      sent_at: isoTime(now),
      vendor_request_id: sent instanceof VendorError ? (sent.vendorRequestId ?? null) : null,
      user_errors: JSON.stringify([
        uncertainError(row.vendor, sent instanceof VendorError ? sent.message : "The sending was interrupted."),
      ]),
      ...nextAttemptColumn(nextAttempt(now, 0, change.verifyPolicy.delaysMs)),
    });
    return this.#reconciliation.verifyUntilKnown(doubtful, change.verifyPolicy.settleGraceMs, deadlineAt, cost);
  }

  /** Stores what a person saw at the vendor. False where the operation is settled already. */
  async resolve(row: StoredOperation, resolution: Resolution): Promise<boolean> {
    const settledAt = isoTime(this.#options.clock.now());
    const told = this.#options.onNews?.(sourceOfRow(row));
    if (!(await this.#options.repository.resolve(row.id, resolvedRow(resolution, row.vendor, settledAt)))) return false;
    this.#options.onOutcome?.(sourceOfRow(row), row.kind, resolution.outcome);
    this.#options.onSettled?.();
    await this.#tellResolved(row, resolution).catch((error: unknown) => {
      this.#options.onError?.(error, "telling a vendor's memory how a change was resolved");
    });
    // The vendor's own tables have changed.
    await Promise.all([told, this.#options.onNews?.(sourceOfRow(row))]);
    return true;
  }

  async #tellResolved(row: StoredOperation, { outcome }: Resolution): Promise<void> {
    const known = changeOfRow(this.#options.connections, row);
    if (known !== undefined) await known.change.resolved?.(sentChangeOf(row, known.kind, this.#options.repository), outcome);
  }
}

/**
 * Whether the vendor's record shows all that its answer told of an applied change, so that `verify` would find the same again. Nobody is told
 * of a payment before it is on the disk.
 */
function isShownByRecord(row: StoredOperation, told: Pick<StoredOperation, "result" | "user_errors">): boolean {
  const kind = changeKindOf(row.kind);
  return kind !== undefined && !CATALOG[kind].paid && told.result === row.result && told.user_errors === "[]";
}
