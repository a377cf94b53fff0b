import type { RecordKind } from "../../http/record-check.js";
import { z } from "../../http/zod.js";
import { epochMs } from "../contract/wire-parts.js";

/**
 * The Job Posting API, unversioned (`/v2`), LinkedIn's spelling kept. Objects are loose: fields are added, and optional ones come as null,
 * as absent, or in another type than the page says (an id as a number, a status as a text).
 */
const text = z.string().nullish();
/** A text, or the number that stands in its place. */
const word = z.union([z.string(), z.number().transform(String)]).nullish();
const moment = epochMs.nullish();

/** The verbs of the unversioned API. UPGRADE and DOWNGRADE exist on the versioned one alone. */
export type Operation = "CREATE" | "UPDATE" | "RENEW" | "CLOSE";

/** One job of a `batch_create`, as far as it stays the same whatever is done with the job (schema page). */
export interface WireJob {
  externalJobPostingId: string;
  title: string;
  description: string;
  /** Epoch milliseconds, not ahead. */
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
  // The documentation's sample is a text, clients read a number.
  expires_in: z.coerce.number().positive(),
});

export const wireTokenError = z.looseObject({ error: z.string(), error_description: text });

/** The body of an API error; some come as plain text instead. */
export const wireApiError = z.looseObject({ message: text, serviceErrorCode: word, code: word, requestId: word });

/** What an API error holds in any case. */
export const wireRefusal = z.looseObject({ message: z.string(), status: z.coerce.number() });

/** An integer in samples, a text in the OpenAPI file. What is neither says nothing, and must not pass for a refusal. */
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
  // Its status has told already: an error that cannot be read must not cost the element its own.
  error: z.looseObject({ message: text, code: word, requestId: word }).nullish().catch(null),
});
export type WireElementAnswer = z.infer<typeof elementAnswer>;
export const wireElementAnswer: RecordKind<WireElementAnswer> = { name: "answer for a posting", schema: elementAnswer, idField: null };

export const wireBatchAnswer = z.looseObject({ elements: z.array(z.unknown()) });

const entries = z.record(z.string(), z.unknown());

/**
 * Answers by the key that was asked for (Rest.li, batch get): a key stands under `results`, or, where it could not be answered, under
 * `errors`. Each entry is checked by itself, so that a spoiled one costs the others nothing.
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
