import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment, as an RFC 3339 text. On the way out always UTC with `Z`, whatever the vendor wrote: `2026-11-22T12:00:00Z`, with milliseconds only where the vendor gives them. On the way in any offset is taken (`2026-11-22T15:00:00+03:00`), but there must be one; anything finer than a millisecond is cut off. */
  DateTime: { input: string; output: string; }
  /** Any JSON value: text, number, boolean, null, list or object. Comes through as the vendor sent it, keys and spelling included; numbers above 2^53 lose digits, as in all JavaScript. */
  JSON: { input: unknown; output: unknown; }
  /** A day of the calendar, `YYYY-MM-DD`, without time or zone: `2026-11-22`. Days that do not exist (`2026-02-30`) are refused. Ranges of days include their start and exclude their end; a day is a UTC day, except where a vendor counts days of its own (HeadHunter's statistics). */
  LocalDate: { input: string; output: string; }
};

/** What a vendor can be asked to do. Follows from its adapter; nothing is discovered by failing. Asking for what is not listed gives UNSUPPORTED (reads) or the userError UNSUPPORTED_BY_VENDOR (changes). Abilities for changes bear the mutation's name. */
export type Ability =
  | 'CLOSE_JOB'
  | 'CLOSE_OPENING'
  | 'CLOSE_VACANCY'
  | 'CREATE_OPENINGS'
  | 'DELETE_OPENINGS'
  | 'DELETE_VACANCY'
  /** Knows versions of jobs over time: `jobTimeline`, `Job.versions`, `Job.timeline`. */
  | 'JOB_TIMELINE'
  /** Takes part in `jobs`. */
  | 'LIST_JOBS'
  /** Takes part in `vacancies`. */
  | 'LIST_VACANCIES'
  /** Extend the publication; paid for like a new one. */
  | 'PROLONGATE_VACANCY'
  | 'PUBLISH_VACANCY'
  /** One job by its id: `job`, `node`. */
  | 'READ_JOBS'
  /** Openings of a job: `opening`, `Job.openings`. */
  | 'READ_OPENINGS'
  /** One vacancy by its id: `vacancy`, `node`. */
  | 'READ_VACANCIES'
  /** Hand a vacancy to another manager. */
  | 'REASSIGN_VACANCY'
  | 'REOPEN_JOB'
  | 'REOPEN_OPENING'
  /** Take a vacancy back out of the board's bin. */
  | 'RESTORE_VACANCY'
  | 'UPDATE_OPENING'
  | 'UPDATE_VACANCY'
  /** A better kind of publication for a live vacancy; costs money. */
  | 'UPGRADE_VACANCY'
  /** Views and responses day by day: `vacancyStats`, `Vacancy.stats`. */
  | 'VACANCY_STATS';

/** Whether requests are let through to a vendor. A run of failures opens the circuit, so that a vendor that is down fails fast. */
export type CircuitState =
  /** All is well: requests go through. */
  | 'CLOSED'
  /** A single request is let through to see whether the vendor is back. */
  | 'HALF_OPEN'
  /** Too many failures: requests fail at once with UNAVAILABLE. */
  | 'OPEN';

/** Close an opening without a hire. Closing the last open one closes the job: look at `job` in the answer. */
export type CloseOpeningInput = {
  /** Why, by the id of a CloseReason of the same vendor. */
  closeReasonId?: InputMaybe<Scalars['ID']['input']>;
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Why an opening was closed: an entry of the company's own list. */
export type CloseReason = {
  /** The vendor's own id, for CloseOpeningInput.closeReasonId; not a global id. */
  id: Scalars['ID']['output'];
  /** What people call it, e.g. Hire - New Headcount. */
  name: Scalars['String']['output'];
};

/** Create openings of a job, all or none. */
export type CreateOpeningsInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the job. */
  jobId: Scalars['ID']['input'];
  /** The openings to create, one entry a seat: 1 to 100. */
  openings: Array<NewOpeningInput>;
};

/** What became of the openings to create. */
export type CreateOpeningsPayload = {
  /** Their job as it is now. */
  job?: Maybe<Job>;
  /** The openings that were created, in the order asked. */
  openings: Array<Opening>;
  /** The receipt: what became of the change, and the handle to wait on. Null on a dry run. */
  operation?: Maybe<Operation>;
  /** Why the change was not made; empty where it was, or is under way. */
  userErrors: Array<UserError>;
};

/** A field the company added to its records at the vendor, with its value. */
export type CustomField = {
  /** The vendor's immutable key; the same that CustomFieldInput.key takes. */
  key: Scalars['String']['output'];
  /** The label people see; may be changed at the vendor at any time. */
  name: Scalars['String']['output'];
  /** The vendor's type, e.g. single_select, currency, number_range. */
  type: Scalars['String']['output'];
  /** The value as the vendor holds it; its shape follows type: text, number, boolean, list of option names (multi_select), `{min_value, max_value}` (number_range, currency_range with unit), `{value, unit}` and the like. Null where it is not set. */
  value?: Maybe<Scalars['JSON']['output']>;
};

/** A value for one of the company's own fields. Exactly one of id and key names the field; then value, or min and max for a range, or delete. */
export type CustomFieldInput = {
  /** Take the value away. Only when editing, and never together with a new value. */
  delete?: InputMaybe<Scalars['Boolean']['input']>;
  /** The vendor's id of the field. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The field's immutable key, as in CustomField.key. */
  key?: InputMaybe<Scalars['String']['input']>;
  /** Upper bound, for number_range and currency_range. */
  max?: InputMaybe<Scalars['Float']['input']>;
  /** Lower bound, for number_range and currency_range. */
  min?: InputMaybe<Scalars['Float']['input']>;
  /** Currency of the amount, ISO 4217, for currency and currency_range. */
  unit?: InputMaybe<Scalars['String']['input']>;
  /** The value, for all but ranges: text, number or boolean; an option by its id, or by its name for a single choice; several by a list of ids. */
  value?: InputMaybe<Scalars['JSON']['input']>;
};

/** Delete openings for good. Some may go and others stay: see deletedIds and failedIds in the answer. */
export type DeleteOpeningsInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of the openings, 1 to 1000. */
  ids: Array<Scalars['ID']['input']>;
};

/** What became of the openings to delete. */
export type DeleteOpeningsPayload = {
  /** Global ids of those that are gone. */
  deletedIds: Array<Scalars['ID']['output']>;
  /** Global ids of those that the vendor still holds; userErrors say why. */
  failedIds: Array<Scalars['ID']['output']>;
  /** The receipt: what became of the change, and the handle to wait on. Null on a dry run. */
  operation?: Maybe<Operation>;
  /** Why the change was not made; empty where it was, or is under way. */
  userErrors: Array<UserError>;
};

/** A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR). */
export type Job = Node & VendorRecord & {
  can: JobActions;
  /** When it was closed; null while it is open. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The code people use for it: Greenhouse requisition_id, Feishu code. Records of several vendors that share a code belong together; see the query requisition. */
  code?: Maybe<Scalars['String']['output']>;
  /** When it was created at the vendor. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The company's own fields; empty where there are none. */
  customFields: Array<CustomField>;
  /** Names of the departments it belongs to; empty where the vendor names none. */
  departments: Array<Scalars['String']['output']>;
  /** What the vendor holds to describe it, by language as `name`. May be HTML. */
  description?: Maybe<Scalars['String']['output']>;
  /** When the vendor closes it by itself; null where it never does or has no such notion. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: `headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, `feishu-corehr:job-version:7094136522860922111.7238516215202170412`. Vendors: greenhouse, feishu-hire, feishu-corehr, headhunter, linkedin; kinds: job, opening, vacancy, job-version, operation. Clients treat it as opaque. */
  id: Scalars['ID']['output'];
  /** Names of the places of work; empty where the vendor names none. */
  locations: Array<Scalars['String']['output']>;
  /** The name in the language asked for (BCP 47); falls back to the same language, then to the first name there is. Without lang, Accept-Language decides. */
  name: Scalars['String']['output'];
  /** Its name in every language the vendor holds, in the vendor's order. */
  names: Array<LocalizedText>;
  /** When recruiting for it began, or began again. */
  openedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its openings, by id. In lists of jobs they come with the jobs, without a request for each; empty where the vendor has no openings. */
  openings: OpeningConnection;
  /** Where it stands. */
  status: JobStatus;
  /** Everything of this job that was in force, open or published at some time in [start, end). */
  timeline: JobTimeline;
  /** When it was last changed at the vendor. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor that holds it. */
  vendor: Vendor;
  /** The vendor's answer, untouched, for what the graph does not model. Needs the scope `vendor-data:read`. */
  vendorData?: Maybe<Scalars['JSON']['output']>;
  /** The vendor's own id, as the vendor spells it. */
  vendorId: Scalars['String']['output'];
  /** The vendor's own word for the status. */
  vendorStatus?: Maybe<Scalars['String']['output']>;
  /** Versions in force at some time in [start, end), ordered by effective date. Empty where the vendor keeps no versions. */
  versions: Array<JobVersion>;
};


/** A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR). */
export type JobDescriptionArgs = {
  lang?: InputMaybe<Scalars['String']['input']>;
};


/** A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR). */
export type JobNameArgs = {
  lang?: InputMaybe<Scalars['String']['input']>;
};


/** A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR). */
export type JobOpeningsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<OpeningStatus>;
};


/** A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR). */
export type JobTimelineArgs = {
  end: Scalars['LocalDate']['input'];
  start: Scalars['LocalDate']['input'];
};


/** A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR). */
export type JobVersionsArgs = {
  end: Scalars['LocalDate']['input'];
  start: Scalars['LocalDate']['input'];
};

/** What may be done with a job now, and if not, why: decided from the record's own state before anything is sent. */
export type JobActions = {
  /** Whether closeJob would be sent. */
  close: Permission;
  /** Whether reopenJob would be sent. */
  reopen: Permission;
};

/** A page of jobs, of one vendor or of several together. */
export type JobConnection = {
  /** The jobs with their cursors. */
  edges: Array<JobEdge>;
  /** The jobs alone, in the order of the edges. */
  nodes: Array<Job>;
  /** Whether and how to page on. */
  pageInfo: PageInfo;
  /** How each vendor that was asked answered. A vendor that is down costs its own records, never the others'. */
  sources: Array<SourceReport>;
};

/** A job in a list. */
export type JobEdge = {
  /** Goes into `after` to page on from here. Opaque. */
  cursor: Scalars['String']['output'];
  /** The job. */
  node: Job;
};

/** Where a job stands, whatever the vendor calls it. */
export type JobStatus =
  /** No longer recruited for; a job profile: retired. */
  | 'CLOSED'
  /** Written, not yet approved or opened. */
  | 'DRAFT'
  /** Being recruited for; a job profile (Feishu CoreHR): in use. */
  | 'OPEN'
  /** The vendor said something this version does not know; see vendorStatus. */
  | 'UNKNOWN';

/** Everything that was in force, open or published at some time in [start, end) for one job. */
export type JobTimeline = {
  /** First day after the range, as asked. */
  end: Scalars['LocalDate']['output'];
  /** The job. NOT_FOUND where the vendor does not hold it. */
  job: Job;
  /** Openings that were open at some time in the range. */
  openings: Array<Opening>;
  /** First day of the range, as asked. */
  start: Scalars['LocalDate']['output'];
  /** Versions in force at some time in the range, ordered by effective date. */
  versions: Array<JobVersion>;
};

/** What a job was, from one day to another. */
export type JobVersion = Node & VendorRecord & {
  /** Whether the job could be used in that time; null where the vendor does not say. */
  active?: Maybe<Scalars['Boolean']['output']>;
  /** The job's code in that time. */
  code?: Maybe<Scalars['String']['output']>;
  /** The description in the language asked for, with the same fallbacks as Job.name. */
  description?: Maybe<Scalars['String']['output']>;
  /** Its description in every language the vendor holds; empty where there is none. */
  descriptions: Array<LocalizedText>;
  /** First day in force. */
  effectiveDate: Scalars['LocalDate']['output'];
  /** First day no longer in force; null where it is open-ended (the vendor writes 9999-12-31). */
  expirationDate?: Maybe<Scalars['LocalDate']['output']>;
  /** Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: `headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, `feishu-corehr:job-version:7094136522860922111.7238516215202170412`. Vendors: greenhouse, feishu-hire, feishu-corehr, headhunter, linkedin; kinds: job, opening, vacancy, job-version, operation. Clients treat it as opaque. */
  id: Scalars['ID']['output'];
  /** The job as it is now. */
  job: Job;
  /** The job families (序列) it belongs to: the vendor's own ids. */
  jobFamilyIds: Array<Scalars['ID']['output']>;
  /** The job levels (职级) it spans: the vendor's own ids. Empty also where the vendor withholds levels from this credential. */
  jobLevelIds: Array<Scalars['ID']['output']>;
  /** The name in the language asked for, with the same fallbacks as Job.name. */
  name?: Maybe<Scalars['String']['output']>;
  /** Its name in every language the vendor holds. */
  names: Array<LocalizedText>;
  /** The career pathway (通道): the vendor's own id. */
  pathwayId?: Maybe<Scalars['ID']['output']>;
  /** The title (头衔) in the language asked for, with the same fallbacks as Job.name. */
  title?: Maybe<Scalars['String']['output']>;
  /** Its job title in every language the vendor holds; empty where there is none. */
  titles: Array<LocalizedText>;
  /** The vendor that holds it. */
  vendor: Vendor;
  /** The vendor's answer, untouched, for what the graph does not model. Needs the scope `vendor-data:read`. */
  vendorData?: Maybe<Scalars['JSON']['output']>;
  /** The vendor's own id, as the vendor spells it. */
  vendorId: Scalars['String']['output'];
  /** The kind of working hours (工时制度): the vendor's own id. */
  workingHoursTypeId?: Maybe<Scalars['ID']['output']>;
};


/** What a job was, from one day to another. */
export type JobVersionDescriptionArgs = {
  lang?: InputMaybe<Scalars['String']['input']>;
};


/** What a job was, from one day to another. */
export type JobVersionNameArgs = {
  lang?: InputMaybe<Scalars['String']['input']>;
};


/** What a job was, from one day to another. */
export type JobVersionTitleArgs = {
  lang?: InputMaybe<Scalars['String']['input']>;
};

/** A text in one language. */
export type LocalizedText = {
  /** BCP 47, e.g. zh-CN, en-US. */
  lang: Scalars['String']['output'];
  /** The text. */
  value: Scalars['String']['output'];
};

export type Mutation = {
  /** Close an opening without a hire. Closing the last open one closes the job. */
  closeOpening: OpeningPayload;
  /** Create openings of a job, all or none. Greenhouse allows 100 open ones. */
  createOpenings: CreateOpeningsPayload;
  /** Delete closed, unfilled openings for good. Some may go and others stay: see deletedIds and failedIds. */
  deleteOpenings: DeleteOpeningsPayload;
  /** Open a closed opening again; a closed job opens with it. */
  reopenOpening: OpeningPayload;
  /** Change an opening's text or custom fields. Only what is given changes. */
  updateOpening: OpeningPayload;
};


export type MutationCloseOpeningArgs = {
  input: CloseOpeningInput;
};


export type MutationCreateOpeningsArgs = {
  input: CreateOpeningsInput;
};


export type MutationDeleteOpeningsArgs = {
  input: DeleteOpeningsInput;
};


export type MutationReopenOpeningArgs = {
  input: ReopenOpeningInput;
};


export type MutationUpdateOpeningArgs = {
  input: UpdateOpeningInput;
};

/** One seat to create. */
export type NewOpeningInput = {
  /** Values of the company's own fields; all that the vendor requires must be there. */
  customFields?: InputMaybe<Array<CustomFieldInput>>;
  /** Free text for people to know it by; may repeat, may be empty. */
  openingId?: InputMaybe<Scalars['String']['input']>;
};

/** Anything that has a global id and can be asked for by it: `node`, `nodes`. */
export type Node = {
  /** Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: `headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, `feishu-corehr:job-version:7094136522860922111.7238516215202170412`. Vendors: greenhouse, feishu-hire, feishu-corehr, headhunter, linkedin; kinds: job, opening, vacancy, job-version, operation. Clients treat it as opaque. */
  id: Scalars['ID']['output'];
};

/** One seat to be filled. */
export type Opening = Node & VendorRecord & {
  /** The application that filled it: the vendor's own id. Null where no hire filled it. */
  applicationId?: Maybe<Scalars['String']['output']>;
  can: OpeningActions;
  /** Why it was closed; null while it is open, or where nobody said. In lists of jobs this may cost one request for each job with closed openings. */
  closeReason?: Maybe<CloseReason>;
  /** When it was closed; null while it is open. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The company's own fields. In lists of jobs this may cost one request for each job with openings. */
  customFields: Array<CustomField>;
  /** Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: `headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, `feishu-corehr:job-version:7094136522860922111.7238516215202170412`. Vendors: greenhouse, feishu-hire, feishu-corehr, headhunter, linkedin; kinds: job, opening, vacancy, job-version, operation. Clients treat it as opaque. */
  id: Scalars['ID']['output'];
  /** The job it belongs to. */
  job: Job;
  /** When it was opened. */
  openedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The free text that people gave it; not an id, may repeat, may be empty. */
  openingId?: Maybe<Scalars['String']['output']>;
  /** Whether it is still to be filled. */
  status: OpeningStatus;
  /** The vendor that holds it. */
  vendor: Vendor;
  /** The vendor's answer, untouched, for what the graph does not model. Needs the scope `vendor-data:read`. */
  vendorData?: Maybe<Scalars['JSON']['output']>;
  /** The vendor's own id, as the vendor spells it. */
  vendorId: Scalars['String']['output'];
};

/** What may be done with an opening now, and if not, why: decided from the record's own state before anything is sent. */
export type OpeningActions = {
  /** Whether closeOpening would be sent. Closing the last open opening closes the job. */
  close: Permission;
  /** Whether deleteOpenings would be sent for it. */
  delete: Permission;
  /** Whether reopenOpening would be sent. */
  reopen: Permission;
};

/** A page of a job's openings. */
export type OpeningConnection = {
  /** The openings with their cursors. */
  edges: Array<OpeningEdge>;
  /** The openings alone, in the order of the edges. */
  nodes: Array<Opening>;
  /** Whether and how to page on. */
  pageInfo: PageInfo;
  /** How the vendor that was asked answered. */
  sources: Array<SourceReport>;
};

/** An opening in a list. */
export type OpeningEdge = {
  /** Goes into `after` to page on from here. Opaque. */
  cursor: Scalars['String']['output'];
  /** The opening. */
  node: Opening;
};

/** What became of a change of an opening. */
export type OpeningPayload = {
  /** Its job as it is now. Closing the last open opening closes the job: look here. */
  job?: Maybe<Job>;
  /** The opening as it is now. */
  opening?: Maybe<Opening>;
  /** The receipt: what became of the change, and the handle to wait on. Null on a dry run. */
  operation?: Maybe<Operation>;
  /** Why the change was not made; empty where it was, or is under way. */
  userErrors: Array<UserError>;
};

/** Whether a seat is still to be filled. */
export type OpeningStatus =
  /** Filled or given up; see applicationId and closeReason. */
  | 'CLOSED'
  /** Still to be filled. */
  | 'OPEN';

/** A change that was asked for: at once receipt, audit entry and handle to wait on. */
export type Operation = Node & {
  /** Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: `headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, `feishu-corehr:job-version:7094136522860922111.7238516215202170412`. Vendors: greenhouse, feishu-hire, feishu-corehr, headhunter, linkedin; kinds: job, opening, vacancy, job-version, operation. Clients treat it as opaque. */
  id: Scalars['ID']['output'];
  /** The key it was asked with; null where there was none. */
  idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** The mutation's name, e.g. prolongateVacancy. */
  kind: Scalars['String']['output'];
  /** What became of it, as far as it is known now. */
  outcome: OperationOutcome;
  /** This answer repeats an earlier one with the same idempotency key; nothing was sent. */
  replayed: Scalars['Boolean']['output'];
  /** When it was asked for. */
  requestedAt: Scalars['DateTime']['output'];
  /** Who asked: the subject of the token, or `anonymous` where no sign-in is set up. */
  requestedBy: Scalars['String']['output'];
  /** When the outcome became final; null while it is PENDING or UNCERTAIN. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it is about, by its global id; null for what is only being created. */
  targetId?: Maybe<Scalars['ID']['output']>;
  /** Why it was not made; empty where it was, or is still pending. */
  userErrors: Array<UserError>;
  /** The vendor that was, or would have been, asked. */
  vendor: Vendor;
  /** The vendor's id of the request that was sent, to quote to the vendor's support. */
  vendorRequestId?: Maybe<Scalars['String']['output']>;
  /** The vendor's handle, where it works asynchronously (LinkedIn: the task). */
  vendorTaskId?: Maybe<Scalars['String']['output']>;
};

/** A page of the audit log, newest first. */
export type OperationConnection = {
  /** The operations with their cursors. */
  edges: Array<OperationEdge>;
  /** The operations alone, in the order of the edges. */
  nodes: Array<Operation>;
  /** Whether and how to page on. */
  pageInfo: PageInfo;
};

/** An operation in the audit log. */
export type OperationEdge = {
  /** Goes into `after` to page on from here. Opaque. */
  cursor: Scalars['String']['output'];
  /** The operation. */
  node: Operation;
};

/** What became of a change. PENDING and UNCERTAIN settle later into APPLIED or NOT_APPLIED: ask for the operation again. */
export type OperationOutcome =
  /** The vendor holds the change now. */
  | 'APPLIED'
  /** The vendor does not hold the change; userErrors say why. */
  | 'NOT_APPLIED'
  /** Accepted; the vendor decides later. */
  | 'PENDING'
  /** Sent, and no one can say yet whether it took. Not sent again by itself; being looked into. */
  | 'UNCERTAIN';

/** Where a page lies in its list. To page on, ask again with the same arguments and `after: endCursor` while hasNextPage is true. */
export type PageInfo = {
  /** Cursor of the last record of the page; null where the page is empty. Opaque. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follows this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether anything comes before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first record of the page; null where the page is empty. Opaque. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** Whether something may be done now, and if not, why: decided from the record's own state before anything is sent. The vendor may still refuse. */
export type Permission = {
  /** Whether a button for it should work. */
  allowed: Scalars['Boolean']['output'];
  /** Why not, to branch on: what the mutation would answer. Null where it is allowed. */
  code?: Maybe<UserErrorCode>;
  /** Why not, for people; null where it is allowed. */
  reason?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  /** The reasons that closeOpening takes, as the company keeps them at the vendor. */
  closeReasons: Array<CloseReason>;
  /** One job; null where the vendor does not hold it. An error with the vendor's code where it cannot be asked. */
  job?: Maybe<Job>;
  /** What was in force between start (included) and end (excluded), job by job; a day is a UTC day. A start after the end is BAD_USER_INPUT; an equal one holds nothing. Without jobIds: the first jobs of all vendors, at most `first`. */
  jobTimeline: Array<JobTimeline>;
  /** Jobs of all vendors that list jobs, or of those named. The vendors take turns: the first record of each, then the second of each. A vendor that is down costs its own records; see sources. */
  jobs: JobConnection;
  /** Anything with a global id; null where its vendor does not hold it. */
  node?: Maybe<Node>;
  /** Many at once, in the order asked; null, with an error where there is one, in the place of what cannot be had. */
  nodes: Array<Maybe<Node>>;
  /** One opening; null where the vendor does not hold it. */
  opening?: Maybe<Opening>;
  /** One operation. One that is open is looked up first, every two seconds at most. Those of others need the scope `audit`. */
  operation?: Maybe<Operation>;
  /** The audit log, newest first: one's own operations, or everyone's with the scope `audit`. */
  operations: OperationConnection;
  /** How each vendor is configured and how it is doing, as this server sees it. Asks no vendor. */
  vendors: Array<VendorStatus>;
};


export type QueryCloseReasonsArgs = {
  vendor?: InputMaybe<Vendor>;
};


export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryJobTimelineArgs = {
  end: Scalars['LocalDate']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  jobIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  start: Scalars['LocalDate']['input'];
};


export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<JobStatus>;
  vendors?: InputMaybe<Array<Vendor>>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryOpeningArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOperationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  outcome?: InputMaybe<OperationOutcome>;
  targetId?: InputMaybe<Scalars['ID']['input']>;
};

/** Open a closed opening again. */
export type ReopenOpeningInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** One limit on requests that a vendor enforces and the server keeps to. */
export type RequestBudget = {
  /** Requests the vendor allows within one window. */
  limit: Scalars['Int']['output'];
  /** What is counted: an endpoint, a credential, a day. */
  name: Scalars['String']['output'];
  /** Requests waiting for their turn. */
  queued: Scalars['Int']['output'];
  /** What is left in the present window, as far as we know. */
  remaining: Scalars['Int']['output'];
  /** When the present window ends; null while nothing of it is used. */
  resetsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Length of the window in milliseconds. */
  windowMs: Scalars['Int']['output'];
};

/** A failure of a vendor, as far as a caller can act on it. */
export type SourceFailure = {
  /** When it failed. */
  at: Scalars['DateTime']['output'];
  /** What can be done about it. The same closed list as `extensions.code` of an error. */
  code: VendorErrorCode;
  /** What went wrong, for people. Its wording may change: branch on code. */
  message: Scalars['String']['output'];
  /** Milliseconds to wait before asking again; null where the vendor does not say. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same question may succeed later without anything being changed. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that failed. */
  vendor: Vendor;
  /** The vendor's own error code, as the vendor spells it. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the failed request (Feishu: log id), to quote to the vendor's support. */
  vendorRequestId?: Maybe<Scalars['String']['output']>;
};

/** How one vendor that was asked answered. */
export type SourceReport = {
  /** Why it did not answer now; null where state is FRESH. */
  failure?: Maybe<SourceFailure>;
  /** When its records were read from it; null where there are none. */
  fetchedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether its records in this answer are fresh, stale or missing. */
  state: SourceState;
  /** The vendor that was asked. */
  vendor: Vendor;
};

/** How a vendor answered the question at hand. */
export type SourceState =
  /** No answer; its records are missing from the list. See failure. */
  | 'FAILED'
  /** Answered now, or from a cache that is still valid. */
  | 'FRESH'
  /** Answered from what was read before, because the vendor did not answer now. */
  | 'STALE';

/** Change an opening. Only what is given changes. */
export type UpdateOpeningInput = {
  /** The company's own fields to change; others stay as they are. */
  customFields?: InputMaybe<Array<CustomFieldInput>>;
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The free text people know it by; empty to take it away. */
  openingId?: InputMaybe<Scalars['String']['input']>;
};

/** Why a change was not made. Expected, and for people to act on; failures of transport are GraphQL errors. */
export type UserError = {
  /** The reason, to branch on. */
  code: UserErrorCode;
  /** Path of the input field at fault, e.g. `["openings", "0", "customFields"]`; null where it is no single field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** The reason and what to do about it, for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the same change may be taken later without anything in it being changed. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor's own code, as the vendor spells it; null where the vendor was not asked. */
  vendorCode?: Maybe<Scalars['String']['output']>;
};

/** Why a change was not made, or cannot be. */
export type UserErrorCode =
  /** It is closed already; nothing was sent. */
  | 'ALREADY_CLOSED'
  /** It is open already; nothing was sent. */
  | 'ALREADY_OPEN'
  /** The record is already in the state asked for, or in one that excludes it. */
  | 'CONFLICT'
  /** The vendor's settings forbid it (Feishu: 通过 API 同步职位 is off). An administrator switches it on at the vendor. */
  | 'DISABLED_AT_VENDOR'
  /** The vendor holds a similar record. See HeadHunterVacancyInput.ignoreDuplicates. */
  | 'DUPLICATE'
  /** The vendor does not let these credentials, or the manager, do that. */
  | 'FORBIDDEN'
  /** The key came with another mutation or another input before. Take a new key. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** A value is missing or not as the vendor wants it; see field. */
  | 'INVALID_INPUT'
  /** More records than the vendor allows (Greenhouse: 100 open openings). */
  | 'LIMIT_REACHED'
  /** Publications, slots or budget are used up. */
  | 'NOT_ENOUGH_CREDIT'
  /** The record, or one the input refers to, is not at the vendor or not shown to these credentials. */
  | 'NOT_FOUND'
  /** The manager's or department's own share is used up, although the company has some left. */
  | 'QUOTA_EXCEEDED'
  /** The vendor said no for a reason of its own; see message and vendorCode. */
  | 'REJECTED_BY_VENDOR'
  /** The vendor allows it later (HeadHunter: too soon after the last prolongation). */
  | 'TOO_EARLY'
  /** Sent, and no one can say yet whether it took. Do not send it again: watch the operation. */
  | 'UNCERTAIN'
  /** This vendor cannot do that; see VendorStatus.abilities. */
  | 'UNSUPPORTED_BY_VENDOR';

/** The system that holds a record. */
export type Vendor =
  /** Feishu (Lark) CoreHR: job profiles (职务) and their versions over time. */
  | 'FEISHU_COREHR'
  /** Feishu (Lark) Hire: recruiting jobs (职位), which can be closed and reopened. */
  | 'FEISHU_HIRE'
  /** Greenhouse Harvest: jobs and their openings. */
  | 'GREENHOUSE'
  /** HeadHunter (hh.ru): vacancies on the board, their prolongation and statistics. */
  | 'HEADHUNTER'
  /** LinkedIn Talent job postings. Works asynchronously and cannot be listed: known is what went through this server. */
  | 'LINKEDIN';

/** What a caller can do about a vendor's failure. Also `extensions.code` of the errors that resolvers raise; what is wrong with the caller's own request or token is BAD_USER_INPUT, UNAUTHENTICATED or FORBIDDEN. */
export type VendorErrorCode =
  /** The vendor does not let these credentials do that. A right must be granted at the vendor. */
  | 'ACCESS_DENIED'
  /** The answer could not be understood. For whoever runs the server; quote vendorRequestId to the vendor. */
  | 'BAD_RESPONSE'
  /** The vendor does not take the server's credentials. For whoever runs the server; asking again does not help. */
  | 'CREDENTIALS_REJECTED'
  /** The vendor does not have it, or does not show it to these credentials. */
  | 'NOT_FOUND'
  /** The vendor's request budget is used up. Ask again after retryAfterMs. */
  | 'RATE_LIMITED'
  /** The vendor understood and said no; the message says why. Change the question. */
  | 'REJECTED'
  /** No answer in time. Reads may be asked again. */
  | 'TIMEOUT'
  /** The vendor cannot be reached, fails, or its circuit is open. Ask again later. */
  | 'UNAVAILABLE'
  /** This vendor cannot do that; see VendorStatus.abilities. */
  | 'UNSUPPORTED';

/** Against what a vendor's adapter runs. */
export type VendorMode =
  /** Real credentials, the real vendor. */
  | 'LIVE'
  /** Not configured; it is asked nothing and has no records. */
  | 'OFF'
  /** The bundled stand-in for that vendor, on loopback, with sample data. */
  | 'SANDBOX';

/** A record that lives at a vendor. */
export type VendorRecord = {
  /** Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: `headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, `feishu-corehr:job-version:7094136522860922111.7238516215202170412`. Vendors: greenhouse, feishu-hire, feishu-corehr, headhunter, linkedin; kinds: job, opening, vacancy, job-version, operation. Clients treat it as opaque. */
  id: Scalars['ID']['output'];
  /** The vendor that holds it. */
  vendor: Vendor;
  /** The vendor's answer, untouched, for what the graph does not model. Needs the scope `vendor-data:read`. */
  vendorData?: Maybe<Scalars['JSON']['output']>;
  /** The vendor's own id, as the vendor spells it. */
  vendorId: Scalars['String']['output'];
};

/** How a vendor is configured and how it is doing, seen from this server. */
export type VendorStatus = {
  /** What it can be asked to do. Hide what is not listed. */
  abilities: Array<Ability>;
  /** One entry for each request budget the vendor enforces (an endpoint, a credential, a day). */
  budgets: Array<RequestBudget>;
  /** Whether requests are let through to it at present. */
  circuit: CircuitState;
  /** Its last failure since the server started; null before the first. */
  lastFailure?: Maybe<SourceFailure>;
  /** Its last good answer since the server started; null before the first. */
  lastSuccessAt?: Maybe<Scalars['DateTime']['output']>;
  /** Against what its adapter runs. */
  mode: VendorMode;
  /** Which vendor. */
  vendor: Vendor;
};

export type VendorsQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsQuery = { vendors: Array<{ vendor: Vendor, mode: VendorMode, abilities: Array<Ability>, circuit: CircuitState, lastSuccessAt?: string | null, budgets: Array<{ name: string, limit: number, remaining: number, windowMs: number, resetsAt?: string | null, queued: number }>, lastFailure?: { code: VendorErrorCode, message: string } | null }> };

export type OperationQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type OperationQuery = { operation?: { id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null, vendorCode?: string | null, retryable: boolean }> } | null };

export type OperationsQueryVariables = Exact<{
  targetId?: InputMaybe<Scalars['ID']['input']>;
  outcome?: InputMaybe<OperationOutcome>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type OperationsQuery = { operations: { nodes: Array<{ id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } };

export type NodesQueryVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type NodesQuery = { nodes: Array<
    | { __typename: 'Job', id: string }
    | { __typename: 'JobVersion', id: string }
    | { __typename: 'Opening', id: string }
    | { __typename: 'Operation', id: string }
   | null> };

export type JobsWithOpeningsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<JobStatus>;
  openingStatus?: InputMaybe<OpeningStatus>;
}>;


export type JobsWithOpeningsQuery = { jobs: { nodes: Array<{ id: string, vendorId: string, code?: string | null, name: string, status: JobStatus, openings: { nodes: Array<{ id: string, openingId?: string | null, status: OpeningStatus }> } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null }, sources: Array<{ vendor: Vendor, state: SourceState, failure?: { code: VendorErrorCode, retryAfterMs?: number | null } | null }> } };

export type JobsWithCloseReasonsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
}>;


export type JobsWithCloseReasonsQuery = { jobs: { nodes: Array<{ id: string, openings: { nodes: Array<{ id: string, status: OpeningStatus, closeReason?: { id: string, name: string } | null }> } }> } };

export type OneJobQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type OneJobQuery = { job?: { id: string, name: string, description?: string | null, code?: string | null, status: JobStatus, vendorStatus?: string | null, departments: Array<string>, locations: Array<string>, createdAt?: string | null, openedAt?: string | null, closedAt?: string | null, names: Array<{ lang: string, value: string }>, customFields: Array<{ key: string, name: string, type: string, value?: unknown | null }>, can: { reopen: { allowed: boolean, code?: UserErrorCode | null }, close: { allowed: boolean, code?: UserErrorCode | null } }, openings: { nodes: Array<{ id: string, vendorId: string, openingId?: string | null, status: OpeningStatus, openedAt?: string | null, closedAt?: string | null, applicationId?: string | null }> } } | null };

export type OneOpeningQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type OneOpeningQuery = { opening?: { id: string, vendorId: string, openingId?: string | null, status: OpeningStatus, openedAt?: string | null, closedAt?: string | null, applicationId?: string | null, job: { id: string, status: JobStatus }, closeReason?: { id: string, name: string } | null, customFields: Array<{ key: string, name: string, type: string, value?: unknown | null }>, can: { close: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null }, reopen: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null }, delete: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null } } } | null };

export type CloseReasonsQueryVariables = Exact<{ [key: string]: never; }>;


export type CloseReasonsQuery = { closeReasons: Array<{ id: string, name: string }> };

export type OpeningPartsFragment = { id: string, vendorId: string, openingId?: string | null, status: OpeningStatus, openedAt?: string | null, closedAt?: string | null, applicationId?: string | null, closeReason?: { id: string, name: string } | null, customFields: Array<{ key: string, name: string, type: string, value?: unknown | null }>, can: { close: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null }, reopen: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null }, delete: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null } } };

export type OperationPartsFragment = { id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null };

export type UserErrorPartsFragment = { code: UserErrorCode, message: string, field?: Array<string> | null, vendorCode?: string | null, retryable: boolean };

export type CreateOpeningsMutationVariables = Exact<{
  input: CreateOpeningsInput;
}>;


export type CreateOpeningsMutation = { createOpenings: { openings: Array<{ id: string, openingId?: string | null, status: OpeningStatus }>, job?: { id: string, status: JobStatus } | null, operation?: { id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null, vendorCode?: string | null, retryable: boolean }> } };

export type UpdateOpeningMutationVariables = Exact<{
  input: UpdateOpeningInput;
}>;


export type UpdateOpeningMutation = { updateOpening: { opening?: { id: string, vendorId: string, openingId?: string | null, status: OpeningStatus, openedAt?: string | null, closedAt?: string | null, applicationId?: string | null, closeReason?: { id: string, name: string } | null, customFields: Array<{ key: string, name: string, type: string, value?: unknown | null }>, can: { close: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null }, reopen: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null }, delete: { allowed: boolean, code?: UserErrorCode | null, reason?: string | null } } } | null, operation?: { id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null, vendorCode?: string | null, retryable: boolean }> } };

export type CloseOpeningMutationVariables = Exact<{
  input: CloseOpeningInput;
}>;


export type CloseOpeningMutation = { closeOpening: { opening?: { id: string, status: OpeningStatus, closedAt?: string | null, closeReason?: { id: string, name: string } | null } | null, job?: { id: string, status: JobStatus } | null, operation?: { id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null, vendorCode?: string | null, retryable: boolean }> } };

export type ReopenOpeningMutationVariables = Exact<{
  input: ReopenOpeningInput;
}>;


export type ReopenOpeningMutation = { reopenOpening: { opening?: { id: string, status: OpeningStatus, closedAt?: string | null, closeReason?: { id: string } | null } | null, job?: { id: string, status: JobStatus } | null, operation?: { id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null, vendorCode?: string | null, retryable: boolean }> } };

export type DeleteOpeningsMutationVariables = Exact<{
  input: DeleteOpeningsInput;
}>;


export type DeleteOpeningsMutation = { deleteOpenings: { deletedIds: Array<string>, failedIds: Array<string>, operation?: { id: string, kind: string, vendor: Vendor, targetId?: string | null, outcome: OperationOutcome, requestedBy: string, settledAt?: string | null, idempotencyKey?: string | null, replayed: boolean, vendorTaskId?: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null, vendorCode?: string | null, retryable: boolean }> } };

export const OpeningPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OpeningParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Opening"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"can"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"close"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reopen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delete"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<OpeningPartsFragment, unknown>;
export const OperationPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}}]} as unknown as DocumentNode<OperationPartsFragment, unknown>;
export const UserErrorPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<UserErrorPartsFragment, unknown>;
export const VendorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"abilities"}},{"kind":"Field","name":{"kind":"Name","value":"circuit"}},{"kind":"Field","name":{"kind":"Name","value":"budgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"windowMs"}},{"kind":"Field","name":{"kind":"Name","value":"resetsAt"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<VendorsQuery, VendorsQueryVariables>;
export const OperationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Operation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperationParts"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<OperationQuery, OperationQueryVariables>;
export const OperationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Operations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"targetId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OperationOutcome"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"targetId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"targetId"}}},{"kind":"Argument","name":{"kind":"Name","value":"outcome"},"value":{"kind":"Variable","name":{"kind":"Name","value":"outcome"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperationParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}}]} as unknown as DocumentNode<OperationsQuery, OperationsQueryVariables>;
export const NodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Nodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<NodesQuery, NodesQueryVariables>;
export const JobsWithOpeningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobsWithOpenings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JobStatus"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"openingStatus"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OpeningStatus"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"vendors"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"GREENHOUSE"}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"openingStatus"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]}}]}}]} as unknown as DocumentNode<JobsWithOpeningsQuery, JobsWithOpeningsQueryVariables>;
export const JobsWithCloseReasonsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobsWithCloseReasons"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"vendors"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"GREENHOUSE"}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<JobsWithCloseReasonsQuery, JobsWithCloseReasonsQueryVariables>;
export const OneJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lang"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"vendorStatus"}},{"kind":"Field","name":{"kind":"Name","value":"departments"}},{"kind":"Field","name":{"kind":"Name","value":"locations"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"customFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"can"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"close"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OneJobQuery, OneJobQueryVariables>;
export const OneOpeningDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneOpening"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opening"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OpeningParts"}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OpeningParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Opening"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"can"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"close"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reopen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delete"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<OneOpeningQuery, OneOpeningQueryVariables>;
export const CloseReasonsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CloseReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeReasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CloseReasonsQuery, CloseReasonsQueryVariables>;
export const CreateOpeningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateOpenings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOpeningsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOpenings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperationParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<CreateOpeningsMutation, CreateOpeningsMutationVariables>;
export const UpdateOpeningDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateOpening"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateOpeningInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateOpening"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OpeningParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperationParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OpeningParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Opening"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"can"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"close"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reopen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delete"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<UpdateOpeningMutation, UpdateOpeningMutationVariables>;
export const CloseOpeningDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseOpening"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseOpeningInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeOpening"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperationParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<CloseOpeningMutation, CloseOpeningMutationVariables>;
export const ReopenOpeningDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReopenOpening"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenOpeningInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenOpening"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperationParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<ReopenOpeningMutation, ReopenOpeningMutationVariables>;
export const DeleteOpeningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteOpenings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOpeningsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteOpenings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedIds"}},{"kind":"Field","name":{"kind":"Name","value":"failedIds"}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OperationParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<DeleteOpeningsMutation, DeleteOpeningsMutationVariables>;