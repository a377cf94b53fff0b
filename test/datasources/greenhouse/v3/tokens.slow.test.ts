import { OneJobDocument, OneOpeningDocument, UpdateOpeningDocument, VendorsDocument } from "../../../generated/graphql.js";
import { openingId, openOf, startWorld, V3, type World } from "../world.js";

let world: World;
beforeEach(async () => {
  world = await startWorld({ api: V3 });
});
afterEach(() => world.stop());

const tokens = () => world.running.requests.filter(({ path }) => path === "/token");

describe("A token", () => {
  const JOBS = "{ jobs(first: 1) { nodes { id } } }";

  it("is asked for once, however many requests wait for it, in the name of the user", async () => {
    await Promise.all(Array.from({ length: 5 }, () => world.graph.ask(JOBS)));
    expect(tokens().map(({ method, rawBody }) => [method, rawBody])).toEqual([["POST", "grant_type=client_credentials&sub=4000000000"]]);
    expect(tokens()[0]?.headers.authorization).toMatch(/^Basic /);
  });

  it.each(["expires_at", "expires_in", "expires", "none"] as const)(
    "is renewed a minute before its end, told by %s",
    async (tokenExpiry) => {
      world.turn({ tokenExpiry });
      await world.graph.ask(JOBS);
      await world.clock.advance(3_538_000);
      await world.graph.ask(JOBS);
      expect(tokens()).toHaveLength(1);
      await world.clock.advance(3_000);
      await world.graph.ask(JOBS);
      expect(tokens()).toHaveLength(2);
    },
  );

  it("that was revoked is replaced once, and the read and the change that met the refusal are repeated once", async () => {
    await world.graph.ask(JOBS);
    world.revokeTokens();
    expect((await world.graph.ask(JOBS)).errors).toBeUndefined();
    expect(tokens()).toHaveLength(2);
    const job = world.job((one) => openOf(one).length > 0);
    const id = openingId(job, openOf(job)[0] as { id: number });
    await world.graph.data(OneOpeningDocument, { id });
    const json = { message: "Unauthorized", errors: ["Token has been revoked."] };
    world.running.faults.arm({ kind: "status", method: "PATCH", status: 401, json, times: 1 });
    const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input: { id, openingId: "new" } });
    expect(updateOpening.operation?.outcome).toBe("APPLIED");
    expect(world.writes().map(({ status }) => status)).toEqual([401, 200]);
    expect(tokens()).toHaveLength(3);
  });

  it("that is refused again is CREDENTIALS_REJECTED, after one repeat", async () => {
    const json = { message: "Unauthorized", errors: ["Token could not be decoded."] };
    world.running.faults.arm({ kind: "status", status: 401, path: "^/v3/openings$", json });
    const job = world.job((one) => one.openings.length > 0);
    const answer = await world.graph.ask(OneOpeningDocument, { id: openingId(job, job.openings[0] as { id: number }) });
    expect(answer.errors?.[0]?.extensions.code).toBe("CREDENTIALS_REJECTED");
    expect(world.requests().filter(({ path }) => path === "/v3/openings")).toHaveLength(2);
  });

  it.each([
    [
      "a wrong secret",
      { GREENHOUSE_CLIENT_SECRET: "another-secret-0" },
      /invalid_client.*GREENHOUSE_CLIENT_ID and GREENHOUSE_CLIENT_SECRET/,
    ],
    ["a client id that the refusal repeats", { GREENHOUSE_CLIENT_ID: "client-of-somebody" }, /GREENHOUSE_CLIENT_ID/],
    ["an unknown user", { GREENHOUSE_USER_ID: "17" }, /invalid_grant.*GREENHOUSE_USER_ID/],
  ])("that is not given because of %s is CREDENTIALS_REJECTED, and nothing of the credential is told", async (_, env: object, message) => {
    const graph = await world.another(env as Record<string, string>);
    const answer = await graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" });
    expect(answer.errors?.[0]).toMatchObject({ message: expect.stringMatching(message), extensions: { code: "CREDENTIALS_REJECTED" } });
    const { vendors } = await graph.data(VendorsDocument);
    for (const secret of ["another-secret-0", "client-of-somebody"]) {
      expect(JSON.stringify([answer, vendors])).not.toContain(secret);
    }
    await graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" });
    expect(tokens()).toHaveLength(1);
  });

  it("that is not given in a sentence of Greenhouse's own names all that it may be about, the user too", async () => {
    world.turn({ unknownSubject: "message" });
    const graph = await world.another({ GREENHOUSE_USER_ID: "17" });
    const answer = await graph.ask(OneJobDocument, { id: "greenhouse:job:4000000000" });
    expect(answer.errors?.[0]?.extensions.code).toBe("CREDENTIALS_REJECTED");
    expect(answer.errors?.[0]?.message).toMatch(/GREENHOUSE_CLIENT_ID and GREENHOUSE_CLIENT_SECRET.*GREENHOUSE_USER_ID/);
  });

  it("that cannot be had is asked for three times by a read, which does not begin again with that", async () => {
    world.running.faults.arm({ kind: "status", path: "^/token", status: 503, text: "" });
    const answer = world.graph.ask(JOBS);
    await world.clock.advance(30_000);
    await answer;
    expect(tokens()).toHaveLength(3);
  });

  it("is counted in a budget of its own", async () => {
    await world.graph.ask(JOBS);
    const { vendors } = await world.graph.data(VendorsDocument);
    expect(vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.budgets).toMatchObject([
      { name: "requests", windowMs: 30_000 },
      { name: "tokens", windowMs: 60_000, limit: 60, remaining: 59 },
    ]);
  });
});
