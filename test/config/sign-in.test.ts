import { ConfigError, readConfig } from "../../src/config/config.js";

const JWT = { AUTH_JWKS_URL: "https://id.test/keys?p=1", AUTH_ISSUER: "https://id.test/", AUTH_AUDIENCE: "hiregraph" };

const read = (env: Record<string, string>) => readConfig(env, { vendors: [] });

function faults(env: Record<string, string>): Record<string, string> {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.faults.map(({ variable, message }) => [variable, message]));
  }
  return {};
}

describe("Sign-in by JWT", () => {
  it("takes access tokens of RFC 9068 from the provider that three variables name", () => {
    expect(read({ ...JWT, HOST: "0.0.0.0" }).auth).toEqual({
      tokens: [],
      jwt: { jwksUrl: "https://id.test/keys?p=1", issuer: "https://id.test/", audience: "hiregraph", typ: "at+jwt" },
      allowAnonymous: false,
    });
    expect(read({ ...JWT, AUTH_TOKEN_TYP: "JWT" }).auth.jwt).toMatchObject({ typ: "JWT" });
    expect(read({}).auth.jwt).toBeUndefined();
  });

  it.each(Object.keys(JWT))("needs all three variables: each is a fault where it is missing, such as %s", (variable) => {
    const others = Object.keys(JWT).filter((name) => name !== variable);
    expect(faults({ ...JWT, [variable]: "" })).toEqual({ [variable]: `is required for sign-in by JWT, with ${others.join(" and ")}` });
    const alone = { [variable]: JWT[variable as keyof typeof JWT] };
    expect(Object.keys(faults({ ...alone, HOST: "0.0.0.0" })).sort()).toEqual(others.sort());
  });

  it.each([
    "http://127.0.0.1:8080/keys",
    "http://localhost/keys",
    "http://[::1]:9/keys",
    "http://127.1/keys",
    "https://id.test",
    "https://10.0.0.1/keys",
  ])("takes a key set at %s", (url) => {
    expect(faults({ ...JWT, AUTH_JWKS_URL: url })).toEqual({});
  });

  it.each([
    "http://id.test/keys",
    "http://10.0.0.1/keys",
    "http://0.0.0.0/keys",
    "http://127.0.0.1.evil.test/keys",
    "http://localhost.evil.test/keys",
    "http://[::2]/keys",
    "HTTP://id.test/keys",
    "http://id.test\\@127.0.0.1/keys",
  ])("takes no key set over plain http from elsewhere: %s", (url) => {
    expect(faults({ ...JWT, AUTH_JWKS_URL: url })).toEqual({
      AUTH_JWKS_URL: "plain http is taken from loopback only; expected an https URL",
    });
  });

  it.each([
    "id.test/keys",
    "ftp://id.test/keys",
    "file:///etc/keys",
    "https://me:hunter2@id.test/keys",
    "http://127.0.0.1@id.test/",
    "https://id.test/#a",
    "https://",
  ])("takes no key set at %s", (url) => {
    expect(faults({ ...JWT, AUTH_JWKS_URL: url })).toEqual({
      AUTH_JWKS_URL: expect.stringContaining("expected an https URL without credentials"),
    });
    expect(JSON.stringify(faults({ ...JWT, AUTH_JWKS_URL: url }))).not.toContain("hunter2");
  });

  it("takes no issuer with a blank in it, and no typ that is none", () => {
    expect(faults({ ...JWT, AUTH_ISSUER: "https://id.test/ sub:x" })).toEqual({ AUTH_ISSUER: expect.stringContaining("no blanks") });
    expect(faults({ ...JWT, AUTH_TOKEN_TYP: "at jwt" })).toEqual({ AUTH_TOKEN_TYP: expect.stringContaining("at+jwt or JWT") });
  });

  it("warns of a typ that nothing uses", () => {
    expect(read({ AUTH_TOKEN_TYP: "JWT" }).warnings).toEqual([
      { variable: "AUTH_TOKEN_TYP", message: "has no effect without AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE" },
    ]);
    expect(read({ ...JWT, AUTH_TOKEN_TYP: "JWT" }).warnings).toEqual([]);
  });
});
