import type { RetryPolicy } from "../../src/http/policy.js";
import { decideRetry, retryLayer } from "../../src/http/retry.js";
import { VendorError, type VendorErrorFields } from "../../src/http/vendor-error.js";
import { ManualClock } from "../support/clock.js";
import { answer, change, HeldVendor, read, refusal, watch } from "./support.js";

const policy: RetryPolicy = { attempts: 4, baseDelayMs: 100, maxDelayMs: 250 };
const failure = (fields: Partial<VendorErrorFields> = {}) =>
  new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "maybe", message: "down", ...fields });

describe("decideRetry", () => {
  const decide = (error: unknown, attempt = 1, deadlineAt?: number, draw = 1) =>
    decideRetry(error, attempt, policy, 1000, deadlineAt, () => draw);

  test("draws the wait from below a bound that doubles until it is capped", () => {
    expect([1, 2, 3].map((attempt) => decide(failure(), attempt).waitMs)).toEqual([100, 200, 250]);
    expect([1, 2, 3].map((attempt) => decide(failure(), attempt, undefined, 0.5).waitMs)).toEqual([50, 100, 125]);
    expect(decide(failure(), 1, undefined, 0)).toEqual({ retry: true, waitMs: 0, why: "backoff" });
  });

  test("ends the retries when the attempts are spent", () => {
    expect(decide(failure(), 3).retry).toBe(true);
    expect(decide(failure(), 4)).toEqual({ retry: false, waitMs: 0, why: "attempts-spent" });
  });

  test("repeats neither what would only fail again nor what is not the vendor's failure", () => {
    expect(decide(failure({ code: "NOT_FOUND" })).why).toBe("not-retryable");
    expect(decide(failure({ retryable: false })).why).toBe("not-retryable");
    expect(decide(new TypeError("ours")).why).toBe("not-retryable");
    expect(decide(failure({ sent: "no", atSignIn: true })).why).toBe("not-retryable");
    expect(decide(failure({ code: "BAD_RESPONSE", retryable: true })).retry).toBe(true);
  });

  test("waits as long as the vendor asked for, and a random part more", () => {
    expect(decide(failure({ retryAfterMs: 200 }), 1, undefined, 0)).toEqual({ retry: true, waitMs: 200, why: "vendor-said" });
    expect(decide(failure({ retryAfterMs: 5000 }), 3, 9999, 0.5)).toEqual({ retry: true, waitMs: 5050, why: "vendor-said" });
  });

  test("does not wait until the deadline or past it", () => {
    expect(decide(failure(), 1, 1101).retry).toBe(true);
    expect(decide(failure(), 1, 1100)).toEqual({ retry: false, waitMs: 100, why: "past-deadline" });
    expect(decide(failure({ retryAfterMs: 5000 }), 1, 6000, 0).why).toBe("past-deadline");
  });

  test("does not wait out a long ban where there is no deadline", () => {
    expect(decide(failure({ retryAfterMs: 250 }), 1, undefined, 0).retry).toBe(true);
    expect(decide(failure({ retryAfterMs: 251 }), 1, undefined, 0)).toEqual({ retry: false, waitMs: 251, why: "too-long" });
  });
});

describe("retryLayer", () => {
  let clock: ManualClock;
  let vendor: HeldVendor;
  const layered = (random = () => 1) => retryLayer({ vendor: "acme", policy, clock, random })(vendor.send);

  beforeEach(() => {
    clock = new ManualClock();
    vendor = new HeldVendor();
  });

  test("repeats a read after the wait, and logs it", async () => {
    const lines: object[] = [];
    const log = { debug: (fields: object) => lines.push(fields), warn: () => undefined };
    const reading = layered()(read(), { log });
    vendor.answerNext(failure({ status: 503 }));
    await clock.advance(99);
    expect(vendor.requests).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.requests).toHaveLength(2);
    vendor.answerNext(answer({ text: "2" }));
    expect((await reading).text).toBe("2");
    expect(lines).toEqual([
      { vendor: "acme", route: "GET /things/{id}", code: "UNAVAILABLE", status: 503, attempt: 1, retry: true, waitMs: 100, why: "backoff" },
    ]);
  });

  test("never repeats a change, not even one that was not sent", async () => {
    for (const sent of ["no", "maybe"] as const) {
      const changing = refusal(layered()(change(), {}));
      vendor.answerNext(failure({ sent, retryAfterMs: 1 }));
      expect(await changing).toMatchObject({ sent });
    }
    await clock.advance(60_000);
    expect(vendor.requests).toHaveLength(2);
  });

  test("throws the last failure when all attempts failed", async () => {
    const reading = refusal(layered(() => 0)(read(), {}));
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      vendor.answerNext(failure({ message: `failure ${attempt}` }));
      await clock.advance(0);
    }
    expect((await reading).message).toBe("failure 4");
    expect(vendor.requests).toHaveLength(4);
  });

  test("throws the failure before where the last attempt had too little time", async () => {
    const reading = refusal(layered(() => 0)(read(), { deadlineAt: clock.now() + 1000 }));
    vendor.answerNext(failure({ message: "the vendor's" }));
    await clock.advance(1000);
    vendor.answerNext(failure({ code: "TIMEOUT", message: "ours", cutShort: true }));
    expect((await reading).message).toBe("the vendor's");
  });

  test("stops waiting when the caller goes away", async () => {
    const caller = new AbortController();
    const reading = layered()(read(), { signal: caller.signal });
    const failing = refusal(reading);
    const seen = watch(reading);
    vendor.answerNext(failure());
    await clock.advance(50);
    expect(seen.state).toBe("pending");
    caller.abort();
    expect(await failing).toMatchObject({ name: "CallAborted" });
    await clock.advance(1000);
    expect(vendor.requests).toHaveLength(1);
  });
});
