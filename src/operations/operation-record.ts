import { nameOfSubject } from "../access/viewer.js";
import { CATALOG, changeKindOf } from "../datasources/contract/catalog.js";
import type { ChangeResult, ChangeTarget } from "../datasources/contract/change.js";
import { formatGlobalId } from "../schema/common/global-id.js";
import { type Source, sourceOf } from "../schema/common/source.js";
import type { UserError } from "../schema/common/user-error.type.js";
import { type Operation, OperationOutcome } from "../schema/operation/operation.type.js";
import type { Ability, Vendor } from "../schema/vendor/vendor.type.js";
import type { StoredOperation } from "../store/operation.repository.js";
import type { ChangeAnswer } from "./change-request.js";
import { atListPlace, uncertainError } from "./outcome.js";

/** The stored row as clients see it. */
export function toOperation(row: StoredOperation, replayed = false): Operation {
  return {
    id: row.id,
    kind: row.kind,
    ability: abilityOf(row.kind),
    vendor: row.vendor as Vendor,
    account: row.account,
    targetId: row.target_id,
    outcome: row.outcome as OperationOutcome,
    userErrors: userErrorsOf(row),
    requestedBy: nameOfSubject(row.requested_by),
    requestedAt: row.requested_at,
    settledAt: row.settled_at,
    idempotencyKey: row.idempotency_key,
    replayed,
    resolution: row.resolution,
    resolvedBy: row.resolved_by && nameOfSubject(row.resolved_by),
    vendorTaskId: row.vendor_task_id,
    vendorRequestId: row.vendor_request_id,
  };
}

/** Operations are kept for as long as their owner wants, and versions of the server come and go. */
function abilityOf(mutation: string): Ability | null {
  const kind = changeKindOf(mutation);
  return kind === undefined ? null : CATALOG[kind].ability;
}

/** The stored row as the answer to the caller of the change. */
export function answerOf(row: StoredOperation, replayed = false): ChangeAnswer {
  return { operation: toOperation(row, replayed), userErrors: userErrorsOf(row), result: resultOf(row) };
}

/** The user errors of a row, and one that says that its outcome is not known yet, while it is being sent or after a crash. */
function userErrorsOf(row: StoredOperation): UserError[] {
  const errors = atListPlace(row.kind, JSON.parse(row.user_errors) as UserError[], row.key_position);
  if (errors.length > 0 || row.outcome !== OperationOutcome.UNCERTAIN) return errors;
  return [uncertainError(row.vendor, "The change is being sent, or the server stopped while it was.")];
}

export function resultOf(row: StoredOperation): ChangeResult {
  return JSON.parse(row.result) as ChangeResult;
}

/**
 * The job or vacancy that a change changes or made, whose events it explains; null where that is not known yet. An opening's job is the first
 * part of its id.
 */
export function recordIdOf(target: ChangeTarget, result: ChangeResult = {}): string | null {
  const [first] = target === null ? [] : "text" in target ? [target] : target;
  if (first === undefined) return result.vacancyId ?? result.jobId ?? null;
  return first.kind === "opening" ? formatGlobalId(first.source, "job", first.nativeIds[0] ?? "") : first.text;
}

/** The account that a row's change is made at. */
export function sourceOfRow(row: StoredOperation): Source {
  return sourceOf(row.vendor as Vendor, row.account);
}

/** The columns with the number of attempts to verify, and the time of the next one, in epoch milliseconds. */
export function attemptColumns(attempts: number, nextAt: number): Pick<StoredOperation, "looks" | "next_look_at"> {
  return { looks: attempts, ...nextAttemptColumn(nextAt) };
}

export function nextAttemptColumn(nextAt: number): Pick<StoredOperation, "next_look_at"> {
  return { next_look_at: isoTime(nextAt) };
}

/** The longest time from the latest possible end of a sending to the first attempt, for vendors with a long settle grace. */
const FIRST_ATTEMPT_AFTER_MS = 10 * 60_000;

/** How long after the latest possible end of its sending a recorded change is verified first, in milliseconds. */
export function firstAttemptAfterMs(settleGraceMs: number): number {
  return Math.min(settleGraceMs, FIRST_ATTEMPT_AFTER_MS);
}

/** When the next attempt is due, in epoch milliseconds. */
export function nextAttemptAt(row: StoredOperation): number {
  return Date.parse(row.next_look_at ?? row.requested_at);
}

export function attemptsOf(row: StoredOperation): number {
  return row.looks;
}

export function isOpen(row: StoredOperation): boolean {
  return row.settled_at === null;
}

export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
