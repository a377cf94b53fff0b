import { coreJobId, hireJobId } from "../../../../src/sandbox/feishu/index.js";
import { embeddedDatabase } from "../../../support/databases.js";
import { startWorld, type World } from "../world.js";

const JOB = `query ($id: ID!) { job(id: $id) { id } }`;
const JOBS = `{ jobs(vendors: [FEISHU_HIRE], first: 3) { nodes { id } sources { state failure { code resetsAt message } } } }`;
const VENDORS = `{ vendors { vendor budgets { name limit remaining windowMs resetsAt queued } lastFailure { code resetsAt vendorCode } } }`;
const REOPEN = `mutation ($id: ID!) { reopenJob(input: { id: $id }) { operation { outcome } userErrors { code } } }`;

interface Vendors {
  vendors: { vendor: string; budgets: { name: string; remaining: number; limit: number }[]; lastFailure: unknown }[];
}

/** The month in which the tests run, in Beijing. */
function nextRenewal(): string {
  const local = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) - 8 * 3_600_000).toISOString();
}

const hireJob = (index: number) => ({ id: `feishu-hire:job:${hireJobId(index)}` });
const coreJob = (index: number) => ({ id: `feishu-corehr:job:${coreJobId(index)}` });

describe("A tenant whose calls of the month are used up", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it("is told with the day of renewal, once with a request and then without", async () => {
    world.standIn.knobs.monthlyCalls = 0;
    const resetsAt = nextRenewal();
    const expected = { code: "RATE_LIMITED", retryable: true, resetsAt, vendorCode: "99991403" };
    expect((await world.ask(JOB, hireJob(0))).errors).toMatchObject([{ extensions: { ...expected, vendor: "FEISHU_HIRE" } }]);
    world.forget();
    expect((await world.ask(JOB, coreJob(0))).errors).toMatchObject([{ extensions: { ...expected, vendor: "FEISHU_COREHR" } }]);
    expect(world.requests()).toEqual([]);
    const { vendors } = await world.data<Vendors>(VENDORS);
    const failures = vendors.filter(({ vendor }) => vendor.startsWith("FEISHU")).map(({ lastFailure }) => lastFailure);
    expect(failures).toEqual(Array(2).fill({ code: "RATE_LIMITED", resetsAt, vendorCode: "99991403" }));
  });

  it("has its lists shown as they were read before", async () => {
    const before = await world.data<{ jobs: { nodes: unknown[] } }>(JOBS);
    world.standIn.knobs.monthlyCalls = 0;
    for (const requests of [1, 0]) {
      world.forget();
      const { jobs } = await world.data<{ jobs: { nodes: unknown[]; sources: unknown[] } }>(JOBS);
      expect(jobs.nodes).toEqual(before.jobs.nodes);
      expect(jobs.sources).toMatchObject([{ state: "STALE", failure: { code: "RATE_LIMITED", resetsAt: nextRenewal() } }]);
      expect(world.requests()).toHaveLength(requests);
    }
  });

  it("has no change sent", async () => {
    world.standIn.knobs.monthlyCalls = 0;
    await world.ask(JOB, hireJob(0));
    world.forget();
    const { errors } = await world.ask(REOPEN, hireJob(30));
    expect(errors).toMatchObject([{ extensions: { code: "RATE_LIMITED", resetsAt: nextRenewal() } }]);
    expect(world.requests()).toEqual([]);
  });
});

describe("FEISHU_MONTHLY_CALLS", () => {
  let store: Awaited<ReturnType<typeof embeddedDatabase.open>>;
  beforeEach(async () => {
    store = await embeddedDatabase.open();
  });
  afterEach(() => store.close());

  const start = (limit = "8") => startWorld({ env: { FEISHU_MONTHLY_CALLS: limit, DATABASE_URL: store.url } });
  const monthOf = async (world: World) => {
    const { vendors } = await world.data<Vendors>(VENDORS);
    return vendors.flatMap(({ vendor, budgets }) =>
      budgets.filter(({ name }) => name.includes("month")).map((budget) => ({ vendor, ...budget })),
    );
  };

  it("is a budget of both products, which ends with the month and outlives the server", async () => {
    const first = await start();
    for (let index = 0; index < 3; index += 1) await first.data(JOB, hireJob(index));
    await first.data(JOB, coreJob(0));
    const budget = { limit: 8, remaining: 4, windowMs: 2_147_483_647, resetsAt: nextRenewal(), queued: 0 };
    expect(await monthOf(first)).toEqual(
      ["FEISHU_COREHR", "FEISHU_HIRE"].map((vendor) => ({ vendor, name: "calls of the tenant's apps in a month", ...budget })),
    );
    await first.stop();
    const second = await start();
    expect((await monthOf(second)).map(({ remaining }) => remaining)).toEqual([4, 4]);
    for (let index = 0; index < 4; index += 1) await second.data(JOB, hireJob(index));
    second.forget();
    const { errors } = await second.ask(JOB, hireJob(5));
    expect(errors).toMatchObject([{ extensions: { code: "RATE_LIMITED", resetsAt: nextRenewal() } }]);
    expect(errors?.[0]?.message).toContain("FEISHU_MONTHLY_CALLS");
    expect(second.requests()).toEqual([]);
    await second.stop();
  });

  it("counts what Feishu counts: attempts, and no requests for tokens", async () => {
    const world = await start("100");
    await world.data(JOBS);
    await world.data(JOB, hireJob(7));
    expect((await monthOf(world)).map(({ remaining }) => 100 - remaining)).toEqual(Array(2).fill(world.standIn.state.callsThisMonth));
    await world.stop();
  });
});
