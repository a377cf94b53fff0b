import { UNDELIVERED_APPLICATION } from "../../src/sandbox/linkedin/state.js";
import { Caller, DAY, job, MINUTE, START, versionedJob } from "./linkedin-caller.js";

// Fields of the schema pages and of the pages on Apply Connect, 2023 to 2026 [docs], and of the vendor's SDK [client]; ours are [inferred].

let caller: Caller;

beforeEach(async () => {
  caller = await Caller.start();
});

afterEach(() => caller.running.close());

const CONTRACT = "urn:li:contract:123456789";

/** The message inside HTTP 200 of a call with one refused element. */
async function refusal(fields: Record<string, unknown>): Promise<string | undefined> {
  const { status, json } = await caller.post(job(fields));
  expect([status, json.elements[0]?.status]).toEqual([200, 422]);
  return json.elements[0]?.error?.message;
}

const element = () => caller.linkedIn.state.postings.get("NEW-1")?.element as unknown as Record<string, unknown>;

describe("LinkedIn stand-in: applications taken by LinkedIn", () => {
  const onsiteApplyConfiguration = { jobApplicationWebhookUrl: "https://ats.example.com/apply", questions: { anything: [1] } };
  const ENDED = { linkedInApplyStatus: "NOT_ENABLED", listingStatus: "LISTED" };

  it("are enabled for a listed job with a webhook [docs], and not for one without", async () => {
    await caller.accept({ onsiteApplyConfiguration });
    expect(await caller.listing("NEW-1")).toMatchObject({ linkedInApplyStatus: "IN_PROGRESS", linkedInApplyStatusDetail: null });
    await caller.clock.advance(2 * MINUTE);
    expect(await caller.listing("NEW-1")).toMatchObject({ linkedInApplyStatus: "ENABLED", linkedInApplyStatusDetail: null });
    await caller.run({ jobPostingOperationType: "UPDATE" });
    expect(await caller.listing("NEW-1")).toMatchObject({ ...ENDED, linkedInApplyStatusDetail: null });
    await caller.run({ jobPostingOperationType: "UPDATE", onsiteApplyConfiguration });
    await caller.run({ jobPostingOperationType: "CLOSE" });
    expect(await caller.listing("NEW-1")).toMatchObject({ linkedInApplyStatus: "NOT_ENABLED" });
  });

  it("are refused without a webhook, still require the apply address, and fail with a webhook that is no address", async () => {
    const path = "ERROR :: /onsiteApplyConfiguration";
    expect(await refusal({ onsiteApplyConfiguration: {} })).toBe(
      `${path}/jobApplicationWebhookUrl :: field is required but not found and has no default value\n`,
    );
    expect(await refusal({ onsiteApplyConfiguration: "https://ats.example.com" })).toContain("record type is not backed by a DataMap");
    expect(await refusal({ onsiteApplyConfiguration, companyApplyUrl: undefined })).toContain("/companyApplyUrl :: field is required");
    const task = await caller.run({ onsiteApplyConfiguration: { jobApplicationWebhookUrl: "ats" } });
    expect(task.errorMessage).toContain("jobApplicationWebhookUrl");
  });

  it("end with error 1157 beyond the free ones, and where the first cannot be delivered [docs]", async () => {
    await caller.run({ onsiteApplyConfiguration });
    caller.linkedIn.state.endApply("NEW-1");
    const detail = { errorCode: 1157, errorType: "CUSTOMER_ERROR", statusMessage: expect.any(String) };
    expect(await caller.listing("NEW-1")).toMatchObject({ ...ENDED, linkedInApplyStatusDetail: detail });
    caller.linkedIn.state.endApply("NEW-1", UNDELIVERED_APPLICATION);
    expect(await caller.listing("NEW-1")).toMatchObject({ ...ENDED, linkedInApplyStatusDetail: UNDELIVERED_APPLICATION });
  });

  it("are unknown to the older API, by knob", async () => {
    caller.linkedIn.knobs.onsiteApply = false;
    expect((await caller.run({ onsiteApplyConfiguration: 5 })).status).toBe("SUCCEEDED");
    expect(await caller.listing("NEW-1")).toMatchObject({ linkedInApplyStatus: "NOT_ENABLED" });
  });
});

describe("LinkedIn stand-in: apply and promotion status [client]", () => {
  const NAMES = ["linkedInApplyStatus", "linkedInApplyStatusDetail", "promotionStatus", "promotionStatusDetail"];

  it("shows why a PREMIUM job is not promoted, with the detail's three fields", async () => {
    await caller.run({ listingType: "PREMIUM", contract: CONTRACT });
    expect(await caller.listing("NEW-1")).toMatchObject({ promotionStatus: "PROMOTED", promotionStatusDetail: null });
    const detail = { errorCode: 7, errorType: "LINKEDIN_ERROR", statusMessage: "Trial is over" } as const;
    caller.linkedIn.state.endPromotion("NEW-1", detail);
    expect(await caller.listing("NEW-1")).toMatchObject({
      listingStatus: "LISTED",
      promotionStatus: "NOT_PROMOTED",
      promotionStatusDetail: detail,
    });
  });

  it.each(["null", "absent"] as const)("are %s by knob, as they are nullable", async (form) => {
    caller.linkedIn.knobs.applyAndPromotionStatus = form;
    await caller.accept();
    for (const id of ["REQ-1001", "NEW-1"]) {
      const listing = await caller.listing(id);
      expect(NAMES.map((name) => listing?.[name])).toEqual(NAMES.map(() => (form === "null" ? null : undefined)));
      expect(listing).toHaveProperty("listingStatus");
    }
  });
});

describe("LinkedIn stand-in: pay [docs]", () => {
  const money = (amount: unknown, currencyCode = "EUR") => ({ amount, currencyCode });
  const pay = (value: unknown, period = "YEARLY") => ({ compensation: { compensations: [{ period, type: "BASE_SALARY", value }] } });
  const VALUE = "ERROR :: /compensation/compensations/0/value";

  it.each(["YEARLY", "MONTHLY", "SEMIMONTHLY", "BIWEEKLY", "WEEKLY", "DAILY", "HOURLY"])("is accepted by the period %s", async (period) => {
    const fields = pay({ range: { start: money("3000"), end: money("4000.50") } }, period);
    expect((await caller.run(fields)).status).toBe("SUCCEEDED");
    expect(element()).toMatchObject(fields);
  });

  it("is refused by another period, with an amount that is no decimal text, and in a currency that is none", async () => {
    expect(await refusal(pay({ exactAmount: money("1") }, "SHIFT"))).toBe(
      'ERROR :: /compensation/compensations/0/period :: "SHIFT" is not an enum symbol\n',
    );
    for (const amount of [3000, "3,000", "3000 EUR", ""]) {
      expect(await refusal(pay({ exactAmount: money(amount) }))).toBe(
        `${VALUE}/exactAmount/amount :: ${amount} cannot be coerced to BigDecimal\n`,
      );
    }
    expect(await refusal(pay({ exactAmount: money("1", "euro") }))).toContain("/currencyCode :: euro cannot be coerced");
    expect(await refusal(pay({ range: { start: money("1") } }))).toContain(`${VALUE}/range/end :: field is required`);
  });

  it("fails the task where its range goes down, by number and not by text, or changes its currency [inferred]", async () => {
    expect((await caller.run(pay({ range: { start: money("900"), end: money("1000") } }))).status).toBe("SUCCEEDED");
    for (const end of [money("899.99"), money("1000", "USD")]) {
      const fields = { externalJobPostingId: "NEW-2", ...pay({ range: { start: money("900"), end } }) };
      expect((await caller.run(fields)).errorMessage).toContain("compensation has a range");
    }
  });
});

describe("LinkedIn stand-in: ids and ends by version", () => {
  it.each(["UPDATE", "RENEW", "CLOSE"])(
    "takes an id of 200 characters for %s, of 75 for CREATE, and one more for neither [docs]",
    async (name) => {
      const posting = caller.linkedIn.state.postings.get("REQ-1001");
      const externalJobPostingId = "x".repeat(200);
      if (posting !== undefined) caller.linkedIn.state.postings.set(externalJobPostingId, { ...posting, externalJobPostingId });
      expect((await caller.run({ externalJobPostingId, jobPostingOperationType: name })).status).toBe("SUCCEEDED");
      const longer = { externalJobPostingId: "x".repeat(201), jobPostingOperationType: name };
      expect(await refusal(longer)).toContain("is out of range 1...200");
      expect(await refusal({ externalJobPostingId })).toContain("is out of range 1...75");
    },
  );

  it("takes longer ids for CREATE and shorter ones for the others, by knobs", async () => {
    Object.assign(caller.linkedIn.knobs, { externalIdMaxLength: 200, externalIdMaxLengthOfOthers: 75 });
    await caller.accept({ externalJobPostingId: "x".repeat(200) });
    expect(await refusal({ externalJobPostingId: "x".repeat(76), jobPostingOperationType: "CLOSE" })).toContain("1...75");
  });

  const now = START + 2 * MINUTE;
  it.each<[string | undefined, number, string]>([
    ["202504", now + 365 * DAY, "SUCCEEDED"],
    ["202504", now + 365 * DAY + 1, "FAILED"],
    ["202603", now + DAY + 1, "SUCCEEDED"],
    ["202603", now + DAY, "FAILED"],
    ["202501", now + 181 * DAY, "FAILED"],
    ["202501", now + 1, "SUCCEEDED"],
    [undefined, now + 181 * DAY, "FAILED"],
    [undefined, now + 1, "SUCCEEDED"],
  ])("judges under version %s a BASIC job's end at %i as %s [client]", async (version, expireAt, status) => {
    caller.use(version);
    expect((await caller.run({ expireAt })).status).toBe(status);
  });

  it("keeps PREMIUM at ninety days in every version, and BASIC at 180 days by knob [docs]", async () => {
    caller.use("202603");
    const premium = { listingType: "PREMIUM", contract: CONTRACT };
    expect((await caller.run({ ...premium, expireAt: START + 91 * DAY })).status).toBe("FAILED");
    caller.linkedIn.knobs.endDatesByVersion = false;
    expect((await caller.run({ expireAt: START + 181 * DAY })).status).toBe("FAILED");
    expect((await caller.run({ expireAt: now + DAY })).status).toBe("SUCCEEDED");
  });

  it("ends a BASIC job without a named end after 180 days in every version", async () => {
    caller.use("202603");
    await caller.run();
    expect(caller.linkedIn.state.postings.get("NEW-1")?.expireAt).toBe(now + 180 * DAY);
  });
});

describe("LinkedIn stand-in: the other fields [docs]", () => {
  it.each([undefined, "202603"])("keeps each as it was sent, under version %s", async (version) => {
    const fields = {
      skillsDescription: "<ul><li>Counts</li></ul>",
      companyName: "Acme",
      companyPageUrl: "https://www.linkedin.com/company/acme",
      trackingPixelUrl: "https://pixel.example.com/1",
      accessRestricted: true,
      employmentStatus: "OTHER",
      posterEmail: "poster@example.com",
      showPosterInfo: true,
    };
    caller.use(version);
    expect((await caller.run(fields)).status).toBe("SUCCEEDED");
    expect(element()).toEqual({ ...(version === undefined ? job() : versionedJob()), ...fields });
    expect(await caller.listing("NEW-1")).toMatchObject({ jobPostingInfo: { companyDetails: { name: "Acme" } } });
  });

  it("takes 4,000 characters of skills, and a flag that is no text", async () => {
    expect((await caller.run({ skillsDescription: "x".repeat(4001) })).errorMessage).toContain("Skills description");
    expect((await caller.run({ skillsDescription: "x".repeat(4000) })).status).toBe("SUCCEEDED");
    expect(await refusal({ accessRestricted: "yes" })).toBe("ERROR :: /accessRestricted :: yes cannot be coerced to Boolean\n");
  });

  it("counts the main location among the seven, and answers each with a task of its own", async () => {
    const others = Array.from({ length: 7 }, (_, index) => `Town ${index}, Germany`);
    expect(await refusal({ alternateLocations: others })).toBe("The job contains more than seven locations");
    const id = await caller.accept({ alternateLocations: ["Berlin, Germany", ...others.slice(1)] });
    await caller.clock.advance(2 * MINUTE);
    const { json } = await caller.get(`/v2/simpleJobPostingTasks?ids=${id}`);
    expect(Object.values(json.results).map(({ location, status }) => [location, status])).toEqual(
      ["Berlin, Germany", ...others.slice(1)].map((town) => [town, "SUCCEEDED"]),
    );
  });

  it("requires a contract for INTERNAL, shows it as the company's, and makes no PUBLIC job private", async () => {
    const internal = { availability: "INTERNAL" };
    expect((await caller.run(internal)).errorMessage).toContain("requires a contract");
    await caller.run({ ...internal, contract: CONTRACT });
    expect(await caller.listing("NEW-1")).toMatchObject({ jobPostingInfo: { visibilityTag: "COMPANY" } });
    await caller.run({ externalJobPostingId: "NEW-2" });
    const change = { externalJobPostingId: "NEW-2", jobPostingOperationType: "UPDATE", availability: "PRIVATE_TO_ATS_INTEGRATION" };
    expect((await caller.run(change)).errorMessage).toContain("close it and create another");
  });
});
