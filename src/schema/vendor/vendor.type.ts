import "reflect-metadata";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "../common/scalars.js";

export enum Vendor {
  FEISHU_COREHR = "FEISHU_COREHR",
  FEISHU_HIRE = "FEISHU_HIRE",
  GREENHOUSE = "GREENHOUSE",
  HEADHUNTER = "HEADHUNTER",
  LINKEDIN = "LINKEDIN",
}
registerEnumType(Vendor, {
  name: "Vendor",
  description: "The system that holds a record.",
  valuesConfig: {
    FEISHU_COREHR: { description: "Feishu (Lark) CoreHR: job profiles and their versions over time." },
    FEISHU_HIRE: { description: "Feishu (Lark) Hire: recruiting jobs, which can be closed and reopened." },
    GREENHOUSE: { description: "Greenhouse Harvest: jobs and their openings." },
    HEADHUNTER: { description: "HeadHunter (hh.ru): vacancies on the board, their prolongation and statistics." },
    LINKEDIN: {
      description:
        "LinkedIn Talent job postings. Works asynchronously and cannot be listed: this server knows what was published through it.",
    },
  },
});

export enum Ability {
  READ_JOBS = "READ_JOBS",
  LIST_JOBS = "LIST_JOBS",
  REOPEN_JOB = "REOPEN_JOB",
  CLOSE_JOB = "CLOSE_JOB",
  JOB_TIMELINE = "JOB_TIMELINE",
  READ_OPENINGS = "READ_OPENINGS",
  CREATE_OPENINGS = "CREATE_OPENINGS",
  UPDATE_OPENING = "UPDATE_OPENING",
  CLOSE_OPENING = "CLOSE_OPENING",
  REOPEN_OPENING = "REOPEN_OPENING",
  DELETE_OPENINGS = "DELETE_OPENINGS",
  READ_VACANCIES = "READ_VACANCIES",
  LIST_VACANCIES = "LIST_VACANCIES",
  PUBLISH_VACANCY = "PUBLISH_VACANCY",
  UPDATE_VACANCY = "UPDATE_VACANCY",
  UPGRADE_VACANCY = "UPGRADE_VACANCY",
  REASSIGN_VACANCY = "REASSIGN_VACANCY",
  PROLONGATE_VACANCY = "PROLONGATE_VACANCY",
  CLOSE_VACANCY = "CLOSE_VACANCY",
  DELETE_VACANCY = "DELETE_VACANCY",
  RESTORE_VACANCY = "RESTORE_VACANCY",
  VACANCY_STATS = "VACANCY_STATS",
}
registerEnumType(Ability, {
  name: "Ability",
  description:
    "What a vendor can be asked to do. Follows from its adapter; nothing is discovered by failing. Asking for what is not listed gives " +
    "UNSUPPORTED (reads) or the userError UNSUPPORTED_BY_VENDOR (changes). Abilities for changes bear the mutation's name.",
  valuesConfig: {
    READ_JOBS: { description: "One job by its id: `job`, `node`." },
    LIST_JOBS: { description: "Takes part in `jobs`." },
    REOPEN_JOB: { description: "Open a closed job again." },
    CLOSE_JOB: { description: "Close a job." },
    JOB_TIMELINE: { description: "Knows versions of jobs over time: `jobTimeline`, `Job.versions`, `Job.timeline`." },
    READ_OPENINGS: { description: "Openings of a job: `opening`, `Job.openings`." },
    CREATE_OPENINGS: { description: "Create openings of a job." },
    UPDATE_OPENING: { description: "Change an opening's own id and the company's fields of it." },
    CLOSE_OPENING: { description: "Close an opening, with a reason where one is given." },
    REOPEN_OPENING: { description: "Open a closed opening again." },
    DELETE_OPENINGS: { description: "Delete openings for good." },
    READ_VACANCIES: { description: "One vacancy by its id: `vacancy`, `node`." },
    LIST_VACANCIES: { description: "Takes part in `vacancies`." },
    PUBLISH_VACANCY: { description: "Publish an advertisement on the board; may cost money." },
    UPDATE_VACANCY: { description: "Change an advertisement." },
    UPGRADE_VACANCY: { description: "A better kind of publication for a live vacancy; costs money." },
    REASSIGN_VACANCY: { description: "Hand a vacancy to another manager." },
    PROLONGATE_VACANCY: { description: "Extend the publication; paid for like a new one." },
    CLOSE_VACANCY: { description: "Take an advertisement down: `closeVacancy`, `closeVacancies`." },
    DELETE_VACANCY: { description: "Put a closed vacancy in the board's bin." },
    RESTORE_VACANCY: { description: "Take a vacancy back out of the board's bin." },
    VACANCY_STATS: { description: "Views and responses day by day: `vacancyStats`, `Vacancy.stats`." },
  },
});

export enum VendorMode {
  LIVE = "LIVE",
  SANDBOX = "SANDBOX",
  OFF = "OFF",
}
registerEnumType(VendorMode, {
  name: "VendorMode",
  description: "Whether a vendor is live, a stand-in or off.",
  valuesConfig: {
    LIVE: { description: "Real credentials, the real vendor." },
    SANDBOX: { description: "The bundled stand-in for that vendor, on loopback, with sample data." },
    OFF: { description: "Not configured; it is asked nothing and has no records." },
  },
});

export enum CircuitState {
  CLOSED = "CLOSED",
  OPEN = "OPEN",
  HALF_OPEN = "HALF_OPEN",
}
registerEnumType(CircuitState, {
  name: "CircuitState",
  description:
    "Whether requests are let through to a vendor. A run of failures opens the circuit, so that a vendor that is down fails fast.",
  valuesConfig: {
    CLOSED: { description: "All is well: requests go through." },
    OPEN: { description: "Too many failures: requests fail at once with UNAVAILABLE." },
    HALF_OPEN: { description: "A single request is let through to see whether the vendor is back." },
  },
});

export enum VendorErrorCode {
  RATE_LIMITED = "RATE_LIMITED",
  CREDENTIALS_REJECTED = "CREDENTIALS_REJECTED",
  ACCESS_DENIED = "ACCESS_DENIED",
  NOT_FOUND = "NOT_FOUND",
  REJECTED = "REJECTED",
  BAD_RESPONSE = "BAD_RESPONSE",
  TIMEOUT = "TIMEOUT",
  UNAVAILABLE = "UNAVAILABLE",
  UNSUPPORTED = "UNSUPPORTED",
}
registerEnumType(VendorErrorCode, {
  name: "VendorErrorCode",
  description:
    "What a caller can do about a vendor's failure. Also `extensions.code` of the errors that resolvers raise; what is wrong with the " +
    "caller's own request or token is BAD_USER_INPUT, UNAUTHENTICATED or FORBIDDEN. A non-null field that cannot be read is empty, so " +
    "that no other record is lost with it; the error with its path says that this emptiness means nothing.",
  valuesConfig: {
    RATE_LIMITED: {
      description: "The vendor's request budget is used up. Ask again after retryAfterMs, or at resetsAt where that is given.",
    },
    CREDENTIALS_REJECTED: {
      description: "The vendor does not take the server's credentials. The operator must act; asking again does not help.",
    },
    ACCESS_DENIED: { description: "The vendor does not let these credentials do that. A right must be granted at the vendor." },
    NOT_FOUND: { description: "The vendor does not have it, or does not show it to these credentials." },
    REJECTED: { description: "The vendor understood and refused; the message says why. Change the request." },
    BAD_RESPONSE: {
      description:
        "The answer, or a record or a part of one in it, could not be understood; the rest is shown. For the operator, who " +
        "may report vendorRequestId to the vendor.",
    },
    TIMEOUT: { description: "No answer in time. Reads may be asked again." },
    UNAVAILABLE: { description: "The vendor cannot be reached, fails, or its circuit is open. Ask again later." },
    UNSUPPORTED: { description: "This vendor cannot do that; see VendorStatus.abilities." },
  },
});

export enum SourceState {
  FRESH = "FRESH",
  STALE = "STALE",
  INCOMPLETE = "INCOMPLETE",
  FAILED = "FAILED",
}
registerEnumType(SourceState, {
  name: "SourceState",
  description: "How a vendor answered this request.",
  valuesConfig: {
    FRESH: { description: "Answered now, or from a cache that is still valid." },
    STALE: { description: "Answered from what was read before, because the vendor did not answer now." },
    INCOMPLETE: {
      description:
        "Answered, but the server has not yet looked at everything there (codes are still being learned): records may be missing. Also " +
        "where records, or parts of them, cannot be read: the rest is shown, and failure says which.",
    },
    FAILED: {
      description: "No answer, or none to the end of the list: records are missing. See failure, or the error at the path of the list.",
    },
  },
});

@ObjectType({ description: "A failure of a vendor, with what a caller can do about it.", simpleResolvers: true })
export class SourceFailure {
  @Field(() => Vendor, { description: "The vendor that failed." })
  vendor: Vendor;

  @Field(() => String, { description: "Which of the server's accounts there." })
  account: string;

  @Field(() => VendorErrorCode, { description: "What can be done about it. The same closed list as `extensions.code` of an error." })
  code: VendorErrorCode;

  @Field(() => String, { description: "What went wrong, for people. Its wording may change: branch on code." })
  message: string;

  @Field(() => Boolean, { description: "Whether the same request may succeed later unchanged." })
  retryable: boolean;

  @Field(() => Int, { nullable: true, description: "Milliseconds to wait before the next request; null where unknown." })
  retryAfterMs?: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When the vendor takes requests again, where that is known by the calendar: the calls of a month are used up.",
  })
  resetsAt?: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's own error code, in its spelling." })
  vendorCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's id of the failed request (Feishu: log id), for the vendor's support.",
  })
  vendorRequestId?: string | null;

  @Field(() => DateTimeScalar, { description: "When it failed." })
  at: string;
}

@ObjectType({
  description:
    "How one account at a vendor answered. For a list without this field (Job.vacancies, Vacancy.jobs, jobTimeline, vacancyStats, created openings) " +
    "a failure is in `errors`, with path and code, and every account that is not FRESH in the response's `extensions.sources`, in this form. " +
    "LinkedIn postings read by their ids are STALE there where they come from the server's store.",
  simpleResolvers: true,
})
export class SourceReport {
  @Field(() => Vendor, { description: "The vendor that was asked." })
  vendor: Vendor;

  @Field(() => String, { description: "Which of the server's accounts there." })
  account: string;

  @Field(() => SourceState, { description: "Whether its records in this answer are fresh, stale, perhaps not all, or missing." })
  state: SourceState;

  @Field(() => DateTimeScalar, { nullable: true, description: "When its records were read from it; null where there are none." })
  fetchedAt?: string | null;

  @Field(() => SourceFailure, {
    nullable: true,
    description:
      "Why it did not answer now, or which of its records cannot be read. Null where state is FRESH, while codes are still being learned, and " +
      "where it was not asked because the operation may send no more requests: then the error at the list's path says so.",
  })
  failure?: SourceFailure | null;
}
