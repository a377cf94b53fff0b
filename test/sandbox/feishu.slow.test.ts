import { coreJobId, hireJobId } from "../../src/sandbox/feishu/index.js";
import { CORE_JOBS, CREDENTIALS, type Feishu, HIRE_JOBS, startFeishu, TOKEN_PATH } from "./feishu-support.js";

const MINUTE = 60_000;
const FIRST = hireJobId(0);
const TIMELINE = { job_ids: [coreJobId(0)], start_date: "2024-01-01", end_date: "2025-01-01" };

let feishu: Feishu;
beforeEach(async () => {
  feishu = await startFeishu();
});
afterEach(() => feishu.running.close());

const bearer = (token: unknown) => ({ authorization: `Bearer ${token}` });

describe("the token endpoint", () => {
  it("answers flat, without data, with a token that the APIs accept", async () => {
    const answer = await feishu.token();
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ code: 0, msg: "ok", tenant_access_token: expect.stringMatching(/^t-/), expire: 7200 });
    expect((await feishu.get(HIRE_JOBS, bearer(answer.json.tenant_access_token))).code).toBe(0);
  });

  it("also answers with a slash at the end of its path, and counts every call", async () => {
    expect((await feishu.token(CREDENTIALS, `${TOKEN_PATH}/`)).code).toBe(0);
    await feishu.token({});
    expect(feishu.state.tokenRequests).toBe(2);
  });

  it.each([
    ["no app id", {}, { code: 10003, msg: "invalid param", data: {} }],
    ["a malformed app id", { ...CREDENTIALS, app_id: "sandbox" }, { code: 10003, msg: "invalid param", data: {} }],
    ["an unknown app id", { ...CREDENTIALS, app_id: "cli_other" }, { code: 10014, msg: "app id not exists" }],
    ["a wrong secret", { ...CREDENTIALS, app_secret: "guess" }, { code: 10014, msg: "app secret invalid" }],
  ])("refuses %s on HTTP 200", async (_what, body, expected) => {
    const answer = await feishu.token(body);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual(expected);
  });

  it("refuses an empty body like a malformed app id", async () => {
    expect((await feishu.send("POST", TOKEN_PATH)).json).toEqual({ code: 10003, msg: "invalid param", data: {} });
  });

  it("issues the same token with a smaller expire while thirty minutes are left", async () => {
    const first = await feishu.token();
    await feishu.pass(90 * MINUTE);
    const second = await feishu.token();
    expect(second.json).toEqual({ ...first.json, expire: 1800 });
    expect(feishu.state.tokens).toHaveLength(1);
  });

  it("issues a new token below thirty minutes and keeps the old one valid until its own end", async () => {
    const first = await feishu.token();
    await feishu.pass(90 * MINUTE + 1);
    const second = await feishu.token();
    expect(second.json.tenant_access_token).not.toBe(first.json.tenant_access_token);
    expect(second.json.expire).toBe(7200);
    const old = bearer(first.json.tenant_access_token);
    const young = bearer(second.json.tenant_access_token);
    await feishu.pass(30 * MINUTE - 2);
    expect([(await feishu.get(HIRE_JOBS, old)).code, (await feishu.get(HIRE_JOBS, young)).code]).toEqual([0, 0]);
    await feishu.pass(1);
    expect([(await feishu.get(HIRE_JOBS, old)).code, (await feishu.get(HIRE_JOBS, young)).code]).toEqual([99991663, 0]);
  });

  it("has the configured token life and credentials", async () => {
    const other = await startFeishu({ appId: "cli_a", appSecret: "s3cr3t", knobs: { tokenLifetimeMs: 45 * MINUTE } });
    const answer = await other.token({ app_id: "cli_a", app_secret: "s3cr3t" });
    expect(answer.json).toMatchObject({ code: 0, expire: 2700 });
    await other.running.close();
  });

  it("issues a new token after all were revoked, or the refused one again with stillServed", async () => {
    const first = (await feishu.token()).json.tenant_access_token;
    feishu.revokeTokens();
    const refused = await feishu.get(HIRE_JOBS, bearer(first));
    expect([refused.status, refused.code]).toEqual([400, 99991663]);
    const second = (await feishu.token()).json.tenant_access_token;
    expect(second).not.toBe(first);
    expect((await feishu.get(HIRE_JOBS, bearer(second))).code).toBe(0);

    feishu.revokeTokens({ stillServed: true });
    expect((await feishu.token()).json.tenant_access_token).toBe(second);
    expect((await feishu.get(HIRE_JOBS, bearer(second))).code).toBe(99991663);
  });
});

describe("the gateway", () => {
  it.each([
    ["GET", "/open-apis/hire/v1/nothing"],
    ["PUT", HIRE_JOBS],
    ["GET", TOKEN_PATH],
    ["GET", `${HIRE_JOBS}/${FIRST}/open`],
    ["GET", `${CORE_JOBS}/query_multi_timeline/more`],
  ])("answers %s %s, which it does not know, in plain text before it looks at the token", async (method, path) => {
    const answer = await feishu.send(method, path);
    expect([answer.status, answer.headers.get("content-type"), answer.text]).toEqual([404, "text/plain", "404 page not found"]);
    expect(answer.headers.get("x-tt-logid")).toMatch(/^20261122200000[0-9A-F]{20}$/);
  });

  it("puts a log id of its own on every answer and repeats it in errors", async () => {
    const answers = [await feishu.token(), await feishu.get(HIRE_JOBS), await feishu.get(HIRE_JOBS, {})];
    const ids = answers.map((answer) => answer.headers.get("x-tt-logid"));
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => id !== null && /^\d{14}[0-9A-F]{20}$/.test(id))).toBe(true);
    expect(answers[2]?.error.log_id).toBe(ids[2]);
  });

  it.each([
    ["no header", {}, 99991661],
    ["a header without the prefix", { authorization: "t-abc" }, 99991661],
    ["nothing after the prefix", { authorization: "Bearer " }, 99991661],
    ["a token never issued", bearer("t-abc"), 99991663],
    ["a token of a user", bearer("u-abc"), 99991668],
    ["a JWT", bearer("eyJhbGciOi"), 99991668],
    ["something that is no token", bearer("abc"), 99991671],
  ])("refuses %s with HTTP 400, whatever is wrong with the parameters", async (_what, headers, code) => {
    feishu.knobs.scopes.clear();
    const answer = await feishu.post(`${CORE_JOBS}/query_multi_timeline`, {}, headers);
    expect([answer.status, answer.code]).toEqual([400, code]);
    expect(answer.error).toEqual({ log_id: answer.headers.get("x-tt-logid"), troubleshooter: expect.stringContaining("https://") });
  });

  it.each([
    ["GET", HIRE_JOBS, "hire:job:readonly"],
    ["GET", `${HIRE_JOBS}/${FIRST}`, "hire:job:readonly"],
    ["GET", `${HIRE_JOBS}/${FIRST}/recruiter`, "hire:job:readonly"],
    ["GET", `${HIRE_JOBS}/${FIRST}/get_detail`, "hire:job.composite_info:readonly"],
    ["POST", `${HIRE_JOBS}/${FIRST}/open`, "hire:job"],
    ["POST", `${HIRE_JOBS}/${FIRST}/close`, "hire:job"],
    ["POST", `${CORE_JOBS}/query_multi_timeline`, "corehr:job:read"],
    ["GET", `${CORE_JOBS}?page_size=1`, "corehr:job:read"],
  ])("refuses %s %s without the scope %s, before it looks at the parameters", async (method, path, scope) => {
    feishu.knobs.scopes.delete(scope);
    const token = (await feishu.token()).json.tenant_access_token;
    const answer = await feishu.send(method, path, { headers: bearer(token) });
    expect([answer.status, answer.code]).toEqual([400, 99991672]);
    expect(answer.msg).toMatch(new RegExp(`\\[${scope}[\\],]`));
    expect(answer.error.permission_violations).toContainEqual({ type: "action_scope_required", subject: scope });
  });

  it("accepts any one of an API's scopes", async () => {
    feishu.knobs.scopes = new Set(["corehr:job:write"]);
    expect((await feishu.post(`${CORE_JOBS}/query_multi_timeline`, TIMELINE)).code).toBe(0);
    feishu.knobs.scopes = new Set(["corehr:job.only:read"]);
    expect((await feishu.get(`${CORE_JOBS}?page_size=1`)).code).toBe(0);
    expect((await feishu.post(`${CORE_JOBS}/query_multi_timeline`, TIMELINE)).code).toBe(99991672);
  });

  it("takes a body with GET and a content type without charset", async () => {
    const { handle } = feishu;
    const token = (await feishu.token()).json.tenant_access_token;
    const headers = { "content-type": "application/json", ...(bearer(token) as Record<string, string>) };
    const got = handle({ method: "GET", path: HIRE_JOBS, query: new URLSearchParams(), headers, json: {}, rawBody: "{}" });
    expect(got.json).toMatchObject({ code: 0 });
    expect((await feishu.post(`${CORE_JOBS}/query_multi_timeline`, TIMELINE, headers)).code).toBe(0);
  });
});

describe("the rate limits", () => {
  const open = () => feishu.post(`${HIRE_JOBS}/${FIRST}/open`, { is_never_expired: true });
  const timeline = () => feishu.post(`${CORE_JOBS}/query_multi_timeline`, TIMELINE);
  const codes = async (times: number, call: () => Promise<{ code: unknown }>) => {
    const seen: unknown[] = [];
    for (let turn = 0; turn < times; turn += 1) seen.push((await call()).code);
    return seen;
  };

  it("allow ten reopenings in any second, and then name the limit and its reset", async () => {
    expect(await codes(10, open)).not.toContain(99991400);
    const over = await open();
    expect([over.status, over.code]).toEqual([429, 99991400]);
    expect(over.headers.get("x-ogw-ratelimit-limit")).toBe("10");
    expect(over.headers.get("x-ogw-ratelimit-reset")).toBe("1");
    await feishu.pass(999);
    expect((await open()).code).toBe(99991400);
    await feishu.pass(1);
    expect((await open()).code).not.toBe(99991400);
  });

  it("slide: room comes back call by call, and refused calls use none", async () => {
    await codes(6, open);
    await feishu.pass(600);
    await codes(5, open);
    await feishu.pass(400);
    expect((await codes(7, open)).map((code) => code === 99991400)).toEqual([false, false, false, false, false, false, true]);
  });

  it("are kept per API and not per token", async () => {
    await codes(10, open);
    feishu.revokeTokens();
    expect((await open()).code).toBe(99991400);
    expect((await feishu.post(`${HIRE_JOBS}/${FIRST}/close`)).code).toBe(0);
  });

  it("name the window that takes longest where an API has two", async () => {
    feishu.knobs.limits["corehr.job.get"] = [
      { max: 3, windowMs: 60_000 },
      { max: 2, windowMs: 1000 },
    ];
    const get = () => feishu.get(`${CORE_JOBS}/${coreJobId(0)}`);
    await codes(2, get);
    expect((await get()).headers.get("x-ogw-ratelimit-limit")).toBe("2");
    await feishu.pass(1000);
    expect(await codes(1, get)).toEqual([0]);
    await feishu.pass(9000);
    const over = await get();
    expect([over.headers.get("x-ogw-ratelimit-limit"), over.headers.get("x-ogw-ratelimit-reset")]).toEqual(["3", "50"]);
  });

  it.each([
    [60_000, 1000],
    [1000, 60_000],
  ])("make the caller wait for the longer of two windows that are both full: %d and %d ms", async (first, second) => {
    feishu.knobs.limits["corehr.job.get"] = [
      { max: 2, windowMs: first },
      { max: 2, windowMs: second },
    ];
    const get = () => feishu.get(`${CORE_JOBS}/${coreJobId(0)}`);
    await codes(2, get);
    expect((await get()).headers.get("x-ogw-ratelimit-reset")).toBe("60");
  });

  it("refuse with HTTP 400 by knob", async () => {
    feishu.knobs.rateLimitStatus = 400;
    await codes(10, open);
    const over = await open();
    expect([over.status, over.code, over.headers.get("x-ogw-ratelimit-reset")]).toEqual([400, 99991400, "1"]);
  });

  it("of the timeline are CoreHR's own: five a second, 1161604, none of the gateway's headers", async () => {
    expect(await codes(5, timeline)).toEqual([0, 0, 0, 0, 0]);
    const over = await timeline();
    expect([over.status, over.code, over.headers.get("x-ogw-ratelimit-reset")]).toEqual([429, 1161604, null]);
    await feishu.pass(1000);
    expect((await timeline()).code).toBe(0);
  });

  it("of the timeline can be the gateway's instead, or none", async () => {
    feishu.knobs.serviceLimited.clear();
    await codes(5, timeline);
    expect((await timeline()).code).toBe(99991400);
    feishu.knobs.limits["corehr.job.queryMultiTimeline"] = [];
    expect(await codes(8, timeline)).toEqual(Array(8).fill(0));
  });

  it.each([
    ["GET", HIRE_JOBS, 50],
    ["GET", `${HIRE_JOBS}/${FIRST}`, 50],
    ["GET", `${HIRE_JOBS}/${FIRST}/recruiter`, 50],
    ["GET", `${HIRE_JOBS}/${FIRST}/get_detail`, 20],
    ["POST", `${HIRE_JOBS}/${FIRST}/close`, 10],
    ["GET", `${CORE_JOBS}?page_size=1`, 50],
    ["GET", `${CORE_JOBS}/query_recent_change?page_size=1&start_date=2026-11-01%2000:00:00&end_date=2026-11-02%2000:00:00`, 5],
  ])("of %s %s are %d a second", async (method, path, max) => {
    const headers = bearer((await feishu.token()).json.tenant_access_token);
    const call = () => feishu.send(method, path, { headers });
    expect(await codes(max, call)).not.toContain(99991400);
    expect((await call()).code).toBe(99991400);
  });

  it("are not spent on requests that were refused for their parameters", async () => {
    await codes(12, () => feishu.post(`${HIRE_JOBS}/${FIRST}/open`));
    expect((await open()).code).toBe(1002616);
    expect(feishu.state.calls.get("hire.job.open")).toBe(13);
  });
});

describe("injected failures", () => {
  it("apply to the calls they are armed for, as often as set", async () => {
    feishu.knobs.failures.push({ on: "corehr.job.queryMultiTimeline", code: 1161204, times: 1 });
    feishu.knobs.failures.push({ on: "corehr.job.queryMultiTimeline", code: 1161604, times: 1 });
    expect((await feishu.get(HIRE_JOBS)).code).toBe(0);
    const timeout = await feishu.post(`${CORE_JOBS}/query_multi_timeline`, TIMELINE);
    const busy = await feishu.post(`${CORE_JOBS}/query_multi_timeline`, TIMELINE);
    expect([timeout.status, timeout.code, timeout.msg]).toEqual([503, 1161204, "Request timeout"]);
    expect([busy.status, busy.code, busy.msg]).toEqual([429, 1161604, "QPS over limit"]);
    expect((await feishu.post(`${CORE_JOBS}/query_multi_timeline`, TIMELINE)).code).toBe(0);
  });

  it.each([
    [false, 1, 0],
    [true, 2, 1002609],
  ])("of Hire's system error leave a close applied: %s", async (applied, status, again) => {
    feishu.knobs.failures.push({ on: "hire.job.close", code: 1002001, times: 1, applied });
    const answer = await feishu.post(`${HIRE_JOBS}/${FIRST}/close`);
    expect([answer.status, answer.code]).toEqual([500, 1002001]);
    expect(feishu.state.hireJobs.get(FIRST)?.activeStatus).toBe(status);
    expect((await feishu.post(`${HIRE_JOBS}/${FIRST}/close`)).code).toBe(again);
  });

  it("without a route or a number apply to every call until they are removed", async () => {
    feishu.knobs.failures = [{ code: 2200 }];
    expect([(await feishu.get(HIRE_JOBS)).code, (await feishu.get(HIRE_JOBS)).code]).toEqual([2200, 2200]);
    feishu.knobs.failures = [];
    expect((await feishu.get(HIRE_JOBS)).code).toBe(0);
  });
});
