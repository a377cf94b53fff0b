import { ManualClock } from "./support/clock.js";
import { startCompany } from "./support/company.js";
import { startGraph } from "./support/graph.js";

it("each warning of the configuration is one line of the log at the start: level warn, the variable, the remedy, and no value", async () => {
  const log: Record<string, unknown>[] = [];
  const env = {
    GREENHOUSE_CLIENT_ID: "client-1",
    GREENHOUSE_CLIENT_SECRET: "secret-of-v3",
    GREENHOUSE_ON_BEHALF_OF: "4000000777",
    GREENHOUSE_TOKEN: "value-of-a-slip",
  };
  const graph = await startGraph({ env: { ...env, LOG_LEVEL: "warn" }, log });
  await graph.stop();
  expect(log).toEqual([
    {
      level: "warn",
      time: expect.any(String),
      variable: "GREENHOUSE_ON_BEHALF_OF",
      msg: expect.stringMatching(/^GREENHOUSE_ON_BEHALF_OF: is for Harvest v1\/v2, and ignored .* unset this$/),
    },
    {
      level: "warn",
      time: expect.any(String),
      variable: "GREENHOUSE_TOKEN",
      msg: expect.stringMatching(/^GREENHOUSE_TOKEN: is not known to this version and has no effect; .* unset it$/),
    },
  ]);
  expect(JSON.stringify(log)).not.toMatch(/4000000777|value-of-a-slip|secret-of-v3/);
});

describe("stopping", () => {
  const states = async (url: string) =>
    Promise.all(["/readyz", "/graphql?query={__typename}"].map((path) => fetch(`${url}${path}`).then(({ status }) => status)));

  it("lets everything go on for the grace, but for the probe of readiness", async () => {
    const clock = new ManualClock();
    const graph = await startGraph({ env: { SANDBOX_VENDORS: "none" }, clock });
    expect(await states(graph.url)).toEqual([200, 200]);
    const stopped = graph.application.stop({ graceMs: 5_000 });
    await clock.advance(4_999);
    expect(await states(graph.url)).toEqual([503, 200]);
    await clock.advance(1);
    await stopped;
    await expect(states(graph.url)).rejects.toThrow();
  });

  it("ends the grace early where there is hurry, before it or within it", async () => {
    for (const inTime of [true, false]) {
      const graph = await startGraph({ env: { SANDBOX_VENDORS: "none" }, clock: new ManualClock() });
      const hurry = new AbortController();
      if (inTime) hurry.abort();
      const stopped = graph.application.stop({ graceMs: 5_000, hurry: hurry.signal });
      hurry.abort();
      await stopped;
      await expect(states(graph.url)).rejects.toThrow();
    }
  });
});

it("opening a vendor's circuit is logged once, and every retry of a read at debug level", async () => {
  const log: Record<string, unknown>[] = [];
  const company = await startCompany({ LOG_LEVEL: "debug" }, log);
  company.greenhouse.running.faults.arm({ kind: "status", status: 503 });
  const asked = Array.from({ length: 6 }, (_, index) => `{ jobs(vendors: [GREENHOUSE], first: ${index + 1}) { nodes { id } } }`);
  for (const query of asked) await company.while(company.graph.ask(query));
  await company.stop();
  const told = (msg: string) => log.filter((line) => line.msg === msg).map(({ level, vendor, route }) => ({ level, vendor, route }));
  expect(told("The circuit is open.")).toEqual([{ level: "warn", vendor: "GREENHOUSE", route: "GET /v1/jobs" }]);
  expect(told("A read is repeated.")).toContainEqual({ level: "debug", vendor: "GREENHOUSE", route: "GET /v1/jobs" });
});
