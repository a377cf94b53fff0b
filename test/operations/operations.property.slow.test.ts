import fc from "fast-check";
import type { ChangeAnswer } from "../../src/operations/change-request.js";
import { type Fate, failure, Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { type TestServer, turn, World } from "./world.js";

const SEED = 20_261_122;
const KINDS = ["closeVacancy", "restoreVacancy", "prolongateVacancy"] as const;

type PlannedFate = { how: Fate["how"]; lateShare?: number; dies?: "before" | "after" };

const fate: fc.Arbitrary<PlannedFate> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ how: fc.constant("applied" as const) }) },
  { weight: 3, arbitrary: fc.record({ how: fc.constantFrom("lost-before" as const, "lost-after" as const, "bug" as const) }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constant("late" as const), lateShare: fc.double({ min: 0, max: 0.999, noNaN: true }) }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constantFrom("refused" as const, "unsent" as const) }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constant("applied" as const), dies: fc.constantFrom("before" as const, "after" as const) }) },
);

const server = fc.constantFrom(0 as const, 1 as const);

const ask = fc.oneof(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    server,
    record: fc.constantFrom("a", "a", "b", "a+b"),
    key: fc.constantFrom(undefined, undefined, undefined, "k1", "k2"),
  }),
  // The same wish again under the same key.
  fc.record({ kind: fc.constant("prolongateVacancy" as const), server, record: fc.constant("a"), key: fc.constantFrom("k1", "k1", "k3") }),
);

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      asks: fc.array(ask, { minLength: 1, maxLength: 3 }),
      fates: fc.array(fate, { maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("look" as const),
      server,
      all: fc.boolean(),
      fails: fc.integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), server }) },
);

interface Told {
  operationId: string;
  outcome: string;
}

describe.each(testDatabases)("Changes on $name under failures, crashes and restarts", (testDatabase) => {
  const runs = testDatabase.name === "SQLite" ? 500 : 150;

  it(`are sent once at most, and what was told as final is so, over ${runs} histories`, async () => {
    const { database, close } = await testDatabase.open();
    const figures = { operations: 0, died: 0, uncertain: 0, replayed: 0, conflicts: 0 };
    let history = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), fc.constantFrom(3_000, 20_000), async (steps, settleGraceMs) => {
          history += 1;
          const world = new World(database, { verifyPolicy: { delaysMs: [1_000, 5_000, 20_000], settleGraceMs } });
          const servers: [TestServer, TestServer] = [world.server, world.startServer()];
          const told: Told[] = [];
          // Every history has its own records and callers in the one database.
          const own = (record: string) => record.replaceAll(/[ab]/g, (name) => `${history}${name}`);
          const tell = (answer: ChangeAnswer | Error | undefined) => {
            if (answer === undefined || answer instanceof Error || answer.operation === null) return;
            const { id: operationId, outcome, replayed } = answer.operation;
            told.push({ operationId, outcome });
            if (replayed) figures.replayed += 1;
            if (outcome === "UNCERTAIN") {
              figures.uncertain += 1;
              expect(answer.userErrors).toMatchObject([{ code: "UNCERTAIN" }]);
            }
            if (answer.userErrors[0]?.code === "CONFLICT") figures.conflicts += 1;
          };

          for (const step of steps) {
            if (step.do === "pass") await world.clock.advance(step.ms);
            if (step.do === "restart") servers[step.server] = world.startServer();
            if (step.do === "look") {
              world.vendor.lookFailures.push(...Array.from({ length: step.fails }, () => failure("TIMEOUT", "maybe")));
              const { reconciler } = servers[step.server];
              await (step.all ? reconciler.verifyAllOpen() : reconciler.verifyDue());
              world.vendor.lookFailures.length = 0;
            }
            if (step.do !== "ask") continue;
            const deaths: Promise<void>[] = [];
            world.vendor.fates.splice(0);
            for (const { how, lateShare = 0, dies } of step.fates) {
              const grave = new Gate();
              if (dies !== undefined) deaths.push(grave.reached);
              world.vendor.fates.push({
                how,
                lateMs: Math.floor(lateShare * settleGraceMs),
                ...(dies === undefined ? {} : { [dies]: grave }),
              });
            }
            let open = step.asks.length;
            let died = 0;
            for (const death of deaths) void death.then(() => (died += 1));
            for (const { kind, server, record, key } of step.asks) {
              const asked = world.run(kind, [own(record)], {
                server: servers[server],
                idempotencyKey: key,
                requestedBy: `caller ${history}`,
              });
              void asked
                .then(([answer]) => tell(answer))
                .finally(() => {
                  open -= 1;
                });
            }
            // Who died never answers; everyone else does, if time passes.
            while (open > died) {
              await turn();
              if (world.clock.sleeping > 0) await world.clock.advance(500);
            }
            figures.died += died;
            // A dead process takes all it knew with it.
            if (died > 0) for (const { server } of step.asks) servers[server] = world.startServer();
          }

          // A last server looks until everything is known.
          const last = world.startServer();
          for (let round = 0; round < 20 && (await openRows(world, history)).length > 0; round += 1) {
            await world.clock.advance(30_000);
            await last.reconciler.verifyDue();
          }
          expect(await openRows(world, history)).toEqual([]);

          const rows = (await world.repository.list({ requestedBy: `caller ${history}` }, 100)).map(({ id, outcome }) => ({ id, outcome }));
          figures.operations += rows.length;
          expect(new Set(world.vendor.sends).size).toBe(world.vendor.sends.length);
          for (const { id, outcome } of rows) {
            expect({ id, outcome }).toEqual({ id, outcome: world.vendor.effects.has(id) ? "APPLIED" : "NOT_APPLIED" });
          }
          const final = new Map(rows.map(({ id, outcome }) => [id, outcome]));
          for (const { operationId, outcome } of told) {
            if (outcome === "APPLIED" || outcome === "NOT_APPLIED") expect(outcome).toBe(final.get(operationId));
          }
          expect(new Set(world.errors)).toEqual(new Set(world.errors.filter((what) => what === "sending a change")));
        }),
        { numRuns: runs, seed: SEED, endOnFailure: true },
      );
    } finally {
      await close();
    }
    if (process.env.FIGURES) process.stdout.write(`${JSON.stringify(figures)}\n`);
    // It would prove nothing if nothing befell them.
    for (const count of Object.values(figures)) expect(count).toBeGreaterThan(runs / 20);
  }, 300_000);

  async function openRows(world: World, history: number) {
    return (await world.repository.open()).filter(({ requested_by }) => requested_by === `caller ${history}`);
  }
});
