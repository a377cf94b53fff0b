import type { RecordKind } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import type { VendorError } from "../../http/vendor-error.js";
import { epochMs } from "../contract/wire-parts.js";

/**
 * The Job Posting API, LinkedIn's spelling kept. Objects are loose: fields are added, and optional ones come as null,
 * as absent, or in another type than the page says (an id as a number, a status as a text).
 */
const text = z.string().nullish();
/** A text, or a number in its place. */
const word = z.union([z.string(), z.number().transform(String)]).nullish();
const moment = epochMs.nullish();

/** What is done with a posting. UPGRADE promotes it; only the versioned API has a verb for that. */
export type Operation = "CREATE" | "UPDATE" | "RENEW" | "CLOSE" | "UPGRADE";

/** A sum: the amount is a decimal number as a text (schema page). */
export interface WireMoney {
  amount: string;
  currencyCode: string;
}

export interface WireCompensation {
  period: string;
  type: string;
  value: { range: { start: WireMoney; end: WireMoney } } | { exactAmount: WireMoney };
}

/**
 * One job as the store keeps it, in the names of `/v2` whichever API it was sent to: the fields that all operations share (schema page), and
 * those that the graph has no name for.
 */
export interface WireJob {
  externalJobPostingId: string;
  title: string;
  description: string;
  /** Epoch milliseconds, not in the future. */
  listedAt: number;
  location: string;
  companyApplyUrl: string;
  integrationContext?: string;
  companyName?: string;
  companyPageUrl?: string;
  posterEmail?: string;
  showPosterInfo?: boolean;
  listingType: "BASIC" | "PREMIUM";
  contract?: string;
  companyJobCode?: string;
  alternateLocations?: string[];
  industries?: string[];
  categories?: string[];
  skillsDescription?: string;
  /** Exactly one. */
  workplaceTypes?: [string];
  employmentStatus?: string;
  experienceLevel?: string;
  expireAt?: number;
  compensation?: { compensations: WireCompensation[] };
  onsiteApplyConfiguration?: { jobApplicationWebhookUrl: string; questions?: unknown };
  [untyped: string]: unknown;
}

/** One element of a `batch_create`: a job in the names of one API, with its verb. */
export type WireElement = Record<string, unknown>;

export const wireToken = z.looseObject({
  access_token: z.string().min(1),
  // The docs' sample is a text, other clients read a number.
  expires_in: z.coerce.number().positive(),
});

export const wireTokenError = z.looseObject({ error: z.string(), error_description: text });

/** The body of an API error; some come as plain text instead. */
export const wireApiError = z.looseObject({ message: text, serviceErrorCode: word, code: word, requestId: word });

/** The required part of an API error. */
export const wireRefusal = z.looseObject({ message: z.string(), status: z.coerce.number() });

/** An integer in samples, a text in the OpenAPI file. Any other value is ignored, so that it does not pass for a refusal. */
const httpStatus = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{3}$/)
      .transform(Number),
  ])
  .refine((status) => status >= 100 && status < 600);

const elementAnswer = z.looseObject({
  status: httpStatus,
  id: word,
  // The status decides; an unreadable error must not make the element unreadable.
  error: z.looseObject({ message: text, code: word, requestId: word }).nullish().catch(null),
});
export type WireElementAnswer = z.infer<typeof elementAnswer>;
export const wireElementAnswer: RecordKind<WireElementAnswer> = { name: "answer for a posting", schema: elementAnswer, idField: null };

export const wireBatchAnswer = z.looseObject({ elements: z.array(z.unknown()) });

const entries = z.record(z.string(), z.unknown());

/**
 * Answers by key (Rest.li, batch get): a key is under `results`, or under `errors` where it could not be answered. Each entry is checked by
 * itself, so that an unreadable one does not affect the others.
 */
export const wireByKey = z.looseObject({ results: entries, statuses: entries.nullish(), errors: entries.nullish() });
export type WireByKey = z.infer<typeof wireByKey>;

/** Entries by the requested key. Null: LinkedIn does not know the key. An error: LinkedIn gave no readable answer for the key. */
export type ByKey<Entry> = ReadonlyMap<string, Entry | null | VendorError>;

/** Why one key was not answered. */
export const wireKeyError = z.looseObject({ status: z.coerce.number().int().min(400), message: text, serviceErrorCode: word, code: word });

const task = z.looseObject({
  status: z.string(),
  jobPosting: text,
  errorMessage: text,
  externalJobPostingId: word,
  /** The place as sent, where a posting at several places has several tasks. */
  location: text,
});
export type WireTask = z.infer<typeof task>;
/** A task that ended without a message ended well. */
export const wireTask: RecordKind<WireTask> = { name: "task", schema: task, decisive: ["errorMessage"] };

const detail = z.looseObject({ errorCode: word, errorType: text, statusMessage: text }).nullish();
/** Why a status is what it is. */
export type WireDetail = z.infer<typeof detail>;
const listing = z.looseObject({
  listingStatus: z.string(),
  listingStatusDetail: detail,
  linkedInApplyStatus: text,
  linkedInApplyStatusDetail: detail,
  promotionStatus: text,
  promotionStatusDetail: detail,
  jobPostingUrl: text,
  jobPostingInfo: z.looseObject({ expireAt: moment, listedAt: moment, alternateLocations: z.array(z.string()).nullish() }).nullish(),
  rawLocation: text,
});
export type WireListing = z.infer<typeof listing>;
export const wireListing: RecordKind<WireListing> = { name: "listing", schema: listing };
