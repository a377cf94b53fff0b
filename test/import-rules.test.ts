import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[]; ruleSetUsed: { forbidden: { name: string }[] } };
}

/** Rule, importing file, imported file. */
const OFFENCES: [rule: string, from: string, to: string][] = [
  ["arrow-abort-signal", "src/abort-signal.ts", "src/telemetry/logger.ts"],
  ["arrow-schema", "src/schema/job/job.type.ts", "src/store/tables.ts"],
  ["arrow-secrets", "src/secrets/needles.ts", "src/config/config.ts"],
  ["arrow-abort-signal", "src/abort-signal.ts", "src/clock.ts"],
  ["arrow-transient-map", "src/transient-map.ts", "src/clock.ts"],
  ["arrow-clock", "src/clock.ts", "src/telemetry/logger.ts"],
  ["arrow-code-generation", "src/code-generation.ts", "src/config/config.ts"],
  ["arrow-node-env", "src/node-env.ts", "src/clock.ts"],
  ["arrow-document-hash", "src/document-hash.ts", "src/clock.ts"],
  ["arrow-access", "src/access/viewer.ts", "src/config/config.ts"],
  ["arrow-telemetry", "src/telemetry/metrics.ts", "src/server/server.ts"],
  ["arrow-config", "src/config/env-reader.ts", "src/datasources/registry.ts"],
  ["arrow-http", "src/http/engine.ts", "src/datasources/contract/change.ts"],
  ["arrow-store", "src/store/database.ts", "src/operations/outcome.ts"],
  ["arrow-leases", "src/leases/background-work.ts", "src/operations/outcome.ts"],
  ["arrow-sharing", "src/sharing/redis-sharing.ts", "src/store/lease.repository.ts"],
  ["arrow-sandbox", "src/sandbox/acme/index.ts", "src/schema/job/job.type.ts"],
  ["arrow-datasources", "src/datasources/acme/acme.datasource.ts", "src/operations/outcome.ts"],
  ["arrow-records", "src/records/record-sweep.ts", "src/reads/loaders/loaders.ts"],
  ["arrow-reads", "src/reads/loaders/loaders.ts", "src/operations/outcome.ts"],
  ["arrow-discrepancies", "src/discrepancies/remedies.ts", "src/operations/outcome.ts"],
  ["arrow-operations", "src/operations/reconciler.ts", "src/reads/loaders/loaders.ts"],
  ["arrow-hooks", "src/hooks/hook-intake.ts", "src/server/server.ts"],
  ["arrow-resolvers", "src/resolvers/job.resolver.ts", "src/store/tables.ts"],
  ["arrow-resolvers", "src/resolvers/opening.resolver.ts", "src/datasources/acme/acme.client.ts"],
  ["arrow-webhooks", "src/webhooks/receiver.ts", "src/operations/outcome.ts"],
  ["arrow-export", "src/export/exported-records.ts", "src/operations/change-executor.ts"],
  ["arrow-bin", "src/bin.ts", "src/application.ts"],
  ["arrow-cli", "src/cli.ts", "src/application.ts"],
  ["arrow-context", "src/context.ts", "src/application.ts"],
  ["arrow-build-schema", "src/build-schema.ts", "src/operations/outcome.ts"],
  ["arrow-assembly", "src/assembly/servers.ts", "src/build-schema.ts"],
  ["arrow-web", "src/web/start/start.ts", "src/clock.ts"],
  ["arrow-server", "src/server/server.ts", "src/operations/outcome.ts"],
  ["arrow-federation", "src/federation/entities.ts", "src/operations/outcome.ts"],
  ["no-cycle", "src/schema/job/job.args.ts", "src/schema/job/job.input.ts"],
  ["no-dead-file", "src/main.ts", "src/operations/forgotten.ts"],
  ["no-dead-web-file", "src/web/start/start.ts", "src/web/start/forgotten.ts"],
  ["no-development-package", "src/server/graphql-route.ts", "node_modules/fast-check/index.js"],
  ["zod-without-functions", "src/schema/common/scalars.ts", "node_modules/zod/index.js"],
  ["sandbox-only-for-assembly", "src/main.ts", "src/sandbox/acme/index.ts"],
  ["operations-apart", "src/datasources/acme/index.ts", "src/store/operation.repository.ts"],
  ["vendors-apart", "src/datasources/acme/index.ts", "src/datasources/umbrella/umbrella.errors.ts"],
  ["vendors-apart", "src/datasources/contract/found.ts", "src/datasources/acme/acme.datasource.ts"],
  ["products-apart", "src/datasources/feishu/hire/hire.datasource.ts", "src/datasources/feishu/corehr/corehr.days.ts"],
  ["registry-by-module", "src/datasources/registry.ts", "src/datasources/acme/acme.datasource.ts"],
  ["wire-alone", "src/datasources/acme/acme.wire.ts", "src/datasources/acme/acme.ids.ts"],
  ["policy-is-data", "src/datasources/acme/acme.policy.ts", "src/datasources/acme/acme.client.ts"],
  ["pure-roles", "src/datasources/acme/acme.rules.ts", "src/clock.ts"],
  ["pure-roles", "src/datasources/acme/acme.mapping.ts", "src/datasources/acme/acme.client.ts"],
  ["client-asks", "src/datasources/acme/acme.client.ts", "src/datasources/acme/acme.mapping.ts"],
];

/** What the arrows are there to let through, among it each neighbour of an offence. */
const ALLOWED: [from: string, to: string][] = [
  ["src/main.ts", "src/application.ts"],
  ["src/assembly/running-vendors.ts", "src/sandbox/acme/index.ts"],
  ["src/datasources/acme/acme.datasource.ts", "src/datasources/acme/acme.client.ts"],
  ["src/datasources/acme/acme.datasource.ts", "src/datasources/contract/found.ts"],
  ["src/datasources/feishu/hire/hire.datasource.ts", "src/datasources/feishu/feishu.app.ts"],
  ["src/datasources/acme/acme.mapping.ts", "src/datasources/acme/acme.wire.ts"],
  ["src/reads/loaders/loaders.ts", "src/records/record-index.ts"],
  ["src/resolvers/job.resolver.ts", "src/schema/job/job.type.ts"],
];

/** Cruises a tree of nothing but these imports, each of them of a type alone. */
function cruise(imports: [from: string, to: string][]): Cruise {
  const folder = mkdtempSync(join(tmpdir(), "hiregraph-rules-"));
  const write = (file: string, text: string) => {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  try {
    write("package.json", JSON.stringify({ type: "module", devDependencies: { "fast-check": "1" } }));
    for (const [, to] of imports) write(to, "export interface Thing {}\n");
    for (const from of new Set(imports.map(([file]) => file))) {
      const targets = imports.filter(([file]) => file === from).map(([, to]) => specifier(from, to));
      const lines = targets.map((target, index) => `import type { Thing as Thing${index} } from "${target}";`);
      const names = targets.map((_, index) => `Thing${index}`);
      write(from, `${lines.join("\n")}\nexport type Thing = ${names.join(" | ")};\n`);
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
        "--config",
        resolve(".dependency-cruiser.mjs"),
        "--output-type",
        "json",
        "src",
      ],
      { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const EXAMPLE = "test/datasources/noticeboard";
/** Where the example's folders would stand in the sources. */
const asInSources = (file: string) =>
  file.replace(`${EXAMPLE}/vendor/`, "src/datasources/noticeboard/").replace(`${EXAMPLE}/stand-in/`, "src/sandbox/noticeboard/");

/** What the files of the example import of the sources, and of one another. */
function importsOfExample(): [from: string, to: string][] {
  const files = readdirSync(EXAMPLE, { recursive: true, encoding: "utf8" }).filter((file) => /^(vendor|stand-in)\/.+\.ts$/.test(file));
  return files.flatMap((name) => {
    const file = join(EXAMPLE, name);
    const imported = [...readFileSync(file, "utf8").matchAll(/(?:from|import) "(\..+)\.js";/g)];
    return imported.map(([, path = ""]): [string, string] => [asInSources(file), asInSources(`${join(dirname(file), path)}.ts`)]);
  });
}

function specifier(from: string, to: string): string {
  if (to.startsWith("node_modules/")) return dirname(to).replace("node_modules/", "");
  const path = relative(dirname(from), to).replace(/\.ts$/, ".js");
  return path.startsWith(".") ? path : `./${path}`;
}

const isOfDeadFiles = (rule: string) => rule.startsWith("no-dead-");

describe("The import rules", () => {
  const imports = OFFENCES.filter(([rule]) => !isOfDeadFiles(rule)).map(([, from, to]): [string, string] => [from, to]);
  const { summary } = cruise([
    ...imports,
    ["src/schema/job/job.input.ts", "src/schema/job/job.args.ts"],
    ["src/operations/forgotten.ts", "src/operations/outcome.ts"],
    ["src/web/start/forgotten.ts", "src/web/start/health.ts"],
  ]);
  const found = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

  test.each(OFFENCES)("%s forbids that %s imports %s", (rule, from, to) => {
    // Of a file that nobody reaches the report names the file alone.
    const expected = isOfDeadFiles(rule) ? `${rule}: ${to} → ${to}` : `${rule}: ${from} → ${to}`;
    expect(found).toContain(expected);
  });

  test("are each offended here", () => {
    const names = summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect([...new Set(OFFENCES.map(([rule]) => rule))].sort()).toEqual(names.sort());
  });

  test("let through what the arrows allow", () => {
    const { modules, summary } = cruise(ALLOWED);
    expect(modules.length).toBeGreaterThan(ALLOWED.length);
    expect(summary.violations.filter(({ rule }) => !isOfDeadFiles(rule.name))).toEqual([]);
  });

  test("let through all that the example of a vendor imports, its folders standing in the sources", () => {
    const imports = importsOfExample();
    expect(imports.length).toBeGreaterThan(50);
    const { summary } = cruise([...imports, ["src/datasources/registry.ts", "src/datasources/noticeboard/index.ts"]]);
    expect(summary.violations.filter(({ rule }) => !isOfDeadFiles(rule.name))).toEqual([]);
  });

  test("have an arrow for every part of the sources but the two at the top", () => {
    const parts = readdirSync("src").map((part) => part.replace(/\.ts$/, ""));
    const arrows = summary.ruleSetUsed.forbidden.map(({ name }) => name).filter((name) => name.startsWith("arrow-"));
    expect(arrows.map((name) => name.replace("arrow-", "")).sort()).toEqual(
      parts.filter((part) => part !== "main" && part !== "application").sort(),
    );
  });
});
