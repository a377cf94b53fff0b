import { RecordingEnvReader } from "../../../src/config/env-reader.js";
import { linkedin } from "../../../src/datasources/linkedin/index.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { ManualClock } from "../../support/clock.js";
import { DAY, faultsOf, LinkedInWorld, posting, premium, vacancyId } from "./support.js";

const VERSION = "202603";
const CREDENTIALS = { LINKEDIN_CLIENT_ID: "a", LINKEDIN_CLIENT_SECRET: "b", LINKEDIN_POSTER_EMAIL: "a@example.com" };

describe("LINKEDIN_VERSION", () => {
  it.each(["2026", "26-03", "202613", "202600", "v202603", "202603.1", "202603.011", "latest"])("%s is a fault", (version) => {
    expect(faultsOf({ ...CREDENTIALS, LINKEDIN_VERSION: version })).toMatchObject([{ variable: "LINKEDIN_VERSION" }]);
  });

  it.each(["202501", "202508.02", "202603", "203012"])("%s is taken", (version) => {
    expect(faultsOf({ ...CREDENTIALS, LINKEDIN_VERSION: version })).toEqual([]);
  });

  it.each([
    ["202501", "2026-10-02T23:59:59Z", undefined],
    ["202501", "2026-10-03T00:00:00Z", "may end version 202501 from 2027-01-01"],
    ["202501", "2026-12-31T00:00:00Z", "may end version 202501 from 2027-01-01"],
    ["202501", "2027-01-01T00:00:00Z", "may have ended version 202501 on 2027-01-01"],
    ["202505", "2026-11-26T00:00:00Z", undefined],
    ["202508.02", "2027-06-01T00:00:00Z", "may end version 202508.02 from 2027-08-01"],
    ["202603", "2026-11-26T00:00:00Z", undefined],
    ["203012", "2026-11-26T00:00:00Z", undefined],
  ])("%s, started on %s: %s", (version, now, expected) => {
    const warnings: { variable: string; message: string }[] = [];
    const clock = new ManualClock(Date.parse(now));
    linkedin.read(new RecordingEnvReader({ ...CREDENTIALS, LINKEDIN_VERSION: version }, [], { warnings, clock }));
    expect(warnings).toEqual(expected === undefined ? [] : [{ variable: "LINKEDIN_VERSION", message: expect.stringContaining(expected) }]);
  });
});

describe("The versioned API", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());
  const rest = (more: Record<string, string> = {}) => LinkedInWorld.open({ env: { LINKEDIN_VERSION: VERSION, ...more } });

  it("has its own address, header on every call, and name for the company", async () => {
    world = await rest();
    await world.publishAll(["NEW-1"]);
    const calls = world.running.requests.filter(({ path }) => path !== "/oauth/v2/accessToken");
    expect(new Set(calls.map(({ path, headers }) => `${path} ${headers["linkedin-version"]}`))).toEqual(
      new Set([`/rest/simpleJobPostings ${VERSION}`, `/rest/simpleJobPostingTasks ${VERSION}`]),
    );
    await world.vacancy("NEW-1");
    expect(world.asked()).toContain("GET /rest/jobPostingStatus");
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", employer: { id: "2414183" } });
  });

  it("gets company in place of integrationContext, and no protocol header", async () => {
    world = await rest();
    await world.make("publishVacancy", posting("NEW-1"));
    const [write] = world.running.requests.filter(({ path }) => path === "/rest/simpleJobPostings");
    const [element] = JSON.parse(write?.rawBody ?? "").elements;
    expect(element).toMatchObject({ company: "urn:li:organization:2414183", jobPostingOperationType: "CREATE" });
    expect(element).not.toHaveProperty("integrationContext");
    expect(write?.headers).not.toHaveProperty("x-restli-protocol-version");
    expect(write?.headers["x-restli-method"]).toBe("batch_create");
  });

  it("changes, renews and closes what was published under /v2", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"], {
      linkedin: { extra: { partnerRequisitionId: "7", trackingPixelUrl: "https://pixel.example.com" } },
    });
    world.settings.LINKEDIN_VERSION = VERSION;
    await world.restart();
    world.written();
    for (const kind of ["updateVacancy", "prolongateVacancy", "closeVacancy"] as const) {
      const { operation } = await world.make(kind, { id: vacancyId("NEW-1"), ...(kind === "updateVacancy" ? { name: "Another" } : {}) });
      await world.finishTasks();
      expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    }
    const elements = world.written().flat();
    expect(elements.map(({ jobPostingOperationType }) => jobPostingOperationType)).toEqual(["UPDATE", "RENEW", "CLOSE"]);
    for (const element of elements) {
      expect(element).toMatchObject({ company: "urn:li:organization:2414183", trackingPixelUrl: "https://pixel.example.com" });
      expect(element).not.toHaveProperty("integrationContext");
      expect(element).not.toHaveProperty("partnerRequisitionId");
    }
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED", name: "Another" });
  });

  it("does not make a private posting of /v2 public: it is closed, or given an availability", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1", "NEW-2"], { linkedin: { extra: { availability: "PRIVATE_TO_ATS_INTEGRATION" } } });
    Object.assign(world.settings, { LINKEDIN_VERSION: VERSION, LINKEDIN_CONTRACT_ID: "123456789" });
    await world.restart();
    world.written();
    const faults = await Promise.all([
      world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Another" }),
      world.make("prolongateVacancy", { id: vacancyId("NEW-1") }),
      world.make("upgradeVacancy", { id: vacancyId("NEW-1") }),
    ]);
    for (const { userErrors } of faults) expect(userErrors).toMatchObject([{ message: expect.stringContaining("availability") }]);
    expect(world.written()).toEqual([]);
    await world.make("closeVacancy", { id: vacancyId("NEW-2") });
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin: { extra: { availability: "PUBLIC" } } });
    expect(world.written()).toMatchObject([[{ jobPostingOperationType: "CLOSE" }], [{ availability: "PUBLIC" }]]);
  });

  it.each([
    [{ availability: "PUBLIC" }, []],
    [{ availability: "INTERNAL" }, []],
    [{ availability: "PRIVATE_TO_ATS_INTEGRATION" }, ["INVALID_INPUT linkedin.extra"]],
    [{ requisitionOwnerEmail: "a@example.com" }, ["INVALID_INPUT linkedin.extra"]],
  ])("answers to extra %j before it is sent: %j", async (extra, expected) => {
    world = await rest();
    const { userErrors } = await world.make("publishVacancy", posting("NEW-1", { linkedin: { extra } }), true);
    expect(userErrors.map(({ code, field }) => `${code} ${field?.join(".")}`)).toEqual(expected);
  });

  it.each([
    ["BASIC, ending in 365 days", 365, {}, 0],
    ["BASIC, ending later", 366, {}, 1],
    ["PREMIUM, ending in 90 days", 90, premium("123456789"), 0],
    ["PREMIUM, ending later", 91, premium("123456789"), 1],
    ["BASIC, ending in a day", 1, {}, 1],
  ])("%s", async (_, days, linkedin, faults) => {
    world = await rest();
    const expiresAt = new Date(world.clock.now() + days * DAY).toISOString();
    const { userErrors } = await world.make("publishVacancy", posting("NEW-1", { linkedin: { ...linkedin, expiresAt } }), true);
    expect(userErrors).toHaveLength(faults);
  });

  it.each([
    ["202501", 1],
    ["202504", 0],
    ["202508.02", 0],
  ])("%s takes an end of 365 days as LinkedIn's SDK of 202504 does: %i faults", async (version, faults) => {
    world = await rest({ LINKEDIN_VERSION: version });
    const expiresAt = new Date(world.clock.now() + 365 * DAY).toISOString();
    expect((await world.make("publishVacancy", posting("NEW-1", { linkedin: { expiresAt } }), true)).userErrors).toHaveLength(faults);
  });

  it("is asked for the status under /v2 where it does not have it, as by LinkedIn's own SDK", async () => {
    world = await rest();
    world.linkedIn.knobs.versionedResources = ["simpleJobPostings", "simpleJobPostingTasks"];
    await world.publishAll(["NEW-1"]);
    world.asked();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", promotionStatus: { state: "NOT_PROMOTED" } });
    expect(world.asked()).toEqual(["GET /rest/jobPostingStatus", "GET /v2/jobPostingStatus"]);
  });
});

describe("A version that LinkedIn does not have", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  /** The failure as its caller sees it: nothing was sent, so there is no operation. */
  async function failure(): Promise<VendorError> {
    const [answer] = await world.makeAll("publishVacancy", [posting("NEW-1")]);
    if (!(answer instanceof VendorError)) throw new Error(JSON.stringify(answer));
    return answer;
  }

  it.each(["both", "status-only", "code-only"] as const)("is told by its setting, to the caller and once in the log (%s)", async (how) => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_VERSION: "202401" }, knobs: { inactiveVersion: how } });
    expect(await failure()).toMatchObject({
      code: "UNSUPPORTED",
      sent: "no",
      retryable: false,
      message: expect.stringMatching(/does not have version 202401 of its API.*set LINKEDIN_VERSION/),
    });
    await failure();
    expect(world.errors.splice(0)).toMatchObject([{ message: expect.stringContaining("set LINKEDIN_VERSION") }]);
    expect(await world.vacancy("NEW-1")).toBeNull();
  });

  it.each(["not-found", "upgrade-required"] as const)("is none at all where /v2 has ended (%s)", async (retiredAddress) => {
    world = await LinkedInWorld.open({ knobs: { unversionedResources: [], retiredAddress } });
    expect(await failure()).toMatchObject({ code: "UNSUPPORTED", message: expect.stringContaining("LINKEDIN_VERSION") });
    world.errors.splice(0);
    world.settings.LINKEDIN_VERSION = VERSION;
    await world.restart();
    expect((await world.make("publishVacancy", posting("NEW-1"))).operation?.outcome).toBe("PENDING");
  });

  it("is not taken from a proxy's 426, after which the posting may have been published", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_VERSION: VERSION } });
    world.running.faults.arm({
      kind: "status",
      method: "POST",
      path: "simpleJobPostings$",
      times: 1,
      status: 426,
      json: { error: "upgrade" },
    });
    expect((await world.make("publishVacancy", posting("NEW-1"))).operation?.outcome).toBe("UNCERTAIN");
  });

  it("of tomorrow is sent as it is set", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_VERSION: "203012.01" } });
    world.linkedIn.knobs.versionEnds["203012.01"] = Date.UTC(2033, 0);
    world.linkedIn.knobs.versionEnds["203012"] = Date.UTC(2033, 0);
    expect((await world.make("publishVacancy", posting("NEW-1"))).operation?.outcome).toBe("PENDING");
  });
});
