import { OperationOutcome } from "../../../src/schema/operation/operation.type.js";
import { HOUR, LISTINGS, LinkedInWorld, MINUTE, posting, TASKS, vacancyId } from "./support.js";

const write = { method: "POST", path: "/simpleJobPostings$", times: 1 };

describe("A restart between publish and settle", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  it("loses nothing: the task is read, and the posting is known and can be closed by its id", async () => {
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    await world.restart();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING", name: "Storekeeper NEW-1" });
    await world.clock.advance(5 * MINUTE);
    world.asked();
    await world.reconciler.verifyAllOpen();
    expect(world.asked()).toEqual([TASKS]);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    await world.restart();
    await world.finishTasks();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED" });
  });

  it("finds the task where the process ended before the operation had its id", async () => {
    const { operation } = await world.make("publishVacancy", posting("NEW-1", { linkedin: { location: "Nowhere" } }));
    await world.repository.update(operation?.id ?? "", { outcome: "UNCERTAIN", sent_at: null, vendor_task_id: null });
    await world.restart();
    await world.finishTasks();
    expect(await world.operation(operation?.id)).toMatchObject({
      outcome: "NOT_APPLIED",
      userErrors: [{ field: ["linkedin", "location"] }],
    });
  });
});

describe("A lost answer of LinkedIn", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  async function lose(kind: "drop-after" | "drop-before", change: () => ReturnType<LinkedInWorld["make"]>): Promise<string> {
    world.running.faults.arm({ ...write, kind });
    const { operation } = await change();
    expect(operation?.outcome).toBe("UNCERTAIN");
    return operation?.id ?? "";
  }

  async function later(ms: number): Promise<void> {
    await world.clock.advance(ms);
    await world.reconciler.verifyAllOpen();
  }

  it("to a CREATE is replaced by the listing, and nothing is sent again", async () => {
    const id = await lose("drop-after", () => world.make("publishVacancy", posting("NEW-1")));
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING" });
    await later(5 * MINUTE);
    expect(await world.operation(id)).toMatchObject({ outcome: "APPLIED" });
    const number = world.linkedIn.state.postings.get("NEW-1")?.jobNumber;
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", url: `https://www.linkedin.com/jobs/view/${number}` });
    expect(world.linkedIn.state.accepted.total("CREATE")).toBe(1);
  });

  it("to a CREATE that LinkedIn is still working on stays uncertain", async () => {
    world.linkedIn.knobs.stuckTasks = 1;
    const id = await lose("drop-after", () => world.make("publishVacancy", posting("NEW-1")));
    await later(2 * HOUR);
    expect(await world.operation(id)).toMatchObject({ outcome: "UNCERTAIN" });
    expect((await world.make("publishVacancy", posting("NEW-1"))).userErrors).toMatchObject([{ code: "DUPLICATE" }]);
    expect(world.linkedIn.state.accepted.total("CREATE")).toBe(1);
  });

  it.each([
    ["APPLIED", { status: "ACTIVE" }, "DUPLICATE"],
    ["NOT_APPLIED", null, undefined],
  ] as const)("to a CREATE that LinkedIn is still working on is stored as a person resolves it: %s", async (outcome, vacancy, code) => {
    world.linkedIn.knobs.stuckTasks = 1;
    const id = await lose("drop-after", () => world.make("publishVacancy", posting("NEW-1")));
    await later(2 * HOUR);
    const row = await world.repository.byId(id);
    if (row === undefined) throw new Error("No operation");
    expect(await world.executor.settlement.resolve(row, { outcome: OperationOutcome[outcome], note: "seen", by: "olga" })).toBe(true);
    const remembered = await world.vacancy("NEW-1");
    expect(remembered && { status: remembered.status }).toEqual(vacancy);
    const { operation, userErrors } = await world.make("publishVacancy", posting("NEW-1"));
    expect([operation?.outcome, userErrors[0]?.code]).toEqual(code === undefined ? ["PENDING", undefined] : ["NOT_APPLIED", code]);
  });

  it("to a CREATE that never arrived is settled as not made after the settle grace", async () => {
    const id = await lose("drop-before", () => world.make("publishVacancy", posting("NEW-1")));
    await later(5 * MINUTE);
    expect(await world.operation(id)).toMatchObject({ outcome: "UNCERTAIN" });
    expect((await world.make("publishVacancy", posting("NEW-1"))).userErrors).toMatchObject([{ code: "DUPLICATE" }]);
    await later(6 * MINUTE);
    expect(await world.operation(id)).toMatchObject({
      outcome: "NOT_APPLIED",
      userErrors: [{ code: "REJECTED_BY_VENDOR", retryable: true }],
    });
    expect(await world.vacancy("NEW-1")).toBeNull();
    expect((await world.make("publishVacancy", posting("NEW-1"))).operation?.outcome).toBe("PENDING");
  });

  it("to a CLOSE is settled as made where LinkedIn does not know the posting any more", async () => {
    await world.publishAll(["NEW-1"]);
    const id = await lose("drop-after", () => world.make("closeVacancy", { id: vacancyId("NEW-1") }));
    world.running.faults.arm({ kind: "status", method: "GET", path: "jobPostingStatus", status: 200, json: { results: {} } });
    await later(11 * MINUTE);
    expect(await world.operation(id)).toMatchObject({ outcome: "APPLIED" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED" });
  });

  it("to a CLOSE of a posting unknown here and at LinkedIn is settled as not made", async () => {
    const id = await lose("drop-before", () => world.make("closeVacancy", { ...posting("NOBODY-1"), id: vacancyId("NOBODY-1") }));
    await later(11 * MINUTE);
    expect(await world.operation(id)).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(await world.vacancy("NOBODY-1")).toBeNull();
  });

  it("to a CLOSE that never arrived leaves the posting as it was", async () => {
    await world.publishAll(["NEW-1"]);
    const id = await lose("drop-before", () => world.make("closeVacancy", { id: vacancyId("NEW-1") }));
    await later(11 * MINUTE);
    expect(await world.operation(id)).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
  });

  it.each([
    ["drop-after", "APPLIED"],
    ["drop-before", "NOT_APPLIED"],
  ] as const)("to a RENEW (%s) is settled by the end of the listing: %s", async (kind, outcome) => {
    await world.publishAll(["NEW-1"]);
    const id = await lose(kind, () => world.make("prolongateVacancy", { id: vacancyId("NEW-1") }));
    await later(25 * HOUR);
    expect(await world.operation(id)).toMatchObject({ outcome });
    const expireAt = world.linkedIn.state.postings.get("NEW-1")?.expireAt ?? 0;
    expect(await world.vacancy("NEW-1")).toMatchObject({ expiresAt: new Date(expireAt).toISOString() });
  });

  it.each([
    ["drop-after", "APPLIED"],
    ["drop-before", "NOT_APPLIED"],
  ] as const)("to an UPDATE (%s) of the location is settled by the listing's location: %s", async (kind, outcome) => {
    await world.publishAll(["NEW-1"]);
    const id = await lose(kind, () => world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin: { location: "Hamburg, Germany" } }));
    await later(11 * MINUTE);
    expect(await world.operation(id)).toMatchObject({ outcome });
    const location = kind === "drop-after" ? "Hamburg, Germany" : "Berlin, Germany";
    expect(await world.vacancy("NEW-1")).toMatchObject({ raw: { payload: { location } } });
  });

  it.each(["drop-after", "drop-before"] as const)(
    "to an UPDATE (%s) that no listing shows stays uncertain until a person resolves it",
    async (kind) => {
      await world.publishAll(["NEW-1"]);
      const change = { id: vacancyId("NEW-1"), name: "Another" };
      const id = await lose(kind, () => world.make("updateVacancy", change));
      await later(11 * MINUTE);
      expect(await world.operation(id)).toMatchObject({ outcome: "UNCERTAIN" });
      expect(await world.make("updateVacancy", change)).toMatchObject({ userErrors: [{ code: "CONFLICT" }] });
      const row = await world.repository.byId(id);
      if (row === undefined) throw new Error("The operation is not on record.");
      const outcome = OperationOutcome[kind === "drop-after" ? "APPLIED" : "NOT_APPLIED"];
      expect(await world.executor.settlement.resolve(row, { outcome, note: "seen", by: "olga" })).toBe(true);
      expect(await world.vacancy("NEW-1")).toMatchObject({ name: kind === "drop-after" ? "Another" : "Storekeeper NEW-1" });
      expect((await world.make("updateVacancy", { ...change, name: "A third" })).operation?.outcome).toBe("PENDING");
    },
  );

  it("with fewer elements than were sent is uncertain for each of them", async () => {
    world.running.faults.arm({
      ...write,
      kind: "status",
      status: 200,
      json: { elements: [{ status: 202, id: "urn:li:simpleJobPostingTask:x" }] },
    });
    const answers = await world.makeAll("publishVacancy", [posting("NEW-1"), posting("NEW-2")]);
    expect(answers).toMatchObject([{ operation: { outcome: "UNCERTAIN" } }, { operation: { outcome: "UNCERTAIN" } }]);
  });
});

describe("A number where LinkedIn's page has a text", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());
  const answer = (status: number, json: unknown) =>
    world.running.faults.arm({ kind: "status", method: "POST", path: "simpleJobPostings", times: 1, status, json });

  it("is read in a refusal of the whole request", async () => {
    answer(400, { message: "The company apply url is not one.", status: 400, code: 17, requestId: 4711 });
    const { userErrors } = await world.make("publishVacancy", posting("N-1"));
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["linkedin", "applyUrl"], vendorCode: "17" }]);
  });

  it("is read in an element, beside others whose errors have no known form", async () => {
    answer(200, {
      elements: [
        { status: 400, error: { message: "The company apply url is not one.", code: 17, requestId: 4711 } },
        { status: 400, error: "no" },
        { status: "202", id: 12 },
      ],
    });
    const answers = await world.makeAll("publishVacancy", [posting("N-1"), posting("N-2"), posting("N-3")]);
    expect(answers).toMatchObject([
      { operation: { outcome: "NOT_APPLIED" }, userErrors: [{ field: ["linkedin", "applyUrl"], vendorCode: "17" }] },
      { operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "REJECTED_BY_VENDOR" }] },
      { operation: { outcome: "PENDING", vendorTaskId: "12" } },
    ]);
  });
});

describe("A task that LinkedIn no longer knows", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  it.each([
    [true, "APPLIED", "ACTIVE"],
    [false, "NOT_APPLIED", undefined],
  ] as const)("is replaced by the listing (done: %s)", async (done, outcome, status) => {
    world = await LinkedInWorld.open({ knobs: { lostTasks: 1, lostTasksApplied: done } });
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(5 * MINUTE);
    world.asked();
    await world.reconciler.verifyDue();
    expect(world.asked()).toEqual([TASKS, LISTINGS]);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: done ? "APPLIED" : "PENDING" });
    await world.clock.advance(HOUR);
    await world.reconciler.verifyAllOpen();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome });
    expect((await world.vacancy("NEW-1"))?.status).toBe(status);
  });

  it("stays PENDING while LinkedIn cannot be asked", async () => {
    world = await LinkedInWorld.open();
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(5 * MINUTE);
    world.running.faults.arm({ kind: "status", path: "Tasks", status: 403, json: { status: 403, message: "no" } });
    await world.reconciler.verifyDue();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "PENDING", userErrors: [] });
    world.running.faults.clear();
    await world.clock.advance(2_000);
    await world.reconciler.verifyAllOpen();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
  });

  it("with an unknown status stays PENDING until it has a known one", async () => {
    world = await LinkedInWorld.open();
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    const urn = operation?.vendorTaskId ?? "";
    world.running.faults.arm({
      kind: "status",
      path: "Tasks",
      status: 200,
      times: 1,
      json: { results: { [urn]: { id: urn, status: "MISMATCHED" } } },
    });
    await world.reconciler.verifyAllOpen();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "PENDING" });
  });
});
