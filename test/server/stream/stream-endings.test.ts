import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Unauthenticated } from "../../../src/access/authenticate.js";
import type { Viewer } from "../../../src/access/viewer.js";
import { OpenStreams } from "../../../src/server/stream/open-streams.js";
import { createMetrics } from "../../../src/telemetry/metrics.js";
import { ManualClock } from "../../support/clock.js";
import { openStream, type StreamOptions } from "../../support/event-stream.js";
import { until } from "../../support/until.js";
import { type Running, runServer, stopServers } from "../run-server.js";
import { Ticker, tickingSchema } from "./ticking-schema.js";

const TICKS = "subscription { ticks { number } }";
const MEGABYTE = "subscription { ticks { number filler(length: 500000) } }";

let ticker: Ticker;
let server: Running;
let clock: ManualClock;

async function start(config: Parameters<typeof runServer>[0] = {}, deps: Parameters<typeof runServer>[1] = {}): Promise<void> {
  ticker = new Ticker();
  clock = new ManualClock();
  server = await runServer(config, { schema: tickingSchema(ticker), clock, ...deps });
}
afterEach(stopServers);

const open = (query = TICKS, options: StreamOptions = {}) => openStream(server.url, query, options);
const followers = (count: number) => until(() => ticker.followers.size === count, `${count} followers`);
const reasons = async () => (await server.metrics.registry.getSingleMetricAsString("hiregraph_streams_ended_total")).split("\n").slice(2);
const lines = () => server.log.filter(({ path }) => path === "/graphql/stream");

describe("A server that shuts down", () => {
  beforeEach(() => start());

  it("goes on telling until it drains, and then names the cursor to follow on from elsewhere", async () => {
    const stream = await open();
    await followers(1);
    server.server.leave();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    ticker.tick(5);
    await stream.next(1);
    const drained = server.server.drain({ withinMs: 60_000 });
    await stream.closed();
    expect(stream.results.slice(1)).toMatchObject([{ errors: [{ extensions: { code: "UNAVAILABLE", retryable: true, after: "5" } }] }]);
    expect(stream.isComplete).toBe(true);
    await drained;
    expect(await reasons()).toEqual(['hiregraph_streams_ended_total{reason="draining"} 1']);
    expect(lines()).toMatchObject([{ msg: "answered", ended: "draining", outcome: "ok", events: 1 }]);
  });

  it("ends those too that are about to begin", async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    await start({}, { createContext: async (input) => begun.then(() => ({ ...input, calls: new Map() })) });
    const opening = open();
    await until(() => server.metrics !== undefined);
    const counted = () => server.metrics.registry.getSingleMetricAsString("hiregraph_followers");
    while (!(await counted()).includes("hiregraph_followers 1")) await new Promise((resolve) => setImmediate(resolve));
    const drained = server.server.drain({ withinMs: 60_000 });
    begin();
    const stream = await (await opening).closed();
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "UNAVAILABLE", after: "0" } }] }]);
    await drained;
  });
});

describe("A connection that takes nothing", () => {
  beforeEach(() => start());

  /** Asks, and reads the head alone. */
  async function deaf(): Promise<Socket> {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    const body = JSON.stringify({ query: MEGABYTE });
    socket.write(
      `POST /graphql/stream HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await once(socket, "data");
    socket.pause();
    return socket;
  }

  /** Ticks until the connection is full, and so many wait behind it. */
  async function fill(waiting: number): Promise<void> {
    let told = -1;
    for (let number = 1; told !== server.contexts.length; number += 1) {
      told = server.contexts.length;
      ticker.tick(number);
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    for (let number = 1_000; number < 1_000 + waiting; number += 1) ticker.tick(number);
  }

  it("is given up after a minute, and its caller is told the cursor where it begins to read again", async () => {
    const socket = await deaf();
    await followers(1);
    await fill(3);
    await clock.advance(59_000);
    expect(ticker.followers.size).toBe(1);
    await clock.advance(1_500);
    await followers(0);
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.resume();
    await until(() => text.includes("event: complete"));
    const last = [...text.matchAll(/"number":(\d+)/g)].at(-1)?.[1];
    expect(text).toContain(`"code":"UNAVAILABLE","retryable":true,"after":"${last}"`);
    expect(await reasons()).toEqual(['hiregraph_streams_ended_total{reason="slow"} 1']);
    socket.destroy();
  });

  it("is given up at once where more waits than is kept for it, and cut where it does not take even that", async () => {
    const socket = await deaf();
    await followers(1);
    await fill(0);
    for (const follower of ticker.followers) follower.onBehind();
    await followers(0);
    const closed = once(socket, "close");
    await clock.advance(5_000);
    socket.resume();
    await closed;
    expect(lines()).toMatchObject([{ ended: "slow", outcome: "error" }]);
  });

  it("keeps no more than one answer waiting, however much happens", async () => {
    const socket = await deaf();
    await followers(1);
    await fill(0);
    const made = server.contexts.length;
    for (let number = 1_000; number < 3_000; number += 1) ticker.tick(number);
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(server.contexts.length).toBe(made);
    socket.destroy();
    await followers(0);
  });

  /** Asks so often on one connection: of those behind the first nothing can be written. */
  function pipelined(count: number): Socket {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    const query = encodeURIComponent(MEGABYTE);
    socket.write(`GET /graphql/stream?query=${query} HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n\r\n`.repeat(count));
    return socket;
  }
  const figureOfOpen = () => server.metrics.registry.getSingleMetricAsString("hiregraph_followers");

  it("frees the places of all streams that were asked for on it when it closes, also of those whose turn never came", async () => {
    const socket = pipelined(20);
    await followers(20);
    ticker.tick(1);
    socket.destroy();
    await followers(0);
    expect(await reasons()).toEqual(['hiregraph_streams_ended_total{reason="left"} 20']);
    expect(await figureOfOpen()).toContain("hiregraph_followers 0");
    expect(lines()).toHaveLength(20);
  });

  it("frees the place of a stream whose turn does not come although events wait for it", async () => {
    const socket = pipelined(2);
    await followers(2);
    socket.resume();
    for (let number = 1; number <= 3; number += 1) ticker.tick(number);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(60_000);
    await followers(1);
    await clock.advance(5_000);
    const left = async () => (await figureOfOpen()).includes("hiregraph_followers 1");
    while (!(await left())) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    await followers(0);
  });

  it("is left alone where more waits than is kept, and it takes what it is given", async () => {
    const stream = await open();
    await followers(1);
    for (const follower of ticker.followers) follower.onBehind();
    ticker.tick(1);
    await stream.next(1);
    expect(stream.isClosed).toBe(false);
    stream.leave();
  });
});

describe("A token that ends", () => {
  const JWT = {
    tokens: [],
    allowAnonymous: false,
    jwt: { jwksUrl: "https://id.test/keys", issuer: "https://id.test/", audience: "a", typ: "JWT" },
  };
  const AS = { headers: { authorization: "Bearer a.b.c" } };
  let viewer: Viewer | Unauthenticated;
  let fault: Error | undefined;

  async function startWith(expiresInMs: number): Promise<void> {
    const scopes = new Set(["read"] as const);
    fault = undefined;
    await start({ auth: JWT }, { verifyJwt: async () => (fault === undefined ? viewer : Promise.reject(fault)) });
    viewer = { subject: "https://id.test/ sub:ann", scopes, expiresAt: clock.now() + expiresInMs };
  }

  it("ends its stream, which says so, and names the cursor", async () => {
    await startWith(90_000);
    const stream = await open(TICKS, AS);
    await followers(1);
    await clock.advance(89_000);
    ticker.tick(3);
    await stream.next(1);
    await clock.advance(2_000);
    await stream.closed();
    expect(stream.results.slice(1)).toMatchObject([{ errors: [{ extensions: { code: "UNAUTHENTICATED", after: "3" } }] }]);
    expect(stream.isComplete).toBe(true);
    expect(await reasons()).toEqual(['hiregraph_streams_ended_total{reason="expired"} 1']);
  });

  it("ends it within a minute where it is not taken any more, as when its key was withdrawn", async () => {
    await startWith(3_600_000);
    const stream = await open(TICKS, AS);
    await followers(1);
    viewer = new Unauthenticated("The token names no key of this server's provider.");
    await clock.advance(60_000);
    await stream.closed();
    expect(stream.results).toMatchObject([
      { errors: [{ message: expect.stringContaining("no key"), extensions: { code: "UNAUTHENTICATED" } }] },
    ]);
  });

  it("ends it where nobody can judge it any more, so that no stream outlives its token", async () => {
    await startWith(3_600_000);
    const stream = await open(TICKS, AS);
    await followers(1);
    fault = new Error("a fault of the sign-in itself");
    await clock.advance(60_000);
    await stream.closed();
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] }]);
    expect(await reasons()).toEqual(['hiregraph_streams_ended_total{reason="failed"} 1']);
  });

  it("lets a stream that begins within the leeway last as long as a query would be answered", async () => {
    await startWith(-55_000);
    const stream = await open(TICKS, AS);
    await followers(1);
    await clock.advance(3_000);
    expect(ticker.followers.size).toBe(1);
    viewer = new Unauthenticated("The token has expired. Get a new one.");
    await clock.advance(2_000);
    await stream.closed();
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] }]);
  });

  it("is watched no longer than its stream lasts", async () => {
    await startWith(3_600_000);
    const stream = await open(TICKS, AS);
    await followers(1);
    expect(clock.sleeping).toBe(1);
    stream.leave();
    await followers(0);
    await until(() => clock.sleeping === 0);
  });
});

describe("The streams of a server", () => {
  const limits = { all: { streams: 3, characters: 1_000 }, ofACaller: { streams: 2, characters: 600 } };

  it("are bounded for each caller and for all together, in number and in what they ask for", async () => {
    const streams = new OpenStreams(createMetrics(), limits);
    const [first] = [streams.take("ann", 10), streams.take("ann", 10)];
    expect(streams.take("ann", 10)).toMatch(/^You have 2 streams open/);
    expect(streams.take("bob", 700)).toMatch(/may open no more/);
    expect(typeof streams.take("bob", 500)).toBe("object");
    expect(streams.take("eve", 10)).toBe("This server has as many streams open as it may. Connect again later.");
    if (typeof first === "object") {
      first.leave();
      first.leave();
    }
    expect(streams.take("eve", 500)).toMatch(/^This server/);
    expect(typeof streams.take("eve", 10)).toBe("object");
  });

  it("free their places when they end", async () => {
    await start();
    for (let round = 0; round < 5; round += 1) {
      const stream = await open();
      await followers(1);
      stream.leave();
      await followers(0);
    }
    const refused = await (await open("subscription { nothing }")).closed();
    expect(refused.isComplete).toBe(true);
    expect((await server.metrics.registry.getSingleMetricAsString("hiregraph_followers")).split("\n").at(-1)).toBe("hiregraph_followers 0");
  });
});
