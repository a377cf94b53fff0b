import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

const servers = new BuiltServers();
afterAll(() => {
  servers.kill();
  servers.remove();
});

/** No test waits for this long. */
const env = { database: "drain.db", SANDBOX_VENDORS: "none", DRAIN_GRACE_MS: "1000000" };

const status = async ({ url }: BuiltServer, path: string) => (await fetch(`${url}${path}`)).status;

async function whenNotReady(server: BuiltServer): Promise<void> {
  while ((await status(server, "/readyz")) !== 503) await new Promise(setImmediate);
}

describe("A built server", () => {
  it("goes on after SIGTERM while its readiness says 503, and ends at once on Ctrl-C", async () => {
    const server = await servers.start(env);
    server.child.kill("SIGTERM");
    await whenNotReady(server);
    server.child.kill("SIGTERM");
    for (let time = 0; time < 10; time += 1) expect(await status(server, "/graphql?query={vendors{mode}}")).toBe(200);
    server.child.kill("SIGINT");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
    expect(server.said().match(/"draining"/g)).toHaveLength(1);
  });

  it("ends on Ctrl-C without the grace, and on SIGTERM where there is none", async () => {
    for (const [signal, graceMs] of [
      ["SIGINT", "1000000"],
      ["SIGTERM", "0"],
    ] as const) {
      const server = await servers.start({ ...env, DRAIN_GRACE_MS: graceMs });
      server.child.kill(signal);
      expect(await ended(server.child)).toEqual({ code: 0, signal: null });
    }
  });
});
