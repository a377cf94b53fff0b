import type { Page, VacancyFilter } from "../../../src/datasources/contract/datasource.js";
import type { StandInResponse } from "../../../src/sandbox/kit/exchange.js";
import { type Vacancy, VacancyOrder, VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { HeadHunterWorld, KNOWN_ACCOUNT, MINUTE, type Overlay, overlay } from "./support.js";

type Json = Record<string, unknown>;

/** An employer by hand: vacancies in the archive by manager, and which managers' lists are refused. */
interface Company {
  archived: Record<string, Json[]>;
  /** By manager; null where his vacancies may not be seen. */
  managers: [string, number | null][];
  refused: Set<string>;
  managersStatus: number;
  /** Whether `manager_ids` with a manager that may not be seen is refused as a whole. */
  refusesTogether: boolean;
}

const names = ["Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна"];
const archive = (manager: number, count: number): Json[] =>
  Array.from({ length: count }, (_, at) => ({
    id: String(manager * 1_000 + at),
    name: `${names[(at * manager) % names.length]} ${at}`,
    archived: true,
    archived_at: `2026-0${1 + ((manager + at) % 9)}-1${at % 10}T10:00:00+0300`,
    published_at: "2025-12-01T10:00:00+0300",
  }));
const byTime = (one: Json, other: Json) => String(one.archived_at).localeCompare(String(other.archived_at));

const notFound: StandInResponse = { status: 404, json: { errors: [{ type: "not_found" }] } };
const forbidden: StandInResponse = { status: 403, json: { errors: [{ type: "forbidden" }] } };

function play(company: Company): Overlay {
  return ({ path, query }) => {
    const [page, size] = [Number(query.get("page")), Number(query.get("per_page"))];
    const shown = (items: Json[]): StandInResponse => ({
      status: 200,
      json: { found: items.length, page, per_page: size, pages: 1, items: items.slice(page * size, (page + 1) * size) },
    });
    if (path === "/employers/1455/managers") {
      if (company.managersStatus !== 200) return forbidden;
      return shown(company.managers.map(([id, vacancies_count]) => ({ id, vacancies_count })));
    }
    const list = /^\/employers\/1455\/vacancies\/(\w+)$/.exec(path)?.[1];
    if (list === undefined) return undefined;
    const all = list === "archived" || list === "active" ? company.archived : {};
    const several = query.get("manager_ids")?.split(",");
    if (query.get("all_accessible") === "true") return shown(Object.values(all).flat());
    if (several !== undefined) {
      if (company.refusesTogether && several.some((id) => company.refused.has(id))) return forbidden;
      return shown(several.flatMap((id) => (company.refused.has(id) ? [] : (all[id] ?? []))));
    }
    const manager = query.get("manager_id") ?? "";
    if (company.refused.has(manager)) return notFound;
    const items = all[manager] ?? [];
    return shown(query.get("order_by") === "archive_time_asc" ? [...items].sort(byTime) : items);
  };
}

describe("HEADHUNTER_SCOPE", () => {
  let world: HeadHunterWorld;
  let company: Company;
  const open = async (scope: string) => {
    world = new HeadHunterWorld({ env: { ...KNOWN_ACCOUNT, HEADHUNTER_SCOPE: scope } });
    overlay(world, (request, own) => play(company)(request, own));
    await world.open();
  };
  beforeEach(() => {
    company = {
      archived: { "321": archive(321, 5), "322": archive(322, 13), "1400": archive(1400, 0), "324": archive(324, 7) },
      managers: [
        ["324", 3],
        ["322", 0],
        ["323", null],
        ["321", 2],
        ["1400", 1],
      ],
      refused: new Set(["323"]),
      managersStatus: 200,
      refusesTogether: true,
    };
  });
  afterEach(() => world.close());

  const list = (filter: Partial<VacancyFilter> = {}, limit = 50, after?: string): Promise<Page<Vacancy>> =>
    world.vacancies.listVacancies({ status: VacancyStatus.CLOSED, ...filter }, limit, after);
  const idsOf = (page: Page<Vacancy>) => page.items.map(({ node }) => node.vendorId);
  /** The list page by page, each after the position of the last record before. */
  const walk = async (limit: number, filter: Partial<VacancyFilter> = {}) => {
    const pages: Page<Vacancy>[] = [];
    for (let after: string | undefined; ; ) {
      const page = await list(filter, limit, after);
      pages.push(page);
      after = page.items.at(-1)?.position ?? after;
      if (!page.hasMore) return pages;
    }
  };
  const asked = () =>
    world.running.requests.splice(0).map(({ path, query }) => `${path.replace("/employers/1455/", "")}?${decodeURIComponent(query)}`);
  const inArchive = (...managers: string[]) => managers.flatMap((id) => (company.archived[id] ?? []).map((vacancy) => String(vacancy.id)));
  const coverage = () => world.connection.status().coverage;

  describe("own", () => {
    it("covers the manager's own vacancies, and says so", async () => {
      await open("own");
      expect(idsOf(await list())).toEqual(inArchive("321"));
      expect(asked()).toEqual(["vacancies/archived?page=0&per_page=50&manager_id=321"]);
      expect(coverage()).toBe("The vacancies of one manager, 321.");
    });
  });

  describe("accessible", () => {
    beforeEach(() => open("accessible"));

    it("takes one list of the active vacancies, by all_accessible", async () => {
      await list({ status: VacancyStatus.ACTIVE, text: "Анна" }, 10);
      expect(asked()).toEqual(["vacancies/active?page=0&per_page=10&all_accessible=true&text=Анна"]);
      expect(coverage()).toBeUndefined();
    });

    it("is narrowed to the manager that a query names", async () => {
      expect(idsOf(await list({ managerId: "324" }))).toEqual(inArchive("324"));
      expect(asked()).toEqual(["vacancies/archived?page=0&per_page=50&manager_id=324"]);
    });

    it.each([1, 2, 5, 7, 25, 50])("walks the archives of all managers that may be seen, each vacancy once, %i at a time", async (limit) => {
      const pages = await walk(limit);
      expect(pages.flatMap(idsOf)).toEqual(inArchive("321", "322", "324", "1400"));
      expect(pages.flatMap(({ missing = [] }) => missing)).toEqual([]);
      expect(pages.every((page, at) => page.items.length === limit || at >= pages.length - 2)).toBe(true);
      expect(coverage()).toBeUndefined();
    });

    it("asks for the managers once in a quarter of an hour, and for no more lists than a page needs", async () => {
      const first = await list({}, 5);
      expect(asked()).toEqual(["managers?page=0&per_page=200", "vacancies/archived?page=0&per_page=5&manager_id=321"]);
      const second = await list({}, 13, first.items.at(-1)?.position);
      expect(asked()).toEqual(["vacancies/archived?page=0&per_page=13&manager_id=322"]);
      await list({}, 7, second.items.at(-1)?.position);
      expect(asked()).toEqual(["vacancies/archived?page=0&per_page=7&manager_id=324"]);
      world.clock.pass(15 * MINUTE);
      await list({}, 5);
      expect(asked()).toHaveLength(2);
    });

    it("reads every page of the managers, and tells one without an id, whose archive cannot be asked for", async () => {
      company.managers = [...Array.from({ length: 260 }, (_, at): [string, number] => [String(5_000 + at), 0]), ["324", 1]];
      await list({}, 5);
      expect(asked()).toEqual([
        "managers?page=0&per_page=200",
        "managers?page=1&per_page=200",
        "vacancies/archived?page=0&per_page=5&manager_id=321",
      ]);
      world.clock.pass(15 * MINUTE);
      company.managers = [
        ["321", 1],
        ["anna", 1],
        ["324", 1],
      ];
      const page = await list();
      expect(idsOf(page)).toEqual(inArchive("321", "324"));
      expect(page.missing).toMatchObject([{ code: "BAD_RESPONSE", message: expect.stringMatching(/^A manager without a readable id/) }]);
    });

    it("counts the archives where all of them were read, and not where some were", async () => {
      expect((await list({}, 50)).totalCount).toBe(25);
      expect((await list({}, 20)).totalCount).toBeUndefined();
    });

    it.each([1, 4, 25, 30])("merges the archives in the order asked for, each vacancy once, %i at a time", async (limit) => {
      const pages = await walk(limit, { order: VacancyOrder.CLOSED_ASC });
      const whole = Object.values(company.archived).flat();
      const times = pages.flatMap(({ items }) => items.map(({ node }) => node.closedAt ?? ""));
      expect(times).toEqual([...times].sort());
      expect(pages.flatMap(idsOf).sort()).toEqual(whole.map(({ id }) => String(id)).sort());
      expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => 25));
    });

    it("goes on past a manager who came or left between two pages", async () => {
      const first = await list({}, 8);
      world.clock.pass(15 * MINUTE);
      company.managers = [
        ["324", 3],
        ["321", 2],
        ["1300", 4],
      ];
      company.archived["1300"] = archive(1300, 2);
      const rest = await list({}, 50, first.items.at(-1)?.position);
      expect(idsOf(rest)).toEqual(inArchive("324", "1300"));
    });

    it("costs a refused archive alone: the others are shown, and the list and its coverage say which is missing", async () => {
      company.refused.add("322");
      const page = await list();
      expect(idsOf(page)).toEqual(inArchive("321", "324", "1400"));
      const told = [
        { code: "NOT_FOUND", message: expect.stringMatching(/^HeadHunter does not show the archive of manager 322, so they are/) },
      ];
      expect(page.missing).toMatchObject(told);
      expect(coverage()).toBe("All vacancies that the manager may see, without the archive of 322, which HeadHunter does not show.");
      asked();
      // Known for a quarter of an hour: told with each page, without another request.
      expect((await list({}, 50)).missing).toMatchObject(told);
      expect((await list({ order: VacancyOrder.CLOSED_ASC }, 50)).missing).toMatchObject(told);
      expect(asked().filter((one) => one.includes("manager_id=322"))).toEqual([]);
      company.refused.delete("322");
      world.clock.pass(15 * MINUTE);
      expect(coverage()).toContain("the archive of 322");
      expect((await list()).missing).toBeUndefined();
      expect(coverage()).toBeUndefined();
    });

    it("no longer counts a refused archive whose manager has left", async () => {
      company.refused.add("322");
      await list();
      company.managers = [["321", 1]];
      world.clock.pass(15 * MINUTE);
      expect((await list()).missing).toBeUndefined();
      expect(coverage()).toBeUndefined();
    });

    it("is a failure where no archive is shown at all", async () => {
      for (const [id] of company.managers) company.refused.add(id);
      await expect(list()).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(list({ order: VacancyOrder.CLOSED_ASC })).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    it("is the own archive, and says so, where the managers are not shown", async () => {
      company.managersStatus = 403;
      const page = await list();
      expect(idsOf(page)).toEqual(inArchive("321"));
      expect(page.missing).toMatchObject([{ code: "ACCESS_DENIED", message: expect.stringMatching(/the employer's managers/) }]);
      expect(coverage()).toMatch(/without the archives of other managers/);
    });

    it("breaks off, to go on there, where HeadHunter does not answer for one manager", async () => {
      world.running.faults.arm({ kind: "status", path: "archived", status: 500, skip: 1, times: 3 });
      const page = await list({}, 50);
      expect(idsOf(page)).toEqual(inArchive("321"));
      expect(page).toMatchObject({ hasMore: true, fault: { code: "UNAVAILABLE" } });
      expect(idsOf(await list({}, 50, page.items.at(-1)?.position))).toEqual(inArchive("322", "324", "1400"));
    });

    it("does not ask again, after a break, for the archives without records that it went through", async () => {
      for (const id of ["322", "323"]) company.archived[id] = [];
      world.running.faults.arm({ kind: "status", path: "archived", status: 500, skip: 2, times: 3 });
      const page = await list({}, 50);
      expect(page).toMatchObject({ hasMore: true, fault: { code: "UNAVAILABLE" } });
      asked();
      expect(idsOf(await list({}, 50, page.items.at(-1)?.position))).toEqual(inArchive("324", "1400"));
      expect(asked().map((one) => one.split("manager_id=")[1])).toEqual(["324", "1400"]);
    });

    it("can be entered further on in a manager's archive, and not beyond its end, where the next one is not known", async () => {
      const [, second, , , last] = (await list({}, 5)).items.map(({ position }) => position);
      const { placeAfter } = world.vacancies;
      expect([second, placeAfter?.(second, 2)]).toEqual(["321/2", "321/4"]);
      expect([last, placeAfter?.(last, 2)]).toEqual(["321/", "321/"]);
    });

    it("refuses the position of one list in the lists of several", async () => {
      await expect(list({}, 5, "40")).rejects.toThrow("not a cursor of this list");
    });
  });

  describe("managers:", () => {
    it("takes one list of the active vacancies, by manager_ids, and a list a manager of the archive", async () => {
      await open("managers:324,321");
      expect(idsOf(await list({ status: VacancyStatus.ACTIVE }))).toEqual(inArchive("321", "324"));
      expect(idsOf(await list())).toEqual(inArchive("321", "324"));
      expect(asked()).toEqual([
        "managers?page=0&per_page=200",
        "vacancies/active?page=0&per_page=50&manager_ids=321,324",
        "vacancies/archived?page=0&per_page=50&manager_id=321",
        "vacancies/archived?page=0&per_page=45&manager_id=324",
      ]);
      expect(coverage()).toBe("The vacancies of the managers 324 and 321.");
    });

    it("says which of them are not shown or not known, and asks for the others", async () => {
      await open("managers:321,323,777");
      const page = await list({ status: VacancyStatus.ACTIVE });
      expect(idsOf(page)).toEqual(inArchive("321"));
      expect(page.missing?.map(({ code, message }) => [code, message.slice(0, 60)])).toEqual([
        ["ACCESS_DENIED", expect.stringContaining("no vacancies of manager 323")],
        ["NOT_FOUND", expect.stringContaining("no manager 777")],
      ]);
      expect(asked()).toEqual(["managers?page=0&per_page=200", "vacancies/active?page=0&per_page=50&manager_id=321"]);
      expect(coverage()).toBe("The vacancies of the managers 321, 323 and 777, without those of 323, which HeadHunter does not show.");
    });

    it("takes the active lists one by one where HeadHunter refuses them together", async () => {
      await open("managers:321,322,324");
      company.refused.add("322");
      const page = await list({ status: VacancyStatus.ACTIVE });
      expect(idsOf(page)).toEqual(inArchive("321", "324"));
      expect(page.missing).toMatchObject([{ message: expect.stringContaining("the active vacancies of manager 322") }]);
      asked();
      await list({ status: VacancyStatus.ACTIVE });
      expect(asked().map((one) => one.split("&").at(-1))).toEqual(["manager_id=321", "manager_id=324"]);
    });

    it("goes on without the directory of managers where that is refused", async () => {
      await open("managers:321,324");
      company.managersStatus = 403;
      expect(idsOf(await list())).toEqual(inArchive("321", "324"));
    });
  });
});
