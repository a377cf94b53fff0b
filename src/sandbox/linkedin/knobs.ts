const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Daily and minute figures (README, "Limits"). The write figures come from the page on promoted jobs; none is known for BASIC. */
export interface LinkedInLimits {
  writesPerDay: number;
  recordsPerMinute: number;
  recordsPerDay: number;
  taskReadsPerDay: number;
  statusReadsPerDay: number;
}

/** Everything about the stand-in that may be changed while it runs. Counted knobs go down by one with each element they hit. */
export interface LinkedInKnobs {
  /** The documentation shows `expires_in` as a string, clients read a number (README, "Token"). */
  expiresIn: "number" | "string";
  /** The documentation's table against what OAuth usually says. */
  clientAuthenticationError: "invalid_client_id" | "invalid_client";
  /** A parent application gets either no token at all, or a token that may not touch jobs. */
  application: "child" | "parent-without-tokens" | "parent-without-jobs";
  /** "is expired" on the close page, "has expired" on others. */
  expiredTokenText: "is" | "has";
  /** Where CLOSE on an unknown or closed job is refused (README, "Left open"). */
  closeConflict: "by-batch-size" | "http" | "element";
  /** From acceptance to ingestion. LinkedIn says normally under five minutes. */
  taskDelayMs: number;
  /** Thirty days on the task page, twenty-four hours on the create page. */
  taskLifeMs: number;
  /** The customer's jobs still come from a feed: tasks end PROCESSED and list nothing. */
  processedMode: boolean;
  /** Counted: so many accepted elements get a task id that every read answers with 404. */
  lostTasks: number;
  /** Whether LinkedIn did the work of a lost task all the same. */
  lostTasksApplied: boolean;
  /** Counted: so many accepted elements stay IN_PROGRESS without end. */
  stuckTasks: number;
  /** externalJobPostingId → text with which its tasks fail, for policy, money and the like. */
  taskFailures: Record<string, string>;
  /** Shows `jobPosting` before the task has ended, as one fixture of the vendor does. */
  jobPostingWhileInProgress: boolean;
  /** A finished task's inner `id` is another one than the key it was asked by. */
  foreignInnerIds: boolean;
  /** Parts of a location that cannot be standardised, in any letter case. */
  unknownLocations: string[];
  /** Newer pages say 75, older ones 200. */
  externalIdMaxLength: number;
  /** Since June 2025 the schema pages require it for every job; the close page's samples do not carry it. */
  posterEmailRequired: boolean;
  /** Contract ids whose job slots are used up: a CREATE on them is answered with 402. */
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
