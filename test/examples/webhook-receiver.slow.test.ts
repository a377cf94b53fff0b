import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { BuiltServers, ended } from "../built/built-server.js";
import { SECRET } from "../webhooks/receiver-world.js";

const ROOT = join(__dirname, "../..");
const CLOSING = `mutation { closeOpening(input: { id: "greenhouse:opening:4000000000.4100000000", closeReasonId: "4500000034" }) {
  operation { id } userErrors { message } } }`;

describe("The example of a receiver of webhooks, against the built server", () => {
  const servers = new BuiltServers();
  let example: ChildProcess;
  let url: string;
  const lines: string[] = [];

  beforeAll(async () => {
    example = spawn(process.execPath, [join(ROOT, "examples/12-webhook-receiver.js")], {
      env: { PATH: process.env.PATH, PORT: "0", WEBHOOK_SECRET: SECRET },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = createInterface(example.stdout as NodeJS.ReadableStream);
    output.on("line", (line) => lines.push(line));
    await once(output, "line");
    url = /http:\S+/.exec(lines[0] ?? "")?.[0] ?? "";
  });
  afterAll(async () => {
    servers.kill();
    example.kill();
    await ended(example);
    servers.remove();
  });

  it("prints what happened, once it has verified who says so", async () => {
    const server = await servers.start({
      database: "example.db",
      ...{ SANDBOX_VENDORS: "greenhouse", WEBHOOKS: "me", WEBHOOK_ME_URL: url, WEBHOOK_ME_SECRET: SECRET, WEBHOOK_ME_PRIVATE: "true" },
    });
    await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: CLOSING }),
    });
    const settled = "hiregraph.operation.settled.v1 greenhouse:job:4000000000 OPERATION ";
    for (let tries = 0; tries < 400 && !lines.includes(settled); tries += 1) await once(AbortSignal.timeout(50), "abort");
    expect(lines).toContain(settled);
  });

  it("refuses what is not signed with its secret", async () => {
    const headers = {
      "webhook-id": "hiregraph:event:1",
      "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
      "webhook-signature": "v1,AAAA",
    };
    const { status } = await fetch(url, { method: "POST", headers, body: "{}" });
    expect(status).toBe(401);
  });
});
