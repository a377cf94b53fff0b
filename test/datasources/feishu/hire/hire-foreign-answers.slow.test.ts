import { hireJobId, OPEN } from "../../../../src/sandbox/feishu/index.js";
import type { Fault } from "../../../../src/sandbox/kit/faults.js";
import { HIRE_JOBS, TOKEN_PATH } from "../support.js";
import { startWorld, type World } from "../world.js";

const PAGE = "<!doctype html><title>Sign in</title>";
const JOB = `feishu-hire:job:${hireJobId(1)}`;
const PARTS = "{ operation { outcome } userErrors { code } }";
const CHANGES = {
  open: `mutation ($input: ReopenJobInput!) { change: reopenJob(input: $input) ${PARTS} }`,
  close: `mutation ($input: CloseJobInput!) { change: closeJob(input: $input) ${PARTS} }`,
};

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const isOpen = () => world.standIn.state.hireJobs.get(hireJobId(1))?.activeStatus === OPEN;
const writes = () => world.requests(HIRE_JOBS).filter(({ method }) => method === "POST");
const listing = () =>
  world.ask<{ jobs: { nodes: object[]; sources: { state: string; failure: { code: string } | null }[] } }>(
    "{ jobs(vendors: [FEISHU_HIRE], first: 3) { nodes { id } sources { state failure { code } } } }",
  );

/** Feishu says everything in its envelope, but that it has no such path: that is a text. */
const SPOKEN_BY_OTHERS: [string, Omit<Fault, "kind">][] = [
  ["a page with 200", { status: 200, text: PAGE }],
  ["an empty 200", { status: 200, text: "" }],
  ["JSON without an envelope", { status: 200, json: { ok: true } }],
  ["a proxy's 202", { status: 202, json: { code: 0, msg: "ok" } }],
  ["a redirect", { status: 302, text: "", headers: { location: "/login" } }],
  ["a guard's 403", { status: 403, text: PAGE }],
  ["a 403 in JSON that is not Feishu's", { status: 403, json: { message: "Forbidden" } }],
  ["a 403 with the code of success", { status: 403, json: { code: 0, msg: "ok" } }],
  ["a gateway's 403 that counts in HTTP's codes", { status: 403, json: { code: 403, msg: "Forbidden" } }],
  ["a gateway's 400 with a code and no words of Feishu's", { status: 400, json: { code: 40001, message: "blocked" } }],
  ["a 200 with the code of success alone", { status: 200, json: { code: 0 } }],
  ["a page with 404", { status: 404, text: PAGE }],
  ["a 404 in JSON that is not Feishu's", { status: 404, json: { message: "no route" } }],
  ["a page with 429", { status: 429, text: PAGE }],
];
const ANSWERS = SPOKEN_BY_OTHERS.flatMap(([who, fault]): [string, Fault][] => [
  [`${who}, the change being made`, { kind: "status-after", ...fault }],
  [`${who}, the change not being made`, { kind: "status", ...fault }],
]);

describe.each(["open", "close"] as const)("%s, answered by a proxy with", (change) => {
  it.each(ANSWERS)("%s, is settled by the job at Feishu, and sent once", async (_, fault) => {
    Object.assign(world.standIn.state.hireJobs.get(hireJobId(1)) ?? {}, { activeStatus: change === "open" ? 2 : OPEN });
    world.running.faults.arm({ ...fault, method: "POST", path: `/${change}$` });
    const data = await world.data<{ change: { operation: { outcome: string } } }>(CHANGES[change], { input: { id: JOB } });
    const isMade = fault.kind === "status-after";
    expect(isOpen()).toBe(isMade === (change === "open"));
    expect(data.change.operation.outcome).toBe(isMade ? "APPLIED" : "NOT_APPLIED");
    expect(writes()).toHaveLength(1);
  });
});

describe("A page instead of an answer", () => {
  const PAGES: [string, Omit<Fault, "kind">][] = [
    ["200", { status: 200, text: PAGE }],
    ["204", { status: 204, text: "" }],
    ["403", { status: 403, text: PAGE }],
  ];

  it.each(PAGES)("to a read (%s) is retried, and then the earlier answer is shown as STALE", async (_, page) => {
    const before = await listing();
    world.running.faults.arm({ kind: "status", method: "GET", ...page });
    world.forget();
    const answer = await listing();
    expect(answer.data?.jobs.nodes).toEqual(before.data?.jobs.nodes);
    expect(answer.data?.jobs.sources).toMatchObject([{ state: "STALE", failure: { code: "UNAVAILABLE" } }]);
    expect(world.requests(HIRE_JOBS)).toHaveLength(3);
  });

  it.each(PAGES)("of the token endpoint (%s) is an outage, not a refusal of the keys", async (_, page) => {
    world.running.faults.arm({ kind: "status", path: TOKEN_PATH, ...page });
    const answer = await listing();
    expect(answer.data?.jobs.sources).toMatchObject([{ state: "FAILED", failure: { code: "UNAVAILABLE" } }]);
    world.running.faults.clear();
    await world.clock.advance(20_000);
    expect((await listing()).data?.jobs.sources).toMatchObject([{ state: "FRESH" }]);
  });

  it("with 404 does not mean that the job does not exist", async () => {
    for (const page of [{ text: PAGE }, { json: { message: "no route" } }]) {
      world.running.faults.clear();
      world.running.faults.arm({ kind: "status", method: "GET", status: 404, ...page });
      const answer = await world.ask(`{ job(id: "${JOB}") { id } }`);
      const code = "text" in page ? "UNAVAILABLE" : "BAD_RESPONSE";
      expect(answer.errors).toMatchObject([{ path: ["job"], extensions: { code } }]);
    }
  });
});
