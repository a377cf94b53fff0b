import { randomBytes, randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import { systemClock } from "../../src/clock.js";
import { CredentialCipher } from "../../src/secrets/credential-cipher.js";
import { RedisLink } from "../../src/sharing/redis-link.js";
import { RedisToken } from "../../src/sharing/redis-token.js";
import { describeWithRedis, REDIS_URL } from "../support/redis.js";

describeWithRedis("A token in Redis", () => {
  const source = `test-${randomUUID()}`;
  const cipher = new CredentialCipher([randomBytes(32)]);
  let link: RedisLink;
  beforeAll(async () => {
    link = new RedisLink({ url: REDIS_URL ?? "", onAway: () => undefined, onBack: () => undefined });
    await link.tried();
  });
  afterAll(() => link.close());

  const at = (credential: string, key = cipher) => new RedisToken({ link, clock: systemClock, cipher: key, source, credential });
  const token = () => ({
    value: "token-of-linkedin",
    obtainedAt: Date.now(),
    renewAt: Date.now() + 60_000,
    expiresAt: Date.now() + 60_000,
  });

  it("is what another server has kept, for the same credential and with the same key", async () => {
    const kept = token();
    await at("one").keep(kept);
    expect(await at("one").read()).toEqual(kept);
    expect(await at("another").read()).toBeUndefined();
    expect(await at("one", new CredentialCipher([randomBytes(32)])).read()).toBeUndefined();
  });

  it("lies there encrypted, no longer than it lives", async () => {
    await at("sealed").keep(token());
    const client = createClient({ url: REDIS_URL });
    await client.connect();
    const keys = (await client.keys(`hiregraph:{${source}}:token:*`)).filter((key) => !key.endsWith(":lock"));
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(await client.get(key)).not.toContain("token-of-linkedin");
      expect(await client.pTTL(key)).toBeLessThanOrEqual(60_000);
      expect(await client.pTTL(key)).toBeGreaterThan(50_000);
    }
    await client.close();
  });

  it("is requested by one server at a time, and by the next once that has ended", async () => {
    const unlock = await at("locked").lock();
    expect(unlock).toBeDefined();
    expect(await at("locked").lock()).toBeUndefined();
    await unlock?.();
    const again = await at("locked").lock();
    expect(again).toBeDefined();
    await again?.();
  });

  it("is each server's own affair while Redis is away", async () => {
    const away = new RedisLink({ url: "redis://127.0.0.1:1", onAway: () => undefined, onBack: () => undefined });
    const alone = new RedisToken({ link: away, clock: systemClock, cipher, source, credential: "one" });
    await alone.keep(token());
    expect(await alone.read()).toBeUndefined();
    expect(await alone.lock()).toBeDefined();
    away.close();
  });
});
