import fc from "fast-check";
import { VendorError } from "../../../../src/http/vendor-error.js";
import { HOUR, LinkedInWorld, MINUTE, vacancyId } from "../support.js";

const SEED = 20_261_126;
const RUNS = 150;
const IDS = ["NEW-1", "NEW-2"] as const;
const CONTRACT = "123456789";

/** What befalls the next promotion. */
const fate = fc.constantFrom(
  "done",
  "done",
  "drop-before",
  "drop-after",
  "drop-after",
  "gateway",
  "lost-task-done",
  "lost-task-undone",
  "stuck",
  "no-slots",
  "refused",
);
type Fate = "done" | "drop-before" | "drop-after" | "gateway" | "lost-task-done" | "lost-task-undone" | "stuck" | "no-slots" | "refused";

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("promote" as const), id: fc.constantFrom(...IDS), fate, twice: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(1_000, MINUTE, 5 * MINUTE, HOUR, 25 * HOUR) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), id: fc.constantFrom(...IDS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close" as const), id: fc.constantFrom(...IDS) }) },
  { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("look" as const), fails: fc.boolean() }) },
);

describe.each([
  ["/v2", ""],
  ["/rest", "202603"],
])("Promotions through %s under lost answers, lost tasks and restarts", (_, version) => {
  it(`are charged once at most, and end as LinkedIn's ledger says, over ${RUNS} histories`, async () => {
    const seen = { charged: 0, uncertain: 0, notApplied: 0, applied: 0, conflicts: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 8 }),
        fc.constantFrom(2 * MINUTE, 3 * HOUR),
        async (steps, taskDelayMs) => {
          const world = await LinkedInWorld.open({ env: { LINKEDIN_CONTRACT_ID: CONTRACT, LINKEDIN_VERSION: version } });
          try {
            await world.publishAll(IDS);
            world.linkedIn.knobs.taskDelayMs = taskDelayMs;
            const operations: { id: string; of: string }[] = [];
            for (const one of steps) {
              if (one.do === "pass") await world.later(one.ms);
              if (one.do === "restart") await world.restart();
              if (one.do === "look") await look(world, one.fails);
              if (one.do === "rename")
                await world.makeAll("updateVacancy", [{ id: vacancyId(one.id), name: `Renamed ${operations.length}` }]);
              if (one.do === "close") await world.makeAll("closeVacancy", [{ id: vacancyId(one.id) }]);
              if (one.do !== "promote") continue;
              befall(world, one.fate as Fate, one.id);
              const asks = one.twice ? [0, 1] : [0];
              const answers = await Promise.all(asks.map(() => world.makeAll("upgradeVacancy", [{ id: vacancyId(one.id) }])));
              calm(world);
              for (const answer of answers.flat()) {
                if (answer instanceof Error) {
                  expect(answer).toBeInstanceOf(VendorError);
                  continue;
                }
                if (answer.userErrors[0]?.code === "CONFLICT") seen.conflicts += 1;
                if (answer.operation !== null) operations.push({ id: answer.operation.id, of: one.id });
              }
            }
            // Until LinkedIn's tasks, and the day in which a promotion may still come, are over.
            for (let hours = 0; hours < 30; hours += 1) await world.later(HOUR);

            const charged = world.charged();
            seen.charged += charged.length;
            for (const id of IDS) {
              const outcomes = await Promise.all(
                operations.filter(({ of }) => of === id).map(async (made) => (await world.operation(made.id)).outcome),
              );
              const [paid, applied, open] = [
                charged.filter((one) => one === id).length,
                outcomes.filter((outcome) => outcome === "APPLIED").length,
                outcomes.filter((outcome) => outcome === "UNCERTAIN" || outcome === "PENDING").length,
              ];
              seen.applied += applied;
              seen.uncertain += open;
              seen.notApplied += outcomes.filter((outcome) => outcome === "NOT_APPLIED").length;
              expect(paid).toBeLessThanOrEqual(1);
              // What is called made was paid for; what is called not made was not.
              expect(applied).toBeLessThanOrEqual(paid);
              expect(paid).toBeLessThanOrEqual(applied + open);
              if (applied > 0) expect(await world.vacancy(id)).toMatchObject({ billingType: { id: "PREMIUM" } });
            }
          } finally {
            world.running.faults.clear();
            await world.close();
          }
        },
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    if (process.env.FIGURES) process.stdout.write(`${JSON.stringify(seen)}\n`);
    // It would prove nothing if nothing befell them.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 20);
  }, 600_000);
});

function befall({ running, linkedIn }: LinkedInWorld, fate: Fate, id: string): void {
  const write = { method: "POST", path: "simpleJobPostings$", times: 1 };
  if (fate === "drop-before" || fate === "drop-after") running.faults.arm({ ...write, kind: fate });
  if (fate === "gateway") running.faults.arm({ ...write, kind: "status", status: 502, json: { message: "Bad Gateway" } });
  if (fate === "lost-task-done" || fate === "lost-task-undone")
    Object.assign(linkedIn.knobs, { lostTasks: 1, lostTasksApplied: fate === "lost-task-done" });
  if (fate === "stuck") linkedIn.knobs.stuckTasks = 1;
  if (fate === "no-slots") linkedIn.knobs.contractsWithoutSlots = [CONTRACT];
  if (fate === "refused") linkedIn.knobs.taskFailures[id] = "The budget of the contract ran out";
}

/** What did not come about does not befall the next one. */
function calm({ running, linkedIn }: LinkedInWorld): void {
  running.faults.clear();
  Object.assign(linkedIn.knobs, { lostTasks: 0, stuckTasks: 0, contractsWithoutSlots: [] });
}

async function look(world: LinkedInWorld, fails: boolean): Promise<void> {
  if (fails)
    world.running.faults.arm({
      kind: "status",
      method: "GET",
      path: "simple|jobPosting",
      status: 403,
      json: { status: 403, message: "no" },
    });
  await world.reconciler.verifyAllOpen();
  world.running.faults.clear();
}
