/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Close a job: no more recruiting for it. The vendor takes down what it published itself. */
export type CloseJobInput = {
  /** Only the checks: their userErrors, and the record as it stands. Nothing is recorded or sent; `operation` is null. */
  dryRun?: boolean | null | undefined;
  /** Global id of the record to change. At most 2000 characters. */
  id: string;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
};

/** Take several advertisements down, at one board or at several. */
export type CloseVacanciesInput = {
  /** Only the checks: their userErrors, and the record as it stands. Nothing is recorded or sent; `operation` is null. */
  dryRun?: boolean | null | undefined;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Global ids of the vacancies, 1 to 1000; the answers come in the same order. Each of at most 2000 characters. */
  ids: Array<string>;
};

/** Take an advertisement down. name, description and linkedin: only for a LinkedIn posting that was not published through this server, since LinkedIn wants the whole posting again in order to close it. */
export type CloseVacancyInput = {
  /** Description of a LinkedIn posting that was not published through this server; HTML. At most 100000 characters. */
  description?: string | null | undefined;
  /** Only the checks: their userErrors, and the record as it stands. Nothing is recorded or sent; `operation` is null. */
  dryRun?: boolean | null | undefined;
  /** Global id of the record to change. At most 2000 characters. */
  id: string;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The rest of a LinkedIn posting that was not published through this server. */
  linkedin?: LinkedInVacancyInput | null | undefined;
  /** Title of a LinkedIn posting that was not published through this server. At most 500 characters. */
  name?: string | null | undefined;
};

/** How vendors contradict one another about a requisition. A job is filled where it is open, has seats, and none of them is open. DRAFT and UNKNOWN count as nothing; PENDING as advertised but not as live; Feishu CoreHR's jobs are profiles and take part in none. Codes match exactly, but for CODES_IGNORED. What involves a source that did not answer is not told, and not ended either. One that comes back keeps its id and gets a new `since`. */
export type DiscrepancyKind =
  /** Every job of the code is closed (or its last seat is filled), and an advertisement is still live. */
  | 'ADVERTISED_AFTER_CLOSE'
  /** Two live advertisements for one code at one board in one area. */
  | 'ADVERTISED_TWICE'
  /** The last live advertisement ends within `within` days while a job of the code is open. */
  | 'ADVERT_ENDS_SOON'
  /** Jobs of one code are open at one source and closed at another, by their status alone. */
  | 'JOBS_DISAGREE'
  /** A job of the code is open, with an open seat where the vendor counts seats, and nothing advertises it. */
  | 'OPEN_WITHOUT_ADVERT';

/** By whose hand. */
export type EventCause =
  /** Somebody or something else at the vendor. */
  | 'ELSEWHERE'
  /** A change made through this server: see `operation`. */
  | 'OPERATION';

/** What an event tells. */
export type EventKind =
  /** Seen for the first time, after the account's first complete look at its records (which makes no events). */
  | 'APPEARED'
  /** Some of its fields differ from what was known before: see `changes`. */
  | 'CHANGED'
  /** Deleted, or out of the credential's sight. */
  | 'DISAPPEARED'
  /** They do not any more. */
  | 'DISCREPANCY_ENDED'
  /** Vendors contradict one another about a requisition. */
  | 'DISCREPANCY_FOUND'
  /** A change that was asked for through this server has its final outcome. */
  | 'OPERATION_SETTLED';

/** The rest of a HeadHunter vacancy. Dictionary values are the board's ids. vacancyFieldRules has the required fields. */
export type HeadHunterVacancyInput = {
  /** Suitable for people with disabilities. */
  acceptHandicapped?: boolean | null | undefined;
  /** Candidates may respond with an incomplete résumé. */
  acceptIncompleteResumes?: boolean | null | undefined;
  /**
   * Open to candidates from 14 years of age.
   * @deprecated HeadHunter replaces it by ageRestrictionId.
   */
  acceptKids?: boolean | null | undefined;
  /** A labour contract is possible. */
  acceptLaborContract?: boolean | null | undefined;
  /** Temporary work is possible. */
  acceptTemporary?: boolean | null | undefined;
  /** Place of work: one of the employer's addresses at the board. At most 2000 characters. */
  addressId?: string | null | undefined;
  /** The youngest candidates it is open to, e.g. AGE_14_PLUS; Russian employers only. At most 2000 characters. */
  ageRestrictionId?: string | null | undefined;
  /** Candidates may write messages. */
  allowMessages?: boolean | null | undefined;
  /** Where the work is: a city, not a region. Cannot be changed after publishing. At most 2000 characters. */
  areaId?: string | null | undefined;
  /**
   * The billing type: free, standard, standard_plus, premium; see PublicationType.billingTypeId. Only upgradeVacancy changes it later. At most 2000 characters.
   * @deprecated HeadHunter replaces it by propertyTypeIds.
   */
  billingTypeId?: string | null | undefined;
  /** One of the employer's branded templates; costs extra. At most 2000 characters. */
  brandedTemplateId?: string | null | undefined;
  /** Kinds of contract under civil law that are possible. At most 200, each of at most 2000 characters. */
  civilLawContractIds?: Array<string> | null | undefined;
  /** Candidates cannot respond to it by themselves. */
  closedForApplicants?: boolean | null | undefined;
  /** The person to contact, for candidates; replaced whole when editing. */
  contacts?: VacancyContactsInput | null | undefined;
  /** Employer's name to show; for vacancies of the type anonymous only. At most 500 characters. */
  customEmployerName?: string | null | undefined;
  /** The employer's department that publishes it. At most 2000 characters. */
  departmentId?: string | null | undefined;
  /** Required driving licences, e.g. B, CE. At most 200, each of at most 2000 characters. */
  driverLicenseTypeIds?: Array<string> | null | undefined;
  /** Form of employment, e.g. FULL, PART, PROJECT, FLY_IN_FLY_OUT. At most 2000 characters. */
  employmentFormId?: string | null | undefined;
  /**
   * Kind of employment, e.g. full, part. At most 2000 characters.
   * @deprecated HeadHunter replaces it by employmentFormId and internship.
   */
  employmentId?: string | null | undefined;
  /** Required experience, e.g. between1And3. At most 2000 characters. */
  experienceId?: string | null | undefined;
  /** An object of fields that this graph has no name for, as HeadHunter spells them. Checked by the same field rules; it may not repeat a field of this graph. At most 100000 characters as JSON. */
  extra?: unknown;
  /** Length of a rotation, e.g. DAYS_15, DAYS_30; for rotation work only. At most 200, each of at most 2000 characters. */
  flyInFlyOutDurationIds?: Array<string> | null | undefined;
  /** Publish although the board has a similar one, and pay for it. Without it a similar one is the userError DUPLICATE. */
  ignoreDuplicates?: boolean | null | undefined;
  /** Editing: go on although the board takes it for another vacancy in disguise, which it may block. Without it such an edit is refused. Never set by itself. */
  ignoreReplacementWarning?: boolean | null | undefined;
  /** An internship. */
  internship?: boolean | null | undefined;
  /** Key skills in words; replaced whole when editing. At most 200, each of at most 100 characters. */
  keySkills?: Array<string> | null | undefined;
  /** The responsible manager; the credential's own where left out. Only reassignVacancy changes it later. At most 2000 characters. */
  managerId?: string | null | undefined;
  /** There are evening or night shifts. */
  nightShifts?: boolean | null | undefined;
  /** An archived vacancy that this one follows; nothing is copied from it. It cannot be changed after publishing. At most 2000 characters. */
  previousVacancyId?: string | null | undefined;
  /** Professional roles, which replace specializations; replaced whole when editing. At most 200, each of at most 2000 characters. */
  professionalRoleIds?: Array<string> | null | undefined;
  /** What is bought: all propertyTypeIds of one PublicationType, instead of typeId and billingTypeId. Only upgradeVacancy changes it later. At most 200, each of at most 2000 characters. */
  propertyTypeIds?: Array<string> | null | undefined;
  /** A response requires a covering letter. */
  responseLetterRequired?: boolean | null | undefined;
  /** Tell the manager of new responses. */
  responseNotifications?: boolean | null | undefined;
  /** Where candidates respond; for vacancies of the type direct only. */
  responseUrl?: string | null | undefined;
  /**
   * Working schedule, e.g. fullDay, remote. At most 2000 characters.
   * @deprecated HeadHunter replaces it by workFormatIds and workScheduleByDaysIds, and flyInFlyOut by employmentFormId.
   */
  scheduleId?: string | null | undefined;
  /** Show the nearest metro station instead of the address. */
  showMetroOnly?: boolean | null | undefined;
  /**
   * Specializations, e.g. 17.324; replaced whole when editing. At most 200, each of at most 2000 characters.
   * @deprecated HeadHunter has replaced it by professionalRoleIds.
   */
  specializationIds?: Array<string> | null | undefined;
  /** One of the employer's tests for candidates. At most 2000 characters. */
  testId?: string | null | undefined;
  /** Whether candidates must take the test in order to respond. */
  testRequired?: boolean | null | undefined;
  /**
   * Kind of vacancy: open, closed, anonymous, direct; see PublicationType.vacancyTypeIds. It cannot be changed after publishing. At most 2000 characters.
   * @deprecated HeadHunter replaces it: propertyTypeIds say it too, such as HH_ANONYMOUS and HH_ADVERTISING.
   */
  typeId?: string | null | undefined;
  /** Where the work is done, e.g. ON_SITE, REMOTE, HYBRID, FIELD_WORK. At most 200, each of at most 2000 characters. */
  workFormatIds?: Array<string> | null | undefined;
  /** Days on and off, e.g. FIVE_ON_TWO_OFF, FLEXIBLE. At most 200, each of at most 2000 characters. */
  workScheduleByDaysIds?: Array<string> | null | undefined;
  /**
   * Working days, e.g. only_saturday_and_sunday. At most 200, each of at most 2000 characters.
   * @deprecated HeadHunter replaces it by workScheduleByDaysIds.
   */
  workingDayIds?: Array<string> | null | undefined;
  /** Working hours a day, e.g. HOURS_8, FLEXIBLE. At most 200, each of at most 2000 characters. */
  workingHoursIds?: Array<string> | null | undefined;
  /**
   * Length of the working day, e.g. from_four_to_six_hours_in_a_day. At most 200, each of at most 2000 characters.
   * @deprecated HeadHunter replaces it by workingHoursIds.
   */
  workingTimeIntervalIds?: Array<string> | null | undefined;
  /**
   * Time of the working day, e.g. start_after_sixteen. At most 200, each of at most 2000 characters.
   * @deprecated HeadHunter replaces it by workingHoursIds and nightShifts.
   */
  workingTimeModeIds?: Array<string> | null | undefined;
};

/** The status of a job, in words that are the same for all vendors. */
export type JobStatus =
  /** No longer recruited for; a job profile: retired. */
  | 'CLOSED'
  /** Written, not yet approved or opened. */
  | 'DRAFT'
  /** Being recruited for; a job profile (Feishu CoreHR): in use. */
  | 'OPEN'
  /** The vendor said something this version does not know; see vendorStatus. */
  | 'UNKNOWN';

/** Whether LinkedIn promotes a posting. */
export type LinkedInListingType =
  /** Not promoted, free. */
  | 'BASIC'
  /** Promoted: uses a slot of a contract; see contractId. */
  | 'PREMIUM';

/** Where LinkedIn delivers applications that candidates make at LinkedIn itself (Apply Connect). */
export type LinkedInOnsiteApplyInput = {
  /** Screening questions, in LinkedIn's own form. At most 100000 characters as JSON. */
  questions?: unknown;
  /** LinkedIn delivers each application here. Where the first cannot be delivered, LinkedIn sends candidates to applyUrl. */
  webhookUrl: string;
};

/** The rest of a LinkedIn posting. A missing field that LinkedIn requires is a userError INVALID_INPUT. */
export type LinkedInVacancyInput = {
  /** More places, at most seven. LinkedIn decides about each of them apart. At most 200, each of at most 500 characters. */
  alternateLocations?: Array<string> | null | undefined;
  /** Where candidates apply. LinkedIn requires it for a new posting. */
  applyUrl?: string | null | undefined;
  /** Job functions by LinkedIn's codes, e.g. eng, sale. At most 200, each of at most 100 characters. */
  categories?: Array<string> | null | undefined;
  /** Name of the company, where it has no organization at LinkedIn: LinkedIn may match another one. At most 500 characters. */
  companyName?: string | null | undefined;
  /** Page of the company at LinkedIn, in place of its organization's id. */
  companyPageUrl?: string | null | undefined;
  /** Contract that pays for a PREMIUM posting, only the number. At most 2000 characters. */
  contractId?: string | null | undefined;
  /** FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP, TEMPORARY, VOLUNTEER or OTHER. At most 100 characters. */
  employmentStatus?: string | null | undefined;
  /** ENTRY_LEVEL, MID_SENIOR_LEVEL, DIRECTOR, EXECUTIVE, INTERNSHIP, ASSOCIATE or NOT_APPLICABLE. At most 100 characters. */
  experienceLevel?: string | null | undefined;
  /** When LinkedIn takes it down; LinkedIn's default where it is left out. */
  expiresAt?: string | null | undefined;
  /** The posting's id at LinkedIn; code where it is left out. Never used for two postings. At most 255 characters. */
  externalJobPostingId?: string | null | undefined;
  /** An object of fields that this graph has no name for, as LinkedIn spells them; may not repeat a typed field. An update changes those given; null takes one away. At most 100000 characters as JSON. */
  extra?: unknown;
  /** Industries, only the numbers; the organization's own where it is left out. At most 200, each of at most 2000 characters. */
  industryIds?: Array<string> | null | undefined;
  /** When it counts as posted, not in the future; the time of sending where it is left out. */
  listedAt?: string | null | undefined;
  /** Whether it is promoted; LinkedIn takes BASIC where it is left out. */
  listingType?: LinkedInListingType | null | undefined;
  /** City, state and country in words, e.g. `Sunnyvale, CA, United States`; a bare country for remote work only. At most 500 characters. */
  location?: string | null | undefined;
  /** Applications are taken at LinkedIn and delivered to this address (Apply Connect). */
  onsiteApply?: LinkedInOnsiteApplyInput | null | undefined;
  /** Id of the organization that shows the job, only the number; the configured one where it is left out. At most 2000 characters. */
  organizationId?: string | null | undefined;
  /** E-mail of who posts it, which LinkedIn asks for on every posting. LINKEDIN_POSTER_EMAIL where it is left out. At most 500 characters. */
  posterEmail?: string | null | undefined;
  /** Whether LinkedIn shows who posts it; it does not where it is left out. */
  showPosterInfo?: boolean | null | undefined;
  /** What the job asks for; HTML. At most 100000 characters. */
  skillsDescription?: string | null | undefined;
  /** Where the work is done; LinkedIn takes ON_SITE where it is left out. */
  workplaceType?: LinkedInWorkplaceType | null | undefined;
};

/** Where the work is done. */
export type LinkedInWorkplaceType =
  /** Partly at the place of work. */
  | 'HYBRID'
  /** At the place of work. */
  | 'ON_SITE'
  /** From anywhere within the location. */
  | 'REMOTE';

/** Whether a seat is still to be filled. */
export type OpeningStatus =
  /** Filled or given up; see applicationId and closeReason. */
  | 'CLOSED'
  /** Still to be filled. */
  | 'OPEN';

/** The outcome of a change. PENDING and UNCERTAIN settle later into APPLIED or NOT_APPLIED: ask for the operation again. */
export type OperationOutcome =
  /** The change was made. */
  | 'APPLIED'
  /** The change was not made; userErrors say why. */
  | 'NOT_APPLIED'
  /** Accepted; the vendor decides later. */
  | 'PENDING'
  /** Sent, and not known yet whether it was made. The server does not send it again, and reads the record until that is known. */
  | 'UNCERTAIN';

/** What a salary is counted by. */
export type PayPeriod =
  /** A day. */
  | 'DAY'
  /** Half a month. */
  | 'HALF_MONTH'
  /** An hour. */
  | 'HOUR'
  /** A month. */
  | 'MONTH'
  /** A whole rotation away from home (HeadHunter: fly-in, fly-out). */
  | 'ROTATION'
  /** A piece of work. */
  | 'SERVICE'
  /** A shift. */
  | 'SHIFT'
  /** Two weeks. */
  | 'TWO_WEEKS'
  /** The board's word is not known to this version; see vendorData. */
  | 'UNKNOWN'
  /** A week. */
  | 'WEEK'
  /** A year. */
  | 'YEAR';

/** Extend a publication. Paid for like a new one, and sent at most once; ask Vacancy.prolongation first. */
export type ProlongateVacancyInput = {
  /** Only the checks: their userErrors, and the record as it stands. Nothing is recorded or sent; `operation` is null. */
  dryRun?: boolean | null | undefined;
  /** Global id of the record to change. At most 2000 characters. */
  id: string;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
};

/** Publish an advertisement; the board may charge for it. Exactly one of the boards' own fields, such as headhunter or linkedin, is given; it says where to publish. */
export type PublishVacancyInput = {
  /** Which of the server's accounts at that board. At most 30 characters. */
  account?: string | null | undefined;
  /** The employer's own code for it; the key that ties it to jobs and other records of the same requisition. At most 255 characters. */
  code?: string | null | undefined;
  /** HTML. How long it must and may be is the board's to say: vacancyFieldRules. At most 100000 characters. */
  description: string;
  /** Only the checks: their userErrors, and the record as it stands. Nothing is recorded or sent; `operation` is null. */
  dryRun?: boolean | null | undefined;
  /** Publish at HeadHunter, with these fields. */
  headhunter?: HeadHunterVacancyInput | null | undefined;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Publish at LinkedIn, with this. */
  linkedin?: LinkedInVacancyInput | null | undefined;
  /** Its title on the board. At most 500 characters. */
  name: string;
  /** What is offered; left out, the advertisement does not say. */
  salary?: SalaryInput | null | undefined;
};

/** Open a closed job again. */
export type ReopenJobInput = {
  /** Only the checks: their userErrors, and the record as it stands. Nothing is recorded or sent; `operation` is null. */
  dryRun?: boolean | null | undefined;
  /** Open until then; must lie ahead. Leave out for open without end. */
  expiresAt?: string | null | undefined;
  /** Global id of the record to change. At most 2000 characters. */
  id: string;
  /** A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, for all changes alike, and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, nothing sent. Same key, other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids. At most 255 characters. */
  idempotencyKey?: string | null | undefined;
};

/** What is offered; leave a bound out to keep it open. */
export type SalaryInput = {
  /** ISO 4217, in the board's own spelling where it has one (HeadHunter: RUR for the rouble). At most 100 characters. */
  currency: string;
  /** How often it is paid out, by HeadHunter's dictionary. At most 2000 characters. */
  frequencyId?: string | null | undefined;
  /** At least, in whole units of the currency. */
  from?: number | null | undefined;
  /** Before tax. */
  gross?: boolean | null | undefined;
  /** What it is counted by. LinkedIn needs one; HeadHunter takes MONTH, SHIFT, HOUR, ROTATION and SERVICE, and MONTH where it is left out. */
  period?: PayPeriod | null | undefined;
  /** At most, in whole units of the currency. */
  to?: number | null | undefined;
};

/** How a vendor answered this request. */
export type SourceState =
  /** No answer, or none to the end of the list: records are missing. See failure, or the error at the path of the list. */
  | 'FAILED'
  /** Answered now, or from a cache that is still valid. */
  | 'FRESH'
  /** Answered, but the server has not yet looked at everything there (codes are still being learned): records may be missing. Also where records, or parts of them, cannot be read: the rest is shown, and failure says which. */
  | 'INCOMPLETE'
  /** Answered from what was read before, because the vendor did not answer now. */
  | 'STALE';

/** Why a change was not made, or cannot be. */
export type UserErrorCode =
  /** It is closed already; nothing was sent. */
  | 'ALREADY_CLOSED'
  /** It is open already; nothing was sent. */
  | 'ALREADY_OPEN'
  /** The record is already in the requested state, or in one that excludes it; or, where retryable, another change of it is under way: wait for that one to be settled. */
  | 'CONFLICT'
  /** The vendor's settings forbid it (Feishu: the switch "通过 API 同步职位" is off). An administrator turns it on at the vendor. */
  | 'DISABLED_AT_VENDOR'
  /** The vendor has a similar record. See HeadHunterVacancyInput.ignoreDuplicates. */
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
  /** The vendor refused for a reason of its own (see message and vendorCode), or could not be reached, or its answer was lost and the change was not made. */
  | 'REJECTED_BY_VENDOR'
  /** The vendor allows it later (HeadHunter: too soon after the last prolongation). */
  | 'TOO_EARLY'
  /** Sent; not known yet whether it was made. Do not send it again: query the operation. */
  | 'UNCERTAIN'
  /** This vendor cannot do that; see VendorStatus.abilities. */
  | 'UNSUPPORTED_BY_VENDOR';

/** The person to contact, for candidates. */
export type VacancyContactsInput = {
  /** Their e-mail address. At most 500 characters. */
  email?: string | null | undefined;
  /** The person's name. At most 500 characters. */
  name: string;
  /** Their telephone numbers; vacancyFieldRules has the largest number of them. */
  phones?: Array<VacancyPhoneInput> | null | undefined;
};

/** A telephone number: either formatted, or country, city and number. */
export type VacancyPhoneInput = {
  /** City or operator code, e.g. 495. At most 100 characters. */
  city?: string | null | undefined;
  /** For candidates: when to call, and the person to ask for. At most 500 characters. */
  comment?: string | null | undefined;
  /** Country code, e.g. 7. At most 100 characters. */
  country?: string | null | undefined;
  /** The whole number as people write it, e.g. +7 (495) 123-45-67; instead of country, city and number. At most 100 characters. */
  formatted?: string | null | undefined;
  /** The rest of the number, e.g. 123-45-67. At most 100 characters. */
  number?: string | null | undefined;
};

/** The status of an advertisement, in words that are the same for all boards. */
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
  /** The board's status is not known to this version; see vendorStatus. */
  | 'UNKNOWN';

/** The system that holds a record. */
export type Vendor =
  /** Feishu (Lark) CoreHR: job profiles and their versions over time. */
  | 'FEISHU_COREHR'
  /** Feishu (Lark) Hire: recruiting jobs, which can be closed and reopened. */
  | 'FEISHU_HIRE'
  /** Greenhouse Harvest: jobs and their openings. */
  | 'GREENHOUSE'
  /** HeadHunter (hh.ru): vacancies on the board, their prolongation and statistics. */
  | 'HEADHUNTER'
  /** LinkedIn Talent job postings. Works asynchronously and cannot be listed: this server knows what was published through it. */
  | 'LINKEDIN';

/** What a caller can do about a vendor's failure. Also `extensions.code` of the errors that resolvers raise; what is wrong with the caller's own request or token is BAD_USER_INPUT, UNAUTHENTICATED or FORBIDDEN. A non-null field that cannot be read is empty, so that no other record is lost with it; the error with its path says that this emptiness means nothing. */
export type VendorErrorCode =
  /** The vendor does not let these credentials do that. A right must be granted at the vendor. */
  | 'ACCESS_DENIED'
  /** The answer, or a record or a part of one in it, could not be understood; the rest is shown. For the operator, who may report vendorRequestId to the vendor. */
  | 'BAD_RESPONSE'
  /** The vendor does not take the server's credentials. The operator must act; asking again does not help. */
  | 'CREDENTIALS_REJECTED'
  /** The vendor does not have it, or does not show it to these credentials. */
  | 'NOT_FOUND'
  /** The vendor's request budget is used up. Ask again after retryAfterMs, or at resetsAt where that is given. */
  | 'RATE_LIMITED'
  /** The vendor understood and refused; the message says why. Change the request. */
  | 'REJECTED'
  /** No answer in time. Reads may be asked again. */
  | 'TIMEOUT'
  /** The vendor cannot be reached, fails, or its circuit is open. Ask again later. */
  | 'UNAVAILABLE'
  /** This vendor cannot do that; see VendorStatus.abilities. */
  | 'UNSUPPORTED';

export type FeedHeadQueryVariables = Exact<{ [key: string]: never; }>;


export type FeedHeadQuery = { events: { head: string } };

export type FollowOutcomesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowOutcomesSubscription = { events: { id: string, kind: EventKind, at: string, code: string | null, discrepancyId: string | null, operation: { id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null } };

export type SourceStateFragment = { vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null };

export type ReceiptFragment = { id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> };

export type AdvertsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type AdvertsQuery = { vacancies: { edges: Array<{ cursor: string, node: { id: string, vendor: Vendor, name: string, code: string | null, status: VacancyStatus, counters: { views: number | null, responses: number | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } };

export type AdvertStatsQueryVariables = Exact<{
  id: string;
  start?: string | null | undefined;
  end?: string | null | undefined;
}>;


export type AdvertStatsQuery = { vacancy: { id: string, vendor: Vendor, account: string, name: string, code: string | null, status: VacancyStatus, url: string | null, publishedAt: string | null, expiresAt: string | null, counters: { views: number | null, responses: number | null, unreadResponses: number | null } | null } | null, vacancyStats: Array<{ start: string, end: string, views: number, responses: number, coveredDays: number, days: Array<{ date: string, views: number | null, responses: number | null, recordedAt: string | null }> }> };

export type BoardQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  text?: string | null | undefined;
  status?: JobStatus | null | undefined;
}>;


export type BoardQuery = { requisitions: { edges: Array<{ cursor: string, node: { id: string, code: string, status: JobStatus, jobs: Array<{ id: string, vendor: Vendor, account: string, name: string, status: JobStatus, departments: Array<string>, locations: Array<string> }>, openings: Array<{ id: string, status: OpeningStatus, openedAt: string | null }>, vacancies: Array<{ id: string, vendor: Vendor, account: string, name: string, status: VacancyStatus, url: string | null, expiresAt: string | null, counters: { views: number | null, responses: number | null } | null }>, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } };

export type BoardRowFragment = { id: string, code: string, status: JobStatus, jobs: Array<{ id: string, vendor: Vendor, account: string, name: string, status: JobStatus, departments: Array<string>, locations: Array<string> }>, openings: Array<{ id: string, status: OpeningStatus, openedAt: string | null }>, vacancies: Array<{ id: string, vendor: Vendor, account: string, name: string, status: VacancyStatus, url: string | null, expiresAt: string | null, counters: { views: number | null, responses: number | null } | null }>, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> };

export type MorningQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  kinds?: Array<DiscrepancyKind> | DiscrepancyKind | null | undefined;
}>;


export type MorningQuery = { discrepancies: { edges: Array<{ cursor: string, node: { id: string, kind: DiscrepancyKind, code: string, message: string, since: string, checkedAt: string, records: Array<
          | { __typename: 'Job', name: string, id: string, vendor: Vendor, account: string, jobStatus: JobStatus }
          | { __typename: 'JobVersion', id: string, vendor: Vendor, account: string }
          | { __typename: 'Opening', id: string, vendor: Vendor, account: string }
          | { __typename: 'Vacancy', url: string | null, expiresAt: string | null, id: string, vendor: Vendor, account: string, title: string, vacancyStatus: VacancyStatus }
        >, remedies: Array<{ mutation: string, input: unknown, paid: boolean, permission: { allowed: boolean, code: UserErrorCode | null, reason: string | null } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } };

export type StillThereQueryVariables = Exact<{
  id: string;
}>;


export type StillThereQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type ContradictionFragment = { id: string, kind: DiscrepancyKind, code: string, message: string, since: string, checkedAt: string, records: Array<
    | { __typename: 'Job', name: string, id: string, vendor: Vendor, account: string, jobStatus: JobStatus }
    | { __typename: 'JobVersion', id: string, vendor: Vendor, account: string }
    | { __typename: 'Opening', id: string, vendor: Vendor, account: string }
    | { __typename: 'Vacancy', url: string | null, expiresAt: string | null, id: string, vendor: Vendor, account: string, title: string, vacancyStatus: VacancyStatus }
  >, remedies: Array<{ mutation: string, input: unknown, paid: boolean, permission: { allowed: boolean, code: UserErrorCode | null, reason: string | null } }> };

export type RefusalFragment = { code: UserErrorCode, message: string, field: Array<string> | null };

export type JobNowFragment = { id: string, status: JobStatus };

export type VacancyNowFragment = { id: string, status: VacancyStatus, expiresAt: string | null };

export type VacancyChangeFragment = { vacancy: { id: string, status: VacancyStatus, expiresAt: string | null } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> };

export type JobChangeFragment = { notices: Array<string>, job: { id: string, status: JobStatus } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> };

export type CloseJobMutationVariables = Exact<{
  input: CloseJobInput;
}>;


export type CloseJobMutation = { closeJob: { notices: Array<string>, job: { id: string, status: JobStatus } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ReopenJobMutationVariables = Exact<{
  input: ReopenJobInput;
}>;


export type ReopenJobMutation = { reopenJob: { notices: Array<string>, job: { id: string, status: JobStatus } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type CloseVacancyMutationVariables = Exact<{
  input: CloseVacancyInput;
}>;


export type CloseVacancyMutation = { closeVacancy: { vacancy: { id: string, status: VacancyStatus, expiresAt: string | null } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type CloseVacanciesMutationVariables = Exact<{
  input: CloseVacanciesInput;
}>;


export type CloseVacanciesMutation = { closeVacancies: Array<{ vacancy: { id: string, status: VacancyStatus, expiresAt: string | null } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> }> };

export type ProlongateVacancyMutationVariables = Exact<{
  input: ProlongateVacancyInput;
}>;


export type ProlongateVacancyMutation = { prolongateVacancy: { vacancy: { id: string, status: VacancyStatus, expiresAt: string | null } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type PublishVacancyMutationVariables = Exact<{
  input: PublishVacancyInput;
}>;


export type PublishVacancyMutation = { publishVacancy: { vacancy: { id: string, status: VacancyStatus, expiresAt: string | null } | null, operation: { replayed: boolean, id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type QuarterRequisitionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  text?: string | null | undefined;
}>;


export type QuarterRequisitionsQuery = { requisitions: { edges: Array<{ cursor: string, node: { id: string, code: string, jobs: Array<{ id: string, vendor: Vendor, name: string, status: JobStatus }>, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } };

export type QuarterTimelineQueryVariables = Exact<{
  jobIds: Array<string> | string;
  start: string;
  end: string;
}>;


export type QuarterTimelineQuery = { jobTimeline: Array<{ start: string, end: string, job: { id: string }, versions: Array<{ id: string, name: string | null, effectiveDate: string, expirationDate: string | null }>, openings: Array<{ id: string, openingId: string | null, status: OpeningStatus, openedAt: string | null, closedAt: string | null }>, vacancies: Array<{ id: string, vendor: Vendor, name: string, status: VacancyStatus, publishedAt: string | null, closedAt: string | null, expiresAt: string | null }> }> };

export type OperationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OperationsQuery = { operations: { edges: Array<{ cursor: string, node: { id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OperationReceiptQueryVariables = Exact<{
  id: string;
}>;


export type OperationReceiptQuery = { operation: { id: string, kind: string, vendor: Vendor, account: string, outcome: OperationOutcome, targetId: string | null, idempotencyKey: string | null, requestedBy: string, requestedAt: string, settledAt: string | null, resolvedBy: string | null, resolution: string | null, vendorRequestId: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null };

export type ReceiptTargetQueryVariables = Exact<{
  id: string;
}>;


export type ReceiptTargetQuery = { node:
    | { __typename: 'Discrepancy', id: string }
    | { __typename: 'Event', id: string }
    | { __typename: 'Job', code: string | null, name: string, id: string, jobStatus: JobStatus }
    | { __typename: 'JobVersion', id: string }
    | { __typename: 'Opening', openingId: string | null, id: string, openingStatus: OpeningStatus }
    | { __typename: 'Operation', id: string }
    | { __typename: 'Requisition', id: string }
    | { __typename: 'Vacancy', code: string | null, id: string, title: string, vacancyStatus: VacancyStatus }
   | null };

export type ReceiptEventsQueryVariables = Exact<{
  recordId: string;
  after?: string | null | undefined;
}>;


export type ReceiptEventsQuery = { events: { nodes: Array<{ id: string, at: string, kind: EventKind, cause: EventCause, changes: Array<{ field: string, before: unknown, after: unknown }>, operation: { id: string } | null }> } };

export const SourceStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SourceStateFragment, unknown>;
export const BoardRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BoardRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Requisition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"jobs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"StringValue","value":"en","block":false}}]},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"departments"}},{"kind":"Field","name":{"kind":"Name","value":"locations"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"vacancies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"counters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceState"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<BoardRowFragment, unknown>;
export const ContradictionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Contradiction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Discrepancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"records"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"StringValue","value":"en","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"jobStatus"},"name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"title"},"name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"vacancyStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"remedies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mutation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"paid"}},{"kind":"Field","name":{"kind":"Name","value":"permission"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<ContradictionFragment, unknown>;
export const VacancyNowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<VacancyNowFragment, unknown>;
export const ReceiptFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ReceiptFragment, unknown>;
export const RefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<RefusalFragment, unknown>;
export const VacancyChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VacancyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<VacancyChangeFragment, unknown>;
export const JobNowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]} as unknown as DocumentNode<JobNowFragment, unknown>;
export const JobChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"JobPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notices"}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<JobChangeFragment, unknown>;
export const FeedHeadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FeedHead"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"head"}}]}}]}}]} as unknown as DocumentNode<FeedHeadQuery, FeedHeadQueryVariables>;
export const FollowOutcomesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowOutcomes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"OPERATION_SETTLED"},{"kind":"EnumValue","value":"DISCREPANCY_FOUND"},{"kind":"EnumValue","value":"DISCREPANCY_ENDED"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"discrepancyId"}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<FollowOutcomesSubscription, FollowOutcomesSubscriptionVariables>;
export const AdvertsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Adverts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"vendors"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"HEADHUNTER"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"counters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceState"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<AdvertsQuery, AdvertsQueryVariables>;
export const AdvertStatsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AdvertStats"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"start"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"end"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"counters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"unreadResponses"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vacancyStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"vacancyIds"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"id"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"start"},"value":{"kind":"Variable","name":{"kind":"Name","value":"start"}}},{"kind":"Argument","name":{"kind":"Name","value":"end"},"value":{"kind":"Variable","name":{"kind":"Name","value":"end"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}},{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"coveredDays"}},{"kind":"Field","name":{"kind":"Name","value":"days"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}}]}}]} as unknown as DocumentNode<AdvertStatsQuery, AdvertStatsQueryVariables>;
export const BoardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Board"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JobStatus"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requisitions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}},{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceState"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BoardRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Requisition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"jobs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"StringValue","value":"en","block":false}}]},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"departments"}},{"kind":"Field","name":{"kind":"Name","value":"locations"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"vacancies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"counters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"views"}},{"kind":"Field","name":{"kind":"Name","value":"responses"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceState"}}]}}]}}]} as unknown as DocumentNode<BoardQuery, BoardQueryVariables>;
export const MorningDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Morning"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DiscrepancyKind"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discrepancies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Contradiction"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceState"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Contradiction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Discrepancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"records"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"StringValue","value":"en","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"jobStatus"},"name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"title"},"name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"vacancyStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"remedies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mutation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"paid"}},{"kind":"Field","name":{"kind":"Name","value":"permission"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<MorningQuery, MorningQueryVariables>;
export const StillThereDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StillThere"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<StillThereQuery, StillThereQueryVariables>;
export const CloseJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseJobInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"JobPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notices"}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<CloseJobMutation, CloseJobMutationVariables>;
export const ReopenJobDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReopenJob"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReopenJobInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenJob"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JobChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"JobPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JobNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notices"}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<ReopenJobMutation, ReopenJobMutationVariables>;
export const CloseVacancyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseVacancy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseVacancyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeVacancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VacancyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<CloseVacancyMutation, CloseVacancyMutationVariables>;
export const CloseVacanciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseVacancies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseVacanciesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeVacancies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VacancyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<CloseVacanciesMutation, CloseVacanciesMutationVariables>;
export const ProlongateVacancyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProlongateVacancy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProlongateVacancyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prolongateVacancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VacancyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<ProlongateVacancyMutation, ProlongateVacancyMutationVariables>;
export const PublishVacancyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishVacancy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishVacancyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishVacancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyNow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VacancyChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VacancyPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vacancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VacancyNow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<PublishVacancyMutation, PublishVacancyMutationVariables>;
export const QuarterRequisitionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"QuarterRequisitions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requisitions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"jobs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"StringValue","value":"en","block":false}}]},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceState"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceState"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<QuarterRequisitionsQuery, QuarterRequisitionsQueryVariables>;
export const QuarterTimelineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"QuarterTimeline"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"jobIds"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"start"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"end"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobTimeline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"jobIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"jobIds"}}},{"kind":"Argument","name":{"kind":"Name","value":"start"},"value":{"kind":"Variable","name":{"kind":"Name","value":"start"}}},{"kind":"Argument","name":{"kind":"Name","value":"end"},"value":{"kind":"Variable","name":{"kind":"Name","value":"end"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}},{"kind":"Field","name":{"kind":"Name","value":"job"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"StringValue","value":"en","block":false}}]},{"kind":"Field","name":{"kind":"Name","value":"effectiveDate"}},{"kind":"Field","name":{"kind":"Name","value":"expirationDate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"vacancies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<QuarterTimelineQuery, QuarterTimelineQueryVariables>;
export const OperationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Operations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<OperationsQuery, OperationsQueryVariables>;
export const OperationReceiptDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OperationReceipt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Operation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedBy"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorTaskId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<OperationReceiptQuery, OperationReceiptQueryVariables>;
export const ReceiptTargetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReceiptTarget"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"StringValue","value":"en","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"jobStatus"},"name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","alias":{"kind":"Name","value":"title"},"name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"vacancyStatus"},"name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Opening"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"openingStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"openingId"}}]}}]}}]}}]} as unknown as DocumentNode<ReceiptTargetQuery, ReceiptTargetQueryVariables>;
export const ReceiptEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReceiptEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"recordId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"recordId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"recordId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"APPEARED"},{"kind":"EnumValue","value":"CHANGED"},{"kind":"EnumValue","value":"DISAPPEARED"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReceiptEventsQuery, ReceiptEventsQueryVariables>;