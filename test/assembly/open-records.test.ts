import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../src/secrets/credential-cipher.js";
import { CredentialRepository } from "../../src/store/credential.repository.js";
import { testDatabases } from "../support/databases.js";
import { startGraph } from "../support/graph.js";
import { until } from "../support/until.js";

const SOURCE = sourceOf(Vendor.HEADHUNTER);
const PAIR = { accessToken: "access-token-7Qx", refreshToken: "refresh-token-9Lm", renewedAt: "2026-11-22T12:00:00.000Z", expiresAt: null };
const [KEY, OTHER] = [randomBytes(32), randomBytes(32)];

/** HeadHunter is live, and nothing answers there. */
const HEADHUNTER = {
  HEADHUNTER_ACCESS_TOKEN: "configured-access",
  HEADHUNTER_REFRESH_TOKEN: "configured-refresh",
  HEADHUNTER_USER_AGENT: "App/1.0 (mail@example.com)",
  HEADHUNTER_BASE_URL: "http://127.0.0.1:1",
  SANDBOX_VENDORS: "none",
};
const LAST_FAILURE = "{ vendors { vendor lastFailure { code message } } }";

describe.each(testDatabases)("A start on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let log: Record<string, unknown>[];

  beforeEach(async () => {
    opened = await testDatabase.open();
    log = [];
  });
  afterEach(() => opened.close());

  const start = (...keys: Buffer[]) => {
    const CREDENTIALS_KEY = keys.map((key) => key.toString("base64")).join();
    return startGraph({ env: { ...HEADHUNTER, DATABASE_URL: opened.url, CREDENTIALS_KEY, LOG_LEVEL: "info" }, log });
  };
  const keep = (key?: Buffer) =>
    new CredentialRepository(opened.database, SOURCE, new CredentialCipher(key && [key])).keep("configured-refresh", PAIR);
  const rows = () => opened.database.selectFrom("vendor_credentials").selectAll().execute();
  const failureOf = async (graph: Awaited<ReturnType<typeof start>>) => {
    const { data } = await graph.ask<{ vendors: { vendor: string; lastFailure: object | null }[] }, never>(LAST_FAILURE);
    return data?.vendors.find(({ vendor }) => vendor === "HEADHUNTER")?.lastFailure;
  };

  it("encrypts the tokens that were in clear, says so once, and leaves nothing of them in the files", async () => {
    await keep();
    await (await start(KEY)).stop();
    expect(JSON.stringify(await rows())).not.toMatch(/access-token-7Qx|refresh-token-9Lm/);
    expect(log.filter(({ inClear }) => inClear !== undefined)).toMatchObject([{ level: "info", inClear: 1 }]);
    if (testDatabase.name === "SQLite") {
      const path = opened.url.slice("file:".length);
      const bytes = [path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join("");
      expect(bytes).not.toMatch(/access-token-7Qx|refresh-token-9Lm/);
    }
    await (await start(KEY)).stop();
    expect(log.filter(({ inClear }) => inClear !== undefined)).toHaveLength(1);
  });

  it("brings them under the first of two keys", async () => {
    await keep(KEY);
    await (await start(OTHER, KEY)).stop();
    const graph = await start(OTHER);
    expect(await failureOf(graph)).toBeNull();
    await graph.stop();
    expect(log.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
  });

  it.each([
    ["under another key", [OTHER]],
    ["and no key is set", []],
  ])("says in the log and in `vendors` that tokens cannot be opened: they lie encrypted %s", async (_, keys) => {
    await keep(KEY);
    const before = await rows();
    const graph = await start(...keys);
    await until(() => log.some(({ level }) => level === "error"));
    expect(await failureOf(graph)).toEqual({
      code: "CREDENTIALS_REJECTED",
      message: expect.stringMatching(/^The renewed tokens in the database cannot be opened with CREDENTIALS_KEY, and count as absent\./),
    });
    await graph.stop();
    expect(await rows()).toEqual(before);
    expect(JSON.stringify(log)).not.toMatch(/access-token-7Qx|configured-(access|refresh)/);
  });
});
