import { feishuCoreHr } from "../../../src/datasources/feishu/corehr/index.js";
import { feishuHire } from "../../../src/datasources/feishu/hire/index.js";
import { coreJobId, hireJobId } from "../../../src/sandbox/feishu/index.js";
import { connect, type Feishu, HIRE_JOBS, keepAllJobs, refusalOf, startFeishu, TOKEN_PATH } from "./support.js";

const MINUTE = 60_000;

describe("the token of a Feishu app", () => {
  let feishu: Feishu;
  beforeEach(async () => {
    feishu = await startFeishu();
    keepAllJobs(feishu.standIn);
  });
  afterEach(() => feishu.close());

  /** Twenty reads of both products at once. */
  const readMuch = () =>
    feishu.passing(
      Promise.all(
        Array.from({ length: 10 }, async (_, index) => {
          const [hire] = await feishu.askHire().jobs.jobsByIds([hireJobId(index)]);
          const [core] = await feishu.askCoreHr().jobs.jobsByIds([coreJobId(index)]);
          return [hire, core];
        }),
      ),
    );
  const readOne = async (index = 0, of = feishu.hire) => {
    const [job] = (await feishu.passing(of.datasource({}).jobs?.jobsByIds([hireJobId(index)]) ?? Promise.resolve([null]))) as unknown[];
    if (job instanceof Error) throw job;
    return job;
  };

  it("is requested once for both products and all waiting calls, and not again during its life", async () => {
    await readMuch();
    await feishu.clock.advance(60 * MINUTE);
    await readMuch();
    expect(feishu.requests(TOKEN_PATH).map(({ method, rawBody }) => [method, rawBody])).toEqual([
      ["POST", '{"app_id":"cli_sandbox","app_secret":"sandbox-secret"}'],
    ]);
    const tokens = new Set(feishu.requests("/open-apis/hire").map(({ headers }) => headers.authorization));
    expect([...tokens]).toEqual([`Bearer ${feishu.standIn.state.tokens[0]?.value}`]);
  });

  it("lives for the seconds in `expire`, not for two hours", async () => {
    // Another process of the app has had the token for 80 minutes.
    const ask = () =>
      fetch(`${feishu.running.origin}${TOKEN_PATH}`, { method: "POST", body: '{"app_id":"cli_sandbox","app_secret":"sandbox-secret"}' });
    await ask();
    await feishu.clock.advance(80 * MINUTE);
    await readOne();
    expect(feishu.standIn.state.tokens).toHaveLength(1);
    await feishu.clock.advance(35 * MINUTE);
    await readMuch();
    expect(feishu.standIn.state.tokens).toHaveLength(2);
    await feishu.clock.advance(10 * MINUTE);
    await readMuch();
    expect(feishu.requests().map(({ status }) => status)).toEqual(feishu.requests().map(() => 200));
    expect(feishu.standIn.state.tokenRequests).toBe(3);
  });

  it("that is refused is renewed once for both products, and each refused call is repeated once", async () => {
    await readMuch();
    feishu.standIn.revokeTokens();
    feishu.forget();
    const answers = await readMuch();
    expect(answers.flat().filter((job) => job instanceof Error || job === null)).toEqual([]);
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(1);
    const refused = feishu.requests().filter(({ status }) => status === 400);
    expect(refused.length).toBeGreaterThan(0);
    expect(feishu.requests("/open-apis/hire").length + feishu.requests("/open-apis/corehr").length).toBe(20 + refused.length);
  });

  it("that one product's refusal renewed is not renewed again by the other", async () => {
    await readMuch();
    feishu.standIn.revokeTokens();
    feishu.forget();
    await readOne();
    await feishu.passing(feishu.askCoreHr().jobs.jobsByIds([coreJobId(0)]));
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(1);
  });

  it("that Feishu refuses and issues again is an error, not a loop", async () => {
    await readOne();
    feishu.standIn.revokeTokens({ stillServed: true });
    feishu.forget();
    const error = await refusalOf(readOne());
    expect(error).toMatchObject({ code: "CREDENTIALS_REJECTED", vendor: "FEISHU_HIRE", retryable: false, sent: "no" });
    expect(feishu.requests().map(({ path }) => path.split("/").slice(0, 4).join("/"))).toEqual([
      "/open-apis/hire/v1",
      "/open-apis/auth/v3",
      "/open-apis/hire/v1",
    ]);
    for (let index = 1; index < 6; index += 1) await refusalOf(readOne(index));
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(1);
    expect(feishu.requests(HIRE_JOBS)).toHaveLength(12);
    // Once Feishu has come to its senses, so do we.
    await feishu.clock.advance(30_000);
    feishu.standIn.revokeTokens();
    await expect(readOne()).resolves.toMatchObject({ vendorId: hireJobId(0) });
  });

  it("that is refused temporarily and issued again serves every refused call, with one token request", async () => {
    await readOne();
    feishu.forget();
    for (let index = 1; index < 4; index += 1) {
      feishu.running.faults.arm({
        kind: "status",
        status: 400,
        path: HIRE_JOBS,
        times: 1,
        json: { code: 99991663, msg: "Invalid access token for authorization." },
      });
      await expect(readOne(index)).resolves.toMatchObject({ vendorId: hireJobId(index) });
    }
    expect(feishu.requests(HIRE_JOBS).map(({ status }) => status)).toEqual([400, 200, 400, 200, 400, 200]);
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(1);
  });

  it("that one product has renewed is not renewed again for the other's late refusal of the old one", async () => {
    await readOne();
    feishu.standIn.revokeTokens();
    feishu.forget();
    feishu.running.faults.arm({ kind: "latency", ms: 5_000, path: HIRE_JOBS, times: 1 });
    const late = readOne(1);
    // By the time the refusal arrives, CoreHR has a new token and Hire has used it.
    await feishu.passing(
      (async () => {
        while (feishu.requests(HIRE_JOBS).length === 0) await feishu.clock.sleep(10);
        await feishu.askCoreHr().jobs.jobsByIds([coreJobId(0)]);
        await feishu.askHire().jobs.jobsByIds([hireJobId(2)]);
      })(),
    );
    await expect(late).resolves.toMatchObject({ vendorId: hireJobId(1) });
    expect(feishu.requests(HIRE_JOBS).map(({ status }) => status)).toEqual([400, 200, 200]);
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(1);
  });

  it("is not requested repeatedly where the keys are wrong", async () => {
    const wrong = connect(feishuHire, { ...feishu.environment, FEISHU_APP_SECRET: "not-the-secret" }, feishu.clock, feishu);
    const error = await refusalOf(readOne(0, wrong));
    expect(error).toMatchObject({ code: "CREDENTIALS_REJECTED", vendor: "FEISHU_HIRE", vendorCode: "10014", sent: "no" });
    expect(error.message).toContain("FEISHU_APP_SECRET");
    expect(error.message).not.toContain("not-the-secret");
    for (let index = 1; index < 5; index += 1) await refusalOf(readOne(index, wrong));
    expect(feishu.requests()).toHaveLength(1);
    // The right keys have a token of their own.
    await expect(readOne()).resolves.toMatchObject({ vendorId: hireJobId(0) });
    await wrong.close();
  });

  it("is used until its end where the renewal fails, and the renewal is not repeated with every call", async () => {
    await readOne();
    await feishu.clock.advance(112 * MINUTE);
    feishu.forget();
    feishu.running.faults.arm({ kind: "status", status: 500, path: "/auth/v3/" });
    for (let index = 0; index < 10; index += 1) await expect(readOne(index)).resolves.not.toBeNull();
    expect(feishu.requests(TOKEN_PATH).length).toBeLessThanOrEqual(3);
    expect(feishu.requests(HIRE_JOBS)).toHaveLength(10);
    await feishu.clock.advance(10 * MINUTE);
    const error = await refusalOf(readOne());
    expect(error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
    // One that is over is not tried.
    expect(feishu.requests(HIRE_JOBS)).toHaveLength(10);
  });

  it("is requested again where the answer to a renewal was lost", async () => {
    feishu.running.faults.arm({ kind: "malformed", path: "/auth/v3/", times: 1 });
    await expect(readOne()).resolves.not.toBeNull();
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(2);
  });

  it("of a short life is used for half of it before it is renewed", async () => {
    feishu.standIn.knobs.tokenLifetimeMs = 60_000;
    await readMuch();
    await feishu.clock.advance(20_000);
    await readMuch();
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(1);
    await feishu.clock.advance(20_000);
    await readMuch();
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(2);
  });

  it("belongs to its account: of two with the same wrong keys, each is told of its own variables", async () => {
    const wrong = { ...feishu.environment, FEISHU_APP_SECRET: "wrong" };
    const [lark, apac] = ["lark", "apac"].map((account) =>
      connect(feishuHire, wrong, feishu.clock, { database: feishu.database, account }),
    ) as [typeof feishu.hire, typeof feishu.hire];
    expect((await refusalOf(readOne(0, lark))).message).toContain("FEISHU_LARK_APP_SECRET");
    expect(await refusalOf(readOne(0, apac))).toMatchObject({
      account: "apac",
      message: expect.stringContaining("FEISHU_APAC_APP_SECRET"),
    });
    await Promise.all([lark.close(), apac.close()]);
  });

  it("is forgotten with the last product that used it", async () => {
    await readOne();
    await feishu.hire.close();
    await feishu.passing(feishu.askCoreHr().jobs.jobsByIds([coreJobId(0)]));
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(1);
    await feishu.coreHr.close();
    const again = connect(feishuCoreHr, feishu.environment, feishu.clock, feishu);
    await feishu.passing(again.datasource({}).jobs?.jobsByIds([coreJobId(0)]) ?? Promise.resolve([]));
    expect(feishu.requests(TOKEN_PATH)).toHaveLength(2);
    await again.close();
  });
});
