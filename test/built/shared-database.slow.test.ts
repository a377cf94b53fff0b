import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { CloseOpeningDocument, OperationsDocument } from "../generated/graphql.js";
import { describePostgres, type OpenedDatabase } from "../support/databases.js";
import { PostgresProxy } from "../support/postgres-proxy.js";
import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

const TOKEN = "token-of-the-built-server";
const MINUTE_MS = 60_000;
const DEADLINE_MS = 8_000;
const JOBS = "{ jobs(first: 1) { nodes { id } } }";

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

describePostgres("Servers on one PostgreSQL", (open) => {
  const servers = new BuiltServers();
  let opened: OpenedDatabase;
  let proxy: PostgresProxy;
  let standIn: GreenhouseStandIn;
  let vendor: RunningStandIn;

  beforeEach(async () => {
    opened = await open();
    proxy = await PostgresProxy.start(opened.url);
    standIn = createGreenhouseStandIn({ token: TOKEN });
    vendor = await startStandIn({ handle: standIn.handle });
  });
  afterEach(async () => {
    servers.kill();
    await proxy.close();
    await vendor.close();
    await opened.close();
  });
  afterAll(() => servers.remove());

  const start = (env: Record<string, string> = {}, nodeOptions: readonly string[] = []) =>
    servers.start(
      {
        database: "unused.db",
        DATABASE_URL: proxy.url,
        GREENHOUSE_API_TOKEN: TOKEN,
        GREENHOUSE_ON_BEHALF_OF: "4000000000",
        GREENHOUSE_BASE_URL: vendor.origin,
        SANDBOX_VENDORS: "none",
        REQUEST_DEADLINE_MS: String(DEADLINE_MS),
        UPSTREAM_TIMEOUT_MS: "4000",
        ...env,
      },
      { nodeOptions },
    );

  async function post<Data>({ url }: BuiltServer, query: string, variables?: unknown): Promise<Answer<Data>> {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<Data>;
  }
  async function ask<Data, Variables>(server: BuiltServer, document: TypedDocumentNode<Data, Variables>, variables: Variables) {
    return post<Data>(server, print(document), variables);
  }
  const close = (server: BuiltServer, id: string, idempotencyKey?: string) =>
    ask(server, CloseOpeningDocument, { input: { id, idempotencyKey } });
  const status = async ({ url }: BuiltServer, path: string) => (await fetch(`${url}${path}`)).status;
  const patches = () => vendor.requests.filter(({ method }) => method === "PATCH").map(({ path }) => path.split("/").at(-1));

  /** Ids of three openings that can be closed. */
  function openIds(): [string, string, string] {
    const ids = standIn.state.jobs.flatMap((job) =>
      job.openings.filter(({ status }) => status === "open").map(({ id }) => `greenhouse:opening:${job.id}.${id}`),
    );
    const [one, other, third] = ids;
    if (one === undefined || other === undefined || third === undefined) throw new Error("The sample has too few open openings");
    return [one, other, third];
  }
  /** Of the one opening, as its path at the vendor ends. */
  const nativeId = (id: string) => String(id.split(".").at(-1));

  async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
    const startedAt = performance.now();
    while (!(await holds())) {
      if (performance.now() - startedAt > withinMs) throw new Error(`Not so after ${withinMs} ms.`);
      await wait(100);
    }
  }
  /** The outcomes of all operations, by their target. */
  async function outcomes(): Promise<Record<string, string>> {
    const rows = await opened.database.selectFrom("operations").select(["target_id", "outcome"]).execute();
    return Object.fromEntries(rows.map(({ target_id, outcome }) => [String(target_id), outcome]));
  }
  const holder = async (name: string) =>
    (await opened.database.selectFrom("leases").select("holder").where("name", "=", name).executeTakeFirst())?.holder;

  it("settle within a minute what one was sending when it was killed, whichever it was, and send nothing twice", async () => {
    const [one, other, third] = openIds();
    // By plan nobody would look before the deadline.
    const slow = { REQUEST_DEADLINE_MS: "600000", UPSTREAM_TIMEOUT_MS: "300000" };
    let [first, second] = [await start(slow), await start(slow)];
    const before = await holder("reconciler");
    vendor.faults.arm({ kind: "hang-after", method: "PATCH", times: 2 });

    // The one that looks after open changes, in the midst of its own.
    const lost = close(first, one, "once").catch(() => "lost");
    await until(() => patches().length === 1, MINUTE_MS);
    first.child.kill("SIGKILL");
    expect(await lost).toBe("lost");
    await until(async () => (await outcomes())[one] === "APPLIED", MINUTE_MS);
    expect(await holder("reconciler")).not.toBe(before);
    const { data } = await close(second, one, "once");
    expect(data?.closeOpening).toMatchObject({ operation: { outcome: "APPLIED", replayed: true } });

    // And the other one, which does not.
    first = await start(slow);
    const lostToo = close(first, other).catch(() => "lost");
    await until(() => patches().length === 2, MINUTE_MS);
    first.child.kill("SIGKILL");
    expect(await lostToo).toBe("lost");
    await until(async () => (await outcomes())[other] === "APPLIED", MINUTE_MS);

    // A server that stops gives its work back at once.
    first = await start();
    const held = await holder("reconciler");
    second.child.kill("SIGTERM");
    expect(await ended(second.child)).toEqual({ code: 0, signal: null });
    expect(held).toBeDefined();
    expect(await holder("reconciler")).not.toBe(held);
    second = first;
    expect((await close(second, third)).data?.closeOpening).toMatchObject({ operation: { outcome: "APPLIED" } });
    expect(patches()).toHaveLength(3);
  });

  it("answer changes UNAVAILABLE before the deadline while it is silent, go on reading, and send none twice when it is back", async () => {
    const [one, other, third] = openIds();
    const server = await start();
    expect((await post(server, JOBS)).errors).toBeUndefined();

    // Silence in the midst of a change that is being sent.
    vendor.faults.arm({ kind: "latency", ms: 500, method: "PATCH", times: 1 });
    const startedAt = performance.now();
    const sent = close(server, one, "sent");
    await until(() => patches().length === 1, DEADLINE_MS);
    proxy.silence();
    const reading = performance.now();
    expect((await post<{ jobs: { nodes: unknown[] } }>(server, JOBS)).data?.jobs.nodes).toHaveLength(1);
    expect(performance.now() - reading).toBeLessThan(1_000);
    // A change that comes meanwhile.
    const refused = close(server, other, "refused");
    expect((await refused).errors).toMatchObject([{ extensions: { code: "UNAVAILABLE", retryable: true } }]);
    expect((await sent).data?.closeOpening).toMatchObject({ operation: { outcome: "UNCERTAIN" } });
    expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS);

    const at = performance.now();
    expect((await close(server, other, "refused")).errors).toMatchObject([{ extensions: { code: "UNAVAILABLE", retryable: true } }]);
    expect((await post(server, "{ operations(first: 1) { nodes { id } } }")).errors).toMatchObject([
      { extensions: { code: "UNAVAILABLE" } },
    ]);
    expect((await post<{ jobs: { nodes: unknown[] } }>(server, JOBS)).data?.jobs.nodes).toHaveLength(1);
    expect(performance.now() - at).toBeLessThan(2_000);
    expect([await status(server, "/readyz"), await status(server, "/healthz")]).toEqual([503, 200]);
    expect(patches()).toHaveLength(1);

    // Away for longer than leases last.
    await wait(32_000);
    proxy.speak();
    await until(async () => (await status(server, "/readyz")) === 200, MINUTE_MS);
    await until(async () => (await outcomes())[one] === "APPLIED", MINUTE_MS);
    expect((await close(server, other, "refused")).data?.closeOpening).toMatchObject({
      operation: { outcome: "APPLIED", replayed: false },
    });
    expect((await close(server, one, "sent")).data?.closeOpening).toMatchObject({ operation: { outcome: "APPLIED", replayed: true } });
    expect(patches()).toHaveLength(2);
    await until(async () => (await holder("reconciler")) !== undefined, MINUTE_MS);

    // The same where nobody listens.
    await proxy.cut();
    await close(server, third);
    expect((await close(server, third)).errors).toMatchObject([{ extensions: { code: "UNAVAILABLE", retryable: true } }]);
    expect(patches()).toHaveLength(2);
    await proxy.restore();
    await until(async () => (await status(server, "/readyz")) === 200, MINUTE_MS);
    expect((await close(server, third)).data?.closeOpening).toMatchObject({ operation: { outcome: "APPLIED" } });
  });

  it("whose clocks are twenty minutes apart agree on the time, and take no change for lost that the other one is sending", async () => {
    const [one, other] = openIds();
    const preload = ["--import", pathToFileURL(join(__dirname, "shifted-clock.preload.js")).href];
    const [late, early] = [await start({ CLOCK_WRONG_BY_MS: "-600000" }, preload), await start({ CLOCK_WRONG_BY_MS: "600000" }, preload)];
    for (const [server, id] of [
      [late, one],
      [early, other],
    ] as const) {
      // The vendor has not acted yet: the record shows nothing.
      vendor.faults.arm({ kind: "latency", ms: 3_000, method: "PATCH", path: nativeId(id), times: 1 });
      const sending = close(server, id);
      await until(() => patches().includes(nativeId(id)), MINUTE_MS);
      const { data } = await ask(server === late ? early : late, OperationsDocument, {});
      expect(data?.operations.nodes.find(({ targetId }) => targetId === id)?.outcome).toBe("UNCERTAIN");
      expect((await sending).data?.closeOpening).toMatchObject({ operation: { outcome: "APPLIED" } });
    }
    const rows = await opened.database.selectFrom("operations").select(["requested_at", "settled_at"]).execute();
    for (const moment of rows.flatMap(({ requested_at, settled_at }) => [requested_at, String(settled_at)])) {
      expect(Math.abs(Date.now() - Date.parse(moment))).toBeLessThan(MINUTE_MS);
    }
    expect(patches()).toHaveLength(2);
  });
});
