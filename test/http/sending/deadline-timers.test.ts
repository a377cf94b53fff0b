import { DeadlineTimers } from "../../../src/http/sending/deadline-timers.js";
import { ManualClock } from "../../support/clock.js";

let clock: ManualClock;
let timers: DeadlineTimers;
let rung: string[];

beforeEach(() => {
  clock = new ManualClock(0);
  timers = new DeadlineTimers(clock);
  rung = [];
});

function set(name: string, moment: number | undefined): () => void {
  return timers.set(
    () => moment,
    () => rung.push(name),
  );
}

test("timers ring once, each at its own moment, in whatever order they were set", async () => {
  set("late", 300);
  set("early", 100);
  set("middle", 200);
  await clock.advance(99);
  expect(rung).toEqual([]);
  await clock.advance(1);
  expect(rung).toEqual(["early"]);
  await clock.advance(100);
  expect(rung).toEqual(["early", "middle"]);
  await clock.advance(1000);
  expect(rung).toEqual(["early", "middle", "late"]);
});

test("timers share one sleep, which ends with the last of them", async () => {
  const stops = [set("a", 100), set("b", 200), set("c", 300)];
  expect(clock.sleeping).toBe(1);
  for (const stop of stops) stop();
  await clock.advance(1000);
  expect(rung).toEqual([]);
  expect(clock.sleeping).toBe(0);
});

test("a stopped timer leaves the others their moments", async () => {
  const stop = set("stopped", 100);
  set("kept", 200);
  stop();
  await clock.advance(200);
  expect(rung).toEqual(["kept"]);
  expect(clock.sleeping).toBe(0);
});

test("a timer whose moment has come rings at once; one without a moment never rings", async () => {
  set("now", 0);
  set("never", undefined);
  expect(rung).toEqual(["now"]);
  expect(clock.sleeping).toBe(0);
});

test("a timer whose moment moved later, or vanished, waits anew", async () => {
  const moments: { moved: number; gone: number | undefined } = { moved: 100, gone: 100 };
  for (const name of ["moved", "gone"] as const) {
    timers.set(
      () => moments[name],
      () => rung.push(name),
    );
  }
  moments.moved = 150;
  moments.gone = undefined;
  await clock.advance(149);
  expect(rung).toEqual([]);
  await clock.advance(1000);
  expect(rung).toEqual(["moved"]);
});

test("a timer stopped by another that rings at the same moment stays silent", async () => {
  let stopSecond: () => void = () => undefined;
  timers.set(
    () => 100,
    () => {
      rung.push("first");
      stopSecond();
    },
  );
  stopSecond = set("second", 100);
  set("third", 100);
  await clock.advance(100);
  expect(rung).toEqual(["first", "third"]);
});
