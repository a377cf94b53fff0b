// Writes schema.graphql from the built server; with --check only compares and says how to mend it. Run after `npm run build`.
import { readFileSync, writeFileSync } from "node:fs";
import { buildSchema, emitSchema } from "../dist/build-schema.js";

const emitted = emitSchema(await buildSchema());
if (!process.argv.includes("--check")) {
  writeFileSync("schema.graphql", emitted);
} else if (readFileSync("schema.graphql", "utf8") !== emitted) {
  console.error("schema.graphql is not what the code emits. Mend it with: npm run schema");
  process.exit(1);
}
