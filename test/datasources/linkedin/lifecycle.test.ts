import { recordsIn } from "../../support/records.js";
import { DAY, LISTINGS, LinkedInWorld, MINUTE, posting, TASKS, vacancyId, WRITE } from "./support.js";

describe("A posting from its publishing to its end", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  it("is PENDING, and so is its operation, until the task has SUCCEEDED", async () => {
    const { operation, result } = await world.make("publishVacancy", posting("NEW.1/a"));
    expect(operation).toMatchObject({ outcome: "PENDING", userErrors: [], targetId: null });
    expect(operation?.vendorTaskId).toMatch(/^urn:li:simpleJobPostingTask:/);
    expect(result.vacancyId).toBe(vacancyId("NEW.1/a"));
    expect(await world.vacancy("NEW.1/a")).toMatchObject({
      id: vacancyId("NEW.1/a"),
      status: "PENDING",
      vendorStatus: "IN_PROGRESS",
      url: null,
    });

    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
    const number = world.linkedIn.state.postings.get("NEW.1/a")?.jobNumber;
    expect(await world.vacancy("NEW.1/a")).toMatchObject({
      status: "ACTIVE",
      vendorStatus: "LISTED",
      name: "Storekeeper NEW.1/a",
      code: "NEW.1/a",
      vendorId: "NEW.1/a",
      url: `https://www.linkedin.com/jobs/view/${number}`,
      applyUrl: "https://jobs.example.com/NEW.1/a",
      employer: { id: "2414183", name: null },
      billingType: { id: "BASIC", name: null },
      closedAt: null,
    });
  });

  it("is changed as soon as LinkedIn has decided, though nobody has asked how", async () => {
    await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(1_999);
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-1") })).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    await world.clock.advance(world.linkedIn.knobs.taskDelayMs - 1_999);
    expect(await world.make("closeVacancy", { id: vacancyId("NEW-1") })).toMatchObject({
      operation: { outcome: "PENDING" },
      userErrors: [],
    });
  });

  it("is sent in one request, with the header that LinkedIn wants and the documented forms", async () => {
    const { running, clock } = world;
    await world.make(
      "publishVacancy",
      posting("NEW-1", { code: "REQ-7", linkedin: { externalJobPostingId: "NEW-1", industryIds: ["55"] } }),
    );
    const write = running.requests.find(({ path }) => path === "/v2/simpleJobPostings");
    expect(write?.headers["x-restli-method"]).toBe("batch_create");
    expect(write?.headers["content-type"]).toMatch("application/json");
    expect(JSON.parse(write?.rawBody ?? "")).toEqual({
      elements: [
        {
          externalJobPostingId: "NEW-1",
          jobPostingOperationType: "CREATE",
          title: "Storekeeper NEW-1",
          description: expect.any(String),
          listedAt: clock.now(),
          location: "Berlin, Germany",
          companyApplyUrl: "https://jobs.example.com/NEW-1",
          integrationContext: "urn:li:organization:2414183",
          listingType: "BASIC",
          companyJobCode: "REQ-7",
          industries: ["urn:li:industry:55"],
        },
      ],
    });
    expect(world.asked()).toEqual([WRITE]);
  });

  it("does not believe a job that is shown before its task has ended, nor an inner id of another task", async () => {
    Object.assign(world.linkedIn.knobs, { jobPostingWhileInProgress: true, foreignInnerIds: true });
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    await world.reconciler.verifyAllOpen();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "PENDING" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING", url: null });
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
  });

  it("is REJECTED, with LinkedIn's words, where the task has FAILED", async () => {
    const { operation } = await world.make("publishVacancy", posting("NEW-1", { linkedin: { location: "Nowhere, Germany" } }));
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({
      outcome: "NOT_APPLIED",
      userErrors: [
        {
          code: "REJECTED_BY_VENDOR",
          field: ["linkedin", "location"],
          vendorCode: "JOB_FIELD_PROCESSOR_STANDARDIZED_LOCATION",
          message: expect.stringContaining('"Nowhere, Germany" could not be standardised'),
        },
      ],
    });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "REJECTED", vendorStatus: "FAILED", url: null, publishedAt: null });
  });

  it("tells a duplicate of a posting that another published under the id", async () => {
    const { operation } = await world.make("publishVacancy", posting("REQ-1001"));
    await world.finishTasks();
    expect((await world.operation(operation?.id)).userErrors).toMatchObject([
      { code: "DUPLICATE", field: ["linkedin", "externalJobPostingId"] },
    ]);
  });

  it("has a state of its own where LinkedIn takes the payload and lists jobs from a feed", async () => {
    world.linkedIn.knobs.processedMode = true;
    const sound = await world.make("publishVacancy", posting("NEW-1"));
    const faulty = await world.make("publishVacancy", posting("NEW-2", { linkedin: { location: "Nowhere" } }));
    await world.finishTasks();
    expect(await world.operation(sound.operation?.id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "UNKNOWN", vendorStatus: "PROCESSED", url: null });
    expect((await world.make("prolongateVacancy", { id: vacancyId("NEW-1") })).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    expect(await world.operation(faulty.operation?.id)).toMatchObject({
      outcome: "NOT_APPLIED",
      userErrors: [{ code: "REJECTED_BY_VENDOR" }],
    });
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), code: "REQ-8" });
    await world.finishTasks();
    const found = (await world.source().vacancies.vacanciesByCodes?.(["REQ-8", "NEW-1"])) ?? [];
    expect(found.map(recordsIn)).toMatchObject([[{ vendorId: "NEW-1" }], []]);
  });

  it("is changed as a whole: what is not given stays as it was published", async () => {
    await world.publishAll(["NEW-1"], { linkedin: { categories: ["eng"], employmentStatus: "FULL_TIME" } });
    const before = world.linkedIn.state.postings.get("NEW-1")?.element;
    world.written();
    const { operation } = await world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Head of the store" });
    expect(world.written()).toEqual([[{ ...before, jobPostingOperationType: "UPDATE", title: "Head of the store" }]]);
    expect(await world.vacancy("NEW-1")).toMatchObject({ name: "Storekeeper NEW-1", status: "ACTIVE" });
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ name: "Head of the store", status: "ACTIVE" });
  });

  it("keeps the payload in force that was, where an update has FAILED, and closes with that one", async () => {
    await world.publishAll(["NEW-1"]);
    const { operation } = await world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin: { location: "Nowhere" } });
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", raw: { payload: { location: "Berlin, Germany" } } });
    world.written();
    await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    expect(world.written()).toMatchObject([[{ jobPostingOperationType: "CLOSE", location: "Berlin, Germany" }]]);
  });

  it("is renewed for thirty days, once it is seen to be listed", async () => {
    await world.publishAll(["NEW-1"]);
    const expireAt = world.linkedIn.state.postings.get("NEW-1")?.expireAt ?? 0;
    world.asked();
    const { operation } = await world.make("prolongateVacancy", { id: vacancyId("NEW-1") });
    expect(world.asked()).toEqual([LISTINGS, WRITE]);
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect(world.linkedIn.state.postings.get("NEW-1")?.expireAt).toBe(expireAt + 30 * DAY);
    expect(await world.vacancy("NEW-1")).toMatchObject({ expiresAt: new Date(expireAt + 30 * DAY).toISOString() });
  });

  it("does not take a renewal back by a later update, which sends the end as LinkedIn has it now", async () => {
    const end = world.clock.now() + 40 * DAY;
    await world.publishAll(["NEW-1"], { linkedin: { expiresAt: new Date(end).toISOString() } });
    await world.make("prolongateVacancy", { id: vacancyId("NEW-1") });
    await world.finishTasks();
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Another" });
    await world.finishTasks();
    expect(world.linkedIn.state.postings.get("NEW-1")).toMatchObject({ expireAt: end + 30 * DAY, element: { title: "Another" } });
  });

  it("is not renewed for money where LinkedIn has taken it down", async () => {
    await world.publishAll(["NEW-1"]);
    world.linkedIn.state.takeDown("NEW-1");
    world.asked();
    const { operation, userErrors } = await world.make("prolongateVacancy", { id: vacancyId("NEW-1") });
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(userErrors).toMatchObject([{ code: "CONFLICT", field: ["id"] }]);
    expect(world.asked()).toEqual([LISTINGS]);
  });

  it("is closed by its id alone: the whole goes out again under the same id", async () => {
    await world.publishAll(["NEW-1"]);
    const published = world.linkedIn.state.postings.get("NEW-1")?.element;
    world.written();
    const { operation } = await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    expect(world.written()).toEqual([[{ ...published, jobPostingOperationType: "CLOSE" }]]);
    expect(operation?.outcome).toBe("PENDING");
    await world.finishTasks();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED", closedAt: new Date(world.clock.now()).toISOString() });
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-1") })).userErrors).toMatchObject([{ code: "ALREADY_CLOSED" }]);
  });

  it("may be published again under its id once it is closed", async () => {
    await world.publishAll(["NEW-1"]);
    expect((await world.make("publishVacancy", posting("NEW-1"))).userErrors).toMatchObject([{ code: "DUPLICATE" }]);
    await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    await world.finishTasks();
    await world.make("publishVacancy", posting("NEW-1", { name: "Second time" }));
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING", name: "Second time", closedAt: null });
    await world.finishTasks();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", name: "Second time", closedAt: null });
  });

  it("takes a second publishing of an id while the first is under way for a conflict, and pays once", async () => {
    const answers = await Promise.all([
      world.makeAll("publishVacancy", [posting("NEW-1")]),
      world.makeAll("publishVacancy", [posting("NEW-1")]),
    ]);
    const outcomes = answers.flat().map((answer) => (answer instanceof Error ? answer : answer.operation?.outcome));
    expect(outcomes.sort()).toEqual(["NOT_APPLIED", "PENDING"]);
    await world.finishTasks();
    expect(world.linkedIn.state.accepted.total("CREATE")).toBe(1);
  });

  it("lets a change wait for the one before it: the task is asked about, and the change sent or refused for now", async () => {
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(MINUTE);
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-1") })).userErrors).toMatchObject([
      { code: "CONFLICT", retryable: true },
    ]);
    await world.clock.advance(MINUTE);
    world.asked();
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-1") })).operation?.outcome).toBe("PENDING");
    expect(world.asked().filter((request) => request === WRITE)).toEqual([WRITE]);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
  });
});

describe("What a look-up costs", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  it("reads the tasks of 120 operations in three requests, within the URL's length", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `NEW-${index}`);
    await world.makeAll(
      "publishVacancy",
      ids.map((id) => posting(id)),
    );
    world.asked();
    await world.finishTasks();
    expect(world.asked()).toEqual([TASKS, TASKS, TASKS]);
    expect((await world.repository.open()).length).toBe(0);
  });

  it("looks first after TASK_POLL_MS, then less and less often", async () => {
    world.linkedIn.knobs.stuckTasks = 1;
    await world.make("publishVacancy", posting("NEW-1"));
    const looks: number[] = [];
    for (let minute = 1; minute <= 60; minute += 1) {
      await world.clock.advance(MINUTE);
      world.asked();
      await world.reconciler.verifyDue();
      if (world.asked().length > 0) looks.push(minute);
    }
    expect(looks[0]).toBe(5);
    const gaps = looks.slice(1).map((minute, index) => minute - (looks[index] ?? 0));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(looks.length).toBeLessThanOrEqual(5);
  });
});
