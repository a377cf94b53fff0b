import { hireJobId } from "../../../../src/sandbox/feishu/index.js";
import { sweepOf } from "../../../records/sweep-board.js";
import { type Feishu, HIRE_JOBS, startFeishu } from "../support.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("What changed in Feishu Hire", () => {
  let feishu: Feishu;
  const failures: unknown[] = [];
  beforeEach(async () => {
    feishu = await startFeishu();
    failures.length = 0;
  });
  afterEach(() => feishu.close());

  /** All that changed since a moment. */
  async function changedSince(since: number): Promise<{ id: string; code: string | null }[]> {
    const jobs: { id: string; code: string | null }[] = [];
    let after: string | undefined;
    do {
      const found = await feishu.passing(feishu.askHire().jobs.jobsChangedSince?.(since, after) ?? Promise.reject());
      jobs.push(...(found?.records ?? []).map(({ vendorId, code }) => ({ id: vendorId, code: code ?? null })));
      after = found?.next;
    } while (after !== undefined);
    return jobs;
  }
  const build = (every = 15 * MINUTE) => sweepOf([feishu.hire], feishu.database, feishu.clock, failures, every);
  const idsOf = async ({ recordIndex }: ReturnType<typeof build>, code: string) =>
    ((await recordIndex.find("job", [code], [feishu.hire.source])).get(code) ?? []).map(({ record_id }) => record_id);
  const lists = () => feishu.requests(HIRE_JOBS).filter(({ path }) => path === HIRE_JOBS);

  it.each(["newest", "oldest", "shuffled"] as const)("is told page by page, in the order %p", async (listOrder) => {
    feishu.standIn.knobs.listOrder = listOrder;
    await feishu.clock.advance(DAY);
    const since = feishu.clock.now();
    const edited = Array.from({ length: 45 }, (_, index) => hireJobId(index));
    await feishu.clock.advance(1);
    for (const id of edited) feishu.standIn.editHireJob(id, { title: "edited" });
    expect((await changedSince(since)).map(({ id }) => id).sort()).toEqual(edited.sort());
    expect(lists().map(({ query }) => new URLSearchParams(query).get("update_start_time"))).toEqual(Array(3).fill(String(since)));
  });

  it("is found by the sweep, in one request where nothing or little changed", async () => {
    const built = build();
    await feishu.passing(built.sweep.sweepDue());
    feishu.forget();
    await feishu.clock.advance(10 * MINUTE);
    feishu.standIn.editHireJob(hireJobId(3), { code: "REQ-MOVED" });
    await feishu.clock.advance(6 * MINUTE);
    await feishu.passing(built.sweep.sweepDue());
    expect(await idsOf(built, "REQ-MOVED")).toEqual([`feishu-hire:job:${hireJobId(3)}`]);
    expect(lists()).toHaveLength(1);
    await feishu.clock.advance(16 * MINUTE);
    await feishu.passing(built.sweep.sweepDue());
    expect(lists()).toHaveLength(2);
  });

  it.each(["inclusive", "exclusive"] as const)("just when a round begins is not lost, with bounds that are %s", async (updateBounds) => {
    feishu.standIn.knobs.updateBounds = updateBounds;
    const built = build();
    await feishu.passing(built.sweep.sweepDue());
    await feishu.clock.advance(15 * MINUTE);
    await feishu.passing(built.sweep.sweepDue());
    feishu.standIn.editHireJob(hireJobId(4), { code: "REQ-THEN" });
    await feishu.clock.advance(15 * MINUTE);
    await feishu.passing(built.sweep.sweepDue());
    expect(await idsOf(built, "REQ-THEN")).toEqual([`feishu-hire:job:${hireJobId(4)}`]);
  });

  it("says nothing about a deleted job, which the next whole round forgets", async () => {
    const built = build();
    await feishu.passing(built.sweep.sweepDue());
    const code = feishu.standIn.state.hireJobs.get(hireJobId(5))?.code ?? "";
    feishu.standIn.deleteHireJob(hireJobId(5));
    await feishu.clock.advance(15 * MINUTE);
    await feishu.passing(built.sweep.sweepDue());
    expect(await idsOf(built, code)).toEqual([`feishu-hire:job:${hireJobId(5)}`]);
    await feishu.clock.advance(DAY);
    await feishu.passing(built.sweep.sweepDue());
    expect(await idsOf(built, code)).toEqual([]);
  });
});
