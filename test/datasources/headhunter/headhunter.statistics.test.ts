import type { StatsAnswer } from "../../../src/datasources/datasource.js";
import { HeadHunterAccount } from "../../../src/datasources/headhunter/headhunter.account.js";
import { HeadHunterClient } from "../../../src/datasources/headhunter/headhunter.client.js";
import { classifyHeadHunter } from "../../../src/datasources/headhunter/headhunter.errors.js";
import { headHunterPolicy } from "../../../src/datasources/headhunter/headhunter.policy.js";
import { HeadHunterStatistics, mayHoldMore } from "../../../src/datasources/headhunter/headhunter.statistics.js";
import { StatsRecorder } from "../../../src/datasources/headhunter/headhunter.stats-recorder.js";
import { createHttpEngine } from "../../../src/http/engine.js";
import { dayStatistics, sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import { Vendor } from "../../../src/schema/vendor.type.js";
import { VacancyFiguresRepository } from "../../../src/store/vacancy-figures.repository.js";
import { DAY, HeadHunterWorld, HOUR, MINUTE, turns, UPSTREAM_TIMEOUT_MS } from "./support.js";

// Forty days of some fifty requests each.
jest.setTimeout(60_000);

/** Published long ago, active, without an end in sight; the clock starts on 2026-11-22 at noon in London. */
const VACANCY = sampleVacancyId(1);
const STATS = `GET /vacancies/${VACANCY}/stats`;

function figuresOf(id: string, dates: readonly string[]) {
  return dates.map((date) => {
    const day = dayStatistics(id, date);
    return { date, views: day?.views ?? null, responses: day?.responses ?? null };
  });
}

function dates(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * DAY).toISOString().slice(0, 10));
}

describe("statistics", () => {
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

  it("gives the vendor's own window as it comes, and says when each figure was read", async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ start: "2026-11-18", end: "2026-11-23" });
    expect(bare(answer)).toEqual(figuresOf(VACANCY, dates("2026-11-18", 5)));
    for (const { views, recordedAt } of answer.days) expect(recordedAt).toBe(views === null ? null : "2026-11-22T12:00:00.000Z");
    expect(answer.coveredDays).toBe(answer.days.filter(({ views }) => views !== null).length);
  });

  it("keeps null for what lies ahead, and never makes a zero of it", async () => {
    const young = world.standIn.state.vacancies.get(VACANCY);
    if (young === undefined) throw new Error("no sample");
    young.initialCreatedAt = world.clock.now() - DAY;
    const answer = await ask();
    expect(answer).toMatchObject({ start: "2026-11-21", end: "2026-11-26" });
    expect(answer.days.slice(2)).toEqual(dates("2026-11-23", 3).map((date) => ({ date, views: null, responses: null, recordedAt: null })));
    expect(answer.coveredDays).toBeLessThanOrEqual(2);
  });

  it("remembers what the vendor has forgotten", async () => {
    await ask();
    world.clock.pass(10 * DAY);
    const answer = await ask("2026-11-17", "2026-11-21");
    expect(bare(answer)).toEqual([{ date: "2026-11-17", views: null, responses: null }, ...figuresOf(VACANCY, dates("2026-11-18", 3))]);
    expect(answer.days.find(({ views }) => views !== null)?.recordedAt).toBe("2026-11-22T12:00:00.000Z");
  });

  it("asks the vendor for ranges that touch its last five days, and not for older ones that it has been asked about since", async () => {
    await ask();
    world.asked();
    await ask("2026-11-01", "2026-11-18");
    expect(world.asked()).toEqual([]);
    await ask("2026-11-01", "2026-11-19");
    expect(world.asked()).toEqual([STATS]);
    await ask("2026-12-01", "2026-12-05");
    expect(world.asked()).toEqual([]);
  });

  it("merges what was kept with what it reads now: newer figures replace older ones, null replaces nothing", async () => {
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

  it("takes the vendor's window for a bound that is left out", async () => {
    expect(await ask("2026-11-20")).toMatchObject({ start: "2026-11-20", end: "2026-11-23" });
    expect(await ask(undefined, "2026-11-20")).toMatchObject({ start: "2026-11-18", end: "2026-11-20" });
    expect(await ask(undefined, "2026-11-10")).toMatchObject({ days: [], coveredDays: 0 });
  });

  it("answers an empty range without asking", async () => {
    expect(await ask("2026-11-22", "2026-11-22")).toEqual({ start: "2026-11-22", end: "2026-11-22", days: [], coveredDays: 0 });
    expect(world.asked()).toEqual([]);
  });

  it("answers from the store where the vendor does not, and with the failure where it has nothing or was refused", async () => {
    await ask();
    world.running.faults.arm({ kind: "status", status: 503, times: 3 });
    expect(bare(await ask("2026-11-18", "2026-11-23"))).toEqual(figuresOf(VACANCY, dates("2026-11-18", 5)));
    const [unknown] = (await world.vacancies.stats?.([{ vacancyId: "404404", start: "2026-11-18", end: "2026-11-23" }])) ?? [];
    expect(unknown).toMatchObject({ code: "NOT_FOUND" });
    world.running.faults.arm({ kind: "status", status: 503, times: 3 });
    const [fresh] = (await world.vacancies.stats?.([{ vacancyId: sampleVacancyId(3), start: "2026-11-18", end: "2026-11-23" }])) ?? [];
    expect(fresh).toMatchObject({ code: "UNAVAILABLE" });
  });

  it("reads a vacancy's window once for several ranges, and keeps a failure to its own vacancy", async () => {
    const answers = await world.vacancies.stats?.([
      { vacancyId: VACANCY },
      { vacancyId: "404404" },
      { vacancyId: VACANCY, start: "2026-11-20", end: "2026-11-23" },
    ]);
    expect(answers?.map((answer) => answer instanceof Error)).toEqual([false, true, false]);
    expect(world.asked().filter((request) => request === STATS)).toHaveLength(1);
  });

  it("looks for more than the window of today where the vacancy's stood still in the archive", () => {
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

describe("the recorder of statistics", () => {
  let world: HeadHunterWorld;
  const HOUR_OF_ROUND = "T21:30:00.000Z";

  beforeEach(async () => {
    world = await new HeadHunterWorld({ knobs: { accessTokenLifetimeMs: 1_000 * DAY } }).open();
  });
  afterEach(() => world.close());

  const statsRequests = () => world.running.requests.filter(({ path }) => path.endsWith("/stats"));
  const activeNow = () =>
    [...world.standIn.state.vacancies.values()].filter(({ archivedAt, managerId }) => archivedAt === null && managerId === "321");
  /** Until the recorder has gone to sleep over night. */
  const asleep = () => turns(() => world.clock.sleepingFor(11 * MINUTE) === 1, "the end of a round");

  it("reads every active vacancy once a day over 40 days, so that any range since the start has an answer", async () => {
    const start = world.clock.now();
    const connection = world.connect({}, { statsRecording: true });
    const expected = new Map<string, Set<string>>();
    connection.start?.();
    for (let day = 0; day < 40; day += 1) {
      await asleep();
      const before = statsRequests().length;
      const active = activeNow().map(({ id }) => id);
      world.running.requests.splice(0);
      if (day === 20) {
        // One that is published while it runs is found the next day.
        const [sample] = activeNow();
        if (sample === undefined) throw new Error("none left");
        const id = "990001";
        world.standIn.state.vacancies.set(id, {
          ...sample,
          id,
          initialCreatedAt: world.clock.now(),
          publishedAt: world.clock.now(),
          expiresAt: start + 400 * DAY,
        });
      }
      for (const id of active) {
        const seen = expected.get(id) ?? new Set<string>();
        for (const date of dates(new Date(world.clock.now() + 3 * HOUR - 4 * DAY).toISOString().slice(0, 10), 5)) seen.add(date);
        expected.set(id, seen);
      }
      expect(before).toBeGreaterThan(0);
      world.clock.pass(DAY - ((world.clock.now() - Date.parse(`2026-11-21${HOUR_OF_ROUND}`)) % DAY));
    }
    await asleep();
    await connection.close();
    expect(world.errors).toEqual([]);

    world.running.requests.splice(0);
    for (const [id, seen] of expected) {
      const vacancy = world.standIn.state.vacancies.get(id);
      if (vacancy === undefined) throw new Error("gone");
      const created = new Date(vacancy.initialCreatedAt + 3 * HOUR).toISOString().slice(0, 10);
      const archived = vacancy.archivedAt === null ? "9999" : new Date(vacancy.archivedAt + 3 * HOUR).toISOString().slice(0, 10);
      const [answer] = (await world.vacancies.stats?.([{ vacancyId: id, start: "2026-11-18", end: "2026-12-20" }])) ?? [];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error("no answer");
      for (const { date, views, responses, recordedAt } of answer.days) {
        const figure = seen.has(date) && date >= created && date <= archived ? dayStatistics(id, date) : undefined;
        expect({ id, date, views, responses }).toEqual({ id, date, views: figure?.views ?? null, responses: figure?.responses ?? null });
        expect(recordedAt === null).toBe(figure === undefined);
      }
    }
    // All of that lies behind the window of today: only the windows that stand still in the archive were looked at, each once.
    const stillActive = activeNow().map(({ id }) => `/vacancies/${id}/stats`);
    expect(statsRequests().filter(({ path }) => stillActive.includes(path))).toEqual([]);
    world.running.requests.splice(0);
    for (const id of expected.keys()) await world.vacancies.stats?.([{ vacancyId: id, start: "2026-11-18", end: "2026-12-20" }]);
    expect(statsRequests()).toEqual([]);
    expect(expected.has("990001")).toBe(true);
  });

  it("does one request a vacancy and one for each 50 of the list, and stays within a fifth of the budget", async () => {
    const connection = world.connect({}, { statsRecording: true });
    connection.start?.();
    await asleep();
    expect(statsRequests()).toHaveLength(activeNow().length);
    expect(world.running.requests.filter(({ path }) => path.endsWith("/active"))).toHaveLength(1);
    // Two of the ten in any second.
    const moments = world.running.requests.map(({ at }) => at);
    for (const [index, at] of moments.entries())
      expect((moments[index + 2] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(1_000);
  });

  it("reads nothing again when it is started a second time on the same day", async () => {
    const first = world.connect({}, { statsRecording: true });
    first.start?.();
    await asleep();
    await first.close();
    world.running.requests.splice(0);
    const second = world.connect({}, { statsRecording: true });
    second.start?.();
    await asleep();
    expect(world.running.requests.map(({ path }) => path)).toEqual(["/me", "/employers/1455/vacancies/active"]);
  });

  it("shares the work of a day among the servers on one database", async () => {
    const recorderFrom = (place: number) => {
      const authorizer = {
        headers: async () => ({ authorization: "Bearer sandbox-access-token", "user-agent": "Test/1.0 (a@b.example)" }),
      };
      const common = { clock: world.clock, classify: classifyHeadHunter, upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS };
      const engine = createHttpEngine({ ...common, policy: headHunterPolicy(world.running.origin), authorizer });
      const client = new HeadHunterClient(engine.send);
      const store = new VacancyFiguresRepository(world.database, Vendor.HEADHUNTER);
      const account = new HeadHunterAccount(client, world.clock, {});
      const statistics = new HeadHunterStatistics(client, store, world.clock);
      const onError = (error: unknown) => world.errors.push(error);
      const recorder = new StatsRecorder({ client, account, statistics, store, clock: world.clock, onError, random: () => place });
      return { recorder, engine };
    };
    const servers = [recorderFrom(0), recorderFrom(0.5)];
    const reports = await Promise.all(servers.map(({ recorder }) => recorder.recordDay()));
    await Promise.all(servers.map(({ engine }) => engine.close()));
    for (const { read } of reports) expect(read).toBeGreaterThan(0);
    expect(new Set(statsRequests().map(({ path }) => path)).size).toBe(activeNow().length);
    // Where one meets what the other is reading at that moment.
    expect(statsRequests().length).toBeLessThanOrEqual(activeNow().length + 2);
    expect(world.errors).toEqual([]);
  });

  it("passes over a vacancy that HeadHunter does not answer for, and tries that one again a quarter of an hour later", async () => {
    world.running.faults.arm({ kind: "status", path: "/stats$", status: 503, skip: 5, times: 3 });
    const failures: unknown[] = [];
    const connection = world.connect({}, { statsRecording: true, onError: (error) => failures.push(error) });
    connection.start?.();
    await asleep();
    expect(failures).toMatchObject([{ code: "UNAVAILABLE" }]);
    const unread = statsRequests().find(({ status }) => status === 503)?.path;
    expect(statsRequests().map(({ path }) => path)).toHaveLength(activeNow().length + 2);
    world.running.requests.splice(0);
    world.clock.pass(15 * MINUTE);
    await asleep();
    expect(statsRequests().map(({ path }) => path)).toEqual([unread]);
  });

  it("stops at once where it is asked to slow down, and goes on there a quarter of an hour later", async () => {
    world.running.faults.arm({ kind: "status", path: "/stats$", status: 429, skip: 5, times: 3 });
    const failures: unknown[] = [];
    const connection = world.connect({}, { statsRecording: true, onError: (error) => failures.push(error) });
    connection.start?.();
    await asleep();
    expect(failures).toMatchObject([{ code: "RATE_LIMITED" }]);
    expect(statsRequests()).toHaveLength(8);
    world.running.requests.splice(0);
    world.clock.pass(15 * MINUTE);
    await asleep();
    expect(statsRequests()).toHaveLength(activeNow().length - 5);
  });

  it("still reads a vacancy that was taken down where a stop of the server cut its last reading short", async () => {
    const failures: unknown[] = [];
    const onError = (error: unknown) => failures.push(error);
    const first = world.connect({}, { statsRecording: true });
    first.start?.();
    await asleep();
    await first.close();
    const closed = world.standIn.state.vacancies.get(VACANCY);
    if (closed === undefined) throw new Error("no sample");
    closed.archivedAt = world.clock.now() + HOUR;
    world.clock.pass(DAY);
    world.running.faults.arm({ kind: "hang", path: `/${VACANCY}/stats$`, times: 1 });
    const second = world.connect({}, { statsRecording: true, onError });
    second.start?.();
    await turns(() => world.running.requests.some(({ fault }) => fault === "hang"));
    await second.close();
    world.running.requests.splice(0);
    world.connect({}, { statsRecording: true, onError }).start?.();
    await turns(() => statsRequests().some(({ path }) => path.includes(VACANCY)));
    expect(failures).toEqual([]);
  });

  it("reads a vacancy that was taken down once more, the day after, and then leaves it alone", async () => {
    const connection = world.connect({}, { statsRecording: true });
    connection.start?.();
    await asleep();
    const closed = world.standIn.state.vacancies.get(VACANCY);
    if (closed === undefined) throw new Error("no sample");
    closed.archivedAt = world.clock.now() + HOUR;
    const askedOf = async () => {
      world.running.requests.splice(0);
      world.clock.pass(DAY);
      await asleep();
      return statsRequests().filter(({ path }) => path.includes(VACANCY)).length;
    };
    expect(await askedOf()).toBe(1);
    expect(await askedOf()).toBe(0);
  });

  it("passes over a vacancy that it may not read, and tells of it", async () => {
    world.running.faults.arm({ kind: "status", path: "/stats$", status: 404, json: { errors: [{ type: "not_found" }] }, times: 1 });
    const failures: unknown[] = [];
    const connection = world.connect({}, { statsRecording: true, onError: (error) => failures.push(error) });
    connection.start?.();
    await asleep();
    expect(failures).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(statsRequests()).toHaveLength(activeNow().length);
  });

  it("does nothing where it is turned off", async () => {
    const connection = world.connect({}, { statsRecording: false });
    connection.start?.();
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(world.running.requests).toEqual([]);
  });
});
