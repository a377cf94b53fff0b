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

  it("can be changed as soon as LinkedIn has decided, without a query of its operation", async () => {
    await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(1_999);
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-1") })).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    await world.clock.advance(world.linkedIn.knobs.taskDelayMs - 1_999);
    expect(await world.make("closeVacancy", { id: vacancyId("NEW-1") })).toMatchObject({
      operation: { outcome: "PENDING" },
      userErrors: [],
    });
  });

  it("is sent in one request, with LinkedIn's header and the documented forms", async () => {
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

  it("is not listed by a job shown before its task has ended, nor by another task's inner id", async () => {
    Object.assign(world.linkedIn.knobs, { jobPostingWhileInProgress: true, foreignInnerIds: true });
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    await world.reconciler.verifyAllOpen();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "PENDING" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING", url: null });
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
  });

  it("has its task looked up once by those who ask for it within two seconds: a reader of the vacancy, and its operation", async () => {
    await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(90_000);
    world.asked();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING" });
    await world.clock.advance(340);
    await world.reconciler.verifyAllOpen();
    expect(world.asked()).toEqual([TASKS]);
    // What a look has found serves readers for a minute.
    await world.later(2_000);
    expect(world.asked()).toEqual([TASKS]);
    await world.clock.advance(58_500);
    await world.vacancy("NEW-1");
    expect(world.asked()).toEqual([]);
  });

  it("is REJECTED, with LinkedIn's text, where the task has FAILED", async () => {
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

  it("is a DUPLICATE where another application published under its id", async () => {
    const { operation } = await world.make("publishVacancy", posting("REQ-1001"));
    await world.finishTasks();
    expect((await world.operation(operation?.id)).userErrors).toMatchObject([
      { code: "DUPLICATE", field: ["linkedin", "externalJobPostingId"] },
    ]);
  });

  it("is UNKNOWN where LinkedIn accepts the payload and lists jobs from a feed", async () => {
    world.linkedIn.knobs.processedMode = true;
    const sound = await world.make("publishVacancy", posting("NEW-1"));
    const faulty = await world.make("publishVacancy", posting("NEW-2", { linkedin: { location: "Nowhere" } }));
    await world.finishTasks();
    expect(await world.operation(sound.operation?.id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "UNKNOWN", vendorStatus: "PROCESSED", url: null });
    expect((await world.make("prolongateVacancy", { id: vacancyId("NEW-1") })).userErrors).toMatchObject([
      { code: "CONFLICT", message: expect.stringContaining("companyJobCode") },
    ]);
    expect(await world.operation(faulty.operation?.id)).toMatchObject({
      outcome: "NOT_APPLIED",
      userErrors: [{ code: "REJECTED_BY_VENDOR" }],
    });
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), code: "REQ-8" });
    await world.finishTasks();
    const found = (await world.source().vacancies.vacanciesByCodes?.(["REQ-8", "NEW-1"])) ?? [];
    expect(found.map(recordsIn)).toMatchObject([[{ vendorId: "NEW-1" }], []]);
  });

  it("is updated as a whole, with the published values of fields that are not given", async () => {
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

  it("keeps its payload where an update has FAILED, and closes with that payload", async () => {
    await world.publishAll(["NEW-1"]);
    const { operation } = await world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin: { location: "Nowhere" } });
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", raw: { payload: { location: "Berlin, Germany" } } });
    world.written();
    await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    expect(world.written()).toMatchObject([[{ jobPostingOperationType: "CLOSE", location: "Berlin, Germany" }]]);
  });

  it("is renewed for thirty days once it is listed", async () => {
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

  it("keeps its renewed end in a later update", async () => {
    const end = world.clock.now() + 40 * DAY;
    await world.publishAll(["NEW-1"], { linkedin: { expiresAt: new Date(end).toISOString() } });
    await world.make("prolongateVacancy", { id: vacancyId("NEW-1") });
    await world.finishTasks();
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Another" });
    await world.finishTasks();
    expect(world.linkedIn.state.postings.get("NEW-1")).toMatchObject({ expireAt: end + 30 * DAY, element: { title: "Another" } });
  });

  it("is not renewed where LinkedIn has taken it down", async () => {
    await world.publishAll(["NEW-1"]);
    world.linkedIn.state.takeDown("NEW-1");
    world.asked();
    const { operation, userErrors } = await world.make("prolongateVacancy", { id: vacancyId("NEW-1") });
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(userErrors).toMatchObject([{ code: "CONFLICT", field: ["id"] }]);
    expect(world.asked()).toEqual([LISTINGS]);
  });

  it("is closed by its id alone: the whole posting is sent again under that id", async () => {
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

  it("is a CONFLICT, and paid once, where its id is published a second time while the first is under way", async () => {
    const answers = await Promise.all([
      world.makeAll("publishVacancy", [posting("NEW-1")]),
      world.makeAll("publishVacancy", [posting("NEW-1")]),
    ]);
    const outcomes = answers.flat().map((answer) => (answer instanceof Error ? answer : answer.operation?.outcome));
    expect(outcomes.sort()).toEqual(["NOT_APPLIED", "PENDING"]);
    await world.finishTasks();
    expect(world.linkedIn.state.accepted.total("CREATE")).toBe(1);
  });

  it("is changed after the change before it: the task is read, and the next change is sent or refused for now", async () => {
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

describe("Look-ups of tasks", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  it("take three requests for 120 operations, within the URL's length", async () => {
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

  it("begin after TASK_POLL_MS, then come less and less often", async () => {
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
