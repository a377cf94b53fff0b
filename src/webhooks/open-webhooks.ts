import type { Clock } from "../clock.js";
import type { Leases } from "../leases/leases.js";
import type { EventNews } from "../records/news/event-news.js";
import type { EventRepository } from "../store/records/event.repository.js";
import type { WebhookRepository } from "../store/webhook.repository.js";
import { Receiver, type WebhookReports } from "./receiver.js";
import type { WebhookSettings } from "./webhook-settings.js";

export interface OpenWebhooksOptions {
  receivers: readonly WebhookSettings[];
  webhooks: WebhookRepository;
  events: EventRepository;
  news: EventNews;
  leases: Leases;
  clock: Clock;
  reports: WebhookReports;
  onError: (error: unknown, what: string) => void;
}

/** What sends the events. */
export interface Webhooks {
  start(): void;
  stop(): Promise<void>;
  /** A receiver was replayed. */
  nudge(name: string): void;
}

/** Sends events to the receivers: one server for all of them, and no receiver waits for another. */
export function openWebhooks({ receivers, leases, ...shared }: OpenWebhooksOptions): Webhooks {
  const lease = leases.of("webhooks");
  const opened = new Map(receivers.map((settings) => [settings.name, new Receiver({ ...shared, settings, lease })]));
  return {
    start: () => {
      for (const receiver of opened.values()) receiver.start();
    },
    stop: async () => {
      await Promise.all([...opened.values()].map((receiver) => receiver.stop()));
    },
    nudge: (name) => opened.get(name)?.nudge(),
  };
}
