import { breakerLayer, Circuit, verdictOf } from "../../src/http/breaker.js";
import { CallAborted, VendorError, type VendorErrorFields } from "../../src/http/vendor-error.js";
import { ManualClock } from "../support/clock.js";
import { answer, change, HeldVendor, read, refusal } from "./support.js";

const failure = (fields: Partial<VendorErrorFields> = {}) =>
  new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "maybe", message: "down", ...fields });

let clock: ManualClock;
let vendor: HeldVendor;
let circuit: Circuit;
let send: ReturnType<ReturnType<typeof breakerLayer>>;

beforeEach(() => {
  clock = new ManualClock();
  vendor = new HeldVendor();
  circuit = new Circuit({ failures: 3, openMs: 1000 });
  send = breakerLayer({ vendor: "acme", circuit, clock })(vendor.send);
});

async function call(outcome: Error | "works"): Promise<void> {
  const calling = send(read(), {}).catch(() => undefined);
  vendor.answerNext(outcome === "works" ? answer() : outcome);
  await calling;
}

async function open(): Promise<void> {
  for (let count = 0; count < 3; count += 1) await call(failure());
  expect(circuit.state(clock.now())).toBe("OPEN");
}

describe("a closed circuit", () => {
  test.each(["UNAVAILABLE", "TIMEOUT", "BAD_RESPONSE"] as const)("opens after so many failures in a row (%s)", async (code) => {
    await call(failure({ code }));
    await call(failure({ code }));
    expect(circuit.state(clock.now())).toBe("CLOSED");
    await call(failure({ code }));
    expect(circuit.state(clock.now())).toBe("OPEN");
  });

  test.each([
    ["an answer", "works"],
    ["a refusal", failure({ code: "REJECTED", status: 422, sent: "yes" })],
    ["the vendor's slow down", failure({ code: "RATE_LIMITED", status: 429, sent: "no" })],
    ["a rejected token", failure({ code: "CREDENTIALS_REJECTED", status: 401, sent: "no" })],
  ] as [string, Error | "works"][])("starts counting anew after %s", async (_what, outcome) => {
    await call(failure());
    await call(failure());
    await call(outcome);
    await call(failure());
    await call(failure());
    expect(circuit.state(clock.now())).toBe("CLOSED");
    await call(failure());
    expect(circuit.state(clock.now())).toBe("OPEN");
  });

  test.each([
    ["a caller who left", new CallAborted({ vendor: "acme" }, "GET /", "maybe")],
    ["our own limiter's no", failure({ code: "RATE_LIMITED", sent: "no" })],
    ["a deadline that left the vendor no fair time", failure({ code: "TIMEOUT", cutShort: true })],
    ["a fault of ours", new TypeError("ours")],
  ])("learns nothing from %s", async (_what, outcome) => {
    expect(verdictOf(outcome)).toBe("says-nothing");
    await call(failure());
    await call(failure());
    for (let count = 0; count < 5; count += 1) await call(outcome);
    expect(circuit.state(clock.now())).toBe("CLOSED");
    await call(failure());
    expect(circuit.state(clock.now())).toBe("OPEN");
  });

  test("warns once when it opens", async () => {
    const warnings: string[] = [];
    const log = { debug: () => undefined, warn: (_fields: object, message: string) => warnings.push(message) };
    const calls = Array.from({ length: 5 }, () => send(read(), { log }).catch(() => undefined));
    for (let count = 0; count < 5; count += 1) vendor.answerNext(failure());
    await Promise.all(calls);
    expect(warnings).toEqual(["The circuit is open."]);
  });
});

describe("an open circuit", () => {
  test("refuses at once, changes too, with the time it stays open; nothing is sent", async () => {
    await open();
    await clock.advance(400);
    expect(await refusal(send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "no", retryable: true, retryAfterMs: 600 });
    expect(vendor.requests).toHaveLength(3);
  });

  test("ignores calls that began before it opened", async () => {
    for (let count = 0; count < 5; count += 1) send(read(), {}).catch(() => undefined);
    for (let count = 0; count < 3; count += 1) vendor.answerNext(failure());
    await clock.advance(500);
    expect(circuit.state(clock.now())).toBe("OPEN");
    vendor.answerNext(failure());
    vendor.answerNext();
    await clock.advance(0);
    expect(circuit.state(clock.now())).toBe("OPEN");
    await clock.advance(500);
    expect(circuit.state(clock.now())).toBe("HALF_OPEN");
  });

  test("is half open when its time is over, not earlier", async () => {
    await open();
    await clock.advance(999);
    expect(circuit.state(clock.now())).toBe("OPEN");
    await clock.advance(1);
    expect(circuit.state(clock.now())).toBe("HALF_OPEN");
  });
});

describe("a half-open circuit", () => {
  beforeEach(async () => {
    await open();
    await clock.advance(1000);
  });

  test("sends one call as a trial and refuses the others meanwhile", async () => {
    const trial = send(read(), {});
    expect(await refusal(send(read(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "no", retryAfterMs: 1000 });
    expect(vendor.requests).toHaveLength(4);
    vendor.answerNext();
    await trial;
    expect(circuit.state(clock.now())).toBe("CLOSED");
  });

  test("tells the calls it refuses to come back soon, however long it was open", async () => {
    const patient = new Circuit({ failures: 1, openMs: 60_000 });
    const layered = breakerLayer({ vendor: "acme", circuit: patient, clock })(vendor.send);
    const failing = refusal(layered(read(), {}));
    vendor.answerNext(failure());
    await failing;
    await clock.advance(60_000);
    layered(read(), {});
    expect(await refusal(layered(read(), {}))).toMatchObject({ sent: "no", retryAfterMs: 1000 });
  });

  test("closes with no failures counted when the vendor answers, even with a refusal", async () => {
    await call(failure({ code: "NOT_FOUND", status: 404, sent: "yes" }));
    await call(failure());
    await call(failure());
    expect(circuit.state(clock.now())).toBe("CLOSED");
  });

  test("opens again when the trial fails", async () => {
    await call(failure());
    expect(circuit.state(clock.now())).toBe("OPEN");
    await clock.advance(999);
    expect(circuit.state(clock.now())).toBe("OPEN");
    await clock.advance(1);
    await call("works");
    expect(circuit.state(clock.now())).toBe("CLOSED");
  });

  test("sends the next call as a trial when the caller of the first one went away", async () => {
    await call(new CallAborted({ vendor: "acme" }, "GET /", "maybe"));
    expect(circuit.state(clock.now())).toBe("HALF_OPEN");
    await call("works");
    expect(circuit.state(clock.now())).toBe("CLOSED");
  });
});
