import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../src/store/database.js";
import { freshDatabaseAt } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";
import { BuiltServers, ended } from "./built-server.js";

const servers = new BuiltServers();
afterAll(() => {
  servers.kill();
  servers.remove();
});

const COMMAND = join(process.env.TEST_BUILD ?? "", "dist/bin.js");
const DAYS = ["--from", "2026-11-01", "--to", "2026-11-30"];
const urlOf = (file: string) => `file:${join(servers.folder, file)}`;

interface Ended {
  code: unknown;
  stdout: string;
  stderr: string;
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [COMMAND, ...args],
      { cwd: servers.folder, env: { PATH: process.env.PATH, ...env } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

async function databaseOf(file: string, count: number): Promise<string> {
  await freshDatabaseAt(join(servers.folder, file));
  const database = await openDatabase(urlOf(file));
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: 500 }, (_, index) => operationRow(`o${from + index}`, { settled_at: AT, outcome: "APPLIED" }));
    await database
      .insertInto("operations")
      .values(rows.slice(0, count - from))
      .execute();
  }
  await database.destroy();
  return urlOf(file);
}

describe("The built command", () => {
  it("writes what a server holds that is running, and leaves the server as it is", async () => {
    await databaseOf("beside.db", 3);
    const server = await servers.start({ database: "beside.db", SANDBOX_VENDORS: "none" });
    const { code, stdout, stderr } = await run(["export", "operations", ...DAYS], {
      DATABASE_URL: urlOf("beside.db"),
      SANDBOX_VENDORS: "none",
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(["o0", "o1", "o2"]);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    server.child.kill("SIGTERM");
    expect(await ended(server.child)).toEqual({ code: 0, signal: null });
  });

  it("loads nothing that answers requests", async () => {
    const DATABASE_URL = await databaseOf("loaded.db", 1);
    const NODE_V8_COVERAGE = join(servers.folder, "coverage");
    mkdirSync(NODE_V8_COVERAGE);
    expect((await run(["export", "postings", ...DAYS], { DATABASE_URL, NODE_V8_COVERAGE })).code).toBe(0);
    const urls = readdirSync(NODE_V8_COVERAGE).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(join(NODE_V8_COVERAGE, file), "utf8")) as { result: { url: string }[] };
      return result.map(({ url }) => url);
    });
    expect(urls).toContainEqual(expect.stringMatching(/\/dist\/export\/exported-records\.js$/));
    const needless =
      /\/dist\/(application|sandbox|server|resolvers|reads|records|telemetry)|\/node_modules\/(@apollo|fastify|pino|pg|prom-client)\//;
    expect(urls.filter((url) => needless.test(url))).toEqual([]);
  });

  it("ends quietly where its reader has gone", async () => {
    const DATABASE_URL = await databaseOf("long.db", 2_000);
    const child: ChildProcess = spawn(process.execPath, [COMMAND, "export", "operations", ...DAYS], {
      cwd: servers.folder,
      env: { PATH: process.env.PATH, DATABASE_URL },
    });
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await ended(child)).toEqual({ code: 0, signal: null });
    expect(said).toBe("");
  });

  it("says what is wrong on standard error: 64 of its arguments, 78 of the configuration, 1 of the database", async () => {
    const usage = await run(["export", "everything"]);
    expect(usage).toMatchObject({ code: 64, stdout: "" });
    expect(usage.stderr).toContain("hiregraph export operations|postings --from <day> --to <day>");
    const settings = await run(["export", "operations", ...DAYS], { DATABASE_URL: urlOf("x.db"), OPERATION_DAYS: "3" });
    expect(settings).toMatchObject({ code: 78, stdout: "", stderr: expect.stringContaining("OPERATION_DAYS: expected") });
    const forgetful = await run(["export", "operations", ...DAYS]);
    expect(forgetful).toMatchObject({ code: 78, stdout: "", stderr: expect.stringContaining("DATABASE_URL: names no database") });
    const absent = await run(["export", "operations", ...DAYS], { DATABASE_URL: urlOf("absent.db") });
    expect(absent).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^hiregraph: there is no database at .*absent\.db\n$/),
    });
    expect(existsSync(join(servers.folder, "absent.db"))).toBe(false);
    const database = await openDatabase(urlOf("foreign.db"));
    await database.schema.createTable("other").addColumn("id", "text").execute();
    await database.destroy();
    const foreign = await run(["export", "operations", ...DAYS], { DATABASE_URL: urlOf("foreign.db") });
    expect(foreign).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("lacks the migration 001-operations") });
    const away = await run(["export", "operations", ...DAYS], { DATABASE_URL: "postgres://nobody:top-secret@127.0.0.1:1/none" });
    expect(away).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^hiregraph: .*ECONNREFUSED.*\n$/) });
  });

  it("can be installed: package.json names it, and Node runs it", () => {
    const { bin } = JSON.parse(readFileSync("package.json", "utf8")) as { bin: Record<string, string> };
    expect(bin).toEqual({ hiregraph: "dist/bin.js" });
    expect(readFileSync(COMMAND, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(COMMAND).isFile()).toBe(true);
  });
});
