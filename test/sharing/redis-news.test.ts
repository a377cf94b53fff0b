import fc from "fast-check";
import { RedisNews, type Wire } from "../../src/sharing/redis-news.js";
import { ManualClock } from "../support/clock.js";
import { ListedServers } from "./rounds-world.js";

type Reach = "here" | "away" | "deaf";

/** A channel in this process: messages come in their order, some time after they were sent, unless a server is cut off. */
class Channel {
  readonly #clock: ManualClock;
  readonly #listeners = new Map<string, (message: string | undefined) => void>();
  readonly #reach = new Map<string, Reach>();
  /** For each server, what comes before it: a message never overtakes another one. */
  readonly #before = new Map<string, Promise<void>>();
  readonly delayMs: () => number;

  constructor(clock: ManualClock, delayMs: () => number) {
    this.#clock = clock;
    this.delayMs = delayMs;
  }

  set(server: string, reach: Reach): void {
    const before = this.#reach.get(server);
    this.#reach.set(server, reach);
    if (before === "away" && reach !== "away") this.#listeners.get(server)?.(undefined);
  }

  wireOf(server: string): Wire {
    const isAway = () => this.#reach.get(server) === "away";
    return {
      reach: async () => {
        if (isAway()) throw new Error("away");
      },
      send: async (message, withinMs) => {
        if (isAway()) throw new Error("away");
        const waitMs = this.delayMs();
        await this.#clock.sleep(Math.min(waitMs, withinMs));
        if (waitMs > withinMs || isAway()) throw new Error("away");
        for (const name of this.#listeners.keys()) this.#deliver(name, message);
        await this.#clock.sleep(this.delayMs());
        if (this.#reach.get(server) === "deaf") throw new Error("no answer");
      },
      listen: (listener) => {
        this.#listeners.set(server, listener);
        return () => this.#listeners.delete(server);
      },
    };
  }

  #deliver(name: string, message: string): void {
    if (this.#reach.get(name) === "away") return;
    const at = this.#clock.now() + this.delayMs();
    const before = this.#before.get(name) ?? Promise.resolve();
    this.#before.set(
      name,
      before.then(async () => {
        await this.#clock.sleep(Math.max(0, at - this.#clock.now()));
        if (this.#reach.get(name) !== "away") this.#listeners.get(name)?.(message);
      }),
    );
  }
}

class World {
  readonly clock = new ManualClock(1_000_000);
  readonly listed = new ListedServers(this.clock);
  readonly channel: Channel;
  readonly servers = new Map<string, RedisNews>();
  /** How often each server was told that something has changed. */
  readonly told = new Map<string, number>();

  constructor(delayMs: () => number = () => 1) {
    this.channel = new Channel(this.clock, delayMs);
  }

  start(name: string): RedisNews {
    this.listed.set(...this.listed.names, name);
    const membership = this.listed.seenBy(name);
    void membership.since;
    const news = new RedisNews({ self: name, wire: this.channel.wireOf(name), membership, clock: this.clock });
    news.listen(() => this.told.set(name, (this.told.get(name) ?? 0) + 1));
    this.servers.set(name, news);
    news.start();
    return news;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.servers.values()].map((news) => news.stop()));
  }
}

describe("News of changes between servers", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.stop());

  async function two(): Promise<[RedisNews, RedisNews]> {
    const pair: [RedisNews, RedisNews] = [world.start("one"), world.start("other")];
    await world.clock.advance(6_000);
    return pair;
  }

  async function ended(work: Promise<void>): Promise<number> {
    const from = world.clock.now();
    let at: number | undefined;
    void work.then(() => {
      at = world.clock.now() - from;
    });
    for (let ms = 0; ms < 20_000 && at === undefined; ms += 10) await world.clock.advance(10);
    return at ?? Number.POSITIVE_INFINITY;
  }

  it("are told as soon as the others have said that they know", async () => {
    const [one, other] = await two();
    expect([one.isCurrent, other.isCurrent]).toEqual([true, true]);
    const before = world.told.get("other") ?? 0;
    expect(await ended(one.tell("HEADHUNTER"))).toBeLessThan(50);
    expect(world.told.get("other")).toBe(before + 1);
    expect(other.isCurrent).toBe(true);
  });

  it("wait for one that does not hear them until it has noticed by itself that it may have missed some", async () => {
    const [one, other] = await two();
    world.channel.set("other", "away");
    expect(await ended(one.tell("HEADHUNTER"))).toBeLessThanOrEqual(5_010);
    expect(world.told.get("other")).toBeUndefined();
    expect(other.isCurrent).toBe(false);
  });

  it("of one that cannot tell wait until the others have noticed that it is silent", async () => {
    const [one, other] = await two();
    world.channel.set("one", "away");
    expect(await ended(one.tell("HEADHUNTER"))).toBeLessThanOrEqual(8_010);
    expect(other.isCurrent).toBe(false);
  });

  it("count as missed, all of them, when a server is back", async () => {
    const [, other] = await two();
    world.channel.set("other", "away");
    await world.clock.advance(7_000);
    world.channel.set("other", "here");
    expect(world.told.get("other")).toBe(1);
    expect(other.isCurrent).toBe(false);
    await world.clock.advance(2_500);
    expect(other.isCurrent).toBe(true);
  });

  it("concern nobody where a server is the only one, with Redis or without", async () => {
    const one = world.start("one");
    await world.clock.advance(10);
    world.channel.set("one", "away");
    await world.clock.advance(60_000);
    expect(one.isCurrent).toBe(true);
    expect(await ended(one.tell("HEADHUNTER"))).toBe(0);
  });

  it("have reached every server that takes its answers for current, however messages are delayed and lost", async () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 0, max: 6_000 }),
      act: fc.constantFrom("away", "here", "deaf", "tell", "tell", "join"),
      server: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 12 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 2_600 })),
        async (steps, delays) => {
          let isSlow = false;
          const many = new World(() => (isSlow ? (delays.next().value as number) : 1));
          many.start("0");
          many.start("1");
          await many.clock.advance(8_000);
          isSlow = true;
          const stale: string[] = [];
          /** Of what was kept before a change, which is looked at again once all are back. */
          const checks: (() => void)[] = [];
          for (const { waitMs, act, server } of steps) {
            const name = String(server % many.servers.size);
            if (act === "join" && many.servers.size < 4) many.start(String(many.servers.size));
            else if (act === "tell") {
              // One that comes later has read nothing from before.
              const before = new Map([...many.servers.keys()].map((other) => [other, many.told.get(other) ?? 0]));
              void many.servers
                .get(name)
                ?.tell("HEADHUNTER")
                .then(() => {
                  const check = (): void => {
                    for (const [other, news] of many.servers) {
                      if (other !== name && news.isCurrent && (many.told.get(other) ?? 0) === before.get(other))
                        stale.push(`${name} to ${other}`);
                    }
                  };
                  check();
                  checks.push(check);
                });
            } else if (act !== "join") many.channel.set(name, act);
            await many.clock.advance(waitMs);
          }
          await many.clock.advance(12_000);
          isSlow = false;
          for (const name of many.servers.keys()) many.channel.set(name, "here");
          await many.clock.advance(12_000);
          for (const check of checks) check();
          const stopping = many.stop();
          await many.clock.advance(6_000);
          await stopping;
          expect(stale).toEqual([]);
        },
      ),
      { seed: 20261126, numRuns: Number(process.env.RUNS ?? 60), endOnFailure: true },
    );
  });
});
