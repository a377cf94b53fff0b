import type { StoredOperation } from "../../src/store/operation.repository.js";

export const AT = "2026-11-22T12:00:00.000Z";

/** A change as it is recorded before it is sent. */
export function operationRow(id: string, more: Partial<StoredOperation> = {}): StoredOperation {
  return {
    id,
    kind: "closeVacancy",
    vendor: "HEADHUNTER",
    account: "default",
    target_id: "v1",
    input: "{}",
    evidence: null,
    outcome: "UNCERTAIN",
    user_errors: "[]",
    result: "{}",
    requested_by: "ann",
    requested_at: AT,
    sent_by: null,
    sent_at: null,
    settled_at: null,
    next_look_at: AT,
    looks: 0,
    looked_at: null,
    looking_until: null,
    idempotency_key: null,
    key_position: 0,
    input_hash: "hash",
    vendor_task_id: null,
    vendor_request_id: null,
    resolution: null,
    resolved_by: null,
    record_id: null,
    is_told: 0,
    ...more,
  };
}
