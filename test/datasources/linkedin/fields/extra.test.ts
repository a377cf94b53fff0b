import { LinkedInWorld, posting, vacancyId } from "../support.js";

describe("extra", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  const CONTRACT = { LINKEDIN_CONTRACT_ID: "123456789" };
  const tracked = { trackingPixelUrl: "https://pixel.example.com/1", accessRestricted: true };
  const faults = async (extra: unknown) =>
    (await world.make("publishVacancy", posting("NEW-1", { linkedin: { extra } }), true)).userErrors.map(({ code, field, message }) => [
      `${code} ${field?.join(".")}`,
      message,
    ]);

  it("is merged into the posting, and every later change carries it", async () => {
    world = await LinkedInWorld.open({ env: CONTRACT });
    await world.publishAll(["NEW-1"], { linkedin: { extra: tracked } });
    for (const kind of ["updateVacancy", "prolongateVacancy", "upgradeVacancy", "closeVacancy"] as const) {
      await world.make(kind, { id: vacancyId("NEW-1"), ...(kind === "updateVacancy" ? { name: "Another" } : {}) });
      await world.finishTasks();
    }
    expect(world.written()).toMatchObject([[tracked], [tracked], [tracked], [tracked], [tracked]]);
    expect(await world.vacancy("NEW-1")).toMatchObject({ raw: { payload: tracked } });
  });

  it("is changed field by field: null takes one away, null as a whole changes nothing", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"], { linkedin: { extra: tracked } });
    world.written();
    await world.make("updateVacancy", {
      id: vacancyId("NEW-1"),
      linkedin: { extra: { trackingPixelUrl: null, partnerRequisitionId: "7" } },
    });
    await world.finishTasks();
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Another", linkedin: { extra: null } });
    const [[first = {}] = [], [second = {}] = []] = world.written();
    for (const element of [first, second]) {
      expect(element).toMatchObject({ accessRestricted: true, partnerRequisitionId: "7" });
      expect(element).not.toHaveProperty("trackingPixelUrl");
    }
  });

  it.each([
    "externalJobPostingId",
    "jobPostingOperationType",
    "listingType",
    "contract",
    "budget",
    "title",
    "integrationContext",
    "company",
    "posterEmail",
    "compensation",
    "onsiteApplyConfiguration",
    "expireAt",
    "state",
  ])("may not hold %s", async (name) => {
    world = await LinkedInWorld.open();
    expect(await faults({ ...tracked, [name]: "x" })).toEqual([
      ["INVALID_INPUT linkedin.extra", expect.stringContaining(`extra.${name} `)],
    ]);
    const change = { id: vacancyId("NEW-1"), linkedin: { extra: { [name]: null } } };
    await world.publishAll(["NEW-1"]);
    expect((await world.make("updateVacancy", change)).userErrors).toMatchObject([{ field: ["linkedin", "extra"] }]);
    expect(world.written()).toHaveLength(1);
  });

  it.each([
    ["a text", "x"],
    ["a list", [1]],
    ["a name that is none", { "a b": 1 }],
    ["a name of JavaScript's", JSON.parse('{"__proto__": 1}')],
  ])("may not be %s", async (_, extra) => {
    world = await LinkedInWorld.open();
    expect((await faults(extra)).map(([fault]) => fault)).toEqual(["INVALID_INPUT linkedin.extra"]);
  });

  it("that LinkedIn refuses is answered on the field", async () => {
    world = await LinkedInWorld.open();
    const said = "ERROR :: /trackingPixelUrl :: is no address\n";
    const json = { elements: [{ status: 422, error: { status: 422, message: said } }] };
    world.running.faults.arm({ kind: "status", method: "POST", path: "simpleJobPostings", times: 1, status: 200, json });
    const { userErrors } = await world.make("publishVacancy", posting("NEW-1", { linkedin: { extra: tracked } }));
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["linkedin", "extra"] }]);
  });
});

describe("Fields that an update takes away", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  it("are those given as null; a required one is asked for", async () => {
    world = await LinkedInWorld.open();
    const linkedin = { categories: ["eng"], employmentStatus: "OTHER", skillsDescription: "<p>Care</p>", companyName: "Example" };
    await world.publishAll(["NEW-1"], { linkedin });
    expect(world.written()).toMatchObject([[linkedin]]);
    await world.make("updateVacancy", {
      id: vacancyId("NEW-1"),
      linkedin: { categories: null, employmentStatus: null, skillsDescription: null },
    });
    const [[element = {}] = []] = world.written();
    expect(element).toMatchObject({ companyName: "Example" });
    for (const name of ["categories", "employmentStatus", "skillsDescription"]) expect(element).not.toHaveProperty(name);
    await world.finishTasks();
    const { userErrors } = await world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin: { location: null, applyUrl: null } });
    expect(userErrors.map(({ field }) => field?.join("."))).toEqual(["linkedin.location", "linkedin.applyUrl"]);
  });
});
