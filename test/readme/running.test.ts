import { createHash } from "node:crypto";
import { sql } from "kysely";
import { parse } from "yaml";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../src/secrets/credential-cipher.js";
import { CredentialRepository } from "../../src/store/credential.repository.js";
import { testDatabases } from "../support/databases.js";
import { startGraph } from "../support/graph.js";
import { block } from "./readme.js";

interface Scraping {
  scrape_configs: { job_name: string; metrics_path?: string; authorization: { type?: string }; static_configs: { targets: string[] }[] }[];
}

it("The lines for Prometheus in docs/operations.md scrape where the metrics are, with a token of scope read", async () => {
  const token = "a-token-that-only-reads";
  const graph = await startGraph({
    env: { AUTH_TOKENS: `prometheus:${createHash("sha256").update(token).digest("hex")}:read`, SANDBOX_VENDORS: "greenhouse" },
  });
  const [config, ...others] = (parse(block("scraping")) as Scraping).scrape_configs;
  expect(others).toEqual([]);
  expect(config).toMatchObject({ job_name: "hiregraph", static_configs: [{ targets: ["127.0.0.1:4000"] }] });
  // Prometheus' own defaults, where the lines say nothing.
  const { type = "Bearer" } = config?.authorization ?? {};
  const url = `${graph.url}${config?.metrics_path ?? "/metrics"}`;
  const scraped = await fetch(url, { headers: { authorization: `${type} ${token}` } });
  expect({ status: scraped.status, text: await scraped.text() }).toEqual({ status: 200, text: expect.stringContaining("# TYPE ") });
  expect((await fetch(url)).status).toBe(401);
  await graph.stop();
});

describe.each(testDatabases)("The line for the keys of tokens in docs/operations.md, on $name", (testDatabase) => {
  it("shows under which key each token lies, and nothing of the token", async () => {
    const { database, close } = await testDatabase.open();
    const key = Buffer.alloc(32, 7);
    for (const account of ["default", "emea"]) {
      await new CredentialRepository(database, sourceOf(Vendor.HEADHUNTER, account), new CredentialCipher([key])).keep("configured", {
        ...{ accessToken: "access-token-7Qx", refreshToken: "refresh-token-9Lm" },
        ...{ renewedAt: "2026-11-22T12:00:00.000Z", expiresAt: null },
      });
    }
    const { rows } = await sql.raw<Record<string, string>>(block("looking at the keys of tokens").split(";")[0] ?? "").execute(database);
    const shown = rows.map((row) => Object.values(row));
    expect(shown.map(([vendor, account]) => [vendor, account])).toEqual([
      ["HEADHUNTER", "default"],
      ["HEADHUNTER", "emea"],
    ]);
    const [one, other] = shown.map(([, , text]) => text);
    expect(one).toMatch(/^hiregraph\.v1\..{11}$/);
    expect(other).toBe(one);
    await close();
  });
});

it("The mutation that resolves an operation in docs/operations.md is one that the server takes", async () => {
  const graph = await startGraph({ env: { SANDBOX_VENDORS: "headhunter" } });
  const none = "headhunter:operation:00000000-0000-4000-8000-000000000000";
  expect(await graph.ask(block("resolving an operation").replace(/"headhunter:operation:…"/, `"${none}"`))).toEqual({
    data: { resolveOperation: { operation: null, userErrors: [expect.objectContaining({ code: "NOT_FOUND" })] } },
  });
  await graph.stop();
});
