import fc from "fast-check";
import { setBalance } from "../../../../src/sandbox/headhunter/index.js";
import { HeadHunterWorld, HOUR, KNOWN_ACCOUNT, MINUTE, vacancyId } from "../support.js";
import { faultAt, letTimePass, settleAll } from "./faulty-world.js";

const RUNS = 150;
const SEED = 20_261_124;

interface Way {
  typeId?: string;
  billingTypeId?: string;
  propertyTypeIds?: string[];
}

/** Clients that publish what HeadHunter holds for the same, told apart by code, text, way of buying or not at all. */
const asking = fc.record({
  code: fc.constantFrom(undefined, "REQ-1"),
  text: fc.constantFrom("a", "b"),
  ignoreDuplicates: fc.boolean(),
  way: fc.constantFrom<Way>({ typeId: "open", billingTypeId: "standard" }, { propertyTypeIds: ["HH_STANDARD"] }),
  /** Asked for when all others have their answer. */
  later: fc.boolean(),
  /** At a second server on the same database. */
  elsewhere: fc.boolean(),
});

const scenario = fc.record({
  faults: fc.array(faultAt("^/(vacancies|employers)"), { maxLength: 4 }),
  askings: fc.array(asking, { minLength: 1, maxLength: 4 }),
  listLagMs: fc.constantFrom(0, 0, 5 * MINUTE),
});

describe("publications under faults", () => {
  let world: HeadHunterWorld;

  beforeAll(async () => {
    world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
  });
  afterAll(() => world.close());

  it(`gives every vacancy that was paid for to one publication, and none to others, over ${RUNS} runs`, async () => {
    const { state, knobs } = world.standIn;
    const others = world.connect();
    const other = world.server(others);
    const figures = { faultsMet: 0, uncertain: 0, paid: 0 };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async ({ faults, askings, listLagMs }) => {
        run += 1;
        world.clock.pass(HOUR);
        setBalance(state, "standard", 100);
        knobs.listLagMs = listLagMs;
        knobs.accessTokenLifetimeMs = Number.MAX_SAFE_INTEGER;
        for (const { vacancyId: id } of state.paidPublications.splice(0)) state.vacancies.delete(id);
        world.running.requests.length = 0;
        world.running.faults.clear();
        const since = new Date(world.clock.now()).toISOString();
        for (const one of faults) world.running.faults.arm(one);

        const publish = async ({ code, text, ignoreDuplicates, way, elsewhere }: (typeof askings)[number]) => {
          const references = { areaId: "1", specializationIds: ["17.324"], professionalRoleIds: ["96"], ...way };
          const input = { name: `Курьер ${run}`, description: text.repeat(250), code, headhunter: { ...references, ignoreDuplicates } };
          const terms = elsewhere ? { executor: other.executor } : {};
          const told = await world.make("publishVacancy", input, terms).catch(() => undefined);
          if (told?.operation?.outcome === "UNCERTAIN") figures.uncertain += 1;
        };
        for (const later of [false, true]) {
          world.clock.pass(2);
          await letTimePass(world, Promise.all(askings.filter((one) => one.later === later).map(publish)));
        }
        figures.faultsMet += world.running.requests.filter(({ fault }) => fault !== undefined).length;
        await settleAll(world);

        expect(await world.repository.open()).toEqual([]);
        const rows = await world.repository.list({ kind: "publishVacancy", outcome: "APPLIED", requestedSince: since }, 100);
        const told = rows.map(({ result }) => (JSON.parse(result) as { vacancyId: string }).vacancyId);
        expect(told.sort()).toEqual(state.paidPublications.map((paid) => vacancyId(paid.vacancyId)).sort());
        figures.paid += told.length;
        expect(world.errors).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    // The test would prove nothing if the faults were not met, or nothing was published.
    expect(figures.faultsMet).toBeGreaterThan(RUNS / 2);
    expect(figures.uncertain).toBeGreaterThan(RUNS / 20);
    expect(figures.paid).toBeGreaterThan(RUNS);
  }, 300_000);
});
