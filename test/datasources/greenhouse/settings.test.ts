import { ConfigError, readConfig } from "../../../src/config/config.js";
import { greenhouse } from "../../../src/datasources/greenhouse/index.js";

const read = (env: Record<string, string>) => readConfig({ GREENHOUSE_API_TOKEN: "t", ...env }, { vendors: [greenhouse] });

describe("the user that changes are made for", () => {
  it.each(["4000000000", "158104"])("is a numeric id: %s", (id) => {
    expect(() => read({ GREENHOUSE_ON_BEHALF_OF: id })).not.toThrow();
  });

  it.each(["somebody@example.com", "0", "-1", "1.5", "0x10"])("is refused at the start where it cannot be one: %s", (id) => {
    expect(() => read({ GREENHOUSE_ON_BEHALF_OF: id })).toThrow(ConfigError);
    expect(() => read({ GREENHOUSE_ON_BEHALF_OF: id })).toThrow(/GREENHOUSE_ON_BEHALF_OF/);
  });

  it("may be left out: Greenhouse is then only read", () => {
    expect(() => read({})).not.toThrow();
  });
});

describe("The credentials of Harvest v3", () => {
  const V3 = { GREENHOUSE_CLIENT_ID: "client-1", GREENHOUSE_CLIENT_SECRET: "secret" };
  const readV3 = (env: Record<string, string>) => readConfig(env, { vendors: [greenhouse] });

  it("make Greenhouse live by v3, with or without a user", () => {
    for (const env of [V3, { ...V3, GREENHOUSE_USER_ID: "4000000000", GREENHOUSE_WRITE_AS_SERVICE_USER: "true" }]) {
      expect(readV3(env).vendors).toMatchObject([{ mode: "LIVE", settings: { api: "v3", tokenUrl: "https://auth.greenhouse.io/token" } }]);
    }
  });

  it.each([
    ["beside a key of v1", { ...V3, GREENHOUSE_API_TOKEN: "t" }, /GREENHOUSE_API_TOKEN: is for Harvest v1\/v2/],
    ["without the secret", { GREENHOUSE_CLIENT_ID: "client-1" }, /GREENHOUSE_CLIENT_SECRET: is required/],
    ["without the id", { GREENHOUSE_CLIENT_SECRET: "secret" }, /GREENHOUSE_CLIENT_ID: is required/],
    ["with a user who is no number", { ...V3, GREENHOUSE_USER_ID: "somebody@example.com" }, /GREENHOUSE_USER_ID: expected the numeric id/],
    ["with a flag that is none", { ...V3, GREENHOUSE_WRITE_AS_SERVICE_USER: "yes" }, /GREENHOUSE_WRITE_AS_SERVICE_USER: expected one of/],
  ])("are a fault %s", (_, env, message) => {
    expect(() => readV3(env as Record<string, string>)).toThrow(message);
  });
});
