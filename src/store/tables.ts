/**
 * The store's own tables as they are. Moments are RFC 3339 in UTC with milliseconds, so that text order is time order on both databases; JSON is text.
 * `vendor` and `account` together are the source that a row belongs to.
 */

/** A change that was asked for, with all that is needed to learn its outcome, also after a restart. */
export interface OperationRow {
  id: string;
  kind: string;
  vendor: string;
  account: string;
  target_id: string | null;
  /** The input as it was asked for, without idempotencyKey and dryRun. */
  input: string;
  /** The record before the change was sent, for a later look-up to compare with. */
  evidence: string | null;
  outcome: string;
  user_errors: string;
  /** Ids of what the change touched or made, for the payload. */
  result: string;
  /** The viewer's subject: of a JWT with its issuer before it (access/viewer.ts). */
  requested_by: string;
  requested_at: string;
  /** When sending ended, however it ended; null before. */
  sent_at: string | null;
  settled_at: string | null;
  /** When to look again; null once settled. */
  next_look_at: string | null;
  looks: number;
  idempotency_key: string | null;
  /** One key covers a list: the place of this change in it. */
  key_position: number;
  /** Hash of the whole mutation input, which distinguishes a repetition from a reuse of the key. */
  input_hash: string;
  vendor_task_id: string | null;
  vendor_request_id: string | null;
  /** The note of the person who resolved the operation; null where it was not resolved by hand. */
  resolution: string | null;
  resolved_by: string | null;
}

/** A record (or a piece of content) on which a change is under way. The primary key keeps two servers apart. */
export interface OperationLockRow {
  lock: string;
  operation_id: string;
}

/** A pair of tokens that came from renewing a configured one. The configured refresh token is stored as a hash alone. */
export interface VendorCredentialRow {
  vendor: string;
  account: string;
  origin_hash: string;
  access_token: string;
  refresh_token: string;
  renewed_at: string;
  /** Null where the vendor did not say. */
  expires_at: string | null;
}

/** The code of a record, as last seen. */
export interface RecordCodeRow {
  /** Global id. */
  record_id: string;
  vendor: string;
  account: string;
  kind: string;
  /** Null: the record has none. */
  code: string | null;
  /** When its code was read. */
  read_at: string;
  /** When it was last seen, also in a list without codes. */
  seen_at: string;
}

/** A sweep over all records of one kind at one source: where it stands, and when the one before was completed. */
export interface CodeSweepRow {
  vendor: string;
  account: string;
  kind: string;
  started_at: string;
  /** Which of the source's lists it is in, counted from 0. */
  list: number;
  /** The source's position in that list; null at its beginning. */
  position: string | null;
  completed_at: string | null;
  /** The connection's `reach` at that time; null where it has none. */
  reach: string | null;
  /** All changes before are in the index, where the vendor tells what changed; null: those before the last whole sweep began. */
  changes_read_until: string | null;
}

/** A source whose records in this database are those of a stand-in, and of no vendor. */
export interface StandInVendorRow {
  vendor: string;
  account: string;
  served_at: string;
}

/** A gap of a sweep: a record, a page of a list, or the rest of a list that could not be read. */
export interface CodeGapRow {
  vendor: string;
  account: string;
  kind: string;
  /** Names it: a record by its global id. */
  place: string;
  /** Of a page, or of the rest of a list: which of the source's lists, and where in it; null at its beginning. */
  list: number | null;
  position: string | null;
  /** How often reading it has failed. */
  tries: number;
  failed_at: string;
  /** Null where it cannot be read by itself: the gap closes when the next sweep does not meet it again. */
  retry_at: string | null;
  /** Why. */
  failure_code: string;
  failure_message: string;
}

export interface Tables {
  operations: OperationRow;
  operation_locks: OperationLockRow;
  vendor_credentials: VendorCredentialRow;
  record_codes: RecordCodeRow;
  code_sweeps: CodeSweepRow;
  code_gaps: CodeGapRow;
  stand_in_vendors: StandInVendorRow;
}
