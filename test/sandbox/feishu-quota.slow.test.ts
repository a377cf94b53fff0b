import { hireJobId } from "../../src/sandbox/feishu/index.js";
import { CORE_JOBS, type Feishu, HIRE_JOBS, startFeishu } from "./feishu-support.js";

/** The tenant's monthly number of calls (platform notice of June 2026 [docs-mirror]; status and message of the refusal are [inferred]). */
describe("the tenant's monthly number of calls", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
  });
  afterEach(() => feishu.running.close());

  const list = () => feishu.get(HIRE_JOBS);
  const codes = async (times: number, call = list) => {
    const seen: unknown[] = [];
    for (let turn = 0; turn < times; turn += 1) seen.push((await call()).code);
    return seen;
  };

  it("does not exist by default, and calls are counted all the same", async () => {
    expect(await codes(3)).toEqual([0, 0, 0]);
    expect(feishu.state.callsThisMonth).toBe(3);
  });

  it("is shared by all APIs of Hire and CoreHR, and answered 99991403 with HTTP 400 once spent", async () => {
    feishu.knobs.monthlyCalls = 2;
    expect(await codes(1)).toEqual([0]);
    expect((await feishu.get(`${CORE_JOBS}?page_size=1`)).code).toBe(0);
    const answers = [await list(), await feishu.get(`${CORE_JOBS}?page_size=1`), await feishu.post(`${HIRE_JOBS}/${hireJobId(0)}/close`)];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(Array(3).fill([400, 99991403]));
    expect(feishu.state.hireJobs.get(hireJobId(0))?.activeStatus).toBe(1);
    expect(feishu.state.callsThisMonth).toBe(2);
  });

  it("is shared with the company's other apps", async () => {
    feishu.knobs.monthlyCalls = 10_000;
    feishu.callElsewhere(9_999);
    expect(await codes(2)).toEqual([0, 99991403]);
    expect(feishu.state.callsThisMonth).toBe(10_000);
  });

  it("is renewed on the first of the month in Beijing, which is the evening before in UTC", async () => {
    feishu.knobs.monthlyCalls = 1;
    expect(await codes(2)).toEqual([0, 99991403]);
    await feishu.pass(Date.parse("2026-12-01T00:00:00+08:00") - 1 - feishu.clock.now());
    expect(await codes(1)).toEqual([99991403]);
    await feishu.pass(1);
    expect(feishu.state.callsThisMonth).toBe(0);
    expect(await codes(2)).toEqual([0, 99991403]);
  });

  it("counts calls that are refused for scope, parameters or frequency, but none without a valid token", async () => {
    feishu.knobs.scopes.delete("hire:job");
    feishu.knobs.limits["hire.job.list"] = [{ max: 0, windowMs: 1000 }];
    const post = await feishu.post(`${HIRE_JOBS}/${hireJobId(0)}/close`);
    const refused = [post, await feishu.get(`${HIRE_JOBS}?page_size=0`), await list()];
    expect(refused.map(({ code }) => code)).toEqual([99991672, 99992402, 99991400]);
    await feishu.get(HIRE_JOBS, { authorization: "Bearer t-guess" });
    await feishu.get(HIRE_JOBS, {});
    expect(feishu.state.callsThisMonth).toBe(3);
  });

  it("leaves requests for tokens out, and takes them in by knob, with the refusal on HTTP 200", async () => {
    feishu.knobs.monthlyCalls = 1;
    await feishu.token();
    expect(feishu.state.callsThisMonth).toBe(0);
    feishu.knobs.uncounted.delete("token");
    expect((await feishu.token()).code).toBe(0);
    const refused = await feishu.token();
    expect([refused.status, refused.code, refused.json.tenant_access_token]).toEqual([200, 99991403, undefined]);
  });

  it("leaves out the APIs that the knob names, even once it is spent", async () => {
    feishu.knobs.monthlyCalls = 0;
    feishu.knobs.uncounted.add("corehr.job.list");
    expect((await feishu.get(`${CORE_JOBS}?page_size=1`)).code).toBe(0);
    expect(await codes(1)).toEqual([99991403]);
  });

  it("is refused with another HTTP status by knob", async () => {
    Object.assign(feishu.knobs, { monthlyCalls: 0, quotaStatus: 429 });
    expect((await list()).status).toBe(429);
  });
});
