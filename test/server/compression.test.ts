import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { fastify } from "fastify";
import { compression } from "../../src/server/compression.js";
import { runServer, stopServers } from "./run-server.js";

afterEach(stopServers);

interface Plain {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

/** Asks without a client that unpacks the answer. */
async function plain(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Plain> {
  const { body, ...rest } = options;
  const asked = request(url, rest).end(body);
  const [answer] = await once(asked, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(chunks) };
}

const jobs = (url: string, first: number, encoding?: string) =>
  plain(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(encoding === undefined ? {} : { "accept-encoding": encoding }) },
    body: JSON.stringify({ query: `{ jobs(first: ${first}) { id name status } }` }),
  });

const SMALL = 10;
const MIDDLE = 100;
const LARGE = 3000;
const BOTH = "gzip, br";

describe("An answer", () => {
  it.each([
    ["br, where the client takes both", BOTH, "br", brotliDecompressSync],
    ["gzip, where it takes that alone", "gzip", "gzip", gunzipSync],
    ["gzip, where it likes that better", "br;q=0.5, gzip;q=0.8", "gzip", gunzipSync],
    ["gzip, where it takes anything", "*", "gzip", gunzipSync],
  ])("is compressed with %s: the same text in fewer bytes", async (_what, accepted, encoding, decompress) => {
    const { url } = await runServer();
    for (const first of [MIDDLE, LARGE]) {
      const whole = await jobs(url, first);
      const packed = await jobs(url, first, accepted);
      expect(packed.headers).toMatchObject({ "content-encoding": encoding, "content-type": "application/json; charset=utf-8" });
      expect(packed.headers.vary).toContain("accept-encoding");
      expect(decompress(packed.bytes).equals(whole.bytes)).toBe(true);
      expect(packed.bytes.length).toBeLessThan(whole.bytes.length / 4);
      if (packed.headers["content-length"] !== undefined) expect(Number(packed.headers["content-length"])).toBe(packed.bytes.length);
    }
  });

  it.each([undefined, "identity", "gzip;q=0, br;q=0", "zstd"])("is sent uncompressed where the client accepts %s", async (accepted) => {
    const { url } = await runServer();
    const { headers, bytes } = await jobs(url, LARGE, accepted);
    expect(headers["content-encoding"]).toBeUndefined();
    expect(Number(headers["content-length"])).toBe(bytes.length);
    expect(JSON.parse(bytes.toString()).data.jobs).toHaveLength(LARGE);
  });

  it("that is small is sent uncompressed", async () => {
    const { url } = await runServer();
    const { headers, bytes } = await jobs(url, SMALL, BOTH);
    expect(headers["content-encoding"]).toBeUndefined();
    expect(Number(headers["content-length"])).toBe(bytes.length);
  });

  it("with errors, the metrics and pages are compressed as well", async () => {
    const { url } = await runServer();
    const fields = Array.from({ length: 40 }, (_, index) => `unknown${index}`).join(" ");
    const wrong = await plain(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-encoding": BOTH, accept: "application/graphql-response+json" },
      body: JSON.stringify({ query: `{ ${fields} }` }),
    });
    expect(wrong).toMatchObject({ status: 400, headers: { "content-encoding": "br" } });
    expect(JSON.parse(brotliDecompressSync(wrong.bytes).toString()).errors.length).toBeGreaterThan(10);
    for (const path of ["/metrics", "/", "/web/start.css"]) {
      const { headers, bytes } = await plain(url + path, { headers: { "accept-encoding": "gzip" } });
      const whole = await plain(url + path);
      expect([path, headers["content-encoding"]]).toEqual([path, "gzip"]);
      expect(gunzipSync(bytes).length).toBeGreaterThan(whole.bytes.length * 0.9);
    }
  });

  it("to HEAD has no body", async () => {
    const { url } = await runServer();
    for (const path of ["/", "/healthz", "/web/start.css"]) {
      const { status, bytes } = await plain(url + path, { method: "HEAD", headers: { "accept-encoding": BOTH } });
      expect([path, status, bytes.length]).toEqual([path, 200, 0]);
    }
  });

  it("that is being sent is waited for by a drain", async () => {
    const { url, server } = await runServer();
    const asked = request(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json", "accept-encoding": "gzip" } });
    asked.end(JSON.stringify({ query: `{ jobs(first: ${LARGE}) { id name status } }` }));
    const [answer] = await once(asked, "response");
    const drained = server.drain({ withinMs: 60_000 });
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    expect(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()).data.jobs).toHaveLength(LARGE);
    await drained;
  });

  it("whose client disconnects is no error, and no drain waits for it", async () => {
    const { url, server, log } = await runServer();
    const asked = request(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json", "accept-encoding": "gzip" } });
    asked.on("error", () => undefined);
    asked.end(JSON.stringify({ query: `{ jobs(first: ${LARGE}) { id name status } }` }));
    const [answer] = await once(asked, "response");
    answer.destroy();
    await server.drain({ withinMs: 60_000 });
    expect(log.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
  });
});

describe("A stream of events", () => {
  it("is not compressed, so that each event arrives when it is sent", async () => {
    const app = fastify();
    await compression(app);
    app.get("/events", async (_request, reply) => reply.type("text/event-stream").send("data: 1\n\n".repeat(1000)));
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    const { headers } = await plain(`${url}/events`, { headers: { "accept-encoding": BOTH } });
    await app.close();
    expect(headers["content-encoding"]).toBeUndefined();
  });
});

describe("A request", () => {
  it("that is compressed is not unpacked, since a few bytes could become a request of any size", async () => {
    const { url } = await runServer();
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const body = gzipSync('{"query":"{ viewer }"}');
    expect((await plain(`${url}/graphql`, { method: "POST", headers, body })).status).toBe(400);
  });
});
