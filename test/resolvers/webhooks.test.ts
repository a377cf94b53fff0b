import { createHash } from "node:crypto";
import { ManualClock } from "../support/clock.js";
import { startGraph, type TestGraph } from "../support/graph.js";
import { until } from "../support/until.js";
import { SECRET, TestReceiver } from "../webhooks/receiver-world.js";

const STATUS = "{ webhooks { name cursor pending parked lastSuccessAt lastFailure } }";
const REPLAY = `mutation ($input: ReplayWebhookInput!) {
  replayWebhook(input: $input) { webhook { name cursor pending parked } userErrors { code message field retryable } } }`;
const CLOSING = `mutation { closeOpening(input: { id: "greenhouse:opening:4000000000.4100000000", closeReasonId: "4500000034" }) {
  operation { id } userErrors { message } } }`;

const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const AS = (name: string) => ({ authorization: `Bearer ${name}-token` });

describe("Webhooks in the graph", () => {
  const clock = new ManualClock();
  const receiver = new TestReceiver(clock);
  const log: Record<string, unknown>[] = [];
  let graph: TestGraph;

  beforeAll(async () => {
    const url = await receiver.start();
    graph = await startGraph({
      clock,
      log,
      env: {
        SANDBOX_VENDORS: "greenhouse",
        LOG_LEVEL: "info",
        WEBHOOKS: "hr-desk,idle",
        WEBHOOK_HR_DESK_URL: url,
        WEBHOOK_HR_DESK_SECRET: SECRET,
        WEBHOOK_HR_DESK_PRIVATE: "true",
        WEBHOOK_IDLE_URL: "https://receiver.invalid/in?key=of-idle",
        WEBHOOK_IDLE_SECRET: SECRET,
        AUTH_TOKENS: `olga:${hash("olga-token")}:operate,ann:${hash("ann-token")}:read+write`,
      },
    });
  });
  afterAll(async () => {
    await graph.stop();
    await receiver.stop();
  });

  async function ask<Data>(who: string, query: string, variables: Record<string, unknown> = {}) {
    let isOver = false;
    const asked = graph.ask<Data, Record<string, unknown>>(query, variables, AS(who)).finally(() => {
      isOver = true;
    });
    while (!isOver) await clock.advance(100);
    return asked;
  }
  const statuses = async () => (await ask<{ webhooks: Record<string, unknown>[] }>("olga", STATUS)).data?.webhooks ?? [];
  const replay = async (input: Record<string, unknown>) =>
    (await ask<{ replayWebhook: Record<string, unknown> }>("olga", REPLAY, { input })).data?.replayWebhook;

  it("show a new receiver at the newest event, to operators alone", async () => {
    const none = { cursor: "hiregraph:event:0", pending: 0, parked: false, lastSuccessAt: null, lastFailure: null };
    expect(await statuses()).toEqual([
      { name: "hr-desk", ...none },
      { name: "idle", ...none },
    ]);
    expect((await ask("ann", STATUS)).errors).toMatchObject([{ extensions: { code: "FORBIDDEN", missingScopes: ["operate"] } }]);
  });

  it("tell a receiver of a change that a client makes, as soon as it is settled", async () => {
    await ask("ann", CLOSING);
    while (receiver.taken.length === 0) await clock.advance(100);
    expect(receiver.arrivals.map(({ event }) => event.type)).toContain("hiregraph.operation.settled.v1");
    expect(receiver.forged).toEqual([]);
    for (let [desk] = await statuses(); desk?.pending !== 0; [desk] = await statuses()) await clock.advance(300);
    expect((await statuses())[0]).toMatchObject({ cursor: `hiregraph:event:${receiver.taken.length}`, lastSuccessAt: expect.any(String) });
  });

  it("send everything after a cursor again, under the same ids", async () => {
    const before = receiver.taken.length;
    expect(await replay({ name: "hr-desk", after: "hiregraph:event:0" })).toEqual({
      webhook: { name: "hr-desk", cursor: "hiregraph:event:0", pending: before, parked: false },
      userErrors: [],
    });
    while (receiver.taken.length < 2 * before) await clock.advance(100);
    expect(receiver.taken.slice(before)).toEqual(receiver.taken.slice(0, before));
  });

  it.each([
    ["a receiver that there is not", { name: "hr", after: "hiregraph:event:0" }, "NOT_FOUND", "name", /hr-desk, idle/],
    ["what is no cursor", { name: "idle", after: "event 1" }, "INVALID_INPUT", "after", /not a cursor/],
    ["a cursor beyond the newest event", { name: "idle", after: "hiregraph:event:99" }, "INVALID_INPUT", "after", /beyond the newest/],
  ])("refuse to replay %s", async (_, input, code, field, message) => {
    const answer = await replay(input);
    expect(answer?.userErrors).toEqual([{ code, field: [field], message: expect.stringMatching(message), retryable: false }]);
  });

  it("are counted, and logged without address, secret or answer", async () => {
    const idle = async () => (await statuses()).find(({ name }) => name === "idle");
    for (let status = await idle(); status?.lastFailure === null; status = await idle()) await clock.advance(1_000);
    expect((await idle())?.lastFailure).toMatch(/hiregraph:event:\d+ was not answered: (ENOTFOUND|EAI_AGAIN)$/);
    await until(() => receiver.taken.length > 0);
    await clock.advance(6_000);
    const metrics = await (await fetch(`${graph.url}/metrics`, { headers: AS("ann") })).text();
    expect(metrics).toMatch(/^hiregraph_webhook_deliveries_total\{webhook="hr-desk",outcome="delivered"\} [1-9]/m);
    expect(metrics).toMatch(/^hiregraph_webhook_deliveries_total\{webhook="idle",outcome="unreachable"\} [1-9]/m);
    expect(metrics).toMatch(/^hiregraph_webhook_pending_events\{webhook="hr-desk"\} 0$/m);
    expect(metrics).toMatch(/^hiregraph_webhook_pending_events\{webhook="idle"\} [1-9]/m);
    expect(metrics).toMatch(/^hiregraph_webhook_oldest_pending_timestamp_seconds\{webhook="idle"\} 1795/m);
    expect(metrics).toMatch(/^hiregraph_webhook_parked\{webhook="idle"\} 0$/m);
    expect(metrics).toMatch(/^hiregraph_lease_held\{work="webhooks"\} 1$/m);
    expect(JSON.stringify(log) + metrics).not.toMatch(/of-idle|of-the-receiver|whsec_|receiver\.invalid/);
  });
});
