import { settingsOf } from "../support/company.js";
import { testDatabases } from "../support/databases.js";
import { startGraph, type TestGraph } from "../support/graph.js";
import { RequisitionWorld } from "./requisition-world.js";

const shared = testDatabases.filter(({ name }) => name === "PostgreSQL");

describe.each(shared)("Discrepancies at two servers on one $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let world: RequisitionWorld;
  let other: TestGraph;
  beforeEach(async () => {
    store = await open();
    world = await RequisitionWorld.start({ DATABASE_URL: store.url });
    const env = { ...settingsOf(world.company, "v3"), HEADHUNTER_MANAGER_ID: "321", DATABASE_URL: store.url };
    other = await startGraph({
      clock: world.company.clock,
      env: { ...env, CODE_SWEEP: "on", SWEEP_MINUTES: "0.5", REQUEST_DEADLINE_MS: "3600000" },
    });
  });
  afterEach(async () => {
    await world.company.while(other.stop());
    const { feishu, greenhouse, headhunter, linkedin } = world.company;
    await Promise.all([feishu, greenhouse, headhunter, linkedin].map(({ running }) => running.close()));
    await store.close();
  });

  it("are told once each, also by the one that goes on when the other stops", async () => {
    const jobs = ["A", "B", "C"].map((code) => {
      world.ad(code);
      return world.job(code, "open");
    });
    await world.learn();
    const set = (id: string, status: "open" | "closed") =>
      world.editJob(id, (job) => Object.assign(job, { status, openings: job.openings.map((seat) => ({ ...seat, status })) }));
    for (const id of jobs) set(id, "closed");
    await world.untilTold("ADVERTISED_AFTER_CLOSE A", "ADVERTISED_AFTER_CLOSE B", "ADVERTISED_AFTER_CLOSE C");
    // The one that began first held the works.
    const first = world.company.graph;
    world.company.graph = other;
    await world.company.while(first.stop());
    // The company's clock may outrun the database while the first gives its leases back; they would be held for half a minute of the database's time.
    await store.database.deleteFrom("leases").execute();
    for (const id of jobs.slice(1)) set(id, "open");
    // The other takes each work over at its own time.
    for (let tries = 0; tries < 10 && (await advertisedAfterClose(world)).length < 5; tries += 1)
      await world.untilTold("ADVERTISED_AFTER_CLOSE A").catch(() => undefined);
    await world.untilTold("ADVERTISED_AFTER_CLOSE A");
    expect((await advertisedAfterClose(world)).map(({ kind, code }) => `${kind} ${code}`).sort()).toEqual([
      "DISCREPANCY_ENDED B",
      "DISCREPANCY_ENDED C",
      "DISCREPANCY_FOUND A",
      "DISCREPANCY_FOUND B",
      "DISCREPANCY_FOUND C",
    ]);
  });
});

/** A job whose advertisement the first look at its board was too early for has been told to have none, and may be told so or not. */
async function advertisedAfterClose(world: RequisitionWorld) {
  return (await world.events()).filter(({ discrepancyId }) => discrepancyId.includes("ADVERTISED_AFTER_CLOSE"));
}
