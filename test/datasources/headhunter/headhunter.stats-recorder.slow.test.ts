import { HeadHunterAccount } from "../../../src/datasources/headhunter/headhunter.account.js";
import { HeadHunterClient } from "../../../src/datasources/headhunter/headhunter.client.js";
import { classifyHeadHunter } from "../../../src/datasources/headhunter/headhunter.errors.js";
import { headHunterPolicy } from "../../../src/datasources/headhunter/headhunter.policy.js";
import { VacancyReach } from "../../../src/datasources/headhunter/lists/headhunter.reach.js";
import { VacancyFiguresRepository } from "../../../src/datasources/headhunter/statistics/headhunter.figures.repository.js";
import { HeadHunterStatistics } from "../../../src/datasources/headhunter/statistics/headhunter.statistics.js";
import { StatsRecorder } from "../../../src/datasources/headhunter/statistics/headhunter.stats-recorder.js";
import { createHttpEngine } from "../../../src/http/engine.js";
import { OnlyServer } from "../../../src/leases/leases.js";
import { dayStatistics, sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import { until } from "../../support/until.js";
import { DAY, HeadHunterWorld, HOUR, MINUTE, UPSTREAM_TIMEOUT_MS } from "./support.js";

// Forty days of some fifty requests each.
/** Published long ago, active, without an end in sight; the clock starts on 2026-11-22 at noon in London. */
const VACANCY = sampleVacancyId(1);

function dates(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * DAY).toISOString().slice(0, 10));
}

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
  const asleep = () => until(() => world.clock.sleepingFor(11 * MINUTE) === 1, "the end of a round");

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

  it("sends one request a vacancy and one for each 50 of the list, within a fifth of the budget", async () => {
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

  it("reads no vacancy again after a second start on the same day", async () => {
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
      const common = { clock: world.clock, classify: classifyHeadHunter, secrets: new Secrets(), upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS };
      const engine = createHttpEngine({
        ...common,
        policy: headHunterPolicy(sourceOf(Vendor.HEADHUNTER), world.running.origin),
        authorizer,
      });
      const client = new HeadHunterClient(engine.send);
      const store = new VacancyFiguresRepository(world.database, sourceOf(Vendor.HEADHUNTER));
      const account = new HeadHunterAccount(sourceOf(Vendor.HEADHUNTER), client, world.clock, {});
      const statistics = new HeadHunterStatistics(client, store, world.clock);
      const onError = (error: unknown) => world.errors.push(error);
      const source = sourceOf(Vendor.HEADHUNTER);
      const reach = new VacancyReach({ source, client, account, clock: world.clock, scope: { kind: "own" } });
      const recorder = new StatsRecorder({
        source,
        client,
        account,
        reach,
        statistics,
        store,
        lease: new OnlyServer().of("recorder"),
        clock: world.clock,
        onError,
        random: () => place,
      });
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

  it("passes over a vacancy that fails, and reads it again a quarter of an hour later", async () => {
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

  it("stops at once after a rate limit, and continues there a quarter of an hour later", async () => {
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

  it("reads an archived vacancy again where a stop of the server interrupted its last reading", async () => {
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
    await until(() => world.running.requests.some(({ fault }) => fault === "hang"));
    await second.close();
    world.running.requests.splice(0);
    world.connect({}, { statsRecording: true, onError }).start?.();
    await until(() => statsRequests().some(({ path }) => path.includes(VACANCY)));
    expect(failures).toEqual([]);
  });

  it("reads an archived vacancy once more, on the day after, and then no more", async () => {
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

  it("passes over a vacancy that it may not read, and reports it", async () => {
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
