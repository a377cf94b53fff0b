import fc from "fast-check";
import type { StoredEvent } from "../../src/store/records/event.repository.js";
import type { WebhookProgress } from "../../src/store/webhook.repository.js";
import { Deliveries, GIVE_UP_AFTER_MS } from "../../src/webhooks/deliveries.js";
import type { TryResult } from "../../src/webhooks/poster.js";
import { changed } from "./receiver-world.js";

const NEW: WebhookProgress = { cursor: 0, reached: 0, owed: [] };
const REFUSED: TryResult = { outcome: "refused", what: "was answered with 400" };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const eventOf = (number: number, record: string): StoredEvent => ({ ...changed(record), number });
const eventsOf = (records: readonly string[], after = 0) => records.map((record, index) => eventOf(after + index + 1, record));

function loaded(records: readonly string[]): Deliveries {
  const deliveries = new Deliveries(NEW, []);
  deliveries.add(eventsOf(records), records.length);
  return deliveries;
}

/** All that may be sent now. */
function sendable(deliveries: Deliveries, now: number): number[] {
  const sent: number[] = [];
  for (let next = deliveries.next(now); next !== undefined; next = deliveries.next(now)) sent.push(next.number);
  return sent;
}

describe("Deliveries to a receiver", () => {
  it("are under way for several records at once, and for one record one after the other", () => {
    const deliveries = loaded(["a", "a", "b", "c", "b"]);
    expect(sendable(deliveries, 0)).toEqual([1, 3, 4]);
    deliveries.delivered(3, 0);
    expect(sendable(deliveries, 0)).toEqual([5]);
    deliveries.delivered(1, 0);
    expect(sendable(deliveries, 0)).toEqual([2]);
    expect(sendable(loaded(Array.from({ length: 40 }, (_, index) => `r${index}`)), 0)).toHaveLength(16);
  });

  it("have a cursor behind which nothing is missing, and name what is missing before the newest that was sent", () => {
    const deliveries = loaded(["a", "b", "c", "d"]);
    expect(sendable(deliveries, 0)).toEqual([1, 2, 3, 4]);
    deliveries.delivered(3, 0);
    expect(deliveries.progress()).toEqual({ cursor: 0, reached: 4, owed: [1, 2, 4].map((number) => ({ number, tries: 0 })) });
    deliveries.delivered(1, 0);
    deliveries.delivered(2, 0);
    expect(deliveries.progress()).toMatchObject({ cursor: 3, reached: 4, owed: [{ number: 4 }] });
    deliveries.delivered(4, 0);
    expect(deliveries.progress()).toEqual({ cursor: 4, reached: 4, owed: [] });
  });

  it("of an event that is refused are tried after 5 s, 15 s, 1, 5, 15 and 30 minutes, then every hour, and given up after a day", () => {
    const deliveries = loaded(["a"]);
    const waits: number[] = [];
    let now = 0;
    for (;;) {
      expect(sendable(deliveries, now)).toEqual([1]);
      // Others are taken, so the receiver as a whole does not fail.
      const verdict = deliveries.failed(1, REFUSED, now);
      if (verdict === "park") break;
      const wakeAt = deliveries.wakeAt(now) ?? Number.NaN;
      waits.push(wakeAt - now);
      expect(sendable(deliveries, wakeAt - 1)).toEqual([]);
      now = wakeAt;
    }
    expect(waits.slice(0, 4)).toEqual([5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE]);
    expect(waits.every((wait) => wait <= 60 * MINUTE)).toBe(true);
    expect(now).toBeGreaterThanOrEqual(GIVE_UP_AFTER_MS);
    expect(now).toBeLessThanOrEqual(GIVE_UP_AFTER_MS + 60 * MINUTE);
  });

  it("rest where five in a row fail: one event at a time is tried then, first those that failed once", () => {
    const deliveries = loaded(["a", "b", "c", "d", "e", "f", "g"]);
    expect(sendable(deliveries, 0)).toHaveLength(7);
    const verdicts = [1, 2, 3, 4, 5, 6, 7].map((number) => deliveries.failed(number, REFUSED, 10));
    expect(verdicts).toEqual(["retry", "retry", "retry", "retry", "rest", "retry", "retry"]);
    expect(sendable(deliveries, 5 * SECOND)).toEqual([]);
    expect(sendable(deliveries, 5 * SECOND + 10)).toEqual([1]);
    deliveries.failed(1, REFUSED, 6 * SECOND);
    expect(sendable(deliveries, 20 * SECOND)).toEqual([]);
    expect(sendable(deliveries, 21 * SECOND)).toEqual([2]);
    expect(deliveries.delivered(2, 21 * SECOND)).toBe(true);
    expect(sendable(deliveries, 21 * SECOND)).toEqual([3, 4, 5, 6, 7, 1]);
  });

  it.each([6, 40])("are not held up by %i events that are always refused", (count) => {
    const bad = Array.from({ length: count }, (_, index) => `bad-${index}`);
    const deliveries = loaded([...bad, "good", "fine"]);
    const taken: number[] = [];
    for (let now = 0; taken.length < 2 && now < 2 * MINUTE; now += SECOND) {
      for (const number of sendable(deliveries, now)) {
        if (number <= bad.length) deliveries.failed(number, REFUSED, now);
        else {
          deliveries.delivered(number, now);
          taken.push(number);
        }
      }
    }
    expect(taken.sort((one, other) => one - other)).toEqual([count + 1, count + 2]);
  });

  it("wait as long as the receiver asks, whatever was under way brings", () => {
    const deliveries = loaded(["a", "b", "c"]);
    sendable(deliveries, 0);
    expect(deliveries.failed(1, { ...REFUSED, retryAfterMs: 90 * SECOND }, 0)).toBe("rest");
    expect([deliveries.delivered(2, 0), deliveries.delivered(3, 0)]).toEqual([false, false]);
    expect(sendable(deliveries, 89 * SECOND)).toEqual([]);
    expect(sendable(deliveries, 90 * SECOND)).toEqual([1]);
  });

  it("are not given up because nothing was tried for days: only time of trying counts, over servers that come and go", () => {
    let deliveries = loaded(["a"]);
    let now = 0;
    const isGivenUp = () => {
      expect(sendable(deliveries, now)).toEqual([1]);
      return deliveries.failed(1, REFUSED, now) === "park";
    };
    expect(isGivenUp()).toBe(false);
    let tries = 1;
    for (let isOver = false; !isOver && tries < 100; tries += 1) {
      now += 2 * 24 * HOUR;
      deliveries = new Deliveries(deliveries.progress(), eventsOf(["a"]));
      isOver = isGivenUp();
    }
    expect(tries).toBeGreaterThanOrEqual(24);
    expect(tries).toBeLessThanOrEqual(26);
  });

  it("are given up by the oldest failure while others are taken", () => {
    const deliveries = loaded(["a"]);
    let [now, number, verdict] = [0, 1, "retry"];
    for (; verdict !== "park" && now < 100 * HOUR; now += 10 * MINUTE) {
      number += 1;
      deliveries.add([eventOf(number, "b")], number);
      for (const each of sendable(deliveries, now)) {
        if (each === 1) verdict = deliveries.failed(1, REFUSED, now);
        else deliveries.delivered(each, now);
      }
    }
    expect(now).toBeGreaterThanOrEqual(24 * HOUR);
    expect(now).toBeLessThanOrEqual(25.5 * HOUR);
  });

  it("are tried as soon where the clock is set back as where it is not, alone and while the receiver rests", () => {
    const deliveries = loaded(["a", "b", "c", "d", "e"]);
    let now = 10 * HOUR;
    sendable(deliveries, now);
    expect(deliveries.failed(1, REFUSED, now)).toBe("retry");
    now -= 5 * HOUR;
    for (const number of [2, 3, 4, 5]) deliveries.failed(number, REFUSED, now);
    expect(deliveries.wakeAt(now)).toBe(now + 5 * SECOND);
    now -= 3 * HOUR;
    expect(deliveries.wakeAt(now)).toBe(now + 5 * SECOND);
    expect(sendable(deliveries, now + 5 * SECOND)).toHaveLength(1);
  });

  it("end at once where the receiver is gone", () => {
    const deliveries = loaded(["a"]);
    sendable(deliveries, 0);
    expect(deliveries.failed(1, { outcome: "gone", what: "was answered with 410" }, 0)).toBe("park");
  });

  it("neither lose an event nor change the order within a record, whatever fails, and wherever another server goes on", () => {
    const step = fc.record({ at: fc.nat(20), does: fc.constantFrom("take", "take", "take", "refuse", "throttle", "die", "cut") });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 40 }),
        fc.array(step, { maxLength: 200 }),
        (records, steps) => {
          const all = eventsOf(records);
          const taken = new Map<number, number>();
          let deliveries = loaded(records);
          let underWay: number[] = [];
          let now = 0;
          const take = (number: number) => {
            const record = records[number - 1];
            for (const [earlier, name] of records.entries())
              if (earlier + 1 < number && name === record) expect(taken.has(earlier + 1)).toBe(true);
            taken.set(number, (taken.get(number) ?? 0) + 1);
            deliveries.delivered(number, now);
          };
          const goOn = () => {
            const progress = deliveries.progress();
            for (const { number } of all) if (number <= progress.cursor) expect(taken.has(number)).toBe(true);
            deliveries = new Deliveries(
              progress,
              progress.owed.map(({ number }) => all[number - 1] as StoredEvent),
            );
            deliveries.add(all.slice(progress.reached), all.length);
            underWay = [];
          };
          for (const { at, does } of steps) {
            now += 7 * SECOND;
            underWay.push(...sendable(deliveries, now));
            if (does === "die") goOn();
            const [number] = underWay.splice(at % Math.max(1, underWay.length), 1);
            if (number === undefined) continue;
            if (does === "take") take(number);
            else if (does === "cut") deliveries.cut(number);
            else deliveries.failed(number, does === "refuse" ? REFUSED : { ...REFUSED, retryAfterMs: 3 * SECOND }, now);
          }
          for (let turn = 0; turn < 500 && taken.size < records.length; turn += 1) {
            now += 60 * MINUTE;
            underWay.push(...sendable(deliveries, now));
            for (const number of underWay.splice(0)) take(number);
          }
          expect(taken.size).toBe(records.length);
          expect(deliveries.progress()).toEqual({ cursor: records.length, reached: records.length, owed: [] });
        },
      ),
      { numRuns: 300 },
    );
  });
});
