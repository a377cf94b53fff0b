// Which part of the sources may import which: the arrows of docs/architecture.md. Type imports count as imports. Run by `npm run rules`;
// test/import-rules.test.ts plants an offence against each rule.

/** Folders and files of src/, with what of src/ each may import besides itself. */
const mayImport = {
  "schema/": [],
  "secrets/": [],
  "clock.ts": [],
  "code-generation.ts": [],
  "node-env.ts": [],
  "access/": ["clock.ts"],
  "telemetry/": ["http/request.ts", "secrets/"],
  "config/": ["access/", "clock.ts", "schema/", "secrets/", "telemetry/tracing/tracing.ts"],
  "http/": ["clock.ts", "secrets/"],
  "store/": ["schema/", "secrets/"],
  "sandbox/": ["clock.ts"],
  "datasources/": ["clock.ts", "config/", "http/", "schema/", "secrets/", "store/"],
  "records/": ["clock.ts", "datasources/contract/", "http/", "schema/", "store/"],
  "reads/": ["clock.ts", "datasources/contract/", "http/", "records/", "schema/"],
  "operations/": ["access/", "clock.ts", "datasources/contract/", "http/", "schema/", "store/"],
  "resolvers/": ["context.ts", "datasources/contract/", "http/", "operations/", "reads/", "records/", "schema/"],
  "context.ts": ["access/", "http/", "operations/", "reads/", "records/", "schema/", "telemetry/operation-report.ts"],
  "export/": ["access/", "datasources/contract/", "operations/operation-record.ts", "schema/", "secrets/", "store/"],
  "cli.ts": ["code-generation.ts", "config/", "datasources/registry.ts", "export/", "secrets/", "store/database.ts"],
  "open-records.ts": ["clock.ts", "config/", "datasources/contract/", "datasources/registry.ts", "schema/", "store/", "telemetry/"],
  "source-metrics.ts": ["clock.ts", "datasources/contract/", "http/", "schema/", "store/", "telemetry/"],
  "build-schema.ts": ["access/", "datasources/registry.ts", "resolvers/", "schema/"],
  "server/": ["access/", "clock.ts", "http/vendor-error.ts", "secrets/", "telemetry/"],
};

const pattern = (paths) => `^src/(${paths.map((path) => path.replaceAll(".", "\\.")).join("|")})`;

const arrows = Object.entries(mayImport).map(([part, allowed]) => ({
  name: `arrow-${part.replace(/\/$|\.ts$/, "")}`,
  severity: "error",
  comment: `src/${part} imports of src/ only ${allowed.join(", ") || "nothing"}.`,
  from: { path: pattern([part]) },
  to: { path: "^src/", pathNot: pattern([part, ...allowed]) },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...arrows,
    {
      name: "no-cycle",
      severity: "error",
      comment: "Nothing imports itself by way of others, not even for a type.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-dead-file",
      severity: "error",
      comment: "What neither main nor cli reaches is dead weight.",
      from: { path: "^src/(main|cli)\\.ts$" },
      to: { path: "^src/", pathNot: "\\.d\\.ts$|^src/(main|cli)\\.ts$", reachable: false },
    },
    {
      name: "no-development-package",
      severity: "error",
      comment: "What the server needs to run stands in `dependencies`.",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "zod-without-functions",
      severity: "error",
      comment: "http/checks/zod.ts tells zod to make no functions of schemas; whoever imports zod itself may come before.",
      from: { path: "^src/", pathNot: "^src/http/checks/zod\\.ts$" },
      to: { path: "node_modules/zod/" },
    },
    {
      name: "sandbox-only-for-application",
      severity: "error",
      comment: "A server without stand-ins does not know of them.",
      from: { path: "^src/", pathNot: "^src/(sandbox/|application\\.ts$)" },
      to: { path: "^src/sandbox/" },
    },
    {
      name: "operations-apart",
      severity: "error",
      comment: "How changes are recorded is no vendor's: it is told of other operations where it needs them.",
      from: { path: "^src/datasources/" },
      to: { path: "^src/store/operation" },
    },
    {
      name: "vendors-apart",
      severity: "error",
      comment: "A vendor knows the contract and its own folder, no other vendor and no registry.",
      from: { path: "^src/datasources/([^/]+)/" },
      to: { path: "^src/datasources/", pathNot: "^src/datasources/(contract|$1)/" },
    },
    {
      name: "products-apart",
      severity: "error",
      comment: "Two products of one vendor share what lies above their folders.",
      from: { path: "^src/datasources/feishu/([^/]+)/" },
      to: { path: "^src/datasources/feishu/[^/]+/", pathNot: "^src/datasources/feishu/$1/" },
    },
    {
      name: "registry-by-module",
      severity: "error",
      comment: "Of a vendor's folder the registry imports index.ts alone.",
      from: { path: "^src/datasources/registry\\.ts$" },
      to: { path: "^src/", pathNot: "^src/datasources/(contract/|.+/index\\.ts$)" },
    },
    {
      name: "wire-alone",
      severity: "error",
      comment: "A vendor's JSON knows the checks of records and nothing else.",
      from: { path: "\\.wire\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(http/|datasources/contract/wire-parts\\.ts$|.+\\.wire\\.ts$)" },
    },
    {
      name: "policy-is-data",
      severity: "error",
      comment: "A vendor's budgets and retries are data for the engine of src/http/.",
      from: { path: "\\.policy\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(http/|datasources/contract/|.+\\.(policy|errors)\\.ts$)" },
    },
    {
      name: "pure-roles",
      severity: "error",
      comment: "Wire, policy, rules, mapping and errors decide on what they are given: they neither ask nor look at the clock.",
      from: { path: "^src/datasources/.+\\.(wire|policy|rules|mapping|errors)\\.ts$" },
      to: { path: "^src/(clock|config)|\\.(client|datasource|changes)\\.ts$|/index\\.ts$" },
    },
    {
      name: "client-asks",
      severity: "error",
      comment: "A client is one method an endpoint: what is decided on its answers is decided elsewhere.",
      from: { path: "\\.client\\.ts$" },
      to: { path: "^src/(config|store)|\\.(mapping|rules|datasource|changes)\\.ts$|/index\\.ts$" },
    },
  ],
  options: {
    // TypeScript's own compiler has no interface for tools since version 7.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
  },
};
