import { RequestAllowance } from "../../src/http/allowance.js";
import type { Authorizer } from "../../src/http/authorize.js";
import { createHttpEngine, type HttpEngine, type HttpEngineOptions } from "../../src/http/engine.js";
import { AllowanceSpent, VendorError } from "../../src/http/vendor-error.js";
import type { StandInHandler } from "../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { ManualClock } from "../support/clock.js";
import { change, policyOf, read, refusal, watch } from "./support.js";

describe("The request allowance of an operation", () => {
  let clock: ManualClock;
  let standIn: RunningStandIn;
  let engine: HttpEngine;
  let handle: StandInHandler;

  beforeEach(async () => {
    clock = new ManualClock();
    handle = () => ({ status: 200, json: { ok: true } });
    standIn = await startStandIn({ handle: (request) => handle(request), clock });
  });

  afterEach(async () => {
    await engine.close();
    await standIn.close();
  });

  function start(policy: Parameters<typeof policyOf>[1] = {}, options: Partial<HttpEngineOptions> = {}): void {
    engine = createHttpEngine({
      policy: policyOf(standIn.origin, policy),
      classify: () => undefined,
      clock,
      upstreamTimeoutMs: 1000,
      random: () => 0.5,
      secrets: new Secrets(),
      ...options,
    });
  }

  const reading = (path: string, allowance: RequestAllowance) => engine.send(read({ path }), { allowance });
  const spentBy = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => "an answer",
      (error: unknown) => error,
    );

  test("counts all of its reads; the read beyond it fails with the figure and is not sent", async () => {
    start();
    const allowance = new RequestAllowance(2);
    await reading("/1", allowance);
    await reading("/2", allowance);
    const error = await spentBy(reading("/3", allowance));
    expect(error).toBeInstanceOf(AllowanceSpent);
    expect(error).not.toBeInstanceOf(VendorError);
    expect(error).toMatchObject({
      limit: 2,
      message:
        "GET /things/{id} at acme was not sent: the reads of this operation had 2 requests to vendors sent or in line, and no more are " +
        "allowed (MAX_VENDOR_REQUESTS). Ask for fewer records or fields at once, or in several operations.",
    });
    expect(standIn.requests.map(({ path }) => path)).toEqual(["/1", "/2"]);
    // No other operation is the poorer for it, and the vendor has done nothing.
    await reading("/3", new RequestAllowance(1));
    expect(engine.lastFailure).toBeUndefined();
  });

  test("counts repeated reads; a read that may not be repeated fails with its own cause", async () => {
    start({ retry: { attempts: 3, baseDelayMs: 10, maxDelayMs: 10 } });
    standIn.faults.arm({ kind: "status", status: 503 });
    const allowance = new RequestAllowance(4);
    for (const [path, sent] of [
      ["/1", 3],
      ["/2", 4],
    ] as const) {
      const failing = refusal(reading(path, allowance));
      const seen = watch(failing);
      for (let step = 0; seen.state === "pending" && step < 100; step += 1) await clock.advance(1);
      expect(await failing).toMatchObject({ code: "UNAVAILABLE", status: 503 });
      expect(standIn.requests).toHaveLength(sent);
    }
  });

  test("counts a request sent again with a new token, and not the request for the token", async () => {
    let token = "old";
    const authorizer: Authorizer = {
      headers: async () => ({ authorization: token }),
      rejected: ({ status }) => status === 401,
      renew: async () => {
        token = "new";
      },
    };
    handle = ({ headers }) => ({ status: headers.authorization === "old" ? 401 : 200, json: {} });
    start({}, { authorizer });
    const allowance = new RequestAllowance(3);
    await reading("/1", allowance);
    await reading("/2", allowance);
    expect(await spentBy(reading("/3", allowance))).toBeInstanceOf(AllowanceSpent);
    expect(standIn.requests).toHaveLength(3);
  });

  test("does not count requests that were never sent", async () => {
    start({ budgets: [{ name: "all", limit: 1, windowMs: 1000, applies: () => true }] });
    const allowance = new RequestAllowance(2);
    const soon = clock.now() + 10;
    await reading("/1", allowance);
    expect(await refusal(engine.send(read({ path: "/2" }), { allowance, deadlineAt: soon }))).toMatchObject({ code: "RATE_LIMITED" });
    await clock.advance(2000);
    await reading("/3", allowance);
    expect(await spentBy(reading("/4", allowance))).toBeInstanceOf(AllowanceSpent);
  });

  test("does not count changes and stops none", async () => {
    start();
    const allowance = new RequestAllowance(1);
    await reading("/1", allowance);
    for (let count = 0; count < 3; count += 1) await engine.send(change(), { allowance });
    expect(standIn.requests).toHaveLength(4);
  });

  test("does not count the requests of a change that has begun, up to its end, however it ends", async () => {
    start();
    const allowance = new RequestAllowance(1);
    await allowance.uncounted(async () => {
      for (const path of ["/1", "/2", "/3"]) await reading(path, allowance);
    });
    await expect(allowance.uncounted(() => Promise.reject(new Error("It failed")))).rejects.toThrow("It failed");
    await reading("/4", allowance);
    expect(await spentBy(reading("/5", allowance))).toBeInstanceOf(AllowanceSpent);
  });

  test("leaves the vendor's health untouched when it is spent", async () => {
    start({ breaker: { failures: 1, openMs: 1000 } });
    expect(await spentBy(reading("/1", new RequestAllowance(0)))).toBeInstanceOf(AllowanceSpent);
    expect(engine.circuit()).toBe("CLOSED");
  });
});
