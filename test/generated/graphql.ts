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
  /** An absolute web address, `https://…` or `http://…`. Comes out as the vendor wrote it; on the way in other schemes are refused. */
  URL: { input: string; output: string; }
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

/** Close a job: no more recruiting for it. The vendor takes down what it published itself. */
export type CloseJobInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

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

/** Take several advertisements down, at one board or at several. */
export type CloseVacanciesInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of the vacancies, 1 to 1000; the answers come in the same order. */
  ids: Array<Scalars['ID']['input']>;
};

/** Take an advertisement down. name, description and linkedin: only for a LinkedIn posting that was not published through this server, since LinkedIn wants the whole posting again in order to close it. */
export type CloseVacancyInput = {
  /** Description of a LinkedIn posting that was not published through this server; HTML. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The rest of a LinkedIn posting that was not published through this server. */
  linkedin?: InputMaybe<LinkedInVacancyInput>;
  /** Title of a LinkedIn posting that was not published through this server. */
  name?: InputMaybe<Scalars['String']['input']>;
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
  /** The openings that were created, in the order asked, as they are now. Where the vendor could not be asked for them afterwards they are left out, and the error says so: what was done stands in `operation`. */
  openings: Array<Opening>;
  /** The receipt: what became of the change, and the handle to wait on. Null on a dry run. */
  operation?: Maybe<Operation>;
  /** Why the change, or a part of it, was not made, or why nobody can say yet; empty where all of it was made or is the vendor's to decide. */
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
  /** Why the change, or a part of it, was not made, or why nobody can say yet; empty where all of it was made or is the vendor's to decide. */
  userErrors: Array<UserError>;
};

/** Put a closed vacancy in the board's bin. */
export type DeleteVacancyInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The rest of a HeadHunter vacancy; dictionary values go by the board's own ids. Which fields are required: vacancyFieldRules. */
export type HeadHunterVacancyInput = {
  /** Fit for people with disabilities. */
  acceptHandicapped?: InputMaybe<Scalars['Boolean']['input']>;
  /** Candidates may respond with an incomplete résumé. */
  acceptIncompleteResumes?: InputMaybe<Scalars['Boolean']['input']>;
  /** Open to candidates from 14 years of age. */
  acceptKids?: InputMaybe<Scalars['Boolean']['input']>;
  /** Temporary work is possible. */
  acceptTemporary?: InputMaybe<Scalars['Boolean']['input']>;
  /** Place of work: one of the employer's addresses at the board. */
  addressId?: InputMaybe<Scalars['ID']['input']>;
  /** Candidates may write messages. */
  allowMessages?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where the work is: a city, not a region. Cannot be changed after publishing. */
  areaId?: InputMaybe<Scalars['ID']['input']>;
  /** What is paid for: free, standard, standard_plus, premium; see PublicationType.billingTypeId. Later by upgradeVacancy alone. */
  billingTypeId?: InputMaybe<Scalars['ID']['input']>;
  /** Branded template of the employer's; costs extra. */
  brandedTemplateId?: InputMaybe<Scalars['ID']['input']>;
  /** Whom candidates may turn to; replaced whole when editing. */
  contacts?: InputMaybe<VacancyContactsInput>;
  /** Employer's name to show; for vacancies of the type anonymous only. */
  customEmployerName?: InputMaybe<Scalars['String']['input']>;
  /** The employer's department in whose name it is published. */
  departmentId?: InputMaybe<Scalars['ID']['input']>;
  /** Driving licences asked for, e.g. B, CE. */
  driverLicenseTypeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Kind of employment, e.g. full, part. */
  employmentId?: InputMaybe<Scalars['ID']['input']>;
  /** Experience asked for, e.g. between1And3. */
  experienceId?: InputMaybe<Scalars['ID']['input']>;
  /** Publish although the board holds a similar one, and pay for it. Never set by itself: without it, the answer is the userError DUPLICATE. */
  ignoreDuplicates?: InputMaybe<Scalars['Boolean']['input']>;
  /** Key skills in words; replaced whole when editing. */
  keySkills?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who answers for it; the credential's own manager where left out. Later by reassignVacancy alone. */
  managerId?: InputMaybe<Scalars['ID']['input']>;
  /** Professional roles, which took the place of specializations; replaced whole when editing. */
  professionalRoleIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** A response needs a covering letter. */
  responseLetterRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** Tell the manager of new responses. */
  responseNotifications?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where candidates respond; for vacancies of the type direct only. */
  responseUrl?: InputMaybe<Scalars['URL']['input']>;
  /** Working schedule, e.g. fullDay, remote. */
  scheduleId?: InputMaybe<Scalars['ID']['input']>;
  /** Show the nearest metro station instead of the address. */
  showMetroOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Specializations, e.g. 17.324; replaced whole when editing. */
  specializationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** A test of the employer's for candidates. */
  testId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether candidates must take the test in order to respond. */
  testRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** Kind of vacancy: open, closed, anonymous, direct; see PublicationType.vacancyTypeIds. Cannot be changed after publishing. */
  typeId?: InputMaybe<Scalars['ID']['input']>;
  /** Working days, e.g. only_saturday_and_sunday. */
  workingDayIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Length of the working day, e.g. from_four_to_six_hours_in_a_day. */
  workingTimeIntervalIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Time of the working day, e.g. start_after_sixteen. */
  workingTimeModeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR). */
export type Job = Node & VendorRecord & {
  /** What may be done with it now, and if not, why. The changes check the same rules. */
  can: JobActions;
  /** When it was closed; null while it is open. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The code people use for it: Greenhouse requisition_id, Feishu code. Records of several vendors that share a code belong together; see the query requisition. */
  code?: Maybe<Scalars['String']['output']>;
  /** When it was created at the vendor. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The company's own fields. In lists of Feishu Hire this costs one request a job; elsewhere they come with the job. */
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
  /** Vacancies, at any vendor, that carry this job's code. */
  vacancies: Array<Vacancy>;
  /** The vendor that holds it. */
  vendor: Vendor;
  /** The vendor's answer, untouched, for what the graph does not model. Needs the scope `vendor-data:read`. */
  vendorData?: Maybe<Scalars['JSON']['output']>;
  /** The vendor's own id, as the vendor spells it. */
  vendorId: Scalars['String']['output'];
  /** The vendor's own word for the status. */
  vendorStatus?: Maybe<Scalars['String']['output']>;
  /** Versions in force at some time in [start, end), ordered by effective date. Empty where the vendor keeps no versions. Feishu CoreHR shows a change up to 2 s late. */
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

/** What became of a change of a job. */
export type JobPayload = {
  /** The job as it is now. */
  job?: Maybe<Job>;
  /** The receipt: what became of the change, and the handle to wait on. Null on a dry run. */
  operation?: Maybe<Operation>;
  /** Why the change, or a part of it, was not made, or why nobody can say yet; empty where all of it was made or is the vendor's to decide. */
  userErrors: Array<UserError>;
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
  /** The job; one that has ended as it last was. NOT_FOUND where the vendor holds neither it nor a version of it. */
  job: Job;
  /** Openings that were open at some time in the range. */
  openings: Array<Opening>;
  /** First day of the range, as asked. */
  start: Scalars['LocalDate']['output'];
  /** Vacancies with the job's code that were published at some time in the range. */
  vacancies: Array<Vacancy>;
  /** Versions in force at some time in the range, ordered by effective date. Feishu CoreHR shows a change up to 2 s late. */
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
  /** The job as it is now; one that has ended as it last was. */
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

/** Whether LinkedIn promotes a posting. */
export type LinkedInListingType =
  /** Not promoted, free. */
  | 'BASIC'
  /** Promoted: takes a slot of a contract; see contractId. */
  | 'PREMIUM';

/** The rest of a LinkedIn posting. What LinkedIn requires and is not given is a userError INVALID_INPUT. */
export type LinkedInVacancyInput = {
  /** Where candidates apply. LinkedIn requires it for a new posting. */
  applyUrl?: InputMaybe<Scalars['URL']['input']>;
  /** Job functions by LinkedIn's codes, e.g. eng, sale. */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Contract that pays for a PREMIUM posting, the number alone. */
  contractId?: InputMaybe<Scalars['ID']['input']>;
  /** FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP, TEMPORARY or VOLUNTEER. */
  employmentStatus?: InputMaybe<Scalars['String']['input']>;
  /** ENTRY_LEVEL, MID_SENIOR_LEVEL, DIRECTOR, EXECUTIVE, INTERNSHIP, ASSOCIATE or NOT_APPLICABLE. */
  experienceLevel?: InputMaybe<Scalars['String']['input']>;
  /** When LinkedIn takes it down; LinkedIn's own term where it is left out. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id the posting goes by; taken from code where it is left out. Never used for two postings. */
  externalJobPostingId?: InputMaybe<Scalars['String']['input']>;
  /** Industries, the numbers alone; the organization's own where it is left out. */
  industryIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** When it counts as posted, not ahead; the moment of sending where it is left out. */
  listedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whether it is promoted; LinkedIn takes BASIC where it is left out. */
  listingType?: InputMaybe<LinkedInListingType>;
  /** City, state and country in words, e.g. `Sunnyvale, CA, United States`; a bare country for remote work only. */
  location?: InputMaybe<Scalars['String']['input']>;
  /** Id of the organization the job is shown under, the number alone; the configured one where it is left out. */
  organizationId?: InputMaybe<Scalars['ID']['input']>;
  /** Where the work is done; LinkedIn takes ON_SITE where it is left out. */
  workplaceType?: InputMaybe<LinkedInWorkplaceType>;
};

/** Where the work is done. */
export type LinkedInWorkplaceType =
  /** Partly at the place of work. */
  | 'HYBRID'
  /** At the place of work. */
  | 'ON_SITE'
  /** From anywhere within the location. */
  | 'REMOTE';

/** A text in one language. */
export type LocalizedText = {
  /** BCP 47, e.g. zh-CN, en-US. */
  lang: Scalars['String']['output'];
  /** The text. */
  value: Scalars['String']['output'];
};

export type Mutation = {
  /** Close a job. Feishu Hire takes all its postings down with it. */
  closeJob: JobPayload;
  /** Close an opening without a hire. Closing the last open one closes the job. */
  closeOpening: OpeningPayload;
  /** Take many down at once, in as few requests as the boards allow; answers in the order asked. One that fails costs no other. */
  closeVacancies: Array<VacancyPayload>;
  /** Take a vacancy down: HeadHunter moves it to the archive, LinkedIn closes the posting. */
  closeVacancy: VacancyPayload;
  /** Create openings of a job, all or none. Greenhouse allows 100 open ones. */
  createOpenings: CreateOpeningsPayload;
  /** Delete closed, unfilled openings for good. Some may go and others stay: see deletedIds and failedIds. */
  deleteOpenings: DeleteOpeningsPayload;
  /** Put an archived vacancy into the board's bin. */
  deleteVacancy: VacancyPayload;
  /** Extend the publication. Paid for like a new one, and needs the scope `spend`: the board is asked first whether it would take it, then it is sent once; after a broken connection the board is looked at until the outcome is known. */
  prolongateVacancy: VacancyPayload;
  /** Publish a vacancy on a board. Costs money, and needs the scope `spend`: it is checked first, sent once, and after a broken connection looked up, never sent again. */
  publishVacancy: VacancyPayload;
  /** Hand a vacancy to another manager. */
  reassignVacancy: VacancyPayload;
  /** Open a closed job again, without end or until expiresAt. Postings that closing took down do not come back. */
  reopenJob: JobPayload;
  /** Open a closed opening again; a closed job opens with it. */
  reopenOpening: OpeningPayload;
  /** For whoever runs the server (scope `operate`): writes down what a person saw at the vendor of a change that is UNCERTAIN, anyone's, and gives its lock free; its idempotency key with NOT_APPLIED alone. Of two people the first one's word counts. */
  resolveOperation: ResolveOperationPayload;
  /** Take a vacancy back out of the board's bin, into the archive. */
  restoreVacancy: VacancyPayload;
  /** Change an opening's text or custom fields. Only what is given changes. */
  updateOpening: OpeningPayload;
  /** Change a vacancy. Only what is given changes; composite fields are replaced whole. */
  updateVacancy: VacancyPayload;
  /** A better kind of publication for a live vacancy. Costs money, and needs the scope `spend`; there is no way back. */
  upgradeVacancy: VacancyPayload;
};


export type MutationCloseJobArgs = {
  input: CloseJobInput;
};


export type MutationCloseOpeningArgs = {
  input: CloseOpeningInput;
};


export type MutationCloseVacanciesArgs = {
  input: CloseVacanciesInput;
};


export type MutationCloseVacancyArgs = {
  input: CloseVacancyInput;
};


export type MutationCreateOpeningsArgs = {
  input: CreateOpeningsInput;
};


export type MutationDeleteOpeningsArgs = {
  input: DeleteOpeningsInput;
};


export type MutationDeleteVacancyArgs = {
  input: DeleteVacancyInput;
};


export type MutationProlongateVacancyArgs = {
  input: ProlongateVacancyInput;
};


export type MutationPublishVacancyArgs = {
  input: PublishVacancyInput;
};


export type MutationReassignVacancyArgs = {
  input: ReassignVacancyInput;
};


export type MutationReopenJobArgs = {
  input: ReopenJobInput;
};


export type MutationReopenOpeningArgs = {
  input: ReopenOpeningInput;
};


export type MutationResolveOperationArgs = {
  input: ResolveOperationInput;
};


export type MutationRestoreVacancyArgs = {
  input: RestoreVacancyInput;
};


export type MutationUpdateOpeningArgs = {
  input: UpdateOpeningInput;
};


export type MutationUpdateVacancyArgs = {
  input: UpdateVacancyInput;
};


export type MutationUpgradeVacancyArgs = {
  input: UpgradeVacancyInput;
};

/** Something of the vendor's that the graph only names: an area, an employer, an entry of a dictionary. */
export type NamedRef = {
  /** The vendor's own id; not a global id. Goes into inputs and arguments such as areaIds, managerId. */
  id: Scalars['ID']['output'];
  /** In the vendor's language; null where the vendor gives the id alone. Never compare by it. */
  name?: Maybe<Scalars['String']['output']>;
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
  /** What may be done with it now, and if not, why. The changes check the same rules. */
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
  /** Why the change, or a part of it, was not made, or why nobody can say yet; empty where all of it was made or is the vendor's to decide. */
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
  /** What a person wrote when they resolved it by hand (resolveOperation). */
  resolution?: Maybe<Scalars['String']['output']>;
  /** Who resolved it by hand: the subject of the token. */
  resolvedBy?: Maybe<Scalars['String']['output']>;
  /** When the outcome became final; null while it is PENDING or UNCERTAIN. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it is about, by its global id; null for what is only being created. */
  targetId?: Maybe<Scalars['ID']['output']>;
  /** Why it, or a part of it, was not made, or why nobody can say yet; empty where all of it was made or is the vendor's to decide. */
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

/** Extend a publication. Paid for like a new one, and sent at most once; ask Vacancy.prolongation first. */
export type ProlongateVacancyInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Whether the board would take a prolongation now. Prolonging is paid for like a new publication. */
export type Prolongation = {
  /** Whether prolongateVacancy would be taken now. */
  allowed: Scalars['Boolean']['output'];
  /** End of the publication as it stands; null where the board does not say. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why not, in the board's words: branch on the id. Null where it is allowed. */
  reason?: Maybe<NamedRef>;
};

/** How many publications of a kind are left for a region. */
export type PublicationRegion = {
  /** Publications left there. */
  available: Scalars['Int']['output'];
  /** The region's name, in the board's language. */
  name: Scalars['String']['output'];
};

/** A kind of publication the manager may use, and how many are left. */
export type PublicationType = {
  /** Publications left: the sum over the regions, or the manager's quota where that is smaller. */
  available: Scalars['Int']['output'];
  /** Goes into HeadHunterVacancyInput.billingTypeId and UpgradeVacancyInput.billingTypeId. */
  billingTypeId: Scalars['ID']['output'];
  /** What the board says about it. */
  description: Scalars['String']['output'];
  /** The board's name for it. */
  name: Scalars['String']['output'];
  /** Where they may be used; empty where none are left. */
  regions: Array<PublicationRegion>;
  /** The vacancy types it may be used for; one goes into HeadHunterVacancyInput.typeId. */
  vacancyTypeIds: Array<Scalars['ID']['output']>;
};

/** Publish an advertisement; the board may charge for it. Exactly one of headhunter and linkedin is given; it says where to publish. */
export type PublishVacancyInput = {
  /** The employer's own code for it; the key that ties it to jobs and other records of the same requisition. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** HTML. How long it must and may be is the board's to say: vacancyFieldRules. */
  description: Scalars['String']['input'];
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Publish at HeadHunter, with this. */
  headhunter?: InputMaybe<HeadHunterVacancyInput>;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Publish at LinkedIn, with this. */
  linkedin?: InputMaybe<LinkedInVacancyInput>;
  /** Its title on the board. */
  name: Scalars['String']['input'];
  /** What is offered; left out, the advertisement does not say. */
  salary?: InputMaybe<SalaryInput>;
};

export type Query = {
  /** The reasons that closeOpening takes, as the company keeps them at the vendor. */
  closeReasons: Array<CloseReason>;
  /** One job; null where the vendor does not hold it. An error with the vendor's code where it cannot be asked. */
  job?: Maybe<Job>;
  /** What was in force between start (included) and end (excluded), job by job; a day is a UTC day. A start after the end is BAD_USER_INPUT; an equal one holds nothing. Without jobIds: the first jobs of all vendors, at most `first`. A job that cannot be had is left out, and told of among the errors. */
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
  /** All records, at every vendor, that share one code; null where none carries it. Vendors that can look for a code are asked; of the others this server knows the codes it has seen: `sources` says how old that knowledge is, and INCOMPLETE until all of theirs were seen. */
  requisition?: Maybe<Requisition>;
  /** Vacancies of all boards, or of those named. The boards take turns: the first record of each, then the second of each. A board that is down costs its own records; see sources. */
  vacancies: VacancyConnection;
  /** One vacancy; null where the board does not hold it or does not show it. */
  vacancy?: Maybe<Vacancy>;
  /** What the board wants of a vacancy's fields, for forms. The rules differ from account to account and change: ask, never embed. */
  vacancyFieldRules: Array<VacancyFieldRule>;
  /** The kinds of publication a manager may use, and how many of each are left. */
  vacancyPublicationTypes: Array<PublicationType>;
  /** Views and responses day by day; days as the board counts them. Without a range: the vendor's own window. Without ids: the active vacancies, at most `first`. What cannot be had is left out, and told of among the errors. */
  vacancyStats: Array<VacancyStats>;
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


export type QueryRequisitionArgs = {
  code: Scalars['String']['input'];
};


export type QueryVacanciesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  areaIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  managerId?: InputMaybe<Scalars['ID']['input']>;
  order?: InputMaybe<VacancyOrder>;
  status?: InputMaybe<VacancyStatus>;
  text?: InputMaybe<Scalars['String']['input']>;
  vendors?: InputMaybe<Array<Vendor>>;
};


export type QueryVacancyArgs = {
  id: Scalars['ID']['input'];
};


export type QueryVacancyFieldRulesArgs = {
  vendor?: InputMaybe<Vendor>;
};


export type QueryVacancyPublicationTypesArgs = {
  managerId?: InputMaybe<Scalars['ID']['input']>;
  vendor?: InputMaybe<Vendor>;
};


export type QueryVacancyStatsArgs = {
  end?: InputMaybe<Scalars['LocalDate']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  start?: InputMaybe<Scalars['LocalDate']['input']>;
  vacancyIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** Hand a vacancy to another manager. */
export type ReassignVacancyInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The manager to hand it to: the board's own id. */
  managerId: Scalars['ID']['input'];
};

/** Open a closed job again. */
export type ReopenJobInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Open until then; must lie ahead. Leave out for open without end. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
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

/** All records, at every vendor, that share one requisition code. */
export type Requisition = {
  /** The code, as asked. */
  code: Scalars['String']['output'];
  /** Jobs that carry the code. */
  jobs: Array<Job>;
  /** The openings of its jobs. */
  openings: Array<Opening>;
  /** How each vendor that was asked answered. A vendor that is down costs its own records, never the others'. */
  sources: Array<SourceReport>;
  /** Vacancies that carry the code, on any board. */
  vacancies: Array<Vacancy>;
};

/** What a person saw at the vendor of a change that is UNCERTAIN. */
export type ResolveOperationInput = {
  /** Global id of the operation. */
  id: Scalars['ID']['input'];
  /** What was seen, by whom: kept with the operation. At most 2000 characters. */
  note: Scalars['String']['input'];
  /** APPLIED or NOT_APPLIED. */
  outcome: OperationOutcome;
};

/** What became of writing down an outcome by hand. */
export type ResolveOperationPayload = {
  /** The operation as it stands now; null where there is none, or where it is another's and was not resolved by hand. */
  operation?: Maybe<Operation>;
  /** Why the outcome was not written down: it is settled, or not in doubt yet. Empty where it was. */
  userErrors: Array<UserError>;
};

/** Take a vacancy back out of the board's bin; it is closed then, not published. */
export type RestoreVacancyInput = {
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What is offered; one bound may be open. */
export type Salary = {
  /** ISO 4217, except where the board has a spelling of its own (RUR), which is kept. */
  currency: Scalars['String']['output'];
  /** At least, in whole units of the currency; null where the bound is open. */
  from?: Maybe<Scalars['Float']['output']>;
  /** Before tax; null where the board does not say. */
  gross?: Maybe<Scalars['Boolean']['output']>;
  /** At most, in whole units of the currency; null where the bound is open. */
  to?: Maybe<Scalars['Float']['output']>;
};

/** What is offered; leave a bound out to keep it open. */
export type SalaryInput = {
  /** ISO 4217, in the board's own spelling where it has one (HeadHunter: RUR for the rouble). */
  currency: Scalars['String']['input'];
  /** At least, in whole units of the currency. */
  from?: InputMaybe<Scalars['Float']['input']>;
  /** Before tax. */
  gross?: InputMaybe<Scalars['Boolean']['input']>;
  /** At most, in whole units of the currency. */
  to?: InputMaybe<Scalars['Float']['input']>;
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

/** How one vendor that was asked answered. A list without a field for it (Job.vacancies, Vacancy.jobs, jobTimeline, vacancyStats, the openings that were made) tells of a vendor that failed by an entry in `errors` with path and code, and of any that is not FRESH in the response's `extensions.sources`, in this same form. So do LinkedIn's postings that are read by their ids: told from memory, they are STALE. */
export type SourceReport = {
  /** Why it did not answer now, or what could not be looked at; null where state is FRESH, and while codes are still being learnt. */
  failure?: Maybe<SourceFailure>;
  /** When its records were read from it; null where there are none. */
  fetchedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether its records in this answer are fresh, stale, perhaps not all, or missing. */
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
  /** Answered, but the server has not yet looked at everything there (codes are still being learnt): records may be missing. */
  | 'INCOMPLETE'
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

/** Change an advertisement. Only what is given changes. Composite fields (salary, contacts, specializations) are replaced whole. */
export type UpdateVacancyInput = {
  /** The employer's own code for it; the key that ties it to jobs and other records of the same requisition. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** HTML. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** More to change, of a HeadHunter vacancy. */
  headhunter?: InputMaybe<HeadHunterVacancyInput>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** More to change, of a LinkedIn posting. */
  linkedin?: InputMaybe<LinkedInVacancyInput>;
  /** Its title on the board. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** What is offered; replaced whole, so give both bounds and the currency. */
  salary?: InputMaybe<SalaryInput>;
};

/** Turn a live vacancy into a better kind of publication; the board charges for it. */
export type UpgradeVacancyInput = {
  /** The kind to turn it into; see PublicationType.billingTypeId. */
  billingTypeId: Scalars['ID']['input'];
  /** Everything up to the sending: the checks and their userErrors, the record as it stands. `operation` is null, nothing is recorded or sent. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the record to change. */
  id: Scalars['ID']['input'];
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
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
  /** The record is already in the state asked for, or in one that excludes it; or, where retryable, another change of it is under way: wait for that one to be settled. */
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
  /** The vendor said no for a reason of its own (see message and vendorCode), or could not be asked, or its answer was lost and it does not hold the change. */
  | 'REJECTED_BY_VENDOR'
  /** The vendor allows it later (HeadHunter: too soon after the last prolongation). */
  | 'TOO_EARLY'
  /** Sent, and no one can say yet whether it took. Do not send it again: watch the operation. */
  | 'UNCERTAIN'
  /** This vendor cannot do that; see VendorStatus.abilities. */
  | 'UNSUPPORTED_BY_VENDOR';

/** An advertisement on a board. */
export type Vacancy = Node & VendorRecord & {
  /** Where candidates apply. */
  applyUrl?: Maybe<Scalars['URL']['output']>;
  /** Where the work is, an entry of the board's own areas. */
  area?: Maybe<NamedRef>;
  /** The kind of publication that was paid for. */
  billingType?: Maybe<NamedRef>;
  /** What may be done with it now, and if not, why. Selecting `prolongate` may cost one free request a vacancy; the others cost none. */
  can: VacancyActions;
  /** Whether a better kind of publication can be had: upgradeVacancy. */
  canUpgradeBillingType?: Maybe<Scalars['Boolean']['output']>;
  /** When it was taken down; null while it is published, or where the board does not say. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The employer's own code for it; the key that ties it to a job. In lists this may cost one request a vacancy. */
  code?: Maybe<Scalars['String']['output']>;
  /** Counts so far, as far as the board tells them with this copy of the vacancy. */
  counters?: Maybe<VacancyCounters>;
  /** The department it is published for. */
  department?: Maybe<NamedRef>;
  /** HTML, as the board holds it. In lists this may cost one request a vacancy. */
  description?: Maybe<Scalars['String']['output']>;
  /** Who advertises; null where the employer is hidden. */
  employer?: Maybe<NamedRef>;
  /** When the publication ends by itself; null where the board does not say. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Globally unique and stable: `<vendor>:<kind>:<native id>`, the native id percent-encoded, composite ones joined by a dot: `headhunter:vacancy:8331228`, `greenhouse:opening:144371.6000`, `feishu-corehr:job-version:7094136522860922111.7238516215202170412`. Vendors: greenhouse, feishu-hire, feishu-corehr, headhunter, linkedin; kinds: job, opening, vacancy, job-version, operation. Clients treat it as opaque. */
  id: Scalars['ID']['output'];
  /** Jobs, at any vendor, that carry this vacancy's code. */
  jobs: Array<Job>;
  /** Who is in charge of it at the board. In lists this may cost one request a vacancy. */
  manager?: Maybe<NamedRef>;
  /** Its title on the board. */
  name: Scalars['String']['output'];
  /** Whether the board would take a prolongation now. Costs one free request a vacancy. Where the board cannot be asked it is not allowed, without a reason, and the error says so. */
  prolongation: Prolongation;
  /** When it was last published. */
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is offered; null where it is not stated. */
  salary?: Maybe<Salary>;
  /** Views and responses day by day. Without a range: the board's own window (HeadHunter: five days). Of a board that does not count them, or cannot be asked, no day has figures, and the error says so. */
  stats: VacancyStats;
  /** Where it stands. */
  status: VacancyStatus;
  /** Its public page; null while the board has none. */
  url?: Maybe<Scalars['URL']['output']>;
  /** The vendor that holds it. */
  vendor: Vendor;
  /** The vendor's answer, untouched, for what the graph does not model. Needs the scope `vendor-data:read`. */
  vendorData?: Maybe<Scalars['JSON']['output']>;
  /** The vendor's own id, as the vendor spells it. */
  vendorId: Scalars['String']['output'];
  /** The board's own word for the status. */
  vendorStatus?: Maybe<Scalars['String']['output']>;
};


/** An advertisement on a board. */
export type VacancyStatsArgs = {
  end?: InputMaybe<Scalars['LocalDate']['input']>;
  start?: InputMaybe<Scalars['LocalDate']['input']>;
};

/** What may be done with a vacancy now, and if not, why: decided from the record's own state before anything is sent. */
export type VacancyActions = {
  /** Whether closeVacancy would be sent. */
  close: Permission;
  /** Whether deleteVacancy would be sent: closed ones only. */
  delete: Permission;
  /** Whether prolongateVacancy would be sent; Vacancy.prolongation asks the board itself. */
  prolongate: Permission;
  /** Whether restoreVacancy would be sent: deleted ones only. */
  restore: Permission;
  /** Whether updateVacancy would be sent. */
  update: Permission;
};

/** A page of vacancies, of one board or of several together. */
export type VacancyConnection = {
  /** The vacancies with their cursors. */
  edges: Array<VacancyEdge>;
  /** The vacancies alone, in the order of the edges. */
  nodes: Array<Vacancy>;
  /** Whether and how to page on. */
  pageInfo: PageInfo;
  /** How each board that was asked answered. A board that is down costs its own records, never the others'. */
  sources: Array<SourceReport>;
  /** How many there are in all. As the board counts them, where it does; else null. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** Whom candidates may turn to. */
export type VacancyContactsInput = {
  /** Their e-mail address. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The person's name. */
  name: Scalars['String']['input'];
  /** Their telephone numbers; how many the board takes: vacancyFieldRules. */
  phones?: InputMaybe<Array<VacancyPhoneInput>>;
};

/** What an advertisement drew so far. Null: the board does not give that figure here. */
export type VacancyCounters = {
  /** Candidates who were invited. */
  invitations?: Maybe<Scalars['Int']['output']>;
  /** Invitations and responses together; the board's own sum. */
  invitationsAndResponses?: Maybe<Scalars['Int']['output']>;
  /** Candidates who responded. */
  responses?: Maybe<Scalars['Int']['output']>;
  /** Candidates still being considered. */
  resumesInProgress?: Maybe<Scalars['Int']['output']>;
  /** Responses no one has looked at. */
  unreadResponses?: Maybe<Scalars['Int']['output']>;
  /** Times it was looked at. */
  views?: Maybe<Scalars['Int']['output']>;
};

/** What a vacancy drew on one day, as the board counts its days. */
export type VacancyDayStats = {
  /** The day. */
  date: Scalars['LocalDate']['output'];
  /** When this figure was read from the board; null where there is none. */
  recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Responses on that day. Null: no data for that day, or it lies ahead. Never to be read as zero. */
  responses?: Maybe<Scalars['Int']['output']>;
  /** Views on that day. Null: no data for that day, or it lies ahead. Never to be read as zero. */
  views?: Maybe<Scalars['Int']['output']>;
};

/** A vacancy in a list. */
export type VacancyEdge = {
  /** Goes into `after` to page on from here. Opaque. */
  cursor: Scalars['String']['output'];
  /** The vacancy. */
  node: Vacancy;
};

/** One rule for one field of a vacancy, by its path (`contacts.phones.number`, in the board's spelling). Rules differ from account to account and change: ask, do not embed. */
export type VacancyFieldRule = {
  /** Entries of the list at most; null where it is no list or there is no bound. */
  maxCount?: Maybe<Scalars['Int']['output']>;
  /** Characters at most; null where there is no bound. */
  maxLength?: Maybe<Scalars['Int']['output']>;
  /** Entries of the list at least; null where it is no list or there is no bound. */
  minCount?: Maybe<Scalars['Int']['output']>;
  /** Characters at least; null where there is no bound. */
  minLength?: Maybe<Scalars['Int']['output']>;
  /** The field, by its path in the board's own words. */
  path: Scalars['String']['output'];
  /** Regular expression the text must match; null where there is none. */
  pattern?: Maybe<Scalars['String']['output']>;
  /** Whether it must be given, where what holds it is given. */
  required: Scalars['Boolean']['output'];
};

/** How the board sorts vacancies. By name: always; by expiry and unread responses: active ones; by the time of closing: closed and deleted ones. */
export type VacancyOrder =
  /** Those closed longest ago first; closed and deleted ones only. */
  | 'CLOSED_ASC'
  /** Those closed most recently first; closed and deleted ones only. */
  | 'CLOSED_DESC'
  /** Those that expire soonest first; active ones only. */
  | 'EXPIRES_ASC'
  /** Those that expire last first; active ones only. */
  | 'EXPIRES_DESC'
  /** By name, A first. */
  | 'NAME_ASC'
  /** By name, Z first. */
  | 'NAME_DESC'
  /** Those with the fewest unread responses first; active ones only. */
  | 'UNREAD_RESPONSES_ASC'
  /** Those with the most unread responses first; active ones only. */
  | 'UNREAD_RESPONSES_DESC';

/** What became of a change of a vacancy. */
export type VacancyPayload = {
  /** The receipt: what became of the change, and the handle to wait on. Null on a dry run. */
  operation?: Maybe<Operation>;
  /** Why the change, or a part of it, was not made, or why nobody can say yet; empty where all of it was made or is the vendor's to decide. */
  userErrors: Array<UserError>;
  /** The vacancy as it is now. */
  vacancy?: Maybe<Vacancy>;
};

/** A telephone number, in the parts the board keeps it in. */
export type VacancyPhoneInput = {
  /** City or operator code, e.g. 495. */
  city: Scalars['String']['input'];
  /** For candidates: when to call, whom to ask for. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Country code, e.g. 7. */
  country: Scalars['String']['input'];
  /** The rest of the number, e.g. 123-45-67. */
  number: Scalars['String']['input'];
};

/** Views and responses of a vacancy over [start, end). The board keeps a few days; older ones are known where this server read them in time. */
export type VacancyStats = {
  /** Days of the range for which there is data, of those that could have it. */
  coveredDays: Scalars['Int']['output'];
  /** Every day of the range, ascending, also those without data. */
  days: Array<VacancyDayStats>;
  /** First day after the range. */
  end: Scalars['LocalDate']['output'];
  /** Sum of responses over the days that have data. */
  responses: Scalars['Int']['output'];
  /** First day of the range. */
  start: Scalars['LocalDate']['output'];
  /** The vacancy. */
  vacancy: Vacancy;
  /** Sum of views over the days that have data. */
  views: Scalars['Int']['output'];
};

/** Where an advertisement stands, whatever the board calls it. */
export type VacancyStatus =
  /** Published: candidates can see it. */
  | 'ACTIVE'
  /** Taken down: archived, closed or expired. */
  | 'CLOSED'
  /** Put in the board's bin. */
  | 'DELETED'
  /** Sent, not yet decided by the board. */
  | 'PENDING'
  /** The board refused it. */
  | 'REJECTED'
  /** The board said something this version does not know; see vendorStatus. */
  | 'UNKNOWN';

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

/** What a caller can do about a vendor's failure. Also `extensions.code` of the errors that resolvers raise; what is wrong with the caller's own request or token is BAD_USER_INPUT, UNAUTHENTICATED or FORBIDDEN. A field that may not be null and cannot be had is empty, so that it takes no other record with it; the error, which names it in its path, says that this emptiness means nothing. */
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

export type RequisitionBoardQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type RequisitionBoardQuery = { jobs: { nodes: Array<{ id: string, vendor: Vendor, code?: string | null, name: string, departments: Array<string>, locations: Array<string>, openedAt?: string | null, openings: { nodes: Array<{ id: string, openingId?: string | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null }, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt?: string | null, failure?: { code: VendorErrorCode, message: string, retryAfterMs?: number | null } | null }> } };

export type OneRequisitionQueryVariables = Exact<{
  code: Scalars['String']['input'];
}>;


export type OneRequisitionQuery = { requisition?: { code: string, jobs: Array<{ id: string, vendor: Vendor, name: string, status: JobStatus, can: { reopen: { allowed: boolean, reason?: string | null }, close: { allowed: boolean, reason?: string | null } } }>, openings: Array<{ id: string, status: OpeningStatus, openedAt?: string | null, closedAt?: string | null }>, vacancies: Array<{ id: string, vendor: Vendor, name: string, status: VacancyStatus, url?: string | null, expiresAt?: string | null }>, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt?: string | null, failure?: { code: VendorErrorCode, message: string } | null }> } | null };

export type QuarterGanttQueryVariables = Exact<{
  start: Scalars['LocalDate']['input'];
  end: Scalars['LocalDate']['input'];
  jobIds?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
}>;


export type QuarterGanttQuery = { jobTimeline: Array<{ start: string, end: string, job: { id: string, vendor: Vendor, code?: string | null, name: string }, versions: Array<{ id: string, name?: string | null, effectiveDate: string, expirationDate?: string | null, active?: boolean | null }>, openings: Array<{ id: string, openedAt?: string | null, closedAt?: string | null }>, vacancies: Array<{ id: string, name: string, publishedAt?: string | null, closedAt?: string | null }> }> };

export type VacancyStatisticsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  start?: InputMaybe<Scalars['LocalDate']['input']>;
  end?: InputMaybe<Scalars['LocalDate']['input']>;
}>;


export type VacancyStatisticsQuery = { vacancy?: { id: string, name: string, status: VacancyStatus, counters?: { views?: number | null, responses?: number | null, unreadResponses?: number | null } | null, stats: { start: string, end: string, views: number, responses: number, coveredDays: number, days: Array<{ date: string, views?: number | null, responses?: number | null, recordedAt?: string | null }> } } | null };

export type ReopenJobMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
}>;


export type ReopenJobMutation = { reopenJob: { job?: { id: string, status: JobStatus, expiresAt?: string | null } | null, operation?: { id: string, outcome: OperationOutcome, replayed: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null, retryable: boolean }> } };

export type ProlongateVacancyMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
}>;


export type ProlongateVacancyMutation = { prolongateVacancy: { vacancy?: { id: string, expiresAt?: string | null, prolongation: { allowed: boolean, expiresAt?: string | null, reason?: { id: string, name?: string | null } | null } } | null, operation?: { id: string, outcome: OperationOutcome, replayed: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, retryable: boolean }> } };

export type WaitForOperationQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type WaitForOperationQuery = { operation?: { id: string, kind: string, targetId?: string | null, outcome: OperationOutcome, requestedAt: string, settledAt?: string | null, vendorTaskId?: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null };

export type CloseVacanciesMutationVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
}>;


export type CloseVacanciesMutation = { closeVacancies: Array<{ vacancy?: { id: string, status: VacancyStatus } | null, operation?: { id: string, targetId?: string | null, outcome: OperationOutcome } | null, userErrors: Array<{ code: UserErrorCode, message: string, field?: Array<string> | null }> }> };

export type AuditOfRecordQueryVariables = Exact<{
  targetId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AuditOfRecordQuery = { operations: { nodes: Array<{ id: string, kind: string, outcome: OperationOutcome, requestedBy: string, requestedAt: string, settledAt?: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } };

export type VendorsHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsHealthQuery = { vendors: Array<{ vendor: Vendor, mode: VendorMode, abilities: Array<Ability>, circuit: CircuitState, lastSuccessAt?: string | null, budgets: Array<{ name: string, limit: number, remaining: number, windowMs: number, resetsAt?: string | null, queued: number }>, lastFailure?: { code: VendorErrorCode, message: string, at: string } | null }> };

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
    | { __typename: 'Vacancy', id: string }
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

export type JobsPageQueryVariables = Exact<{
  vendors?: InputMaybe<Array<Vendor> | Vendor>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<JobStatus>;
  code?: InputMaybe<Scalars['String']['input']>;
}>;


export type JobsPageQuery = { jobs: { edges: Array<{ cursor: string, node: { id: string, status: JobStatus, code?: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null }, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt?: string | null, failure?: { code: VendorErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null } | null }> } };

export type OpeningsPageQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<OpeningStatus>;
}>;


export type OpeningsPageQuery = { job?: { openings: { edges: Array<{ cursor: string, node: { id: string, status: OpeningStatus } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null }, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt?: string | null, failure?: { code: VendorErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null } | null }> } } | null };

export type JobsWithCustomFieldsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
}>;


export type JobsWithCustomFieldsQuery = { jobs: { nodes: Array<{ id: string, openings: { nodes: Array<{ id: string, closeReason?: { name: string } | null, customFields: Array<{ key: string, value?: unknown | null }> }> } }> } };

export type JobsBesideOthersQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsBesideOthersQuery = { jobs: { nodes: Array<{ id: string, openings: { nodes: Array<{ id: string }>, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt?: string | null, failure?: { code: VendorErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null } | null }> } }>, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt?: string | null, failure?: { code: VendorErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null } | null }> }, vendors: Array<{ vendor: Vendor, circuit: CircuitState, lastFailure?: { code: VendorErrorCode, message: string } | null }> };

export type OneJobBesideOthersQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type OneJobBesideOthersQuery = { job?: { id: string } | null, operations: { nodes: Array<{ id: string }> } };

export type OneNodeQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type OneNodeQuery = { node?:
    | { __typename: 'Job', id: string }
    | { __typename: 'JobVersion', id: string }
    | { __typename: 'Opening', id: string }
    | { __typename: 'Operation', id: string }
    | { __typename: 'Vacancy', id: string }
   | null };

export type JobTextsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  lang?: InputMaybe<Scalars['String']['input']>;
}>;


export type JobTextsQuery = { job?: { name: string, description?: string | null } | null };

export type TimelineOfJobsQueryVariables = Exact<{
  start: Scalars['LocalDate']['input'];
  end: Scalars['LocalDate']['input'];
  jobIds?: InputMaybe<Array<Scalars['ID']['input']> | Scalars['ID']['input']>;
}>;


export type TimelineOfJobsQuery = { jobTimeline: Array<{ job: { id: string }, openings: Array<{ id: string }> }> };

export type SourcePartsFragment = { vendor: Vendor, state: SourceState, fetchedAt?: string | null, failure?: { code: VendorErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null } | null };

export const OpeningPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OpeningParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Opening"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"can"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"close"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reopen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"delete"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<OpeningPartsFragment, unknown>;
export const OperationPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OperationParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}}]}}]} as unknown as DocumentNode<OperationPartsFragment, unknown>;
export const UserErrorPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<UserErrorPartsFragment, unknown>;
export const SourcePartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<SourcePartsFragment, unknown>;
export const RequisitionBoardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RequisitionBoard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"EnumValue","value":"OPEN"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"departments"}},{"kind":"Field","name":{"kind":"Name","value":"locations"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"EnumValue","value":"OPEN"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RequisitionBoardQuery, RequisitionBoardQueryVariables>;
export const OneRequisitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneRequisition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requisition"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"jobs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"can"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"close"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"vacancies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OneRequisitionQuery, OneRequisitionQueryVariables>;
export const QuarterGanttDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"QuarterGantt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"start"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"end"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jobIds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobTimeline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"start"},"value":{"kind":"Variable","name":{"kind":"Name","value":"start"}}},{"kind":"Argument","name":{"kind":"Name","value":"end"},"value":{"kind":"Variable","name":{"kind":"Name","value":"end"}}},{"kind":"Argument","name":{"kind":"Name","value":"jobIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jobIds"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"expirationDate"}},{"kind":"Field","name":{"kind":"Name","value":"active"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"vacancies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}}]}}]}}]} as unknown as DocumentNode<QuarterGanttQuery, QuarterGanttQueryVariables>;
export const VacancyStatisticsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VacancyStatistics"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"start"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"end"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"counters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"unreadResponses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"start"},"value":{"kind":"Variable","name":{"kind":"Name","value":"start"}}},{"kind":"Argument","name":{"kind":"Name","value":"end"},"value":{"kind":"Variable","name":{"kind":"Name","value":"end"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}},{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"coveredDays"}},{"kind":"Field","name":{"kind":"Name","value":"days"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<VacancyStatisticsQuery, VacancyStatisticsQueryVariables>;
export const ReopenJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReopenJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"expiresAt"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"dryRun"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"expiresAt"},"value":{"kind":"Variable","name":{"kind":"Name","value":"expiresAt"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"dryRun"},"value":{"kind":"Variable","name":{"kind":"Name","value":"dryRun"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<ReopenJobMutation, ReopenJobMutationVariables>;
export const ProlongateVacancyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProlongateVacancy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prolongateVacancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"prolongation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<ProlongateVacancyMutation, ProlongateVacancyMutationVariables>;
export const WaitForOperationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WaitForOperation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WaitForOperationQuery, WaitForOperationQueryVariables>;
export const CloseVacanciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseVacancies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeVacancies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<CloseVacanciesMutation, CloseVacanciesMutationVariables>;
export const AuditOfRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditOfRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"targetId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"targetId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"targetId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditOfRecordQuery, AuditOfRecordQueryVariables>;
export const VendorsHealthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VendorsHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"abilities"}},{"kind":"Field","name":{"kind":"Name","value":"circuit"}},{"kind":"Field","name":{"kind":"Name","value":"budgets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"windowMs"}},{"kind":"Field","name":{"kind":"Name","value":"resetsAt"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]}}]} as unknown as DocumentNode<VendorsHealthQuery, VendorsHealthQueryVariables>;
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
export const JobsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"vendors"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Vendor"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JobStatus"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"vendors"},"value":{"kind":"Variable","name":{"kind":"Name","value":"vendors"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}},{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<JobsPageQuery, JobsPageQueryVariables>;
export const OpeningsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpeningsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OpeningStatus"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceParts"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<OpeningsPageQuery, OpeningsPageQueryVariables>;
export const JobsWithCustomFieldsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobsWithCustomFields"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"vendors"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"GREENHOUSE"}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"closeReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customFields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<JobsWithCustomFieldsQuery, JobsWithCustomFieldsQueryVariables>;
export const JobsBesideOthersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobsBesideOthers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"vendors"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"GREENHOUSE"}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceParts"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"circuit"}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]} as unknown as DocumentNode<JobsBesideOthersQuery, JobsBesideOthersQueryVariables>;
export const OneJobBesideOthersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneJobBesideOthers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<OneJobBesideOthersQuery, OneJobBesideOthersQueryVariables>;
export const OneNodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneNode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<OneNodeQuery, OneNodeQueryVariables>;
export const JobTextsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobTexts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"lang"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"Variable","name":{"kind":"Name","value":"lang"}}}]},{"kind":"Field","name":{"kind":"Name","value":"description"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"Variable","name":{"kind":"Name","value":"lang"}}}]}]}}]}}]} as unknown as DocumentNode<JobTextsQuery, JobTextsQueryVariables>;
export const TimelineOfJobsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TimelineOfJobs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"start"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"end"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jobIds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobTimeline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"start"},"value":{"kind":"Variable","name":{"kind":"Name","value":"start"}}},{"kind":"Argument","name":{"kind":"Name","value":"end"},"value":{"kind":"Variable","name":{"kind":"Name","value":"end"}}},{"kind":"Argument","name":{"kind":"Name","value":"jobIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jobIds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<TimelineOfJobsQuery, TimelineOfJobsQueryVariables>;