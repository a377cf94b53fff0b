import { momentText, webAddress, word } from "../../../../src/datasources/contract/wire-parts.js";
import type { RecordKind } from "../../../../src/http/checks/record-check.js";
import { z } from "../../../../src/http/checks/zod.js";

/** Noticeboard's JSON as it arrives, its spelling kept. Objects are loose, since fields may be added. */
const text = z.string().nullish();
const amount = z.number().nonnegative().nullish();

const pay = z.looseObject({ from: amount, to: amount, currency: z.string() });

const notice = z.looseObject({
  id: z.string().min(1),
  // Without its state nobody knows what may be done with it.
  state: z.string(),
  title: word.nullish(),
  text,
  reference: word.nullish(),
  place: text,
  pay: pay.nullish(),
  page_url: webAddress.nullish(),
  posted_at: momentText.nullish(),
  ends_at: momentText.nullish(),
});
export type WireNotice = z.infer<typeof notice>;

/** A bound that is missing is open: one that cannot be read takes the whole of `pay` with it. */
export const wireNotice: RecordKind<WireNotice> = { name: "notice", schema: notice, decisive: ["pay.from", "pay.to"] };

/** Of any list: the notices are checked one by one. */
export const wireNotices = z.looseObject({ notices: z.array(z.unknown()), next: z.string().nullish() });

export const wirePosted = z.looseObject({ notice: z.looseObject({ id: z.string().min(1) }) });

const refusal = z.looseObject({ code: z.string(), message: z.string().catch(""), field: text.catch(null) });
export type WireRefusal = z.infer<typeof refusal>;
export const wireRefusal = z.looseObject({ error: refusal });

export const wireClosed = z.looseObject({ results: z.array(z.looseObject({ id: z.string(), error: refusal.nullish() })) });

/** The body of a posting. */
export interface WirePosting {
  title: string;
  text: string;
  place: string;
  days: number;
  reference?: string;
  pay?: { from?: number; to?: number; currency: string };
  request_key: string;
}
