import type { Change, ChangeResult, Check } from "../datasources/contract/change.js";
import type { ChangeInputs, ChangeKind } from "../datasources/contract/change-inputs.js";
import type { UserError } from "../schema/common/user-error.type.js";
import type { Operation } from "../schema/operation/operation.type.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";
import type { LockHolders } from "../store/operation.repository.js";

/** One change that a mutation asks for; `closeVacancies` asks for several at once. */
export interface ChangeRequest<Kind extends ChangeKind = ChangeKind> {
  vendor: Vendor;
  change: Change<ChangeInputs[Kind]>;
  input: ChangeInputs[Kind];
  /** Its place in the list that the mutation asks for; 0 where it asks for one. */
  position: number;
}

/** How the whole mutation was asked. */
export interface RequestOptions {
  /** The mutation as the client named it, and its whole input: what an idempotency key stands for. */
  mutation: string;
  wholeInput: unknown;
  idempotencyKey?: string | null;
  dryRun?: boolean;
  requestedBy: string;
  deadlineAt: number;
}

/** What the payload is made of. `operation` is null for a dry run and for a key that was reused. */
export interface Answer {
  operation: Operation | null;
  userErrors: UserError[];
  result: ChangeResult;
}

export interface CheckedChange {
  asking: ChangeRequest;
  check: Check<unknown>;
  locks: readonly string[];
  /** Who held the locks when the check began. */
  seen?: LockHolders;
}

/** One call of `run`, and its answers so far. */
export interface Mutation {
  terms: RequestOptions;
  key: string | undefined;
  hash: string;
  answers: Map<number, Answer | Error>;
}
