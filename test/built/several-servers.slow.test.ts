import { setTimeout as sleep } from "node:timers/promises";
import { type OpenedDatabase, testDatabases } from "../support/databases.js";
import type { BuiltServer } from "./built-server.js";
import { canRunSeveral, mostWithin, OwnRedis, SeveralServers, SUBJECTS, VendorProcess, Way } from "./several-servers.js";

/** HeadHunter's: requests in a window. */
const LIMIT = 10;
const WINDOW_MS = 1_000;

const CUT_OFF = "This server cannot reach Redis: it keeps to its share of every budget, which is the limit shown.";
const APART = "Several servers are on this database and REDIS_URL is not set: each uses the whole budgets.";

const describeSeveral = canRunSeveral ? describe : describe.skip;

describeSeveral("Several servers on one PostgreSQL and one Redis", () => {
  let database: OpenedDatabase;
  let vendor: VendorProcess;
  let redis: OwnRedis;
  let several: SeveralServers;
  let ways: Way[];

  beforeEach(async () => {
    database = await (testDatabases.find(({ name }) => name === "PostgreSQL") as (typeof testDatabases)[number]).open();
    vendor = await VendorProcess.start();
    redis = await OwnRedis.start();
    several = new SeveralServers({ database: database.url, vendor });
    ways = [];
  });

  afterEach(async () => {
    several.built.kill();
    for (const way of ways) way.close();
    vendor.kill();
    await redis.remove();
    several.built.remove();
    await database.close();
  });

  const expectNoWindowExceeded = async (): Promise<number[]> => {
    const arrivals = await vendor.arrivals();
    expect(mostWithin(arrivals, WINDOW_MS)).toBeLessThanOrEqual(LIMIT);
    return arrivals;
  };

  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await sleep(100);
  };

  const together = (servers: readonly BuiltServer[]): Promise<void> =>
    until(async () =>
      (await Promise.all(servers.map((server) => several.budget(server)))).every(
        ({ remaining, notice }) => notice === null && remaining === LIMIT,
      ),
    );

  it.each([2, 3])("%d of them under a burst of 500 clients exceed no window, use the budget up and starve nobody", async (count) => {
    const servers = await Promise.all(Array.from({ length: count }, () => several.start(redis.port)));
    await together(servers);
    const begunAt = Date.now();
    const answers = await several.burst(servers, 500);
    const tookMs = Date.now() - begunAt;
    expect(answers.filter((answer) => answer?.failure !== undefined)).toEqual([]);
    // On a busy machine a read may be repeated.
    expect((await expectNoWindowExceeded()).length).toBeGreaterThanOrEqual(500);
    // 50 windows at best; what a window loses is the time from the sending to the answer.
    expect(tookMs).toBeLessThan(50 * WINDOW_MS * 1.6);
    // Each subject has its turn at the same pace: at the middle of the burst each has had about half of its answers.
    const half = answers.map((answer) => answer?.ms ?? 0).sort((a, b) => a - b)[249] as number;
    for (const subject of SUBJECTS) {
      const before = answers.filter((answer) => answer?.subject === subject && answer.ms <= half).length;
      expect(before).toBeGreaterThanOrEqual(20);
      expect(before).toBeLessThanOrEqual(30);
    }
  });

  it("that lose one to kill -9 in the middle of a burst answer all callers of the others, and exceed no window", async () => {
    const servers = await Promise.all([1, 2, 3].map(() => several.start(redis.port)));
    await together(servers);
    const burst = several.burst(servers, 180);
    await until(async () => (await vendor.arrivals()).length >= 25);
    servers[0]?.child.kill("SIGKILL");
    const answers = await burst;
    expect(answers.filter((answer, index) => index % 3 > 0 && (answer === undefined || answer.failure !== undefined))).toEqual([]);
    await expectNoWindowExceeded();
  });

  it("keep to their shares while Redis is away, say so, and come back to one that has forgotten everything; no window is exceeded", async () => {
    const servers = await Promise.all([1, 2].map(() => several.start(redis.port)));
    await together(servers);
    const burst = several.burst(servers, 160);
    await until(async () => (await vendor.arrivals()).length >= 25);
    await redis.kill();
    await until(async () => (await several.budget(servers[0] as BuiltServer)).notice === CUT_OFF);
    for (const server of servers) expect(await several.budget(server)).toMatchObject({ notice: CUT_OFF, limit: LIMIT / 2 });
    const before = (await vendor.arrivals()).length;
    await until(async () => (await vendor.arrivals()).length >= before + 30);
    for (const server of servers) expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    await redis.start();
    await until(async () => (await several.budget(servers[0] as BuiltServer)).notice === null);
    expect((await burst).filter((answer) => answer?.failure !== undefined)).toEqual([]);
    await expectNoWindowExceeded();
    for (const { said } of servers) expect(said().split("Redis cannot be reached")).toHaveLength(2);
  });

  it("of which one alone cannot reach Redis leave it its share, and exceed no window", async () => {
    const way = await Way.to(redis.port);
    ways.push(way);
    const [near, far] = [await several.start(redis.port), await several.start(way.port)];
    await together([near, far]);
    const burst = several.burst([near, far], 200);
    await until(async () => (await vendor.arrivals()).length >= 25);
    way.cut();
    await until(async () => (await several.budget(far)).notice === CUT_OFF);
    expect(await several.budget(far)).toMatchObject({ limit: LIMIT / 2 });
    expect(await several.budget(near)).toMatchObject({ notice: null, limit: LIMIT });
    await sleep(12_000);
    way.mend();
    await until(async () => (await several.budget(far)).notice === null);
    expect((await burst).filter((answer) => answer?.failure !== undefined)).toEqual([]);
    await expectNoWindowExceeded();
  });

  it("whose Redis takes 200 ms to answer still answer everybody, and exceed no window", async () => {
    const way = await Way.to(redis.port, 200);
    ways.push(way);
    const servers = await Promise.all([1, 2].map(() => several.start(way.port)));
    await together(servers);
    const answers = await several.burst(servers, 100);
    expect(answers.filter((answer) => answer?.failure !== undefined)).toEqual([]);
    await expectNoWindowExceeded();
  });

  it("show a change to every read that begins after it, whatever another server has kept", async () => {
    // What changes is read in the background, too: here each request is one that a caller's query caused.
    const servers = await Promise.all([1, 2].map(() => several.start(redis.port, { CODE_SWEEP: "off" })));
    const [one, other] = servers as [BuiltServer, BuiltServer];
    await together(servers);
    const old = { "cache-control": "max-age=600" };
    const list = await several.query<{ vacancies: { nodes: { id: string }[] } }>(
      one,
      "subject-0",
      "{ vacancies(first: 3, status: ACTIVE) { nodes { id } } }",
    );
    const ids = (list.data?.vacancies.nodes ?? []).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const statusOf = async (server: BuiltServer, id: string): Promise<string | undefined> =>
      (await several.query<{ vacancy: { status: string } }>(server, "subject-0", `{ vacancy(id: "${id}") { status } }`, old)).data?.vacancy
        .status;
    // Answers are kept once each server knows that it hears of all changes. A server's first question of a vendor begins the epoch that all share, which drops what was
    // kept of that vendor: the message of it may come between two reads.
    const isKept = async (id: string): Promise<boolean> => {
      expect(await statusOf(one, id)).toBe("ACTIVE");
      const before = (await vendor.arrivals()).length;
      expect(await statusOf(one, id)).toBe("ACTIVE");
      return (await vendor.arrivals()).length === before;
    };
    let askedAgain = 0;
    for (const id of ids) {
      await until(() => isKept(id));
      const closed = await several.query<{ closeVacancy: { operation: { outcome: string } } }>(
        other,
        "subject-1",
        `mutation { closeVacancy(input: { id: "${id}" }) { operation { outcome } } }`,
      );
      expect(closed.data?.closeVacancy.operation.outcome).toBe("APPLIED");
      expect(await statusOf(one, id)).toBe("CLOSED");
      // What one server has read serves at the other.
      const after = (await vendor.arrivals()).length;
      expect(await statusOf(other, id)).toBe("CLOSED");
      askedAgain += (await vendor.arrivals()).length - after;
    }
    // An answer is on its way to Redis while its reader has it already, so that one may be asked for again.
    expect(askedAgain).toBeLessThan(ids.length);
  });

  it("without REDIS_URL warn that each uses the whole budgets, and say so in `vendors`", async () => {
    const servers = [await several.start(undefined), await several.start(undefined)];
    await until(async () => (await Promise.all(servers.map((server) => several.budget(server)))).every(({ notice }) => notice === APART));
    for (const { said } of servers) expect(said()).toContain("REDIS_URL: is not set, and several servers are on this database");
  });
});
