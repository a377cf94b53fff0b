import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { buildSchema, isInterfaceType } from "graphql";
import { type BuiltServer, BuiltServers } from "../built/built-server.js";
import { describeWith } from "../support/tools.js";
import { block, ROOT } from "./readme.js";

const run = promisify(execFile);
const PACKAGES = join(ROOT, "tools/recipes");
const ADDRESS = "http://127.0.0.1:4000";

const servers = new BuiltServers();
let folder: string;
let server: BuiltServer;

/** One server for all recipes, of whose vendors Feishu is down. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hiregraph-recipes-"));
  server = await servers.start({ database: "recipes.db" });
  const standIn = /"vendor":"feishu-hire".*"standIn":"([^"]+)"/.exec(server.said())?.[1];
  const headers = { "content-type": "application/json" };
  const fault = JSON.stringify({ kind: "status", status: 503 });
  expect((await fetch(`${standIn}/__sandbox/faults`, { method: "POST", headers, body: fault })).ok).toBe(true);
});
afterAll(() => {
  servers.kill();
  servers.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The lines that a command printed. Its limit is below jest's own, so that one that waits for ever tells how far it came. */
async function outputOf(command: string, args: readonly string[]): Promise<string[]> {
  const ended = run(command, args, { cwd: folder, timeout: 200_000 });
  const { stdout, stderr } = await ended.catch((failure: { stdout: string; stderr: string }) => {
    throw new Error(`${command} ${args.join(" ")} failed: ${failure.stdout}${failure.stderr}`);
  });
  // No client warns of anything, least of all of records that its cache cannot keep apart.
  expect(stderr).toBe("");
  return stdout.trim().split("\n");
}

function write(file: string, text: string): string {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text.replaceAll(ADDRESS, server.url));
  return file;
}

/** What is told, each line once and in whatever order. Python has its own spelling of null and true. */
const told = (lines: readonly string[]) => [...new Set(lines.map((line) => line.replace("None", "null").replace("True", "true")))].sort();
const printed = () => told(block("what the recipes print").trim().split("\n"));

const hasPython = spawnSync("python3", ["--version"]).status === 0;
(hasPython ? it : it.skip)("The recipe in Python prints what docs/recipes.md says", async () => {
  expect(told(await outputOf("python3", [write("recipe.py", block("recipe in Python"))]))).toEqual(printed());
});

interface CurlAnswer {
  data: {
    jobs: { nodes: unknown[]; sources: { vendor: string; state: string }[] };
    job: unknown;
    closeOpening: { operation: { outcome: string; replayed: boolean } | null; userErrors: unknown[] };
  };
  errors?: { extensions: { code: string } }[];
}

it("The recipe by curl gets the answers that docs/recipes.md tells of", async () => {
  const lines = await outputOf("sh", [write("recipe.sh", block("recipe by curl"))]);
  const answers = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as CurlAnswer);
  const [jobs, job, dry, first, again] = answers;
  expect(answers).toHaveLength(5);
  expect(jobs?.data.jobs.nodes).toHaveLength(3);
  expect(jobs?.data.jobs.sources).toContainEqual(expect.objectContaining({ vendor: "FEISHU_HIRE", state: "FAILED" }));
  expect([job?.data.job, job?.errors?.map(({ extensions }) => extensions.code)]).toEqual([null, ["UNAVAILABLE"]]);
  expect(dry?.data.closeOpening).toEqual({ operation: null, userErrors: [] });
  expect(first?.data.closeOpening.operation).toMatchObject({ outcome: "APPLIED", replayed: false });
  expect(again?.data.closeOpening.operation).toEqual({ ...first?.data.closeOpening.operation, replayed: true });
  expect(lines.filter((line) => line.includes('"kind":"OPERATION_SETTLED"'))).toHaveLength(1);
});

it("The recipe for Apollo Client knows the interfaces of the schema and all that implements them", () => {
  const [, inside = ""] = /possibleTypes: \{(.*?)\},/s.exec(block("recipe with Apollo Client")) ?? [];
  const lists = [...inside.matchAll(/(\w+): (\[.*?\])/g)];
  const schema = buildSchema(readFileSync(join(ROOT, "schema.graphql"), "utf8"));
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  expect(Object.fromEntries(lists.map(([, name = "", types = ""]) => [name, JSON.parse(types)]))).toEqual(
    Object.fromEntries(
      interfaces.map((type) => [
        type.name,
        schema
          .getPossibleTypes(type)
          .map(({ name }) => name)
          .sort(),
      ]),
    ),
  );
});

describeWith("tools/recipes")("The recipes in TypeScript", () => {
  const COMMONJS = '{ "type": "commonjs" }';
  const FILES: Record<string, string> = {
    "package.json": '{ "type": "module" }',
    "schema.graphql": readFileSync(join(ROOT, "schema.graphql"), "utf8"),
    "tsconfig.json": block("tsconfig.json of the recipes"),
    "documents.ts": block("documents of the recipes"),
    "graphql-request.ts": block("recipe with graphql-request"),
    "apollo.ts": block("recipe with Apollo Client"),
    "urql.ts": block("recipe with urql"),
    "relay/package.json": COMMONJS,
    "relay/relay.config.json": block("configuration of the Relay compiler"),
    "relay/Board.ts": block("documents for the Relay compiler"),
    "relay/main.ts": block("recipe with Relay"),
    "gql-tada.ts": block("recipe with gql.tada"),
  };

  beforeAll(async () => {
    for (const [file, text] of Object.entries(FILES)) write(file, text);
    symlinkSync(join(PACKAGES, "node_modules"), join(folder, "node_modules"), "dir");
    mkdirSync(join(folder, "relay/__generated__"));
    await run("npx", ["relay-compiler", "relay.config.json"], { cwd: join(folder, "relay") });
    await run("npx", ["gql.tada", "generate-output"], { cwd: folder });
    const compiled = run("npx", ["tsc", "-p", "."], { cwd: folder }).catch((failure: { stdout: string }) => failure);
    // They have the types that they say they have.
    expect((await compiled).stdout).toBe("");
    write("out/relay/package.json", COMMONJS);
  });

  it("are installed by docs/recipes.md in the major versions that are tried here", () => {
    const { dependencies } = JSON.parse(readFileSync(join(PACKAGES, "package.json"), "utf8")) as { dependencies: Record<string, string> };
    const named = block("packages of the recipes").match(/\S+@\d+(?=\s)/g) ?? [];
    const tried = Object.entries(dependencies).filter(([name]) => !["@types/node", "typescript"].includes(name));
    expect([...named].sort()).toEqual(tried.map(([name, version]) => `${name}@${version.split(".")[0]}`).sort());
  });

  it.each(["graphql-request", "gql-tada"])("print what docs/recipes.md says: %s", async (name) => {
    expect(told(await outputOf(process.execPath, [`out/${name}.js`]))).toEqual(printed());
  });

  it.each(["apollo", "urql", "relay/main"])("print what docs/recipes.md says, and put the pages together: %s", async (name) => {
    const expected = [...printed(), ...(name === "relay/main" ? ["read again true"] : [])].map((line) =>
      line.replace("2 jobs 3", "2 jobs 6"),
    );
    expect(told(await outputOf(process.execPath, [`out/${name}.js`]))).toEqual(expected.sort());
  });
});
