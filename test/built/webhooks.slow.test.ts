import { once } from "node:events";
import { systemClock } from "../../src/clock.js";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { describePostgres } from "../support/databases.js";
import { SECRET, TestReceiver } from "../webhooks/receiver-world.js";
import { ask, type BuiltServer, BuiltServers, ended } from "./built-server.js";

const TOKEN = "token-of-the-built-server";

const servers = new BuiltServers();
const standIn = createGreenhouseStandIn({ token: TOKEN });
let vendor: RunningStandIn;
let receiver: TestReceiver;
beforeAll(async () => {
  vendor = await startStandIn({ handle: standIn.handle });
});
beforeEach(async () => {
  receiver = new TestReceiver(systemClock);
  await receiver.start();
});
afterEach(async () => {
  servers.kill();
  await receiver.stop();
});
afterAll(async () => {
  servers.remove();
  await vendor.close();
});

const start = (env: Record<string, string> & { database: string }) =>
  servers.start({
    ...{ GREENHOUSE_API_TOKEN: TOKEN, GREENHOUSE_ON_BEHALF_OF: "4000000000", GREENHOUSE_BASE_URL: vendor.origin },
    ...{ WEBHOOKS: "desk", WEBHOOK_DESK_URL: receiver.url, WEBHOOK_DESK_SECRET: SECRET, WEBHOOK_DESK_PRIVATE: "true" },
    ...env,
  });

/** Asks again until it is so, for `seconds` at the most. */
async function until(isSo: () => boolean | Promise<boolean>, seconds: number, what: string): Promise<void> {
  for (const startedAt = performance.now(); !(await isSo()); ) {
    if (performance.now() - startedAt > seconds * 1_000) throw new Error(`Not within ${seconds} s: ${what}`);
    await once(AbortSignal.timeout(50), "abort");
  }
}

const seats = standIn.state.jobs.flatMap((job) =>
  job.openings.filter(({ status }) => status === "open").map(({ id }) => `${job.id}.${id}`),
);
/** Closes a seat: whatever becomes of it, its operation is settled. */
const change = async (server: BuiltServer) => {
  const seat = seats.pop();
  await ask(
    server,
    `mutation { closeOpening(input: { id: "greenhouse:opening:${seat}", closeReasonId: "4500000034" }) { operation { id } } }`,
  );
};
const newest = async (server: BuiltServer) => {
  const { events } = await ask<{ events: { head: string } }>(server, "{ events(first: 1) { head } }");
  return Number(events.head.split(":").at(-1));
};
/** Whether each event was delivered, and there are more than before. */
const hasAllOf = async (server: BuiltServer, before = 0) => {
  const last = await newest(server);
  return last > before && new Set(receiver.taken).size === last;
};

describe("Webhooks of the built server", () => {
  test("lose nothing although it is killed again and again, and come again only under the same ids, in order", async () => {
    // Every third answer is lost, and every request takes a moment: deaths meet tries under way.
    receiver.answer = (response, _arrival, request) => {
      if (receiver.arrivals.length % 3 === 0) request.socket.destroy();
      else setImmediate(() => response.writeHead(204).end());
    };
    let server = await start({ database: "killed.db" });
    for (let death = 0; death < 5; death += 1) {
      await Promise.all([change(server), change(server)]);
      server.child.kill("SIGKILL");
      await ended(server.child);
      server = await start({ database: "killed.db" });
    }
    // Those of the changes that the last death left open are told once their seats were looked at.
    const all = async () => {
      const { events } = await ask<{ events: { nodes: { kind: string }[] } }>(server, "{ events(first: 200) { nodes { kind } } }");
      return events.nodes.filter(({ kind }) => kind === "OPERATION_SETTLED").length === 10;
    };
    await until(all, 60, "all changes are settled");
    await until(() => hasAllOf(server), 60, "all events are delivered");
    expect(receiver.forged).toEqual([]);
    const subjects = new Map(receiver.arrivals.map(({ number, event }) => [number, event.subject]));
    for (const subject of new Set(subjects.values())) {
      const first = [...new Set(receiver.taken)].filter((number) => subjects.get(number) === subject);
      expect(first).toEqual([...first].sort((one, other) => one - other));
    }
    server.child.kill("SIGTERM");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
  }, 180_000);

  test("are ended by SIGTERM although a receiver does not answer, and go on after the next start", async () => {
    receiver.answer = () => undefined;
    const server = await start({ database: "hanging.db" });
    await change(server);
    await until(() => receiver.arrivals.length > 0, 20, "the receiver is asked");
    const stopped = performance.now();
    server.child.kill("SIGTERM");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
    expect(performance.now() - stopped).toBeLessThan(10_000);
    receiver.answer = (response) => void response.writeHead(204).end();
    const next = await start({ database: "hanging.db" });
    await until(() => hasAllOf(next), 20, "all are delivered");
  }, 60_000);
});

describePostgres("Webhooks of two servers on one PostgreSQL", (open) => {
  test("are sent by one of them: by the other at once where it stops, and within 40 s where it dies", async () => {
    const opened = await open();
    try {
      const begin = () => start({ database: "unused", DATABASE_URL: opened.url });
      const isSending = async ({ url }: BuiltServer) =>
        /^hiregraph_lease_held\{work="webhooks"\} 1$/m.test(await (await fetch(`${url}/metrics`)).text());
      const first = await begin();
      await until(() => isSending(first), 20, "the first one sends");
      const second = await begin();
      await change(second);
      await until(() => hasAllOf(second), 10, "the first one sends what the second one made");
      expect(await isSending(second)).toBe(false);

      first.child.kill("SIGTERM");
      await ended(first.child);
      await until(() => isSending(second), 15, "the second one sends");
      const third = await begin();
      const atFirst = await newest(third);
      await change(third);
      await until(() => hasAllOf(third, atFirst), 10, "the second one sends what the third one made");

      second.child.kill("SIGKILL");
      const died = performance.now();
      const atDeath = await newest(third);
      await change(third);
      await until(() => hasAllOf(third, atDeath), 45, "the third one sends");
      expect(performance.now() - died).toBeLessThan(42_000);
      expect(receiver.forged).toEqual([]);

      // Some came twice: who was killed had sent them and not noted it.
      const before = receiver.taken.length;
      const all = new Set(receiver.taken).size;
      const { replayWebhook } = await ask<{ replayWebhook: { userErrors: unknown[] } }>(
        third,
        `mutation { replayWebhook(input: { name: "desk", after: "hiregraph:event:0" }) { userErrors { message } } }`,
      );
      expect(replayWebhook.userErrors).toEqual([]);
      await until(() => new Set(receiver.taken.slice(before)).size === all, 20, "all are sent again");
      third.child.kill("SIGTERM");
      await ended(third.child);
    } finally {
      servers.kill();
      await opened.close();
    }
  }, 180_000);
});
