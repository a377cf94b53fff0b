import { feishuCoreHr } from "../../../../src/datasources/feishu/corehr/index.js";
import { classifyFeishu } from "../../../../src/datasources/feishu/feishu.errors.js";
import { feishuHire } from "../../../../src/datasources/feishu/hire/index.js";
import { monthOf, renewalAfter } from "../../../../src/datasources/feishu/quota/feishu.month.js";
import { coreJobId, hireJobId } from "../../../../src/sandbox/feishu/index.js";
import { answer, change, read } from "../../../http/support.js";
import { connect, type Feishu, refusalOf, startFeishu } from "../support.js";

/** The first of December in Beijing. */
const RENEWAL = Date.parse("2026-12-01T00:00:00+08:00");

describe("The calls of a month that Feishu says are used up", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
  });
  afterEach(() => feishu.close());

  const readHire = async () => {
    const [job] = await feishu.passing(feishu.askHire().jobs.jobsByIds([hireJobId(0)]));
    if (job instanceof Error) throw job;
  };
  const readCoreHr = async () => {
    const [job] = await feishu.passing(feishu.askCoreHr().jobs.jobsByIds([coreJobId(0)]));
    if (job instanceof Error) throw job;
  };
  const spend = async () => {
    feishu.standIn.knobs.monthlyCalls = 0;
    return refusalOf(readHire());
  };

  it("are RATE_LIMITED until the first of the next month in Beijing", async () => {
    expect(await spend()).toMatchObject({
      code: "RATE_LIMITED",
      vendor: "FEISHU_HIRE",
      vendorCode: "99991403",
      sent: "no",
      retryable: true,
      resetsAt: RENEWAL,
      message: expect.stringContaining("2026-11-30T16:00:00.000Z"),
    });
  });

  it("are not asked for again, by either product of the app, until then", async () => {
    await spend();
    feishu.forget();
    for (const reading of [readHire, readCoreHr]) {
      expect(await refusalOf(reading())).toMatchObject({ code: "RATE_LIMITED", resetsAt: RENEWAL, vendorCode: "99991403" });
    }
    await feishu.clock.advance(RENEWAL - 1 - feishu.clock.now());
    expect(await refusalOf(readHire())).toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 1 });
    expect(feishu.requests()).toEqual([]);
    feishu.standIn.knobs.monthlyCalls = 10;
    await feishu.clock.advance(1);
    await readHire();
    await readCoreHr();
  });

  it("are not asked for after a restart either, and `vendors` says why", async () => {
    await spend();
    feishu.forget();
    // Connections that share an app at the same time share what it knows.
    await feishu.hire.close();
    await feishu.coreHr.close();
    const again = [feishuHire, feishuCoreHr].map((module) => connect(module, feishu.environment, feishu.clock, feishu));
    const [hire, coreHr] = again.map((connection) => connection.datasource({}).jobs);
    expect(await hire?.jobsByIds([hireJobId(0)])).toMatchObject([{ code: "RATE_LIMITED", resetsAt: RENEWAL }]);
    expect(await coreHr?.jobsByIds([coreJobId(0)])).toMatchObject([{ code: "RATE_LIMITED", resetsAt: RENEWAL }]);
    expect(feishu.requests()).toEqual([]);
    expect(again[1]?.status().lastFailure).toMatchObject({ error: { vendor: "FEISHU_COREHR", resetsAt: RENEWAL } });
    for (const connection of again) await connection.close();
  });

  it("are not those of another account", async () => {
    await spend();
    feishu.standIn.knobs.monthlyCalls = undefined;
    const apac = connect(feishuHire, feishu.environment, feishu.clock, { database: feishu.database, account: "apac" });
    expect(await feishu.passing(apac.datasource({}).jobs?.jobsByIds([hireJobId(0)]) ?? Promise.reject())).toMatchObject([
      { account: "apac" },
    ]);
    await apac.close();
  });

  it("are known from the answer to a request for a token, too", async () => {
    feishu.standIn.knobs.uncounted.delete("token");
    expect(await spend()).toMatchObject({ code: "RATE_LIMITED", vendor: "FEISHU_HIRE", resetsAt: RENEWAL });
    feishu.forget();
    await refusalOf(readCoreHr());
    expect(feishu.requests()).toEqual([]);
  });

  it("open no circuit", async () => {
    for (let turn = 0; turn < 7; turn += 1) await spend();
    expect(feishu.hire.status().circuit).toBe("CLOSED");
  });
});

describe("Code 99991403", () => {
  const upstream = { vendor: "FEISHU_HIRE" };
  const receivedAt = Date.parse("2026-11-22T12:00:00Z");
  const classify = classifyFeishu({});

  it.each([
    ["with any status", { code: 99991403, msg: "no more" }],
    ["without a message", { code: 99991403 }],
    ["as a text", { code: "99991403", msg: "no more" }],
    ["within the error", { code: 1, msg: "x", error: { code: 99991403 } }],
    ["within the data", { code: 0, data: { code: 99991403 } }],
  ])("is read %s", (_, json) => {
    for (const status of [200, 400, 403, 429, 500, 503]) {
      const error = classify(answer({ status, json, receivedAt }), read({}), upstream);
      expect(error).toMatchObject({ code: "RATE_LIMITED", sent: "no", status, resetsAt: RENEWAL });
    }
  });

  it("means of a change that nothing was done", () => {
    expect(classify(answer({ status: 200, json: { code: 99991403 }, receivedAt }), change({}), upstream)).toMatchObject({ sent: "no" });
  });

  it("ends with the month by Feishu's clock, told by ours", () => {
    const date = "Mon, 30 Nov 2026 15:59:00 GMT";
    // Our clock is ten minutes ahead, in December already.
    const ours = Date.parse("2026-11-30T16:09:00Z");
    expect(renewalAfter({ headers: { date }, receivedAt: ours })).toBe(ours + 60_000);
    // The header leaves out what is less than a second.
    const header = { date: "Thu, 26 Nov 2026 12:00:00 GMT" };
    expect(renewalAfter({ headers: header, receivedAt: Date.parse("2026-11-26T12:00:00.900Z") })).toBe(RENEWAL);
  });

  it("costs no month where the renewal comes a few minutes late", () => {
    const ask = (at: number) => renewalAfter({ headers: {}, receivedAt: at }) - at;
    expect(ask(RENEWAL)).toBe(10 * 60_000);
    expect(ask(RENEWAL + 10 * 60_000 - 1)).toBe(1_000);
    expect(ask(RENEWAL + 10 * 60_000)).toBeGreaterThan(30 * 24 * 3_600_000);
  });
});

test("A month is one of Beijing", () => {
  expect(monthOf(Date.parse("2026-11-30T15:59:59.999Z")).name).toBe("2026-11");
  expect(monthOf(Date.parse("2026-11-30T16:00:00Z"))).toEqual({
    name: "2026-12",
    startsAt: RENEWAL,
    endsAt: Date.parse("2027-01-01T00:00:00+08:00"),
  });
});
