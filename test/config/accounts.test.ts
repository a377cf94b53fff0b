import { ConfigError, readConfig } from "../../src/config/config.js";
import { vendorModules } from "../../src/datasources/registry.js";

const read = (env: Record<string, string>) => readConfig(env, { vendors: vendorModules });

function faultsOf(env: Record<string, string>): Record<string, string> {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.faults.map(({ variable, message }) => [variable, message]));
  }
  return {};
}

const live = (env: Record<string, string>) =>
  read(env)
    .vendors.filter(({ mode }) => mode === "LIVE")
    .map(({ slug, account }) => `${slug} ${account}`);

describe("Accounts of a vendor", () => {
  it("are the default one, of the variables without a name, and those of the list, in its order", () => {
    const env = {
      GREENHOUSE_API_TOKEN: "a",
      GREENHOUSE_ACCOUNTS: "emea, apac",
      GREENHOUSE_EMEA_API_TOKEN: "b",
      GREENHOUSE_APAC_API_TOKEN: "c",
    };
    expect(live(env)).toEqual(["greenhouse default", "greenhouse emea", "greenhouse apac"]);
  });

  it("need no default one", () => {
    expect(live({ GREENHOUSE_ACCOUNTS: "emea", GREENHOUSE_EMEA_API_TOKEN: "b" })).toEqual(["greenhouse emea"]);
  });

  it("take each variable of their vendor with their name in between, in capitals, and none of another account's", () => {
    const { vendors } = read({
      GREENHOUSE_API_TOKEN: "a",
      GREENHOUSE_ON_BEHALF_OF: "1",
      GREENHOUSE_ACCOUNTS: "north-america",
      GREENHOUSE_NORTH_AMERICA_API_TOKEN: "b",
      GREENHOUSE_NORTH_AMERICA_BASE_URL: "https://proxy.example",
    });
    expect(vendors.filter(({ slug }) => slug === "greenhouse").map(({ settings }) => settings)).toEqual([
      { api: "v1", apiToken: "a", onBehalfOf: "1", baseUrl: "https://harvest.greenhouse.io" },
      { api: "v1", apiToken: "b", onBehalfOf: undefined, baseUrl: "https://proxy.example" },
    ]);
  });

  it("of Feishu are one of each product that the app may use", () => {
    const env = {
      FEISHU_APP_ID: "a",
      FEISHU_APP_SECRET: "b",
      FEISHU_ACCOUNTS: "lark",
      FEISHU_LARK_APP_ID: "c",
      FEISHU_LARK_APP_SECRET: "d",
      FEISHU_LARK_PRODUCTS: "hire",
    };
    expect(live(env)).toEqual(["feishu-corehr default", "feishu-hire default", "feishu-hire lark"]);
  });

  it("have all their secrets cut out of what is printed", () => {
    const { secrets } = read({ GREENHOUSE_ACCOUNTS: "emea", GREENHOUSE_EMEA_API_TOKEN: "emea-secret-token" });
    expect(secrets.cut("emea-secret-token")).not.toContain("emea-secret");
  });

  const token = { GREENHOUSE_API_TOKEN: "a" };
  it.each<[string, Record<string, string>, string[]]>([
    ["a name in capitals", { ...token, GREENHOUSE_ACCOUNTS: "EMEA" }, ["GREENHOUSE_ACCOUNTS"]],
    ["a name that begins with a digit", { ...token, GREENHOUSE_ACCOUNTS: "1a" }, ["GREENHOUSE_ACCOUNTS"]],
    ["a name with an underscore", { ...token, GREENHOUSE_ACCOUNTS: "a_b" }, ["GREENHOUSE_ACCOUNTS"]],
    ["a name of 31 characters", { ...token, GREENHOUSE_ACCOUNTS: "a".repeat(31) }, ["GREENHOUSE_ACCOUNTS"]],
    ["the name default", { ...token, GREENHOUSE_ACCOUNTS: "default" }, ["GREENHOUSE_ACCOUNTS"]],
    ["a name without variables", { ...token, GREENHOUSE_ACCOUNTS: "emea" }, ["GREENHOUSE_ACCOUNTS"]],
    [
      "a name without credentials",
      { ...token, GREENHOUSE_ACCOUNTS: "emea", GREENHOUSE_EMEA_BASE_URL: "https://a.example" },
      ["GREENHOUSE_ACCOUNTS"],
    ],
    ["variables of a name that is not listed", { ...token, GREENHOUSE_EMEA_API_TOKEN: "b" }, ["GREENHOUSE_EMEA_API_TOKEN"]],
    ["variables of such a name, without a default account", { HEADHUNTER_EMEA_ACCESS_TOKEN: "b" }, ["HEADHUNTER_EMEA_ACCESS_TOKEN"]],
    [
      "variables of another name than those listed",
      { LINKEDIN_ACCOUNTS: "emea", LINKEDIN_EMEA_CLIENT_ID: "a", LINKEDIN_EMEA_CLIENT_SECRET: "b", LINKEDIN_APAC_CLIENT_SECRET: "c" },
      ["LINKEDIN_APAC_CLIENT_SECRET"],
    ],
    [
      "what a module finds wrong, by the account's own variable",
      { GREENHOUSE_ACCOUNTS: "emea", GREENHOUSE_EMEA_API_TOKEN: "b", GREENHOUSE_EMEA_ON_BEHALF_OF: "somebody" },
      ["GREENHOUSE_EMEA_ON_BEHALF_OF"],
    ],
    ["a companion that is missing", { FEISHU_ACCOUNTS: "lark", FEISHU_LARK_APP_SECRET: "b" }, ["FEISHU_LARK_APP_ID"]],
    [
      "a stand-in for a vendor of which another account has credentials",
      { SANDBOX_VENDORS: "greenhouse", GREENHOUSE_ACCOUNTS: "emea", GREENHOUSE_EMEA_API_TOKEN: "b" },
      ["SANDBOX_VENDORS"],
    ],
  ])("are refused with %s", (_what, env, variables) => {
    expect(Object.keys(faultsOf(env))).toEqual(variables);
  });

  it("are told of by the variables that are meant, in the message too", () => {
    expect(faultsOf({ FEISHU_ACCOUNTS: "lark", FEISHU_LARK_APP_SECRET: "b" })).toEqual({
      FEISHU_LARK_APP_ID: "is required where FEISHU_LARK_APP_SECRET is set",
    });
  });

  it("may be called like a part of a variable, as long as nobody could mistake one for the other", () => {
    const env = {
      HEADHUNTER_ACCOUNTS: "access",
      HEADHUNTER_ACCESS_ACCESS_TOKEN: "a",
      HEADHUNTER_ACCESS_USER_AGENT: "App/1.0 (a@b.example)",
    };
    expect(live(env)).toEqual(["headhunter access"]);
  });
});
