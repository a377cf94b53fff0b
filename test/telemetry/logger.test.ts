import { once } from "node:events";
import { PassThrough } from "node:stream";
import { createLogger } from "../../src/telemetry/logger.js";

function logged(write: (logger: ReturnType<typeof createLogger>) => void, options = { level: "info", pretty: false }): string {
  let text = "";
  write(createLogger(options, { write: (line) => (text += line) }));
  return text;
}

describe("the log", () => {
  it("is a JSON object a line, with the level in words and the time in UTC", () => {
    const line = JSON.parse(logged((logger) => logger.info({ vendor: "greenhouse" }, "asked")));
    expect(line).toEqual({ level: "info", time: expect.stringMatching(/^\d{4}-.*Z$/), vendor: "greenhouse", msg: "asked" });
  });

  it("keeps quiet below its level", () => {
    expect(logged((logger) => logger.info("no"), { level: "warn", pretty: false })).toBe("");
  });

  it("can be made for people, with no more secrets than for machines", async () => {
    const out = new PassThrough();
    createLogger({ level: "info", pretty: true }, out).info({ authorization: "hunter2" }, "asked");
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
  ])("lets no secret out: %j", (record) => {
    const text = logged((logger) => logger.error(record, "a request with bearer hunter2 failed"));
    expect(text).not.toContain("hunter2");
    expect(text).toContain("[redacted]");
  });

  it("keeps what only looks like a secret from afar", () => {
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
