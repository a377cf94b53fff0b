import { createRecordLimiter } from "../../../src/datasources/linkedin/linkedin.records.js";
import type { VendorRequest, VendorResponse } from "../../../src/http/request.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { ManualClock } from "../../support/clock.js";

const MINUTE = 60_000;

function write(elements: number): VendorRequest {
  const json = { elements: Array.from({ length: elements }, () => ({})) };
  const route = "POST /v2/simpleJobPostings";
  return { method: "POST", path: "/v2/simpleJobPostings", route, intent: "change", json, expects: { statuses: [200], body: "none" } };
}

function rig() {
  const clock = new ManualClock();
  const limiter = createRecordLimiter({ source: sourceOf(Vendor.LINKEDIN), clock });
  const written: number[] = [];
  let status = 200;
  const send = limiter.layer(async (request): Promise<VendorResponse> => {
    written.push((request.json as { elements: unknown[] }).elements.length);
    return { status, headers: {}, text: "", json: undefined, receivedAt: clock.now() };
  });
  const soon = () => ({ deadlineAt: clock.now() + 30_000 });
  return { clock, limiter, written, send, soon, answerWith: (next: number) => (status = next) };
}

describe("The budget of records", () => {
  it("allows two thousand a minute, however many of them share a request", async () => {
    const { clock, written, send, soon } = rig();
    for (let batch = 0; batch < 19; batch += 1) await send(write(100), soon());
    await send(write(60), soon());
    await expect(send(write(41), soon())).rejects.toMatchObject({ code: "RATE_LIMITED", sent: "no" });
    await send(write(40), soon());
    expect(written.reduce((sum, count) => sum + count)).toBe(2_000);
    await clock.advance(MINUTE + 1);
    await send(write(100), soon());
    expect(written).toHaveLength(22);
  });

  it("is not used by a batch that was not sent", async () => {
    const { limiter, send, soon } = rig();
    for (let batch = 0; batch < 20; batch += 1) await send(write(99), soon());
    await expect(send(write(21), soon())).rejects.toBeInstanceOf(VendorError);
    await send(write(20), soon());
    expect(limiter.budgets().find(({ name }) => name === "records-per-minute")).toMatchObject({ remaining: 0, limit: 2_000 });
  });

  it("lets a batch wait within its deadline, and sends it whole", async () => {
    const { clock, written, send } = rig();
    for (let batch = 0; batch < 20; batch += 1) await send(write(100), {});
    const waiting = send(write(100), {});
    await clock.advance(MINUTE / 2);
    expect(written).toHaveLength(20);
    await clock.advance(MINUTE / 2 + 1);
    await waiting;
    expect(written).toHaveLength(21);
  });

  it("is empty for a minute after LinkedIn refused records as too many", async () => {
    const { send, soon, answerWith } = rig();
    answerWith(429);
    await send(write(1), soon());
    answerWith(200);
    await expect(send(write(1), soon())).rejects.toMatchObject({ code: "RATE_LIMITED", sent: "no" });
  });
});
