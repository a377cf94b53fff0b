// Generates the typed documents again and compares them with what is committed.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const files = [
  "test/generated/graphql.ts",
  "examples/client/graphql.ts",
  "examples/board/src/graph/graphql.ts",
  "examples/board/src/graph/possible-types.ts",
];
const committed = files.map((file) => readFileSync(file, "utf8"));
const { status } = spawnSync("npm run --silent codegen", { shell: true, stdio: ["ignore", "ignore", "inherit"] });
const stale = files.filter((file, index) => readFileSync(file, "utf8") !== committed[index]);
for (const [index, file] of files.entries()) writeFileSync(file, committed[index]);
if (status !== 0 || stale.length > 0) {
  console.error(
    `${stale.join(", ") || "The generated code"} is not what codegen makes of schema.graphql and the documents. Mend it with: npm run codegen`,
  );
  process.exit(1);
}
