import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWith } from "../support/tools.js";

const committed = readFileSync("schema.graphql", "utf8");

describeWith("tools/schema-lint")("The gate's rules for schema.graphql", () => {
  // ESLint reads no file outside of the folder that it is run in.
  const folder = mkdtempSync(join("tools", "schema-lint", "broken-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const lint = (text: string) => {
    const file = join(folder, "schema.graphql");
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/schema-lint.js", file], { encoding: "utf8" });
    return { status, said: stdout + stderr };
  };
  const without = (part: string | RegExp, by = "") => {
    const text = committed.replace(part, by);
    expect(text).not.toBe(committed);
    return text;
  };

  it("are kept by the schema as it is committed", () => {
    expect(lint(committed)).toEqual({ status: 0, said: expect.any(String) });
  });

  it.each([
    ["a type without a description", without(/"""A day."""\n {2}DAY/, "DAY"), "enum-values-have-descriptions"],
    ["an argument without one", without(/\n {4}"""Which job."""/), "arguments-have-descriptions"],
    ["a page without its cursors", without(/ {2}"""[^"]*"""\n {2}endCursor: String\n/), "@graphql-eslint/relay-page-info"],
    [
      "a list that leads forward without `after`",
      without(/(openings\([\s\S]*?)\n {4}"""[^"]*"""\n {4}after: String\n/, "$1\n"),
      "relay-connection-arguments-spec",
    ],
    [
      "an edge without a cursor",
      without(/type JobEdge \{[\s\S]*?\n\}/, 'type JobEdge {\n  "It."\n  node: Job!\n}'),
      "@graphql-eslint/relay-edge-types",
    ],
    [
      "a field whose name is no field's",
      without("hasNextPage: Boolean!", 'hasNextPage: Boolean!\n  "It."\n  Has_more: Boolean'),
      "fields-are-camel-cased",
    ],
  ])("refuse %s", (_, broken, rule) => {
    const { status, said } = lint(broken);
    expect(said).toContain(rule);
    expect(status).not.toBe(0);
  });
});
