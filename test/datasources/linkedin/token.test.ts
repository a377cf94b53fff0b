import { until } from "../../support/until.js";
import { faultsOf, LinkedInWorld, MINUTE, posting } from "./support.js";

describe("LinkedIn's token", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  const tokenRequests = () => world.linkedIn.state.tokenRequests;

  it("is renewed only after it has expired, once for all calls", async () => {
    world = await LinkedInWorld.open();
    await world.make("publishVacancy", posting("A"));
    await world.clock.advance(30 * MINUTE - 1);
    await world.make("publishVacancy", posting("B"));
    expect(tokenRequests()).toBe(1);
    await world.clock.advance(1);
    await Promise.all(["C", "D", "E"].map((id) => world.make("publishVacancy", posting(id))));
    expect(tokenRequests()).toBe(2);
    expect(world.running.requests.filter(({ status }) => status === 401)).toEqual([]);
  });

  it("is requested by form, never by query, and its life may be a text", async () => {
    world = await LinkedInWorld.open({ knobs: { expiresIn: "string" } });
    await world.make("publishVacancy", posting("A"));
    await world.clock.advance(29 * MINUTE);
    await world.make("publishVacancy", posting("B"));
    const [request, ...more] = world.running.requests.filter(({ path }) => path === "/oauth/v2/accessToken");
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: "POST", query: "" });
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(request?.rawBody))).toEqual({
      grant_type: "client_credentials",
      client_id: "sandbox-client",
      client_secret: "sandbox-secret",
    });
  });

  it.each(["is", "has"] as const)(
    "that LinkedIn refuses early (it %s expired) is replaced once, and the change is sent again once",
    async (text) => {
      world = await LinkedInWorld.open({ knobs: { expiredTokenText: text } });
      await world.make("publishVacancy", posting("A"));
      await world.clock.advance(2 * MINUTE);
      for (const token of world.linkedIn.state.tokens.values()) token.expiresAt = world.clock.now();
      const answers = await Promise.all(["B", "C", "D"].map((id) => world.make("publishVacancy", posting(id))));
      expect(answers.map(({ operation }) => operation?.outcome)).toEqual(["PENDING", "PENDING", "PENDING"]);
      expect(tokenRequests()).toBe(2);
      expect(world.linkedIn.state.accepted.total("CREATE")).toBe(4);
    },
  );

  it("that LinkedIn revokes is replaced each time, whatever its age", async () => {
    world = await LinkedInWorld.open();
    for (const id of ["A", "B", "C"]) {
      const answers = await Promise.all([1, 2, 3].map((part) => world.make("publishVacancy", posting(`${id}-${part}`))));
      expect(answers.map(({ operation }) => operation?.outcome)).toEqual(["PENDING", "PENDING", "PENDING"]);
      world.linkedIn.state.tokens.clear();
    }
    expect(tokenRequests()).toBe(3);
    expect(world.linkedIn.state.accepted.total("CREATE")).toBe(9);
  });

  it("that expired during a call is renewed once: the call is repeated with the token of another call", async () => {
    world = await LinkedInWorld.open();
    await world.make("publishVacancy", posting("A"));
    await world.clock.advance(30 * MINUTE - 1_000);
    world.running.faults.arm({ kind: "latency", path: "simpleJobPostings", ms: 2_000, times: 1 });
    const late = world.make("publishVacancy", posting("B"));
    await until(() => world.running.requests.length >= 3);
    await world.clock.advance(1_000);
    await world.make("publishVacancy", posting("C"));
    await world.clock.advance(1_000);
    expect((await late).operation?.outcome).toBe("PENDING");
    expect(world.running.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(tokenRequests()).toBe(2);
  });

  it("is not requested repeatedly where LinkedIn accepts none", async () => {
    world = await LinkedInWorld.open();
    await world.make("publishVacancy", posting("A"));
    world.linkedIn.state.tokens.clear();
    world.running.faults.arm({
      kind: "status",
      path: "/v2/",
      status: 401,
      json: { status: 401, message: "Invalid access token", serviceErrorCode: 65600 },
    });
    for (const id of ["B", "C", "D"]) {
      await expect(world.make("publishVacancy", posting(id))).rejects.toMatchObject({ code: "CREDENTIALS_REJECTED", sent: "no" });
    }
    expect(tokenRequests()).toBeLessThanOrEqual(2);
    expect(await world.vacancy("B")).toBeNull();
  });

  it("that cannot be obtained fails with the names of the settings, not the secret, and nothing is sent", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CLIENT_SECRET: "wrong-secret" } });
    const failure = await world.make("publishVacancy", posting("A")).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: "CREDENTIALS_REJECTED", sent: "no", vendorCode: "invalid_client_id" });
    expect((failure as Error).message).toContain("LINKEDIN_CLIENT_SECRET");
    expect((failure as Error).message).not.toContain("wrong-secret");
    await expect(world.make("publishVacancy", posting("B"))).rejects.toThrow();
    expect(tokenRequests()).toBe(1);
    expect(world.linkedIn.state.posts).toBe(0);
  });
});

describe("LinkedIn's settings", () => {
  it("require both parts of the credential, or neither", () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ LINKEDIN_CLIENT_ID: "x" })).toMatchObject([{ variable: "LINKEDIN_CLIENT_SECRET" }]);
    expect(faultsOf({ LINKEDIN_CLIENT_SECRET: "x" })).toMatchObject([{ variable: "LINKEDIN_CLIENT_ID" }]);
  });

  it("require organization and contract as numbers", () => {
    const set = { LINKEDIN_CLIENT_ID: "x", LINKEDIN_CLIENT_SECRET: "y" };
    expect(faultsOf({ ...set, LINKEDIN_ORGANIZATION_ID: "urn:li:organization:1", LINKEDIN_CONTRACT_ID: "c" })).toMatchObject([
      { variable: "LINKEDIN_ORGANIZATION_ID" },
      { variable: "LINKEDIN_CONTRACT_ID" },
    ]);
  });
});
