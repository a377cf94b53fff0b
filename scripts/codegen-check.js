// Generates the typed documents again and compares them with what is committed.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const file = "test/generated/graphql.ts";
const committed = readFileSync(file, "utf8");
const { status } = spawnSync("npm run --silent codegen", { shell: true, stdio: "inherit" });
const fresh = readFileSync(file, "utf8");
if (status !== 0 || fresh !== committed) {
  writeFileSync(file, committed);
  console.error(`${file} is not what codegen makes of schema.graphql and test/operations. Mend it with: npm run codegen`);
  process.exit(1);
}
