import { changesWindow } from "../../../../src/datasources/feishu/corehr/corehr.days.js";
import { coreJobId } from "../../../../src/sandbox/feishu/index.js";
import { sweepOf } from "../../../records/sweep-board.js";
import { CORE_JOBS, type Feishu, keepAllJobs, startFeishu } from "../support.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CHANGES = `${CORE_JOBS}/query_recent_change`;
const [ONE, TWO] = [coreJobId(0), coreJobId(1)];

describe("What changed in Feishu CoreHR", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
    keepAllJobs(feishu.standIn);
  });
  afterEach(() => feishu.close());

  const changedSince = (since: number) => feishu.passing(feishu.askCoreHr().jobs.jobsChangedSince?.(since) ?? Promise.reject());
  const build = () => sweepOf([feishu.coreHr], feishu.database, feishu.clock, [], 15 * MINUTE);
  const idsOf = async ({ recordIndex }: ReturnType<typeof build>, code: string) =>
    ((await recordIndex.find("job", [code], [feishu.coreHr.source])).get(code) ?? []).map(({ record_id }) => record_id);
  const codeOf = (id: string) => feishu.standIn.state.coreJobs.get(id)?.versions.at(-1)?.code ?? "";

  it.each([true, false])("is told with deleted jobs by their ids, where both lists name them: %p", async (deletedAmongChanged) => {
    feishu.standIn.knobs.deletedAmongChanged = deletedAmongChanged;
    feishu.standIn.editCoreJob(ONE, { code: "REQ-EDITED" });
    feishu.standIn.deleteCoreJob(TWO);
    await feishu.clock.advance(3_000);
    const found = await changedSince(feishu.clock.now() - MINUTE);
    expect(found?.records.map(({ vendorId, code }) => [vendorId, code])).toEqual([[ONE, "REQ-EDITED"]]);
    expect(found?.ids).toEqual([TWO]);
    expect(found?.next).toBeUndefined();
  });

  it("is not told by an app without the endpoint, which is asked for it once an hour", async () => {
    feishu.standIn.knobs.absent.add("corehr.job.queryRecentChange");
    for (let turn = 0; turn < 3; turn += 1) expect(await changedSince(feishu.clock.now() - MINUTE)).toBeUndefined();
    expect(feishu.requests(CHANGES)).toHaveLength(1);
    feishu.standIn.knobs.absent.clear();
    await feishu.clock.advance(61 * MINUTE);
    expect(await changedSince(feishu.clock.now() - MINUTE)).toMatchObject({ ids: [] });
  });

  it("is not told beyond ninety days, and not asked for", async () => {
    expect(await changedSince(feishu.clock.now() - 90 * DAY)).toBeUndefined();
    expect(feishu.requests(CHANGES)).toEqual([]);
    expect(await changedSince(feishu.clock.now() - 88 * DAY)).toBeDefined();
  });

  it("is found by the sweep, and a deleted job leaves the index", async () => {
    const built = build();
    await feishu.passing(built.sweep.sweepDue());
    const gone = codeOf(TWO);
    expect(await idsOf(built, gone)).toEqual([`feishu-corehr:job:${TWO}`]);
    await feishu.clock.advance(10 * MINUTE);
    feishu.standIn.editCoreJob(ONE, { code: "REQ-EDITED" });
    feishu.standIn.deleteCoreJob(TWO);
    await feishu.clock.advance(6 * MINUTE);
    feishu.forget();
    await feishu.passing(built.sweep.sweepDue());
    expect(await idsOf(built, "REQ-EDITED")).toEqual([`feishu-corehr:job:${ONE}`]);
    expect(await idsOf(built, gone)).toEqual([]);
    const paths = feishu.requests(CORE_JOBS).map(({ path }) => path);
    // What it does not show may be there without a version in force: its timeline tells.
    expect(paths).toEqual([CHANGES, `${CORE_JOBS}/batch_get`, `${CORE_JOBS}/batch_get`, `${CORE_JOBS}/query_multi_timeline`]);
  });

  it("that CoreHR does not tell, as a correction which keeps the first day, is found within a day", async () => {
    feishu.standIn.knobs.recentChangesBy = "effective date";
    const built = build();
    await feishu.passing(built.sweep.sweepDue());
    feishu.standIn.editCoreJob(ONE, { code: "REQ-EDITED" });
    await feishu.clock.advance(16 * MINUTE);
    await feishu.passing(built.sweep.sweepDue());
    expect(await idsOf(built, "REQ-EDITED")).toEqual([]);
    await feishu.clock.advance(DAY);
    await feishu.passing(built.sweep.sweepDue());
    expect(await idsOf(built, "REQ-EDITED")).toEqual([`feishu-corehr:job:${ONE}`]);
  });
});

test("The window of changes begins a day before, at midnight in Beijing, and ends now", () => {
  const now = Date.parse("2026-11-22T18:30:00Z");
  expect(changesWindow(now - 15 * MINUTE, now)).toEqual({ start: "2026-11-22 00:00:00", end: "2026-11-23 02:30:00", days: 2 });
});
