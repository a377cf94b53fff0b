import { randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import { AnswersInMemory, type KeptAnswer } from "../../src/http/answers/answer-store.js";
import { epochKeyOf, RedisAnswers } from "../../src/sharing/redis-answers.js";
import { RedisLink } from "../../src/sharing/redis-link.js";
import { describeWithRedis, REDIS_URL } from "../support/redis.js";

describeWithRedis("Answers in Redis", () => {
  /** Slug and name of a vendor of this suite alone. */
  const slug = `test${randomUUID().slice(0, 8)}`;
  const vendor = slug.toUpperCase();
  const client = createClient({ url: REDIS_URL });
  let link: RedisLink;
  let epoch: string | undefined;

  /** Commands of two connections are run in no order. */
  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
  }

  beforeAll(async () => {
    await client.connect();
    link = new RedisLink({ url: REDIS_URL ?? "", onAway: () => undefined, onBack: () => undefined });
    await link.tried();
  });
  afterAll(async () => {
    link.close();
    await client.close();
  });
  beforeEach(() => begin(randomUUID()));

  async function begin(next: string): Promise<void> {
    epoch = next;
    await client.set(epochKeyOf(vendor), next, { EX: 60 });
  }
  const server = () => new RedisAnswers({ memory: new AnswersInMemory(), link, epochs: { epochOf: () => epoch } });
  const answerOf = (text: string): KeptAnswer => ({
    status: 200,
    headers: { "content-type": "application/json" },
    text,
    json: JSON.parse(text),
    receivedAt: 2,
    sentAt: 1,
    vendor,
    cutFor: 7,
  });
  const keptKeys = async (): Promise<string[]> => client.keys(`hiregraph:{${vendor}}:answer:*`);

  it("serve at another server as they came, with the secrets of this one still to be cut out", async () => {
    server().keep(slug, "request", answerOf('{"id":"1"}'));
    const other = server();
    await until(async () => (await other.find(slug, "request")) !== undefined);
    expect(await other.find(slug, "request")).toMatchObject({ ...answerOf('{"id":"1"}'), cutFor: -1 });
    expect(await other.find(slug, "another request")).toBeUndefined();
    expect(await other.find(`${slug}~emea`, "request")).toBeUndefined();
  });

  it("serve no longer once another epoch has begun, also where a server does not know of it yet", async () => {
    server().keep(slug, "request", answerOf("[]"));
    const other = server();
    await until(async () => (await server().find(slug, "request")) !== undefined);
    await client.set(epochKeyOf(vendor), "the next one", { EX: 60 });
    expect(await other.find(slug, "request")).toBeUndefined();
  });

  it("are not kept where another epoch has begun since they were asked for, nor where it is not known, nor where they are very large", async () => {
    const before = (await keptKeys()).length;
    await client.set(epochKeyOf(vendor), "the next one", { EX: 60 });
    server().keep(slug, "late", answerOf("[]"));
    await begin(randomUUID());
    server().keep(slug, "large", answerOf(`"${"x".repeat(1024 * 1024)}"`));
    epoch = undefined;
    server().keep(slug, "unknown", answerOf("[]"));
    // Commands are run in their order.
    await link.time(2_000);
    expect(await keptKeys()).toHaveLength(before);
  });

  it("are kept for an hour at most, and dropped when they cannot be read", async () => {
    server().keep(slug, "request", answerOf("[]"));
    await until(async () => (await server().find(slug, "request")) !== undefined);
    const [key = ""] = (await keptKeys()).filter((one) => one.includes(epoch ?? ""));
    expect(await client.ttl(key)).toBeGreaterThan(3_500);
    expect(await client.ttl(key)).toBeLessThanOrEqual(3_600);
    (await server().find(slug, "request"))?.forget?.();
    await until(async () => (await server().find(slug, "request")) === undefined);
  });

  it("are each server's own while Redis is away", async () => {
    const away = new RedisLink({ url: "redis://127.0.0.1:1", onAway: () => undefined, onBack: () => undefined });
    const alone = new RedisAnswers({ memory: new AnswersInMemory(), link: away, epochs: { epochOf: () => epoch } });
    alone.keep(slug, "request", answerOf("[1]"));
    expect(await alone.find(slug, "request")).toMatchObject({ text: "[1]" });
    expect(await alone.find(slug, "another")).toBeUndefined();
    away.close();
  });
});
