import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BuiltServers, ended } from "./built-server.js";

const servers = new BuiltServers();
afterAll(() => {
  servers.kill();
  servers.remove();
});

interface Coverage {
  result: { url: string }[];
}

/** The scripts that a server with these settings has run by its end, Node.js's own left out. V8 writes down every one that was loaded. */
async function loaded(name: string, env: Record<string, string>): Promise<string[]> {
  const folder = join(servers.folder, name);
  mkdirSync(folder);
  const child = servers.launch({
    PORT: "0",
    CODE_SWEEP: "off",
    DATABASE_URL: `file:${join(servers.folder, `${name}.db`)}`,
    NODE_V8_COVERAGE: folder,
    ...env,
  });
  // Of one that cannot start nothing is read.
  child.stdout?.on("data", (chunk: Buffer) => {
    if (chunk.includes("listens on")) child.kill("SIGTERM");
  });
  await ended(child);
  const urls = readdirSync(folder).flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), "utf8")) as Coverage).result.map(({ url }) => url),
  );
  expect(urls).toContainEqual(expect.stringMatching(/\/dist\/application\.js$/));
  return [...new Set(urls.filter((url) => url.startsWith("file:")))];
}

const names = (urls: readonly string[], form: RegExp) => [...new Set(urls.flatMap((url) => form.exec(url)?.[1] ?? []))].sort();
const packagesOf = (urls: readonly string[]) => names(urls, /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/);
const foldersOf = (urls: readonly string[]) => names(urls, /\/dist\/([^/]+)\//);
const standInsOf = (urls: readonly string[]) => names(urls, /\/dist\/sandbox\/([^/]+)/);

const LIVE = { GREENHOUSE_API_TOKEN: "token", GREENHOUSE_BASE_URL: "http://127.0.0.1:1" };
/** Nothing answers there. */
const POSTGRES = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };

describe("A server with one live vendor and SQLite", () => {
  let urls: string[];
  beforeAll(async () => {
    urls = await loaded("live", LIVE);
  });

  it("loads no stand-in", () => {
    expect(standInsOf(urls)).toEqual([]);
  });

  it.each([
    ["the driver of the other database", "pg"],
    ["the log for people", "pino-pretty"],
    ["telephone numbers of all countries, for rules that no input has", "libphonenumber-js"],
    ["compilers of JSON schemas, for routes that have none", "ajv", "@fastify/ajv-compiler", "@fastify/fast-json-stringify-compiler"],
    ["what Apollo Server reports to Apollo with", "@apollo/usage-reporting-protobuf", "@apollo/protobufjs"],
    ["the judge of access tokens", "jose"],
    ["what webhooks are signed with", "standardwebhooks"],
    // OpenTelemetry's api alone comes along with prom-client.
    ["what traces are made with", "@opentelemetry/core", "@opentelemetry/sdk-trace-base", "@opentelemetry/otlp-transformer"],
    ["the explorer, whose files are for browsers", "graphiql", "react", "react-dom"],
  ])("does not load %s", (_what, ...packages) => {
    expect(packagesOf(urls)).toEqual(expect.arrayContaining(["kysely", "libsql", "pino", "class-validator", "fastify", "@apollo/server"]));
    expect(packages.filter((name) => packagesOf(urls).includes(name))).toEqual([]);
  });

  it("loads nothing that a subgraph needs", () => {
    expect(foldersOf(urls)).toContain("resolvers");
    expect(foldersOf(urls)).not.toContain("federation");
  });

  it("loads of undici what a connection needs", () => {
    const parts = names(urls, /\/node_modules\/undici\/(lib\/[^/]+|[^/]+\.js)/);
    expect(parts).toContain("lib/dispatcher");
    expect(parts).not.toContain("index.js");
  });

  // Each file costs about half a millisecond of the start. Look for what an import brings along before this figure is raised.
  it("loads fewer than 1,200 files of packages", () => {
    expect(urls.filter((url) => url.includes("/node_modules/")).length).toBeLessThan(1_200);
  });
});

it("A server with a stand-in loads that one, and no other", async () => {
  expect(standInsOf(await loaded("mixed", { ...LIVE, SANDBOX_VENDORS: "linkedin" }))).toEqual(["index.js", "kit", "linkedin", "world.js"]);
});

it("A server with PostgreSQL loads its driver, and not that of SQLite", async () => {
  const packages = packagesOf(await loaded("postgres", { ...LIVE, ...POSTGRES }));
  expect(packages).toContain("pg");
  expect(packages).not.toContain("libsql");
});

it("A server that logs for people loads what that takes", async () => {
  expect(packagesOf(await loaded("pretty", { ...LIVE, LOG_PRETTY: "true" }))).toContain("pino-pretty");
});

it("A server with sign-in by JWT loads what judges the tokens", async () => {
  const jwt = { AUTH_JWKS_URL: "http://127.0.0.1:1/keys", AUTH_ISSUER: "https://id.test/", AUTH_AUDIENCE: "hiregraph" };
  expect(packagesOf(await loaded("jwt", { ...LIVE, ...jwt }))).toContain("jose");
});

it("A server with receivers of webhooks loads what they are signed with", async () => {
  const desk = {
    WEBHOOKS: "desk",
    WEBHOOK_DESK_URL: "https://hr.test",
    WEBHOOK_DESK_SECRET: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
  };
  expect(packagesOf(await loaded("webhooks", { ...LIVE, ...desk }))).toContain("standardwebhooks");
});

it("A server with a collector loads what traces are made with", async () => {
  const packages = packagesOf(await loaded("traced", { ...LIVE, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" }));
  expect(packages).toEqual(expect.arrayContaining(["@opentelemetry/core", "@opentelemetry/sdk-trace-base"]));
});

it("A server that is a subgraph loads what that takes", async () => {
  expect(foldersOf(await loaded("subgraph", { ...LIVE, FEDERATION: "on" }))).toContain("federation");
});
