import { createHmac } from "node:crypto";
import { until } from "../support/until.js";
import { Caller, MINUTE } from "./linkedin-caller.js";
import { quiet, type Received, Receiver } from "./receiver.js";

const SECRET = "sandbox-secret";

let caller: Caller;
let receiver: Receiver;

const hmac = (text: string) => createHmac("sha256", SECRET).update(text).digest("hex");

function answerChallenge({ method, query }: Received) {
  const challengeCode = query.get("challengeCode") ?? "";
  return { status: 200, json: method === "GET" ? { challengeCode, challengeResponse: hmac(challengeCode) } : {} };
}

beforeEach(async () => {
  caller = await Caller.start({ applicationId: "76543210" });
  receiver = await Receiver.start();
  receiver.reply = answerChallenge;
});
afterEach(async () => {
  caller.linkedIn.webhooks.courier.close();
  await caller.running.close();
  await receiver.close();
});

const deliveries = () => receiver.received.filter(({ method }) => method === "POST");
const challenges = () => receiver.received.filter(({ method }) => method === "GET");
const untilDelivered = (count: number) => until(() => deliveries().length >= count);

describe("An address for LinkedIn's webhooks", () => {
  test("is registered once it answers the challenge of its application", async () => {
    expect(await caller.linkedIn.webhooks.register(receiver.url)).toBe(true);
    expect(challenges()[0]?.query.get("applicationId")).toBe("76543210");
  });
  test("is not registered with a wrong answer", async () => {
    receiver.reply = ({ query }) => ({ status: 200, json: { challengeCode: query.get("challengeCode"), challengeResponse: "0" } });
    expect(await caller.linkedIn.webhooks.register(receiver.url)).toBe(false);
    receiver.reply = () => ({ status: 403 });
    expect(await caller.linkedIn.webhooks.register(receiver.url)).toBe(false);
  });
  test("is challenged every two hours, and blocked after three failures in a row until it is validated anew", async () => {
    const { webhooks, state } = caller.linkedIn;
    await webhooks.register(receiver.url, ["JOB_POSTING_STATUS"]);
    await caller.clock.advance(120 * MINUTE);
    await until(() => challenges().length === 2 && webhooks.courier.underWay === 0);
    receiver.reply = () => ({ status: 500 });
    for (let failure = 1; failure <= 3; failure += 1) {
      expect(webhooks.isBlocked).toBe(false);
      await quiet();
      await caller.clock.advance(120 * MINUTE);
      await until(() => challenges().length === 2 + failure);
      await quiet();
    }
    expect(webhooks.isBlocked).toBe(true);
    state.takeDown("REQ-1001");
    receiver.reply = answerChallenge;
    await webhooks.revalidate();
    state.takeDown("REQ-1002");
    await untilDelivered(1);
    expect(deliveries().map(({ body }) => body.externalJobPostingId)).toEqual(["REQ-1002"]);
  });
});

describe("LinkedIn tells", () => {
  beforeEach(async () => {
    await caller.linkedIn.webhooks.register(receiver.url);
  });
  test("of a job that it took down, signed over the prefix and the bytes that are sent", async () => {
    caller.linkedIn.state.takeDown("REQ-1001");
    await untilDelivered(1);
    const [delivery] = deliveries();
    expect(delivery?.body).toMatchObject({
      type: "JOB_POSTING_STATUS",
      developerApplicationUrn: "urn:li:developerApplication:76543210",
      notificationId: expect.any(String),
      externalJobPostingId: "REQ-1001",
      listingStatus: "NOT_LISTED",
      listingStatusDetail: { statusMessage: "MEMBER_REPORTED" },
      promotionStatus: "NOT_PROMOTED",
    });
    expect(delivery?.headers["x-li-signature"]).toBe(hmac(`hmacsha256=${delivery?.raw}`));
  });
  test("of a job that is listed and closed by tasks, when they are done", async () => {
    await caller.run();
    await untilDelivered(1);
    await caller.run({ jobPostingOperationType: "CLOSE" });
    await untilDelivered(2);
    expect(deliveries().map(({ body }) => body.listingStatus)).toEqual(["LISTED", "NOT_LISTED"]);
    expect(deliveries()[0]?.body.jobPostingUrl).toMatch(/^https:\/\/www\.linkedin\.com\/jobs\/view\/\d+$/);
  });
  test("nothing of an update that changes no status", async () => {
    await caller.run();
    await untilDelivered(1);
    await caller.run({ jobPostingOperationType: "UPDATE", title: "Keeper" });
    await quiet();
    expect(deliveries()).toHaveLength(1);
  });
  test("which jobs it wants again, or that it wants all", async () => {
    caller.linkedIn.webhooks.askForResync(["REQ-1001"]);
    await untilDelivered(1);
    caller.linkedIn.webhooks.askForResync("all");
    await untilDelivered(2);
    expect(deliveries().map(({ body }) => [body.type, body.externalJobPostingIds, body.syncAllOpenJobs])).toEqual([
      ["RESYNC_JOBS", ["REQ-1001"], false],
      ["RESYNC_JOBS", [], true],
    ]);
  });
  test("with a wrong signature where a stranger speaks", async () => {
    caller.linkedIn.webhooks.courier.arm({ forged: true });
    caller.linkedIn.webhooks.askForResync("all");
    await untilDelivered(2);
    const right = deliveries().map(({ headers, raw }) => headers["x-li-signature"] === hmac(`hmacsha256=${raw}`));
    expect(right.toSorted()).toEqual([false, true]);
  });
});
