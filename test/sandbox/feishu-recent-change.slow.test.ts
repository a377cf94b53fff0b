import { coreJobId } from "../../src/sandbox/feishu/index.js";
import { CORE_JOBS, type Feishu, startFeishu } from "./feishu-support.js";

const [ONE, TWO, THREE] = [coreJobId(0), coreJobId(1), coreJobId(2)];
const DAY = 86_400_000;
const TODAY = "2026-11-22 00:00:00";
const LAG = 2000;

let feishu: Feishu;
beforeEach(async () => {
  feishu = await startFeishu();
  feishu.knobs.limits["corehr.job.queryRecentChange"] = [];
});
afterEach(() => feishu.running.close());

const recent = (over: Record<string, string> = {}) => {
  const query = new URLSearchParams({ page_size: "2000", start_date: TODAY, end_date: TODAY, ...over });
  return feishu.get(`${CORE_JOBS}/query_recent_change?${query}`);
};

describe("query_recent_change ([docs-mirror])", () => {
  it("tells of a job whose version in force somebody corrects, which keeps its version id", async () => {
    const job = async () => (await feishu.get(`${CORE_JOBS}/${ONE}`)).data.job as Record<string, unknown>;
    const before = await job();
    feishu.editCoreJob(ONE, { code: "REQ-EDITED" });
    expect((await recent()).data.job_ids).toEqual([]);
    await feishu.pass(LAG);
    expect((await recent()).data).toEqual({ job_ids: [ONE], deleted_job_ids: [], has_more: false });
    expect(await job()).toEqual({ ...before, code: "REQ-EDITED" });
    const versions = feishu.state.coreJobs.get(ONE)?.versions ?? [];
    expect(new Set(versions.map(({ versionId }) => versionId)).size).toBe(1);
  });

  it("tells apart the jobs that were deleted, which are gone from every read", async () => {
    feishu.editCoreJob(ONE, { active: false });
    feishu.deleteCoreJob(TWO);
    await feishu.pass(LAG);
    expect((await recent()).data).toMatchObject({ job_ids: [ONE, TWO], deleted_job_ids: [TWO] });
    expect((await feishu.get(`${CORE_JOBS}/${TWO}`)).code).toBe(1160104);
    expect((await feishu.post(`${CORE_JOBS}/batch_get`, { job_ids: [TWO] })).data).toEqual({ items: [] });
    const { data } = await feishu.get(`${CORE_JOBS}?page_size=100`);
    expect((data.items as { id: string }[]).map(({ id }) => id)).not.toContain(TWO);
  });

  it("leaves deleted ids out of job_ids by knob", async () => {
    feishu.knobs.deletedAmongChanged = false;
    feishu.editCoreJob(ONE, {});
    feishu.deleteCoreJob(TWO);
    await feishu.pass(LAG);
    expect((await recent()).data).toMatchObject({ job_ids: [ONE], deleted_job_ids: [TWO] });
  });

  it("leads through its pages in the order of ids, deleted ones with the page they belong to", async () => {
    for (const id of [THREE, ONE]) feishu.editCoreJob(id, {});
    feishu.deleteCoreJob(TWO);
    await feishu.pass(LAG);
    const first = await recent({ page_size: "2" });
    expect(first.data).toMatchObject({ job_ids: [ONE, TWO], deleted_job_ids: [TWO], has_more: true, page_token: expect.any(String) });
    const second = await recent({ page_size: "2", page_token: String(first.data.page_token) });
    expect(second.data).toEqual({ job_ids: [THREE], deleted_job_ids: [], has_more: false });
    expect((await recent({ page_size: "2", page_token: "x" })).code).toBe(1160001);
  });

  it.each([
    ["2000", 0],
    ["2001", 99992402],
    ["", 99992402],
  ])("takes pages of 1 to 2000 ids, and a page_size of '%s' gives %d", async (size, code) => {
    expect((await recent({ page_size: size })).code).toBe(code);
  });

  it("covers the whole day of its end, and a window of at most ninety days", async () => {
    feishu.editCoreJob(ONE, {});
    await feishu.pass(LAG);
    expect((await recent({ start_date: "2026-11-21 00:00:00", end_date: "2026-11-21 00:00:00" })).data.job_ids).toEqual([]);
    expect((await recent({ start_date: "2026-08-24 00:00:00" })).data.job_ids).toEqual([ONE]);
    expect((await recent({ start_date: "2026-08-23 23:59:59" })).code).toBe(1160107);
  });

  it("forgets a change that lies before the window, a deletion too", async () => {
    feishu.deleteCoreJob(TWO);
    await feishu.pass(91 * DAY);
    const since = new Date(feishu.clock.now() - 90 * DAY + 8 * 3_600_000).toISOString().slice(0, 10);
    const until = new Date(feishu.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect((await recent({ start_date: `${since} 00:00:00`, end_date: `${until} 00:00:00` })).data.deleted_job_ids).toEqual([]);
  });

  it("by the page's own words tells only of versions whose first day is within ([sdk] text), and of deletions", async () => {
    feishu.knobs.recentChangesBy = "effective date";
    const version = { versionId: "7238516215202170412", effectiveDate: "2026-11-22", expirationDate: "9999-12-31" };
    const shared = { code: "REQ-NEW", names: { zh: "新职务" }, active: true, familyIds: [], levelIds: [] };
    feishu.editCoreJob(ONE, { code: "REQ-EDITED" });
    feishu.writeCoreVersion(TWO, { ...version, ...shared });
    feishu.deleteCoreJob(THREE);
    await feishu.pass(LAG);
    expect((await recent()).data).toMatchObject({ job_ids: [TWO, THREE], deleted_job_ids: [THREE] });
  });

  it("is an unknown path by knob, rather than a job of that name", async () => {
    feishu.knobs.absent.add("corehr.job.queryRecentChange");
    const answer = await recent();
    expect([answer.status, answer.text]).toEqual([404, "404 page not found"]);
  });
});

it("editing is refused for a job that the tenant lacks, or that has no version in force", () => {
  expect(() => feishu.editCoreJob("7094136999999999999", {})).toThrow("no job");
  feishu.deleteCoreJob(ONE);
  expect(() => feishu.editCoreJob(ONE, {})).toThrow("no version in force");
});
