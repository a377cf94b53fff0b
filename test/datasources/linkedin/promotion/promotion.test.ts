import { VendorError } from "../../../../src/http/vendor-error.js";
import type { ChangeAnswer } from "../../../../src/operations/change-request.js";
import { OperationOutcome } from "../../../../src/schema/operation/operation.type.js";
import { DAY, HOUR, LinkedInWorld, MINUTE, posting, premium, vacancyId } from "../support.js";

const CONTRACT = "123456789";
const APIS = [
  ["/v2", undefined, "UPDATE"],
  ["/rest", "202603", "UPGRADE"],
] as const;

const upgrade = (world: LinkedInWorld, id = "NEW-1") => world.make("upgradeVacancy", { id: vacancyId(id) });
const listed = (world: LinkedInWorld) => world.linkedIn.state.postings.get("NEW-1");

describe.each(APIS)("A promotion through %s", (_, version, verb) => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT, ...(version && { LINKEDIN_VERSION: version }) } });
  });
  afterEach(() => world.close());

  it("is the whole posting with the contract, paid once, and a task decides about it", async () => {
    await world.publishAll(["NEW-1"], { linkedin: { categories: ["eng"] } });
    const [[created = {}] = []] = world.written();
    const { operation, userErrors, result } = await upgrade(world);
    expect([operation?.outcome, userErrors, result.vacancyId]).toEqual(["PENDING", [], vacancyId("NEW-1")]);
    expect(world.written()).toEqual([
      [{ ...created, jobPostingOperationType: verb, listingType: "PREMIUM", contract: `urn:li:contract:${CONTRACT}` }],
    ]);
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", billingType: { id: "BASIC" } });
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
    expect(await world.vacancy("NEW-1")).toMatchObject({
      status: "ACTIVE",
      billingType: { id: "PREMIUM" },
      promotionStatus: { state: "PROMOTED" },
      expiresAt: new Date(listed(world)?.expireAt ?? 0).toISOString(),
    });
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it.each(["updateVacancy", "prolongateVacancy", "closeVacancy"] as const)("is carried by a later %s", async (kind) => {
    await world.publishAll(["NEW-1"]);
    await upgrade(world);
    await world.finishTasks();
    world.written();
    const { operation } = await world.make(kind, { id: vacancyId("NEW-1"), ...(kind === "updateVacancy" ? { name: "Another" } : {}) });
    expect(world.written()).toMatchObject([[{ listingType: "PREMIUM", contract: `urn:li:contract:${CONTRACT}` }]]);
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it("is refused a second time, at once and later", async () => {
    await world.publishAll(["NEW-1"]);
    const answers = await Promise.all([upgrade(world), upgrade(world)]);
    expect(answers.map(({ operation }) => operation?.outcome).sort()).toEqual(["NOT_APPLIED", "PENDING"]);
    await world.finishTasks();
    expect((await upgrade(world)).userErrors).toMatchObject([{ code: "CONFLICT", field: ["id"] }]);
    await world.clock.advance(HOUR);
    expect((await upgrade(world)).userErrors).toMatchObject([{ code: "CONFLICT", message: expect.stringContaining("PREMIUM already") }]);
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it("is refused where LinkedIn promotes the posting already, though this server did not pay for it", async () => {
    await world.publishAll(["NEW-1"]);
    world.running.faults.arm({
      kind: "status",
      path: "jobPostingStatus",
      status: 200,
      json: { results: { "NEW-1": { listingStatus: "LISTED", promotionStatus: "PROMOTED" } } },
    });
    world.written();
    expect((await upgrade(world)).userErrors).toMatchObject([{ code: "CONFLICT", message: expect.stringContaining("promotes") }]);
    expect(world.written()).toEqual([]);
  });

  it("keeps an end that it may have, and leaves another to LinkedIn", async () => {
    const at = (days: number) => new Date(world.clock.now() + days * DAY).toISOString();
    await world.publishAll(["NEW-1"], { linkedin: { expiresAt: at(60) } });
    await world.publishAll(["NEW-2"], { linkedin: { expiresAt: at(120) } });
    world.written();
    await upgrade(world);
    await upgrade(world, "NEW-2");
    const [[kept] = [], [left] = []] = world.written();
    expect([kept?.expireAt, left]).toEqual([listed(world)?.expireAt, expect.not.objectContaining({ expireAt: expect.anything() })]);
    await world.finishTasks();
    expect((await world.vacancy("NEW-2"))?.expiresAt).toBe(
      new Date(world.linkedIn.state.postings.get("NEW-2")?.expireAt ?? 0).toISOString(),
    );
  });

  it("that LinkedIn refuses is not applied, costs nothing and may be tried again", async () => {
    await world.publishAll(["NEW-1"]);
    world.linkedIn.knobs.contractsWithoutSlots = [CONTRACT];
    const { operation, userErrors } = await upgrade(world);
    expect(operation?.outcome).toBe("NOT_APPLIED");
    // Its input has the posting's id alone.
    expect(userErrors).toMatchObject([{ code: "NOT_ENOUGH_CREDIT", field: null, vendorCode: "402" }]);
    world.linkedIn.knobs.contractsWithoutSlots = [];
    world.linkedIn.knobs.taskFailures["NEW-1"] = "The budget of the contract ran out";
    const second = await upgrade(world);
    await world.finishTasks();
    expect(await world.operation(second.operation?.id)).toMatchObject({
      outcome: "NOT_APPLIED",
      userErrors: [{ code: "NOT_ENOUGH_CREDIT", field: null }],
    });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", billingType: { id: "BASIC" } });
    expect(world.charged()).toEqual([]);
  });

  it("whose answer was lost is shown by the listing, and is not sent again", async () => {
    await world.publishAll(["NEW-1"]);
    const id = await lose(world, "drop-after");
    expect((await upgrade(world)).userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    await world.later(5 * MINUTE);
    expect(await world.operation(id)).toMatchObject({ outcome: "APPLIED" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ billingType: { id: "PREMIUM" } });
    expect((await upgrade(world)).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it("that never arrived stays uncertain for a day, in which LinkedIn may still be working", async () => {
    await world.publishAll(["NEW-1"]);
    const id = await lose(world, "drop-before");
    await world.later(23 * HOUR);
    expect(await world.operation(id)).toMatchObject({ outcome: "UNCERTAIN", userErrors: [{ code: "UNCERTAIN" }] });
    expect((await upgrade(world)).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    await world.later(2 * HOUR);
    expect(await world.operation(id)).toMatchObject({ outcome: "NOT_APPLIED" });
    expect((await upgrade(world)).operation?.outcome).toBe("PENDING");
    await world.finishTasks();
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it("that LinkedIn makes hours after its answer was lost is paid once", async () => {
    await world.publishAll(["NEW-1"]);
    world.linkedIn.knobs.taskDelayMs = 5 * HOUR;
    const id = await lose(world, "drop-after");
    await world.later(HOUR);
    expect(await world.operation(id)).toMatchObject({ outcome: "UNCERTAIN" });
    await world.later(5 * HOUR);
    expect(await world.operation(id)).toMatchObject({ outcome: "APPLIED" });
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it.each(["APPLIED", "NOT_APPLIED"] as const)("that shows nowhere is stored as a person resolves it: %s", async (outcome) => {
    await world.publishAll(["NEW-1"]);
    const id = await lose(world, "drop-before");
    await unsaid(world, { listingStatus: "LISTED" });
    await world.later(3 * DAY);
    expect(await world.operation(id)).toMatchObject({ outcome: "UNCERTAIN" });
    const row = await world.repository.byId(id);
    if (row === undefined) throw new Error("No operation");
    await world.executor.settlement.resolve(row, { outcome: OperationOutcome[outcome], note: "seen", by: "olga" });
    const billingType = { id: outcome === "APPLIED" ? "PREMIUM" : "BASIC" };
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", billingType });
  });

  it.each([
    ["was not said before", undefined, { listingStatus: "LISTED", promotionStatus: "PROMOTED" }],
    ["ended with the posting", "NOT_PROMOTED", { listingStatus: "NOT_LISTED", promotionStatus: "NOT_PROMOTED" }],
    ["is in a word of tomorrow", "NOT_PROMOTED", { listingStatus: "LISTED", promotionStatus: "BOOSTED" }],
  ])("is uncertain for ever where its status %s", async (__, promotionStatus, after) => {
    await world.publishAll(["NEW-1"]);
    await unsaid(world, { listingStatus: "LISTED", promotionStatus });
    const id = await lose(world, "drop-before");
    await unsaid(world, after);
    await world.later(3 * DAY);
    expect(await world.operation(id)).toMatchObject({ outcome: "UNCERTAIN" });
  });
});

async function lose(world: LinkedInWorld, kind: "drop-after" | "drop-before"): Promise<string> {
  world.running.faults.arm({ kind, method: "POST", path: "/simpleJobPostings$", times: 1 });
  const { operation } = await upgrade(world);
  expect(operation?.outcome).toBe("UNCERTAIN");
  return operation?.id ?? "";
}

/** LinkedIn tells this of the posting from now on. */
async function unsaid(world: LinkedInWorld, listing: object): Promise<void> {
  world.running.faults.clear();
  world.running.faults.arm({ kind: "status", path: "jobPostingStatus", status: 200, json: { results: { "NEW-1": listing } } });
}

describe("A promotion's check", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  it("refuses what is bought at HeadHunter, each by its field", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT } });
    await world.publishAll(["NEW-1"]);
    world.asked();
    const { userErrors } = await world.make("upgradeVacancy", {
      id: vacancyId("NEW-1"),
      billingTypeId: "PREMIUM",
      propertyTypeIds: ["HH_VP_OPTIMUM"],
    });
    expect(userErrors.map(({ code, field }) => [code, field])).toEqual([
      ["INVALID_INPUT", ["billingTypeId"]],
      ["INVALID_INPUT", ["propertyTypeIds"]],
    ]);
    expect(world.asked()).toEqual([]);
    const none = await world.make("upgradeVacancy", { id: vacancyId("NEW-1"), billingTypeId: null, propertyTypeIds: [] });
    expect(none.operation?.outcome).toBe("PENDING");
  });

  it("refuses without a contract, and names the setting", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
    expect((await upgrade(world)).userErrors).toMatchObject([
      { code: "INVALID_INPUT", message: expect.stringContaining("LINKEDIN_CONTRACT_ID") },
    ]);
  });

  it("refuses a posting that is unknown, closed, under way, from a feed, or PREMIUM", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT } });
    await world.publishAll(["NEW-1", "NEW-2"]);
    await world.publishAll(["PAID-1"], { linkedin: premium() });
    await world.make("closeVacancy", { id: vacancyId("NEW-2") });
    await world.finishTasks();
    world.linkedIn.knobs.processedMode = true;
    await world.publishAll(["FEED-1"]);
    await world.make("publishVacancy", posting("NEW-3"));
    world.written();
    const codes = await Promise.all(
      ["REQ-1001", "NEW-2", "NEW-3", "FEED-1", "PAID-1"].map(async (id) => (await upgrade(world, id)).userErrors[0]?.code),
    );
    expect(codes).toEqual(["NOT_FOUND", "CONFLICT", "CONFLICT", "CONFLICT", "CONFLICT"]);
    expect(world.written()).toEqual([]);
  });

  it.each([
    ["/v2", undefined, ["UNSUPPORTED_BY_VENDOR"]],
    ["/rest", "202603", []],
  ])("through %s: a posting at several places", async (_, version, expected) => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT, ...(version && { LINKEDIN_VERSION: version }) } });
    await world.publishAll(["NEW-1"], { linkedin: { alternateLocations: ["Berlin, Germany", "Hamburg, Germany"] } });
    expect((await upgrade(world)).userErrors.map(({ code }) => code)).toEqual(expected);
  });

  it.each([
    ["BOOSTED", "CONFLICT"],
    ["promoted", "CONFLICT"],
    [{ state: "PROMOTED" }, "BAD_RESPONSE"],
    [7, "BAD_RESPONSE"],
  ])("sends nothing where LinkedIn says of the promotion what cannot be read: %j", async (promotionStatus, code) => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT } });
    await world.publishAll(["NEW-1"]);
    await unsaid(world, { listingStatus: "LISTED", promotionStatus });
    world.written();
    const [answer] = await world.makeAll("upgradeVacancy", [{ id: vacancyId("NEW-1") }]);
    expect(answer instanceof VendorError ? answer.code : (answer as ChangeAnswer).userErrors[0]?.code).toBe(code);
    expect(world.written()).toEqual([]);
  });

  it("sends nothing where LinkedIn does not say whether it lists the posting", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT } });
    await world.publishAll(["NEW-1"]);
    await unsaid(world, { listingStatus: "IN_PROGRESS" });
    world.written();
    expect((await upgrade(world)).userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    world.running.faults.clear();
    world.running.faults.arm({ kind: "status", path: "jobPostingStatus", status: 403, json: { status: 403, message: "no" } });
    await expect(upgrade(world)).rejects.toThrow();
    expect(world.written()).toEqual([]);
  });
});
