import { LinkedInWorld, vacancyId } from "../support.js";

const CONTRACT = "123456789";

describe("An update of a posting", () => {
  let world: LinkedInWorld;
  const open = async (version?: string) => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT, ...(version && { LINKEDIN_VERSION: version }) } });
    await world.publishAll(["NEW-1"]);
  };
  const rename = () => world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Another" });
  /** LinkedIn tells this of the posting from now on. */
  const tell = (listing: object) =>
    world.running.faults.arm({ kind: "status", path: "jobPostingStatus", status: 200, json: { results: { "NEW-1": listing } } });
  afterEach(() => world.close());

  it("through /v2 is refused where it would pay for a promotion again", async () => {
    await open();
    await world.make("upgradeVacancy", { id: vacancyId("NEW-1") });
    await world.finishTasks();
    tell({ listingStatus: "LISTED", promotionStatus: "NOT_PROMOTED" });
    world.written();
    const { operation, userErrors } = await rename();
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(userErrors).toMatchObject([
      { code: "CONFLICT", field: ["id"], retryable: true, message: expect.stringContaining("LINKEDIN_VERSION") },
    ]);
    expect(world.written()).toEqual([]);
    expect(world.charged()).toEqual(["NEW-1"]);
  });

  it("through /v2 is refused where it would end a promotion that was bought elsewhere", async () => {
    await open();
    tell({ listingStatus: "LISTED", promotionStatus: "PROMOTED" });
    world.written();
    expect((await rename()).userErrors).toMatchObject([{ code: "CONFLICT", message: expect.stringContaining("end the promotion") }]);
    expect(world.written()).toEqual([]);
  });

  it.each([undefined, "PROMOTED"])(
    "through /v2 is sent where LinkedIn promotes what was paid for, or does not say (%s)",
    async (promotionStatus) => {
      await open();
      await world.make("upgradeVacancy", { id: vacancyId("NEW-1") });
      await world.finishTasks();
      tell({ listingStatus: "LISTED", promotionStatus });
      expect((await rename()).operation?.outcome).toBe("PENDING");
    },
  );

  it.each(["PROMOTED", "NOT_PROMOTED"])(
    "through /rest is sent whatever LinkedIn promotes: it buys nothing there (%s)",
    async (promotionStatus) => {
      await open("202603");
      tell({ listingStatus: "LISTED", promotionStatus });
      world.asked();
      expect((await rename()).operation?.outcome).toBe("PENDING");
      expect(world.asked()).toHaveLength(1);
    },
  );
});
