import { addWebhookGauges } from "../telemetry/gauges.js";
import type { Logger } from "../telemetry/logger.js";
import type { Metrics } from "../telemetry/metrics.js";
import type { OpenWebhooksOptions, Webhooks } from "../webhooks/open-webhooks.js";
import type { WebhookReports } from "../webhooks/receiver.js";
import { WebhookDesk } from "../webhooks/webhook-desk.js";
import type { WebhookSettings } from "../webhooks/webhook-settings.js";

export interface WebhookSenderOptions extends Omit<OpenWebhooksOptions, "reports"> {
  receivers: readonly WebhookSettings[];
  metrics: Metrics;
  logger: Logger;
}

/** What sends events to the receivers of WEBHOOKS, and what operators see of it. Without any receiver, the code that sends is not loaded. */
export interface WebhookSender extends Pick<Webhooks, "start" | "stop"> {
  desk: WebhookDesk;
}

export async function openWebhookSender({ metrics, logger, ...options }: WebhookSenderOptions): Promise<WebhookSender> {
  const { receivers, webhooks, events, clock } = options;
  const names = receivers.map(({ name }) => name);
  await webhooks.register(names);
  const opening = receivers.length === 0 ? undefined : await import("../webhooks/open-webhooks.js");
  const sender = opening?.openWebhooks({ ...options, reports: reportsOf(metrics, logger) });
  const desk = new WebhookDesk({ names, webhooks, events, onReplay: (name) => sender?.nudge(name) });
  addWebhookGauges(metrics.registry, { backlogs: () => desk.backlogs(), now: () => clock.now() });
  return { desk, start: () => sender?.start(), stop: async () => sender?.stop() };
}

/** Counts the deliveries, and logs what an operator should know of a receiver. Neither its address nor what it answers is logged. */
function reportsOf(metrics: Metrics, logger: Logger): WebhookReports {
  return {
    onTry: (webhook, outcome, elapsedMs) => {
      metrics.webhookDeliveries.inc({ webhook, outcome });
      metrics.webhookDuration.observe({ webhook }, elapsedMs / 1000);
    },
    onRest: (webhook, failure) =>
      logger.warn({ webhook, failure }, "A webhook's receiver fails: it is left alone for a while, then tried again."),
    onBack: (webhook) => logger.info({ webhook }, "A webhook's receiver takes events again."),
    onParked: (webhook, failure) =>
      logger.error(
        { webhook, failure },
        "Sending to a webhook's receiver is given up: replayWebhook begins anew (docs/operations.md, Webhooks).",
      ),
    onLost: (webhook, count, what) => {
      metrics.webhookLostEvents.inc({ webhook }, count);
      logger.error({ webhook, count }, `Lost for a webhook's receiver: ${what}.`);
    },
  };
}
