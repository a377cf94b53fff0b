import { DAY, LinkedInWorld, posting, vacancyId } from "./support.js";

describe("An unreadable part of LinkedIn's answer", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  const answer = (method: string, path: string, json: unknown) =>
    world.running.faults.arm({ kind: "status", method, path, times: 1, status: 200, json });

  it.each([null, {}, { status: null }, { status: "soon" }, { status: 7 }, { status: "" }, "202", [202]])(
    "leaves its own posting of a batch uncertain, and no other: %j",
    async (spoiled) => {
      answer("POST", "simpleJobPostings", { elements: [{ status: 202, id: "urn:li:simpleJobPostingTask:a" }, spoiled, { status: 202 }] });
      const answers = await world.makeAll("publishVacancy", [posting("N-1"), posting("N-2"), posting("N-3")]);
      expect(answers).toMatchObject([
        { operation: { outcome: "PENDING", vendorTaskId: "urn:li:simpleJobPostingTask:a" } },
        { operation: { outcome: "UNCERTAIN" } },
        { operation: { outcome: "PENDING" } },
      ]);
    },
  );

  it("may be the task's id of an accepted posting, whose outcome the listing shows", async () => {
    answer("POST", "simpleJobPostings", { elements: [{ status: 202, id: { urn: 1 } }] });
    const { operation } = await world.make("publishVacancy", posting("N-1"));
    expect(operation).toMatchObject({ outcome: "PENDING", vendorTaskId: null });
  });

  it("is not the end of a task: a failure may be among the unreadable parts", async () => {
    const { operation } = await world.make("publishVacancy", posting("N-1"));
    await world.clock.advance(DAY);
    answer("GET", "simpleJobPostingTasks", {
      results: { [operation?.vendorTaskId ?? ""]: { status: "PROCESSED", errorMessage: { code: 1 } } },
    });
    await world.reconciler.verifyAllOpen();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "PENDING" });
  });

  it.each([1e300, -1, 2.5, "soon", 8_640_000_000_000_001])("costs no posting its listing: an end at %p", async (expireAt) => {
    await world.publishAll(["N-1", "N-2"]);
    await world.clock.advance(DAY);
    const listing = { listingStatus: "LISTED", jobPostingUrl: "https://www.linkedin.com/jobs/view/77", jobPostingInfo: { expireAt } };
    answer("GET", "jobPostingStatus", { results: { "N-1": listing, "N-2": { ...listing, listingStatus: null } } });
    const [first, second] = await world.source().vacancies.vacanciesByIds(["N-1", "N-2"]);
    expect(first).toMatchObject({ status: "ACTIVE", url: listing.jobPostingUrl, expiresAt: null, raw: { listing } });
    expect(second).toMatchObject({ status: "ACTIVE", id: vacancyId("N-2") });
    expect(world.errors).toEqual([]);
  });
});
