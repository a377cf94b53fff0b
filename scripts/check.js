// The whole gate, one step after the other; the first that fails prints the command that mends it. `npm run check`.
import "./require-packages.js";
import { spawnSync } from "node:child_process";

const steps = [
  {
    what: "format and lint",
    command: "npx biome check --error-on-warnings",
    mend: "npm run format, then mend what it lists",
  },
  {
    what: "import rules",
    command: "npm run --silent rules",
    mend: "import along the arrows of docs/architecture.md; npm run rules lists it again",
  },
  { what: "types", command: "npm run --silent types", mend: "mend the types above; npm run types shows them again" },
  {
    what: "types of the board",
    command: "node scripts/board-types.js",
    mend: "mend the types above; node scripts/board-types.js shows them again",
  },
  { what: "build", command: "npm run --silent build", mend: "npm run build" },
  { what: "emitted schema equals schema.graphql", command: "node scripts/emit-schema.js --check", mend: "npm run schema, and commit it" },
  {
    what: "schema.graphql keeps the rules of schemas",
    command: "node scripts/schema-lint.js",
    mend: "mend the descriptions or types in src/schema and src/resolvers, then npm run schema; an exception needs its reason in tools/schema-lint/eslint.config.js",
  },
  { what: "generated code is fresh", command: "node scripts/codegen-check.js", mend: "npm run codegen, and commit it" },
  // Their own count says how they went, and is the gate's last line.
  { what: "tests", command: "npm run --silent test:all", mend: "npm test -- <file> runs one of them again", isCounted: true },
];

for (const { what, command, mend, isCounted } of steps) {
  const startedAt = Date.now();
  const { status } = spawnSync(command, { shell: true, stdio: "inherit" });
  if (status !== 0) {
    console.error(`\n✗ ${what}\n  To mend it: ${mend}`);
    process.exit(1);
  }
  if (!isCounted) console.log(`✓ ${what} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}
