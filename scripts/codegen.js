// Writes the typed documents that codegen.yml names. graphql-codegen has packages of its own in tools/codegen, installed when first needed:
// more than two hundred, of which neither the server nor its quick tests load one.
import "./require-packages.js";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const folder = "tools/codegen";
const run = (args, env = process.env) => {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
};

run(["scripts/install-tools.js", folder]);
// It looks for its plugins from the folder of codegen.yml; NODE_PATH is where Node looks when it finds none above there.
run([`${folder}/node_modules/@graphql-codegen/cli/esm/bin.js`, "--config", "codegen.yml", ...process.argv.slice(2)], {
  ...process.env,
  NODE_PATH: resolve(folder, "node_modules"),
});
