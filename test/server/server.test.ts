import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { aborted } from "../support/aborted.js";
import { ask, runServer, stopServers } from "./run-server.js";

afterEach(stopServers);

describe("The server", () => {
  it("lets its schema be introspected under any NODE_ENV", async () => {
    const { url } = await runServer();
    expect((await ask(url, "{ __schema { queryType { name } } }")).data).toEqual({ __schema: { queryType: { name: "Query" } } });
  });
});

describe("The probes", () => {
  it("report that the process lives, and whether it can answer", async () => {
    let readiness = async () => true;
    const { url } = await runServer({}, { readiness: () => readiness() });
    const status = async (path: string) => (await fetch(url + path)).status;
    expect([await status("/healthz"), await status("/readyz")]).toEqual([200, 200]);
    readiness = async () => false;
    expect([await status("/healthz"), await status("/readyz")]).toEqual([200, 503]);
    readiness = async () => {
      throw new Error("the database is gone");
    };
    expect(await status("/readyz")).toBe(503);
  });
});

describe("draining", () => {
  /** A request that waits until it is let go. */
  async function runSlow() {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const events = new EventEmitter();
    const running = await runServer({}, { context: { gate, onSlow: () => events.emit("started") } });
    const slow = ask(running.url, "{ slow }");
    await once(events, "started");
    return { ...running, slow, letGo };
  }

  it("lets running requests end, then accepts no more connections", async () => {
    const { url, server, slow, letGo } = await runSlow();
    const drained = server.drain({ withinMs: 10_000 });
    letGo();
    expect((await slow).data).toEqual({ slow: "done" });
    await drained;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it("answers probes with alive and not ready meanwhile, and refuses requests", async () => {
    const { url, server, slow, letGo, contexts } = await runSlow();
    const drained = server.drain({ withinMs: 10_000 });
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json(), ready.headers.get("connection")]).toEqual([503, { status: "draining" }, "close"]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await ask(url, "{ __typename }")).toMatchObject({ status: 503, errors: [{ extensions: { code: "UNAVAILABLE" } }] });
    expect(contexts).toHaveLength(1);
    letGo();
    await slow;
    await drained;
  });

  it("is announced to load balancers first, while every request is answered", async () => {
    const { url, server } = await runServer();
    server.leave();
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json(), ready.headers.get("connection")]).toEqual([503, { status: "draining" }, "keep-alive"]);
    expect(await ask(url, "{ __typename }")).toMatchObject({ status: 200 });
    expect([(await fetch(`${url}/healthz`)).status, (await fetch(`${url}/metrics`)).status]).toEqual([200, 200]);
  });

  it("does not wait for an answer whose client went away", async () => {
    const { server, url, contexts } = await runServer({}, { context: { gate: new Promise<void>(() => undefined) } });
    const leaving = new AbortController();
    const slow = fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ slow }"}',
      signal: leaving.signal,
    });
    while (contexts.length === 0) await new Promise(setImmediate);
    const drained = server.drain({ withinMs: 10_000 });
    leaving.abort();
    await expect(slow).rejects.toThrow();
    await drained;
  });

  it("does not wait for pipelined requests of a client that went away", async () => {
    const { server, url, contexts } = await runServer({}, { context: { gate: new Promise<void>(() => undefined) } });
    const client = connect(Number(new URL(url).port), "127.0.0.1");
    // They differ, or one execution would serve them all.
    const bodies = ["a", "b", "c"].map((alias) => `{"query":"{ ${alias}: slow }"}`);
    const head = "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length:";
    client.write(bodies.map((body) => `${head} ${body.length}\r\n\r\n${body}`).join(""));
    while (contexts.length < 3) await new Promise(setImmediate);
    const drained = server.drain({ withinMs: 60_000 });
    client.destroy();
    await drained;
  });

  it("does not wait for a connection without a request", async () => {
    const { server, url } = await runServer();
    const silent = connect(Number(new URL(url).port), "127.0.0.1");
    await once(silent, "connect");
    await fetch(`${url}/healthz`);
    const closed = once(silent.resume(), "close");
    await server.drain({ withinMs: 60_000 });
    await closed;
  });

  it("cuts off requests that do not end within the bound, with an error", async () => {
    const { server, slow, contexts } = await runSlow();
    const cut = expect(slow).rejects.toThrow();
    await server.drain({ withinMs: 1 });
    await cut;
    const signal = contexts[0]?.signal;
    if (signal?.aborted === false) await aborted(signal);
    expect(signal?.aborted).toBe(true);
  });

  it("happens once, however often it is requested", async () => {
    const { server } = await runServer();
    expect(server.drain()).toBe(server.drain());
  });
});

describe("The log", () => {
  it("has a line for each answer, without the query string", async () => {
    const { url, log } = await runServer();
    await fetch(`${url}/graphql?query={viewer}&secret=1`, { headers: { "x-request-id": "r3" } });
    const line = log.find(({ msg }) => msg === "answered");
    expect(line).toMatchObject({ level: "info", requestId: "r3", method: "GET", path: "/graphql", status: 200 });
    expect(JSON.stringify(log)).not.toContain("secret=1");
  });
});
