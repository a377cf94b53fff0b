import type { ChangeResult } from "../datasources/contract/change.js";
import type { UserError } from "../schema/common/user-error.type.js";
import { type Operation, OperationOutcome } from "../schema/operation/operation.type.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";
import type { StoredOperation } from "../store/operation.repository.js";
import { inListTerms } from "./list-mutations.js";
import { uncertainError } from "./outcome.js";

/** The stored row as clients see it. */
export function toOperation(row: StoredOperation, replayed = false): Operation {
  return {
    id: row.id,
    kind: row.kind,
    vendor: row.vendor as Vendor,
    targetId: row.target_id,
    outcome: row.outcome as OperationOutcome,
    userErrors: userErrorsOf(row),
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    settledAt: row.settled_at,
    idempotencyKey: row.idempotency_key,
    replayed,
    resolution: row.resolution,
    resolvedBy: row.resolved_by,
    vendorTaskId: row.vendor_task_id,
    vendorRequestId: row.vendor_request_id,
  };
}

/** The stored row as the answer to who asked for the change. */
export function answerOf(row: StoredOperation, replayed = false) {
  return { operation: toOperation(row, replayed), userErrors: userErrorsOf(row), result: resultOf(row) };
}

/** An intent is recorded before anyone can say what became of it: who reads it meanwhile, or after a crash, is told so. */
function userErrorsOf(row: StoredOperation): UserError[] {
  const errors = inListTerms(row.kind, JSON.parse(row.user_errors) as UserError[], row.key_position);
  if (errors.length > 0 || row.outcome !== OperationOutcome.UNCERTAIN) return errors;
  return [uncertainError(row.vendor, "The change is being sent, or the server stopped while it was.")];
}

export function resultOf(row: StoredOperation): ChangeResult {
  return JSON.parse(row.result) as ChangeResult;
}

export function isOpen(row: StoredOperation): boolean {
  return row.settled_at === null;
}

export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
