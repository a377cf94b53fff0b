import { z } from "../../http/checks/zod.js";
import { parseJson } from "../../http/sending/body.js";
import type { Source } from "../../schema/common/source.js";
import { VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import { contentKey, headerOf, hmacHex, isSame } from "../contract/hook-signature.js";
import type { HookNews, HookReceiver, HookRequest, Receipt, VendorWebhooks } from "../contract/webhooks.js";
import { stateOf, statesOf, vacancyGlobalId } from "./linkedin.mapping.js";
import type { PostingOrder, PostingPosition, PostingRepository, StoredPosting } from "./store/linkedin.posting.repository.js";
import { positionOf } from "./store/linkedin.posting.repository.js";

/** Checked with the application's own client secret (README, "Webhooks"). */
export const linkedInWebhooks: VendorWebhooks = { address: "linkedin", readKeys: () => ({}) };

/** A listing is not asked for again within two seconds after it was, by whoever. */
const LAG_MS = 2_500;
/** A notification without an id: the same content is the same one for so long. LinkedIn waits for an answer to a resync for thirty minutes. */
const SAME_STATUS_FOR_MS = 5_000;
const SAME_RESYNC_FOR_MS = 30 * 60_000;
/** Ids of postings go to 200 characters; a request that names more of them than this is cut. */
const LONGEST_ID = 200;
const MOST_IDS = 10_000;
const READ_AT_ONCE = 500;

/** A challenge is a UUID. Nothing else is signed for whoever asks: with `hmacsha256=` before it, the answer would be the signature of a delivery. */
const CHALLENGE = /^[\w-]{1,128}$/;

const word = z.union([z.string().min(1), z.number()]).transform(String);
/** Half of a surrogate pair is in the id of no record. */
const WELL_FORMED = /^[^\p{Cs}]+$/u;
const id = z.union([z.string().max(LONGEST_ID).regex(WELL_FORMED), z.int()]).transform(String);
const wireNotification = z.looseObject({
  type: z.string(),
  notificationId: word.nullish(),
  externalJobPostingId: id.nullish().catch(null),
  externalJobPostingIds: z
    .union([z.array(z.unknown()), id])
    .nullish()
    .catch(null),
  syncAllOpenJobs: z.boolean().nullish().catch(null),
});
type WireNotification = z.infer<typeof wireNotification>;

export interface LinkedInReceiverParts {
  source: Source;
  clientSecret: string;
  postings: Pick<PostingRepository, "byIds" | "list">;
}

/** The bytes are signed as they came: the application page speaks of escaped Unicode. */
export function linkedInReceiver({ source, clientSecret, postings }: LinkedInReceiverParts): HookReceiver {
  return {
    lagMs: LAG_MS,
    receive: ({ method, headers, query, body }: HookRequest): Receipt => {
      if (method === "GET") return answerTo(query.get("challengeCode"), clientSecret);
      if (!isSame(headerOf(headers, "x-li-signature"), hmacHex(clientSecret, "hmacsha256=", body))) return { kind: "refused" };
      const read = wireNotification.safeParse(parseJson(body.toString("utf8")));
      const news = read.success ? newsOf(source, read.data) : undefined;
      if (!read.success || news === undefined) return { kind: "ignored" };
      const { notificationId, type } = read.data;
      if (notificationId) return { kind: "delivery", key: `${type}:${notificationId}`, news };
      const otherAfterMs = news.resend === undefined ? SAME_STATUS_FOR_MS : SAME_RESYNC_FOR_MS;
      return { kind: "delivery", key: contentKey(body), otherAfterMs, news };
    },
    resendable: async (asked) => {
      const rows = asked === "all" ? await allOpen(postings) : await postings.byIds(asked);
      return rows.filter(isOpenHere).map(({ external_id }) => external_id);
    },
  };
}

function answerTo(challengeCode: string | null, clientSecret: string): Receipt {
  if (challengeCode === null || !CHALLENGE.test(challengeCode)) return { kind: "refused" };
  return { kind: "answered", json: { challengeCode, challengeResponse: hmacHex(clientSecret, challengeCode) } };
}

function newsOf(
  source: Source,
  { type, externalJobPostingId, externalJobPostingIds, syncAllOpenJobs }: WireNotification,
): HookNews | undefined {
  if (type === "JOB_POSTING_STATUS") {
    return externalJobPostingId ? { records: [vacancyGlobalId(source, externalJobPostingId)] } : undefined;
  }
  if (type !== "RESYNC_JOBS") return undefined;
  if (syncAllOpenJobs === true) return { resend: "all" };
  const named = Array.isArray(externalJobPostingIds) ? externalJobPostingIds : [externalJobPostingIds];
  const ids = named.flatMap((one) => id.safeParse(one).data ?? []).slice(0, MOST_IDS);
  return ids.length === 0 ? undefined : { resend: [...new Set(ids)] };
}

/** Listed through this server, with a payload that LinkedIn has accepted. Of one that is under way LinkedIn has the newest already. */
function isOpenHere(row: StoredPosting): boolean {
  return OPEN.includes(stateOf(row)) && row.payload_in_force !== null;
}

const OPEN = statesOf(VacancyStatus.ACTIVE);
const BY_ID: PostingOrder = { by: "known_at", descending: false };

async function allOpen(postings: Pick<PostingRepository, "list">): Promise<StoredPosting[]> {
  const found: StoredPosting[] = [];
  for (let after: PostingPosition | undefined; ; ) {
    const page = await postings.list({ states: OPEN }, BY_ID, READ_AT_ONCE, after);
    found.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < READ_AT_ONCE) return found;
    after = positionOf(last, BY_ID);
  }
}
