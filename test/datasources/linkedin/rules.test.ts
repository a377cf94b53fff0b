import type { ChangeInputs } from "../../../src/datasources/contract/catalog.js";
import { explainTask } from "../../../src/datasources/linkedin/changes/linkedin.explain.js";
import { LinkedInListingType, LinkedInWorkplaceType } from "../../../src/datasources/linkedin/linkedin.input.js";
import { PayPeriod } from "../../../src/schema/vacancy/salary.type.js";
import { DAY, DESCRIPTION, LinkedInWorld, posting, premium, SOURCE, vacancyId } from "./support.js";

type Input = ChangeInputs["publishVacancy"];

describe("faultsOf, before a request is sent", () => {
  let world: LinkedInWorld;
  beforeAll(async () => {
    world = await LinkedInWorld.open();
  });
  afterAll(() => world.close());

  const faults = async (input: Input) =>
    (await world.make("publishVacancy", input, true)).userErrors.map(({ code, field }) => `${code} ${field?.join(".")}`);
  const at = (ms: number) => new Date(world.clock.now() + ms).toISOString();
  const of = (linkedin: Input["linkedin"]) => posting("NEW-1", { linkedin });
  const bad = (...fields: string[]) => fields.map((field) => `INVALID_INPUT ${field}`);
  const { ON_SITE, HYBRID, REMOTE } = LinkedInWorkplaceType;

  it.each<[string, () => Input, string[]]>([
    ["a sound one", () => of({}), []],
    [
      "everything missing",
      () => ({ name: " ", description: "", linkedin: {} }),
      bad("linkedin.externalJobPostingId", "name", "description", "linkedin.location", "linkedin.applyUrl"),
    ],
    ["an id of 75", () => of({ externalJobPostingId: "x".repeat(75) }), []],
    ["an id of 76", () => of({ externalJobPostingId: "x".repeat(76) }), bad("linkedin.externalJobPostingId")],
    ["a title of 200", () => posting("N", { name: "x".repeat(200) }), []],
    ["a title of 201", () => posting("N", { name: "x".repeat(201) }), bad("name")],
    ["a description of 100", () => posting("N", { description: "x".repeat(100) }), []],
    ["a description of 99", () => posting("N", { description: "x".repeat(99) }), bad("description")],
    ["a description of 25000", () => posting("N", { description: "x".repeat(25_000) }), []],
    ["a description of 25001", () => posting("N", { description: "x".repeat(25_001) }), bad("description")],
    ["an organization that is no number", () => of({ organizationId: "urn:li:organization:1" }), bad("linkedin.organizationId")],
    ["PREMIUM without a contract", () => of(premium()), bad("linkedin.contractId")],
    ["PREMIUM with a contract", () => of(premium("123456789")), []],
    ["PREMIUM with a contract that is no number", () => of(premium("c-1")), bad("linkedin.contractId")],
    ["an industry that is no number", () => of({ industryIds: ["55", "it"] }), bad("linkedin.industryIds.1")],
    ["three categories", () => of({ categories: ["eng", "acct", "sale"] }), []],
    ["four categories", () => of({ categories: ["eng", "acct", "sale", "rsch"] }), bad("linkedin.categories")],
    ["the employment status OTHER", () => of({ employmentStatus: "OTHER" }), []],
    ["an employment status of its own", () => of({ employmentStatus: "SEASONAL" }), bad("linkedin.employmentStatus")],
    ["an experience level of its own", () => of({ experienceLevel: "SENIOR" }), bad("linkedin.experienceLevel")],
    ["listed now", () => of({ listedAt: at(0) }), []],
    ["listed ahead", () => of({ listedAt: at(1) }), bad("linkedin.listedAt")],
    ["BASIC, ending in 24 hours", () => of({ expiresAt: at(DAY) }), bad("linkedin.expiresAt")],
    ["BASIC, ending in 180 days", () => of({ expiresAt: at(180 * DAY) }), []],
    ["BASIC, ending later", () => of({ expiresAt: at(180 * DAY + 1) }), bad("linkedin.expiresAt")],
    ["PREMIUM, ending in 90 days", () => of({ ...premium("123456789"), expiresAt: at(90 * DAY) }), []],
    ["PREMIUM, ending later", () => of({ ...premium("123456789"), expiresAt: at(90 * DAY + 1) }), bad("linkedin.expiresAt")],
    [
      "a salary without a period and a bound",
      () => posting("N", { salary: { from: 1, currency: "EUR" } }),
      bad("salary.period", "salary.to"),
    ],
  ])("%s", async (_, input, expected) => {
    expect(await faults(input())).toEqual(expected);
    expect(world.asked()).toEqual([]);
  });

  it("requires an organization where none is configured", async () => {
    const bare = await LinkedInWorld.open({ env: { LINKEDIN_ORGANIZATION_ID: "", LINKEDIN_CONTRACT_ID: "123456789" } });
    expect((await bare.make("publishVacancy", posting("NEW-1"), true)).userErrors).toMatchObject([
      { field: ["linkedin", "organizationId"] },
    ]);
    const answer = await bare.make("publishVacancy", posting("NEW-1", { linkedin: { ...premium(), organizationId: "5" } }));
    expect(answer.operation?.outcome).toBe("PENDING");
    expect(bare.written()).toMatchObject([[{ integrationContext: "urn:li:organization:5", contract: "urn:li:contract:123456789" }]]);
    await bare.close();
  });

  it.each([
    [ON_SITE, "On-site"],
    [HYBRID, "Hybrid"],
    [REMOTE, "Remote"],
  ])("writes %s as an array of exactly one", async (workplaceType, word) => {
    world.written();
    await world.make("publishVacancy", posting(`W-${workplaceType}`, { linkedin: { workplaceType } }));
    expect(world.written()).toMatchObject([[{ workplaceTypes: [word] }]]);
  });

  it("sends no contract for a BASIC posting, and times in milliseconds", async () => {
    world.written();
    await world.make(
      "publishVacancy",
      posting("M-1", { linkedin: { contractId: "123456789", listedAt: "2026-11-20T10:00:00+02:00", expiresAt: "2026-12-24T00:00:00Z" } }),
    );
    const [[element = {}] = []] = world.written();
    expect(element).toMatchObject({ listedAt: Date.UTC(2026, 10, 20, 8), expireAt: Date.UTC(2026, 11, 24), listingType: "BASIC" });
    expect(element).not.toHaveProperty("contract");
  });

  it("shows on a dry run what a change would do, and sends and stores nothing", async () => {
    world.asked();
    expect(await world.make("publishVacancy", posting("DRY-1"), true)).toMatchObject({ operation: null, userErrors: [] });
    expect(world.asked()).toEqual([]);
    expect(await world.vacancy("DRY-1")).toBeNull();
  });
});

describe("An update's check", () => {
  let world: LinkedInWorld;
  beforeAll(async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"], { linkedin: { workplaceType: LinkedInWorkplaceType.HYBRID, industryIds: ["4"] } });
    await world.publishAll(["PAID-1"], { linkedin: premium("123456789") });
  });
  afterAll(() => world.close());

  const faults = async (input: Omit<ChangeInputs["updateVacancy"], "id">, id = "NEW-1") =>
    (await world.make("updateVacancy", { id: vacancyId(id), ...input }, true)).userErrors.map(
      ({ code, field }) => `${code} ${field?.join(".")}`,
    );

  it.each<[string, Omit<ChangeInputs["updateVacancy"], "id">, string[]]>([
    ["nothing at all", {}, ["INVALID_INPUT id"]],
    ["what it holds already", { description: DESCRIPTION, linkedin: { industryIds: ["4"] } }, ["INVALID_INPUT id"]],
    ["its place and its code", { code: "REQ-1", linkedin: { location: "Hamburg, Germany" } }, []],
    ["its own id", { name: "X", linkedin: { externalJobPostingId: "NEW-1" } }, []],
    ["another id", { name: "X", linkedin: { externalJobPostingId: "NEW-2" } }, ["INVALID_INPUT linkedin.externalJobPostingId"]],
    [
      "BASIC to PREMIUM, which costs money",
      { linkedin: { listingType: LinkedInListingType.PREMIUM } },
      ["UNSUPPORTED_BY_VENDOR linkedin.listingType"],
    ],
    ["a description that is too short", { description: "x" }, ["INVALID_INPUT description"]],
    ["half a salary", { name: "X", salary: { to: 1, currency: "EUR", period: PayPeriod.MONTH } }, ["INVALID_INPUT salary.from"]],
    ["fields of another board", { name: "X", headhunter: {} }, ["INVALID_INPUT headhunter"]],
  ])("%s", async (_, input, expected) => {
    expect(await faults(input)).toEqual(expected);
  });

  it("refuses another contract", async () => {
    expect(await faults({ name: "X", linkedin: { contractId: "7" } }, "PAID-1")).toEqual(["UNSUPPORTED_BY_VENDOR linkedin.contractId"]);
    expect(await faults({ name: "X", linkedin: { contractId: "7" } })).toEqual(["UNSUPPORTED_BY_VENDOR linkedin.contractId"]);
    expect(await faults({ name: "X", linkedin: premium("123456789") }, "PAID-1")).toEqual([]);
  });
});

describe("A failed task's text", () => {
  it.each([
    [
      "Trying to create a job with same partnerIdentifier already exists. LinkedIn job id: 1",
      "DUPLICATE",
      ["linkedin", "externalJobPostingId"],
      "FAILED",
    ],
    [
      "could not be published because there is a duplicate job posted on LinkedIn",
      "DUPLICATE",
      ["linkedin", "externalJobPostingId"],
      "FAILED",
    ],
    ["wrapped: ErrorCode:2009 something", "DUPLICATE", ["linkedin", "externalJobPostingId"], "ErrorCode:2009"],
    ["Operation type `RENEW` is not allowed for a non-existing job", "NOT_FOUND", null, "FAILED"],
    ["Description length should be at least 100 characters", "REJECTED_BY_VENDOR", ["description"], "FAILED"],
    [
      "blocked. Failure reason reference code: [JOB_FIELD_PROCESSOR_COMPANY_APPLY_URL]",
      "REJECTED_BY_VENDOR",
      ["linkedin", "applyUrl"],
      "JOB_FIELD_PROCESSOR_COMPANY_APPLY_URL",
    ],
    [
      "blocked. Failure reason reference code: [JOB_FIELD_PROCESSOR_SOURCE_DOMAIN]",
      "REJECTED_BY_VENDOR",
      null,
      "JOB_FIELD_PROCESSOR_SOURCE_DOMAIN",
    ],
    [
      "Job {partner=urn:li:jobPostingPartner:1, partnerJobCode=A} was dropped: true\nInvalid Field: /listedAt;",
      "REJECTED_BY_VENDOR",
      ["linkedin", "listedAt"],
      "FAILED",
    ],
    [
      "Invalid Field: /constructor; Failure reason reference code: [JOB_FIELD_PROCESSOR_toString]",
      "REJECTED_BY_VENDOR",
      null,
      "JOB_FIELD_PROCESSOR_toString",
    ],
    ["MISSING_INDUSTRY_CODES", "REJECTED_BY_VENDOR", ["linkedin", "industryIds"], "MISSING_INDUSTRY_CODES"],
    ["The job budget ran out", "NOT_ENOUGH_CREDIT", null, "FAILED"],
    ["This country is a blocked country", "REJECTED_BY_VENDOR", null, "FAILED"],
    [undefined, "REJECTED_BY_VENDOR", null, "FAILED"],
  ])("%s", (said, code, field, vendorCode) => {
    const error = explainTask(SOURCE, said);
    expect(error).toMatchObject({ code, field, vendorCode, retryable: false });
    if (said !== undefined) expect(error.message).toContain(`LinkedIn: ${said}`);
  });

  it.each([
    "This job must be promoted to be listed, since its company name is confidential.",
    "Jobs of staffing firms require promotion.",
    "Promotion is required for this job.",
  ])("that asks for promotion is told as missing credit, with the remedy: %s", (said) => {
    expect(explainTask(SOURCE, said)).toMatchObject({
      code: "NOT_ENOUGH_CREDIT",
      field: ["linkedin", "listingType"],
      message: expect.stringMatching(/PREMIUM.*\(LinkedIn: /),
    });
  });

  it("of a duplicate from a feed says which id the feed and the posting have to share", () => {
    const said = "could not be published because there is a duplicate job posted on LinkedIn";
    expect(explainTask(SOURCE, said).message).toMatch(/feed.*code \(LinkedIn's companyJobCode\)/);
  });

  it("is retryable where LinkedIn itself failed", () => {
    expect(explainTask(SOURCE, "An unexpected error occurred during ingestion, please retry").retryable).toBe(true);
  });
});
