import type { ChangeInputs, ChangeKind } from "../datasources/contract/catalog.js";
import type { ChangeResult, ChangeTarget, Check, Wanted } from "../datasources/contract/change.js";
import type { DatasourceScope } from "../datasources/contract/datasource.js";
import type { Source } from "../schema/common/source.js";
import type { UserError } from "../schema/common/user-error.type.js";
import type { Operation } from "../schema/operation/operation.type.js";
import type { LockHolders } from "../store/operation-recording.js";

/** One change of a mutation; a list mutation has several. */
export interface ChangeRequest<Kind extends ChangeKind = ChangeKind> extends Wanted<Kind> {
  kind: Kind;
  source: Source;
  target: ChangeTarget<Kind>;
  input: ChangeInputs[Kind];
  /** The change's place in a list mutation, otherwise 0. */
  position: number;
}

/** The options of the whole mutation. */
export interface RequestOptions {
  /** The mutation's name and whole input, which an idempotency key stands for. */
  mutation: string;
  wholeInput: unknown;
  idempotencyKey?: string | null;
  dryRun?: boolean;
  requestedBy: string;
  /** The scope of the client's request, for the reads of the checks and for sending. */
  scope: DatasourceScope & { deadlineAt: number };
}

/** The parts of the payload. `operation` is null for a dry run and for a reused key. */
export interface ChangeAnswer {
  operation: Operation | null;
  userErrors: UserError[];
  result: ChangeResult;
}

export interface CheckedChange {
  request: ChangeRequest;
  check: Check<unknown>;
  locks: readonly string[];
  /** The holders of the locks when the check began. */
  seen?: LockHolders;
}

/** One call of `run`, and its answers so far. */
export interface Mutation {
  options: RequestOptions;
  key: string | undefined;
  hash: string;
  /** When the mutation was requested, in epoch milliseconds. */
  startedAt: number;
  answers: Map<number, ChangeAnswer | Error>;
}
