import { z } from "../../http/checks/zod.js";
import { parseJson } from "../../http/sending/body.js";
import { formatGlobalId } from "../../schema/common/global-id.js";
import type { Source } from "../../schema/common/source.js";
import { contentKey, headerOf, hmacHex, isSame } from "../contract/hook-signature.js";
import type { HookAddress, HookReceiver, HookRequest, Receipt, VendorWebhooks } from "../contract/webhooks.js";

/** The same for Harvest v1 and v3: webhooks are a product of their own (README, "Webhooks"). */
export const greenhouseWebhooks: VendorWebhooks = {
  address: "greenhouse",
  readKeys: (env) => {
    const secret = env.hookKey("GREENHOUSE_WEBHOOK_SECRET");
    return secret === undefined ? undefined : { secret };
  },
};

const digits = z.union([z.int().positive(), z.string().regex(/^[1-9]\d{0,18}$/)]).transform(String);
const named = z.looseObject({ id: digits });

const wireDelivery = z.looseObject({
  action: z.string(),
  payload: z
    .looseObject({
      job: named.nullish().catch(null),
      application: z
        .looseObject({ job: named.nullish().catch(null), job_id: digits.nullish().catch(null), jobs: z.array(named).nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});
type WireDelivery = z.infer<typeof wireDelivery>;

/** A hire fills a seat, and an undone one opens it again: no event tells of openings themselves. */
const OF_HIRES = new Set(["hire_candidate", "unhire_candidate"]);
const OF_JOBS = /^job_(?:created|updated|approved|deleted)$/;

/** Checks `Signature: sha256 <hex>` over the bytes as they came: Greenhouse escapes what a serializer of ours would not. */
export function greenhouseReceiver(source: Source, { keys }: HookAddress): HookReceiver {
  const secret = keys.secret ?? "";
  return {
    settles: true,
    receive: ({ method, headers, body }: HookRequest): Receipt => {
      const isSigned = isSame(headerOf(headers, "signature"), `sha256 ${hmacHex(secret, body)}`);
      if (method !== "POST" || !isSigned) return { kind: "refused" };
      const read = wireDelivery.safeParse(parseJson(body.toString("utf8")));
      const ids = read.success ? jobIdsIn(read.data) : [];
      // The test that Greenhouse sends when a webhook is saved has another form.
      if (ids.length === 0) return { kind: "ignored" };
      // The header is not signed: by itself it would let an old body take the place of one still to come.
      const key = [headerOf(headers, "greenhouse-event-id") ?? "", contentKey(body)].join(" ");
      return { kind: "delivery", key, news: { records: ids.map((id) => formatGlobalId(source, "job", id)) } };
    },
  };
}

function jobIdsIn({ action, payload }: WireDelivery): string[] {
  if (OF_JOBS.test(action)) return payload?.job ? [payload.job.id] : [];
  const { application } = payload ?? {};
  if (!OF_HIRES.has(action) || !application) return [];
  const { job, job_id, jobs } = application;
  return [...new Set([job?.id, job_id, ...(jobs ?? []).map(({ id }) => id)].filter((id) => id !== null && id !== undefined))];
}
