import { LinkedInWorld, posting, vacancyId } from "./support.js";

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
