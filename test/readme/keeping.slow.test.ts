import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { migrate, openDatabase } from "../../src/store/database.js";
import { vendorTables } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";
import { block } from "./readme.js";

const run = promisify(execFile);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hiregraph-keeping-"));
  mkdirSync(join(folder, "data"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs lines of the page in the server's directory. */
const sh = (lines: string, env: Record<string, string>) =>
  run("sh", ["-e", "-c", lines], { cwd: folder, env: { PATH: process.env.PATH, ...env } });

const has = (program: string) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

/** Writes one operation, runs `backUp`, writes another one and settles the first, runs `restore`, and reads what is there. */
async function kept(url: string, backUp: () => Promise<unknown>, restore: () => Promise<unknown>): Promise<object[]> {
  const before = await openDatabase(url);
  await migrate(before, vendorTables);
  await before
    .insertInto("operations")
    .values([operationRow("o1")])
    .execute();
  // Nothing is closed: the server is running.
  await backUp();
  await before
    .insertInto("operations")
    .values([operationRow("o2")])
    .execute();
  await before.updateTable("operations").set({ settled_at: AT, outcome: "APPLIED" }).where("id", "=", "o1").execute();
  await before.destroy();
  await restore();
  const after = await openDatabase(url);
  await migrate(after, vendorTables);
  const rows = await after.selectFrom("operations").select(["id", "outcome"]).execute();
  await after.destroy();
  return rows;
}

const AS_BACKED_UP = [{ id: "o1", outcome: "UNCERTAIN" }];

(has("sqlite3") ? describe : describe.skip)("The lines for SQLite in docs/operations.md", () => {
  it("back a running server's database up whole, and restore it over a later one, its log included", async () => {
    const url = `file:${join(folder, "data/hiregraph.db")}`;
    const rows = kept(
      url,
      () => sh(block("backing up SQLite"), {}),
      async () => {
        // As a kill leaves it.
        writeFileSync(join(folder, "data/hiregraph.db-wal"), "what was written last");
        await sh(block("restoring SQLite"), {});
      },
    );
    expect(await rows).toEqual(AS_BACKED_UP);
    expect(existsSync(join(folder, "backup.db-wal"))).toBe(false);
  });
});

const server = process.env.TEST_POSTGRES_URL ?? "";
(server !== "" && has("pg_dump") && has("pg_restore") ? describe : describe.skip)("The lines for PostgreSQL in docs/operations.md", () => {
  const name = `hiregraph_test_keeping_${process.pid}`;
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  beforeEach(async () => {
    await admin(`drop database if exists ${name}`);
    await admin(`create database ${name}`);
  });
  afterEach(() => admin(`drop database ${name} (force)`));

  it("back a running server's database up whole, and restore it over a later one", async () => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    const env = { DATABASE_URL: url.href };
    const rows = kept(
      url.href,
      () => sh(block("backing up PostgreSQL"), env),
      () => sh(block("restoring PostgreSQL"), env),
    );
    expect(await rows).toEqual(AS_BACKED_UP);
  });
});

it("The lines for exporting in docs/operations.md write a file each", async () => {
  symlinkSync(join(process.env.TEST_BUILD ?? "", "dist"), join(folder, "dist"), "dir");
  const DATABASE_URL = `file:${join(folder, "data/hiregraph.db")}`;
  const database = await openDatabase(DATABASE_URL);
  await migrate(database, vendorTables);
  await database
    .insertInto("operations")
    .values([
      operationRow("o1"),
      operationRow("o2", { kind: "publishVacancy" }),
      operationRow("o3", { requested_at: "2026-12-01T00:00:00.000Z" }),
    ])
    .execute();
  await database.destroy();
  await sh(block("exporting"), { DATABASE_URL });
  const written = (file: string) =>
    readFileSync(join(folder, file), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
  expect(written("operations.ndjson")).toMatchObject([{ id: "o1" }, { id: "o2" }]);
  expect(written("postings.ndjson")).toMatchObject([{ operationId: "o2" }]);
});
