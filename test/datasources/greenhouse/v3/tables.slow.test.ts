import { jobId, startWorld, V3, type World } from "../world.js";

let world: World;
beforeEach(async () => {
  world = await startWorld({ api: V3 });
});
afterEach(() => world.stop());

interface Asked {
  job: { departments: string[]; locations: string[]; openings: { nodes: { closeReason: { name: string } | null }[] } } | null;
}

const QUERY = "query ($id: ID!) { job(id: $id) { departments locations openings { nodes { closeReason { name } } } } }";
const KEPT_MS = 300_000;
const TABLES = ["departments", "offices", "close_reasons"];

/** A job with a department, an office, and an opening that was closed for a reason. */
const namedJob = () =>
  world.job(
    ({ departmentId, officeIds, openings }) =>
      departmentId !== null && officeIds.length > 0 && openings.some(({ close_reason_id }) => close_reason_id !== null),
  );

const ask = () => world.graph.ask<Asked, object>(QUERY, { id: jobId(namedJob()) });
const countOf = (table: string) => world.asked().filter((route) => route === `GET /v3/${table}`).length;

describe("A small table", () => {
  it.each(TABLES)("that cannot be read (%s) is not asked for twice by one operation", async (table) => {
    world.running.faults.arm({ kind: "status", status: 422, json: { errors: ["No."] }, path: `^/v3/${table}$` });
    const answer = await ask();
    expect(answer.errors?.[0]?.extensions.code).toBe("REJECTED");
    expect(countOf(table)).toBe(1);
    // The next operation asks again.
    world.running.faults.clear();
    expect((await ask()).errors).toBeUndefined();
    expect(countOf(table)).toBe(1);
  });

  it("that the credential may not see is left alone for half a minute, and each opening says so all the same", async () => {
    world.turn({ missingScopes: ["harvest:close_reasons:list"] });
    for (const _ of [1, 2]) {
      const { errors = [] } = await ask();
      expect(errors.map(({ extensions }) => extensions.code)).toContain("ACCESS_DENIED");
    }
    expect(countOf("close_reasons")).toBe(1);
    world.turn({ missingScopes: [] });
    world.revokeTokens();
    await world.clock.advance(30_000);
    expect((await ask()).errors).toBeUndefined();
  });

  it.each(TABLES)("that cannot be read anew (%s) goes on naming what it named before", async (table) => {
    const before = await ask();
    await world.clock.advance(KEPT_MS);
    world.running.faults.arm({ kind: "status", status: 422, json: { errors: ["No."] }, path: `^/v3/${table}$` });
    const after = await ask();
    expect(after.errors).toBeUndefined();
    expect(after.data).toEqual(before.data);
    expect(after.data?.job).toMatchObject({ departments: [expect.any(String)], locations: [expect.any(String)] });
  });

  it("that the credential may not see any more names nothing that it named before", async () => {
    await ask();
    await world.clock.advance(KEPT_MS);
    const denied = { kind: "status", status: 403, json: { message: "Forbidden" } } as const;
    for (const table of TABLES) world.running.faults.arm({ ...denied, path: `^/v3/${table}$` });
    const { data, errors = [] } = await ask();
    expect(data?.job).toMatchObject({ departments: [], locations: [] });
    expect(errors[0]).toMatchObject({ path: expect.arrayContaining(["closeReason"]), extensions: { code: "ACCESS_DENIED" } });
  });

  it("that cannot be read anew and lacks a name is a failure, since nobody knows whether there is one", async () => {
    await ask();
    await world.clock.advance(KEPT_MS);
    namedJob().departmentId = 4_499_999_002;
    world.running.faults.arm({ kind: "status", status: 422, json: { errors: ["No."] }, path: "^/v3/departments$" });
    const { errors } = await world.graph.ask<Asked, object>(QUERY, {
      id: jobId(world.job(({ departmentId }) => departmentId === 4_499_999_002)),
    });
    expect(errors).toMatchObject([{ path: ["job", "departments"], extensions: { code: "REJECTED" } }]);
  });
});
