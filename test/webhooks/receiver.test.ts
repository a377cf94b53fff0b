import { EventNews } from "../../src/records/news/event-news.js";
import { WebhookRepository } from "../../src/store/webhook.repository.js";
import { ManualClock } from "../support/clock.js";
import { embeddedDatabase, type OpenedDatabase } from "../support/databases.js";
import { until } from "../support/until.js";
import { changed, type Sender, startSender, TestReceiver, tell } from "./receiver-world.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe("Sending events to a receiver", () => {
  let opened: OpenedDatabase;
  let clock: ManualClock;
  let receiver: TestReceiver;
  let news: EventNews;
  let sender: Sender;

  beforeEach(async () => {
    opened = await embeddedDatabase.open();
    clock = new ManualClock("2026-11-22T12:00:00Z");
    receiver = new TestReceiver(clock);
    news = new EventNews(() => undefined);
    await receiver.start();
    await tell(opened.database, ["before"]);
    sender = await start();
  });
  afterEach(async () => {
    await sender.stop();
    await receiver.stop();
    await opened.close();
  });

  const start = (more: { isPrivate?: boolean } = {}) =>
    startSender({ database: opened.database, clock, receivers: [{ name: "desk", url: receiver.url }], news, ...more });
  const events = (...records: Parameters<typeof tell>[1]) => tell(opened.database, records, news);
  const status = async () => (await sender.desk.statuses())[0];
  /** Until so many requests have arrived. */
  const arrived = (count: number) => until(() => receiver.arrivals.length >= count, `${count} requests; ${receiver.arrivals.length} came`);
  const tried = (count: number) => until(() => sender.tries.length >= count, `${count} tries; ${sender.tries.length} ended`);
  /** What is written down at last. */
  async function writtenDown(holds: (row: Awaited<ReturnType<typeof status>>) => boolean): Promise<void> {
    for (let turn = 0; !holds(await status()); turn += 1) {
      if (turn > 2_000) throw new Error(`Never: ${JSON.stringify(await status())}`);
      await clock.advance(10);
    }
  }
  const numbers = () => receiver.arrivals.map(({ number }) => number);

  it("begins with what happens from now on, each event a signed CloudEvent under its own id", async () => {
    await events({
      ...changed("1"),
      kind: "CHANGED",
      cause: "OPERATION",
      vendor: "GREENHOUSE",
      account: "emea",
      record_id: "greenhouse~emea:job:1",
      operation_id: "greenhouse~emea:operation:o1",
    });
    await arrived(1);
    expect(receiver.forged).toEqual([]);
    expect(receiver.arrivals[0]).toMatchObject({
      url: "/in?key=of-the-receiver",
      headers: {
        "content-type": "application/cloudevents+json",
        "webhook-id": "hiregraph:event:2",
        "webhook-timestamp": String(clock.now() / 1000),
        "webhook-signature": expect.stringMatching(/^v1,/),
      },
      event: {
        specversion: "1.0",
        id: "hiregraph:event:2",
        source: "/greenhouse~emea",
        type: "hiregraph.job.changed.v1",
        subject: "greenhouse~emea:job:1",
        time: "2026-11-22T12:00:00.000Z",
        datacontenttype: "application/json",
        data: {
          kind: "CHANGED",
          cause: "OPERATION",
          recordId: "greenhouse~emea:job:1",
          code: "REQ-1",
          changes: [{ field: "status", before: "OPEN", after: "CLOSED" }],
          operationId: "greenhouse~emea:operation:o1",
          discrepancyId: null,
        },
      },
    });
    await writtenDown((row) => row?.pending === 0);
    expect(await status()).toMatchObject({ cursor: "hiregraph:event:2", parked: false, lastFailure: null });
  });

  it.each([
    ["APPEARED", "headhunter:vacancy:7", null, "hiregraph.vacancy.appeared.v1", "headhunter:vacancy:7"],
    ["DISAPPEARED", "headhunter:vacancy:7", null, "hiregraph.vacancy.disappeared.v1", "headhunter:vacancy:7"],
    ["OPERATION_SETTLED", "headhunter:vacancy:7", null, "hiregraph.operation.settled.v1", "headhunter:vacancy:7"],
    ["OPERATION_SETTLED", null, null, "hiregraph.operation.settled.v1", "headhunter:operation:o7"],
    [
      "DISCREPANCY_FOUND",
      "headhunter:vacancy:7",
      "hiregraph:discrepancy:X.A",
      "hiregraph.discrepancy.found.v1",
      "hiregraph:discrepancy:X.A",
    ],
    [
      "DISCREPANCY_ENDED",
      "headhunter:vacancy:7",
      "hiregraph:discrepancy:X.A",
      "hiregraph.discrepancy.ended.v1",
      "hiregraph:discrepancy:X.A",
    ],
  ])(
    "an event of the kind %s about %s (%s) has the type and the subject of its own",
    async (kind, recordId, discrepancyId, type, subject) => {
      const operationId = kind === "OPERATION_SETTLED" ? "headhunter:operation:o7" : null;
      await events({
        ...changed("7"),
        kind,
        vendor: "HEADHUNTER",
        record_id: recordId,
        operation_id: operationId,
        discrepancy_id: discrepancyId,
      });
      await arrived(1);
      expect(receiver.arrivals[0]?.event).toMatchObject({
        type,
        subject,
        source: "/headhunter",
        data: { recordId, operationId, discrepancyId },
      });
    },
  );

  it("sends an event of which nobody told within seconds", async () => {
    await tell(opened.database, ["1"]);
    await clock.advance(2 * SECOND);
    await arrived(1);
  });

  it("tries again after 5 s, signed anew, and holds back later events of that record alone", async () => {
    receiver.answer = (response, { number }) => void response.writeHead(number === 2 && receiver.arrivals.length < 4 ? 500 : 200).end();
    await events("1", "1", "2");
    await tried(2);
    expect(numbers().sort()).toEqual([2, 4]);
    await writtenDown((row) => row?.pending === 2);
    expect(await status()).toMatchObject({
      cursor: "hiregraph:event:1",
      lastFailure: expect.stringMatching(/^2026-11-22T12:00:00.*Z: hiregraph:event:2 was answered with 500$/),
    });
    await clock.advance(5 * SECOND);
    await tried(3);
    // Twice refused: the next wait is longer.
    await clock.advance(15 * SECOND);
    await tried(5);
    expect(numbers().slice(2)).toEqual([2, 2, 3]);
    expect(receiver.forged).toEqual([]);
  });

  it("leaves a receiver alone that fails whatever it is sent, longer and longer, and goes on where it is back", async () => {
    receiver.answer = (response) => void response.writeHead(503).end();
    await events("1", "2", "3", "4", "5");
    await tried(5);
    for (const [tries, wait] of [
      [6, 5 * SECOND],
      [7, 15 * SECOND],
      [8, MINUTE],
    ] as const) {
      await clock.advance(wait - 1);
      expect(receiver.arrivals).toHaveLength(tries - 1);
      await clock.advance(1);
      await tried(tries);
    }
    receiver.answer = (response) => void response.writeHead(200).end();
    await clock.advance(5 * MINUTE);
    await until(() => receiver.taken.length === 5, "all are taken");
    await tried(13);
    expect(sender.told).toEqual(["desk rests", "desk is back"]);
  });

  it.each([
    ["seconds", "30"],
    ["a date", new Date(Date.parse("2026-11-22T12:00:30Z")).toUTCString()],
  ])("waits as long as Retry-After says, in %s", async (_, header) => {
    receiver.answer = (response) =>
      void response
        .writeHead(receiver.arrivals.length === 1 ? 429 : 200, {
          "retry-after": header,
          date: new Date(clock.now()).toUTCString(),
        })
        .end();
    await events("1");
    await tried(1);
    await events("2");
    await clock.advance(29 * SECOND);
    expect(receiver.arrivals).toHaveLength(1);
    await clock.advance(2 * SECOND);
    await until(() => receiver.taken.length === 2, "both are taken");
  });

  it("gives up where an event has failed for a day, says so, and begins anew when it is replayed", async () => {
    receiver.answer = (response) => void response.writeHead(400).end();
    await events("1");
    await tried(1);
    await sender.stop();
    const since = clock.now() - 24 * HOUR;
    const owed = JSON.stringify([{ number: 2, tries: 25, since, failedAt: clock.now() }]);
    await opened.database.updateTable("webhooks").set({ owed }).execute();
    sender = await start();
    await until(() => sender.told.includes("desk is parked"), "it is given up");
    await writtenDown((row) => row?.parked === true);
    await events("2");
    await clock.advance(MINUTE);
    expect(numbers()).not.toContain(3);
    expect(await status()).toMatchObject({ pending: 2, parked: true, cursor: "hiregraph:event:1" });
    receiver.answer = (response) => void response.writeHead(200).end();
    const { webhook, userErrors } = await sender.desk.replay("desk", "hiregraph:event:1");
    expect([webhook, userErrors]).toEqual([expect.objectContaining({ parked: false, pending: 2 }), []]);
    await writtenDown((row) => row?.pending === 0);
    expect(receiver.taken).toEqual([2, 3]);
  });

  it("does not give up because no server was there for a day after a failure", async () => {
    receiver.answer = (response) => void response.writeHead(400).end();
    await events("1");
    await tried(1);
    await sender.stop();
    await clock.advance(25 * HOUR);
    sender = await start();
    await tried(1);
    await clock.advance(15 * SECOND);
    await arrived(3);
    expect([sender.told, (await status())?.parked]).toEqual([[], false]);
  });

  it("goes on in time where the clock is set back", async () => {
    receiver.answer = (response) => void response.writeHead(receiver.arrivals.length === 1 ? 500 : 200).end();
    await events("1");
    await tried(1);
    const now = clock.now.bind(clock);
    jest.spyOn(clock, "now").mockImplementation(() => now() - 6 * HOUR);
    // Nobody tells of it.
    await tell(opened.database, ["2"]);
    for (let turn = 0; turn < 12; turn += 1) await clock.advance(SECOND);
    await until(() => receiver.taken.length === 2, "both are taken");
  });

  it("has 15 s more at the most where the clock is set back during a try", async () => {
    receiver.answer = () => undefined;
    await events("1");
    await arrived(1);
    const now = clock.now.bind(clock);
    jest.spyOn(clock, "now").mockImplementation(() => now() - 6 * HOUR);
    for (let turn = 0; turn < 31; turn += 1) await clock.advance(SECOND);
    await tried(1);
    expect(sender.tries).toEqual(["desk timeout"]);
  });

  it("sends at once what stands behind thousands of events of a record that is refused", async () => {
    receiver.answer = (response, { event }) => void response.writeHead(event.subject.endsWith(":bad") ? 400 : 200).end();
    await events(...Array.from({ length: 3_000 }, () => "bad"), "good");
    await until(() => receiver.taken.length === 1, "the good one is taken");
    expect(receiver.arrivals).toHaveLength(2);
  });

  it("gives up at once where the receiver says that it is gone", async () => {
    receiver.answer = (response) => void response.writeHead(410).end();
    await events("1");
    await until(() => sender.told.length > 0, "it is parked");
    expect(sender.told).toEqual(["desk is parked"]);
    await events("2");
    await clock.advance(MINUTE);
    expect(receiver.arrivals).toHaveLength(1);
  });

  it("sends again what a server sent that died before it wrote that down, under the same id, and nothing twice after an orderly end", async () => {
    const held: (() => void)[] = [];
    receiver.answer = (response, { number }) => {
      if (number === 2) held.push(() => response.writeHead(200).end());
      else response.writeHead(200).end();
    };
    await events("1", "2");
    await arrived(2);
    await writtenDown((row) => row?.pending === 1);
    // The receiver took it, and nobody was told: as by `kill -9`, the row is as it was.
    const repository = new WebhookRepository(opened.database);
    const row = await repository.byName("desk");
    await repository.take("desk");
    held[0]?.();
    await sender.stop();
    expect(await repository.byName("desk")).toMatchObject({ cursor: row?.cursor, owed: row?.owed });
    receiver.answer = (response) => void response.writeHead(200).end();
    sender = await start();
    await arrived(3);
    await writtenDown((state) => state?.pending === 0);
    await sender.stop();
    sender = await start();
    await clock.advance(5 * SECOND);
    expect(numbers()).toEqual([2, 3, 2]);
  });

  it("goes on with what is kept where events were deleted before they were delivered, and tells how many were lost", async () => {
    receiver.answer = (response, { number }) => void response.writeHead(number < 4 ? 500 : 200).end();
    await events("1", "1");
    await tried(1);
    await opened.database.deleteFrom("events").where("number", "<=", 3).execute();
    await opened.database.updateTable("event_numbers").set({ pruned: 3 }).execute();
    await events("1");
    await writtenDown((row) => row?.pending === 0);
    expect(sender.told).toEqual(["desk lost 2"]);
    expect(await status()).toMatchObject({
      cursor: "hiregraph:event:4",
      lastFailure: expect.stringMatching(/2 events up to hiregraph:event:3 reached the age/),
    });
    expect(receiver.taken).toEqual([4]);
  });

  it("tells of events that a parked receiver was owed when they are deleted because of their age", async () => {
    receiver.answer = (response) => void response.writeHead(410).end();
    await events("1");
    await until(() => sender.told.includes("desk is parked"), "it is parked");
    await events("2", "3");
    await opened.database.deleteFrom("events").where("number", "<=", 3).execute();
    await opened.database.updateTable("event_numbers").set({ pruned: 3 }).execute();
    await clock.advance(2 * SECOND);
    await until(() => sender.told.length > 1, "it is told");
    expect(sender.told.slice(1)).toEqual(["desk lost 2"]);
    await writtenDown((row) => /reached the age of EVENT_DAYS/.test(row?.lastFailure ?? ""));
    expect(await sender.desk.replay("desk", "hiregraph:event:2")).toMatchObject({
      userErrors: [{ code: "INVALID_INPUT", field: ["after"] }],
    });
    receiver.answer = (response) => void response.writeHead(200).end();
    expect(await sender.desk.replay("desk", "hiregraph:event:3")).toMatchObject({ userErrors: [] });
    await writtenDown((row) => row?.pending === 0);
    expect(receiver.taken).toEqual([4]);
  });

  it("does not connect where the address is on a private network and that was not said", async () => {
    await sender.stop();
    sender = await start({ isPrivate: false });
    await events("1");
    await tried(1);
    expect(sender.tries).toEqual(["desk address_refused"]);
    expect(receiver.connections).toBe(0);
  });
});
