const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Limits a day and a minute (README, "Limits"). Those of writes are from the page on promoted jobs; none is known for BASIC. */
export interface LinkedInLimits {
  writesPerDay: number;
  recordsPerMinute: number;
  recordsPerDay: number;
  taskReadsPerDay: number;
  statusReadsPerDay: number;
}

/** Settings that tests may change while the stand-in runs. A counted one goes down by one with each element it applies to. */
export interface LinkedInKnobs {
  /** The documentation shows `expires_in` as a string, clients read a number (README, "Token"). */
  expiresIn: "number" | "string";
  /** The code of LinkedIn's table, or OAuth's. */
  clientAuthenticationError: "invalid_client_id" | "invalid_client";
  /** A parent application gets no token, or a token without rights for jobs. */
  application: "child" | "parent-without-tokens" | "parent-without-jobs";
  /** "is expired" on the close page, "has expired" on other pages. */
  expiredTokenText: "is" | "has";
  /** How CLOSE of an unknown or closed job is refused (README, "Left open"). */
  closeConflict: "by-batch-size" | "http" | "element";
  /** Time from acceptance to ingestion; normally under five minutes at LinkedIn. */
  taskDelayMs: number;
  /** Thirty days on the task page, twenty-four hours on the create page. */
  taskLifeMs: number;
  /** The customer's jobs come from a feed: tasks end PROCESSED and list nothing. */
  processedMode: boolean;
  /** Counted: accepted elements whose task id every read answers with 404. */
  lostTasks: number;
  /** Whether LinkedIn did the work of a lost task. */
  lostTasksApplied: boolean;
  /** Counted: accepted elements that stay IN_PROGRESS. */
  stuckTasks: number;
  /** Texts of failures by externalJobPostingId, for policy, money and the like. */
  taskFailures: Record<string, string>;
  /** Shows `jobPosting` before the task has ended, as one fixture of the vendor does. */
  jobPostingWhileInProgress: boolean;
  /** The `id` in a finished task differs from the requested key. */
  foreignInnerIds: boolean;
  /** Texts that make a location unknown to LinkedIn, in any letter case. */
  unknownLocations: string[];
  /** Newer pages say 75, older ones 200. */
  externalIdMaxLength: number;
  /** Since June 2025 the schema pages require it for every job; the close page's samples lack it. */
  posterEmailRequired: boolean;
  /** Ids of contracts whose job slots are used up: a CREATE with one is answered with 402. */
  contractsWithoutSlots: string[];
  limits: LinkedInLimits;
}

export function defaultKnobs(): LinkedInKnobs {
  return {
    expiresIn: "number",
    clientAuthenticationError: "invalid_client_id",
    application: "child",
    expiredTokenText: "is",
    closeConflict: "by-batch-size",
    taskDelayMs: 2 * MINUTE_MS,
    taskLifeMs: 30 * DAY_MS,
    processedMode: false,
    lostTasks: 0,
    lostTasksApplied: false,
    stuckTasks: 0,
    taskFailures: {},
    jobPostingWhileInProgress: false,
    foreignInnerIds: false,
    unknownLocations: ["Nowhere"],
    externalIdMaxLength: 75,
    posterEmailRequired: false,
    contractsWithoutSlots: [],
    limits: {
      writesPerDay: 100_000,
      recordsPerMinute: 2_000,
      recordsPerDay: 60_000,
      taskReadsPerDay: 300_000,
      statusReadsPerDay: 1_000_000,
    },
  };
}
