import { EventNews } from "../../src/records/news/event-news.js";
import { ManualClock } from "../support/clock.js";
import { embeddedDatabase } from "../support/databases.js";
import { until } from "../support/until.js";
import { changed, startSender, TestReceiver, tell } from "../webhooks/receiver-world.js";
import { block } from "./readme.js";

test("a receiver is sent the headers and the body that docs/clients.md shows", async () => {
  const [head = "", body = ""] = block("a delivery to a receiver").split("\n\n");
  const opened = await embeddedDatabase.open();
  await opened.database.updateTable("event_numbers").set({ last: 41 }).execute();
  const clock = new ManualClock("2026-11-22T12:00:00Z");
  const receiver = new TestReceiver(clock);
  const news = new EventNews(() => undefined);
  const sender = await startSender({ database: opened.database, clock, news, receivers: [{ name: "desk", url: await receiver.start() }] });
  try {
    await tell(opened.database, [{ ...changed("4000"), account: "emea", record_id: "greenhouse~emea:job:4000", code: "REQ-1001" }], news);
    await until(() => receiver.arrivals.length === 1, "the delivery");
    const [{ event, headers } = { event: undefined, headers: {} as Record<string, unknown> }] = receiver.arrivals;
    expect(event).toEqual(JSON.parse(body));
    const shown = head.split("\n").map((line) => line.split(": ") as [string, string]);
    expect(shown.map(([name]) => [name, headers[name]])).toEqual(shown);
  } finally {
    await sender.stop();
    await receiver.stop();
    await opened.close();
  }
});
