import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BuiltServers } from "./built-server.js";

const servers = new BuiltServers();
afterAll(() => {
  servers.kill();
  servers.remove();
});

interface Coverage {
  result: { url: string }[];
}

/** The parts of dist/sandbox/ whose code a server with these settings has run by its end. V8 writes down every script that was loaded. */
async function standInCode(name: string, env: Record<string, string>): Promise<string[]> {
  const folder = join(servers.folder, name);
  mkdirSync(folder);
  const { child } = await servers.start({ database: `${name}.db`, NODE_V8_COVERAGE: folder, ...env });
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  const urls = readdirSync(folder).flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), "utf8")) as Coverage).result.map(({ url }) => url),
  );
  expect(urls).toContainEqual(expect.stringMatching(/\/dist\/application\.js$/));
  return [...new Set(urls.flatMap((url) => /\/dist\/sandbox\/([^/]+)/.exec(url)?.[1] ?? []))].sort();
}

const LIVE = { GREENHOUSE_API_TOKEN: "token", GREENHOUSE_BASE_URL: "http://127.0.0.1:1" };

describe("The code of stand-ins", () => {
  it("is not loaded by a server whose vendors are all live or off", async () => {
    expect(await standInCode("live", LIVE)).toEqual([]);
  });

  it("is loaded for the vendor that has one, and for no other", async () => {
    expect(await standInCode("mixed", { ...LIVE, SANDBOX_VENDORS: "linkedin" })).toEqual(["index.js", "kit", "linkedin", "world.js"]);
  });
});
