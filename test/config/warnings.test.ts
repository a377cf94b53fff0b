import { ConfigError, readConfig, type VendorConfigReader } from "../../src/config/config.js";
import { vendorModules } from "../../src/datasources/registry.js";
import { ManualClock } from "../support/clock.js";

const V3 = { GREENHOUSE_CLIENT_ID: "client-1", GREENHOUSE_CLIENT_SECRET: "secret-of-v3" };

const warningsOf = (env: Record<string, string>, vendors: readonly VendorConfigReader[] = vendorModules, clock = new ManualClock()) =>
  readConfig(env, { vendors, clock }).warnings;

const warned = (env: Record<string, string>) => warningsOf(env).map(({ variable }) => variable);

describe("A variable that the server does not know", () => {
  it.each([
    ["of a vendor that is live", { ...V3, GREENHOUSE_TOKEN: "x" }, "GREENHOUSE_TOKEN"],
    ["of a vendor that is off", { ...V3, LINKEDIN_CLIENT_SECRT: "x" }, "LINKEDIN_CLIENT_SECRT"],
    ["of a stand-in", { FEISHU_APP_KEY: "x" }, "FEISHU_APP_KEY"],
    ["of HeadHunter", { HEADHUNTER_TOKEN: "x" }, "HEADHUNTER_TOKEN"],
    ["of sign-in", { AUTH_TOKEN: "x" }, "AUTH_TOKEN"],
    ["of a webhook", { WEBHOOK_TIMEOUT: "5" }, "WEBHOOK_TIMEOUT"],
    [
      "of an account that is named",
      { ...V3, GREENHOUSE_ACCOUNTS: "emea", GREENHOUSE_EMEA_API_TOKEN: "t", GREENHOUSE_EMEA_USER: "7" },
      "GREENHOUSE_EMEA_USER",
    ],
  ])("is warned of by its name: %s", (_, env, variable) => {
    expect(warningsOf(env as Record<string, string>)).toEqual([
      { variable, message: expect.stringMatching(/^is not known to this version and has no effect; correct its name .*, or unset it$/) },
    ]);
  });

  it.each([
    ["has none of the prefixes", { PORTT: "1", TOKEN: "x", GREENHOUSETOKEN: "x" }],
    ["is empty", { GREENHOUSE_TOKEN: " " }],
    [
      "may be another program's",
      { REDIS_HOST: "r", PGHOST: "p", NODE_ENV: "production", OTEL_SERVICE_NAME: "s", LOG_DIR: "/tmp", MAX_OLD_SPACE: "1" },
    ],
    [
      "is what Kubernetes sets for a service of the name",
      {
        AUTH_SERVICE_HOST: "10.0.0.1",
        AUTH_SERVICE_PORT: "80",
        AUTH_SERVICE_PORT_HTTP: "80",
        AUTH_PORT: "tcp://10.0.0.1:80",
        AUTH_PORT_80_TCP: "tcp://10.0.0.1:80",
        AUTH_PORT_80_TCP_ADDR: "10.0.0.1",
        GREENHOUSE_SERVICE_HOST: "10.0.0.2",
      },
    ],
    [
      "is an account's",
      {
        GREENHOUSE_ACCOUNTS: "emea",
        GREENHOUSE_EMEA_CLIENT_ID: "client-1",
        GREENHOUSE_EMEA_CLIENT_SECRET: "s",
        GREENHOUSE_EMEA_USER_ID: "7",
      },
    ],
  ])("is not warned of where it %s", (_, env) => {
    expect(warned(env as Record<string, string>)).toEqual([]);
  });

  it("is never one that a vendor reads once it is live: all vendors read the same variables, whether they are on or off", () => {
    const read = (env: Record<string, string>) => {
      const asked = new Set<string>();
      const get = (variables: Record<string, string>, name: string) => {
        asked.add(name);
        return variables[name];
      };
      readConfig(new Proxy(env, { get }), { vendors: vendorModules });
      return [...asked].sort();
    };
    const live = {
      ...V3,
      FEISHU_APP_ID: "cli_app",
      FEISHU_APP_SECRET: "secret",
      HEADHUNTER_ACCESS_TOKEN: "token",
      HEADHUNTER_USER_AGENT: "Test/1.0 (test@example.com)",
      LINKEDIN_CLIENT_ID: "client",
      LINKEDIN_CLIENT_SECRET: "secret",
    };
    expect(read({})).toEqual(read(live));
  });

  it("is told with the faults as well, of which it may be the cause", () => {
    const env = { GREENHOUSE_CLIENT_ID: "client-1", GREENHOUSE_CLIENT_SECRT: "hunter2" };
    expect(() => warned(env)).toThrow(ConfigError);
    expect(() => warned(env)).toThrow(
      /^The configuration has 1 fault:\n {2}GREENHOUSE_CLIENT_SECRET: is required .*\nIt is also warned of:\n {2}GREENHOUSE_CLIENT_SECRT: is not known/,
    );
    expect(() => warned(env)).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter2") }));
  });

  it("is told once where it is a fault already", () => {
    const faults = () => warned({ GREENHOUSE_EMEA_API_TOKEN: "t" });
    expect(faults).toThrow(/GREENHOUSE_EMEA_API_TOKEN: is of the account emea/);
    expect(faults).not.toThrow(/warned/);
  });
});

describe("GREENHOUSE_ON_BEHALF_OF beside the credentials of Harvest v3", () => {
  it.each(["4000000000", "somebody@example.com"])("is ignored, with a warning that names its successor: %s", (id) => {
    const { vendors, warnings } = readConfig({ ...V3, GREENHOUSE_ON_BEHALF_OF: id }, { vendors: vendorModules });
    expect(warnings).toEqual([
      { variable: "GREENHOUSE_ON_BEHALF_OF", message: expect.stringMatching(/ignored .* by GREENHOUSE_USER_ID, and unset this$/) },
    ]);
    expect(JSON.stringify(warnings)).not.toContain(id);
    expect(vendors.find(({ slug }) => slug === "greenhouse")?.settings).toMatchObject({ api: "v3", userId: undefined });
  });

  it("is warned of by the account's own variables", () => {
    const env = {
      GREENHOUSE_ACCOUNTS: "emea",
      GREENHOUSE_EMEA_CLIENT_ID: "client-1",
      GREENHOUSE_EMEA_CLIENT_SECRET: "s",
      GREENHOUSE_EMEA_ON_BEHALF_OF: "7",
    };
    const [warning] = warningsOf(env);
    expect(warning).toEqual({ variable: "GREENHOUSE_EMEA_ON_BEHALF_OF", message: expect.stringContaining("GREENHOUSE_EMEA_USER_ID") });
  });

  it("is no reason for a warning beside a key of v1, nor where it is not set", () => {
    expect(warned({ GREENHOUSE_API_TOKEN: "t", GREENHOUSE_ON_BEHALF_OF: "7" })).toEqual([]);
    expect(warned(V3)).toEqual([]);
  });
});

describe("A vendor's own warning", () => {
  const END = Date.parse("2026-12-31T00:00:00Z");
  const acme: VendorConfigReader = {
    slug: "acme",
    prefix: "ACME",
    read: (env) => {
      const days = Math.floor((END - env.now()) / 86_400_000);
      if (env.string("ACME_VERSION") !== undefined && days < 90) env.warn("ACME_VERSION", `ends in ${days} days; name a newer one`);
      return undefined;
    },
  };

  it("may depend on the time of the start, and is told once for the products that share its variable", () => {
    const twin = { ...acme, slug: "acme-two" };
    const at = (time: string) => warningsOf({ ACME_VERSION: "1" }, [acme, twin], new ManualClock(time));
    expect(at("2026-12-01T00:00:00Z")).toEqual([{ variable: "ACME_VERSION", message: "ends in 30 days; name a newer one" }]);
    expect(at("2026-01-01T00:00:00Z")).toEqual([]);
  });
});
