import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-sse";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { describePostgres, type OpenedDatabase } from "../support/databases.js";
import { type OpenStream, openStream } from "../support/event-stream.js";
import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

const TOKEN = "token-of-the-built-server";
const EVENTS = `subscription ($after: String) { events(after: $after) { id kind at vendor account recordId code changes { field before after }
  record { ... on Job { id status } } operation { id } } }`;

const servers = new BuiltServers();
const standIn = createGreenhouseStandIn({ token: TOKEN });
let vendor: RunningStandIn;
beforeAll(async () => {
  vendor = await startStandIn({ handle: standIn.handle });
});
afterEach(() => servers.kill());
afterAll(async () => {
  servers.remove();
  await vendor.close();
});

const start = (env: Record<string, string> & { database: string }) =>
  servers.start({ GREENHOUSE_API_TOKEN: TOKEN, GREENHOUSE_ON_BEHALF_OF: "4000000000", GREENHOUSE_BASE_URL: vendor.origin, ...env });

async function ask<Data>({ url }: Pick<BuiltServer, "url">, query: string): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Closes the next open seat at Greenhouse: each makes an event. */
async function closeOne(server: BuiltServer): Promise<void> {
  for (const { id, openings } of standIn.state.jobs) {
    const seat = openings.find(({ status }) => status === "open");
    if (seat === undefined) continue;
    await ask(
      server,
      `mutation { closeOpening(input: { id: "greenhouse:opening:${id}.${seat.id}", closeReasonId: "4500000034" }) { operation { id } } }`,
    );
    return;
  }
}

async function figure({ url }: BuiltServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1]);
}

const memory = async (server: BuiltServer) => (await figure(server, "process_resident_memory_bytes")) / 1_000_000;
const numberOf = (id: string) => Number(id.split(":").at(-1));

describe("A thousand followers of the built server", () => {
  it("take less than 200 MB, are told each event, and that the server is there at most every 15 seconds", async () => {
    const server = await start({ database: "thousand.db" });
    await ask(server, "{ jobs(first: 200) { nodes { id openings { nodes { id } } } } }");
    const before = await memory(server);
    const streams: OpenStream[] = [];
    while (streams.length < 1_000) streams.push(...(await Promise.all(Array.from({ length: 50 }, () => openStream(server.url, EVENTS)))));
    const openedAt = Date.now();
    expect(await figure(server, "hiregraph_followers")).toBe(1_000);
    const idle = await memory(server);
    for (let made = 0; made < 20; made += 1) await closeOne(server);
    for (const stream of streams) await stream.next(20);
    const told = await memory(server);
    process.stderr.write(`1,000 followers: ${Math.round(idle - before)} MB idle, ${Math.round(told - before)} MB after 20 events\n`);
    expect(told - before).toBeLessThan(200);
    const ids = streams.map(({ results }) =>
      results
        .slice(0, 20)
        .map(({ data }) => (data as { events: { id: string } }).events.id)
        .join(),
    );
    expect(new Set(ids).size).toBe(1);
    await sleep(Math.max(0, openedAt + 15_000 - Date.now()));
    expect(streams.every(({ heartbeats }) => heartbeats >= 2)).toBe(true);
    for (const stream of streams) stream.leave();
    while ((await figure(server, "hiregraph_followers")) > 0) await sleep(50);
  }, 120_000);
});

describePostgres("A follower of two built servers on one PostgreSQL", (open) => {
  let database: OpenedDatabase;
  beforeEach(async () => {
    database = await open();
  });
  afterEach(async () => {
    servers.kill();
    await sleep(200);
    await database.close();
  });

  it("is told of each event once, although the servers it is connected to are killed and told to stop in turn", async () => {
    const run = () => start({ database: "", DATABASE_URL: database.url });
    const running = [await run(), await run()];
    const got: string[] = [];
    let after: string | undefined;
    let isOver = false;
    const following = (async () => {
      for (let turn = 0; !isOver; turn += 1) {
        const server = running[turn % 2] as BuiltServer;
        const client = createClient({ url: `${server.url}/graphql/stream`, retryAttempts: 0 });
        try {
          for await (const { data, errors } of client.iterate<{ events: { id: string } }>({ query: EVENTS, variables: { after } })) {
            if (data) {
              after = data.events.id;
              got.push(after);
            }
            if (errors?.[0]?.extensions?.after !== undefined) after = String(errors[0].extensions.after);
            if (isOver) break;
          }
        } catch {
          // Its server was killed: on to the other.
          await sleep(20);
        }
        client.dispose();
      }
    })();
    const first = await openStream((running[0] as BuiltServer).url, EVENTS);
    await closeOne(running[1] as BuiltServer);
    await first.next(1);
    first.leave();
    for (let round = 0; round < 6; round += 1) {
      const index = round % 2;
      const doomed = running[index] as BuiltServer;
      const other = running[1 - index] as BuiltServer;
      await Promise.all([closeOne(other), sleep(30 * round).then(() => doomed.child.kill(round % 3 === 2 ? "SIGTERM" : "SIGKILL"))]);
      await ended(doomed.child);
      await closeOne(other);
      running[index] = await run();
      await closeOne(running[index] as BuiltServer);
    }
    const { events } = await ask<{ events: { head: string } }>(running[0] as BuiltServer, "{ events(first: 1) { head } }");
    await sleep(1_500);
    const { events: last } = await ask<{ events: { head: string } }>(running[0] as BuiltServer, "{ events(first: 1) { head } }");
    expect(numberOf(last.head)).toBeGreaterThanOrEqual(numberOf(events.head));
    const deadline = Date.now() + 20_000;
    while (after !== last.head && Date.now() < deadline) await sleep(50);
    isOver = true;
    await closeOne(running[0] as BuiltServer);
    await following;
    const numbers = got.map(numberOf).filter((number) => number <= numberOf(last.head));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => (numbers[0] ?? 0) + index));
    expect(numbers.at(-1)).toBe(numberOf(last.head));
    expect(numbers.length).toBeGreaterThanOrEqual(18);
  }, 120_000);

  it("is let go when its server is told to stop, which ends in time", async () => {
    const server = await start({ database: "", DATABASE_URL: database.url, DRAIN_GRACE_MS: "300" });
    const stream = await openStream(server.url, EVENTS);
    server.child.kill("SIGTERM");
    await once(stream.response, "close");
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "UNAVAILABLE", after: "hiregraph:event:0" } }] }]);
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
  }, 30_000);
});
