import type { CallScope } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { GlobalId } from "../../schema/common/global-id.js";
import type { UserError } from "../../schema/common/user-error.type.js";
import type { CATALOG, ChangeInputs, ChangeKind } from "./catalog.js";
import type { Datasource } from "./datasource.js";

/** What a payload shows afterwards: global ids of what the change touched or made. Stored with the operation, so it must be plain JSON. */
export interface ChangeResult {
  jobId?: string;
  openingId?: string;
  openingIds?: string[];
  vacancyId?: string;
  deletedIds?: string[];
  failedIds?: string[];
}

/** The record that a change of this kind is about; all of them where the mutation names several, null where it creates from nothing. */
export type ChangeTarget<Kind extends ChangeKind = ChangeKind> = TargetOf<(typeof CATALOG)[Kind]["names"]>;
type TargetOf<Names> = Names extends "ids" ? readonly GlobalId[] : Names extends string ? GlobalId : null;

/** What is asked for: the ids of the input are parsed once, where the request comes in. */
export interface Wanted<Kind extends ChangeKind = ChangeKind> {
  target: ChangeTarget<Kind>;
  input: ChangeInputs[Kind];
}

/** The answer of a check: refused, or ready to be sent, with what `verify` will compare the record with. */
export type Check<Before> =
  | { ready: false; refusals: UserError[]; result?: ChangeResult }
  /** `refusals` of a change that is ready: parts of it that will not be sent. */
  | { ready: true; before: Before; refusals?: UserError[]; result?: ChangeResult };

/** A change that was checked and recorded, as it is sent. */
export interface ReadyChange<Kind extends ChangeKind, Before> extends Wanted<Kind> {
  /** Of its check. */
  before: Before;
  operationId: string;
}

/** The vendor took it (APPLIED), or took it in and decides later (PENDING, with its task). */
export interface Sent {
  outcome: "APPLIED" | "PENDING";
  result?: ChangeResult;
  /** Partial refusals that go with an applied change, such as ids that were not deleted. */
  userErrors?: UserError[];
  taskId?: string;
  requestId?: string;
}

/** What the vendor's records say about a change that was sent, or may have been. */
export interface Finding {
  outcome: "APPLIED" | "NOT_APPLIED" | "PENDING" | "UNCERTAIN";
  result?: ChangeResult;
  userErrors?: UserError[];
  /** The vendor said so itself (a task that failed): no grace time is needed before NOT_APPLIED is believed. */
  definite?: boolean;
  /** Part of it took. What else there is may still be on its way, so APPLIED is believed after the grace time only. */
  partial?: boolean;
}

/** A change as the store remembers it. */
export interface SentChange<Kind extends ChangeKind, Before> extends Wanted<Kind> {
  before: Before;
  /** When sending began, in epoch milliseconds. */
  requestedAt: number;
  taskId?: string;
  result: ChangeResult;
  /**
   * What other changes of this kind at this source are known to have made: none of it was made by this one. For a vendor whose new records
   * name no request.
   *
   * @param requestedSince epoch milliseconds: of changes that were asked for since then.
   */
  madeByOthers(requestedSince: number): Promise<ChangeResult[]>;
}

export interface VerifyPolicy {
  /** Waits, in milliseconds, between attempts to verify a change whose outcome is open; the last one is repeated until it is known. */
  delaysMs: readonly number[];
  /**
   * How long after the sending ended the vendor may still be working on it, in milliseconds. A record that is unchanged before then says
   * nothing; after it, it says NOT_APPLIED.
   */
  settleGraceMs: number;
}

/**
 * How a vendor makes one kind of change. It is made once for a connection and serves all requests. The executor in `operations` decides
 * when each part is called.
 *
 * @typeParam Before what the check saw of the record, in plain JSON.
 * @typeParam Reads the vendor's own datasource. The executor opens a fresh one for each round of checks and each round of verifying, so what
 *   was read before an earlier change is never read again.
 */
export interface Change<Kind extends ChangeKind = ChangeKind, Before = unknown, Reads extends Datasource = Datasource> {
  verifyPolicy: VerifyPolicy;
  /** Two changes that share a lock are never under way at the same time. */
  locks(wanted: Wanted<Kind>): string[];
  /**
   * Reads the record and applies the vendor's rules. Nothing is changed; what can be known to fail fails here.
   *
   * @throws VendorError where the vendor could not be asked: nothing is sent then.
   */
  check(wanted: Wanted<Kind>, reads: Reads): Promise<Check<Before>>;
  /**
   * Sends. Called once, with changes that were all checked; one answer for each, in order. A change of which the vendor says no, or whose
   * fate is unknown, is a VendorError in its place.
   */
  send(changes: readonly ReadyChange<Kind, Before>[], scope: CallScope): Promise<(Sent | VendorError)[]>;
  /** Turns the vendor's refusal into words for people; undefined where it is not about the caller's input. */
  explain(error: VendorError, input: ChangeInputs[Kind]): UserError[] | undefined;
  /**
   * Looks at the vendor whether the change took. Reads only.
   *
   * @throws VendorError where the vendor could not be asked: the outcome stays open.
   */
  verify(change: SentChange<Kind, Before>, reads: Reads): Promise<Finding>;
  /**
   * Of a paid change: whether it would be paid for again although `earlier`, which shares a lock with it, was made a moment ago. Left out: it
   * would. Not so where the vendor refuses the second one, or the next check does.
   */
  paysAgain?(input: ChangeInputs[Kind], earlier: ChangeInputs[Kind]): boolean;
  /** For a vendor's own memory to follow, where it keeps one: a person saw at the vendor how the change ended, and it is not verified any more. */
  resolved?(change: SentChange<Kind, Before>, outcome: "APPLIED" | "NOT_APPLIED"): Promise<void>;
}

/** What a connection can change, by the mutation's name. */
export type Changes = { [Kind in ChangeKind]?: Change<Kind> };

/** Sends changes that the vendor takes one at a time, one after the other; an error stays in its place. */
export async function sendEach<One>(changes: readonly One[], sendOne: (change: One) => Promise<Sent>): Promise<(Sent | VendorError)[]> {
  const answers: (Sent | VendorError)[] = [];
  for (const change of changes) answers.push(await sendOne(change).catch(vendorErrorOf));
  return answers;
}

/** Sends changes of different records side by side, as fast as the budget lets them; an error stays in its place. */
export function sendTogether<One>(changes: readonly One[], sendOne: (change: One) => Promise<Sent>): Promise<(Sent | VendorError)[]> {
  return Promise.all(changes.map((change) => sendOne(change).catch(vendorErrorOf)));
}

function vendorErrorOf(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  throw error;
}
