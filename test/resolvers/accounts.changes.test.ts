import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Accounts, startAccounts } from "../support/accounts.js";
import { startGraph, type TestGraph } from "../support/graph.js";

interface Made {
  change: { operation: { id: string; account: string; outcome: string } | null; userErrors: { code: string }[] };
}

const CLOSE_OPENING = `mutation ($id: ID!, $key: String) {
  change: closeOpening(input: { id: $id, idempotencyKey: $key }) { operation { id account outcome } userErrors { code } }
}`;

const CLOSE_VACANCIES = `mutation ($ids: [ID!]!) {
  change: closeVacancies(input: { ids: $ids }) { operation { account outcome } userErrors { code } }
}`;

const JOBS = `query ($after: String) {
  jobs(vendors: [GREENHOUSE], first: 3, after: $after) { nodes { id } pageInfo { endCursor } }
}`;

/** Both accounts hold the same sample company, so that every native id is there twice. */
describe("A change at one of several accounts", () => {
  let accounts: Accounts;
  let graph: TestGraph;

  beforeEach(async () => {
    accounts = await startAccounts();
    graph = await startGraph({ env: accounts.env });
  });
  afterEach(async () => {
    await graph.stop();
    await accounts.close();
  });

  const openSeat = () => {
    for (const job of accounts.emea.state.jobs) {
      const opening = job.openings.find(({ status }) => status === "open");
      if (opening !== undefined) return { job, opening, native: `${job.id}.${opening.id}` };
    }
    throw new Error("The sample company has no open seat");
  };
  const statusAt = (standIn: Accounts["emea"], openingId: number) =>
    standIn.state.jobs.flatMap(({ openings }) => openings).find(({ id }) => id === openingId)?.status;
  const sentTo = ({ requests }: { requests: { method: string }[] }) => requests.filter(({ method }) => method !== "GET").length;

  it("is sent to that account alone, and its operation says so", async () => {
    const { opening, native } = openSeat();
    const { data } = await graph.ask<Made, object>(CLOSE_OPENING, { id: `greenhouse~emea:opening:${native}` });
    expect(data?.change.operation).toMatchObject({ account: "emea", outcome: "APPLIED" });
    expect(data?.change.operation?.id).toMatch(/^greenhouse~emea:operation:/);
    expect([statusAt(accounts.emea, opening.id), statusAt(accounts.greenhouse, opening.id)]).toEqual(["closed", "open"]);
    expect([sentTo(accounts.emea), sentTo(accounts.greenhouse)]).toEqual([1, 0]);
  });

  it("does not stand in the way of the same change at another account", async () => {
    const { opening, native } = openSeat();
    const ids = [`greenhouse~emea:opening:${native}`, `greenhouse:opening:${native}`];
    const made = await Promise.all(ids.map((id) => graph.ask<Made, object>(CLOSE_OPENING, { id })));
    expect(made.map(({ data }) => data?.change.operation?.outcome)).toEqual(["APPLIED", "APPLIED"]);
    expect([statusAt(accounts.emea, opening.id), statusAt(accounts.greenhouse, opening.id)]).toEqual(["closed", "closed"]);
  });

  it("is another wish under the same idempotency key", async () => {
    const { native } = openSeat();
    await graph.ask<Made, object>(CLOSE_OPENING, { id: `greenhouse~emea:opening:${native}`, key: "k-1" });
    const { data } = await graph.ask<Made, object>(CLOSE_OPENING, { id: `greenhouse:opening:${native}`, key: "k-1" });
    expect(data?.change.userErrors).toEqual([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    expect(sentTo(accounts.greenhouse)).toBe(0);
  });

  it("goes to each account of a list by its id", async () => {
    const { data } = await graph.ask<{ change: { operation: object; userErrors: object[] }[] }, object>(CLOSE_VACANCIES, {
      ids: ["headhunter~moscow:vacancy:8331228", "headhunter~minsk:vacancy:8331228"],
    });
    expect(data?.change).toEqual([
      { operation: { account: "moscow", outcome: "APPLIED" }, userErrors: [] },
      { operation: { account: "minsk", outcome: "APPLIED" }, userErrors: [] },
    ]);
    expect([sentTo(accounts.moscow), sentTo(accounts.minsk)]).toEqual([1, 1]);
  });

  it("is made although another account of the vendor refuses for its limit", async () => {
    const { native } = openSeat();
    accounts.greenhouse.faults.arm({ kind: "status", status: 429, headers: { "retry-after": "3000" } });
    const refused = await graph.ask<{ job: unknown }, object>("query ($id: ID!) { job(id: $id) { id } }", {
      id: `greenhouse:job:${openSeat().job.id}`,
    });
    expect(refused.errors?.map(({ extensions: { code, account } }) => [code, account])).toEqual([["RATE_LIMITED", "default"]]);
    const { data } = await graph.ask<Made, object>(CLOSE_OPENING, { id: `greenhouse~emea:opening:${native}` });
    expect(data?.change.operation?.outcome).toBe("APPLIED");
  });
});

describe("A cursor over several accounts", () => {
  it("goes on after a restart, and where an account has been taken away it is one of another list", async () => {
    const accounts = await startAccounts();
    const folder = mkdtempSync(join(tmpdir(), "hiregraph-"));
    const env = { ...accounts.env, DATABASE_URL: `file:${join(folder, "kept.db")}` };
    const page = async (graph: TestGraph, after?: string) =>
      (await graph.ask<{ jobs: { nodes: { id: string }[]; pageInfo: { endCursor: string } } }, object>(JOBS, { after })).data?.jobs;
    try {
      const before = await startGraph({ env });
      const first = await page(before);
      const whole = [...(first?.nodes ?? []), ...((await page(before, first?.pageInfo.endCursor))?.nodes ?? [])];
      await before.stop();
      const after = await startGraph({ env });
      expect([...(first?.nodes ?? []), ...((await page(after, first?.pageInfo.endCursor))?.nodes ?? [])]).toEqual(whole);
      await after.stop();
      const alone = Object.fromEntries(Object.entries(env).filter(([name]) => !/^GREENHOUSE_(EMEA_|ACCOUNTS)/.test(name)));
      const without = await startGraph({ env: alone });
      const answer = await without.ask(JOBS, { after: first?.pageInfo.endCursor });
      expect(answer.errors?.map(({ extensions: { code } }) => code)).toEqual(["BAD_USER_INPUT"]);
      await without.stop();
    } finally {
      await accounts.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
