import { BackgroundWork } from "../../src/leases/background-work.js";
import type { WorkLease } from "../../src/leases/leases.js";
import { DatabaseUnavailable } from "../../src/store/database-unavailable.js";
import { ManualClock } from "../support/clock.js";
import { until } from "../support/until.js";

/** A lease that a test gives and takes away. */
class TestLease implements WorkLease {
  given: AbortController | undefined;
  ended = 0;
  #waiting: (() => void) | undefined;

  give(): AbortController {
    this.given = new AbortController();
    this.#waiting?.();
    return this.given;
  }

  async take(signal: AbortSignal) {
    while (this.given === undefined || this.given.signal.aborted) {
      await new Promise<void>((resolve, reject) => {
        this.#waiting = resolve;
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    }
    const end = () => {
      this.ended += 1;
    };
    return { signal: this.given.signal, end };
  }
}

describe("Background work", () => {
  const clock = new ManualClock();
  const rounds: { isFirst: boolean; signal: AbortSignal }[] = [];
  const errors: string[] = [];
  let fails: Error | undefined;
  let lease: TestLease;
  let work: BackgroundWork;

  beforeEach(() => {
    rounds.length = 0;
    errors.length = 0;
    fails = undefined;
    lease = new TestLease();
    work = new BackgroundWork({
      what: "counting",
      lease,
      clock,
      round: async (signal, isFirst) => {
        rounds.push({ signal, isFirst });
        if (fails !== undefined) throw fails;
        return 1_000;
      },
      retryAfterMs: () => 5_000,
      onError: (_error, what) => errors.push(what),
    });
  });
  afterEach(() => work.stop());

  it("waits for its lease, and then repeats its rounds", async () => {
    work.start();
    work.start();
    await clock.advance(60_000);
    expect(rounds).toEqual([]);
    lease.give();
    await clock.advance(2_000);
    expect(rounds.map(({ isFirst }) => isFirst)).toEqual([true, false, false]);
  });

  it("stops when it loses the lease, and begins anew when it has it again", async () => {
    work.start();
    const tenure = lease.give();
    await clock.advance(1_000);
    tenure.abort();
    await clock.advance(60_000);
    expect(rounds.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    lease.give();
    await clock.advance(1_000);
    expect(rounds.slice(2).map(({ isFirst }) => isFirst)).toEqual([true, false]);
  });

  it("tells of a round that failed, repeats it after its own time, and still takes it for the first", async () => {
    fails = new Error("no");
    work.start();
    lease.give();
    await clock.advance(0);
    fails = undefined;
    await clock.advance(4_999);
    expect({ errors, rounds: rounds.length }).toEqual({ errors: ["counting"], rounds: 1 });
    await clock.advance(1_001);
    expect(rounds.map(({ isFirst }) => isFirst)).toEqual([true, true, false]);
  });

  it("tells once that the database is away, until a round has succeeded", async () => {
    fails = new DatabaseUnavailable("away");
    work.start();
    lease.give();
    await clock.advance(20_000);
    expect({ errors, rounds: rounds.length }).toEqual({ errors: ["counting"], rounds: 5 });
    fails = undefined;
    await clock.advance(5_000);
    fails = new DatabaseUnavailable("away");
    await clock.advance(1_000);
    expect(errors).toEqual(["counting", "counting"]);
  });

  it("gives the lease back when it stops, after the round under way", async () => {
    let end = () => {};
    const under = new BackgroundWork({
      what: "counting",
      lease,
      clock,
      round: () =>
        new Promise<number>((resolve) => {
          end = () => resolve(1_000);
        }),
      retryAfterMs: () => 0,
      onError: (_error, what) => errors.push(what),
    });
    under.start();
    lease.give();
    await clock.advance(0);
    let hasStopped = false;
    const stopped = under.stop().then(() => {
      hasStopped = true;
    });
    await clock.advance(0);
    expect([hasStopped, lease.ended]).toEqual([false, 0]);
    end();
    await stopped;
    expect([lease.ended, errors]).toEqual([1, []]);
  });

  it("is not told of when its stop interrupts a round", async () => {
    const under = new BackgroundWork({
      what: "counting",
      lease,
      clock,
      round: (signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      retryAfterMs: () => 0,
      onError: (_error, what) => errors.push(what),
    });
    under.start();
    lease.give();
    await until(() => clock.sleeping === 0);
    await under.stop();
    expect(errors).toEqual([]);
  });
});
