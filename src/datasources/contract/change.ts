import type { CallScope } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { GlobalId } from "../../schema/common/global-id.js";
import type { UserError } from "../../schema/common/user-error.type.js";
import type { CATALOG, ChangeInputs, ChangeKind } from "./catalog.js";
import type { Datasource } from "./datasource.js";

/** Global ids of the records that a change touched or made, for the payload. Stored with the operation, so it must be plain JSON. */
export interface ChangeResult {
  jobId?: string;
  openingId?: string;
  openingIds?: string[];
  vacancyId?: string;
  deletedIds?: string[];
  failedIds?: string[];
  /** What people should know besides, as whole sentences. */
  notices?: string[];
}

/** The record that a change of this kind changes; all records where the mutation names several, null where it creates from nothing. */
export type ChangeTarget<Kind extends ChangeKind = ChangeKind> = TargetOf<(typeof CATALOG)[Kind]["names"]>;
type TargetOf<Names> = Names extends "ids" ? readonly GlobalId[] : Names extends string ? GlobalId : null;

/** A requested change. The change service parses the ids of the input once. */
export interface Wanted<Kind extends ChangeKind = ChangeKind> {
  target: ChangeTarget<Kind>;
  input: ChangeInputs[Kind];
  /** The vendor asks for the record as it is once more: the input changes nothing of it. */
  again?: boolean;
}

/**
 * The result of a check: refused, or ready to send, with the state that `verify` compares the record with. That of a prolongation names `expiresAt`,
 * ISO 8601, as it was: by it another one is told apart from what somebody else prolonged.
 */
export type Check<Before> =
  | { ready: false; refusals: UserError[]; result?: ChangeResult }
  /** `refusals` of a change that is ready: parts of it that will not be sent. */
  | { ready: true; before: Before; refusals?: UserError[]; result?: ChangeResult };

/** A change that was checked and recorded, ready to send. */
export interface ReadyChange<Kind extends ChangeKind, Before> extends Wanted<Kind> {
  /** From the check. */
  before: Before;
  operationId: string;
}

/** The vendor made the change (APPLIED), or accepted it and decides later (PENDING, with its task). */
export interface Sent {
  outcome: "APPLIED" | "PENDING";
  result?: ChangeResult;
  /** Partial refusals that go with an applied change, such as ids that were not deleted. */
  userErrors?: UserError[];
  taskId?: string;
  requestId?: string;
}

/** What the vendor's records show of a change that was, or may have been, sent. */
export interface Finding {
  outcome: "APPLIED" | "NOT_APPLIED" | "PENDING" | "UNCERTAIN";
  result?: ChangeResult;
  userErrors?: UserError[];
  /** The vendor itself says so (a failed task): NOT_APPLIED holds without a settle grace. */
  definite?: boolean;
  /** A part was made. The rest may still be under way, so APPLIED holds only after the settle grace. */
  partial?: boolean;
}

/** A change that was, or may have been, sent, as it is stored. */
export interface SentChange<Kind extends ChangeKind, Before> extends Wanted<Kind> {
  before: Before;
  /** When sending began, in epoch milliseconds. */
  requestedAt: number;
  taskId?: string;
  result: ChangeResult;
  /**
   * The records that other changes of this kind at this source are known to have made, so that they are not taken for this one's. For a
   * vendor whose new records name no request.
   *
   * @param requestedSince only changes requested since then, in epoch milliseconds.
   */
  madeByOthers(requestedSince: number): Promise<ChangeResult[]>;
}

export interface VerifyPolicy {
  /** Waits, in milliseconds, between attempts to verify a change whose outcome is open; the last one is repeated until it is known. */
  delaysMs: readonly number[];
  /**
   * How long the vendor may still be working on the request after its sending ended, in milliseconds. An unchanged record proves nothing
   * before then, and NOT_APPLIED after it.
   */
  settleGraceMs: number;
}

/**
 * How a vendor makes one kind of change. A connection has one instance, which serves all requests. The executor in `operations` decides
 * when each part is called.
 *
 * @typeParam Before what the check read of the record, in plain JSON.
 * @typeParam Reads the vendor's own datasource. The executor opens a fresh one for each round of checks and of verifying, so that no read
 *   from before an earlier change counts.
 */
export interface Change<Kind extends ChangeKind = ChangeKind, Before = unknown, Reads extends Datasource = Datasource> {
  verifyPolicy: VerifyPolicy;
  /** Two changes that share a lock are never under way at the same time. */
  locks(wanted: Wanted<Kind>): string[];
  /**
   * Reads the record and applies the vendor's rules. Changes nothing; refuses every change that is known to fail.
   *
   * @throws VendorError where the vendor could not be asked: nothing is sent then.
   */
  check(wanted: Wanted<Kind>, reads: Reads): Promise<Check<Before>>;
  /**
   * Sends the changes, once, after their checks. One answer per change, in order: a VendorError in the place of a change that the vendor
   * refused, or whose outcome is unknown.
   */
  send(changes: readonly ReadyChange<Kind, Before>[], scope: CallScope): Promise<(Sent | VendorError)[]>;
  /** Explains the vendor's refusal to people; undefined where it is not about the caller's input. */
  explain(error: VendorError, input: ChangeInputs[Kind]): UserError[] | undefined;
  /**
   * Reads at the vendor whether the change was made. Changes nothing.
   *
   * @throws VendorError where the vendor could not be asked: the outcome stays open.
   */
  verify(change: SentChange<Kind, Before>, reads: Reads): Promise<Finding>;
  /**
   * Whether a paid change would be charged again although `earlier`, which shares a lock with it, was made a moment ago. True where missing.
   * False where the vendor, or the next check, refuses the second one.
   */
  paysAgain?(input: ChangeInputs[Kind], earlier: ChangeInputs[Kind]): boolean;
  /** Updates the vendor's own tables, where it has any, after a person resolved the change, which is not verified any more. */
  resolved?(change: SentChange<Kind, Before>, outcome: "APPLIED" | "NOT_APPLIED"): Promise<void>;
}

/** The changes of a connection, by the mutation's name. */
export type Changes = { [Kind in ChangeKind]?: Change<Kind> };

/** Sends changes one after the other; an error takes the place of its change. */
export async function sendEach<One>(changes: readonly One[], sendOne: (change: One) => Promise<Sent>): Promise<(Sent | VendorError)[]> {
  const answers: (Sent | VendorError)[] = [];
  for (const change of changes) answers.push(await sendOne(change).catch(vendorErrorOf));
  return answers;
}

/** Sends changes of different records side by side, as fast as the budget allows; an error takes the place of its change. */
export function sendTogether<One>(changes: readonly One[], sendOne: (change: One) => Promise<Sent>): Promise<(Sent | VendorError)[]> {
  return Promise.all(changes.map((change) => sendOne(change).catch(vendorErrorOf)));
}

function vendorErrorOf(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  throw error;
}
