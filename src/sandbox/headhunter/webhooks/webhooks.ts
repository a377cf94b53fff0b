import { randomUUID } from "node:crypto";
import type { Clock } from "../../../clock.js";
import { Courier, type Letter } from "../../kit/webhooks/courier.js";
import { formatTimestamp } from "../dates.js";
import type { HeadHunterKnobs } from "../knobs.js";
import type { HeadHunterState, Manager, Vacancy } from "../model.js";
import { expirePublications } from "../rules/lifecycle.js";
import type { Subscription, VacancyAction } from "./subscriptions.js";

/** "Growing pauses", of which no page gives a figure; after the last the subscription is blocked. */
const PAUSES_MS = [10_000, 60_000, 600_000, 3_600_000, 6 * 3_600_000];
/** The text of mid-2025 says two seconds, that of August 2026 five. */
const DEADLINE_MS = 2_000;

/** What is told of a vacancy, as it was at the last look. */
interface Seen extends Pick<Vacancy, "prolongedAt" | "archivedAt"> {
  /** An edit makes a new object of its fields, so that these are compared as they are. */
  content: readonly unknown[];
}

export interface HeadHunterWebhooksParts {
  clock: Clock;
  state: HeadHunterState;
  knobs: HeadHunterKnobs;
}

/**
 * Tells subscribers of vacancies, whoever changed them. HeadHunter signs nothing, promises neither delivery nor order, and asks receivers to drop
 * repetitions by `id`.
 */
export class HeadHunterWebhooks {
  readonly courier: Courier;
  readonly #parts: HeadHunterWebhooksParts;
  #seen: Map<string, Seen> | undefined;
  /** Changed vacancies of which nobody has been told yet: changes of some seconds are one event. */
  readonly #changed = new Map<string, number>();

  constructor(parts: HeadHunterWebhooksParts) {
    this.#parts = parts;
    this.courier = new Courier(parts.clock, {
      pausesMs: PAUSES_MS,
      deadlineMs: DEADLINE_MS,
      // "409 for a duplicate" is as good as 2xx.
      isTaken: (status) => (status >= 200 && status < 300) || status === 409,
      onGivenUp: ({ url }) => this.block(url),
    });
  }

  /** Blocks the subscription of an address, as HeadHunter does after a long silence. */
  block(url?: string): void {
    for (const subscription of this.#parts.state.subscriptions)
      if (url === undefined || subscription.url === url) subscription.isBlocked = true;
  }

  /** Tells what has changed since the last look. Called after each request, and after changes by hand. */
  look(): void {
    const { state, clock } = this.#parts;
    if (state.subscriptions.length === 0) {
      this.#seen = undefined;
      return;
    }
    expirePublications(state, clock.now());
    const before = this.#seen;
    const now = new Map([...state.vacancies.values()].map((vacancy) => [vacancy.id, seenOf(vacancy)]));
    this.#seen = now;
    // What was before anybody subscribed is told to nobody.
    if (before === undefined) return;
    for (const vacancy of state.vacancies.values()) this.#tellOf(vacancy, before.get(vacancy.id), now.get(vacancy.id));
  }

  /** An event of any kind to the subscribers of that kind, also of those that say nothing of vacancies. */
  tell(type: string, payload: object, about: string | null, concerns: (subscription: Subscription) => boolean = () => true): void {
    for (const subscription of this.#parts.state.subscriptions) {
      const isFor = subscription.actions.some((action) => action.type === type);
      if (isFor && !subscription.isBlocked && concerns(subscription)) this.courier.post(letter(subscription, type, payload, about));
    }
  }

  #tellOf(vacancy: Vacancy, before: Seen | undefined, now: Seen | undefined): void {
    const { id: vacancy_id, managerId, fields } = vacancy;
    if (before === undefined) {
      const { previous_id } = fields;
      this.#tellVacancy("VACANCY_PUBLICATION_FOR_VACANCY_MANAGER", vacancy, {
        vacancy_id,
        employer_manager_id: managerId,
        creation_date: this.#now,
        ...(previous_id ? { previous_vacancy_id: previous_id } : {}),
      });
      return;
    }
    if (before.prolongedAt !== now?.prolongedAt) {
      this.#tellVacancy("VACANCY_PROLONGATION", vacancy, { vacancy_id, prolongation_date: this.#now });
    }
    if (before.archivedAt === null && vacancy.archivedAt !== null) {
      const named = this.#parts.knobs.archivationNamesVacancy ? { vacancy_id } : { vacancy_id: null };
      this.#tellVacancy("VACANCY_ARCHIVATION", vacancy, { ...named, archivation_date: this.#now });
    }
    if (now?.content.some((part, index) => part !== before.content[index])) this.#changeSoon(vacancy);
  }

  /** One event for all changes of some seconds. */
  #changeSoon(vacancy: Vacancy): void {
    const { clock, knobs } = this.#parts;
    if (this.#changed.has(vacancy.id)) return;
    this.#changed.set(vacancy.id, clock.now());
    const tell = () => {
      this.#changed.delete(vacancy.id);
      this.#tellVacancy("VACANCY_CHANGE", vacancy, { vacancy_id: vacancy.id, change_date: this.#now });
    };
    if (knobs.changeDelayMs === 0) tell();
    else void this.courier.later(knobs.changeDelayMs, tell);
  }

  #tellVacancy(type: VacancyAction, vacancy: Vacancy, payload: object): void {
    this.tell(type, payload, vacancy.id, (subscription) => this.#isFor(subscription, type, vacancy));
  }

  /** A publication goes to the vacancy's manager alone; the others to whoever may see the vacancy, or to its manager where only own ones are asked for. */
  #isFor({ userId, actions }: Subscription, type: VacancyAction, { managerId }: Vacancy): boolean {
    const own = this.#managersOf(userId);
    if (own.some(({ id }) => id === managerId)) return true;
    if (type === "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER") return false;
    if (actions.find((action) => action.type === type)?.settings?.vacancies_only_mine === true) return false;
    const owner = this.#parts.state.managers.find(({ id }) => id === managerId);
    return owner?.vacanciesAccessible === true && own.some(({ employerId }) => employerId === owner.employerId);
  }

  /** The managers that a user is, one in each work account. */
  #managersOf(userId: string): Manager[] {
    const { accounts, managers } = this.#parts.state;
    const first = accounts.find(({ managerId }) => userIdOf(managerId) === userId);
    return first === undefined ? [] : managers.filter(({ id }) => accounts.some(({ managerId }) => managerId === id));
  }

  get #now(): string {
    return formatTimestamp(this.#parts.clock.now());
  }
}

/** The user that a manager is, as `GET /me` shows it. */
export function userIdOf(managerId: string): string {
  return `9${managerId}`;
}

function seenOf({ prolongedAt, archivedAt, fields, areaId, managerId, productId, propertyTypes, typeId }: Vacancy): Seen {
  return { prolongedAt, archivedAt, content: [fields, areaId, managerId, productId, propertyTypes, typeId] };
}

function letter(subscription: Subscription, type: string, payload: object, about: string | null): Letter {
  const written = ({ id, userId }: Pick<Subscription, "id" | "userId">, eventId: string) =>
    JSON.stringify({ id: eventId, subscription_id: id, user_id: userId, action_type: type, payload });
  const id = randomUUID();
  const headers = { "content-type": "application/json", "user-agent": "hh.ru webhooks" };
  const stranger = { id: randomUUID(), userId: "666" };
  const forged = { headers, body: written(stranger, randomUUID()) };
  return { id, type, about, url: subscription.url, headers, body: written(subscription, id), forged };
}
