import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { type Config, ConfigError, loadEnv, readConfig, type VendorConfigReader } from "../../src/config/config.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { CredentialCipher } from "../../src/secrets/credential-cipher.js";
import { Secrets } from "../../src/secrets/secrets.js";

/** A vendor with one secret, one required companion, and a setting that needs neither. */
const acme: VendorConfigReader = {
  slug: "acme",
  prefix: "ACME",
  read: (env) => {
    const token = env.secret("ACME_TOKEN");
    const baseUrl = env.url("ACME_BASE_URL", "https://api.acme.test");
    if (token === undefined) return undefined;
    return {
      token,
      baseUrl,
      owner: env.required("ACME_OWNER", "with ACME_TOKEN: the user changes are made for"),
      tags: env.list("ACME_TAGS"),
    };
  },
  readOptions: (env) => ({ pace: env.integer("ACME_PACE", { default: 1, min: 1, max: 9 }) }),
};
/** Two products behind one pair of keys. */
const twin = (slug: string): VendorConfigReader => ({
  slug,
  prefix: "TWIN",
  read: (env) => {
    const products = env.list("TWIN_PRODUCTS");
    if (products.some((product) => !["one", "two"].includes(product))) env.fault("TWIN_PRODUCTS", "expected one, two or both");
    const secret = env.secret("TWIN_SECRET");
    return secret !== undefined && (products.length === 0 || products.includes(slug.slice(5))) ? { secret } : undefined;
  },
});
const vendors = [acme, twin("twin-one"), twin("twin-two")];

const read = (env: Record<string, string | undefined> = {}): Config => readConfig(env, { vendors });

function faults(env: Record<string, string | undefined>): Record<string, string> {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.faults.map(({ variable, message }) => [variable, message]));
  }
  return {};
}

const modes = (env: Record<string, string | undefined>) => read(env).vendors.map(({ slug, mode }) => `${slug} ${mode}`);
const WHSEC = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const HASH = createHash("sha256").update("t").digest("hex");

describe("The configuration", () => {
  it("has the defaults of docs/configuration.md", () => {
    expect(read()).toEqual({
      host: "127.0.0.1",
      port: 4000,
      databaseUrl: "file:./data/hiregraph.db",
      keepsRecords: false,
      secrets: expect.any(Secrets),
      cipher: expect.any(CredentialCipher),
      auth: { tokens: [], allowAnonymous: false },
      corsOrigins: [],
      log: { level: "info", pretty: false },
      upstreamTimeoutMs: 10_000,
      requestDeadlineMs: 30_000,
      drainGraceMs: 5_000,
      maxVendorRequests: 200,
      codeSweep: true,
      codesIgnored: ["N/A", "NA", "TBD", "-", "none"],
      sweepMinutes: 15,
      eventDays: 90,
      webhooks: [],
      maxNodes: 20_000,
      federation: false,
      vendors: vendors.map(({ slug }) => ({
        slug,
        account: "default",
        mode: "SANDBOX",
        ...(slug === "acme" ? { options: { pace: 1 } } : {}),
      })),
      warnings: [],
    });
  });

  it("reads every variable", () => {
    const config = read({
      HOST: " 0.0.0.0 ",
      PORT: "0",
      DATABASE_URL: "postgres://u:p@db/h",
      AUTH_TOKENS: `ci:${HASH}:read+spend, people:${HASH.toUpperCase()}:vendor-data:read`,
      ALLOW_ANONYMOUS: "false",
      CORS_ORIGINS: "https://a.test, http://localhost:3000",
      LOG_LEVEL: "debug",
      LOG_PRETTY: "true",
      UPSTREAM_TIMEOUT_MS: "1",
      REQUEST_DEADLINE_MS: "2",
      DRAIN_GRACE_MS: "0",
      MAX_VENDOR_REQUESTS: "4",
      ACME_PACE: "3",
      CODE_SWEEP: "off",
      SWEEP_MINUTES: "0.05",
      CODES_IGNORED: "none, TBC",
      EVENT_DAYS: "0.5",
      WEBHOOKS: "desk",
      WEBHOOK_DESK_URL: "https://hr.test/in",
      WEBHOOK_DESK_SECRET: WHSEC,
      MAX_NODES: "5",
      FEDERATION: "on",
      SANDBOX_VENDORS: "none",
    });
    expect(config).toEqual({
      host: "0.0.0.0",
      port: 0,
      databaseUrl: "postgres://u:p@db/h",
      keepsRecords: true,
      secrets: expect.any(Secrets),
      cipher: expect.any(CredentialCipher),
      auth: {
        tokens: [
          { name: "ci", sha256: HASH, scopes: ["read", "spend"] },
          { name: "people", sha256: HASH, scopes: ["vendor-data:read"] },
        ],
        allowAnonymous: false,
      },
      corsOrigins: ["https://a.test", "http://localhost:3000"],
      log: { level: "debug", pretty: true },
      upstreamTimeoutMs: 1,
      requestDeadlineMs: 2,
      drainGraceMs: 0,
      maxVendorRequests: 4,
      codeSweep: false,
      codesIgnored: ["none", "TBC"],
      sweepMinutes: 0.05,
      eventDays: 0.5,
      webhooks: [{ name: "desk", url: "https://hr.test/in", secret: WHSEC, isPrivate: false }],
      maxNodes: 5,
      federation: true,
      vendors: vendors.map(({ slug }) => ({ slug, account: "default", mode: "OFF", ...(slug === "acme" ? { options: { pace: 3 } } : {}) })),
      warnings: [],
    });
  });

  it.each([
    ["all are stand-ins", {}, false],
    ["all that are on are stand-ins", { SANDBOX_VENDORS: "acme" }, false],
    ["DATABASE_URL is given, be it the default", { DATABASE_URL: "file:./data/hiregraph.db" }, true],
    ["one is live", { ACME_TOKEN: "t", ACME_OWNER: "1" }, true],
    ["one is live and the others are stand-ins", { ACME_TOKEN: "t", ACME_OWNER: "1", SANDBOX_VENDORS: "twin-one,twin-two" }, true],
    ["none is on", { SANDBOX_VENDORS: "none" }, true],
  ])("keeps records unless all vendors that are on are stand-ins and no database is named: %s", (_, env, keepsRecords) => {
    expect(read(env)).toMatchObject({ keepsRecords, databaseUrl: "file:./data/hiregraph.db" });
  });

  it("holds the credentials and shows them to nobody", () => {
    const { secrets } = read({ ACME_TOKEN: "token-of-acme-5f1e", ACME_OWNER: "1", DATABASE_URL: "postgres://u:p%40ssw0rd-7@db/h" });
    expect(secrets.cut("token-of-acme-5f1e p@ssw0rd-7 p%40ssw0rd-7")).toBe("[redacted] [redacted] [redacted]");
    expect(inspect(secrets, { depth: 9, showHidden: true }) + JSON.stringify(secrets)).not.toMatch(/acme|ssw0rd/);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(read({ PORT: "", HOST: " ", REDIS_URL: "", AUTH_TOKENS: "", ACME_TOKEN: "" })).toEqual(read());
  });

  it("cannot be changed, including the vendors' settings", () => {
    const config = read({ ACME_TOKEN: "t", ACME_OWNER: "1", ACME_TAGS: "a,b" });
    const settings = config.vendors[0]?.settings as { tags: string[] };
    for (const part of [config, config.auth, config.log, config.warnings, config.vendors, config.vendors[0], settings, settings.tags])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it("reports all faults at once, by variable, with the exit code for them", () => {
    const env = { PORT: "x", LOG_LEVEL: "loud", ACME_TOKEN: "t", CORS_ORIGINS: "a.test" };
    expect(Object.keys(faults(env)).sort()).toEqual(["ACME_OWNER", "CORS_ORIGINS", "LOG_LEVEL", "PORT"]);
    expect(() => read(env)).toThrow(
      expect.objectContaining({
        name: "ConfigError",
        exitCode: 78,
        message: expect.stringMatching(/has 4 faults:[\s\S]*\n {2}PORT: expected/),
      }),
    );
  });

  it.each([
    ["PORT", "65536", "0 to 65535"],
    ["PORT", "-1", "0 to 65535"],
    ["PORT", "1e3", "0 to 65535"],
    ["UPSTREAM_TIMEOUT_MS", "0", "from 1"],
    ["REQUEST_DEADLINE_MS", "2147483648", "from 1"],
    ["DRAIN_GRACE_MS", "2147483648", "from 0"],
    ["DRAIN_GRACE_MS", "-1", "from 0"],
    ["MAX_VENDOR_REQUESTS", "0", "from 1 to 1000000"],
    ["ACME_PACE", "1.5", "from 1"],
    ["MAX_NODES", "0", "from 1 to 10000000"],
    ["LOG_LEVEL", "INFO", "trace, debug, info"],
    ["LOG_PRETTY", "yes", "true, false"],
    ["CODE_SWEEP", "no", "on, off"],
    ["FEDERATION", "true", "on, off"],
    ["SWEEP_MINUTES", "0", "a number from 0.01 to 44640"],
    ["EVENT_DAYS", "0", "a number from 0.001 to 36525"],
    ["SWEEP_MINUTES", "a while", "a number from 0.01 to 44640"],
    ["DATABASE_URL", "mysql://db", "postgres://"],
    ["DATABASE_URL", "file:", "file:./"],
    ["CORS_ORIGINS", "https://a.test/path", "origins"],
    ["CORS_ORIGINS", "*", "origins"],
    ["ACME_BASE_URL", "ftp://acme.test", "http or https"],
    ["ACME_BASE_URL", "https://me:pw@acme.test", "without credentials"],
    ["ACME_BASE_URL", "https://acme.test/?a=1", "query"],
    ["ACME_BASE_URL", "acme.test", "http or https"],
  ])("refuses %s=%s and names what was expected", (variable, value, expected) => {
    expect(faults({ [variable]: value })).toEqual({ [variable]: expect.stringContaining(expected) });
  });

  it.each(["redis://r", "rediss://user:password@r:6380/2"])("takes %s for REDIS_URL, beside a PostgreSQL", (url) => {
    expect(read({ REDIS_URL: url, DATABASE_URL: "postgres://p/d" }).redisUrl).toBe(url);
  });

  it("refuses REDIS_URL beside an SQLite file, by which servers cannot know one another", () => {
    expect(faults({ REDIS_URL: "redis://r" })).toEqual({ REDIS_URL: expect.stringContaining("postgres://") });
  });

  it.each(["r:6379", "http://r", "redis://", "redis://r/name"])("refuses %s for REDIS_URL", (url) => {
    expect(faults({ REDIS_URL: url, DATABASE_URL: "postgres://p/d" })).toEqual({ REDIS_URL: expect.stringContaining("rediss://") });
  });

  it("cuts a password that DATABASE_URL has in its query out of what it tells, in both spellings", () => {
    const { secrets } = read({ DATABASE_URL: "postgres://u@db/h?ssl=true&password=p%40ssw0rd-of-query" });
    expect(secrets.cut("p%40ssw0rd-of-query, p@ssw0rd-of-query, ssl=true")).toBe("[redacted], [redacted], ssl=true");
  });

  it("cuts the password of REDIS_URL out of what it tells, in both spellings", () => {
    const { secrets } = read({ REDIS_URL: "redis://:pass%2Fword-of-redis@r", DATABASE_URL: "postgres://p/d" });
    expect(secrets.cut("pass%2Fword-of-redis, pass/word-of-redis")).toBe("[redacted], [redacted]");
  });

  it("never repeats a value, which may be a secret", () => {
    const env = {
      DATABASE_URL: "hunter2://u:hunter2@db",
      AUTH_TOKENS: "hunter2,ci:hunter2:read,hunter2:read:hunter2",
      ACME_BASE_URL: "https://hunter2@a.test",
      ACME_TOKEN: "hunter2",
      SANDBOX_VENDORS: "acme",
      REDIS_URL: "redis://:hunter2@r",
      PORT: "hunter2",
    };
    expect(Object.keys(faults(env)).length).toBeGreaterThan(5);
    expect(() => read(env)).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter2") }));
  });
});

describe("Sign-in", () => {
  it.each(["0.0.0.0", "::", "10.1.2.3", "example.com"])("is required on %s, unless anonymous callers are allowed", (host) => {
    expect(faults({ HOST: host })).toEqual({ HOST: expect.stringContaining("ALLOW_ANONYMOUS=true") });
    expect(faults({ HOST: host, ALLOW_ANONYMOUS: "true" })).toEqual({});
    expect(faults({ HOST: host, AUTH_TOKENS: `ci:${HASH}:read` })).toEqual({});
  });

  it.each(["127.0.0.1", "localhost", "::1", "127.1.1.1"])("is not required on %s", (host) => {
    expect(faults({ HOST: host })).toEqual({});
  });

  it.each([
    ["ci", "entry 1: expected name:sha256"],
    [`ci:${HASH}`, "entry 1: expected name:sha256"],
    [`ci:${HASH.slice(1)}:read`, "64 hexadecimal digits"],
    [
      `ci:${HASH}:read,b:${HASH}:read+reed`,
      "entry 2: has an unknown scope; expected one or more of read, write, spend, audit, vendor-data:read",
    ],
    [`ci:${HASH}:`, "unknown scope"],
    [`ci:${HASH}:read,ci:${HASH}:write`, "entry 2: repeats the name"],
    [`ci:${HASH}:read,`, "entry 2: expected name:sha256"],
  ])("names the entry of AUTH_TOKENS that is wrong: %s", (tokens, expected) => {
    expect(faults({ AUTH_TOKENS: tokens })).toEqual({ AUTH_TOKENS: expect.stringContaining(expected) });
  });

  it("is not taken as absent where its only token is faulty", () => {
    expect(Object.keys(faults({ HOST: "0.0.0.0", AUTH_TOKENS: "ci" }))).toEqual(["AUTH_TOKENS"]);
  });
});

describe("The vendors", () => {
  const live = { ACME_TOKEN: "t", ACME_OWNER: "1" };

  it("are all stand-ins where none has credentials, and none is once one has", () => {
    expect(modes({})).toEqual(["acme SANDBOX", "twin-one SANDBOX", "twin-two SANDBOX"]);
    expect(modes(live)).toEqual(["acme LIVE", "twin-one OFF", "twin-two OFF"]);
  });

  it("are stand-ins where SANDBOX_VENDORS names them", () => {
    expect(modes({ ...live, SANDBOX_VENDORS: "twin-one" })).toEqual(["acme LIVE", "twin-one SANDBOX", "twin-two OFF"]);
    expect(modes({ SANDBOX_VENDORS: "all" })).toEqual(["acme SANDBOX", "twin-one SANDBOX", "twin-two SANDBOX"]);
    expect(modes({ SANDBOX_VENDORS: "none" })).toEqual(["acme OFF", "twin-one OFF", "twin-two OFF"]);
  });

  it("get the settings they read, base URLs without their trailing slash", () => {
    const [settings] = read({ ...live, ACME_BASE_URL: "http://127.0.0.1:9/x/" }).vendors;
    expect(settings?.settings).toEqual({ token: "t", owner: "1", baseUrl: "http://127.0.0.1:9/x", tags: [] });
  });

  it("cannot be stand-in and live at once; the fault says what to remove", () => {
    for (const SANDBOX_VENDORS of ["twin-one,acme", "all"]) {
      expect(faults({ ...live, SANDBOX_VENDORS })).toEqual({
        SANDBOX_VENDORS: expect.stringMatching(/leave acme out here, or unset ACME_TOKEN$/),
      });
    }
  });

  it("have known names; an unknown name is a fault that lists them", () => {
    for (const SANDBOX_VENDORS of ["acmee", "all,acme", "ACME"]) {
      expect(faults({ SANDBOX_VENDORS })).toEqual({ SANDBOX_VENDORS: expect.stringContaining("acme, twin-one, twin-two") });
    }
  });

  it("report the fault of a variable they share once, and are enabled one by one", () => {
    const twice = { TWIN_SECRET: "s", TWIN_PRODUCTS: "three" };
    expect(() => read(twice)).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ variable: "TWIN_PRODUCTS" })] }));
    expect(modes({ TWIN_SECRET: "s", TWIN_PRODUCTS: "two" })).toEqual(["acme OFF", "twin-one OFF", "twin-two LIVE"]);
  });
});

describe("The vendors of this server", () => {
  const registered = (env: Record<string, string>) => {
    try {
      readConfig(env, { vendors: vendorModules });
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(({ variable }) => variable).sort();
    }
    return [];
  };

  it("check their settings, also where their credentials are missing", () => {
    const wrong = {
      GREENHOUSE_BASE_URL: "ftp://a.test",
      GREENHOUSE_ON_BEHALF_OF: "me@a.test",
      FEISHU_BASE_URL: "a.test",
      FEISHU_PRODUCTS: "hire,fire",
      HEADHUNTER_BASE_URL: "a.test",
      HEADHUNTER_TOKEN_URL: "a.test",
      HEADHUNTER_EMPLOYER_ID: "us",
      HEADHUNTER_MANAGER_ID: "me",
      LINKEDIN_BASE_URL: "a.test",
      LINKEDIN_TOKEN_URL: "a.test",
      LINKEDIN_ORGANIZATION_ID: "urn:li:organization:1",
      LINKEDIN_CONTRACT_ID: "c",
      STATS_RECORDING: "true",
      TASK_POLL_MS: "1.5",
    };
    expect(registered(wrong)).toEqual(Object.keys(wrong).sort());
  });

  it.each([
    ["are off", { SANDBOX_VENDORS: "none" }],
    ["are stand-ins", { SANDBOX_VENDORS: "all" }],
  ])("have settings without credentials, also where they %s", (_, env) => {
    const options = (more: Record<string, string> = {}) =>
      Object.fromEntries(
        readConfig({ ...env, ...more }, { vendors: vendorModules }).vendors.map((vendor) => [vendor.slug, vendor.options]),
      );
    expect(options()).toMatchObject({ headhunter: { statsRecording: true }, linkedin: { taskPollMs: 300_000 } });
    expect(options({ STATS_RECORDING: "off", TASK_POLL_MS: "3" })).toMatchObject({
      headhunter: { statsRecording: false },
      linkedin: { taskPollMs: 3 },
    });
  });

  it.each([
    ["FEISHU_APP_ID", "FEISHU_APP_SECRET"],
    ["FEISHU_APP_SECRET", "FEISHU_APP_ID"],
    ["HEADHUNTER_ACCESS_TOKEN", "HEADHUNTER_USER_AGENT"],
    ["HEADHUNTER_REFRESH_TOKEN", "HEADHUNTER_ACCESS_TOKEN"],
    ["LINKEDIN_CLIENT_ID", "LINKEDIN_CLIENT_SECRET"],
    ["LINKEDIN_CLIENT_SECRET", "LINKEDIN_CLIENT_ID"],
  ])("with %s also require %s", (set, missing) => {
    expect(registered({ [set]: "x" })).toEqual([missing]);
  });

  it.each(["two words", "line\nbreak", "ключ"])("refuse a secret that no header can hold: %j", (secret) => {
    expect(registered({ GREENHOUSE_API_TOKEN: secret })).toEqual(["GREENHOUSE_API_TOKEN"]);
  });
});

describe("The .env file", () => {
  const cwd = mkdtempSync(join(tmpdir(), "hiregraph-env-"));
  afterAll(() => rmSync(cwd, { recursive: true }));

  it("may be missing", () => {
    expect(loadEnv(cwd, { A: "1" })).toEqual({ A: "1" });
  });

  it("that cannot be read is a fault by its name, with which the process exits as with any other", () => {
    const odd = mkdtempSync(join(tmpdir(), "hiregraph-env-"));
    mkdirSync(join(odd, ".env"));
    const message = expect.stringContaining("cannot be read in the working directory (EISDIR)");
    expect(() => loadEnv(odd, {})).toThrow(expect.objectContaining({ exitCode: 78, faults: [{ variable: ".env", message }] }));
    rmSync(odd, { recursive: true });
  });

  it("fills in variables that the environment does not set", () => {
    writeFileSync(join(cwd, ".env"), 'A=file\nB="from # file"\nC=file\n');
    expect(loadEnv(cwd, { A: "env", C: "", D: undefined })).toEqual({ A: "env", B: "from # file", C: "" });
  });
});
