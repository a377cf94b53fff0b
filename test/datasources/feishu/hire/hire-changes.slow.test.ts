import { expiryRefusal } from "../../../../src/datasources/feishu/hire/hire.rules.js";
import { hireJobId, OPEN } from "../../../../src/sandbox/feishu/index.js";
import { HIRE_JOBS } from "../support.js";
import { startWorld, type World } from "../world.js";

interface Payload {
  job: { id: string; status: string; expiresAt: string | null } | null;
  operation: { id: string; outcome: string; vendorRequestId: string | null } | null;
  userErrors: { code: string; field: string[] | null; message: string; vendorCode: string | null }[];
}

const PARTS = "{ job { id status expiresAt } operation { id outcome vendorRequestId } userErrors { code field message vendorCode } }";
const REOPEN = `mutation ($input: ReopenJobInput!) { change: reopenJob(input: $input) ${PARTS} }`;
const CLOSE = `mutation ($input: CloseJobInput!) { change: closeJob(input: $input) ${PARTS} }`;
/** The job of the page's example, put into the stand-in under its own id. */
const SEED_JOB = "6960663240925956555";

const jobAnswer = (fields: object) => ({
  status: 200,
  json: { code: 0, data: { job_detail: { basic_info: { id: SEED_JOB, ...fields } } } },
});

describe("opening and closing a Feishu Hire job", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    const sample = world.standIn.state.hireJobs.get(hireJobId(1));
    if (sample === undefined) throw new Error("The sample has no such job");
    world.standIn.state.hireJobs.set(SEED_JOB, { ...sample, id: SEED_JOB, expiresAt: undefined });
  });
  afterEach(() => world.stop());

  const id = `feishu-hire:job:${SEED_JOB}`;
  const job = () => world.standIn.state.hireJobs.get(SEED_JOB);
  const change = async (mutation: string, input: Record<string, unknown> = {}) =>
    (await world.data<{ change: Payload }>(mutation, { input: { id, ...input } })).change;
  const writes = () => world.requests(HIRE_JOBS).filter(({ method }) => method === "POST");

  it("sends the page's request for a job without end, and leaves expiry_time out", async () => {
    const payload = await change(REOPEN);
    expect(writes().map(({ path, rawBody, query }) => [path, query, rawBody])).toEqual([
      [`${HIRE_JOBS}/${SEED_JOB}/open`, "", '{"is_never_expired":true}'],
    ]);
    expect(writes()[0]?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      authorization: expect.stringMatching(/^Bearer t-/),
    });
    expect(payload).toMatchObject({ job: { id, status: "OPEN", expiresAt: null }, operation: { outcome: "APPLIED" }, userErrors: [] });
    expect(payload.operation?.vendorRequestId).toMatch(/^\d{14}/);
  });

  it("sends the page's expiry_time as a number of milliseconds", async () => {
    const payload = await change(REOPEN, { expiresAt: new Date(1_830_259_120_000).toISOString() });
    expect(JSON.parse(writes()[0]?.rawBody ?? "")).toEqual({ is_never_expired: false, expiry_time: 1_830_259_120_000 });
    expect(payload).toMatchObject({ job: { status: "OPEN", expiresAt: new Date(1_830_259_120_000).toISOString() }, userErrors: [] });
  });

  it("refuses an expiry that is not in the future, and sends nothing", async () => {
    for (const moment of [world.clock.now() - 1, world.clock.now() - 86_400_000, 1_700_000]) {
      const payload = await change(REOPEN, { expiresAt: new Date(moment).toISOString() });
      expect(payload.userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["expiresAt"] }]);
    }
    expect(writes()).toEqual([]);
    world.forget();
    // Not even the job is read, unless it is selected.
    await world.data("mutation ($input: ReopenJobInput!) { reopenJob(input: $input) { userErrors { code } } }", {
      input: { id, expiresAt: "2020-01-01T00:00:00Z" },
    });
    expect(world.requests()).toEqual([]);
  });

  it("accepts an expiry from the next millisecond on", () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    expect(expiryRefusal("2026-01-01T00:00:00Z", now)).toMatchObject({ code: "INVALID_INPUT", field: ["expiresAt"] });
    expect(expiryRefusal("2026-01-01T00:00:00.001Z", now)).toBeUndefined();
    expect(expiryRefusal(null, now)).toBeUndefined();
  });

  it("closes the job, and shows it as it is afterwards", async () => {
    Object.assign(job() ?? {}, { activeStatus: OPEN });
    const payload = await change(CLOSE);
    expect(writes().map(({ path, rawBody }) => [path, rawBody])).toEqual([[`${HIRE_JOBS}/${SEED_JOB}/close`, ""]]);
    expect(payload).toMatchObject({ job: { id, status: "CLOSED" }, operation: { outcome: "APPLIED" }, userErrors: [] });
  });

  it("sends nothing where the job has that status already, or does not exist", async () => {
    expect((await change(CLOSE)).userErrors).toMatchObject([{ code: "ALREADY_CLOSED" }]);
    Object.assign(job() ?? {}, { activeStatus: OPEN });
    expect((await change(REOPEN)).userErrors).toMatchObject([{ code: "ALREADY_OPEN", vendorCode: null }]);
    expect((await change(REOPEN, { id: "feishu-hire:job:404" })).userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["id"] }]);
    expect((await change(REOPEN, { id: "feishu-hire:job:1%2F2" })).userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["id"] }]);
    expect(writes()).toEqual([]);
  });

  it("checks and sends nothing for a dry run", async () => {
    expect(await change(REOPEN, { dryRun: true })).toMatchObject({ operation: null, userErrors: [], job: { status: "CLOSED" } });
    expect(writes()).toEqual([]);
  });

  it("names the menu where an administrator permits changes by the API", async () => {
    world.standIn.knobs.syncThroughApi = false;
    const { userErrors, operation } = await change(REOPEN);
    expect(userErrors).toMatchObject([{ code: "DISABLED_AT_VENDOR", vendorCode: "1002613", field: null }]);
    expect(userErrors[0]?.message).toContain("「飞书招聘」-「设置」-「职位管理」-「职位设置」");
    expect(userErrors[0]?.message).toContain("通过 API 同步职位");
    expect(operation).toMatchObject({ outcome: "NOT_APPLIED" });
  });

  it.each([
    [REOPEN, "open", 1002601, "NOT_FOUND", ["id"]],
    [REOPEN, "open", 1002616, "ALREADY_OPEN", ["id"]],
    [REOPEN, "open", 1002002, "INVALID_INPUT", ["expiresAt"]],
    [REOPEN, "open", 99992402, "INVALID_INPUT", ["expiresAt"]],
    [CLOSE, "close", 1002609, "ALREADY_CLOSED", ["id"]],
    [CLOSE, "close", 1002002, "INVALID_INPUT", ["id"]],
    [CLOSE, "close", 1002613, "DISABLED_AT_VENDOR", null],
    [CLOSE, "close", 4242, "REJECTED_BY_VENDOR", null],
    [CLOSE, "close", 99991672, "FORBIDDEN", null],
  ])("explains refusals that only a change meets (%#)", async (mutation, path, code, expected, field) => {
    if (path === "close") Object.assign(job() ?? {}, { activeStatus: OPEN });
    world.running.faults.arm({ kind: "status", path: `/${path}$`, status: 400, json: { code, msg: "words" } });
    const input = path === "open" ? { expiresAt: "2031-01-01T00:00:00Z" } : {};
    const payload = await change(mutation, input);
    expect(payload.userErrors).toMatchObject([{ code: expected, vendorCode: String(code), field }]);
    expect(payload.operation).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(writes()).toHaveLength(1);
  });

  it.each([
    [
      "answered with 1002001 after the work",
      () => world.standIn.knobs.failures.push({ on: "hire.job.open", code: 1002001, applied: true }),
    ],
    ["answered with 2200 after the work", () => world.standIn.knobs.failures.push({ on: "hire.job.open", code: 2200, applied: true })],
    ["cut off after the work", () => world.running.faults.arm({ kind: "drop-after", path: "/open$" })],
    ["answered with half a text", () => world.running.faults.arm({ kind: "malformed", path: "/open$" })],
  ])("verifies a reopening that is %s, and sends it once", async (_, fail) => {
    fail();
    const payload = await change(REOPEN, { expiresAt: "2031-01-01T00:00:00Z" });
    expect(payload).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [], job: { status: "OPEN" } });
    expect(writes()).toHaveLength(1);
  });

  it.each([
    ["answered with 1002001 before it", () => world.standIn.knobs.failures.push({ code: 1002001, on: "hire.job.open" })],
    ["cut off before it", () => world.running.faults.arm({ kind: "drop-before", path: "/open$" })],
  ])("verifies a reopening that is %s until the settle grace is over, and does not send it again", async (_, fail) => {
    fail();
    const before = world.clock.now();
    const payload = await change(REOPEN);
    expect(payload).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, job: { status: "CLOSED" } });
    expect(payload.userErrors).toMatchObject([{ code: "REJECTED_BY_VENDOR" }]);
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(3_000);
    expect(writes()).toHaveLength(1);
  });

  it.each([
    ["reopening", "is not shown any more", REOPEN, "open", { status: 404, json: { code: 1002601, msg: "job not found" } }],
    ["closing", "is not shown any more", CLOSE, "close", { status: 404, json: { code: 1002601, msg: "job not found" } }],
    ["reopening", "stands in no known way", REOPEN, "open", jobAnswer({ active_status: 7 })],
    ["closing", "does not say how it stands", CLOSE, "close", jobAnswer({})],
  ])("leaves a lost %s of a job that %s uncertain", async (_what, _how, mutation, path, answer) => {
    if (path === "close") Object.assign(job() ?? {}, { activeStatus: OPEN });
    world.running.faults.arm({ kind: "drop-before", path: `/${path}$` });
    world.running.faults.arm({ kind: "status", method: "GET", path: `/${SEED_JOB}/get_detail$`, skip: 1, ...answer });
    expect(await change(mutation)).toMatchObject({ operation: { outcome: "UNCERTAIN" }, userErrors: [{ code: "UNCERTAIN" }] });
    expect(writes()).toHaveLength(1);
  });

  it.each([
    ["2031-01-01T00:00:00Z", "2029-01-01T00:00:00Z", "NOT_APPLIED"],
    ["2031-01-01T00:00:00Z", undefined, "NOT_APPLIED"],
    ["2031-01-01T00:00:00.250Z", "2031-01-01T00:00:00Z", "APPLIED"],
    [undefined, "2031-01-01T00:00:00Z", "NOT_APPLIED"],
    // Left from the opening before, and over; or left from it as it was.
    [undefined, "2020-01-01T00:00:00Z", "APPLIED"],
    [undefined, "2032-01-01T00:00:00Z", "APPLIED"],
    ["2031-01-01T00:00:00Z", "2032-01-01T00:00:00Z", "NOT_APPLIED"],
  ])("settles a lost reopening until %p, with the job found open until %p, as %s", async (asked, held, outcome) => {
    world.standIn.knobs.closeExpired = false;
    Object.assign(job() ?? {}, { expiresAt: Date.parse("2032-01-01T00:00:00Z") });
    world.standIn.knobs.failures.push({ code: 1002001, on: "hire.job.open" });
    const changing = change(REOPEN, asked === undefined ? {} : { expiresAt: asked });
    while (writes().length === 0) await new Promise((resolve) => setImmediate(resolve));
    Object.assign(job() ?? {}, { activeStatus: OPEN, expiresAt: held === undefined ? undefined : Date.parse(held) });
    expect(await changing).toMatchObject({ operation: { outcome } });
  });

  it("verifies a closing whose answer was lost", async () => {
    Object.assign(job() ?? {}, { activeStatus: OPEN });
    world.standIn.knobs.failures.push({ code: 1002001, applied: true, on: "hire.job.close", times: 1 });
    expect(await change(CLOSE)).toMatchObject({ operation: { outcome: "APPLIED" }, job: { status: "CLOSED" } });
    expect(writes()).toHaveLength(1);
  });

  it("repeats a change refused for its token once with a new one, and applies it once", async () => {
    Object.assign(job() ?? {}, { activeStatus: OPEN });
    await world.data(`{ job(id: "${id}") { status } }`);
    world.forget();
    // Refused at the gateway, so Feishu has done nothing.
    const refusal = { code: 99991663, msg: "Invalid access token for authorization." };
    world.running.faults.arm({ kind: "status", path: "/close$", status: 400, times: 1, json: refusal });
    const payload = await change(CLOSE);
    expect(payload).toMatchObject({ operation: { outcome: "APPLIED" }, job: { status: "CLOSED" }, userErrors: [] });
    expect(writes().map(({ status }) => status)).toEqual([400, 200]);
    expect(world.requests("/open-apis/auth")).toHaveLength(1);
  });

  it("shows in `can` beforehand whether it is allowed, with names in Hire's languages", async () => {
    const query = `query ($id: ID!) { job(id: $id) { name names { lang value } departments can { reopen { allowed code } close { allowed code } } } }`;
    const data = await world.data<{ job: unknown }>(query, { id }, { "accept-language": "en" });
    const held = job();
    expect(data.job).toEqual({
      name: held?.title,
      names: [{ lang: "und", value: held?.title }],
      departments: [held?.department.name.en],
      can: { reopen: { allowed: true, code: null }, close: { allowed: false, code: "ALREADY_CLOSED" } },
    });
  });
});
