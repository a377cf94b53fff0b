import { hireJobId } from "../../../../src/sandbox/feishu/index.js";
import { startWorld, type World } from "../world.js";

const CLOSED_JOB = hireJobId(1);
const OPEN_JOB = hireJobId(0);
const WEBSITES = "/open-apis/hire/v1/websites";
const PARTS = "{ notices operation { id outcome replayed } userErrors { code } }";
const REOPEN = `mutation ($id: ID!, $key: String, $dryRun: Boolean) { change: reopenJob(input: { id: $id, idempotencyKey: $key, dryRun: $dryRun }) ${PARTS} }`;
const CLOSE = `mutation ($id: ID!) { change: closeJob(input: { id: $id }) ${PARTS} }`;

interface Payload {
  notices: string[];
  operation: { id: string; outcome: string; replayed: boolean } | null;
  userErrors: object[];
}

describe("The notices of a reopened job", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  const change = async (mutation: string, jobId: string, more: object = {}) =>
    (await world.data<{ change: Payload }>(mutation, { id: `feishu-hire:job:${jobId}`, ...more })).change;
  const reopen = (jobId = CLOSED_JOB, more: object = {}) => change(REOPEN, jobId, more);
  const otherClosed = () => {
    const other = [...world.standIn.state.hireJobs.values()].find(({ id, activeStatus }) => activeStatus === 2 && id !== CLOSED_JOB);
    return other?.id ?? "";
  };
  const NOT_SHOWN = [expect.stringMatching(/^The job is open, but none of .* websites .*: publish it there again.*\.$/)];

  it("say that no website shows it, and what to do", async () => {
    expect(await reopen()).toMatchObject({ notices: NOT_SHOWN, operation: { outcome: "APPLIED" }, userErrors: [] });
    expect(world.standIn.shownOn(CLOSED_JOB)).toEqual([]);
  });

  it("say so of a job whose posts closing took down", async () => {
    expect(world.standIn.shownOn(OPEN_JOB).length).toBeGreaterThan(0);
    expect((await change(CLOSE, OPEN_JOB)).notices).toEqual([]);
    expect((await reopen(OPEN_JOB)).notices).toEqual(NOT_SHOWN);
  });

  it("are none where a website shows it", async () => {
    world.standIn.knobs.reopenRestoresPosts = true;
    await change(CLOSE, OPEN_JOB);
    expect(await reopen(OPEN_JOB)).toMatchObject({ notices: [], operation: { outcome: "APPLIED" } });
    expect(world.standIn.shownOn(OPEN_JOB).length).toBeGreaterThan(0);
  });

  it("are told again under the same idempotency key, without reading anything", async () => {
    const first = await reopen(CLOSED_JOB, { key: "k-1" });
    world.forget();
    const again = await reopen(CLOSED_JOB, { key: "k-1" });
    expect(again).toMatchObject({ notices: first.notices, operation: { replayed: true } });
    expect(world.requests()).toEqual([]);
  });

  it("are told where the answer was lost and the job was found open", async () => {
    world.running.faults.arm({ kind: "drop-after", path: "/open$" });
    expect(await reopen()).toMatchObject({ notices: NOT_SHOWN, operation: { outcome: "APPLIED" } });
  });

  it.each(["hire:site:readonly", "hire:site_job_post:readonly"])(
    "are none without the scope %s, which is not asked for again",
    async (scope) => {
      for (const other of [scope, scope.replace(":readonly", "")]) world.standIn.knobs.scopes.delete(other);
      expect(await reopen()).toMatchObject({ notices: [], operation: { outcome: "APPLIED" }, userErrors: [] });
      const refused = world.requests(WEBSITES).length;
      expect(await reopen(otherClosed())).toMatchObject({ notices: [] });
      expect(world.requests(WEBSITES).length).toBeLessThan(2 * refused);
    },
  );

  it("are none where the websites fail, and the job is open all the same", async () => {
    world.running.faults.arm({ kind: "status", status: 500, path: WEBSITES });
    expect(await reopen()).toMatchObject({ notices: [], operation: { outcome: "APPLIED" }, userErrors: [] });
    world.running.faults.arm({ kind: "status", status: 200, path: WEBSITES, json: { code: 0, msg: "ok", data: { items: [{ id: {} }] } } });
    expect(await reopen(otherClosed())).toMatchObject({ notices: [], operation: { outcome: "APPLIED" }, userErrors: [] });
  });

  it("are none where there are more posts than it may read, in twenty requests", async () => {
    let page = 0;
    const answer = () => {
      page += 1;
      const items = [{ id: String(page), job_id: "1", job_active_status: 1 }];
      return { code: 0, msg: "ok", data: { items, has_more: true, page_token: `p${page}` } };
    };
    for (let turn = 0; turn < 40; turn += 1) {
      world.running.faults.arm({ kind: "status", status: 200, path: "/job_posts", json: answer(), times: 1 });
    }
    expect(await reopen()).toMatchObject({ notices: [], operation: { outcome: "APPLIED" } });
    expect(world.requests(WEBSITES)).toHaveLength(20);
  });

  it("are none of a dry run, which reads no posts", async () => {
    expect(await reopen(CLOSED_JOB, { dryRun: true })).toMatchObject({ notices: [], operation: null });
    expect(world.requests(WEBSITES)).toEqual([]);
  });
});
