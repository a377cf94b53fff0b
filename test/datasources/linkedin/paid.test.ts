import { DAY, HOUR, LinkedInWorld, MINUTE, posting, premium, vacancyId } from "./support.js";

describe("Two paid changes of one posting", () => {
  const SOON_MS = 400;
  const paidFor = { operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "CONFLICT", retryable: true, vendorCode: null }] };
  let world: LinkedInWorld;
  const writes = () => world.written().flat().length;

  beforeEach(async () => {
    world = await LinkedInWorld.open();
    world.linkedIn.knobs.taskDelayMs = SOON_MS;
  });
  afterEach(() => world.close());

  it("are one where it is published, closed, and published again within a second", async () => {
    await world.publishAll(["NEW-1"]);
    await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    await world.finishTasks();
    writes();
    const again = await world.make("publishVacancy", posting("NEW-1"));
    expect(again).toMatchObject(paidFor);
    expect(again.userErrors[0]?.message).toContain("was paid for a moment ago");
    expect(writes()).toBe(0);
    await world.clock.advance(1_001);
    expect((await world.make("publishVacancy", posting("NEW-1"))).operation?.outcome).toBe("PENDING");
  });

  it("are two where another posting is published", async () => {
    await world.publishAll(["NEW-1"]);
    expect((await world.make("publishVacancy", posting("NEW-2"))).operation?.outcome).toBe("PENDING");
  });

  it("are one where it is renewed again as soon as the first renewal has ended", async () => {
    await world.publishAll(["NEW-1"]);
    await world.clock.advance(2_000);
    await world.make("prolongateVacancy", { id: vacancyId("NEW-1") });
    await world.finishTasks();
    writes();
    expect(await world.make("prolongateVacancy", { id: vacancyId("NEW-1") })).toMatchObject(paidFor);
    expect(writes()).toBe(0);
  });
});

describe("What costs money, and whose answer was lost", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: "123456789" } });
  });
  afterEach(() => world.close());
  const lose = (kind: "drop-after" | "drop-before") =>
    world.running.faults.arm({ kind, method: "POST", path: "/simpleJobPostings$", times: 1 });
  const renew = () => world.make("prolongateVacancy", { id: vacancyId("NEW-1") });
  const publish = (linkedin?: object) => world.make("publishVacancy", posting("NEW-1", { linkedin }));

  it("is renewed once where LinkedIn does it hours later", async () => {
    await world.publishAll(["NEW-1"]);
    const listed = () => world.linkedIn.state.postings.get("NEW-1")?.expireAt ?? 0;
    const end = listed();
    world.linkedIn.knobs.taskDelayMs = 5 * HOUR;
    lose("drop-after");
    const { operation } = await renew();
    await world.later(HOUR);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "UNCERTAIN" });
    expect((await renew()).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    await world.later(5 * HOUR);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect((listed() - end) / DAY).toBe(30);
  });

  it("is published once where LinkedIn does it hours later, and has lost its task", async () => {
    Object.assign(world.linkedIn.knobs, { taskDelayMs: 5 * HOUR, lostTasks: 1, lostTasksApplied: true });
    const { operation } = await publish(premium());
    await world.later(HOUR);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "PENDING" });
    const again = await publish(premium());
    expect(again.userErrors).toMatchObject([{ code: "DUPLICATE", message: expect.stringContaining("wait until its operation has ended") }]);
    await world.later(5 * HOUR);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it.each([
    ["PREMIUM", premium(), "UNCERTAIN"],
    ["BASIC, which is free", {}, "NOT_APPLIED"],
  ])("and which never arrived, is settled a day later, unless it is free: %s", async (_, linkedin, outcome) => {
    lose("drop-before");
    const { operation } = await publish(linkedin);
    await world.later(23 * HOUR);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome });
    await world.later(2 * HOUR);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "NOT_APPLIED" });
    expect((await publish(linkedin)).operation?.outcome).toBe("PENDING");
  });

  it("is looked up minutes after the process has ended in its sending, not a day later", async () => {
    await world.publishAll(["NEW-1"]);
    world.repository.update = async () => {
      throw new Error("The process has ended.");
    };
    const { operation } = await renew();
    expect(world.errors.splice(0)).toHaveLength(1);
    await world.restart();
    await world.reconciler.verifyAllOpen();
    expect((await world.repository.byId(operation?.id ?? ""))?.outcome).toBe("PENDING");
    await world.clock.advance(11 * MINUTE);
    await world.reconciler.verifyDue();
    expect((await world.repository.byId(operation?.id ?? ""))?.outcome).toBe("APPLIED");
  });
});
