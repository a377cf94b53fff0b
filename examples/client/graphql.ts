/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a vendor can be asked to do. Follows from its adapter; nothing is discovered by failing. Asking for what is not listed gives UNSUPPORTED (reads) or the userError UNSUPPORTED_BY_VENDOR (changes). Abilities for changes bear the mutation's name. */
export type Ability =
  /** Close a job. */
  | 'CLOSE_JOB'
  /** Close an opening, with a reason where one is given. */
  | 'CLOSE_OPENING'
  /** Take an advertisement down: `closeVacancy`, `closeVacancies`. */
  | 'CLOSE_VACANCY'
  /** Create openings of a job. */
  | 'CREATE_OPENINGS'
  /** Delete openings for good. */
  | 'DELETE_OPENINGS'
  /** Put a closed vacancy in the board's bin. */
  | 'DELETE_VACANCY'
  /** Knows versions of jobs over time: `jobTimeline`, `Job.versions`, `Job.timeline`. */
  | 'JOB_TIMELINE'
  /** Takes part in `jobs`. */
  | 'LIST_JOBS'
  /** Takes part in `vacancies`. */
  | 'LIST_VACANCIES'
  /** Extend the publication; paid for like a new one. */
  | 'PROLONGATE_VACANCY'
  /** Publish an advertisement on the board; may cost money. */
  | 'PUBLISH_VACANCY'
  /** One job by its id: `job`, `node`. */
  | 'READ_JOBS'
  /** Openings of a job: `opening`, `Job.openings`. */
  | 'READ_OPENINGS'
  /** One vacancy by its id: `vacancy`, `node`. */
  | 'READ_VACANCIES'
  /** Hand a vacancy to another manager. */
  | 'REASSIGN_VACANCY'
  /** Open a closed job again. */
  | 'REOPEN_JOB'
  /** Open a closed opening again. */
  | 'REOPEN_OPENING'
  /** Take a vacancy back out of the board's bin. */
  | 'RESTORE_VACANCY'
  /** Change an opening's own id and the company's fields of it. */
  | 'UPDATE_OPENING'
  /** Change an advertisement. */
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

/** Whether a vendor is live, a stand-in or off. */
export type VendorMode =
  /** Real credentials, the real vendor. */
  | 'LIVE'
  /** Not configured; it is asked nothing and has no records. */
  | 'OFF'
  /** The bundled stand-in for that vendor, on loopback, with sample data. */
  | 'SANDBOX';

export type RequisitionBoardQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RequisitionBoardQuery = { jobs: { nodes: Array<{ id: string, vendor: Vendor, code: string | null, name: string, departments: Array<string>, locations: Array<string>, openedAt: string | null, openings: { nodes: Array<{ id: string, openingId: string | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string, retryAfterMs: number | null } | null }> } };

export type OneRequisitionQueryVariables = Exact<{
  code: string;
}>;


export type OneRequisitionQuery = { requisition: { code: string, jobs: Array<{ id: string, vendor: Vendor, name: string, status: JobStatus, can: { reopen: { allowed: boolean, reason: string | null }, close: { allowed: boolean, reason: string | null } } }>, openings: Array<{ id: string, status: OpeningStatus, openedAt: string | null, closedAt: string | null }>, vacancies: Array<{ id: string, vendor: Vendor, name: string, status: VacancyStatus, url: string | null, expiresAt: string | null }>, sources: Array<{ vendor: Vendor, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } | null };

export type QuarterGanttQueryVariables = Exact<{
  start: string;
  end: string;
  jobIds?: Array<string> | string | null | undefined;
  first?: number | null | undefined;
}>;


export type QuarterGanttQuery = { jobTimeline: Array<{ start: string, end: string, job: { id: string, vendor: Vendor, code: string | null, name: string }, versions: Array<{ id: string, name: string | null, effectiveDate: string, expirationDate: string | null, active: boolean | null }>, openings: Array<{ id: string, openedAt: string | null, closedAt: string | null }>, vacancies: Array<{ id: string, name: string, publishedAt: string | null, closedAt: string | null }> }> };

export type VacancyStatisticsQueryVariables = Exact<{
  id: string;
  start?: string | null | undefined;
  end?: string | null | undefined;
}>;


export type VacancyStatisticsQuery = { vacancy: { id: string, name: string, status: VacancyStatus, counters: { views: number | null, responses: number | null, unreadResponses: number | null } | null, stats: { start: string, end: string, views: number, responses: number, coveredDays: number, days: Array<{ date: string, views: number | null, responses: number | null, recordedAt: string | null }> } } | null };

export type ReopenJobMutationVariables = Exact<{
  id: string;
  expiresAt?: string | null | undefined;
  dryRun?: boolean | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type ReopenJobMutation = { reopenJob: { job: { id: string, status: JobStatus, expiresAt: string | null } | null, operation: { id: string, outcome: OperationOutcome, replayed: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, retryable: boolean }> } };

export type ProlongateVacancyMutationVariables = Exact<{
  id: string;
  idempotencyKey: string;
}>;


export type ProlongateVacancyMutation = { prolongateVacancy: { vacancy: { id: string, expiresAt: string | null, prolongation: { allowed: boolean, expiresAt: string | null, reason: { id: string, name: string | null } | null } } | null, operation: { id: string, outcome: OperationOutcome, replayed: boolean } | null, userErrors: Array<{ code: UserErrorCode, message: string, retryable: boolean }> } };

export type WaitForOperationQueryVariables = Exact<{
  id: string;
}>;


export type WaitForOperationQuery = { operation: { id: string, kind: string, targetId: string | null, outcome: OperationOutcome, requestedAt: string, settledAt: string | null, vendorTaskId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null };

export type CloseVacanciesMutationVariables = Exact<{
  ids: Array<string> | string;
  idempotencyKey?: string | null | undefined;
}>;


export type CloseVacanciesMutation = { closeVacancies: Array<{ vacancy: { id: string, status: VacancyStatus } | null, operation: { id: string, targetId: string | null, outcome: OperationOutcome } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> }> };

export type AuditOfRecordQueryVariables = Exact<{
  targetId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditOfRecordQuery = { operations: { nodes: Array<{ id: string, kind: string, outcome: OperationOutcome, requestedBy: string, requestedAt: string, settledAt: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VendorsHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsHealthQuery = { vendors: Array<{ vendor: Vendor, mode: VendorMode, abilities: Array<Ability>, circuit: CircuitState, lastSuccessAt: string | null, budgets: Array<{ name: string, limit: number, remaining: number, windowMs: number, resetsAt: string | null, queued: number }>, lastFailure: { code: VendorErrorCode, message: string, at: string } | null }> };

export type FollowRequisitionSubscriptionVariables = Exact<{
  code: string;
  after?: string | null | undefined;
}>;


export type FollowRequisitionSubscription = { events: { id: string, kind: EventKind, cause: EventCause, at: string, vendor: Vendor, recordId: string | null, changes: Array<{ field: string, before: unknown, after: unknown }>, record:
      | { id: string, status: JobStatus }
      | { id: string, vacancyStatus: VacancyStatus }
      | Record<PropertyKey, never>
     | null, operation: { id: string, kind: string, requestedBy: string } | null } };

export type MorningsListQueryVariables = Exact<{
  kinds?: Array<DiscrepancyKind> | DiscrepancyKind | null | undefined;
  within?: number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MorningsListQuery = { discrepancies: { nodes: Array<{ id: string, kind: DiscrepancyKind, code: string, message: string, since: string, checkedAt: string, records: Array<
        | { name: string, id: string, vendor: Vendor, jobStatus: JobStatus }
        | { id: string, vendor: Vendor }
        | { id: string, vendor: Vendor }
        | { url: string | null, expiresAt: string | null, id: string, vendor: Vendor, title: string, vacancyStatus: VacancyStatus }
      >, remedies: Array<{ mutation: string, input: unknown, paid: boolean, permission: { allowed: boolean, reason: string | null } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sources: Array<{ vendor: Vendor, account: string, state: SourceState, fetchedAt: string | null, failure: { code: VendorErrorCode, message: string } | null }> } };


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
export const FollowRequisitionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowRequisition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"codes"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"code"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"recordId"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"record"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"vacancyStatus"},"name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}}]}}]}}]}}]} as unknown as DocumentNode<FollowRequisitionSubscription, FollowRequisitionSubscriptionVariables>;
export const MorningsListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MorningsList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DiscrepancyKind"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"within"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"7"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discrepancies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}}},{"kind":"Argument","name":{"kind":"Name","value":"within"},"value":{"kind":"Variable","name":{"kind":"Name","value":"within"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"records"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Job"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"jobStatus"},"name":{"kind":"Name","value":"status"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Vacancy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"title"},"name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"vacancyStatus"},"name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"remedies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mutation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"paid"}},{"kind":"Field","name":{"kind":"Name","value":"permission"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"account"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fetchedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MorningsListQuery, MorningsListQueryVariables>;