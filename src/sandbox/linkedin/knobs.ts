import type { Resource } from "./model.js";

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
  /** Of a CREATE's id. Newer pages say 75, older ones 200. */
  externalIdMaxLength: number;
  /** Of the ids of all other operations, which may have been given in the time of the older pages. */
  externalIdMaxLengthOfOthers: number;
  /** CREATE and UPDATE need `posterEmail`. The schema pages say so since June 2025; the close page's samples lack it. */
  posterEmailRequired: boolean;
  /** Where a missing `posterEmail` shows: on the element, or in a task that FAILED. No page says which. */
  posterEmailRefusal: "element" | "task";
  /** Ids of contracts whose job slots are used up: a CREATE or a promotion with one is answered with 402. */
  contractsWithoutSlots: string[];
  /** The resources served under /v2. An empty list turns /v2 off; no date is known for that. */
  unversionedResources: readonly Resource[];
  /** The resources served under /rest. The SDK reads `jobPostingStatus` under /v2; an empty list is the time before 202501. */
  versionedResources: readonly Resource[];
  /** The answer of an address that a list above leaves out. No page says which. */
  retiredAddress: "not-found" | "upgrade-required";
  /** The versions of /rest by month, YYYYMM, with the time at which each ends. Other versions are unknown. */
  versionEnds: Record<string, number>;
  /** How an ended or unknown version is refused: 426 with the code NONEXISTENT_VERSION, 426 without a code, or 400 with the code. */
  inactiveVersion: "both" | "status-only" | "code-only";
  /** Names that /rest gave up, such as `integrationContext`: refused on the element, or passed over unread. */
  removedFields: "refused" | "ignored";
  /** Checks that a job may be promoted: one location, posted by the API, PUBLIC. */
  promotionRules: boolean;
  /** Takes `onsiteApplyConfiguration` (Apply Connect). Off, it is a field that LinkedIn does not know and does not read. */
  onsiteApply: boolean;
  /** How a status read shows the apply and promotion status with their details: in full, all null as the pages allow, or left out. */
  applyAndPromotionStatus: "shown" | "null" | "absent";
  /** Ends of BASIC jobs by version: up to 365 days under /rest since 202504. Off, 180 days everywhere. */
  endDatesByVersion: boolean;
  /** UPGRADE of a job that is promoted: paid again, or a task that FAILED. No page says which; "charged" costs most. */
  repeatedUpgrade: "charged" | "refused";
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
    externalIdMaxLengthOfOthers: 200,
    // Off until the server sends it.
    posterEmailRequired: false,
    posterEmailRefusal: "element",
    contractsWithoutSlots: [],
    unversionedResources: ["simpleJobPostings", "simpleJobPostingTasks", "jobPostingStatus"],
    versionedResources: ["simpleJobPostings", "simpleJobPostingTasks", "jobPostingStatus"],
    retiredAddress: "not-found",
    versionEnds: namedVersions(),
    inactiveVersion: "both",
    removedFields: "refused",
    promotionRules: true,
    onsiteApply: true,
    applyAndPromotionStatus: "shown",
    endDatesByVersion: true,
    repeatedUpgrade: "charged",
    limits: {
      writesPerDay: 100_000,
      recordsPerMinute: 2_000,
      recordsPerDay: 60_000,
      taskReadsPerDay: 300_000,
      statusReadsPerDay: 1_000_000,
    },
  };
}

/**
 * The versions that the pages and the SDK name, with the first instant at which each may end: "at least two years" after its month [docs].
 * Versions that no source names are unknown.
 */
function namedVersions(): Record<string, number> {
  const named = ["202501", "202504", "202505", "202508", "202510", "202602", "202603"];
  return Object.fromEntries(named.map((version) => [version, Date.UTC(Number(version.slice(0, 4)) + 2, Number(version.slice(4)) - 1)]));
}
