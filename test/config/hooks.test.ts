import { ConfigError, readConfig } from "../../src/config/config.js";
import { hookUrl } from "../../src/config/hooks.js";
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

const SIGN_IN = { AUTH_TOKENS: `desk:${"0".repeat(64)}:read` };
const OPEN = { ...SIGN_IN, PUBLIC_URL: "https://recruiting.example.com/", HOOKS_SECRET: "a-secret-of-16-c" };

describe("The addresses of webhooks", () => {
  it("are none without PUBLIC_URL, and each secret that has no effect is warned of", () => {
    const config = read({ HOOKS_SECRET: "a-secret-of-16-c", GREENHOUSE_API_TOKEN: "a", GREENHOUSE_WEBHOOK_SECRET: "b" });
    expect(config.hooks).toBeUndefined();
    expect(config.warnings.map(({ variable, message }) => [variable, message]).sort()).toEqual([
      ["GREENHOUSE_WEBHOOK_SECRET", "has no effect without PUBLIC_URL"],
      ["HOOKS_SECRET", "has no effect without PUBLIC_URL"],
    ]);
  });

  it("are the public URL with vendor, account and secret, which is spelled so that a path can hold it", () => {
    const { hooks } = read({ ...OPEN, HOOKS_SECRET: "of 16/characters?".replace(" ", "-") });
    expect(hooks).toEqual({ publicUrl: "https://recruiting.example.com", secret: "of-16/characters?" });
    expect(hooks && hookUrl(hooks, "greenhouse~emea")).toBe("https://recruiting.example.com/hooks/greenhouse~emea/of-16%2Fcharacters%3F");
  });

  it.each<[string, Record<string, string>, string[]]>([
    ["no secret", { ...SIGN_IN, PUBLIC_URL: "https://a.example" }, ["HOOKS_SECRET"]],
    ["a secret of fifteen characters", { ...OPEN, HOOKS_SECRET: "a".repeat(15) }, ["HOOKS_SECRET"]],
    ["a secret with a blank", { ...OPEN, HOOKS_SECRET: "a secret of 16 c" }, ["HOOKS_SECRET"]],
    ["no sign-in", { PUBLIC_URL: OPEN.PUBLIC_URL, HOOKS_SECRET: OPEN.HOOKS_SECRET }, ["PUBLIC_URL"]],
    [
      "no sign-in, which callers from elsewhere need not have",
      { ...OPEN, AUTH_TOKENS: "", ALLOW_ANONYMOUS: "true", HOST: "::" },
      ["PUBLIC_URL"],
    ],
    ["an address that is none", { ...OPEN, PUBLIC_URL: "recruiting.example.com" }, ["PUBLIC_URL"]],
    ["an address with a query", { ...OPEN, PUBLIC_URL: "https://a.example/?x=1" }, ["PUBLIC_URL"]],
  ])("are refused with %s", (_what, env, variables) => {
    expect(Object.keys(faultsOf(env))).toEqual(variables);
  });

  it("have secrets of each account, which make no vendor live", () => {
    const config = read({
      ...OPEN,
      GREENHOUSE_WEBHOOK_SECRET: "of-the-default",
      GREENHOUSE_ACCOUNTS: "emea",
      GREENHOUSE_EMEA_API_TOKEN: "b",
      GREENHOUSE_EMEA_WEBHOOK_SECRET: "of-emea",
    });
    expect(config.vendors.filter(({ slug }) => slug === "greenhouse").map(({ account, hookKeys }) => [account, hookKeys])).toEqual([
      ["emea", { secret: "of-emea" }],
    ]);
    const standIns = read({ ...OPEN, GREENHOUSE_WEBHOOK_SECRET: "of-the-default" }).vendors;
    expect(standIns.find(({ slug }) => slug === "greenhouse")).toMatchObject({ mode: "SANDBOX", hookKeys: { secret: "of-the-default" } });
    expect(Object.keys(faultsOf({ GREENHOUSE_ACCOUNTS: "emea", GREENHOUSE_EMEA_WEBHOOK_SECRET: "b" }))).toEqual(["GREENHOUSE_ACCOUNTS"]);
  });

  it("of Feishu need the verification token: an encrypt key alone is warned of", () => {
    const feishu = { FEISHU_APP_ID: "a", FEISHU_APP_SECRET: "b" };
    const keysOf = (env: Record<string, string>) =>
      read({ ...OPEN, ...feishu, ...env }).vendors.find(({ slug }) => slug === "feishu-corehr")?.hookKeys;
    expect(keysOf({})).toBeUndefined();
    expect(keysOf({ FEISHU_ENCRYPT_KEY: "key" })).toBeUndefined();
    expect(read({ ...OPEN, ...feishu, FEISHU_ENCRYPT_KEY: "key" }).warnings.map(({ variable }) => variable)).toContain(
      "FEISHU_ENCRYPT_KEY",
    );
    expect(keysOf({ FEISHU_VERIFICATION_TOKEN: "token" })).toEqual({ token: "token" });
    expect(keysOf({ FEISHU_VERIFICATION_TOKEN: "token", FEISHU_ENCRYPT_KEY: "key" })).toEqual({ token: "token", encryptKey: "key" });
  });

  it("are cut out of what is printed, with their secrets", () => {
    const { secrets } = read({ ...OPEN, GREENHOUSE_WEBHOOK_SECRET: "secret-of-greenhouse" });
    expect(secrets.cut(`${OPEN.HOOKS_SECRET} secret-of-greenhouse`)).toBe("[redacted] [redacted]");
  });
});
