import fc from "fast-check";
import { sampleVacancyId, setBalance } from "../../../../src/sandbox/headhunter/index.js";
import { DAY, HeadHunterWorld, HOUR, SECOND, vacancyId } from "../support.js";
import { faultAt, letTimePass, settleAll } from "./faulty-world.js";

const RUNS = 1_000;
const SEED = 20_261_122;
const VACANCY = sampleVacancyId(1);

const scenario = fc.record({
  faults: fc.array(faultAt("^/vacancies/"), { maxLength: 4 }),
  clients: fc.constantFrom(1, 1, 2, 3),
  /** A second server on the same database. */
  servers: fc.constantFrom(1, 2),
  /** Without the vendor's rule of one minute nothing but this server stands between two clients and two payments. */
  minuteRule: fc.boolean(),
  tokenExpired: fc.constantFrom(false, false, false, true),
  /** The other server looks open operations up while this one is still sending. */
  lookedUpMeanwhile: fc.boolean(),
});

interface Told {
  /** Undefined where the vendor could not be asked and the caller got the failure itself. */
  outcome: string | undefined;
  /** Payments that HeadHunter had counted when it was told. */
  payments: number;
}

describe("prolongations under faults", () => {
  let world: HeadHunterWorld;
  const figures = { runs: 0, requests: 0, posts: 0, payments: 0, uncertain: 0, applied: 0, notApplied: 0, failed: 0, faultsMet: 0 };

  beforeAll(async () => {
    world = await new HeadHunterWorld().open();
  });
  afterAll(async () => {
    await world.close();
    if (process.env.FIGURES) process.stdout.write(`${JSON.stringify(figures)}\n`);
  });

  function refresh(expired: boolean, minuteRule: boolean): void {
    const { state, knobs } = world.standIn;
    const vacancy = state.vacancies.get(VACANCY);
    if (vacancy === undefined) throw new Error("The sample lacks the vacancy");
    // A token lives for fourteen days.
    world.clock.pass(expired ? 15 * DAY : HOUR);
    Object.assign(vacancy, { publishedAt: world.clock.now() - 20 * DAY, expiresAt: world.clock.now() + 10 * DAY, prolongedAt: null });
    Object.assign(vacancy, { archivedAt: null });
    setBalance(state, "standard", 100);
    knobs.minimumProlongIntervalMs = minuteRule ? 60 * SECOND : 0;
    state.paidProlongations.length = 0;
    world.running.requests.length = 0;
    world.results.length = 0;
    world.running.faults.clear();
  }

  it(`never pays twice and never tells what is not so, over ${RUNS} runs`, async () => {
    const payments = () => world.standIn.state.paidProlongations.length;
    const others = world.connect();
    const other = world.server(others);
    await fc.assert(
      fc.asyncProperty(scenario, async ({ faults, clients, servers, minuteRule, tokenExpired, lookedUpMeanwhile }) => {
        refresh(tokenExpired, minuteRule);
        const since = new Date(world.clock.now()).toISOString();
        for (const one of faults) world.running.faults.arm(one);

        const askings = Array.from({ length: clients }, async (_, client): Promise<Told> => {
          const elsewhere = servers === 2 && client % 2 === 1 ? { executor: other.executor } : {};
          try {
            const answer = await world.make("prolongateVacancy", { id: vacancyId(VACANCY) }, elsewhere);
            return { outcome: answer.operation?.outcome, payments: payments() };
          } catch {
            return { outcome: undefined, payments: payments() };
          }
        });
        const meanwhile = lookedUpMeanwhile
          ? other.repository.open().then((rows) => other.executor.reconciliation.verify(rows))
          : undefined;
        const told = await letTimePass(world, Promise.all(askings));
        await letTimePass(world, Promise.resolve(meanwhile));

        for (const { outcome, payments: then } of told) if (outcome === "APPLIED") expect(then).toBe(1);
        const untold = told.filter(({ outcome }) => outcome === "UNCERTAIN").length;

        await settleAll(world);

        expect(await world.repository.open()).toEqual([]);
        const rows = await world.repository.list({ targetId: vacancyId(VACANCY) }, 10);
        const settled = rows.filter((row) => row.requested_at >= since);
        const applied = settled.filter((row) => row.outcome === "APPLIED").length;
        expect(applied).toBe(payments());
        expect(payments()).toBeLessThanOrEqual(1);
        // HeadHunter answered a POST at the door (429, an expired token) or did its work: one of them, whoever asked.
        figures.runs += 1;
        figures.requests += world.running.requests.length;
        figures.posts += world.running.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/prolongate")).length;
        figures.faultsMet += world.running.requests.filter(({ fault }) => fault !== undefined).length;
        figures.payments += payments();
        figures.uncertain += untold;
        figures.applied += applied;
        figures.notApplied += settled.length - applied;
        figures.failed += told.filter(({ outcome }) => outcome === undefined).length;
        expect(world.errors).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    // The test would prove nothing if the faults were not met.
    expect(figures.faultsMet).toBeGreaterThan(RUNS / 2);
    expect(figures.uncertain).toBeGreaterThan(RUNS / 20);
  }, 300_000);
});
