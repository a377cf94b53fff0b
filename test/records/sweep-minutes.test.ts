import { hireJobId } from "../../src/sandbox/feishu/index.js";
import { HIRE_JOBS } from "../datasources/feishu/support.js";
import { startWorld, type World } from "../datasources/feishu/world.js";

const WHOLE = `query ($code: String!) { requisition(code: $code) { jobs { vendorId } sources { vendor state } } }`;

interface Answer {
  requisition: { jobs: { vendorId: string }[]; sources: { vendor: string; state: string }[] } | null;
}

describe("SWEEP_MINUTES", () => {
  let world: World;
  afterEach(() => world.stop());

  /** Lets time pass in small steps, so that what wakes is answered before the next step. */
  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await world.clock.advance(1_000);
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const rounds = () => world.requests(HIRE_JOBS).filter(({ path, query }) => path === HIRE_JOBS && query.includes("update_start_time"));

  it("says how often Feishu is asked for what changed, which a search by code then finds", async () => {
    world = await startWorld({ env: { FEISHU_PRODUCTS: "hire", CODE_SWEEP: "on", SWEEP_MINUTES: "0.5" } });
    await pass(20);
    expect(rounds()).toEqual([]);
    world.standIn.editHireJob(hireJobId(2), { code: "REQ-MOVED" });
    // How much time passes while the whole list is read depends on how fast this machine answers.
    for (let waited = 20; waited < 300 && rounds().length === 0; waited += 5) await pass(5);
    expect(rounds().length).toBeGreaterThan(0);
    await pass(5);
    const { requisition } = await world.data<Answer>(WHOLE, { code: "REQ-MOVED" });
    expect(requisition).toMatchObject({ jobs: [{ vendorId: hireJobId(2) }], sources: [{ vendor: "FEISHU_HIRE", state: "FRESH" }] });
  });

  it("asks for nothing with CODE_SWEEP=off", async () => {
    world = await startWorld({ env: { CODE_SWEEP: "off", SWEEP_MINUTES: "0.1" } });
    await pass(30);
    expect(world.requests()).toEqual([]);
  });
});
