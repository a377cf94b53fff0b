import type { Datasource } from "../../../src/datasources/contract/datasource.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { type Vacancy, VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { HOUR, LISTINGS, LinkedInWorld, MINUTE, posting, TASKS, vacancyId, WRITE } from "./support.js";

const TASK_PATH = "simpleJobPostingTasks";
const LISTING_PATH = "jobPostingStatus";

/** What stands under a key in place of its answer, and what it comes to. */
const FAILURES: [string, unknown, string][] = [
  ["429", { status: 429, message: "APPLICATION MINUTE limit is reached." }, "RATE_LIMITED"],
  ["500", { status: 500 }, "UNAVAILABLE"],
  ["503, as a text", { status: "503", message: "Service Unavailable", serviceErrorCode: 9 }, "UNAVAILABLE"],
  ["403", { status: 403, code: "ACCESS_DENIED" }, "ACCESS_DENIED"],
  ["401", { status: 401 }, "ACCESS_DENIED"],
  ["408", { status: 408 }, "TIMEOUT"],
  ["410", { status: 410 }, "REJECTED"],
  ["an error without a status", { message: "no" }, "BAD_RESPONSE"],
  ["an error with a status that is none", { status: 200 }, "BAD_RESPONSE"],
  ["a text", "not now", "BAD_RESPONSE"],
  ["null", null, "BAD_RESPONSE"],
];

let world: LinkedInWorld;
beforeEach(async () => {
  world = await LinkedInWorld.open();
});
afterEach(() => world.close());

const failKeys = (path: string, json: unknown = { status: 503, message: "down" }, keys?: string) =>
  world.running.faults.arm({ kind: "key-errors", path, json, ...(keys === undefined ? {} : { keys }) });

/** The next answer there, word for word. */
const answer = (path: string, json: object) => world.running.faults.arm({ kind: "status", path, status: 200, json, times: 1 });

async function later(ms = HOUR): Promise<void> {
  await world.clock.advance(ms);
  await world.reconciler.verifyAllOpen();
}

async function outcomeOf(id: string | undefined): Promise<string> {
  return (await world.operation(id)).outcome;
}

/** Sends a change whose answer is lost, with or without LinkedIn's work done. */
async function lose(kind: "drop-after" | "drop-before", change: () => ReturnType<LinkedInWorld["make"]>): Promise<string> {
  world.running.faults.arm({ kind, method: "POST", path: "/simpleJobPostings$", times: 1 });
  const { operation } = await change();
  expect(operation?.outcome).toBe("UNCERTAIN");
  return operation?.id ?? "";
}

describe.each(FAILURES)("A key that LinkedIn answers with an error of its own inside a 200 (%s)", (_what, error, code) => {
  it("leaves a publication PENDING and its posting known, until its task is answered", async () => {
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    failKeys(TASK_PATH, error);
    await later();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "PENDING", userErrors: [] });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING" });
    world.running.faults.clear();
    await later();
    expect(await outcomeOf(operation?.id)).toBe("APPLIED");
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
  });

  it("leaves a closing PENDING and its posting live, also where its task is unknown and its listing is not answered", async () => {
    await world.publishAll(["NEW-1"]);
    Object.assign(world.linkedIn.knobs, { lostTasks: 1, lostTasksApplied: false });
    const { operation } = await world.make("closeVacancy", { id: vacancyId("NEW-1") });
    failKeys(LISTING_PATH, error);
    await later();
    expect(await outcomeOf(operation?.id)).toBe("PENDING");
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
    world.running.faults.clear();
    await later();
    expect(await outcomeOf(operation?.id)).toBe("NOT_APPLIED");
  });

  it("is reported as the source's failure beside stored postings", async () => {
    await world.publishAll(["NEW-1", "NEW-2"]);
    failKeys(LISTING_PATH, error, "^NEW-2$");
    const one = world.source();
    expect(await one.vacancies.vacanciesByIds(["NEW-1"])).toMatchObject([{ status: "ACTIVE" }]);
    expect((one as Datasource).unavailableBecause).toBeUndefined();
    const list = world.source();
    const { items } = await list.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 10);
    expect(items.map(({ node }) => node.vendorId)).toEqual(["NEW-1", "NEW-2"]);
    expect((list as Datasource).unavailableBecause).toMatchObject({ code, message: expect.stringContaining("NEW-2") });
  });
});

describe("A key that LinkedIn answers with an error of its own", () => {
  it("does not affect other keys", async () => {
    const answers = await world.makeAll("publishVacancy", [posting("NEW-1"), posting("NEW-2")]);
    const [one, other] = answers.map((made) => (made instanceof Error ? undefined : made.operation));
    failKeys(TASK_PATH, undefined, one?.vendorTaskId ?? "");
    world.asked();
    await later(5 * MINUTE);
    expect(world.asked()).toEqual([TASKS]);
    expect([await outcomeOf(one?.id), await outcomeOf(other?.id)]).toEqual(["PENDING", "APPLIED"]);
  });

  it("names the wait: until midnight UTC for a limit per day, else a minute", async () => {
    await world.publishAll(["NEW-1"]);
    const waits: (number | undefined)[] = [];
    for (const message of ["Resource level throttle APPLICATION DAY limit is reached.", "Too many."]) {
      failKeys(LISTING_PATH, { status: 429, message });
      await world.clock.advance(MINUTE);
      const source = world.source();
      await source.vacancies.vacanciesByIds(["NEW-1"]);
      waits.push((source as Datasource).unavailableBecause?.retryAfterMs);
      world.running.faults.clear();
    }
    const midnight = Date.parse("2026-11-23T00:00:00Z");
    expect(waits).toEqual([midnight - (world.clock.now() - MINUTE), MINUTE]);
  });

  it.each(["drop-after", "drop-before"] as const)("keeps a lost publication (%s) UNCERTAIN, and its posting stored", async (kind) => {
    const id = await lose(kind, () => world.make("publishVacancy", posting("NEW-1")));
    failKeys(LISTING_PATH);
    await later();
    expect(await outcomeOf(id)).toBe("UNCERTAIN");
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "PENDING" });
    expect((await world.make("publishVacancy", posting("NEW-1"))).userErrors).toMatchObject([{ code: "DUPLICATE" }]);
    world.running.faults.clear();
    await later();
    expect(await outcomeOf(id)).toBe(kind === "drop-after" ? "APPLIED" : "NOT_APPLIED");
    expect(world.linkedIn.state.accepted.total("CREATE")).toBe(kind === "drop-after" ? 1 : 0);
  });

  it.each(["drop-after", "drop-before"] as const)("keeps a lost closing (%s) UNCERTAIN", async (kind) => {
    await world.publishAll(["NEW-1"]);
    const id = await lose(kind, () => world.make("closeVacancy", { id: vacancyId("NEW-1") }));
    failKeys(LISTING_PATH);
    await later();
    expect(await outcomeOf(id)).toBe("UNCERTAIN");
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
    world.running.faults.clear();
    await later();
    expect(await outcomeOf(id)).toBe(kind === "drop-after" ? "APPLIED" : "NOT_APPLIED");
  });

  it.each([
    ["a lost renewal", "prolongateVacancy", {}],
    ["a lost update", "updateVacancy", { linkedin: { location: "Hamburg, Germany" } }],
  ] as const)("keeps %s UNCERTAIN", async (_what, kind, more) => {
    await world.publishAll(["NEW-1"]);
    const id = await lose("drop-after", () => world.make(kind, { id: vacancyId("NEW-1"), ...more }));
    failKeys(LISTING_PATH);
    await later();
    expect(await outcomeOf(id)).toBe("UNCERTAIN");
    world.running.faults.clear();
    await later();
    expect(await outcomeOf(id)).toBe("APPLIED");
  });
});

describe("A key that LinkedIn does not know", () => {
  it.each([
    ["its own 404", (key: string) => ({ results: {}, errors: { [key]: { status: 404, message: "not found" } } })],
    ["its own 404, as a text", (key: string) => ({ results: {}, errors: { [key]: { status: "404" } } })],
    ["a 404 among the statuses alone", (key: string) => ({ results: {}, statuses: { [key]: 404 }, errors: {} })],
    ["its absence from both maps", () => ({ results: {}, errors: {} })],
    ["its absence where there are no errors at all", () => ({ results: {} })],
  ])("is known by %s: a publication missing after the settle grace was not made", async (_how, answered) => {
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    world.linkedIn.state.tasks.clear();
    await world.clock.advance(HOUR);
    answer(TASK_PATH, answered(operation?.vendorTaskId ?? ""));
    answer(LISTING_PATH, answered("NEW-1"));
    await world.reconciler.verifyAllOpen();
    expect(await outcomeOf(operation?.id)).toBe("NOT_APPLIED");
    expect(await world.vacancy("NEW-1")).toBeNull();
  });

  it.each([
    ["an error among the statuses alone", (key: string) => ({ results: {}, statuses: { [key]: 503 }, errors: {} })],
    ["both maps at once", (key: string) => ({ results: { [key]: { status: "FAILED" } }, errors: { [key]: { status: 404 } } })],
    ["a map that is none", () => ({ results: [], errors: {} })],
    ["errors that are none", () => ({ results: {}, errors: "none" })],
    ["an answer without results", () => ({ errors: {} })],
    ["an entry that is null", (key: string) => ({ results: { [key]: null }, errors: {} })],
  ])("is not known by %s", async (_how, answered) => {
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(HOUR);
    answer(TASK_PATH, answered(operation?.vendorTaskId ?? ""));
    await world.reconciler.verifyAllOpen();
    expect(await outcomeOf(operation?.id)).toBe("PENDING");
    await later();
    expect(await outcomeOf(operation?.id)).toBe("APPLIED");
  });

  it("does not mean closed before the settle grace is over", async () => {
    await world.publishAll(["NEW-1"]);
    world.linkedIn.knobs.stuckTasks = 1;
    const id = await lose("drop-after", () => world.make("closeVacancy", { id: vacancyId("NEW-1") }));
    answer(LISTING_PATH, { results: {}, errors: { "NEW-1": { status: 404 } } });
    await later(MINUTE);
    expect(await outcomeOf(id)).toBe("UNCERTAIN");
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
  });
});

describe("A listing with an unknown status", () => {
  it("proves neither that a lost publication failed nor that a lost closing was made", async () => {
    await world.publishAll(["OLD-1"]);
    const published = await lose("drop-after", () => world.make("publishVacancy", posting("NEW-1")));
    const closed = await lose("drop-before", () => world.make("closeVacancy", { id: vacancyId("OLD-1") }));
    await world.clock.advance(HOUR);
    const listing = { listingStatus: "UNDER_REVIEW" };
    answer(LISTING_PATH, { results: { "NEW-1": listing, "OLD-1": listing } });
    await world.reconciler.verifyAllOpen();
    expect([await outcomeOf(published), await outcomeOf(closed)]).toEqual(["UNCERTAIN", "UNCERTAIN"]);
    await later();
    expect([await outcomeOf(published), await outcomeOf(closed)]).toEqual(["APPLIED", "NOT_APPLIED"]);
  });
});

describe("The check of a change where LinkedIn does not answer for the posting", () => {
  const CHANGES = {
    publishVacancy: posting("NEW-1"),
    closeVacancy: { id: vacancyId("NEW-1") },
    updateVacancy: { id: vacancyId("NEW-1"), name: "Other" },
    prolongateVacancy: { id: vacancyId("NEW-1") },
  };

  async function refuses(kind: keyof typeof CHANGES): Promise<void> {
    const [made] = await world.makeAll(kind, [CHANGES[kind]]);
    expect(made).toBeInstanceOf(VendorError);
    expect(made).toMatchObject({ code: "UNAVAILABLE", retryable: true, status: 503 });
  }

  /** LinkedIn took it down, and may have put it up again. */
  async function takenDown(): Promise<void> {
    await world.publishAll(["NEW-1"]);
    world.linkedIn.state.takeDown("NEW-1");
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED" });
    await world.clock.advance(MINUTE);
  }

  it.each(Object.keys(CHANGES) as (keyof typeof CHANGES)[])(
    "takes a posting that was taken down as neither closed nor live: %s",
    async (kind) => {
      await takenDown();
      failKeys(LISTING_PATH);
      const before = (await world.repository.list({}, 100)).length;
      world.asked();
      await refuses(kind);
      expect(world.asked()).toEqual([LISTINGS]);
      expect(await world.repository.list({}, 100)).toHaveLength(before);
    },
  );

  it("takes a posting without an answer for its task as neither pending nor decided", async () => {
    await world.make("publishVacancy", posting("NEW-1"));
    await world.clock.advance(MINUTE);
    failKeys(TASK_PATH);
    for (const kind of Object.keys(CHANGES) as (keyof typeof CHANGES)[]) await refuses(kind);
    expect(world.asked()).not.toContain(LISTINGS);
  });

  it("does not renew a posting that is listed by the store only", async () => {
    await world.publishAll(["NEW-1"]);
    failKeys(LISTING_PATH);
    world.asked();
    await refuses("prolongateVacancy");
    expect(world.asked()).toEqual([LISTINGS]);
  });

  it("closes a posting that LinkedIn has restored", async () => {
    await takenDown();
    Object.assign(world.linkedIn.state.postings.get("NEW-1") ?? {}, { state: "LISTED" });
    world.asked();
    expect((await world.make("closeVacancy", CHANGES.closeVacancy)).operation?.outcome).toBe("PENDING");
    expect(world.asked()).toEqual([LISTINGS, WRITE]);
  });

  it("sends no read for a posting that is listed, or was closed here", async () => {
    await world.publishAll(["NEW-1"]);
    world.asked();
    expect((await world.make("closeVacancy", CHANGES.closeVacancy)).operation?.outcome).toBe("PENDING");
    expect(world.asked()).toEqual([WRITE]);
    await world.finishTasks();
    world.asked();
    expect((await world.make("closeVacancy", CHANGES.closeVacancy)).userErrors).toMatchObject([{ code: "ALREADY_CLOSED" }]);
    expect(world.asked()).toEqual([]);
    expect((await world.vacancy("NEW-1")) as Vacancy).toMatchObject({ status: "CLOSED" });
  });
});
