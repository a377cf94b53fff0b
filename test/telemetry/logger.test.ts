import { once } from "node:events";
import { PassThrough } from "node:stream";
import { Secrets } from "../../src/secrets/secrets.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { writePlainLine } from "../../src/telemetry/plain-line.js";
import { readableLines } from "../../src/telemetry/readable-lines.js";

function logged(write: (logger: ReturnType<typeof createLogger>) => void, options = { level: "info" }, secrets = new Secrets()): string {
  let text = "";
  write(createLogger({ ...options, secrets }, { write: (line) => (text += line) }));
  return text;
}

describe("The log", () => {
  it("is a JSON object a line, with the level in words and the time in UTC", () => {
    const line = JSON.parse(logged((logger) => logger.info({ vendor: "greenhouse" }, "asked")));
    expect(line).toEqual({ level: "info", time: expect.stringMatching(/^\d{4}-.*Z$/), vendor: "greenhouse", msg: "asked" });
  });

  it("has plain lines, which are what any line with such fields is", () => {
    const clock = jest.useFakeTimers({ now: 1_700_000_000_000 });
    const secrets = new Secrets(["9f1c-not-called-a-token"]);
    const fields = { id: 'a "b"\n', none: undefined, n: 1.5, yes: true, list: ["x", "9f1c-not-called-a-token"], nothing: null, empty: [] };
    const plain = logged((logger) => writePlainLine(logger, fields, "said"), undefined, secrets);
    expect(plain).toBe(logged((logger) => logger.info(fields, "said"), undefined, secrets));
    expect(plain).toContain('"list":["x","[redacted]"]');
    expect(logged((logger) => writePlainLine(logger, fields, "said"), { level: "warn" })).toBe("");
    clock.useRealTimers();
  });

  it("writes nothing below its level", () => {
    expect(logged((logger) => logger.info("no"), { level: "warn" })).toBe("");
  });

  it("has a readable form for people, without secrets as well", async () => {
    const out = new PassThrough();
    createLogger({ level: "info", secrets: new Secrets() }, readableLines(out)).info({ authorization: "hunter2" }, "asked");
    const text = String((await once(out, "data"))[0]);
    expect(text).toMatch(/INFO.*asked/);
    expect(text).not.toContain("hunter2");
  });

  it.each([
    { authorization: "hunter2" },
    { Authorization: ["hunter2"] },
    { req: { headers: { "x-api-key": "hunter2", cookie: "hunter2" } } },
    { a: [{ b: { access_token: "hunter2", refreshToken: "hunter2", tenant_access_token: "hunter2" } }] },
    { token: "hunter2", client_secret: "hunter2", appSecret: { nested: "hunter2" }, password: "hunter2" },
    { err: Object.assign(new Error("no"), { config: { headers: { authorization: "hunter2" } } }) },
    { err: new Error("GET / with Authorization: Bearer hunter2 failed") },
    { text: "Basic hunter2==" },
  ])("contains no secret: %j", (record) => {
    const text = logged((logger) => logger.error(record, "a request with bearer hunter2 failed"));
    expect(text).not.toContain("hunter2");
    expect(text).toContain("[redacted]");
  });

  it("contains no known secret, under any name and in any spelling", () => {
    const secrets = new Secrets(["9f1c-not-called-a-token"]);
    const record = {
      note: "9f1c-not-called-a-token",
      err: new Error("no", { cause: new Error(`caused by ${Buffer.from("9f1c-not-called-a-token:").toString("base64")}`) }),
      raw: { packet: Buffer.from("GET / HTTP/1.1\r\nauthorization: 9f1c-not-called-a-token") },
    };
    const text = logged((logger) => logger.error(record, "with 9f1c-not-called-a-token"), undefined, secrets);
    expect(JSON.parse(text)).toMatchObject({ note: "[redacted]", msg: "with [redacted]", raw: { packet: "[54 bytes]" } });
    expect(text).toContain("caused by [redacted]");
    expect(text).not.toMatch(/9f1c|OWYxYy/);
  });

  it("contains no JWT, whole or cut, wherever it stands", () => {
    const [header, claims, signature] = ['{"alg":"RS256"}', '{"sub":"olga"}', "signature-x"].map((part) =>
      Buffer.from(part).toString("base64url"),
    );
    for (const token of [`${header}.${claims}.${signature}`, `${header}.${claims}.`, `${header}.${claims}`]) {
      const text = logged((logger) => logger.info({ variables: { id: token }, path: `/graphql/${token}/x` }, `no job ${token}, sorry`));
      expect(JSON.parse(text)).toMatchObject({
        variables: { id: "[redacted]" },
        path: "/graphql/[redacted]/x",
        msg: "no job [redacted], sorry",
      });
    }
  });

  it("keeps what only resembles a secret", () => {
    const text = logged((logger) => logger.info({ pageToken: "p1", tokens: 3, path: ["job"], at: null, err: new Error("down") }, "asked"));
    expect(JSON.parse(text)).toMatchObject({
      pageToken: "p1",
      tokens: 3,
      path: ["job"],
      at: null,
      err: { type: "Error", message: "down" },
    });
  });
});
