import { userError } from "../datasources/contract/user-errors.js";
import { eventId, numberOfEvent } from "../records/event-feed.js";
import { type UserError, UserErrorCode } from "../schema/common/user-error.type.js";
import type { ReplayWebhookPayload } from "../schema/webhook/replay-webhook.payload.js";
import type { WebhookStatus } from "../schema/webhook/webhook-status.type.js";
import type { EventRepository } from "../store/records/event.repository.js";
import type { StoredWebhook, WebhookRepository } from "../store/webhook.repository.js";

export interface WebhookDeskOptions {
  /** Of the receivers that are configured. */
  names: readonly string[];
  webhooks: WebhookRepository;
  events: EventRepository;
  /** Called when a receiver was replayed: whoever sends in this process need not wait for its next look at the table. */
  onReplay?: (name: string) => void;
}

/** How many of a receiver's events are not delivered, and the moment of the oldest of them, in epoch milliseconds. */
export interface Backlog {
  name: string;
  pending: number;
  oldestAt: number | undefined;
  isParked: boolean;
}

/** What operators see of the receivers, and do about them, on whichever server they ask. All of it is in the database. */
export class WebhookDesk {
  readonly #options: WebhookDeskOptions;

  constructor(options: WebhookDeskOptions) {
    this.#options = options;
  }

  /** All that are configured, in the order of the configuration. */
  async statuses(): Promise<WebhookStatus[]> {
    const rows = await Promise.all(this.#options.names.map((name) => this.#options.webhooks.byName(name)));
    return Promise.all(rows.filter((row) => row !== undefined).map((row) => this.#statusOf(row)));
  }

  async backlogs(): Promise<Backlog[]> {
    const { names, webhooks, events } = this.#options;
    const found = await Promise.all(
      names.map(async (name) => {
        const row = await webhooks.byName(name);
        if (row === undefined) return [];
        const [pending, [oldest]] = await Promise.all([this.#pendingOf(row), events.between(row.cursor, Number.MAX_SAFE_INTEGER, 1)]);
        const oldestAt = pending === 0 || oldest === undefined ? undefined : Date.parse(oldest.at);
        return [{ name, pending, oldestAt, isParked: row.parkedAt !== null }];
      }),
    );
    return found.flat();
  }

  /** Sends a receiver everything after a cursor again, parked or not, whichever server sends. */
  async replay(name: string, after: string): Promise<ReplayWebhookPayload> {
    const { names, webhooks, onReplay } = this.#options;
    if (!names.includes(name)) {
      const known = names.length === 0 ? "WEBHOOKS names none" : `WEBHOOKS names ${names.join(", ")}`;
      return {
        webhook: null,
        userErrors: [userError(UserErrorCode.NOT_FOUND, `There is no receiver of this name: ${known}.`, { field: ["name"] })],
      };
    }
    const number = numberOfEvent(after);
    const refusal =
      number === undefined
        ? invalid("`after` is not a cursor. Take WebhookStatus.cursor, or the id of an event.")
        : await this.#refusal(number);
    if (number === undefined || refusal !== undefined) {
      const row = await webhooks.byName(name);
      return { webhook: row === undefined ? null : await this.#statusOf(row), userErrors: refusal === undefined ? [] : [refusal] };
    }
    const row = await webhooks.replay(name, number);
    onReplay?.(name);
    return { webhook: row === undefined ? null : await this.#statusOf(row), userErrors: [] };
  }

  async #refusal(number: number): Promise<UserError | undefined> {
    const { events } = this.#options;
    const { last, pruned } = await events.span();
    if (number > last) return invalid(`\`after\` lies beyond the newest event, ${eventId(last)}.`);
    if (number >= pruned) return undefined;
    return invalid(
      `\`after\` is older than what is kept (EVENT_DAYS): ${eventId(pruned)} is the oldest cursor that events are kept behind.`,
    );
  }

  async #statusOf(row: StoredWebhook): Promise<WebhookStatus> {
    const { name, cursor, parkedAt, lastSuccessAt, lastFailure } = row;
    return { name, cursor: eventId(cursor), pending: await this.#pendingOf(row), parked: parkedAt !== null, lastSuccessAt, lastFailure };
  }

  async #pendingOf({ reached, owed }: StoredWebhook): Promise<number> {
    const { events } = this.#options;
    const [kept, ahead] = await Promise.all([events.byNumbers(owed.map(({ number }) => number)), events.countAfter(reached)]);
    return kept.length + ahead;
  }
}

function invalid(message: string): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, { field: ["after"] });
}
