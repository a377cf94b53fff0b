import { type HireJob, hireJobId } from "../../src/sandbox/feishu/index.js";
import { type Feishu, HIRE_JOBS, startFeishu } from "./feishu-support.js";

type Row = Record<string, unknown>;

const JOB = hireJobId(0);

let feishu: Feishu;
beforeEach(async () => {
  feishu = await startFeishu();
});
afterEach(() => feishu.running.close());

const jobs = () => [...feishu.state.hireJobs.values()];
const stored = (id: string) => feishu.state.hireJobs.get(id) as HireJob;
const list = (query: string) => feishu.get(`${HIRE_JOBS}?${query}`);
/** Every page of a list. */
const all = async (query: string) => {
  const ids: string[] = [];
  let token = "";
  do {
    const { code, data } = await list(`${query}&page_size=20&page_token=${encodeURIComponent(token)}`);
    expect(code).toBe(0);
    ids.push(...(data.items as { id: string }[]).map(({ id }) => id));
    token = String(data.page_token ?? "");
  } while (token !== "");
  return ids;
};
const idsOf = (some: readonly HireJob[]) => some.map(({ id }) => id).sort();

describe("finding jobs that changed ([docs-mirror]: milliseconds as a string; bounds and order are not stated)", () => {
  it("finds a job that somebody edits elsewhere, whose update time has moved", async () => {
    await feishu.pass(1000);
    const since = feishu.clock.now();
    expect(await all(`update_start_time=${since}`)).toEqual([]);
    feishu.editHireJob(JOB, { title: "新的标题" });
    const { data } = await list(`update_start_time=${since}`);
    expect(data.items).toMatchObject([{ id: JOB, title: "新的标题", update_time: since, update_timestamp: String(since) }]);
  });

  it("finds nothing of a job that is deleted elsewhere: it is gone from the list and from every read", async () => {
    feishu.deleteHireJob(JOB);
    expect(await all("update_start_time=0")).not.toContain(JOB);
    const answers = [await feishu.get(`${HIRE_JOBS}/${JOB}`), await feishu.post(`${HIRE_JOBS}/${JOB}/open`, { is_never_expired: true })];
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [404, 1002601],
      [400, 1002601],
    ]);
    expect([...feishu.state.jobPosts.values()].some(({ jobId }) => jobId === JOB)).toBe(false);
  });

  it("leaves the bounds themselves out by knob", async () => {
    const at = stored(JOB).updatedAt;
    const around = `update_start_time=${at}&update_end_time=${at}`;
    expect(await all(around)).toEqual([JOB]);
    feishu.knobs.updateBounds = "exclusive";
    expect(await all(around)).toEqual([]);
    expect(await all(`update_start_time=${at - 1}&update_end_time=${at + 1}`)).toEqual([JOB]);
  });

  it("comes oldest first or in no order by knob", async () => {
    const times = async () => (await all("")).map((id) => stored(id).updatedAt);
    const newest = await times();
    feishu.knobs.listOrder = "oldest";
    expect(await times()).toEqual([...newest].reverse());
    feishu.knobs.listOrder = "shuffled";
    const shuffled = await times();
    expect([...shuffled].sort((a, b) => b - a)).toEqual(newest);
    expect([newest, [...newest].reverse()]).not.toContainEqual(shuffled);
  });

  it("does not take seconds for what they are meant: every job has changed since", async () => {
    expect(await all(`update_start_time=${Math.floor(feishu.clock.now() / 1000)}`)).toHaveLength(60);
  });
});

describe("the list's filters by people and department ([sdk])", () => {
  const people = async (id: string, query = "") => (await feishu.get(`${HIRE_JOBS}/${id}/recruiter${query}`)).data.info as Row;

  it("match any of several recruiters, in the requested kind of id", async () => {
    const [one, other] = [hireJobId(0), hireJobId(1)];
    const wanted = jobs().filter(({ recruiter }) => recruiter === stored(one).recruiter || recruiter === stored(other).recruiter);
    const ids = [(await people(one)).recruiter_id, (await people(other)).recruiter_id];
    expect((await all(`recruiter_id_list=${ids[0]}&recruiter_id_list=${ids[1]}`)).sort()).toEqual(idsOf(wanted));
    const union = (await people(one, "?user_id_type=union_id")).recruiter_id;
    const mine = jobs().filter(({ recruiter }) => recruiter === stored(one).recruiter);
    expect((await all(`user_id_type=union_id&recruiter_id_list=${union}`)).sort()).toEqual(idsOf(mine));
    expect(await all(`recruiter_id_list=${union}`)).toEqual([]);
  });

  it("apply together: hiring manager and assistant", async () => {
    const info = await people(JOB);
    const manager = (info.hiring_manager_id_list as string[])[0];
    const assistant = (info.assistant_id_list as string[])[0];
    const wanted = jobs().filter((job) => job.hiringManagers[0] === stored(JOB).hiringManagers[0] && job.assistants.includes(20));
    const found = await all(`hiring_manager_id_list=${manager}&assistant_id_list=${assistant}`);
    expect(found.sort()).toEqual(idsOf(wanted));
    expect(found.length).toBeLessThan((await all(`hiring_manager_id_list=${manager}`)).length);
  });

  it("take a department alone, or with all below it", async () => {
    const { department } = stored(JOB);
    const mine = jobs().filter((job) => job.department.id === department.id);
    expect((await all(`department_id=${department.openId}`)).sort()).toEqual(idsOf(mine));
    expect((await all(`department_id_type=department_id&department_id=${department.id}`)).sort()).toEqual(idsOf(mine));
    const division = department.parent;
    expect(await all(`department_id=${division?.openId}`)).toEqual([]);
    expect(await all(`department_id=${division?.openId}&with_sub_department=false`)).toEqual([]);
    const below = jobs().filter((job) => job.department.parent?.id === division?.id);
    expect((await all(`department_id=${division?.openId}&with_sub_department=true`)).sort()).toEqual(idsOf(below));
    expect(below.length).toBeGreaterThan(mine.length);
    expect(await all(`department_id=${division?.parent?.openId}&with_sub_department=true`)).toHaveLength(60);
  });

  it("combine with update_start_time", async () => {
    await feishu.pass(1000);
    feishu.editHireJob(JOB, {});
    feishu.editHireJob(hireJobId(1), {});
    expect(await all(`update_start_time=${feishu.clock.now()}&department_id=${stored(JOB).department.openId}`)).toEqual([JOB]);
  });

  it.each(["department_id=od-nobody", "recruiter_id_list=ou_nobody"])("find nobody by %s, or refuse it by knob", async (query) => {
    expect(await all(query)).toEqual([]);
    feishu.knobs.unknownIdCode = 99992351;
    const refused = await list(query);
    expect([refused.status, refused.code]).toEqual([400, 99992351]);
  });

  it("need a boolean for with_sub_department", async () => {
    const refused = await list("with_sub_department=yes");
    expect([refused.code, refused.error.field_violations]).toEqual([
      99992402,
      [{ field: "with_sub_department", description: "with_sub_department must be a boolean" }],
    ]);
  });

  it("are passed over where the knob turns the page's list back on", async () => {
    feishu.knobs.listFilters = false;
    expect(await all("department_id=od-nobody&recruiter_id_list=ou_nobody&with_sub_department=yes")).toHaveLength(60);
  });
});
