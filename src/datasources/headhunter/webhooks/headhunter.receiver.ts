import type { Clock } from "../../../clock.js";
import { z } from "../../../http/checks/zod.js";
import { parseJson } from "../../../http/sending/body.js";
import { formatGlobalId } from "../../../schema/common/global-id.js";
import type { Source } from "../../../schema/common/source.js";
import { contentKey, isSame } from "../../contract/hook-signature.js";
import { iso } from "../../contract/timestamps.js";
import type { HookNews, HookReceiver, HookRequest, Receipt } from "../../contract/webhooks.js";
import type { KeptSubscription, SubscriptionRepository } from "./headhunter.subscription.repository.js";

const word = z.union([z.string().min(1), z.int()]).transform(String);
const vacancyId = z.union([z.string().regex(/^\d{1,19}$/), z.int().nonnegative()]).transform(String);

const wireDelivery = z.looseObject({
  id: word.nullish(),
  subscription_id: word,
  user_id: word.nullish(),
  action_type: z.string(),
  payload: z
    .looseObject({ vacancy_id: vacancyId.nullish().catch(null), previous_vacancy_id: vacancyId.nullish().catch(null) })
    .nullish()
    .catch(null),
});
type WireDelivery = z.infer<typeof wireDelivery>;

export interface ReceiverParts {
  source: Source;
  subscriptions: Pick<SubscriptionRepository, "find" | "noteTold">;
  clock: Clock;
}

/** How long a known subscription is believed, and how soon it is looked up again where a delivery is of another one. */
const KNOWN_FOR_MS = 60_000;
const LOOK_AGAIN_AFTER_MS = 1_000;
const NOTED_EVERY_MS = 60 * 60_000;

/**
 * HeadHunter signs nothing (the README above, "Webhooks"): a delivery has to come to the secret address, and to name the subscription that this server keeps and
 * its user. A repetition is answered by 409, which HeadHunter takes for received.
 */
export function headHunterReceiver({ source, subscriptions, clock }: ReceiverParts): HookReceiver {
  let known: KeptSubscription | undefined;
  let looking: Promise<void> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let notedAt = Number.NEGATIVE_INFINITY;

  async function isOurs(delivery: WireDelivery): Promise<boolean> {
    const fits = () =>
      known !== undefined &&
      isSame(delivery.subscription_id, known.id) &&
      (known.userIds.length === 0 || known.userIds.some((id) => isSame(delivery.user_id ?? undefined, id)));
    // A clock may be set back.
    const age = Math.abs(clock.now() - readAt);
    if (age >= KNOWN_FOR_MS || (!fits() && age >= LOOK_AGAIN_AFTER_MS)) {
      looking ??= look();
      await looking;
    }
    return fits();
  }

  /** Deliveries that come meanwhile wait for the same look, and one that fails is not taken for an answer. */
  async function look(): Promise<void> {
    const beganAt = clock.now();
    try {
      known = await subscriptions.find();
      readAt = beganAt;
    } finally {
      looking = undefined;
    }
  }

  /** Its silence is what a subscription that HeadHunter has blocked shows. */
  async function note(subscriptionId: string): Promise<void> {
    if (Math.abs(clock.now() - notedAt) < NOTED_EVERY_MS) return;
    notedAt = clock.now();
    await subscriptions.noteTold(subscriptionId, iso(notedAt));
  }

  return {
    settles: true,
    duplicateStatus: 409,
    receive: async ({ method, body }: HookRequest): Promise<Receipt> => {
      const read = method === "POST" ? wireDelivery.safeParse(parseJson(body.toString("utf8"))) : undefined;
      if (read?.success !== true || !(await isOurs(read.data))) return { kind: "refused" };
      await note(read.data.subscription_id);
      const { id, action_type } = read.data;
      const news = newsOf(source, read.data);
      if (news === undefined) return { kind: "ignored" };
      // "Unique for user and application within a type" (the README above, "Webhooks").
      return { kind: "delivery", key: id ? `${action_type}:${id}` : contentKey(body), news };
    },
  };
}

function newsOf(source: Source, { action_type, payload }: WireDelivery): HookNews | undefined {
  const { vacancy_id, previous_vacancy_id } = payload ?? {};
  const records = [vacancy_id, previous_vacancy_id].flatMap((id) => (id ? [formatGlobalId(source, "vacancy", id)] : []));
  switch (action_type) {
    case "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER":
      return records.length === 0 ? { lists: true } : { records, isNew: true };
    // The vacancy may be left out.
    case "VACANCY_ARCHIVATION":
    case "VACANCY_PROLONGATION":
    case "VACANCY_CHANGE":
      return records.length === 0 ? { lists: true } : { records };
    default:
      return undefined;
  }
}
