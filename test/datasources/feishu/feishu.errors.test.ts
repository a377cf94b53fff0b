import { COREHR_CODES } from "../../../src/datasources/feishu/corehr/corehr.errors.js";
import { classifyFeishu } from "../../../src/datasources/feishu/feishu.errors.js";
import { HIRE_CODES } from "../../../src/datasources/feishu/hire/hire.errors.js";
import type { VendorRequest, VendorResponse } from "../../../src/http/request.js";
import { coreJobId, hireJobId } from "../../../src/sandbox/feishu/index.js";
import { recordsIn } from "../../support/records.js";
import { CORE_JOBS, type Feishu, HIRE_JOBS, refusalOf, startFeishu, TIMELINE } from "./support.js";

const REQUEST: VendorRequest = { method: "GET", path: "/", route: "GET /thing", intent: "read" };

function answer(status: number, json: unknown, headers: Record<string, string> = {}): VendorResponse {
  return { status, headers, json, text: JSON.stringify(json) ?? "404 page not found", receivedAt: 0 };
}

describe("Feishu's refusals", () => {
  const read = classifyFeishu({ ...HIRE_CODES, ...COREHR_CODES });
  const classify = (response: VendorResponse, request: VendorRequest) => read(response, request, { vendor: "FEISHU_HIRE" });

  it.each([
    [429, 99991400, "RATE_LIMITED", "no", true],
    [400, 99991400, "RATE_LIMITED", "no", true],
    [429, 1161604, "RATE_LIMITED", "no", true],
    [503, 1161204, "TIMEOUT", "maybe", true],
    [500, 2200, "UNAVAILABLE", "maybe", true],
    [200, 2200, "UNAVAILABLE", "maybe", true],
    [500, 1002001, "UNAVAILABLE", "maybe", true],
    [200, 1002001, "UNAVAILABLE", "maybe", true],
    [400, 1002002, "REJECTED", "yes", false],
    [404, 1002601, "NOT_FOUND", "yes", false],
    // A path that the gateway does not have: about the address, and not about a record.
    [404, 99991201, "REJECTED", "yes", false],
    [400, 1002601, "NOT_FOUND", "yes", false],
    [400, 1002613, "REJECTED", "yes", false],
    [400, 99991401, "ACCESS_DENIED", "no", false],
    [400, 99991403, "RATE_LIMITED", "no", true],
    [400, 99991543, "CREDENTIALS_REJECTED", "no", false],
    [400, 99991661, "CREDENTIALS_REJECTED", "no", false],
    [400, 99991662, "CREDENTIALS_REJECTED", "no", false],
    [400, 99991663, "CREDENTIALS_REJECTED", "no", false],
    [400, 99991672, "ACCESS_DENIED", "yes", false],
    [400, 99991673, "ACCESS_DENIED", "yes", false],
    [400, 99992402, "REJECTED", "yes", false],
    [400, 4242, "REJECTED", "yes", false],
    [200, 4242, "REJECTED", "yes", false],
    [502, 4242, "UNAVAILABLE", "maybe", true],
  ])("HTTP %i with code %i is %s, sent: %s", (status, code, expected, sent, retryable) => {
    expect(classify(answer(status, { code, msg: "words" }), REQUEST)).toMatchObject({
      code: expected,
      sent,
      retryable,
      status,
      vendorCode: String(code),
      vendor: "FEISHU_HIRE",
    });
  });

  it("a code of 0 is a success only with a matching status", () => {
    expect(classify(answer(200, { code: 0, msg: "ok", data: {} }), REQUEST)).toBeUndefined();
    expect(classify(answer(500, { code: 0, msg: "ok", data: {} }), REQUEST)).toMatchObject({ code: "UNAVAILABLE", sent: "maybe" });
  });

  it("the gateway's 404 in plain text means a wrong address, never a missing record", () => {
    expect(classify(answer(404, undefined), REQUEST)).toMatchObject({
      code: "BAD_RESPONSE",
      sent: "no",
      message: expect.stringContaining("FEISHU_BASE_URL"),
    });
  });

  it("the log id is taken from the header, or from the body in either spelling", () => {
    const refusal = { code: 1002002, msg: "bad" };
    const idOf = (response: VendorResponse) => classify(response, REQUEST)?.vendorRequestId;
    expect(idOf(answer(400, { ...refusal, error: { log_id: "B" } }, { "x-tt-logid": "A" }))).toBe("A");
    expect(idOf(answer(400, { ...refusal, error: { log_id: "B" } }))).toBe("B");
    expect(idOf(answer(400, { ...refusal, error: { logid: "C" } }))).toBe("C");
    expect(idOf(answer(502, undefined, { "x-tt-logid": "D" }))).toBe("D");
    expect(idOf(answer(400, { ...refusal, error: "text" }, { "x-tt-logid": "E" }))).toBe("E");
  });

  it.each([
    ["2", 2000],
    ["0.25", 250],
    ["soon", 1_000],
    // No limit is of a day: a moment in the place of seconds would be a wait of fifty years.
    ["1795000000", 1_000],
    ["-1", 1_000],
  ])("a reset of %p seconds is a wait of %p ms", (reset, waitMs) => {
    const error = classify(answer(429, { code: 99991400 }, { "x-ogw-ratelimit-reset": reset }), REQUEST);
    expect(error?.retryAfterMs).toBe(waitMs);
  });

  it("messages name scopes and parameters, and hold no address", () => {
    const scopes = {
      code: 99991672,
      msg: "Access denied. https://open.feishu.cn/app/cli_x/auth?q=hire",
      error: { permission_violations: [{ subject: "hire:job" }] },
    };
    expect(classify(answer(400, scopes), REQUEST)?.message).toMatch(/scope hire:job/);
    expect(classify(answer(400, scopes), REQUEST)?.message).not.toContain("http");
    const fields = {
      code: 99992402,
      msg: "field validation failed",
      error: { field_violations: [{ field: "job_ids", description: "the max len is 10" }] },
    };
    expect(classify(answer(400, fields), REQUEST)?.message).toContain("job_ids: the max len is 10");
  });
});

describe("The Feishu client", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
  });
  afterEach(() => feishu.close());

  const readHire = async () => {
    const [job] = await feishu.passing(feishu.askHire().jobs.jobsByIds([hireJobId(0)]));
    if (job instanceof Error) throw job;
    return job;
  };
  const readVersions = async () => {
    const asked = [{ jobId: coreJobId(0), start: "2019-01-01", end: "2026-01-01", fields: [] }];
    const [versions] = await feishu.passing(feishu.askCoreHr().timeline.versions(asked));
    return recordsIn(versions);
  };

  it("names the scope that the app lacks", async () => {
    for (const scope of ["hire:job.composite_info:readonly", "hire:job:readonly"]) feishu.standIn.knobs.scopes.delete(scope);
    const error = await refusalOf(readHire());
    expect(error).toMatchObject({ code: "ACCESS_DENIED", vendorCode: "99991672", message: expect.stringContaining("hire:job:readonly") });
    expect(error.vendorRequestId).toMatch(/^\d{14}/);
    expect(feishu.hire.status().lastFailure?.error).toBe(error);
  });

  it.each([429, 400] as const)("waits until the gateway's reset after a refusal with HTTP %i, and continues", async (status) => {
    feishu.standIn.knobs.rateLimitStatus = status;
    // Another process of the app has used the second up.
    feishu.standIn.knobs.limits["hire.job.getDetail"] = [{ max: 1, windowMs: 3_000 }];
    await readHire();
    const before = feishu.clock.now();
    await expect(readHire()).resolves.not.toBeNull();
    expect(feishu.requests(HIRE_JOBS).map(({ status: answered }) => answered)).toEqual([200, status, 200]);
    expect(feishu.clock.now() - before).toBeGreaterThanOrEqual(3_000);
  });

  it("waits a second after a refusal by CoreHR's own limiter, which names no wait", async () => {
    feishu.standIn.knobs.failures.push({ on: "corehr.job.queryMultiTimeline", code: 1161604, times: 2 });
    await expect(readVersions()).resolves.toHaveLength(1);
    const sent = feishu.requests(TIMELINE);
    expect(sent.map(({ status }) => status)).toEqual([429, 429, 200]);
    for (const [index, { at }] of sent.slice(1).entries()) expect(at - (sent[index]?.at ?? at)).toBeGreaterThanOrEqual(1_000);
  });

  it.each([1161204, 2200] as const)("repeats a read that failed with %i", async (code) => {
    feishu.standIn.knobs.failures.push({ code, times: 1 });
    await expect(readVersions()).resolves.toHaveLength(1);
    expect(feishu.requests(TIMELINE)).toHaveLength(2);
  });

  it("sends at most five timeline requests a second, and keeps a separate budget for each API", async () => {
    const asked = Array.from({ length: 120 }, (_, index) => ({
      jobId: coreJobId(index),
      start: "2019-01-01",
      end: "2026-01-01",
      fields: [],
    }));
    await feishu.passing(feishu.askCoreHr().timeline.versions(asked));
    expect(feishu.requests(TIMELINE).map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    const budgets = (connection: typeof feishu.hire) =>
      connection.status().budgets.map(({ name, limit, windowMs }) => [name, limit, windowMs]);
    expect(budgets(feishu.coreHr)).toEqual([
      ["POST /corehr/v2/jobs/query_multi_timeline", 5, 1_000],
      ["GET /corehr/v2/jobs/query_recent_change", 5, 1_000],
      ["POST /corehr/v2/jobs/batch_get per minute", 1_000, 60_000],
      ["POST /corehr/v2/jobs/batch_get per second", 50, 1_000],
      ["GET /corehr/v2/jobs per minute", 1_000, 60_000],
      ["GET /corehr/v2/jobs per second", 50, 1_000],
    ]);
    expect(budgets(feishu.hire)).toEqual([
      ["GET /hire/v1/jobs", 50, 1_000],
      ["GET /hire/v1/jobs/{id}", 50, 1_000],
      ["GET /hire/v1/jobs/{id}/get_detail", 20, 1_000],
      ["POST /hire/v1/jobs/{id}/open", 10, 1_000],
      ["POST /hire/v1/jobs/{id}/close", 10, 1_000],
      ["GET /hire/v1/websites", 10, 1_000],
      ["GET /hire/v1/websites/{id}/job_posts per minute", 1_000, 60_000],
      ["GET /hire/v1/websites/{id}/job_posts per second", 50, 1_000],
    ]);
  });

  it("takes an answer of another form as a bad response, and quotes its log id", async () => {
    feishu.running.faults.arm({
      kind: "status",
      status: 200,
      path: CORE_JOBS,
      headers: { "x-tt-logid": "LOG" },
      json: { code: 0, data: { items: [{}] } },
    });
    const [answer] = await feishu.passing(feishu.askCoreHr().jobs.jobsByIds([coreJobId(0)]));
    expect(answer).toMatchObject({
      code: "BAD_RESPONSE",
      vendorRequestId: "LOG",
      message: expect.stringContaining("A job without a readable id cannot be read: id"),
    });
  });
});
