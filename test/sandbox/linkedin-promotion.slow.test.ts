import { Caller, DAY, job, MINUTE, START, versionedJob } from "./linkedin-caller.js";

// Promotion of a listed job: the update page and the schema pages of 2024 and 2025 [docs], the vendor's SDK [client]; ours are [inferred].

let caller: Caller;

beforeEach(async () => {
  caller = await Caller.start();
});

afterEach(() => caller.running.close());

const CONTRACT = "urn:li:contract:123456789";
const UPDATE = { jobPostingOperationType: "UPDATE", listingType: "PREMIUM", contract: CONTRACT };
const UPGRADE = { jobPostingOperationType: "UPGRADE", contract: CONTRACT };
const VERSION = "202603";

/** The way of either address to promote a job. */
const WAYS: [string, string | undefined, Record<string, unknown>][] = [
  ["UPDATE under /v2", undefined, UPDATE],
  ["UPGRADE under /rest", VERSION, UPGRADE],
];

const listed = () => caller.linkedIn.state.postings.get("NEW-1");
const paid = () => caller.linkedIn.state.promotions.map(({ externalJobPostingId, operation }) => [externalJobPostingId, operation]);

describe.each(WAYS)("LinkedIn stand-in: promotion by %s", (_, version, promotion) => {
  beforeEach(async () => {
    caller.use(version);
  });

  it("promotes the job under its number, ends it after thirty days and writes one payment [docs]", async () => {
    await caller.run();
    const { jobNumber } = listed() ?? {};
    expect(await caller.listing("NEW-1")).toMatchObject({ promotionStatus: "NOT_PROMOTED" });
    expect(caller.linkedIn.state.promotions).toEqual([]);
    const task = await caller.run(promotion);
    expect([task.status, task.jobPosting]).toEqual(["SUCCEEDED", `urn:li:jobPosting:${jobNumber}`]);
    expect(await caller.listing("NEW-1")).toMatchObject({ listingStatus: "LISTED", promotionStatus: "PROMOTED" });
    const paidAt = START + 4 * MINUTE;
    expect(caller.linkedIn.state.promotions).toEqual([
      {
        externalJobPostingId: "NEW-1",
        jobNumber,
        contract: CONTRACT,
        operation: promotion.jobPostingOperationType,
        taskId: task.id,
        paidAt,
        endsAt: paidAt + 30 * DAY,
      },
    ]);
    expect(listed()).toMatchObject({ expireAt: paidAt + 30 * DAY, element: { listingType: "PREMIUM", contract: CONTRACT } });
  });

  it("takes an end of up to ninety days, and fails with a later one, which pays nothing [docs]", async () => {
    await caller.run();
    const late = await caller.run({ ...promotion, expireAt: START + 91 * DAY });
    expect([late.status, late.errorMessage]).toEqual(["FAILED", expect.stringContaining("Invalid Expiration Date")]);
    expect([paid(), listed()?.element.listingType]).toEqual([[], undefined]);
    await caller.run({ ...promotion, expireAt: START + 90 * DAY });
    expect([paid().length, listed()?.expireAt]).toEqual([1, START + 90 * DAY]);
  });

  it.each([
    ["a job with two locations", { alternateLocations: ["Berlin, Germany", "Hamburg, Germany"] }, "more than one location"],
    ["a job that is not public", { availability: "INTERNAL", contract: CONTRACT }, "Only PUBLIC jobs"],
  ])("fails for %s, and pays nothing [docs], unless its rules are off", async (_name, fields, core) => {
    await caller.run(fields);
    for (const payload of [{ ...fields, ...promotion }, promotion]) {
      const task = await caller.run(payload);
      expect([task.status, task.errorMessage, paid()]).toEqual(["FAILED", expect.stringContaining(core), []]);
    }
    expect(listed()?.state).toBe("LISTED");
    caller.linkedIn.knobs.promotionRules = false;
    expect((await caller.run({ ...fields, ...promotion })).status).toBe("SUCCEEDED");
  });

  it("fails for a job that came by the customer's feed [docs], for an unknown one and for a closed one", async () => {
    await caller.run();
    Object.assign(listed() ?? {}, { fromFeed: true });
    expect((await caller.run(promotion)).errorMessage).toContain("Only jobs posted through the API");
    Object.assign(listed() ?? {}, { fromFeed: false });
    await caller.run({ jobPostingOperationType: "CLOSE" });
    for (const externalJobPostingId of ["NEW-1", "NOBODY"]) {
      expect((await caller.run({ ...promotion, externalJobPostingId })).errorMessage).toContain("not allowed for a non-existing job");
    }
    expect(paid()).toEqual([]);
  });

  it("is refused for the whole call without a contract, with a foreign one, and with one that has no slots left", async () => {
    await caller.run();
    const element = version === undefined ? job : versionedJob;
    expect((await caller.post(element({ ...promotion, contract: undefined }))).status).toBe(400);
    expect((await caller.post(element({ ...promotion, contract: "urn:li:contract:5" }))).status).toBe(403);
    caller.linkedIn.knobs.contractsWithoutSlots = ["123456789"];
    const slotless = await caller.post(element(promotion));
    expect([slotless.status, slotless.json.message]).toEqual([402, expect.stringContaining("Insufficient job slots")]);
    expect(paid()).toEqual([]);
  });

  it("pays nothing where the call is lost before, and once where its answer is lost", async () => {
    await caller.run();
    for (const [kind, payments] of [
      ["drop-before", 0],
      ["drop-after", 1],
    ] as const) {
      caller.running.faults.arm({ kind, method: "POST", path: "simpleJobPostings$", times: 1 });
      await expect(caller.accept(promotion)).rejects.toThrow();
      await caller.clock.advance(2 * MINUTE);
      expect(paid()).toHaveLength(payments);
      expect(await caller.listing("NEW-1")).toMatchObject({ promotionStatus: payments === 0 ? "NOT_PROMOTED" : "PROMOTED" });
    }
  });

  it.each([
    [false, 0],
    [true, 1],
  ])("loses the task, and with lostTasksApplied %s pays %i times", async (lostTasksApplied, payments) => {
    await caller.run();
    Object.assign(caller.linkedIn.knobs, { lostTasks: 1, lostTasksApplied });
    expect(await caller.run(promotion)).toEqual({});
    expect(paid()).toHaveLength(payments);
  });

  it("pays nothing while the task is stuck", async () => {
    await caller.run();
    caller.linkedIn.knobs.stuckTasks = 1;
    await caller.run(promotion);
    await caller.clock.advance(DAY);
    expect(paid()).toEqual([]);
  });
});

describe("LinkedIn stand-in: promotion once and again", () => {
  it("pays a job that is created PREMIUM with its CREATE, and its later UPDATEs not", async () => {
    await caller.run({ ...UPDATE, jobPostingOperationType: "CREATE" });
    await caller.run({ ...UPDATE, title: "Chief Storekeeper" });
    expect(paid()).toEqual([["NEW-1", "CREATE"]]);
    expect(caller.linkedIn.state.promotions[0]?.endsAt).toBe(listed()?.expireAt);
  });

  it("pays a second UPGRADE again, or fails it, by knob [inferred]", async () => {
    caller.use(VERSION);
    await caller.run();
    for (let count = 0; count < 2; count += 1) await caller.run(UPGRADE);
    expect(paid()).toHaveLength(2);
    caller.linkedIn.knobs.repeatedUpgrade = "refused";
    expect((await caller.run(UPGRADE)).status).toBe("FAILED");
    expect(paid()).toHaveLength(2);
    caller.linkedIn.state.endPromotion("NEW-1");
    expect((await caller.run(UPGRADE)).status).toBe("SUCCEEDED");
    expect(await caller.listing("NEW-1")).toMatchObject({ promotionStatus: "PROMOTED", promotionStatusDetail: null });
    expect(paid()).toHaveLength(3);
  });

  it("changes by UPGRADE nothing but the promotion, whatever listing type it names [client]", async () => {
    caller.use(VERSION);
    await caller.run();
    await caller.run({ ...UPGRADE, listingType: "BASIC", title: "Another" });
    expect(listed()?.element).toMatchObject({ listingType: "PREMIUM", title: "Storekeeper" });
  });

  it("ends the promotion by DOWNGRADE, keeps the end of the job and pays nothing back", async () => {
    caller.use(VERSION);
    await caller.run();
    expect((await caller.run({ jobPostingOperationType: "DOWNGRADE" })).status).toBe("FAILED");
    await caller.run(UPGRADE);
    const end = listed()?.expireAt;
    expect((await caller.run({ jobPostingOperationType: "DOWNGRADE", listingType: "PREMIUM" })).status).toBe("SUCCEEDED");
    expect(await caller.listing("NEW-1")).toMatchObject({ listingStatus: "LISTED", promotionStatus: "NOT_PROMOTED" });
    expect([listed()?.expireAt, paid().length]).toEqual([end, 1]);
    await caller.run(UPGRADE);
    expect(paid()).toHaveLength(2);
  });

  it("neither promotes nor ends a promotion by an UPDATE under /rest [inferred]", async () => {
    caller.use(VERSION);
    await caller.run();
    await caller.run(UPDATE);
    expect([listed()?.element.listingType, paid()]).toEqual([undefined, []]);
    await caller.run(UPGRADE);
    await caller.run({ jobPostingOperationType: "UPDATE", title: "Chief Storekeeper" });
    expect(listed()?.element).toMatchObject({ listingType: "PREMIUM", contract: CONTRACT, title: "Chief Storekeeper" });
  });
});
