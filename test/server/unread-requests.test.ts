import { connect, type Socket } from "node:net";
import { Secrets } from "../../src/secrets/secrets.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { ask, runServer, stopServers } from "./run-server.js";

const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await stopServers();
});

/** Sends this and nothing more, and reads until the server lets go. */
async function told(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  sockets.push(socket);
  let answer = "";
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString();
  });
  socket.on("error", () => {});
  socket.write(text);
  // `once` would fail on a connection that is reset, of which the answer is read all the same.
  await new Promise((resolve) => socket.once("close", resolve));
  return answer;
}

const HEAD = "Host: 127.0.0.1\r\ncontent-type: application/json\r\n";

describe("A request that cannot be read", () => {
  it.each<[string, string, number]>([
    ["is no HTTP", "NO REQUEST\r\n\r\n", 400],
    ["has an address too long for HTTP", `GET /graphql?query=${"a".repeat(20_000)} HTTP/1.1\r\n${HEAD}\r\n`, 431],
    ["has too many headers", `GET /graphql HTTP/1.1\r\n${HEAD}${"x: some value\r\n".repeat(5_000)}\r\n`, 431],
    ["says its length twice", `POST /graphql HTTP/1.1\r\n${HEAD}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n`, 400],
    ["has an address that cannot be decoded", `GET /%zz HTTP/1.1\r\n${HEAD}connection: close\r\n\r\n`, 400],
  ])("is refused with the headers of every other answer: it %s", async (_, text, status) => {
    const { url } = await runServer();
    const answer = await told(url, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    for (const header of [
      "content-security-policy: default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      "x-content-type-options: nosniff",
      "x-frame-options: DENY",
      "referrer-policy: no-referrer",
      "cross-origin-resource-policy: same-origin",
      "cache-control: no-store",
      "content-type: application/json; charset=utf-8",
    ])
      expect(head.split("\r\n")).toContain(header);
    expect(JSON.parse(body)).toEqual({ errors: [{ message: expect.any(String), extensions: { code: "BAD_REQUEST" } }] });
  });

  it("is logged by its fault, without what arrived", async () => {
    const lines: string[] = [];
    const logger = createLogger({ level: "trace", secrets: new Secrets() }, { write: (line) => lines.push(line) });
    const { url } = await runServer({}, { logger });
    await told(url, `GET / HTTP/1.1\r\nauthorization: Bearer not-for-the-log\r\nno header at all\r\n\r\n`);
    expect(lines.filter((line) => line.includes('"level":"trace"'))).toEqual([
      expect.stringContaining('"code":"HPE_INVALID_HEADER_TOKEN"'),
    ]);
    expect(lines.join("")).not.toContain("not-for-the-log");
    // Nor as bytes.
    expect(lines.join("")).not.toContain("rawPacket");
  });

  it.each([
    ["headers", `POST /graphql HTTP/1.1\r\n${HEAD}x: `],
    ["body", `POST /graphql HTTP/1.1\r\n${HEAD}content-length: 100\r\n\r\n{`],
  ])("is given up where its %s do not arrive within the deadline", async (_, text) => {
    const { url } = await runServer({ requestDeadlineMs: 200 });
    expect(await told(url, text)).toMatch(/^HTTP\/1\.1 408 /);
    expect((await ask(url, "{ viewer }")).errors).toBeUndefined();
  });
});
