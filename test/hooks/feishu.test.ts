import { createCipheriv, createHash } from "node:crypto";
import { signatureOf, unsealed } from "../../src/datasources/feishu/feishu.webhooks.js";
import { until } from "../support/until.js";
import { type HookedCompany, startHookedCompany } from "./hooked-company.js";

const TOKEN = "token-of-the-console";
const KEY = "key-of-the-console";

/** The vectors of the page. */
describe("What Feishu signs and seals", () => {
  const BLOB = "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=";

  it("is SHA-256 of timestamp, nonce, key and body, one after the other", () => {
    const body = Buffer.from(`{"encrypt":"${BLOB}"}`);
    expect(signatureOf({ timestamp: "1700000000", nonce: "abc", encryptKey: "test key", body })).toBe(
      "0c09d96c2aef2ad08179b3967ea410bbc91dab24ce3aec05af962cf1935844af",
    );
  });

  it("is AES-256-CBC under the key's SHA-256, the IV before it, and nothing with another key", () => {
    expect(unsealed(BLOB, "test key")).toBe("hello world");
    expect(unsealed(BLOB, "another key")).not.toBe("hello world");
    expect(unsealed("AAAA", "test key")).toBeUndefined();
  });
});

const event = (jobId: string, more: { id?: string; token?: string; type?: string } = {}) =>
  JSON.stringify({
    schema: "2.0",
    header: {
      event_id: more.id ?? "e-1",
      event_type: more.type ?? "corehr.job.updated_v1",
      create_time: "1795348800000",
      token: more.token ?? TOKEN,
    },
    event: { job_id: jobId },
  });
const challenge = (token = TOKEN) => JSON.stringify({ challenge: "ajls384kdjx98XX", token, type: "url_verification" });

const iv = Buffer.alloc(16, 7);
function sealed(text: string, key = KEY): string {
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(key).digest(), iv);
  return JSON.stringify({ encrypt: Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final()]).toString("base64") });
}

describe.each([false, true])("A webhook of Feishu (with an Encrypt Key: %s)", (hasKey) => {
  let company: HookedCompany;
  let native: string;
  beforeEach(async () => {
    company = await startHookedCompany({ FEISHU_VERIFICATION_TOKEN: TOKEN, ...(hasKey ? { FEISHU_ENCRYPT_KEY: KEY } : {}) });
    native = [...company.feishu.standIn.state.coreJobs.keys()][0] ?? "";
    await company.read(`{ job(id: "feishu-corehr:job:${native}") { id name } }`);
    const { courier } = company.feishu.standIn.webhooks;
    courier.deadlineMs = Number.POSITIVE_INFINITY;
    courier.leadsTo = company.graph.url;
  });
  afterEach(() => company.stop());

  const written = (text: string) => (hasKey ? sealed(text) : text);
  const signing = (body: string, { key = KEY, ageS = 0 }: { key?: string; ageS?: number } = {}): Record<string, string> => {
    const timestamp = String(Math.floor(company.clock.now() / 1_000) - ageS);
    const signature = signatureOf({ timestamp, nonce: "n", encryptKey: key, body: Buffer.from(body) });
    return hasKey ? { "x-lark-request-timestamp": timestamp, "x-lark-request-nonce": "n", "x-lark-signature": signature } : {};
  };
  const post = (text: string, how: { key?: string; ageS?: number } = {}) => {
    const body = written(text);
    return company.post("feishu", body, signing(body, how));
  };
  const shown = async (response: Response) => [response.status, await response.json()];

  it("proves the address by its challenge, and to nobody without the token", async () => {
    expect(await shown(await company.post("feishu", written(challenge())))).toEqual([200, { challenge: "ajls384kdjx98XX" }]);
    expect((await company.post("feishu", written(challenge("another")))).status).toBe(401);
    expect((await company.post("feishu", written(JSON.stringify({ challenge: "x", type: "url_verification" })))).status).toBe(401);
  });

  it("is registered at the stand-in, and has a job read anew that it names", async () => {
    const url = "https://recruiting.example.com/hooks/feishu/a-secret-of-the-path";
    const { standIn } = company.feishu;
    const registered = standIn.webhooks.register({ url, verificationToken: TOKEN, ...(hasKey ? { encryptKey: KEY } : {}) });
    expect(await company.while(registered)).toBe(true);
    standIn.editCoreJob(native, { code: "RECODED" });
    await until(() => standIn.webhooks.courier.attempts.some(({ status }) => status === 200), "a delivery");
    await company.settled();
    expect(await company.told()).toMatchObject([
      { kind: "CHANGED", cause: "ELSEWHERE", recordId: `feishu-corehr:job:${native}`, changes: [{ field: "code", after: "RECODED" }] },
    ]);
  });

  it("is taken in once, by its event id", async () => {
    for (let time = 0; time < 3; time += 1) expect((await post(event(native))).status).toBe(200);
    expect(await company.metric("hiregraph_webhooks_received_total")).toEqual([
      'hiregraph_webhooks_received_total{vendor="FEISHU_COREHR",outcome="taken"} 1',
      'hiregraph_webhooks_received_total{vendor="FEISHU_COREHR",outcome="duplicate"} 2',
    ]);
  });

  it("of the first version is taken in, too", async () => {
    const old = { uuid: "u-1", token: TOKEN, type: "event_callback", ts: "1", event: { type: "corehr.job.updated_v1", job_id: native } };
    expect((await post(JSON.stringify(old))).status).toBe(200);
    expect((await post(JSON.stringify({ ...old, token: "another" }))).status).toBe(401);
    expect(await company.metric('hiregraph_webhooks_received_total{vendor="FEISHU_COREHR",outcome="taken"}')).toHaveLength(1);
  });

  it("that means nothing here is 200, and of a form that nobody knows 401", async () => {
    const before = company.feishu.running.requests.length;
    for (const type of ["corehr.job_family.updated_v2", "hire.application.stage_changed_v1", "corehr.job_change.updated_v1"])
      expect((await post(event(native, { type, id: type }))).status).toBe(200);
    expect((await post(event("../x"))).status).toBe(200);
    for (const body of ["", "[]", "not json", "{}"]) expect((await post(body)).status).toBe(401);
    await company.settled();
    expect(company.feishu.running.requests.length).toBe(before);
  });

  it("with another token is refused", async () => {
    expect((await post(event(native, { token: "another" }))).status).toBe(401);
    expect((await post(event(native, { token: "" }))).status).toBe(401);
  });

  if (!hasKey) return;

  it("is refused in clear, with another key, without a signature, with another's, and where it was signed long ago", async () => {
    const plain = event(native);
    expect((await company.post("feishu", plain, signing(plain))).status).toBe(401);
    expect((await company.post("feishu", challenge())).status).toBe(401);
    const foreign = sealed(plain, "another key");
    expect((await company.post("feishu", foreign, signing(foreign))).status).toBe(401);
    expect((await company.post("feishu", sealed(plain))).status).toBe(401);
    expect((await post(plain, { key: "another key" })).status).toBe(401);
    const body = sealed(plain);
    expect((await company.post("feishu", body, signing(`${body} `))).status).toBe(401);
    expect((await post(plain, { ageS: 8 * 3_600 + 1 })).status).toBe(401);
    expect((await post(plain, { ageS: -3_601 })).status).toBe(401);
    expect((await post(plain, { ageS: 7 * 3_600 })).status).toBe(200);
  });
});
