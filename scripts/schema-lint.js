// Reads schema.graphql, or the file that is given, with graphql-schema-linter and with graphql-eslint. They have packages of their own in
// tools/schema-lint, installed when first needed; its eslint.config.js has each exception with its reason.
import "./require-packages.js";
import { spawnSync } from "node:child_process";

const folder = "tools/schema-lint";
const schema = process.argv[2] ?? "schema.graphql";
const run = (...args) => spawnSync(process.execPath, args, { stdio: "inherit", env: { ...process.env, SCHEMA: schema } }).status ?? 1;

const status =
  run("scripts/install-tools.js", folder) ||
  run(`${folder}/node_modules/graphql-schema-linter/lib/cli.js`, "--format", "compact", schema) ||
  run(
    `${folder}/node_modules/eslint/bin/eslint.js`,
    "--max-warnings",
    "0",
    "--no-ignore",
    "--config",
    `${folder}/eslint.config.js`,
    schema,
  );
process.exit(status);
