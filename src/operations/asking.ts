import type { Change, ChangeResult, Check } from "../datasources/change.js";
import type { ChangeInputs, ChangeKind } from "../datasources/change-inputs.js";
import type { Operation } from "../schema/operation.type.js";
import type { UserError } from "../schema/user-error.type.js";
import type { Vendor } from "../schema/vendor.type.js";
import type { LockHolders } from "../store/operation.repository.js";

/** One change that a mutation asks for; `closeVacancies` asks for several at once. */
export interface Asking<Kind extends ChangeKind = ChangeKind> {
  vendor: Vendor;
  change: Change<ChangeInputs[Kind]>;
  input: ChangeInputs[Kind];
  /** Its place in the list that the mutation asks for; 0 where it asks for one. */
  position: number;
}

/** How the whole mutation was asked. */
export interface Terms {
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

export interface Prepared {
  asking: Asking;
  check: Check<unknown>;
  locks: readonly string[];
  /** Who held the locks when the check began. */
  seen?: LockHolders;
}

/** One call of `run`, and its answers so far. */
export interface Mutation {
  terms: Terms;
  key: string | undefined;
  hash: string;
  answers: Map<number, Answer | Error>;
}
