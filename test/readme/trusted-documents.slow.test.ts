import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { startGraph } from "../support/graph.js";
import { describeWith } from "../support/tools.js";
import { block, ROOT } from "./readme.js";

const run = promisify(execFile);

describeWith("tools/codegen")("graphql-codegen, set up as docs/configuration.md says", () => {
  let project: string;
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "hiregraph-trusted-"));
    symlinkSync(join(ROOT, "tools/codegen/node_modules"), join(project, "node_modules"), "dir");
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it("writes a file of documents that the server runs by their hashes, and no other", async () => {
    writeFileSync(join(project, "vendors.graphql"), "query Vendors { vendors { vendor } }");
    // An object's part reads the same in YAML.
    const output = {
      documents: "vendors.graphql",
      preset: "client",
      ...(parse(block("having codegen write trusted documents")) as object),
    };
    const config = { schema: join(ROOT, "schema.graphql"), generates: { "gql/": output } };
    writeFileSync(join(project, "codegen.json"), JSON.stringify(config));
    await run("npx", ["graphql-codegen", "--config", "codegen.json"], { cwd: project });

    const file = join(project, "gql/persisted-documents.json");
    // With the name of the algorithm in front, or without it: each release of graphql-codegen has its own way.
    const [name, ...others] = Object.keys(JSON.parse(readFileSync(file, "utf8")) as object);
    expect(others).toEqual([]);
    const graph = await startGraph({ env: { SANDBOX_VENDORS: "greenhouse", TRUSTED_DOCUMENTS: file } });
    const answer = await fetch(`${graph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ documentId: name }),
    });
    const refused = await graph.ask("{ vendors { account } }");
    await graph.stop();
    expect(await answer.json()).toMatchObject({ data: { vendors: expect.arrayContaining([{ vendor: "GREENHOUSE" }]) } });
    expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(["QUERY_NOT_IN_SAFELIST"]);
  });
});
