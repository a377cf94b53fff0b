import { ConfigError, readConfig } from "../../src/config/config.js";
import { vendorModules } from "../../src/datasources/registry.js";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const DESK = { WEBHOOKS: "hr-desk", WEBHOOK_HR_DESK_URL: "https://hr.example.com/in?key=k-1", WEBHOOK_HR_DESK_SECRET: SECRET };

const read = (env: Record<string, string>) => readConfig(env, { vendors: vendorModules });

/** The faults, by variable; each message is asked not to repeat the value. */
function faultsOf(env: Record<string, string>): [string, string][] {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const [variable, value] of Object.entries(env))
      if (/_(URL|SECRET)$/.test(variable) && value !== "") expect(error.message).not.toContain(value);
    return error.faults.map(({ variable, message }) => [variable, message]);
  }
  return [];
}

describe("WEBHOOKS", () => {
  it("names receivers, each with its address and secret; none by default", () => {
    expect(read({}).webhooks).toEqual([]);
    const { webhooks, secrets } = read({
      ...DESK,
      WEBHOOKS: "hr-desk, lab",
      WEBHOOK_LAB_URL: "http://127.0.0.1:9000/in",
      WEBHOOK_LAB_SECRET: `whsec_${Buffer.alloc(24, 1).toString("base64")}`,
      WEBHOOK_LAB_PRIVATE: "true",
    });
    expect(webhooks).toMatchObject([
      { name: "hr-desk", url: DESK.WEBHOOK_HR_DESK_URL, secret: SECRET, isPrivate: false },
      { name: "lab", url: "http://127.0.0.1:9000/in", isPrivate: true },
    ]);
    expect(secrets.cut(`with ${SECRET} and ${SECRET.slice("whsec_".length)}.`)).toBe("with [redacted] and [redacted].");
  });

  it.each([
    ["a name of another form", { ...DESK, WEBHOOKS: "hr-desk,HR_Desk" }, "WEBHOOKS", /comma list of names/],
    ["a name that comes twice", { ...DESK, WEBHOOKS: "hr-desk,hr-desk" }, "WEBHOOKS", /hr-desk more than once/],
    ["a receiver without an address", { ...DESK, WEBHOOK_HR_DESK_URL: "" }, "WEBHOOK_HR_DESK_URL", /^is required for the receiver hr-desk/],
    [
      "a receiver without a secret",
      { ...DESK, WEBHOOK_HR_DESK_SECRET: "" },
      "WEBHOOK_HR_DESK_SECRET",
      /^is required for the receiver hr-desk/,
    ],
    ["an address that is none", { ...DESK, WEBHOOK_HR_DESK_URL: "desk.example.org/in" }, "WEBHOOK_HR_DESK_URL", /expected an https URL/],
    [
      "an address of another protocol",
      { ...DESK, WEBHOOK_HR_DESK_URL: "ftp://hr.example.com" },
      "WEBHOOK_HR_DESK_URL",
      /expected an https URL/,
    ],
    ["plain http", { ...DESK, WEBHOOK_HR_DESK_URL: "http://hr.example.com" }, "WEBHOOK_HR_DESK_URL", /https.*WEBHOOK_HR_DESK_PRIVATE=true/],
    ["credentials in the address", { ...DESK, WEBHOOK_HR_DESK_URL: "https://a:b@hr.example.com" }, "WEBHOOK_HR_DESK_URL", /no password/],
    ["a port that is none", { ...DESK, WEBHOOK_HR_DESK_URL: "https://hr.example.com:0/in" }, "WEBHOOK_HR_DESK_URL", /port 0/],
    ["a fragment", { ...DESK, WEBHOOK_HR_DESK_URL: "https://hr.example.com/#a" }, "WEBHOOK_HR_DESK_URL", /no fragment/],
    [
      "an address of a private network",
      { ...DESK, WEBHOOK_HR_DESK_URL: "https://10.0.0.9/" },
      "WEBHOOK_HR_DESK_URL",
      /public.*_PRIVATE=true/,
    ],
    ["this machine by name", { ...DESK, WEBHOOK_HR_DESK_URL: "https://localhost:1/" }, "WEBHOOK_HR_DESK_URL", /public.*_PRIVATE=true/],
    [
      "the service of a cloud, private or not",
      { ...DESK, WEBHOOK_HR_DESK_URL: "http://169.254.169.254/", WEBHOOK_HR_DESK_PRIVATE: "true" },
      "WEBHOOK_HR_DESK_URL",
      /no receiver can have/,
    ],
    [
      "a secret without its prefix",
      { ...DESK, WEBHOOK_HR_DESK_SECRET: SECRET.slice(6) },
      "WEBHOOK_HR_DESK_SECRET",
      /whsec_ and 24 to 64 bytes/,
    ],
    [
      "a short secret",
      { ...DESK, WEBHOOK_HR_DESK_SECRET: `whsec_${Buffer.alloc(23, 1).toString("base64")}` },
      "WEBHOOK_HR_DESK_SECRET",
      /24 to 64/,
    ],
    [
      "a long secret",
      { ...DESK, WEBHOOK_HR_DESK_SECRET: `whsec_${Buffer.alloc(65, 1).toString("base64")}` },
      "WEBHOOK_HR_DESK_SECRET",
      /24 to 64/,
    ],
    ["a secret that is not base64", { ...DESK, WEBHOOK_HR_DESK_SECRET: `${SECRET}!` }, "WEBHOOK_HR_DESK_SECRET", /openssl rand/],
    ["a flag of another form", { ...DESK, WEBHOOK_HR_DESK_PRIVATE: "yes" }, "WEBHOOK_HR_DESK_PRIVATE", /true, false/],
    [
      "variables of a name that is not in the list",
      { ...DESK, WEBHOOK_HR_SECRET: "x-1" },
      "WEBHOOK_HR_SECRET",
      /receiver hr, which WEBHOOKS does not/,
    ],
  ])("refuses %s, and says what helps", (_, env, variable, message) => {
    expect(faultsOf(env)).toEqual([[variable, expect.stringMatching(message)]]);
  });

  it("tells all faults at once", () => {
    const env = { WEBHOOKS: "a,b", WEBHOOK_A_URL: "http://a.test", WEBHOOK_C_URL: "https://c.test" };
    expect(faultsOf(env).map(([variable]) => variable)).toEqual([
      "WEBHOOK_A_URL",
      "WEBHOOK_A_SECRET",
      "WEBHOOK_B_URL",
      "WEBHOOK_B_SECRET",
      "WEBHOOK_C_URL",
    ]);
  });
});
