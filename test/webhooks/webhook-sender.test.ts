import { openWebhookSender } from "../../src/assembly/webhook-sender.js";
import { OnlyServer } from "../../src/leases/leases.js";
import { EventNews } from "../../src/records/news/event-news.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { EventRepository } from "../../src/store/records/event.repository.js";
import { WebhookRepository } from "../../src/store/webhook.repository.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { createMetrics } from "../../src/telemetry/metrics.js";
import { ManualClock } from "../support/clock.js";
import { embeddedDatabase } from "../support/databases.js";
import { until } from "../support/until.js";
import { SECRET, TestReceiver, tell } from "./receiver-world.js";

test("what an operator should know of a receiver is counted, and one line of the log each", async () => {
  const opened = await embeddedDatabase.open();
  const { database } = opened;
  const clock = new ManualClock();
  const receiver = new TestReceiver(clock);
  const news = new EventNews(() => undefined);
  const metrics = createMetrics();
  const log: Record<string, unknown>[] = [];
  const logger = createLogger({ level: "info", secrets: new Secrets() }, { write: (line) => log.push(JSON.parse(line)) });
  const receivers = [{ name: "desk", url: await receiver.start(), secret: SECRET, isPrivate: true }];
  const parts = { webhooks: new WebhookRepository(database), events: new EventRepository(database), leases: new OnlyServer() };
  const sender = await openWebhookSender({ receivers, ...parts, news, clock, metrics, logger, onError: (error) => log.push({ error }) });
  sender.start();
  try {
    const statuses = [429, 200, 200, 410];
    receiver.answer = (response) => void response.writeHead(statuses.shift() ?? 200, { "retry-after": "1" }).end();
    await tell(database, ["1", "2"], news);
    await until(() => log.length === 1, "it rests");
    // What was under way ends before the next one is tried.
    for (let turn = 0; turn < 200 && receiver.taken.length < 2; turn += 1) await clock.advance(100);
    await until(() => log.length === 2, "it is back");
    await tell(database, ["3"], news);
    await until(() => log.length === 3, "it is parked");
    await clock.advance(2_000);
    await database.deleteFrom("events").execute();
    await database.updateTable("event_numbers").set({ pruned: 3 }).execute();
    await clock.advance(2_000);
    await until(() => log.length === 4, "it is told what is lost");
    expect(log.map(({ level, webhook, msg }) => [level, webhook, msg])).toEqual([
      ["warn", "desk", expect.stringMatching(/^A webhook's receiver fails/)],
      ["info", "desk", expect.stringMatching(/takes events again/)],
      ["error", "desk", expect.stringMatching(/is given up: replayWebhook begins anew/)],
      ["error", "desk", expect.stringMatching(/^Lost for a webhook's receiver: 1 event up to hiregraph:event:3 reached the age/)],
    ]);
    const counted = await metrics.registry.metrics();
    expect(counted).toMatch(/^hiregraph_webhook_lost_events_total\{webhook="desk"\} 1$/m);
    expect(counted).toMatch(/^hiregraph_webhook_deliveries_total\{webhook="desk",outcome="delivered"\} 2$/m);
    expect(counted).toMatch(/^hiregraph_webhook_deliveries_total\{webhook="desk",outcome="gone"\} 1$/m);
    expect(counted).toMatch(/^hiregraph_webhook_parked\{webhook="desk"\} 1$/m);
  } finally {
    await sender.stop();
    await receiver.stop();
    await opened.close();
  }
});
