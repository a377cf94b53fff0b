import { Courier, type Letter } from "../../src/sandbox/kit/webhooks/courier.js";
import { ManualClock } from "../support/clock.js";
import { until } from "../support/until.js";
import { quiet, Receiver } from "./receiver.js";

const MINUTE = 60_000;

let clock: ManualClock;
let receiver: Receiver;
let courier: Courier;
let givenUp: string[];

beforeEach(async () => {
  clock = new ManualClock();
  receiver = await Receiver.start();
  givenUp = [];
  courier = new Courier(clock, {
    pausesMs: [MINUTE, 10 * MINUTE],
    deadlineMs: 3_000,
    isTaken: (status) => status === 200,
    onGivenUp: ({ id }) => givenUp.push(id),
  });
});
afterEach(async () => {
  courier.close();
  await receiver.close();
});

function letter(id: string, url = receiver.url): Letter {
  const forged = { headers: { signature: "wrong" }, body: `{"id":"not ${id}"}` };
  return { id, type: "changed", about: id, url, headers: { signature: "right" }, body: `{"id":"${id}"}`, forged };
}

const ids = () => receiver.received.map(({ body }) => body.id);

/** Waits until nothing is outstanding. */
const answered = () => until(() => courier.underWay === 0);

describe("A vendor's delivery", () => {
  test("that is taken comes once", async () => {
    courier.post(letter("1"));
    await receiver.untilReceived(1);
    await answered();
    await clock.advance(60 * MINUTE);
    expect(ids()).toEqual(["1"]);
    expect(receiver.received[0]?.headers.signature).toBe("right");
  });
  test("that is refused comes again after the vendor's pauses, and then never", async () => {
    receiver.reply = () => ({ status: 500 });
    courier.post(letter("1"));
    for (const [count, pause] of [1, 10].entries()) {
      await receiver.untilReceived(count + 1);
      await answered();
      await clock.advance(pause * MINUTE - 1);
      await quiet();
      expect(receiver.received).toHaveLength(count + 1);
      await clock.advance(1);
    }
    await until(() => givenUp.length > 0);
    await clock.advance(1_000 * MINUTE);
    expect(ids()).toEqual(["1", "1", "1"]);
    expect(courier.attempts.map(({ number, status }) => ({ number, status }))).toEqual(
      [1, 2, 3].map((number) => ({ number, status: 500 })),
    );
  });
  test("that is not answered in time comes again", async () => {
    receiver.reply = () => undefined;
    courier.post(letter("1"));
    await receiver.untilReceived(1);
    await clock.advance(3_000);
    await answered();
    expect(courier.attempts[0]?.status).toBeUndefined();
    receiver.reply = () => ({ status: 200 });
    await clock.advance(MINUTE);
    await receiver.untilReceived(2);
  });
  test("may be lost, doubled, late, forged beside the genuine one, and out of order, as it was armed", async () => {
    courier.arm({ lost: true });
    courier.arm({ doubled: true });
    courier.arm({ delayMs: 5_000 });
    courier.arm({ forged: true });
    for (const id of ["1", "2", "3", "4"]) courier.post(letter(id));
    await receiver.untilReceived(4);
    expect(ids().toSorted()).toEqual(["2", "2", "4", "not 4"]);
    await clock.advance(5_000);
    await receiver.untilReceived(5);
    expect(ids().at(-1)).toBe("3");
    courier.holdBack = 2;
    courier.post(letter("5"));
    await quiet();
    expect(receiver.received).toHaveLength(5);
    courier.post(letter("6"));
    await receiver.untilReceived(7);
    expect(courier.attempts.slice(-2).map(({ id }) => id)).toEqual(["6", "5"]);
    expect(courier.attempts.map(({ kind }) => kind)).toContain("lost");
  });
  test("to an address that is not on loopback is noted and never sent", async () => {
    courier.post(letter("1", "https://hooks.example.com/in"));
    courier.post(letter("2", "http://10.0.0.1/in"));
    courier.post(letter("3", "http://127.0.0.1.example.com/in"));
    await answered();
    expect(courier.attempts.map(({ kind }) => kind)).toEqual(Array(3).fill("not loopback"));
    expect(await courier.ask({ method: "GET", url: "https://hooks.example.com/", headers: {} }, 1_000)).toBeUndefined();
  });
  test("to a public address arrives where that leads, with its path", async () => {
    courier.leadsTo = new URL(receiver.url).origin;
    courier.post(letter("1", "https://hooks.example.com/in/secret?a=1"));
    const [received] = await receiver.untilReceived(1);
    expect(received?.path).toBe("/in/secret");
    expect(received?.query.get("a")).toBe("1");
  });
  test("is over with the stand-in", async () => {
    receiver.reply = () => ({ status: 500 });
    courier.post(letter("1"));
    await receiver.untilReceived(1);
    await answered();
    courier.close();
    await clock.advance(60 * MINUTE);
    await quiet();
    expect(receiver.received).toHaveLength(1);
  });
});
