import { LinkedInWorld, posting, vacancyId } from "../support.js";

const ALTERNATES = ["Hamburg, Germany", "Munich, Germany"];
const places = (id: string, alternateLocations = ALTERNATES) => posting(id, { linkedin: { alternateLocations } });

/** A task of another place than the one that the write named. */
const task = (status: string, location: string, more: object = {}) => ({
  id: `urn:li:simpleJobPostingTask:${location}`,
  externalJobPostingId: "NEW-1",
  status,
  location,
  ...more,
});

describe("A posting at several places", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  /** LinkedIn answers so about the task that the write named, and about those of the other places. */
  async function answered(urn: string, main: object, ...others: ReturnType<typeof task>[]): Promise<void> {
    const own = { id: urn, externalJobPostingId: "NEW-1", location: "Berlin, Germany", ...main };
    const results = Object.fromEntries([[urn, own], ...others.map((other): [string, object] => [other.id, other])]);
    world.running.faults.clear();
    world.running.faults.arm({ kind: "status", path: "Tasks", times: 1, status: 200, json: { results } });
    await world.later(2_000);
    world.running.faults.clear();
  }

  const publish = async () => {
    const { operation } = await world.make("publishVacancy", places("NEW-1"));
    return { id: operation?.id, urn: operation?.vendorTaskId ?? "" };
  };

  it("is published, updated and closed at all of them", async () => {
    const { id } = await publish();
    await world.finishTasks();
    expect(await world.operation(id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Another" });
    await world.finishTasks();
    const { operation } = await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    expect(world.written().flat()).toMatchObject([{}, {}, {}].map(() => ({ alternateLocations: ALTERNATES })));
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED" });
  });

  it("has each place once, and none without a name", async () => {
    await world.make("publishVacancy", places("NEW-1", ["Hamburg, Germany", "Munich, Germany", "Hamburg, Germany"]));
    expect(world.written()).toMatchObject([[{ alternateLocations: ALTERNATES }]]);
    const { userErrors } = await world.make("publishVacancy", places("NEW-2", ["Hamburg, Germany", " "]));
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["linkedin", "alternateLocations", "1"] }]);
    expect(world.written()).toEqual([]);
  });

  it("is open while the task of one place is", async () => {
    const { id, urn } = await publish();
    await answered(urn, { status: "SUCCEEDED" }, task("SUCCEEDED", "Hamburg"), task("IN_PROGRESS", "Munich"));
    expect(await world.operation(id)).toMatchObject({ outcome: "PENDING" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING" });
    await answered(urn, { status: "SUCCEEDED" }, task("SUCCEEDED", "Hamburg"), task("SUCCEEDED", "Munich"));
    expect(await world.operation(id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
  });

  it.each([
    ["another place", { status: "SUCCEEDED" }, task("FAILED", "Munich", { errorMessage: "No." }), "Munich"],
    ["the first place", { status: "FAILED", errorMessage: "No." }, task("SUCCEEDED", "Munich"), "Berlin, Germany"],
  ])("is published, with an error that names the place, where %s was refused", async (_, main, other, place) => {
    const { id, urn } = await publish();
    await answered(urn, main, other);
    expect(await world.operation(id)).toMatchObject({
      outcome: "APPLIED",
      userErrors: [
        {
          code: "REJECTED_BY_VENDOR",
          field: ["linkedin", "alternateLocations"],
          message: expect.stringMatching(`${place}.*No\\.`),
        },
      ],
    });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
  });

  it("is refused where every place was, with all reasons", async () => {
    const { id, urn } = await publish();
    await answered(urn, { status: "FAILED", errorMessage: "One." }, task("FAILED", "Munich", { errorMessage: "Two." }));
    expect(await world.operation(id)).toMatchObject({
      outcome: "NOT_APPLIED",
      userErrors: [{ message: expect.stringMatching(/One\.\nTwo\./) }],
    });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "REJECTED" });
  });

  it("that was closed at some places only can be closed again", async () => {
    await publish();
    await world.finishTasks();
    const { operation } = await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    await answered(operation?.vendorTaskId ?? "", { status: "SUCCEEDED" }, task("FAILED", "Munich", { errorMessage: "No." }));
    expect((await world.operation(operation?.id)).userErrors).toMatchObject([{ message: expect.stringContaining("Munich") }]);
    world.running.faults.arm({
      kind: "status",
      path: "jobPostingStatus",
      times: 1,
      status: 200,
      json: { results: { "NEW-1": { listingStatus: "LISTED" } } },
    });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-1") })).userErrors).not.toMatchObject([{ code: "ALREADY_CLOSED" }]);
  });

  it("stays open where the answer about one place cannot be read", async () => {
    const { id, urn } = await publish();
    await answered(urn, { status: "SUCCEEDED" }, { ...task("SUCCEEDED", "Munich"), status: 7 as unknown as string });
    expect(await world.operation(id)).toMatchObject({ outcome: "PENDING" });
  });

  it("does not take tasks of another posting for its own", async () => {
    const { id, urn } = await publish();
    const second = await world.make("publishVacancy", posting("NEW-2"));
    const otherUrn = second.operation?.vendorTaskId ?? "";
    const results = {
      [urn]: task("SUCCEEDED", "Berlin"),
      [otherUrn]: { ...task("SUCCEEDED", "Berlin"), externalJobPostingId: "NEW-2" },
      "urn:li:simpleJobPostingTask:x": { ...task("FAILED", "Munich", { errorMessage: "No." }), externalJobPostingId: "NEW-1" },
    };
    world.running.faults.arm({ kind: "status", path: "Tasks", times: 1, status: 200, json: { results } });
    await world.reconciler.verifyAllOpen();
    expect((await world.operation(id)).userErrors).toHaveLength(1);
    expect(await world.operation(second.operation?.id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
  });

  it("has seven others at most", async () => {
    const faults = async (count: number) =>
      (
        await world.make(
          "publishVacancy",
          places(
            "N",
            Array.from({ length: count }, (_, index) => `City ${index}, Germany`),
          ),
          true,
        )
      ).userErrors;
    expect(await faults(7)).toEqual([]);
    expect(await faults(8)).toMatchObject([{ code: "INVALID_INPUT", field: ["linkedin", "alternateLocations"] }]);
  });

  it("made elsewhere is closed at the places that LinkedIn tells, unless the input tells them", async () => {
    const whole = { ...posting("REQ-1001"), id: vacancyId("REQ-1001") };
    const entry = { listingStatus: "LISTED", jobPostingInfo: { alternateLocations: ALTERNATES } };
    world.running.faults.arm({ kind: "status", path: "jobPostingStatus", status: 200, json: { results: { "REQ-1001": entry } } });
    await world.make("closeVacancy", whole);
    expect(world.written()).toMatchObject([[{ jobPostingOperationType: "CLOSE", alternateLocations: ALTERNATES }]]);
  });
});
