import type { ChangeKind } from "../../datasources/contract/catalog.js";
import type { SentChange } from "../../datasources/contract/change.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";
import type { OperationRepository, StoredOperation } from "../../store/operation.repository.js";
import { parseTarget } from "../change-target.js";
import { isoTime, resultOf, sourceOfRow } from "../operation-record.js";

/** More changes of one kind than are made while one of them is verified. */
const MADE_AT_MOST = 10_000;

/** The stored row as a vendor's `verify` and `resolved` receive it. */
export function sentChangeOf(
  row: StoredOperation,
  kind: ChangeKind,
  operations: Pick<OperationRepository, "list">,
): SentChange<ChangeKind, unknown> {
  const input = JSON.parse(row.input) as SentChange<ChangeKind, unknown>["input"];
  return {
    target: parseTarget(kind, input),
    input,
    before: JSON.parse(row.evidence ?? "null") as unknown,
    requestedAt: Date.parse(row.requested_at),
    taskId: row.vendor_task_id ?? undefined,
    result: resultOf(row),
    madeByOthers: async (requestedSince) => {
      const made = { kind: row.kind, source: sourceOfRow(row), outcome: OperationOutcome.APPLIED, requestedSince: isoTime(requestedSince) };
      const others = await operations.list(made, MADE_AT_MOST);
      return others.filter((other) => other.id !== row.id).map(resultOf);
    },
  };
}
