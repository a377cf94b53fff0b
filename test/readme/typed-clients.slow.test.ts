import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { startGraph, type TestGraph } from "../support/graph.js";
import { describeWith } from "../support/tools.js";
import { block, ROOT } from "./readme.js";

const run = promisify(execFile);
const EXAMPLES = join(ROOT, "examples");
const ADDRESS = "http://127.0.0.1:4000";
/** What docs/clients.md has a reader install, and nothing else. */
const PACKAGES = join(ROOT, "tools/codegen/node_modules");
const COMPILER_OPTIONS = {
  ...{ strict: true, noEmit: true, target: "es2022", module: "nodenext", skipLibCheck: true },
  ...{ types: ["node"], typeRoots: [join(ROOT, "node_modules/@types")] },
};

const commands = block("running codegen").trim().split("\n");
/** What docs/clients.md installs: `name@major`. */
const packages = commands.filter((command) => command.startsWith("npm i ")).flatMap((command) => command.match(/\S+@\d+(?= |$)/g) ?? []);

describeWith("tools/codegen")("A project with typed documents, set up as docs/clients.md says", () => {
  let project: string;
  let graph: TestGraph;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), "hiregraph-typed-"));
    symlinkSync(PACKAGES, join(project, "node_modules"), "dir");
    mkdirSync(join(project, "src"));
    const documents = readdirSync(EXAMPLES).filter((name) => name.endsWith(".graphql"));
    for (const file of [...documents, "client/client.ts", "client/failures.ts", "client/main.ts"]) {
      copyFileSync(join(EXAMPLES, file), join(project, "src", basename(file)));
    }
    writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["src"] }));
    graph = await startGraph({ env: { SANDBOX_VENDORS: "all" } });
  });
  afterAll(async () => {
    await graph.stop();
    rmSync(project, { recursive: true, force: true });
  });

  it("has the major versions that this repository holds, so that what is tried here is what a reader gets", () => {
    const held = packages.map((wanted) => {
      const name = wanted.slice(0, wanted.lastIndexOf("@"));
      const { version } = JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8")) as { version: string };
      return `${name}@${version.split(".", 1)[0]}`;
    });
    expect(packages).toEqual(held);
    // And nothing else, least of all without a version.
    expect(
      commands.filter((command) => /^npm /.test(command)).flatMap((command) => command.split(" ").filter((word) => /@|\//.test(word))),
    ).toEqual(packages);
  });

  it.each([
    ["the running server", (configuration: string) => configuration.replace(ADDRESS, graph.url)],
    ["a copy of schema.graphql", (configuration: string) => configuration.replace(`${ADDRESS}/graphql`, join(ROOT, "schema.graphql"))],
  ])("compiles with the client and the program of examples/, with the types from %s", async (_from, adapt) => {
    const configuration = block("codegen.yml");
    expect(configuration).toContain(`${ADDRESS}/graphql`);
    writeFileSync(join(project, "codegen.yml"), adapt(configuration));
    rmSync(join(project, "src/graphql.ts"), { force: true });
    const generate = commands.at(-1) ?? "";
    expect(generate).toMatch(/^npx graphql-codegen /);
    await run("sh", ["-c", generate], { cwd: project });
    const { stdout } = await run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."], { cwd: project }).catch(
      (failure: { stdout: string }) => failure,
    );
    expect(stdout).toBe("");
    // What compiles is what main.ts asks with.
    expect(readFileSync(join(project, "src/graphql.ts"), "utf8")).toContain("export const OneRequisitionDocument");
  });
});
