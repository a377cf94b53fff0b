import type { RecordKind } from "../../http/checks/record-check.js";
import { z } from "../../http/checks/zod.js";
import { epochMs } from "../contract/wire-parts.js";

/**
 * The Job Posting API, unversioned (`/v2`), LinkedIn's spelling kept. Objects are loose: fields are added, and optional ones come as null,
 * as absent, or in another type than the page says (an id as a number, a status as a text).
 */
const text = z.string().nullish();
/** A text, or a number in its place. */
const word = z.union([z.string(), z.number().transform(String)]).nullish();
const moment = epochMs.nullish();

/** The operations of the unversioned API. UPGRADE and DOWNGRADE exist only in the versioned one. */
export type Operation = "CREATE" | "UPDATE" | "RENEW" | "CLOSE";

/** One job of a `batch_create`: the fields that all operations share (schema page). */
export interface WireJob {
  externalJobPostingId: string;
  title: string;
  description: string;
  /** Epoch milliseconds, not in the future. */
  listedAt: number;
  location: string;
  companyApplyUrl: string;
  integrationContext: string;
  listingType: "BASIC" | "PREMIUM";
  contract?: string;
  companyJobCode?: string;
  industries?: string[];
  categories?: string[];
  /** Exactly one. */
  workplaceTypes?: [string];
  employmentStatus?: string;
  experienceLevel?: string;
  expireAt?: number;
}

export interface WireElement extends WireJob {
  jobPostingOperationType: Operation;
}

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

/** Why one key was not answered. */
export const wireKeyError = z.looseObject({ status: z.coerce.number().int().min(400), message: text, serviceErrorCode: word, code: word });

const task = z.looseObject({
  status: z.string(),
  jobPosting: text,
  errorMessage: text,
});
export type WireTask = z.infer<typeof task>;
/** A task that ended without a message ended well. */
export const wireTask: RecordKind<WireTask> = { name: "task", schema: task, decisive: ["errorMessage"] };

const listing = z.looseObject({
  listingStatus: z.string(),
  listingStatusDetail: z.looseObject({ statusMessage: text }).nullish(),
  jobPostingUrl: text,
  jobPostingInfo: z.looseObject({ expireAt: moment, listedAt: moment }).nullish(),
  rawLocation: text,
});
export type WireListing = z.infer<typeof listing>;
export const wireListing: RecordKind<WireListing> = { name: "listing", schema: listing };
