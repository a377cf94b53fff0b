import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../src/secrets/credential-cipher.js";
import { CredentialRepository, SEALED, sealAnew } from "../../src/store/credential.repository.js";
import { type Database, eraseFormerRows, openDatabase } from "../../src/store/database.js";
import { embeddedDatabase, testDatabases } from "../support/databases.js";

const SOURCE = sourceOf(Vendor.HEADHUNTER);
const OLD = Buffer.alloc(32, 1);
const NEW = Buffer.alloc(32, 2);
const none = new CredentialCipher();
const old = new CredentialCipher([OLD]);
const rotating = new CredentialCipher([NEW, OLD]);
const current = new CredentialCipher([NEW]);

const PAIR = { accessToken: "access-token-7Qx", refreshToken: "refresh-token-9Lm", renewedAt: "2026-11-22T12:00:00.000Z", expiresAt: null };

describe.each(testDatabases)("Renewed tokens on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let database: Database;

  beforeEach(async () => {
    opened = await testDatabase.open();
    database = opened.database;
  });
  afterEach(() => opened.close());

  const repository = (cipher: CredentialCipher, account?: string) =>
    new CredentialRepository(database, account === undefined ? SOURCE : sourceOf(Vendor.HEADHUNTER, account), cipher);
  const rows = () => database.selectFrom("vendor_credentials").selectAll().execute();

  it("are renewed by one server at a time, each login's apart; a renewal that fails leaves the next one free", async () => {
    if (testDatabase.name === "SQLite") return;
    let end: () => void = () => undefined;
    const long = repository(none).alone("configured", () => new Promise<void>((resolve) => (end = resolve)));
    while ((await repository(none).alone("configured", async () => "meanwhile")) !== undefined) await new Promise(setImmediate);
    expect(await repository(none).alone("another", async () => 1)).toEqual({ result: 1 });
    expect(await repository(none, "emea").alone("configured", async () => 2)).toEqual({ result: 2 });
    end();
    expect(await long).toEqual({ result: undefined });
    await expect(repository(none).alone("configured", () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    expect(await repository(none).alone("configured", async () => 3)).toEqual({ result: 3 });
  });

  it("lie encrypted where there is a key, and in clear where there is none", async () => {
    await repository(old).keep("configured", PAIR);
    expect(JSON.stringify(await rows())).not.toMatch(/access-token|refresh-token-|configured/);
    expect(await repository(old).newest("configured")).toEqual(PAIR);
    await repository(none).keep("configured", { ...PAIR, accessToken: "another" });
    expect(await rows()).toMatchObject([{ access_token: "another", refresh_token: PAIR.refreshToken }]);
    expect(await repository(old).newest("configured")).toEqual({ ...PAIR, accessToken: "another" });
  });

  it("count as absent where no key opens them, and stay until they are opened or replaced", async () => {
    await repository(old).keep("configured", PAIR);
    const before = await rows();
    for (const cipher of [none, current]) {
      expect(await repository(cipher).newest("configured")).toBe(SEALED);
      expect(await sealAnew(database, cipher)).toBe(0);
      expect(await rows()).toEqual(before);
    }
    expect(await repository(old).newest("configured")).toEqual(PAIR);
    await repository(current).keep("configured", { ...PAIR, accessToken: "newer" });
    expect(await repository(current).newest("configured")).toEqual({ ...PAIR, accessToken: "newer" });
    expect(await rows()).toHaveLength(1);
  });

  it("that were in clear are encrypted at the start, each row once", async () => {
    await repository(none).keep("configured", PAIR);
    await repository(none, "emea").keep("configured", { ...PAIR, accessToken: "of-emea" });
    expect(await sealAnew(database, none)).toBe(0);
    expect(await sealAnew(database, old)).toBe(2);
    const sealed = await rows();
    expect(JSON.stringify(sealed)).not.toMatch(/access-token-|of-emea/);
    expect(await sealAnew(database, old)).toBe(0);
    expect(await rows()).toEqual(sealed);
    expect(await repository(old).newest("configured")).toEqual(PAIR);
    expect(await repository(old, "emea").newest("configured")).toMatchObject({ accessToken: "of-emea" });
  });

  it("come under the new key step by step: the old one is needed until a start has rewritten them", async () => {
    await repository(old).keep("configured", PAIR);
    // Both keys, the old one first: servers that are not restarted yet can open all that this one writes.
    const prepared = new CredentialCipher([OLD, NEW]);
    expect(await sealAnew(database, prepared)).toBe(0);
    expect(await repository(old).newest("configured")).toEqual(PAIR);
    expect(await repository(current).newest("configured")).toBe(SEALED);
    expect(await sealAnew(database, rotating)).toBe(0);
    expect(await repository(prepared).newest("configured")).toEqual(PAIR);
    expect(await repository(current).newest("configured")).toEqual(PAIR);
    expect(await repository(old).newest("configured")).toBe(SEALED);
  });

  it("are whole where a start was killed between two rows, and the next start does the rest", async () => {
    for (const account of ["a", "b", "c"]) await repository(none, account).keep("configured", { ...PAIR, accessToken: `of-${account}` });
    let updates = 0;
    const dying = database.withPlugin({
      transformQuery: ({ node }) => {
        if (node.kind === "UpdateQueryNode") updates += 1;
        if (updates === 2) throw new Error("killed");
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await expect(sealAnew(dying, old)).rejects.toThrow("killed");
    const tokens = async (cipher: CredentialCipher) =>
      Promise.all(["a", "b", "c"].map(async (account) => (await repository(cipher, account).newest("configured")) as object));
    const whole = ["a", "b", "c"].map((account) => ({ ...PAIR, accessToken: `of-${account}` }));
    expect(await tokens(old)).toEqual(whole);
    expect(await sealAnew(database, old)).toBe(2);
    expect(await tokens(old)).toEqual(whole);
  });

  it("that another server renews while a start rewrites them keep what that server wrote", async () => {
    await repository(old).keep("configured", PAIR);
    const renewed = { ...PAIR, accessToken: "renewed-meanwhile", refreshToken: "renewed-refresh" };
    const otherServers = await openDatabase(opened.url);
    let isFirst = true;
    const racing = database.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        // After the rows were read, before the first is written.
        if (isFirst) {
          isFirst = false;
          await new CredentialRepository(otherServers, SOURCE, old).keep("configured", renewed);
        }
        return result;
      },
    });
    await sealAnew(racing, rotating);
    await otherServers.destroy();
    expect(await repository(rotating).newest("configured")).toEqual(renewed);
  });

  it.each(["of another account", "of another login", "of the other column"])("do not open in the row %s", async (other) => {
    await repository(old).keep("configured", PAIR);
    await repository(old, "emea").keep("configured", { ...PAIR, accessToken: "of-emea" });
    await repository(old).keep("another login", { ...PAIR, accessToken: "of-another-login" });
    const all = await rows();
    const [mine, emea, login] = [
      all.find(({ account, origin_hash }) => account === "default" && origin_hash.startsWith(hash("configured"))),
      all.find(({ account }) => account === "emea"),
      all.find(({ account, origin_hash }) => account === "default" && !origin_hash.startsWith(hash("configured"))),
    ];
    if (mine === undefined || emea === undefined || login === undefined) throw new Error("a row is missing");
    const foreign = {
      "of another account": { access_token: emea.access_token, refresh_token: emea.refresh_token },
      "of another login": { access_token: login.access_token, refresh_token: login.refresh_token },
      "of the other column": { access_token: mine.refresh_token, refresh_token: mine.access_token },
    }[other];
    await database
      .updateTable("vendor_credentials")
      .set(foreign ?? {})
      .where("account", "=", "default")
      .where("origin_hash", "=", mine.origin_hash)
      .execute();
    expect(await repository(old).newest("configured")).toBe(SEALED);
    expect(await repository(old, "emea").newest("configured")).toMatchObject({ accessToken: "of-emea" });
  });

  it("do not open where one of the two was tampered with", async () => {
    for (const column of ["access_token", "refresh_token"] as const) {
      await repository(old).keep("configured", PAIR);
      const [row] = await rows();
      const kept = row?.[column] ?? "";
      await database
        .updateTable("vendor_credentials")
        .set({ [column]: `${kept.slice(0, -6)}${kept.at(-6) === "A" ? "B" : "A"}${kept.slice(-5)}` })
        .execute();
      expect(await repository(old).newest("configured")).toBe(SEALED);
    }
  });

  it("leave nothing in clear in the database's own rows after the files were written anew", async () => {
    await repository(none).keep("configured", PAIR);
    await sealAnew(database, old);
    await eraseFormerRows(database, opened.url, "vendor_credentials");
    expect(await repository(old).newest("configured")).toEqual(PAIR);
    expect(await rows()).toHaveLength(1);
  });
});

function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

describe("The files of an embedded database", () => {
  const bytesOf = (url: string) =>
    ["", "-wal", "-shm"]
      .map((end) => `${url.slice("file:".length)}${end}`)
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, "latin1"))
      .join("");

  it("hold no token, neither the kept ones nor those before, from the start that encrypts them", async () => {
    const { database, url, close } = await embeddedDatabase.open();
    const before = new CredentialRepository(database, SOURCE, none);
    for (let time = 0; time < 20; time += 1)
      await before.keep("configured", { ...PAIR, accessToken: `earlier-${time}-${"x".repeat(time * 40)}` });
    await before.keep("configured", PAIR);
    expect(bytesOf(url)).toMatch(/access-token-7Qx/);
    await sealAnew(database, old);
    await eraseFormerRows(database, url, "vendor_credentials");
    await new CredentialRepository(database, SOURCE, old).keep("configured", { ...PAIR, accessToken: "renewed-under-a-key" });
    expect(bytesOf(url)).not.toMatch(/access-token-7Qx|refresh-token-9Lm|earlier-\d|renewed-under-a-key/);
    // The connection goes on writing, and another one sees it.
    const other = await openDatabase(url);
    expect(await new CredentialRepository(other, SOURCE, old).newest("configured")).toMatchObject({ accessToken: "renewed-under-a-key" });
    await other.destroy();
    await close();
  });
});
