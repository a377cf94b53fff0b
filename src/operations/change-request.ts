import type { ChangeInputs, ChangeKind } from "../datasources/contract/catalog.js";
import type { ChangeResult, ChangeTarget, Check, Wanted } from "../datasources/contract/change.js";
import type { DatasourceScope } from "../datasources/contract/datasource.js";
import type { Source } from "../schema/common/source.js";
import type { UserError } from "../schema/common/user-error.type.js";
import type { Operation } from "../schema/operation/operation.type.js";
import type { LockHolders } from "../store/operation.repository.js";

/** One change that a mutation asks for; a list mutation asks for several at once. */
export interface ChangeRequest<Kind extends ChangeKind = ChangeKind> extends Wanted<Kind> {
  kind: Kind;
  source: Source;
  target: ChangeTarget<Kind>;
  input: ChangeInputs[Kind];
  /** Its place in the list that the mutation asks for; 0 where it asks for one. */
  position: number;
}

/** How the whole mutation was asked for. */
export interface RequestOptions {
  /** The mutation as the client named it, and its whole input: what an idempotency key stands for. */
  mutation: string;
  wholeInput: unknown;
  idempotencyKey?: string | null;
  dryRun?: boolean;
  requestedBy: string;
  /** Of the client's request: what is read for the checks and what is sent goes by it. */
  scope: DatasourceScope & { deadlineAt: number };
}

/** What the payload is made of. `operation` is null for a dry run and for a key that was reused. */
export interface ChangeAnswer {
  operation: Operation | null;
  userErrors: UserError[];
  result: ChangeResult;
}

export interface CheckedChange {
  request: ChangeRequest;
  check: Check<unknown>;
  locks: readonly string[];
  /** Who held the locks when the check began. */
  seen?: LockHolders;
}

/** One call of `run`, and its answers so far. */
export interface Mutation {
  options: RequestOptions;
  key: string | undefined;
  hash: string;
  /** When it was asked for, in epoch milliseconds. */
  startedAt: number;
  answers: Map<number, ChangeAnswer | Error>;
}
