import { createDecipheriv, createHash } from "node:crypto";
import { coreJobId, hireJobId, NO_END } from "../../src/sandbox/feishu/index.js";
import { sealed } from "../../src/sandbox/feishu/webhooks.js";
import { until } from "../support/until.js";
import { type Feishu, startFeishu } from "./feishu-support.js";
import { quiet, Receiver } from "./receiver.js";

const TOKEN = "a verification token";
const KEY = "test key";
const JOB = coreJobId(0);

let feishu: Feishu;
let receiver: Receiver;
let key: string | undefined;

beforeEach(async () => {
  feishu = await startFeishu();
  receiver = await Receiver.start();
  key = undefined;
  receiver.reply = ({ body }) => ({ status: 200, json: { challenge: opened(body).challenge } });
});
afterEach(async () => {
  feishu.webhooks.courier.close();
  await feishu.running.close();
  await receiver.close();
});

function opened(body: Record<string, unknown>): Record<string, unknown> {
  if (key === undefined) return body;
  const bytes = Buffer.from(String(body.encrypt), "base64");
  const cipher = createDecipheriv("aes-256-cbc", createHash("sha256").update(key).digest(), bytes.subarray(0, 16));
  return JSON.parse(Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString("utf8"));
}

const register = () => feishu.webhooks.register({ url: receiver.url, verificationToken: TOKEN, encryptKey: key });
const events = () => receiver.received.map(({ body }) => opened(body));
const types = () => events().map(({ header, type }) => type ?? (header as { event_type: string }).event_type);

function version(changes: Partial<Parameters<Feishu["writeCoreVersion"]>[1]> = {}) {
  const names = { zh: "厨师", en: "Cook" };
  const period = { effectiveDate: "2026-11-01", expirationDate: NO_END };
  return { versionId: "7238519999999999991", code: "NEW", names, active: true, familyIds: [], levelIds: [], ...period, ...changes };
}

describe("An address for Feishu's events", () => {
  test("is saved once it echoes the challenge", async () => {
    expect(await register()).toBe(true);
    expect(events()).toEqual([{ challenge: expect.any(String), token: TOKEN, type: "url_verification" }]);
  });
  test("is not saved where it answers something else, without JSON, or not in time", async () => {
    receiver.reply = () => ({ status: 200, json: { challenge: "another" } });
    expect(await register()).toBe(false);
    receiver.reply = () => ({ status: 200 });
    expect(await register()).toBe(false);
    receiver.reply = () => undefined;
    const asked = register();
    await receiver.untilReceived(3);
    await feishu.clock.advance(1_000);
    expect(await asked).toBe(false);
    feishu.editCoreJob(JOB, { code: "UNTOLD" });
    await quiet();
    expect(receiver.received).toHaveLength(3);
  });
});

describe("CoreHR tells", () => {
  test("of a new, a changed and a deleted job by its id alone", async () => {
    await register();
    feishu.editCoreJob(JOB, { code: "CHANGED" });
    await receiver.untilReceived(2);
    feishu.writeCoreVersion("7094130000000000001", version());
    await receiver.untilReceived(3);
    feishu.deleteCoreJob("7094130000000000001");
    await receiver.untilReceived(4);
    expect(types().slice(1)).toEqual(["corehr.job.updated_v1", "corehr.job.created_v1", "corehr.job.deleted_v1"]);
    expect(events()[1]).toEqual({
      schema: "2.0",
      header: {
        event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        event_type: "corehr.job.updated_v1",
        create_time: String(feishu.clock.now()),
        token: TOKEN,
        app_id: "cli_sandbox",
        tenant_key: expect.any(String),
      },
      event: { job_id: JOB },
    });
    expect(receiver.received[1]?.headers["x-lark-signature"]).toBeUndefined();
  });
  test("of a version on the day that it takes effect, and of no past one, level or pathway", async () => {
    await register();
    feishu.editCoreJob(JOB, { levelIds: ["1"], pathwayId: "2" });
    feishu.writeCoreVersion("7094130000000000001", version({ effectiveDate: "2026-11-24" }));
    await quiet();
    expect(types()).toHaveLength(1);
    await feishu.pass(2 * 86_400_000);
    await feishu.token();
    await receiver.untilReceived(2);
    expect(types()[1]).toBe("corehr.job.created_v1");
  });
  test("nothing of a job of Hire", async () => {
    await register();
    feishu.editHireJob(hireJobId(0), { title: "Renamed" });
    feishu.deleteHireJob(hireJobId(1));
    await quiet();
    expect(receiver.received).toHaveLength(1);
  });
  test("again after 15 s, 5 min, 1 h and 6 h, under one id", async () => {
    await register();
    receiver.reply = () => ({ status: 500 });
    feishu.editCoreJob(JOB, { code: "CHANGED" });
    for (const [count, seconds] of [15, 300, 3_600, 21_600].entries()) {
      await receiver.untilReceived(count + 2);
      await until(() => feishu.webhooks.courier.underWay === 0);
      await feishu.clock.advance(seconds * 1_000);
    }
    await receiver.untilReceived(6);
    await until(() => feishu.webhooks.courier.underWay === 0);
    await feishu.clock.advance(86_400_000);
    await quiet();
    expect(receiver.received).toHaveLength(6);
    expect(new Set(receiver.received.slice(1).map(({ raw }) => raw)).size).toBe(1);
  });
});

describe("With an Encrypt Key", () => {
  beforeEach(async () => {
    key = KEY;
    expect(await register()).toBe(true);
  });
  test("every body is sealed, and an event is signed over time, nonce, key and body", async () => {
    feishu.editCoreJob(JOB, { code: "CHANGED" });
    const [challenge, event] = await receiver.untilReceived(2);
    expect(Object.keys(challenge?.body ?? {})).toEqual(["encrypt"]);
    expect(challenge?.headers["x-lark-signature"]).toBeUndefined();
    expect(Object.keys(event?.body ?? {})).toEqual(["encrypt"]);
    const { headers, raw } = event as NonNullable<typeof event>;
    const signed = `${headers["x-lark-request-timestamp"]}${headers["x-lark-request-nonce"]}${KEY}${raw}`;
    expect(headers["x-lark-signature"]).toBe(createHash("sha256").update(signed).digest("hex"));
  });
  test("a stranger's cannot be opened", async () => {
    receiver.reply = () => ({ status: 200 });
    feishu.webhooks.courier.arm({ forged: true });
    feishu.editCoreJob(JOB, { code: "CHANGED" });
    await receiver.untilReceived(3);
    const forged = receiver.received.slice(1).filter(({ body }) => {
      try {
        opened(body);
        return false;
      } catch {
        return true;
      }
    });
    expect(forged).toHaveLength(1);
  });
  test("the page's vector is what is made", () => {
    const blob = Buffer.from("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=", "base64");
    expect(sealed("hello world", KEY, blob.subarray(0, 16))).toBe(JSON.stringify({ encrypt: blob.toString("base64") }));
  });
});
