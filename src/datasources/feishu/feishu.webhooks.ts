import { createDecipheriv, createHash } from "node:crypto";
import type { Clock } from "../../clock.js";
import type { EnvReader } from "../../config/config.js";
import { z } from "../../http/checks/zod.js";
import { parseJson } from "../../http/sending/body.js";
import { formatGlobalId } from "../../schema/common/global-id.js";
import { type Source, sourceOf } from "../../schema/common/source.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { contentKey, headerOf, isSame } from "../contract/hook-signature.js";
import type { HookAddress, HookKeys, HookReceiver, HookRequest, Receipt, VendorWebhooks } from "../contract/webhooks.js";

/** Both products have one app, and it has one address (README, "Events"). */
export const feishuWebhooks: VendorWebhooks = { address: "feishu", readKeys };

function readKeys(env: EnvReader): HookKeys | undefined {
  const token = env.hookKey("FEISHU_VERIFICATION_TOKEN");
  const encryptKey = env.hookKey("FEISHU_ENCRYPT_KEY");
  if (token === undefined && encryptKey !== undefined)
    env.warn("FEISHU_ENCRYPT_KEY", "has no effect without FEISHU_VERIFICATION_TOKEN, which stands beside it in the developer console");
  return token === undefined ? undefined : { token, ...(encryptKey === undefined ? {} : { encryptKey }) };
}

/** Feishu repeats for some seven hours; what was signed longer ago is an old delivery of somebody else's. */
const SIGNED_WITHIN_MS = 8 * 60 * 60_000;
/** Feishu's clock and ours may differ. */
const SIGNED_AHEAD_MS = 60 * 60_000;
/** A record may be shown as it was for some two seconds after it was written (README, "Limits"). */
const LAG_MS = 3_000;
const IV_BYTES = 16;

const word = z.string().min(1);

const wireSealed = z.looseObject({ encrypt: word });
/** The first version has neither `schema` nor `header`. */
const wireEvent = z.looseObject({
  type: z.string().nullish(),
  challenge: z.string().nullish(),
  token: z.string().nullish(),
  uuid: word.nullish(),
  header: z.looseObject({ event_id: word.nullish(), event_type: z.string().nullish(), token: z.string().nullish() }).nullish(),
  event: z
    .looseObject({
      type: z.string().nullish(),
      job_id: z
        .string()
        .regex(/^\d{1,20}$/)
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});
type WireEvent = z.infer<typeof wireEvent>;

const OF_JOBS = /^corehr\.job\.(?:created|updated|deleted)_v\d+$/;

/**
 * Checks the Verification Token, and where there is an Encrypt Key the signature over the bytes as they came; plain bodies are refused then. Only CoreHR tells
 * of jobs, Hire of none.
 */
export function feishuReceiver({ account }: Source, { keys }: HookAddress, clock: Clock): HookReceiver {
  const { token = "", encryptKey } = keys;
  const coreHr = sourceOf(Vendor.FEISHU_COREHR, account);
  return {
    lagMs: LAG_MS,
    receive: (request: HookRequest): Receipt => {
      const { method, headers, body } = request;
      if (method !== "POST") return { kind: "refused" };
      const read = wireEvent.safeParse(encryptKey === undefined ? parseJson(body.toString("utf8")) : opened(body, encryptKey));
      if (!read.success) return { kind: "refused" };
      const event = read.data;
      const isGenuine = isSame(event.header?.token ?? event.token ?? undefined, token);
      // The signature is stated not to be checked for this request: it has none.
      if (event.type === "url_verification" && event.header === undefined)
        return isGenuine && typeof event.challenge === "string"
          ? { kind: "answered", json: { challenge: event.challenge } }
          : { kind: "refused" };
      if (!isGenuine || (encryptKey !== undefined && !isSigned({ headers, body }, encryptKey, clock.now()))) return { kind: "refused" };
      return receiptOf(event, body, coreHr);
    },
  };
}

function receiptOf({ header, uuid, event }: WireEvent, body: Buffer, coreHr: Source): Receipt {
  const type = header?.event_type ?? event?.type ?? "";
  const jobId = event?.job_id;
  if (!OF_JOBS.test(type) || !jobId) return { kind: "ignored" };
  return {
    kind: "delivery",
    key: header?.event_id ?? uuid ?? contentKey(body),
    news: { records: [formatGlobalId(coreHr, "job", jobId)] },
  };
}

function isSigned({ headers, body }: Pick<HookRequest, "headers" | "body">, encryptKey: string, now: number): boolean {
  const timestamp = headerOf(headers, "x-lark-request-timestamp") ?? "";
  const nonce = headerOf(headers, "x-lark-request-nonce") ?? "";
  const right = signatureOf({ timestamp, nonce, encryptKey, body });
  const age = now - Number(timestamp) * 1_000;
  return isSame(headerOf(headers, "x-lark-signature"), right) && age <= SIGNED_WITHIN_MS && age >= -SIGNED_AHEAD_MS;
}

/** Plain SHA-256 of the parts one after the other, and no HMAC, over the bytes as they came. */
export function signatureOf({
  timestamp,
  nonce,
  encryptKey,
  body,
}: {
  timestamp: string;
  nonce: string;
  encryptKey: string;
  body: Buffer;
}): string {
  return createHash("sha256")
    .update(timestamp + nonce + encryptKey)
    .update(body)
    .digest("hex");
}

/** The JSON in a sealed body; undefined where the body is something else. */
function opened(body: Buffer, encryptKey: string): unknown {
  const read = wireSealed.safeParse(parseJson(body.toString("utf8")));
  return read.success ? parseJson(unsealed(read.data.encrypt, encryptKey) ?? "") : undefined;
}

/** What AES-256-CBC hides under the key's SHA-256, with the IV before it; undefined where it is of another key. */
export function unsealed(text: string, encryptKey: string): string | undefined {
  const sealed = Buffer.from(text, "base64");
  if (sealed.length <= IV_BYTES) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-cbc", createHash("sha256").update(encryptKey).digest(), sealed.subarray(0, IV_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
