import type { VacancyFilter } from "../../../src/datasources/contract/datasource.js";
import { chunksOf } from "../../../src/datasources/linkedin/changes/linkedin.lookups.js";
import { type Vacancy, VacancyOrder, VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { testDatabases } from "../../support/databases.js";
import { recordsIn } from "../../support/records.js";
import { until } from "../../support/until.js";
import { DAY, LISTINGS, LinkedInWorld, MINUTE, posting, TASKS, vacancyId } from "./support.js";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `NEW-${String(index).padStart(3, "0")}`);

async function listIds(world: LinkedInWorld, filter: Partial<VacancyFilter> = {}, limit = 200): Promise<string[]> {
  const page = await world.source().vacancies.listVacancies({ status: VacancyStatus.ACTIVE, ...filter }, limit);
  return page.items.map(({ node }) => node.vendorId);
}

async function byCodes(world: LinkedInWorld, ...codes: string[]): Promise<Vacancy[][]> {
  const found = (await world.source().vacancies.vacanciesByCodes?.(codes)) ?? [];
  return found.map(recordsIn);
}

describe.each(testDatabases)("Lists of LinkedIn postings, from the store ($name)", (database) => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open({ database });
  });
  afterEach(() => world.close());

  it("page through every posting once, the newest first, with positions that survive a restart", async () => {
    await world.publishAll(ids(5));
    await world.publishAll(["LATER-1", "LATER-2"]);
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await world.source().vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 3, after);
      seen.push(...page.items.map(({ node }) => node.vendorId));
      expect(page.totalCount).toBe(7);
      after = page.items.at(-1)?.position;
      await world.restart();
      if (!page.hasMore) break;
    }
    expect(seen).toEqual(["LATER-1", "LATER-2", ...ids(5)]);
    await expect(world.source().vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 3, "elsewhere")).rejects.toThrow("`after`");
  });

  it("have postings of one status, and none of a status that LinkedIn lacks", async () => {
    await world.publishAll(["A-1", "A-2"]);
    await world.make("closeVacancy", { id: vacancyId("A-1") });
    await world.finishTasks();
    await world.make("publishVacancy", posting("B-1"));
    expect(await listIds(world)).toEqual(["A-2"]);
    expect(await listIds(world, { status: VacancyStatus.CLOSED })).toEqual(["A-1"]);
    expect(await listIds(world, { status: VacancyStatus.PENDING })).toEqual(["B-1"]);
    expect(await listIds(world, { status: VacancyStatus.DELETED })).toEqual([]);
  });

  it("find a text of the title literally, in any letter case", async () => {
    await world.publishAll(["A-1"], { name: "Инженер 100%" });
    await world.publishAll(["A-2"], { name: "Engineer 100 in all" });
    expect(await listIds(world, { text: "иНЖЕНЕР" })).toEqual(["A-1"]);
    expect(await listIds(world, { text: "100%" })).toEqual(["A-1"]);
    expect(await listIds(world, { text: "ENGINEER" })).toEqual(["A-2"]);
    expect(await listIds(world, { text: "_" })).toEqual([]);
  });

  it("are empty for managers and areas, which postings lack", async () => {
    await world.publishAll(["A-1"]);
    expect(await world.source().vacancies.listVacancies({ status: VacancyStatus.ACTIVE, managerId: "1" }, 10)).toEqual({
      items: [],
      hasMore: false,
      totalCount: 0,
    });
    expect(await listIds(world, { areaIds: ["1"] })).toEqual([]);
    expect(await listIds(world, { areaIds: [] })).toEqual(["A-1"]);
  });

  it("are sorted by name on request, page by page", async () => {
    for (const [id, name] of [
      ["1", "bravo"],
      ["2", "Alpha"],
      ["3", "charlie"],
      ["4", "alpha"],
    ] as const)
      await world.publishAll([id], { name });
    expect(await listIds(world, { order: VacancyOrder.NAME_ASC })).toEqual(["2", "4", "1", "3"]);
    const first = await world.source().vacancies.listVacancies({ status: VacancyStatus.ACTIVE, order: VacancyOrder.NAME_DESC }, 3);
    const rest = await world
      .source()
      .vacancies.listVacancies({ status: VacancyStatus.ACTIVE, order: VacancyOrder.NAME_DESC }, 3, first.items.at(-1)?.position);
    expect([...first.items, ...rest.items].map(({ node }) => node.vendorId)).toEqual(["3", "1", "2", "4"]);
  });

  it("are found by the employer's code, which is the id unless another was given", async () => {
    await world.publishAll(["REQ-9"]);
    await world.publishAll(["BERLIN-9"], { code: "REQ-9", linkedin: { externalJobPostingId: "BERLIN-9" } });
    await world.publishAll(["REQ-8"]);
    const [nine = [], none = []] = await byCodes(world, "REQ-9", "REQ-0");
    expect(nine.map(({ vendorId }) => vendorId)).toEqual(["BERLIN-9", "REQ-9"]);
    expect(none).toEqual([]);
    await world.make("updateVacancy", { id: vacancyId("BERLIN-9"), code: "REQ-8" });
    await world.finishTasks();
    const [eight = []] = await byCodes(world, "REQ-8");
    expect(eight.map(({ vendorId }) => vendorId)).toEqual(["BERLIN-9", "REQ-8"]);
  });
});

describe("The listing status of postings that are read", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  it("is read a hundred ids a request, and not again within two seconds", async () => {
    await world.publishAll(ids(150));
    world.asked();
    expect((await listIds(world)).length).toBe(150);
    expect(world.asked()).toEqual([LISTINGS, LISTINGS]);
    await listIds(world);
    await world.vacancy("NEW-000");
    expect(world.asked()).toEqual([]);
    await world.clock.advance(2_000);
    await Promise.all([listIds(world), listIds(world), world.vacancy("NEW-001")]);
    expect(world.asked()).toEqual([LISTINGS, LISTINGS]);
  });

  it("shows which postings LinkedIn took down, and the page is filled with those that follow", async () => {
    await world.publishAll(ids(6));
    await listIds(world);
    await world.clock.advance(2_000);
    world.linkedIn.state.takeDown("NEW-000");
    world.linkedIn.state.takeDown("NEW-001");
    const page = await world.source().vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 3);
    expect(page.items.map(({ node }) => node.vendorId)).toEqual(["NEW-002", "NEW-003", "NEW-004"]);
    expect(page).toMatchObject({ hasMore: true, totalCount: 4 });
    expect(await world.vacancy("NEW-000")).toMatchObject({
      status: "CLOSED",
      vendorStatus: "NOT_LISTED",
      closedAt: null,
      raw: { listing: { listingStatusDetail: { statusMessage: "MEMBER_REPORTED" } } },
    });
  });

  it("shows when a posting expired", async () => {
    await world.publishAll(["NEW-1"]);
    const expireAt = world.linkedIn.state.postings.get("NEW-1")?.expireAt ?? 0;
    expect(await world.vacancy("NEW-1")).toMatchObject({ expiresAt: new Date(expireAt).toISOString() });
    await world.clock.advance(181 * DAY);
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED", closedAt: new Date(expireAt).toISOString() });
  });

  it("may change back where LinkedIn took the posting down, and is not read where it was closed here", async () => {
    await world.publishAll(["NEW-1", "NEW-2"]);
    world.linkedIn.state.takeDown("NEW-1");
    await world.make("closeVacancy", { id: vacancyId("NEW-2") });
    await world.finishTasks();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED" });
    Object.assign(world.linkedIn.state.postings.get("NEW-1") ?? {}, { state: "LISTED" });
    await world.clock.advance(MINUTE);
    world.asked();
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
    expect(world.asked()).toEqual([LISTINGS]);
    expect(await world.vacancy("NEW-2")).toMatchObject({ status: "CLOSED" });
    expect(world.asked()).toEqual([]);
  });

  it("that LinkedIn does not answer does not hide stored postings", async () => {
    await world.publishAll(["NEW-1"]);
    world.running.faults.arm({ kind: "hang", path: "jobPostingStatus" });
    const reading = world.vacancy("NEW-1");
    await world.clock.advance(0);
    await until(() => world.asked().length > 0);
    await world.clock.advance(5_000);
    expect(await reading).toMatchObject({ status: "ACTIVE", name: "Storekeeper NEW-1" });
    expect(await listIds(world)).toEqual(["NEW-1"]);
  });

  it("that LinkedIn does not answer is reported as the source's failure, until it answers again", async () => {
    await world.publishAll(["NEW-1"]);
    const unavailableBecause = async () => {
      const source = world.source();
      await source.vacancies.vacanciesByIds(["NEW-1"]);
      return source.unavailableBecause?.code;
    };
    expect(await unavailableBecause()).toBeUndefined();
    await world.clock.advance(2_000);
    world.running.faults.arm({ kind: "status", path: "jobPostingStatus", status: 403, json: { status: 403, message: "no" }, times: 1 });
    expect(await unavailableBecause()).toBe("ACCESS_DENIED");
    expect(await unavailableBecause()).toBe("ACCESS_DENIED");
    await world.clock.advance(2_000);
    expect(await unavailableBecause()).toBeUndefined();
  });

  it("of a pending posting comes from its task, and a listing under its id proves nothing", async () => {
    await world.make("publishVacancy", posting("REQ-1001"));
    await world.clock.advance(MINUTE);
    world.asked();
    expect(await world.vacancy("REQ-1001")).toMatchObject({ status: "PENDING" });
    expect(world.asked()).toEqual([TASKS]);
    await world.clock.advance(MINUTE);
    expect(await world.vacancy("REQ-1001")).toMatchObject({ status: "REJECTED" });
  });

  it("allows prolonging of listed postings", async () => {
    await world.publishAll(["NEW-1"]);
    const active = (await world.vacancy("NEW-1")) as Vacancy;
    const source = world.source().vacancies;
    const closed = { ...active, status: VacancyStatus.CLOSED };
    expect(await source.prolongations([active, closed])).toMatchObject([
      { allowed: true, reason: null, expiresAt: active.expiresAt },
      { allowed: false, reason: { id: "CONFLICT" } },
    ]);
    expect(await source.vacancyActions(active)).toMatchObject({
      prolongate: { allowed: true },
      update: { allowed: true },
      close: { allowed: true },
      delete: { allowed: false, code: "UNSUPPORTED_BY_VENDOR" },
      restore: { allowed: false, code: "UNSUPPORTED_BY_VENDOR" },
    });
    expect(await source.vacancyActions(closed)).toMatchObject({ close: { allowed: false, code: "ALREADY_CLOSED" } });
  });
});

describe("chunksOf", () => {
  const queryOf = (chunk: readonly string[]) => new URLSearchParams(chunk.map((id): [string, string] => ["ids", id])).toString();

  it("keeps every query under four kilobytes, whatever the ids", () => {
    const long = Array.from({ length: 120 }, (_, index) => `${"Ж".repeat(70)}${index}`);
    const chunks = chunksOf(long, 100);
    expect(chunks.flat()).toEqual(long);
    for (const chunk of chunks) expect(queryOf(chunk).length).toBeLessThanOrEqual(4_096);
    expect(chunks.length).toBeLessThanOrEqual(14);
  });

  it("puts fifty tasks into a query, and a hundred short ids", () => {
    const tasks = Array.from(
      { length: 100 },
      (_, index) => `urn:li:simpleJobPostingTask:00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    );
    expect(chunksOf(tasks, 50).map(({ length }) => length)).toEqual([50, 50]);
    expect(chunksOf(ids(150), 100).map(({ length }) => length)).toEqual([100, 50]);
    expect(chunksOf([], 100)).toEqual([]);
  });
});
