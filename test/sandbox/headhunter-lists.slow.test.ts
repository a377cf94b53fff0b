import {
  createHeadHunterStandIn,
  type HeadHunterKnobs,
  pageKnobs,
  sampleVacancyId,
  specialVacancyId,
  type Vacancy,
} from "../../src/sandbox/headhunter/index.js";
import { REQUISITIONS } from "../../src/sandbox/world.js";
import { JumpingClock } from "../support/clock.js";
import { DAY, HeadHunterBench, ids, list, record, refusal } from "./headhunter-support.js";

const BASE = "/employers/1455/vacancies";

describe("The HeadHunter stand-in's lists", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  const vacancies = () => [...bench.standIn.state.vacancies.values()];
  const idsOf = (test: (vacancy: Vacancy) => boolean) =>
    new Set(
      vacancies()
        .filter(test)
        .map(({ id }) => id),
    );

  it("hold sixty active, twenty archived and ten hidden vacancies over five managers", async () => {
    const found = { active: 0, archived: 0, hidden: 0 };
    bench.standIn.state.managers.forEach((manager) => {
      manager.vacanciesAccessible = true;
    });
    for (const manager of ["321", "322", "323", "324", "325"]) {
      for (const name of ["active", "archived", "hidden"] as const) {
        found[name] += list(await bench.get(`${BASE}/${name}?manager_id=${manager}`)).found;
      }
    }
    expect(found).toEqual({ active: 60, archived: 20, hidden: 10 });
  });

  it("have no expired and no future publication, whenever the stand-in starts", () => {
    for (const start of [bench.clock.now(), bench.clock.now() + 500 * DAY]) {
      const { state } = createHeadHunterStandIn({ clock: new JumpingClock(start) });
      for (const vacancy of state.vacancies.values()) {
        expect(vacancy.publishedAt).toBeLessThanOrEqual(start);
        expect(vacancy.initialCreatedAt).toBeLessThanOrEqual(vacancy.publishedAt);
        if (vacancy.archivedAt === null) expect(vacancy.expiresAt).toBeGreaterThan(start);
        else expect(vacancy.archivedAt).toBeLessThan(start);
      }
    }
  });

  it("have the codes and titles of the shared requisitions", async () => {
    for (const index of [0, 31, 89]) {
      const { code, title } = REQUISITIONS[index] ?? {};
      expect(record(await bench.get(`/vacancies/${sampleVacancyId(index)}`))).toMatchObject({ code, name: title?.ru });
    }
  });

  it("show only the caller's own vacancies unless a manager is named, and of several the last one's", async () => {
    const per = "per_page=50";
    const own = idsOf((vacancy) => vacancy.managerId === "321" && vacancy.archivedAt === null);
    expect(new Set(ids(await bench.get(`${BASE}/active?${per}`)))).toEqual(own);
    const others = idsOf((vacancy) => vacancy.managerId === "322" && vacancy.archivedAt === null);
    expect(new Set(ids(await bench.get(`${BASE}/active?${per}&manager_id=321&manager_id=322`)))).toEqual(others);
  });

  it.each(["active", "archived", "hidden"])("answer 404 for a manager who is unknown or hidden from the caller (%s)", async (name) => {
    expect(refusal(await bench.get(`${BASE}/${name}?manager_id=325`))).toBe("404 not_found");
    expect(refusal(await bench.get(`${BASE}/${name}?manager_id=999`))).toBe("404 not_found");
  });

  it("answer a wrong employer with 404 on the active list but 403 on the other two", async () => {
    expect(refusal(await bench.get("/employers/1/vacancies/active"))).toBe("404 not_found");
    expect(refusal(await bench.get("/employers/1/vacancies/archived"))).toBe("403 forbidden");
    expect(refusal(await bench.get("/employers/1/vacancies/hidden"))).toBe("403 forbidden");
  });

  it("have pages of twenty by default, without gaps or overlaps", async () => {
    const first = list(await bench.get(`${BASE}/active`));
    const all = list(await bench.get(`${BASE}/active?per_page=50`));
    expect(first).toMatchObject({ page: 0, per_page: 20, pages: Math.ceil(first.found / 20), found: all.items.length });
    expect(first.found).toBeGreaterThan(20);
    const second = list(await bench.get(`${BASE}/active?page=1`));
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 40));
    expect(list(await bench.get(`${BASE}/active?page=2&per_page=7`)).items).toEqual(all.items.slice(14, 21));
    expect(list(await bench.get(`${BASE}/active?page=9`)).items).toEqual([]);
  });

  it.each([
    ["active", 50],
    ["archived", 1_000],
    ["hidden", 1_000],
  ])("refuse more than their cap per page instead of clamping it (%s: %i)", async (name, cap) => {
    expect(list(await bench.get(`${BASE}/${name}?per_page=${cap}`)).per_page).toBe(cap);
    expect(refusal(await bench.get(`${BASE}/${name}?per_page=${cap + 1}`))).toBe("400 bad_argument/per_page");
    expect(refusal(await bench.get(`${BASE}/${name}?per_page=0`))).toBe("400 bad_argument/per_page");
    expect(refusal(await bench.get(`${BASE}/${name}?page=-1`))).toBe("400 bad_argument/page");
    expect(refusal(await bench.get(`${BASE}/${name}?page=one`))).toBe("400 bad_argument/page");
  });

  it("take the other default page size for the archive from the knob", async () => {
    const knobs: HeadHunterKnobs = bench.standIn.knobs;
    expect(list(await bench.get(`${BASE}/archived`)).per_page).toBe(20);
    knobs.archiveDefaultPerPage = 1_000;
    expect(list(await bench.get(`${BASE}/archived`)).per_page).toBe(1_000);
    expect(list(await bench.get(`${BASE}/active`)).per_page).toBe(20);
  });

  it("search title and region among the active ones, and ignore both in the archive", async () => {
    const text = encodeURIComponent("кладов");
    const keepers = idsOf((v) => v.managerId === "321" && v.archivedAt === null && v.fields.name === "Кладовщик");
    expect(keepers.size).toBeGreaterThan(0);
    expect(new Set(ids(await bench.get(`${BASE}/active?per_page=50&text=${text}`)))).toEqual(keepers);
    const kazakh = idsOf((v) => v.managerId === "321" && v.archivedAt === null && ["160", "177"].includes(v.areaId));
    expect(new Set(ids(await bench.get(`${BASE}/active?per_page=50&area=40`)))).toEqual(kazakh);
    expect(refusal(await bench.get(`${BASE}/active?area=999`))).toBe("400 bad_argument/area");
    for (const name of ["archived", "hidden"]) {
      const plain = list(await bench.get(`${BASE}/${name}`));
      expect(list(await bench.get(`${BASE}/${name}?text=${text}&area=40`))).toEqual(plain);
    }
  });

  it.each([
    ["active", "name", "name"],
    ["active", "expiration_date", "expires_at"],
    ["archived", "name", "name"],
    ["archived", "archive_time", "archived_at"],
    ["hidden", "name", "name"],
  ])("order the %s ones by %s, both ways", async (name, orderBy, key) => {
    const read = async (direction: string) =>
      list(await bench.get(`${BASE}/${name}?per_page=50&order_by=${orderBy}_${direction}`)).items.map((item) => String(item[key]));
    const ascending = await read("asc");
    expect(new Set(ascending).size).toBeGreaterThan(1);
    expect(ascending).toEqual([...ascending].sort((a, b) => a.localeCompare(b, "ru")));
    expect(await read("desc")).toEqual([...ascending].reverse());
  });

  it("order the active ones by unread responses", async () => {
    const unseen = list(await bench.get(`${BASE}/active?per_page=50&order_by=unseen_responses_desc`)).items.map(
      (item) => (item.counters as { unread_responses: number }).unread_responses,
    );
    expect(new Set(unseen).size).toBeGreaterThan(1);
    expect(unseen).toEqual([...unseen].sort((a, b) => b - a));
  });

  it("accept only their own orders", async () => {
    expect(refusal(await bench.get(`${BASE}/active?order_by=archive_time_asc`))).toBe("400 bad_argument/order_by invalid");
    expect(refusal(await bench.get(`${BASE}/archived?order_by=expiration_date_asc`))).toBe("400 bad_argument/order_by invalid");
    expect(refusal(await bench.get(`${BASE}/hidden?order_by=name`))).toBe("400 bad_argument/order_by invalid");
  });

  it("have their own fields besides the common ones, as the page of 2021 has them", async () => {
    Object.assign(bench.standIn.knobs, pageKnobs());
    const keys = async (path: string) => Object.keys(list(await bench.get(path)).items[0] ?? {});
    const hidden = await keys(`${BASE}/hidden`);
    expect(hidden).not.toContain("code");
    expect(new Set(await keys(`${BASE}/archived`))).toEqual(new Set([...hidden, "archived_at", "counters"]));
    const added = ["counters", "expires_at", "has_updates", "billing_type", "can_upgrade_billing_type"];
    expect(new Set(await keys(`${BASE}/active`))).toEqual(new Set([...hidden, ...added]));
    const [active] = list(await bench.get(`${BASE}/active`)).items;
    expect(Object.keys(active?.counters as object)).toHaveLength(5);
    const [archived] = list(await bench.get(`${BASE}/archived`)).items;
    expect(Object.keys(archived?.counters as object)).toEqual(["responses", "invitations_and_responses"]);
  });

  it("change the item for resume_id, which excludes other parameters", async () => {
    const [item] = list(await bench.get(`${BASE}/active?resume_id=abc&locale=EN`)).items;
    expect(item).toMatchObject({ can_invite: true, negotiations_actions: [] });
    expect(item).not.toHaveProperty("counters");
    expect(refusal(await bench.get(`${BASE}/active?resume_id=abc&page=0`))).toBe("400 bad_argument/page");
  });

  it("leave out the employer of an anonymous vacancy, and have salaries in every form", async () => {
    const items = list(await bench.get(`${BASE}/active?manager_id=322&per_page=50`)).items;
    expect(items.find((item) => item.id === specialVacancyId("anonymous"))).toMatchObject({ employer: null, department: null });
    const all = [...list(await bench.get(`${BASE}/active?per_page=50`)).items, ...items];
    const salaries = all.map((item) => item.salary as { from: unknown; to: unknown; gross: unknown; currency: string } | null);
    expect(salaries).toContain(null);
    expect(salaries.some((salary) => salary?.from === null)).toBe(true);
    expect(salaries.some((salary) => salary?.to === null)).toBe(true);
    expect(salaries.some((salary) => salary?.gross === null)).toBe(true);
    expect(new Set(salaries.flatMap((salary) => salary?.currency ?? []))).toEqual(new Set(["RUR", "USD"]));
  });

  it("name the areas with live vacancies", async () => {
    const areas = list(await bench.get("/employers/1455/vacancy_areas/active?per_page=50"));
    expect(areas.items).toContainEqual({ id: "1", name: "Москва", url: "https://api.hh.ru/areas/1" });
    expect(areas.items.map((area) => area.id)).not.toContain("2");
  });
});

describe("One vacancy of the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  it("shows its owner more than others", async () => {
    const own = record(await bench.get(`/vacancies/${sampleVacancyId(1)}`));
    const foreign = record(await bench.get(`/vacancies/${specialVacancyId("foreign")}`));
    const ownersOnly = Object.keys(own).filter((key) => !(key in foreign));
    expect(new Set(ownersOnly)).toEqual(
      new Set([
        ...["expires_at", "manager", "response_notifications", "can_upgrade_billing_type", "hidden", "archived_at"],
        ...["branded_template", "previous_id", "counters"],
      ]),
    );
  });

  it("is hidden from others once archived, and where it is closed", async () => {
    const id = specialVacancyId("foreign");
    const vacancy = bench.standIn.state.vacancies.get(id);
    if (vacancy !== undefined) vacancy.typeId = "closed";
    expect((await bench.get(`/vacancies/${id}`)).status).toBe(404);
    expect((await bench.get(`/vacancies/${specialVacancyId("closed")}`)).status).toBe(200);
    if (vacancy !== undefined) Object.assign(vacancy, { typeId: "open", archivedAt: bench.clock.now() });
    expect((await bench.get(`/vacancies/${id}`)).status).toBe(404);
  });

  it("leaves the counters out for a manager who may not see responses", async () => {
    bench.standIn.knobs.countersVisible = false;
    expect(record(await bench.get(`/vacancies/${sampleVacancyId(1)}`))).not.toHaveProperty("counters");
  });
});
