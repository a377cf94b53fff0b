import { createHmac } from "node:crypto";
import { createGreenhouseStandIn, type GreenhouseWebhooks } from "../../src/sandbox/greenhouse/index.js";
import { createGreenhouseV3StandIn } from "../../src/sandbox/greenhouse-v3/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../support/clock.js";
import { until } from "../support/until.js";
import { AUTHORIZATION } from "./greenhouse-client.js";
import { quiet, Receiver } from "./receiver.js";

const SECRET = "a secret of Greenhouse";
const JOB = 4_000_000_000;

let clock: ManualClock;
let receiver: Receiver;
let running: RunningStandIn;

beforeEach(async () => {
  clock = new ManualClock();
  receiver = await Receiver.start();
});
afterEach(async () => {
  await running.close();
  await receiver.close();
});

async function startV1() {
  const standIn = createGreenhouseStandIn({ clock });
  running = await startStandIn({ handle: standIn.handle, clock });
  return standIn;
}

const hook = () => ({ name: "Hiregraph", url: receiver.url, secret: SECRET });
const actions = () => receiver.received.map(({ body }) => body.action);
const payload = (index: number) => receiver.received.at(index)?.body.payload as Record<string, Record<string, unknown>>;

function isSigned(index: number): boolean {
  const { headers, raw = "" } = receiver.received.at(index) ?? {};
  return headers?.signature === `sha256 ${createHmac("sha256", SECRET).update(raw).digest("hex")}`;
}

describe.each([
  ["v1", () => createGreenhouseStandIn({ clock })],
  ["v3", () => createGreenhouseV3StandIn({ clock })],
] as const)("A webhook of Greenhouse %s", (_version, make) => {
  let standIn: { webhooks: GreenhouseWebhooks; elsewhere: ReturnType<typeof createGreenhouseStandIn>["elsewhere"] };
  beforeEach(async () => {
    const made = make();
    standIn = made;
    running = await startStandIn({ handle: made.handle, clock });
    await standIn.webhooks.configure(hook());
  });
  test("begins with a ping, and is disabled where that fails", async () => {
    expect(actions()).toEqual(["ping"]);
    expect(isSigned(0)).toBe(true);
    receiver.reply = () => ({ status: 204 });
    const second = await standIn.webhooks.configure({ ...hook(), name: "Second" });
    expect(second.isDisabled).toBe(true);
    receiver.reply = () => ({ status: 200 });
    standIn.elsewhere.editJob(JOB, { name: "One hook tells" });
    await receiver.untilReceived(3);
    await quiet();
    expect(receiver.received).toHaveLength(3);
    await standIn.webhooks.enable(second);
    expect(second.isDisabled).toBe(false);
  });
  test("tells of a new, a changed and a deleted job, signed over the bytes that are sent", async () => {
    const { elsewhere } = standIn;
    elsewhere.editJob(JOB, { name: "Cook <Berlin & Almaty>" });
    await receiver.untilReceived(2);
    const id = elsewhere.addJob(JOB, { name: "New" }, 2);
    await receiver.untilReceived(3);
    elsewhere.closeSeat(id);
    elsewhere.closeSeat(id);
    await receiver.untilReceived(4);
    elsewhere.deleteJob(id);
    await receiver.untilReceived(5);
    expect(actions()).toEqual(["ping", "job_updated", "job_created", "job_updated", "job_deleted"]);
    expect(receiver.received.map((_, index) => isSigned(index))).toEqual(Array(5).fill(true));
    expect(receiver.received[1]?.raw).toContain("Cook \\u003cBerlin \\u0026 Almaty\\u003e");
    expect(payload(1).job).toMatchObject({
      id: JOB,
      name: "Cook <Berlin & Almaty>",
      status: "open",
      departments: [{ id: expect.any(Number), name: expect.any(String), external_id: expect.any(String) }],
      offices: [{ location: "Shanghai" }],
      hiring_team: { recruiters: [{ user_id: expect.any(Number), employee_id: null }, { employee_id: "E-3" }] },
      custom_fields: { remote: { name: "Remote", type: "yes_no", value: true } },
    });
    expect(Object.keys((payload(2).job as { openings: object[] }).openings[0] ?? {})).toEqual(["id", "opening_id", "custom_fields"]);
    expect(payload(4).job).toEqual({ id, name: "New" });
    expect(new Set(receiver.received.map(({ headers }) => headers["greenhouse-event-id"])).size).toBe(5);
  });
  test("says nothing of a seat, unless somebody is hired into it or it was the last", async () => {
    standIn.elsewhere.addSeats(JOB, 3);
    standIn.elsewhere.closeSeat(JOB);
    await quiet();
    expect(actions()).toEqual(["ping"]);
    standIn.elsewhere.hire(JOB);
    await receiver.untilReceived(2);
    expect(actions()).toEqual(["ping", "hire_candidate"]);
    expect(payload(1).application).toMatchObject({ status: "hired", opening: { opening_id: null } });
  });
  test("comes again after 1, 15, 60, 120, 240 and 480 minutes, and not after a 200", async () => {
    receiver.reply = () => ({ status: 202 });
    standIn.elsewhere.editJob(JOB, { name: "Refused" });
    for (const [count, minutes] of [1, 15, 60, 120, 240, 480].entries()) {
      await receiver.untilReceived(count + 2);
      await until(() => standIn.webhooks.courier.underWay === 0);
      await clock.advance(minutes * 60_000);
    }
    await receiver.untilReceived(8);
    await clock.advance(86_400_000);
    await quiet();
    expect(receiver.received).toHaveLength(8);
    expect(new Set(receiver.received.slice(1).map(({ headers }) => headers["greenhouse-event-id"])).size).toBe(1);
  });
  test("that is forged has the wrong signature", async () => {
    standIn.webhooks.courier.arm({ forged: true });
    standIn.elsewhere.editJob(JOB, { name: "Twice" });
    await receiver.untilReceived(3);
    const signed = receiver.received.slice(1).map((_, index) => isSigned(index + 1));
    expect(signed.toSorted()).toEqual([false, true]);
  });
});

describe("A change through the API of Greenhouse", () => {
  test("is told as one by hand is", async () => {
    const { webhooks } = await startV1();
    await webhooks.configure(hook());
    const headers = { authorization: AUTHORIZATION, "content-type": "application/json", "on-behalf-of": "4000000000" };
    const answer = await fetch(`${running.origin}/v1/jobs/${JOB}`, {
      method: "PATCH",
      headers,
      body: JSON.stringify({ name: "By the API" }),
    });
    expect(answer.status).toBe(200);
    await receiver.untilReceived(2);
    expect(payload(1).job).toMatchObject({ name: "By the API" });
  });
});
