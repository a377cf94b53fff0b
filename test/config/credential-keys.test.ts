import { randomBytes } from "node:crypto";
import { ConfigError, readConfig } from "../../src/config/config.js";
import { vendorModules } from "../../src/datasources/registry.js";

const KEY = randomBytes(32).toString("base64");
const OTHER = randomBytes(32).toString("base64");
const PLACE = ["somewhere"];

const read = (env: Record<string, string>) => readConfig(env, { vendors: vendorModules });

function fault(value: string): string | undefined {
  try {
    read({ CREDENTIALS_KEY: value });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toContain(value);
    expect(error.faults.map(({ variable }) => variable)).toEqual(["CREDENTIALS_KEY"]);
    return error.faults[0]?.message;
  }
  return undefined;
}

describe("CREDENTIALS_KEY", () => {
  it("is a key, or a list of which the first encrypts and all decrypt", () => {
    const sealed = read({ CREDENTIALS_KEY: KEY }).cipher.seal("token", PLACE);
    const { cipher } = read({ CREDENTIALS_KEY: ` ${OTHER} , ${KEY},` });
    expect(cipher.open(sealed, PLACE)).toBe("token");
    expect(cipher.isCurrent(sealed)).toBe(false);
    expect(read({ CREDENTIALS_KEY: OTHER }).cipher.open(cipher.seal("token", PLACE), PLACE)).toBe("token");
    expect(read({ CREDENTIALS_KEY: "" }).cipher.seal("token", PLACE)).toBe("token");
  });

  it.each([
    ["too short", randomBytes(31).toString("base64")],
    ["too long", randomBytes(33).toString("base64")],
    ["in hexadecimal", randomBytes(32).toString("hex")],
    ["cut", KEY.slice(0, -1)],
    ["without its padding", KEY.slice(0, -1)],
    ["with a character that is none of base64", `${KEY.slice(0, 20)}!${KEY.slice(21)}`],
    ["a password", "correct horse battery staple 12345"],
    ["with digits that no 32 bytes make", `${"A".repeat(42)}B=`],
  ])("is a fault where it is %s, and is not repeated", (_, value) => {
    expect(fault(value)).toBe("expected 32 bytes in base64, such as `openssl rand -base64 32` writes");
  });

  it("names the entry of a list that is at fault", () => {
    expect(fault(`${KEY},${KEY.slice(2)}`)).toMatch(/^entry 2: expected 32 bytes/);
  });

  it("is a secret", () => {
    expect(read({ CREDENTIALS_KEY: `${KEY},${OTHER}` }).secrets.cut(`with ${KEY} and ${OTHER}`)).toBe("with [redacted] and [redacted]");
  });

  const HEADHUNTER = { HEADHUNTER_ACCESS_TOKEN: "a", HEADHUNTER_USER_AGENT: "App/1.0 (a@b.test)" };
  const POSTGRES = { DATABASE_URL: "postgres://u@db/h" };
  const warned = (env: Record<string, string>) => read(env).warnings.filter(({ variable }) => variable === "CREDENTIALS_KEY");

  it("is warned of where it is missing, tokens have to be kept, and the database is PostgreSQL", () => {
    expect(warned({ ...HEADHUNTER, ...POSTGRES, HEADHUNTER_REFRESH_TOKEN: "r" })).toEqual([
      {
        variable: "CREDENTIALS_KEY",
        message: expect.stringMatching(/^is not set: the tokens of headhunter that .* in clear; set 32 bytes in base64/),
      },
    ]);
    const emea = { HEADHUNTER_ACCOUNTS: "emea", HEADHUNTER_EMEA_ACCESS_TOKEN: "a", HEADHUNTER_EMEA_USER_AGENT: "App/1.0 (a@b.test)" };
    expect(warned({ ...emea, ...POSTGRES, HEADHUNTER_EMEA_REFRESH_TOKEN: "r" })).toEqual([
      { variable: "CREDENTIALS_KEY", message: expect.stringContaining("the tokens of headhunter~emea that") },
    ]);
  });

  it("is warned of where it is missing, and servers share tokens through Redis", () => {
    const linkedin = { LINKEDIN_CLIENT_ID: "c", LINKEDIN_CLIENT_SECRET: "secret-of-linkedin", REDIS_URL: "redis://r" };
    const inClear = {
      variable: "CREDENTIALS_KEY",
      message: expect.stringMatching(/the tokens of linkedin that servers share lie in Redis in clear/),
    };
    expect(warned({ ...POSTGRES, ...linkedin })).toEqual([inClear]);
    expect(warned({ ...POSTGRES, ...linkedin, CREDENTIALS_KEY: KEY })).toEqual([]);
    expect(warned({ ...POSTGRES, GREENHOUSE_API_TOKEN: "t", GREENHOUSE_ON_BEHALF_OF: "1", REDIS_URL: "redis://r" })).toEqual([]);
  });

  it.each([
    ["it is there", { ...HEADHUNTER, ...POSTGRES, HEADHUNTER_REFRESH_TOKEN: "r", CREDENTIALS_KEY: KEY }],
    ["the database is a file", { ...HEADHUNTER, HEADHUNTER_REFRESH_TOKEN: "r" }],
    ["no token is renewed", { ...HEADHUNTER, ...POSTGRES }],
    ["the vendor is another one", { ...POSTGRES, GREENHOUSE_API_TOKEN: "t", GREENHOUSE_ON_BEHALF_OF: "1" }],
    ["all are stand-ins", { ...POSTGRES, SANDBOX_VENDORS: "all" }],
  ])("is not warned of where %s", (_, env) => {
    expect(warned(env as Record<string, string>)).toEqual([]);
  });
});
