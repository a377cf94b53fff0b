import type { Clock } from "../../../clock.js";
import { nameOf, VendorError } from "../../../http/vendor-error.js";
import { BackgroundWork } from "../../../leases/background-work.js";
import type { WorkLease } from "../../../leases/leases.js";
import type { Source } from "../../../schema/common/source.js";
import { iso } from "../../contract/timestamps.js";
import type { HeadHunterClient, ReadScope } from "../headhunter.client.js";
import { BACKGROUND_SHARE } from "../headhunter.policy.js";
import type { VacancyScope } from "../headhunter.settings.js";
import type { WireSubscribedAction, WireSubscription } from "../headhunter.wire.js";
import type { KeptSubscription, SubscriptionRepository } from "./headhunter.subscription.repository.js";

export interface SubscriptionKeeperOptions {
  source: Source;
  client: HeadHunterClient;
  subscriptions: SubscriptionRepository;
  /** The account's address, with its secret. */
  url: string;
  /** The same as answers show it, of which secrets are cut out. */
  shownUrl: string;
  /** HEADHUNTER_SCOPE: of others' vacancies nothing is to be told where it is `own`. */
  scope: VacancyScope;
  lease: WorkLease;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

const DAY_MS = 24 * 60 * 60_000;
const AGAIN_AFTER_FAILURE_MS = 10 * 60_000;
/** HeadHunter blocks a subscription whose address did not answer for long, and no page says how that shows: silence is all there is. */
const SILENT_FOR_MS = 7 * DAY_MS;

/** What is subscribed to (the README above, "Webhooks"). The first one is told to the vacancy's manager alone, and has no settings. */
const PUBLICATION = "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER";
const OF_VACANCIES = ["VACANCY_PROLONGATION", "VACANCY_ARCHIVATION", "VACANCY_CHANGE"];

/**
 * Keeps this server subscribed to HeadHunter's webhooks: looks once a day, subscribes where there is no subscription, and anew where it has long been silent. There is
 * one for a user and an application: where it leads to another server, it is left alone, and told of.
 */
export class SubscriptionKeeper {
  readonly #options: SubscriptionKeeperOptions;
  readonly #work: BackgroundWork;
  #notice: string | undefined;

  constructor(options: SubscriptionKeeperOptions) {
    this.#options = options;
    this.#work = new BackgroundWork({
      ...options,
      what: `keeping the subscription to the webhooks of ${nameOf(options.source)}`,
      round: async (signal) => {
        await this.keep(signal);
        return DAY_MS;
      },
      retryAfterMs: () => AGAIN_AFTER_FAILURE_MS,
    });
  }

  /** Why nothing is told, for the operator; undefined where the subscription is kept, or another server keeps it. */
  get notice(): string | undefined {
    return this.#notice;
  }

  start(): void {
    this.#work.start();
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }

  /** @throws VendorError where HeadHunter does not answer, or refuses */
  async keep(signal: AbortSignal): Promise<void> {
    const { source, onError } = this.#options;
    try {
      const foreign = await this.#keep({ signal, background: BACKGROUND_SHARE });
      this.#notice = foreign;
      if (foreign !== undefined) onError(new Error(foreign), `subscribing to the webhooks of ${nameOf(source)}`);
    } catch (error) {
      if (error instanceof VendorError && !signal.aborted)
        this.#notice = `The subscription to webhooks could not be kept: ${error.message} Changes are found by the sweep alone.`;
      throw error;
    }
  }

  /** Returns what keeps this server from subscribing. */
  async #keep(scope: ReadScope): Promise<string | undefined> {
    const { client, subscriptions, url, shownUrl, clock } = this.#options;
    const userIds = userIdsOf(await client.me(scope));
    const listed = (await client.listSubscriptions(scope)).map(toSubscription);
    const kept = await subscriptions.find();
    const ours = listed.find((one) => one.url === shownUrl);
    // Made by this server, for an address that it had before.
    const former = ours ?? listed.find(({ id }) => id === kept?.id);
    const isSilent = ours !== undefined && this.#isSilent(ours, kept);
    if (former === undefined && listed.length > 0) {
      await subscriptions.forget();
      return foreignNotice(listed[0]);
    }
    if (ours === undefined || isSilent) {
      if (former !== undefined) await client.unsubscribe(former.id, scope);
      const id = await client.subscribe(url, this.#actions, scope);
      await subscriptions.keep({ id, userIds, madeAt: iso(clock.now()), toldAt: null });
      return undefined;
    }
    if (!isSameSet(ours.actions, this.#actions)) await client.changeSubscription(ours.id, this.#actions, scope);
    const isKnown = kept?.id === ours.id;
    await subscriptions.keep({
      id: ours.id,
      userIds,
      madeAt: isKnown ? kept.madeAt : iso(clock.now()),
      toldAt: isKnown ? kept.toldAt : null,
    });
    return undefined;
  }

  #isSilent({ id }: Subscription, kept: KeptSubscription | undefined): boolean {
    if (kept?.id !== id) return false;
    return this.#options.clock.now() - Date.parse(kept.toldAt ?? kept.madeAt) >= SILENT_FOR_MS;
  }

  get #actions(): WireSubscribedAction[] {
    const settings = this.#options.scope.kind === "own" ? { settings: { vacancies_only_mine: true } } : {};
    return [{ type: PUBLICATION }, ...OF_VACANCIES.map((type) => ({ type, ...settings }))];
  }
}

/** The user's own id, and the manager's: no page says which of them a delivery names. */
function userIdsOf(me: { id?: string | number | null; manager?: { id?: string | number | null } | null }): string[] {
  return [me.id, me.manager?.id].flatMap((id) => (id === null || id === undefined ? [] : [String(id)]));
}

interface Subscription {
  id: string;
  url: string;
  actions: readonly WireSubscribedAction[];
}

function toSubscription({ id, url, actions }: WireSubscription): Subscription {
  return { id: String(id), url, actions: actions ?? [] };
}

function foreignNotice(other: Subscription | undefined): string {
  // The rest of the address may hold a secret.
  const origin = other !== undefined && URL.canParse(other.url) ? new URL(other.url).origin : "an address that cannot be read";
  return (
    `HeadHunter's webhooks go to another server, at ${origin}: there is one subscription for a user and an application. Changes are found by ` +
    `the sweep alone. Where that server is not needed any more, delete its subscription (DELETE /webhook/subscriptions/${other?.id}).`
  );
}

function isSameSet(actions: readonly WireSubscribedAction[], wanted: readonly WireSubscribedAction[]): boolean {
  const inShort = (all: readonly WireSubscribedAction[]) =>
    all.map(({ type, settings }) => `${type} ${settings?.vacancies_only_mine === true}`).sort();
  return inShort(actions).join() === inShort(wanted).join();
}
