import { dayStatistics, sampleVacancyId, specialVacancyId } from "../../src/sandbox/headhunter/index.js";
import { DAY, HeadHunterBench, list, newVacancy, record, refusal } from "./headhunter-support.js";

interface Day {
  date: string;
  views: number | null;
  responses: number | null;
}

describe("Statistics on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  // 21:30 UTC is half past midnight of the next day in Moscow.
  beforeEach(async () => {
    bench = new HeadHunterBench({ knobs: { accessTokenLifetimeMs: 365 * DAY } });
    bench.clock.jump(Date.parse("2026-11-22T21:30:00Z") - bench.clock.now());
    await bench.open();
  });
  afterEach(() => bench.close());

  const stats = async (id: string) => list(await bench.get(`/vacancies/${id}/stats`)).items as unknown as Day[];
  const dates = async (id: string) => (await stats(id)).map(({ date }) => date);
  const publish = async () => String(record(await bench.send("POST", "/vacancies", { body: newVacancy() })).id);

  it("cover the last five days by Moscow's calendar", async () => {
    expect(await dates(sampleVacancyId(1))).toEqual(["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]);
  });

  it("start with the creation of a young vacancy, and are null for the days ahead", async () => {
    const id = await publish();
    bench.clock.jump(DAY);
    const window = await stats(id);
    expect(window.map(({ date }) => date)).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]);
    const today = dayStatistics(id, "2026-11-24");
    expect(window[1]).toEqual({ date: "2026-11-24", responses: today?.responses ?? null, views: today?.views ?? null });
    expect(window.slice(2).every(({ views, responses }) => views === null && responses === null)).toBe(true);
  });

  it("end with the day of archiving", async () => {
    const id = sampleVacancyId(1);
    await bench.send("PUT", `/employers/1455/vacancies/archived/${id}`);
    const frozen = await stats(id);
    bench.clock.jump(20 * DAY);
    await bench.send("PUT", `/employers/1455/vacancies/hidden/${id}`);
    expect(await stats(id)).toEqual(frozen);
    expect(frozen.at(-1)?.date).toBe("2026-11-23");
  });

  it("hold only creation to archiving where that is less than five days, or five by the knob", async () => {
    const id = await publish();
    bench.clock.jump(DAY);
    await bench.send("PUT", `/employers/1455/vacancies/archived/${id}`);
    expect(await dates(id)).toEqual(["2026-11-23", "2026-11-24"]);
    bench.standIn.knobs.statisticsAlwaysFive = true;
    expect(await dates(id)).toHaveLength(5);
  });

  it("can be collected day by day over forty days, with null for gaps", async () => {
    const id = sampleVacancyId(5);
    const collected = new Map<string, Day>();
    for (let day = 0; day < 40; day += 1) {
      for (const item of await stats(id)) collected.set(item.date, item);
      bench.clock.jump(DAY);
      if (day === 10) await bench.send("POST", `/vacancies/${id}/prolongate`);
    }
    const past = [...collected.values()].filter(({ date }) => date <= "2027-01-01");
    expect(past.length).toBeGreaterThanOrEqual(40);
    for (const { date, views, responses } of past) {
      const expected = dayStatistics(id, date);
      expect([date, views, responses]).toEqual([date, expected?.views ?? null, expected?.responses ?? null]);
    }
    expect(past.some(({ views }) => views === null)).toBe(true);
    expect(past.some(({ views }) => views !== null)).toBe(true);
  });

  it("are whole for the current day, or grow with its hours by knob", async () => {
    const id = sampleVacancyId(5);
    const today = async () => (await stats(id)).at(-1)?.views;
    const whole = dayStatistics(id, "2026-11-23")?.views ?? 0;
    expect(whole).toBeGreaterThan(0);
    expect(await today()).toBe(whole);
    bench.standIn.knobs.statisticsGrowDuringDay = true;
    expect(await today()).toBe(Math.floor((whole * 0.5) / 24));
    bench.clock.jump(DAY / 2);
    expect(await today()).toBe(Math.floor((whole * 12.5) / 24));
  });

  it("agree with the counters, whose responses start anew with a prolongation", async () => {
    const id = await publish();
    bench.clock.jump(3 * DAY);
    const sum = (items: Day[], key: "views" | "responses") => items.reduce((total, item) => total + (item[key] ?? 0), 0);
    const counters = async () => record(await bench.get(`/vacancies/${id}`)).counters as Record<string, number>;
    const before = await stats(id);
    expect(await counters()).toMatchObject({ views: sum(before, "views"), responses: sum(before, "responses") });
    await bench.send("POST", `/vacancies/${id}/prolongate`);
    expect(await counters()).toMatchObject({ views: sum(before, "views"), responses: sum(before.slice(3, 4), "responses") });
  });

  it("are refused for vacancies the caller may not manage", async () => {
    expect(refusal(await bench.get(`/vacancies/${specialVacancyId("foreign")}/stats`))).toBe("404 not_found");
    expect(refusal(await bench.get("/vacancies/1/stats"))).toBe("404 not_found");
  });

  it("come with the visitors of the last week, of whom the deleted are counted but not listed", async () => {
    const pages = [];
    let shown = 0;
    for (let index = 0; index < 9; index += 1) {
      const page = list(await bench.get(`/vacancies/${sampleVacancyId(index)}/visitors?per_page=50`)) as ReturnType<typeof list> & {
        hidden_on_page: number;
      };
      pages.push(page);
      shown += page.items.length;
      expect(page.found).toBe(page.items.length + page.hidden_on_page);
    }
    expect(shown).toBeGreaterThan(0);
    expect(pages.some((page) => page.hidden_on_page > 0)).toBe(true);
    expect(refusal(await bench.get(`/vacancies/${sampleVacancyId(0)}/visitors?per_page=51`))).toBe("400 bad_argument/per_page");
  });
});
