import { VendorError } from "../../http/vendor-error.js";
import type { UserError } from "../../schema/common/user-error.type.js";

/** What a payload shows afterwards: global ids of what the change touched or made. Stored with the operation, so it must be plain JSON. */
export interface ChangeResult {
  jobId?: string;
  openingId?: string;
  openingIds?: string[];
  vacancyId?: string;
  deletedIds?: string[];
  failedIds?: string[];
}

/** The answer of a check: refused, or ready to be sent with the evidence that a later look-up will compare with. */
export type Check<Evidence> =
  | { ready: false; refusals: UserError[]; result?: ChangeResult }
  /** `refusals` of a change that is ready: parts of it that will not be sent. */
  | { ready: true; evidence: Evidence; refusals?: UserError[]; result?: ChangeResult };

/** The vendor took it (APPLIED), or took it in and decides later (PENDING, with its task). */
export interface Sent {
  outcome: "APPLIED" | "PENDING";
  result?: ChangeResult;
  /** Partial refusals that go with an applied change, such as ids that were not deleted. */
  userErrors?: UserError[];
  taskId?: string;
  requestId?: string;
}

/** What a look at the vendor says about a change that was sent, or may have been. */
export interface Finding {
  outcome: "APPLIED" | "NOT_APPLIED" | "PENDING" | "UNCERTAIN";
  result?: ChangeResult;
  userErrors?: UserError[];
  /** The vendor said so itself (a task that failed): no quiet time is needed before NOT_APPLIED is believed. */
  definite?: boolean;
  /** Part of it took. What else there is may still be on its way, so APPLIED is believed after the quiet time only. */
  partial?: boolean;
}

/** A change as the store remembers it, for looking it up. */
export interface SentChange<Input, Evidence> {
  input: Input;
  evidence: Evidence;
  /** When sending began, in epoch milliseconds. */
  requestedAt: number;
  taskId?: string;
  result: ChangeResult;
}

export interface LookUpPolicy {
  /** Waits between looks at a change whose outcome is open; the last one is repeated until it is known. */
  delaysMs: readonly number[];
  /**
   * How long after the sending ended the vendor may still be working on it. A record that is unchanged before then says nothing;
   * after it, it says NOT_APPLIED.
   */
  settleGraceMs: number;
}

/**
 * A change as a value: how to check it before, send it once, and tell afterwards whether it took. The engine in `operations` decides
 * when each part is called; a vendor's `changes` file says how.
 */
export interface Change<Input, Evidence = unknown> {
  /** Costs money at the vendor: a second one on the same record is refused while the first is open, never queued behind it. */
  paid: boolean;
  lookUp: LookUpPolicy;
  /** The global id it is about; null for what is only being created. */
  target(input: Input): string | null;
  /** Two changes that share a lock are never under way at the same time. */
  locks(input: Input): string[];
  /** Reads the record and applies the vendor's rules. Nothing is changed; what can be known to fail fails here. */
  check(input: Input): Promise<Check<Evidence>>;
  /**
   * Sends. Called once, with changes that were all checked; one answer for each, in order. A change of which the vendor says no, or whose
   * fate is unknown, is a VendorError in its place.
   */
  send(changes: readonly { input: Input; evidence: Evidence; operationId: string }[]): Promise<(Sent | VendorError)[]>;
  /** Turns the vendor's refusal into words for people; undefined where it is not about the caller's input. */
  explain(error: VendorError, input: Input): UserError[] | undefined;
  /** Looks at the vendor whether the change took. Reads only. */
  find(change: SentChange<Input, Evidence>): Promise<Finding>;
  /** For a vendor's own memory to follow, where it keeps one: a person saw at the vendor how the change ended, and no look will be made. */
  resolved?(change: SentChange<Input, Evidence>, outcome: "APPLIED" | "NOT_APPLIED"): Promise<void>;
}

/** Sends changes that the vendor takes one at a time, one after the other; an error stays in its place. */
export async function sendEach<Input, Evidence>(
  changes: readonly { input: Input; evidence: Evidence }[],
  sendOne: (input: Input, evidence: Evidence) => Promise<Sent>,
): Promise<(Sent | VendorError)[]> {
  const answers: (Sent | VendorError)[] = [];
  for (const { input, evidence } of changes) {
    try {
      answers.push(await sendOne(input, evidence));
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      answers.push(error);
    }
  }
  return answers;
}
