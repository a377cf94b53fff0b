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
  /** The server that sends it, by the name of its leases; null where an earlier version recorded it. */
  sent_by: string | null;
  /** When sending ended, however it ended; null before. */
  sent_at: string | null;
  settled_at: string | null;
  /** When to look again; null once settled. */
  next_look_at: string | null;
  looks: number;
  /** When the last look began, whoever asked for it. */
  looked_at: string | null;
  /** Until when a server is looking it up, at the longest; null where none is. */
  looking_until: string | null;
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
  /** Global id of the job or vacancy that the change changes or made; null where it is not known yet. */
  record_id: string | null;
  /** 0 until an event has told that it is settled. */
  is_told: number;
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

/** A record as it was when it was last read. */
export interface RecordRow {
  /** Global id. */
  record_id: string;
  vendor: string;
  account: string;
  kind: string;
  /** Null: the record has none. */
  code: string | null;
  /** Null: not known yet; so of `status`. */
  name: string | null;
  status: string | null;
  /** What events compare besides these three, as JSON, by the field's name in the graph. A field that is missing is not known. */
  facts: string;
  /**
   * What events have told last of fields that a change in doubt may have changed, as JSON: nobody is told of them before that change is settled.
   * Null: everything is told. The field ``: not even that the record appeared.
   */
  withheld: string | null;
  /** Its code and all of its names, as `searchTextOf` writes them. */
  search: string;
  /** A digest of code, name, status and facts. */
  fingerprint: string;
  /** The vendor's own word on when it changed last; null where it has none. */
  changed_at: string | null;
  /** When the reading began that it is known from. */
  read_at: string;
  /** What read it: READ, SWEEP, OPERATION or WEBHOOK. */
  read_by: string;
  /** When the last reading of it began that showed its code: lists of some boards do not. */
  whole_at: string;
  /** When it was last seen, also in a list without codes. */
  seen_at: string;
  /** When its vendor was found not to have it any more; null while it has. The row stays, so that an older reading does not bring it back. */
  gone_at: string | null;
}

/** What happened to a record. */
export interface EventRow {
  /** Ascending in the order in which events became visible, without a gap. PostgreSQL gives it as text. */
  number: number | string;
  kind: string;
  cause: string;
  at: string;
  vendor: string;
  account: string;
  record_id: string | null;
  code: string | null;
  /** JSON: a list of field, before and after. */
  changes: string;
  operation_id: string | null;
  discrepancy_id: string | null;
}

/** The numbers of events. Whoever makes events holds this row until they are visible. */
export interface EventNumbersRow {
  name: string;
  /** The last one that was given. */
  last: number | string;
  /** All up to this one were deleted because of their age. */
  pruned: number | string;
}

/**
 * A discrepancy that the index of records shows, or that events have told of and that may have ended. What it shows is a candidate: before clients
 * are told, its records are read.
 */
export interface DiscrepancyRow {
  code: string;
  kind: string;
  /** 1 where the index shows it now. */
  is_known: number;
  /** When the index came to show it; of one that it does not show any more, when that ended. */
  since: string;
  /** Of ADVERT_ENDS_SOON: when the last live advertisement ends. */
  ends_at: string | null;
  /** The operation with which it began, or ended, where one did it. */
  operation_id: string | null;
  /** Of one that ended and came back before events told that: the operation with which it ended, where one did it. */
  ended_operation_id: string | null;
  /** When the background work looks whether there is something to tell; far ahead where there is nothing. */
  look_at: string;
  /** Its `since` as the last event told it; null where events tell of none. */
  told_since: string | null;
  /** Its records then, by their ids, as a JSON list. */
  told_records: string | null;
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
  /** When a sweep had met all records for the first time: what is read afterwards and is not in the index is new. */
  known_since: string | null;
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

/** What a server holds until a moment of the database's own clock: its membership, or a work that one server does at a time. */
export interface LeaseRow {
  name: string;
  /** The server, by the name that it gave itself at its start. */
  holder: string;
  taken_at: string;
  expires_at: string;
}

/** How far the events have been sent to a receiver of `WEBHOOKS`. The row of one that is not configured any more stays. */
export interface WebhookRow {
  name: string;
  /** All events up to this number were delivered. PostgreSQL gives it as text; so of `reached`. */
  cursor: number | string;
  /** The newest event that was sent, delivered or not. */
  reached: number | string;
  /** JSON: the events between the two that were not delivered, in order; of each its number, how often it has failed, and since when. */
  owed: string;
  /** When the sender gave up; null while it has not. */
  parked_at: string | null;
  last_success_at: string | null;
  last_failure: string | null;
  /** Grows with each sender that takes the receiver over and each replay: what an earlier sender has to say does not count any more. */
  generation: number;
}

/** What the servers on a database have used of a budget of a day, within one hour. */
export interface BudgetDayCallsRow {
  vendor: string;
  account: string;
  budget: string;
  /** Its beginning. */
  hour: string;
  /** Those that are set aside included. */
  calls: number;
}

/**
 * What a delivery of a vendor's webhook is about; of its content nothing else is kept. A row stays after its work, so that the same delivery is known
 * when it comes again.
 */
export interface WebhookInboxRow {
  vendor: string;
  account: string;
  /** By which the vendor tells its deliveries apart, or a digest of that. */
  delivery: string;
  /** A delivery may name several records. */
  place: number;
  /** The record that something is said to have happened to; null where the lists are to be read, or records to be sent again. */
  record_id: string | null;
  /** 1 where the record is said to have been made. */
  is_new: number;
  /** Records that are to be sent again: `all`, or a JSON list of the vendor's own ids; null where none are. */
  resend: string | null;
  received_at: string;
  /** When it is to be worked on, at the earliest; null once it is done. */
  due_at: string | null;
  /** How often working on it has failed. */
  tries: number;
}

export interface Tables {
  operations: OperationRow;
  operation_locks: OperationLockRow;
  vendor_credentials: VendorCredentialRow;
  records: RecordRow;
  events: EventRow;
  discrepancies: DiscrepancyRow;
  event_numbers: EventNumbersRow;
  code_sweeps: CodeSweepRow;
  code_gaps: CodeGapRow;
  stand_in_vendors: StandInVendorRow;
  leases: LeaseRow;
  budget_day_calls: BudgetDayCallsRow;
  webhook_inbox: WebhookInboxRow;
  webhooks: WebhookRow;
}
