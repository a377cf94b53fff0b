import { Pruning, type PruningOptions } from "../leases/pruning.js";
import type { OperationHistory } from "../store/operation-history.js";

const AT_ONCE = 200;

/** Deletes settled operations once they have been kept for `OPERATION_DAYS`. */
export class OperationPruning extends Pruning {
  constructor({ history, ...options }: PruningOptions & { history: OperationHistory }) {
    super(options, { what: "deleting old operations", deleteSome: (before) => history.deleteSettledBefore(before, AT_ONCE) });
  }
}
