import type { StatsAnswer } from "../../../src/datasources/contract/datasource.js";
import { mayHoldMore } from "../../../src/datasources/headhunter/statistics/headhunter.statistics.js";
import { dayStatistics, sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import { DAY, HeadHunterWorld, HOUR, MINUTE } from "./support.js";

/** Published long ago, active, without an end in sight; the clock starts on 2026-11-22 at noon in London. */
const VACANCY = sampleVacancyId(1);
const STATS = `GET /vacancies/${VACANCY}/stats`;
/** HeadHunter did not answer after the reading at the start of the clock. */
const NOT_NOW = { failure: { code: "UNAVAILABLE" }, fetchedAt: Date.parse("2026-11-22T12:00:00Z") };

function figuresOf(id: string, dates: readonly string[]) {
  return dates.map((date) => {
    const day = dayStatistics(id, date);
    return { date, views: day?.views ?? null, responses: day?.responses ?? null };
  });
}

function dates(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * DAY).toISOString().slice(0, 10));
}

describe("Statistics of HeadHunter", () => {
  let world: HeadHunterWorld;
  const ask = async (start?: string, end?: string, vacancyId = VACANCY): Promise<StatsAnswer> => {
    const [answer] = (await world.vacancies.stats?.([{ vacancyId, start, end }])) ?? [];
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("no answer");
    return answer;
  };
  const bare = ({ days }: StatsAnswer) => days.map(({ date, views, responses }) => ({ date, views, responses }));

  beforeEach(async () => {
    world = await new HeadHunterWorld().open();
    const vacancy = world.standIn.state.vacancies.get(VACANCY);
    if (vacancy === undefined) throw new Error("no sample");
    vacancy.initialCreatedAt = world.clock.now() - 60 * DAY;
  });
  afterEach(() => world.close());

  it("show HeadHunter's window unchanged, and when each figure was read", async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ start: "2026-11-18", end: "2026-11-23" });
    expect(bare(answer)).toEqual(figuresOf(VACANCY, dates("2026-11-18", 5)));
    for (const { views, recordedAt } of answer.days) expect(recordedAt).toBe(views === null ? null : "2026-11-22T12:00:00.000Z");
    expect(answer.coveredDays).toBe(answer.days.filter(({ views }) => views !== null).length);
  });

  it("are the same in whatever order HeadHunter tells the days", async () => {
    const figures = dates("2026-11-18", 5).map((date, index) => ({ date, views: index + 1, responses: 0 }));
    world.running.faults.arm({ kind: "status", status: 200, json: { items: figures.toReversed() }, times: 1 });
    const answer = await ask();
    expect(answer).toMatchObject({ start: "2026-11-18", end: "2026-11-23", coveredDays: 5 });
    expect(bare(answer)).toEqual(figures);
  });

  it("are null for days ahead, never zero", async () => {
    const young = world.standIn.state.vacancies.get(VACANCY);
    if (young === undefined) throw new Error("no sample");
    young.initialCreatedAt = world.clock.now() - DAY;
    const answer = await ask();
    expect(answer).toMatchObject({ start: "2026-11-21", end: "2026-11-26" });
    expect(answer.days.slice(2)).toEqual(dates("2026-11-23", 3).map((date) => ({ date, views: null, responses: null, recordedAt: null })));
    expect(answer.coveredDays).toBeLessThanOrEqual(2);
  });

  it("keep days that have left HeadHunter's window", async () => {
    await ask();
    world.clock.pass(10 * DAY);
    const answer = await ask("2026-11-17", "2026-11-21");
    expect(bare(answer)).toEqual([{ date: "2026-11-17", views: null, responses: null }, ...figuresOf(VACANCY, dates("2026-11-18", 3))]);
    expect(answer.days.find(({ views }) => views !== null)?.recordedAt).toBe("2026-11-22T12:00:00.000Z");
  });

  it("are requested for ranges within the last five days, and for older ones only where not read since", async () => {
    await ask();
    world.asked();
    await ask("2026-11-01", "2026-11-18");
    expect(world.asked()).toEqual([]);
    await ask("2026-11-01", "2026-11-19");
    expect(world.asked()).toEqual([STATS]);
    await ask("2026-12-01", "2026-12-05");
    expect(world.asked()).toEqual([]);
  });

  it("merge stored and new figures: newer figures replace older ones, null replaces none", async () => {
    world.standIn.knobs.statisticsGrowDuringDay = true;
    const early = await ask();
    world.clock.pass(6 * HOUR);
    const late = await ask("2026-11-18", "2026-11-23");
    const today = (answer: StatsAnswer) => answer.days.find(({ date }) => date === "2026-11-22");
    expect(today(late)?.views).toBeGreaterThan(today(early)?.views ?? Number.NaN);
    expect(today(late)?.recordedAt).toBe("2026-11-22T18:00:00.000Z");
    const blank = { items: dates("2026-11-18", 5).map((date) => ({ date, views: null, responses: 0 })) };
    world.running.faults.arm({ kind: "status", status: 200, json: blank, times: 1 });
    world.clock.pass(MINUTE);
    const after = await ask("2026-11-18", "2026-11-23");
    expect(after.days.map(({ views }) => views)).toEqual(late.days.map(({ views }) => views));
    // Without a range it is the same: the window's days, with what is known of them.
    world.running.faults.arm({ kind: "status", status: 200, json: blank, times: 1 });
    expect((await ask()).days).toEqual(after.days);
    // A zero that the vendor wrote is a figure.
    expect(after.days.map(({ responses }) => responses)).toEqual([0, 0, 0, 0, 0]);
  });

  it("use HeadHunter's window for a missing bound", async () => {
    expect(await ask("2026-11-20")).toMatchObject({ start: "2026-11-20", end: "2026-11-23" });
    expect(await ask(undefined, "2026-11-20")).toMatchObject({ start: "2026-11-18", end: "2026-11-20" });
    expect(await ask(undefined, "2026-11-10")).toMatchObject({ days: [], coveredDays: 0 });
  });

  it("are empty for an empty range, without a request", async () => {
    expect(await ask("2026-11-22", "2026-11-22")).toEqual({ start: "2026-11-22", end: "2026-11-22", days: [], coveredDays: 0 });
    expect(world.asked()).toEqual([]);
  });

  it("come from the store where HeadHunter does not answer, and fail where the store has none or HeadHunter refuses", async () => {
    await ask();
    world.running.faults.arm({ kind: "status", status: 503, times: 3 });
    const kept = await ask("2026-11-18", "2026-11-23");
    expect(bare(kept)).toEqual(figuresOf(VACANCY, dates("2026-11-18", 5)));
    expect(kept.stale).toMatchObject(NOT_NOW);
    const [unknown] = (await world.vacancies.stats?.([{ vacancyId: "404404", start: "2026-11-18", end: "2026-11-23" }])) ?? [];
    expect(unknown).toMatchObject({ code: "NOT_FOUND" });
    world.running.faults.arm({ kind: "status", status: 503, times: 3 });
    const [fresh] = (await world.vacancies.stats?.([{ vacancyId: sampleVacancyId(3), start: "2026-11-18", end: "2026-11-23" }])) ?? [];
    expect(fresh).toMatchObject({ code: "UNAVAILABLE" });
  });

  it.each([
    ["without a range", undefined, undefined, "2026-11-18", "2026-11-23"],
    ["from a day on", "2026-11-20", undefined, "2026-11-20", "2026-11-23"],
    ["up to a day", undefined, "2026-11-20", "2026-11-18", "2026-11-20"],
  ])("come from the store where HeadHunter does not answer, also %s", async (_which, start, end, shownStart, shownEnd) => {
    await ask();
    world.running.faults.arm({ kind: "status", status: 503, times: 3 });
    const answer = await ask(start, end);
    expect(answer).toMatchObject({ start: shownStart, end: shownEnd, stale: NOT_NOW });
    expect(bare(answer)).toEqual(figuresOf(VACANCY, dates(shownStart, (Date.parse(shownEnd) - Date.parse(shownStart)) / DAY)));
    world.running.faults.arm({ kind: "status", status: 503, times: 3 });
    await expect(ask(start, end, sampleVacancyId(3))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("are stale where HeadHunter was asked in vain, until it answers again, and not where it need not be asked", async () => {
    expect((await ask()).stale).toBeUndefined();
    world.clock.pass(HOUR);
    world.running.faults.arm({ kind: "status", status: 503, times: 3 });
    const inVain = await ask("2026-11-01", "2026-11-19");
    expect(inVain.stale).toMatchObject(NOT_NOW);
    expect(world.asked()).not.toEqual([]);
    world.running.faults.arm({ kind: "status", status: 503 });
    world.clock.pass(10 * DAY);
    const over = await ask("2026-11-17", "2026-11-22");
    expect(over.coveredDays).toBeGreaterThan(0);
    expect(over.stale).toBeUndefined();
    expect(world.asked()).toEqual([]);
    world.running.faults.clear();
    expect((await ask("2026-11-18", "2026-11-23")).stale).toBeUndefined();
  });

  it("are read once a vacancy for several ranges, and fail for their own vacancy alone", async () => {
    const answers = await world.vacancies.stats?.([
      { vacancyId: VACANCY },
      { vacancyId: "404404" },
      { vacancyId: VACANCY, start: "2026-11-20", end: "2026-11-23" },
    ]);
    expect(answers?.map((answer) => answer instanceof Error)).toEqual([false, true, false]);
    expect(world.asked().filter((request) => request === STATS)).toHaveLength(1);
  });

  it("are requested for days before today's window where the vacancy is archived", () => {
    const [today, window] = ["2026-11-22", "2026-11-18"];
    expect(mayHoldMore("2026-10-01", "2026-10-02", today, undefined)).toBe(true);
    expect(mayHoldMore("2026-10-01", "2026-10-02", today, "2026-10-01T12:00:00Z")).toBe(true);
    expect(mayHoldMore("2026-10-01", "2026-10-02", today, "2026-10-02T12:00:00Z")).toBe(false);
    expect(mayHoldMore("2026-10-01", window, today, "2026-11-20T12:00:00Z")).toBe(false);
    expect(mayHoldMore("2026-10-01", "2026-11-19", today, "2026-11-22T12:00:00Z")).toBe(true);
    // The vendor's day ends three hours before ours.
    expect(mayHoldMore("2026-10-01", "2026-10-02", today, "2026-10-01T20:59:59Z")).toBe(true);
    expect(mayHoldMore("2026-10-01", "2026-10-02", today, "2026-10-01T21:00:00Z")).toBe(false);
    expect(mayHoldMore("2026-11-23", "2026-11-25", today, undefined)).toBe(false);
  });
});
