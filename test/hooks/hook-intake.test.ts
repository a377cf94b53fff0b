import type { HookNews, HookReceiver, Receipt } from "../../src/datasources/contract/webhooks.js";
import { HookIntake, MOST_WAITING } from "../../src/hooks/hook-intake.js";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { WebhookInboxRepository } from "../../src/store/webhook-inbox.repository.js";
import { ManualClock } from "../support/clock.js";
import { type OpenedDatabase, testDatabases } from "../support/databases.js";

const BOARD = sourceOf(Vendor.HEADHUNTER);
const SECRET = "a-secret-of-the-path";
const URL = `/hooks/headhunter/${SECRET}`;
const REQUEST = { method: "POST" as const, headers: {}, body: Buffer.alloc(0) };

describe.each(testDatabases)("What is taken in, on $name,", ({ open }) => {
  let opened: OpenedDatabase;
  let inbox: WebhookInboxRepository;
  let clock: ManualClock;
  let receipt: Receipt;
  let outcomes: string[];
  let failures: unknown[];
  beforeEach(async () => {
    opened = await open();
    inbox = new WebhookInboxRepository(opened.database);
    clock = new ManualClock();
    [outcomes, failures] = [[], []];
  });
  afterEach(() => opened.close());

  const of = (more: Partial<HookReceiver> = {}, repository: Partial<WebhookInboxRepository> = inbox, ...connected: Source[]) =>
    new HookIntake({
      secret: SECRET,
      receivers: new Map([["headhunter", { receiver: { receive: () => receipt, ...more }, source: BOARD }]]),
      isConnected: (text) => [BOARD, ...connected].some((source) => source.text === text),
      inbox: repository as WebhookInboxRepository,
      clock,
      count: (outcome) => void outcomes.push(outcome),
      onError: (error) => void failures.push(error),
    });
  const delivery = (key: string, news: HookNews, otherAfterMs?: number): Receipt => ({ kind: "delivery", key, news, otherAfterMs });
  const rows = () => opened.database.selectFrom("webhook_inbox").select(["delivery", "record_id", "is_new", "resend"]).execute();

  it("is its key and the ids, and nothing else", async () => {
    receipt = delivery("a", {
      records: ["headhunter:vacancy:1", "headhunter:vacancy:2", "headhunter:vacancy:1"],
      isNew: true,
      lists: true,
    });
    expect(await of().answer(URL, REQUEST)).toEqual({ status: 200, json: {} });
    expect(await rows()).toEqual([
      { delivery: "a", record_id: "headhunter:vacancy:1", is_new: 1, resend: null },
      { delivery: "a", record_id: "headhunter:vacancy:2", is_new: 1, resend: null },
      { delivery: "a", record_id: null, is_new: 0, resend: null },
    ]);
  });

  it("is taken in once, with the vendor's own answer to a repetition, also where repetitions come at the same time", async () => {
    receipt = delivery("a", { records: ["headhunter:vacancy:1"] });
    const intake = of({ duplicateStatus: 409 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => intake.answer(URL, REQUEST)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    expect(await rows()).toHaveLength(1);
  });

  it("is another delivery where it comes later than a vendor without ids repeats one", async () => {
    receipt = delivery("a", { resend: "all" }, 60_000);
    const intake = of();
    await intake.answer(URL, REQUEST);
    const [first] = await inbox.dueOthers(BOARD, "9", 1);
    await inbox.finish(first === undefined ? [] : [first]);
    await clock.advance(59_000);
    await intake.answer(URL, REQUEST);
    expect(await inbox.waiting(BOARD, 9)).toBe(0);
    await clock.advance(1_000);
    await intake.answer(URL, REQUEST);
    expect(outcomes).toEqual(["taken", "duplicate", "taken"]);
    expect(await inbox.waiting(BOARD, 9)).toBe(1);
    // The clock was ahead, and was set right.
    await clock.advance(-61_000);
    await intake.answer(URL, REQUEST);
    expect(outcomes.at(-1)).toBe("taken");
  });

  it("leaves out records of sources that are not connected, and what is no id", async () => {
    receipt = delivery("a", { records: ["linkedin:vacancy:1", "nonsense", "headhunter~emea:vacancy:1"] });
    expect((await of().answer(URL, REQUEST)).status).toBe(200);
    expect(outcomes).toEqual(["ignored"]);
    expect(await rows()).toEqual([]);
  });

  it("has lists read in place of records without number, and a key of any length", async () => {
    receipt = delivery("k".repeat(10_000), { records: Array.from({ length: 1_001 }, (_, index) => `headhunter:vacancy:${index + 1}`) });
    await of().answer(URL, REQUEST);
    expect(await rows()).toEqual([{ delivery: expect.stringMatching(/^[0-9a-f]{64}$/), record_id: null, is_new: 0, resend: null }]);
  });

  it("is refused for the time being where the database does not take it, so that the vendor sends it again", async () => {
    receipt = delivery("a", { records: ["headhunter:vacancy:1"] });
    const away = { waiting: async () => 0, add: async () => Promise.reject(new Error("away")) };
    expect(await of({}, away).answer(URL, REQUEST)).toMatchObject({ status: 503, retryAfterS: 60 });
    expect([outcomes, failures]).toEqual([["turned_away"], [new Error("away")]]);
  });

  it("is refused for the time being where too much of its source waits already", async () => {
    receipt = delivery("a", { records: ["headhunter:vacancy:1"] });
    expect((await of({}, { waiting: async () => MOST_WAITING }).answer(URL, REQUEST)).status).toBe(503);
    expect(outcomes).toEqual(["turned_away"]);
  });

  it("waits at the source of its records, which may be another product at the same address", async () => {
    receipt = delivery("a", { records: ["feishu-corehr:job:1"] });
    const counted: string[] = [];
    const repository = {
      waiting: async (source: Source) => {
        counted.push(source.text);
        return source === sourceOf(Vendor.FEISHU_COREHR) ? MOST_WAITING : 0;
      },
    };
    expect((await of({}, repository, sourceOf(Vendor.FEISHU_COREHR)).answer(URL, REQUEST)).status).toBe(503);
    expect(counted).toEqual(["feishu-corehr"]);
  });

  it("is counted anew where the clock was set back", async () => {
    receipt = delivery("a", { records: ["headhunter:vacancy:1"] });
    let full = true;
    const intake = of({}, { waiting: async () => (full ? MOST_WAITING : 0), add: async () => true });
    expect((await intake.answer(URL, REQUEST)).status).toBe(503);
    full = false;
    await clock.advance(-3_600_000);
    expect((await intake.answer(URL, REQUEST)).status).toBe(200);
  });

  it("comes twenty thousand times at once, and then a thousand times a second at the most", async () => {
    const intake = of();
    const taken = (most: number) => {
      let count = 0;
      while (count < most && intake.refusalOf(URL, "POST") === undefined) count += 1;
      return count;
    };
    expect(taken(100_000)).toBe(20_000);
    expect(intake.refusalOf(URL, "POST")).toMatchObject({ status: 429, retryAfterS: 1 });
    expect(intake.refusalOf("/hooks/headhunter/wrong", "POST")?.status).toBe(404);
    await clock.advance(2_000);
    expect(taken(100_000)).toBe(2_000);
  });
});
