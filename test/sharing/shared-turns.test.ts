import type { Send } from "../../src/http/request.js";
import { answer, read } from "../http/support.js";
import { ManualClock } from "../support/clock.js";
import { describeWithRedis } from "../support/redis.js";
import { ListedServers, type SharedServer, SteppedRedis, sharedServer } from "./rounds-world.js";

const LIMIT = 4;
const WINDOW_MS = 1_000;
const LONGEST_MS = 500;
const BEGIN = 1_000_000;

let clock: ManualClock;
let redis: SteppedRedis;
let listed: ListedServers;
let sent: { at: number; path: string }[];

const vendor: Send = async (request) => {
  sent.push({ at: clock.now() - BEGIN, path: request.path });
  await clock.sleep(20);
  return answer();
};

beforeEach(async () => {
  clock = new ManualClock(BEGIN);
  listed = new ListedServers(clock);
  sent = [];
  redis = new SteppedRedis(clock);
  await redis.open();
});

afterEach(() => redis.close());

function serverOf(name: string): SharedServer {
  const budgets = [{ name: "all", limit: LIMIT, windowMs: WINDOW_MS, applies: () => true }];
  return sharedServer({ name, redis, listed, clock, vendor, longestMs: LONGEST_MS, budgets });
}

/** Servers that hold a lease, after the window for which an empty Redis counts as full. */
async function started(...names: string[]): Promise<SharedServer[]> {
  listed.set(...names);
  const servers = names.map(serverOf);
  await redis.advance(1_200, 10);
  return servers;
}

function ask(server: SharedServer | undefined, subject: string, count: number): Promise<unknown>[] {
  return Array.from({ length: count }, () => server?.ask(read({ path: `/${subject}` }), { callers: [{ subject }] }) ?? Promise.reject());
}

const limitOf = (server: SharedServer | undefined): number | undefined => server?.limiter.budgets()[0]?.limit;
const pathsIn = (from: number, until: number): string[] => sent.filter(({ at }) => at >= from && at < until).map(({ path }) => path);

describeWithRedis("Servers that share a Redis", () => {
  it("take turns by subject, whichever server a subject asks at and however much it asks for", async () => {
    const [one, other] = await started("one", "other");
    const asked = [...ask(one, "many", 12), ...ask(other, "few", 2), ...ask(other, "some", 2)];
    await redis.advance(5_000, 5);
    await Promise.all(asked);
    // The first window is given to who was there first; then a turn each.
    expect(pathsIn(0, 2_200)).toEqual(["/many", "/many", "/many", "/many"]);
    expect(pathsIn(2_200, 3_200).sort()).toEqual(["/few", "/many", "/many", "/some"]);
    expect(pathsIn(3_200, 4_200).sort()).toEqual(["/few", "/many", "/many", "/some"]);
    expect(sent).toHaveLength(16);
  });

  it("share one subject's turns between them, so that a caller fares alike at each", async () => {
    const [one, other] = await started("one", "other");
    const first = ask(one, "caller", 8);
    await redis.advance(10, 5);
    const second = ask(other, "caller", 8);
    await redis.advance(2_100, 5);
    expect(sent).toHaveLength(12);
    await redis.advance(5_000, 5);
    await Promise.all([...first, ...second]);
    expect(sent).toHaveLength(16);
  });

  it("wait for one window where Redis has forgotten everything", async () => {
    const [one] = await started("one");
    const before = ask(one, "caller", 1);
    await redis.advance(100, 5);
    await Promise.all(before);
    await redis.empty();
    const asked = ask(one, "caller", 1);
    const emptiedAt = clock.now() - BEGIN;
    await redis.advance(2_500, 5);
    await Promise.all(asked);
    expect(sent[1]?.at).toBeGreaterThan(emptiedAt + WINDOW_MS);
    expect(sent[1]?.at).toBeLessThan(emptiedAt + WINDOW_MS + 50);
  });

  it("wait for the time of an attempt more where a server that holds a lease has not told what it holds", async () => {
    listed.set("one", "silent");
    const one = serverOf("one");
    const asked = ask(one, "caller", 1);
    await redis.advance(4_000, 5);
    await Promise.all(asked);
    expect(sent[0]?.at).toBeGreaterThan(WINDOW_MS + LONGEST_MS);
    expect(sent[0]?.at).toBeLessThan(WINDOW_MS + LONGEST_MS + 50);
  });

  it("leave the share of one that is cut off alone, which it uses once they have noticed and what they took has left the window", async () => {
    const [near, far] = await started("near", "far");
    redis.setAway("far", "away");
    const cutAt = clock.now() - BEGIN;
    const asked = [...ask(near, "near", 60), ...ask(far, "far", 10)];
    await redis.advance(30_000, 10);
    await Promise.all(asked);
    expect(limitOf(far)).toBe(LIMIT / 2);
    expect(limitOf(near)).toBe(LIMIT);
    const ofFar = sent.filter(({ path }) => path === "/far").map(({ at }) => at);
    expect(ofFar[0]).toBeGreaterThanOrEqual(cutAt + 5_000 + LONGEST_MS + WINDOW_MS);
    expect(ofFar[0]).toBeLessThanOrEqual(cutAt + 8_000 + LONGEST_MS + WINDOW_MS);
    // In each window after it was noticed the near one takes its half, and no more.
    const afterwards = pathsIn(cutAt + 8_000, cutAt + 8_000 + 4 * WINDOW_MS).filter((path) => path === "/near");
    expect(afterwards.length).toBeLessThanOrEqual(5 * (LIMIT / 2));
    expect(afterwards.length).toBeGreaterThanOrEqual(3 * (LIMIT / 2));
  });

  it("free the place of one that died, with its lanes, and of one whose lease has ended its share", async () => {
    const [alive, dying] = await started("alive", "dying");
    ask(dying, "lost", 10).forEach((lost) => void lost.catch(() => undefined));
    await redis.advance(10, 5);
    redis.setAway("dying", "away");
    listed.set("alive");
    const asked = ask(alive, "caller", 40);
    await redis.advance(20_000, 10);
    await Promise.all(asked);
    const last = pathsIn(17_000, 21_000).filter((path) => path === "/caller").length;
    expect(sent.filter(({ path }) => path === "/caller")).toHaveLength(40);
    expect(last).toBeLessThanOrEqual(40);
  });

  it("keep nothing for one that has taken its leave", async () => {
    const [staying, leaving] = await started("staying", "leaving");
    leaving?.limiter.close();
    await leaving?.limiter.leave();
    await redis.advance(7_000, 10);
    const asked = ask(staying, "caller", LIMIT);
    await redis.advance(100, 5);
    await Promise.all(asked);
    expect(sent).toHaveLength(LIMIT);
  });

  it("ask Redis about once a second while nobody waits", async () => {
    await started("one");
    const before = redis.steps;
    await redis.advance(10_000, 10);
    expect(redis.steps - before).toBeGreaterThanOrEqual(8);
    expect(redis.steps - before).toBeLessThanOrEqual(12);
  });

  it("take one step for many requests that come at once", async () => {
    const [one] = await started("one");
    const before = redis.steps;
    const asked = ask(one, "caller", 200);
    await redis.settled();
    expect(redis.steps - before).toBeLessThanOrEqual(3);
    const ended = Promise.allSettled(asked);
    one?.limiter.close();
    await redis.advance(100, 10);
    await ended;
  });
});
