import { createHash, generateKeyPairSync } from "node:crypto";
import { CompactEncrypt, exportSPKI, SignJWT } from "jose";
import { SignInUnavailable, Unauthenticated } from "../../../src/access/authenticate.js";
import { type JwtSignIn, openJwtSignIn } from "../../../src/access/jwt/jwt-sign-in.js";
import { ManualClock } from "../../support/clock.js";
import { AUDIENCE, IdentityProvider } from "../../support/identity-provider.js";
import { until } from "../../support/until.js";

let clock: ManualClock;
let provider: IdentityProvider;
let signIn: JwtSignIn;
let failures: unknown[];
/** How far the server's clock was set back. */
let setBackMs: number;

/** Opens a sign-in whose first reading of the key set has ended. */
async function open(typ = "at+jwt"): Promise<void> {
  const settings = { jwksUrl: provider.jwksUrl, issuer: provider.issuer, audience: AUDIENCE, typ };
  const { asked } = provider;
  signIn?.stop();
  const setBack = { now: () => clock.now() - setBackMs, sleep: clock.sleep.bind(clock) };
  signIn = openJwtSignIn({ settings, clock: setBack, onFailure: (error) => failures.push(error) });
  await until(() => provider.asked > asked || failures.length > 0);
}

beforeEach(async () => {
  clock = new ManualClock();
  failures = [];
  setBackMs = 0;
  provider = await new IdentityProvider(() => clock.now()).start();
  await open();
});
afterEach(async () => {
  signIn.stop();
  await provider.stop();
});

/** Who signs in with it: subject and scopes, or how it is refused. */
async function who(token: string | Promise<string>): Promise<string> {
  const viewer = await signIn.verify(await token);
  if (viewer instanceof Unauthenticated) return `401 ${viewer.message}`;
  if (viewer instanceof SignInUnavailable) return `503 after ${viewer.retryAfterMs} ms`;
  return [viewer.subject, ...viewer.scopes].join(" ");
}

const OLGA = "https://id.test/ sub:olga";
const seconds = () => Math.floor(clock.now() / 1_000);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("A JWT of the provider", () => {
  it.each(["RS256", "RS512", "PS256", "ES256", "ES384", "EdDSA"])("signs its subject in with %s", async (alg) => {
    const key = await provider.addKey(`of ${alg}`, alg);
    expect(await who(provider.token({ key }))).toBe(`${OLGA} read`);
  });

  it("gives the scopes of this server that its `scope` names", async () => {
    const scope = "openid read  write audit vendor-data:read spend operate READ profile";
    expect(await who(provider.token({ claims: { scope } }))).toBe(`${OLGA} read write audit vendor-data:read spend operate`);
  });

  it.each([undefined, null, ["read", "write"], { read: true }, 1, "", "Read", "read,write", "read\twrite"])(
    "has no scope where `scope` is %j",
    async (scope) => {
      expect(await who(provider.token({ claims: { scope } }))).toBe(OLGA);
    },
  );

  it("may be for several audiences", async () => {
    expect(await who(provider.token({ claims: { aud: ["https://other.test", AUDIENCE] } }))).toBe(`${OLGA} read`);
  });

  it("stands for its client where it has no `sub`, and for nobody's subject", async () => {
    expect(await who(provider.token({ claims: { sub: undefined, client_id: "olga" } }))).toBe("https://id.test/ client_id:olga read");
  });

  it.each([
    [{ sub: undefined, client_id: undefined }],
    [{ sub: undefined, client_id: 7 }],
    [{ sub: "" }],
    [{ sub: null }],
    [{ sub: 7 }],
    [{ sub: ["olga"] }],
    [{ sub: "o".repeat(256) }],
    [{ sub: "ol\u0000ga" }],
    [{ sub: "ol\nga" }],
    [{ sub: "ol\ud800ga" }],
  ])("that names nobody is refused: %j", async (claims) => {
    expect(await who(provider.token({ claims: claims as never }))).toMatch(/^401 The token names nobody/);
  });

  it.each([
    ["of another issuer", { iss: "https://evil.test/" }, "`iss`"],
    ["of an issuer without the slash at its end", { iss: "https://id.test" }, "`iss`"],
    ["of an issuer in a list", { iss: ["https://id.test/"] }, "`iss`"],
    ["without issuer", { iss: undefined }, "`iss`"],
    ["for another audience", { aud: "https://other.test" }, "`aud`"],
    ["for other audiences", { aud: ["https://other.test", "https://hiregraph.test.evil.test"] }, "`aud`"],
    ["for no audience", { aud: [] }, "`aud`"],
    ["without audience", { aud: undefined }, "`aud`"],
    ["without an end", { exp: undefined }, "`exp`"],
    ["whose end is a text", { exp: "4102444800" }, "`exp`"],
    ["whose beginning is a text", { nbf: "0" }, "`nbf`"],
  ])("%s is refused, and no key is looked for", async (_, claims, named) => {
    const unknown = { header: { kid: "unknown" } };
    expect(await who(provider.token({ claims: claims as never }))).toContain(`401 The token is not for this server: its ${named}`);
    expect(await who(provider.token({ claims: claims as never, ...unknown }))).toContain(named);
    expect(provider.asked).toBe(1);
  });

  it("is verified once, and remembered", async () => {
    const token = await provider.token();
    expect(await signIn.verify(token)).toBe(await signIn.verify(token));
    expect(await signIn.verify(await provider.token({ claims: { jti: "other" } }))).not.toBe(await signIn.verify(token));
  });

  it("ends with its `exp`, give or take a minute, also where it was verified before", async () => {
    const token = await provider.token({ claims: { exp: seconds() + 10 } });
    expect(await who(token)).toBe(`${OLGA} read`);
    await clock.advance(69_999);
    expect(await who(token)).toBe(`${OLGA} read`);
    expect(await who(`${token.slice(0, -5)}AAAAA`)).toBe("401 The token's signature is wrong.");
    await clock.advance(1);
    expect(await who(token)).toBe("401 The token has expired. Get a new one.");
  });

  it("that has expired is refused at its first use in the same way", async () => {
    expect(await who(provider.token({ claims: { exp: seconds() - 59 } }))).toBe(`${OLGA} read`);
    expect(await who(provider.token({ claims: { exp: seconds() - 60 } }))).toBe("401 The token has expired. Get a new one.");
  });

  it("begins with its `nbf`, give or take a minute", async () => {
    expect(await who(provider.token({ claims: { nbf: seconds() + 60 } }))).toBe(`${OLGA} read`);
    expect(await who(provider.token({ claims: { nbf: seconds() + 61 } }))).toContain("its `nbf` does not fit");
  });

  it.each([
    ["at+jwt", "at+jwt", true],
    ["at+jwt", "AT+JWT", true],
    ["at+jwt", "application/at+jwt", true],
    ["at+jwt", "JWT", false],
    ["at+jwt", "logout+jwt", false],
    ["at+jwt", undefined, false],
    ["at+jwt", ["at+jwt"], false],
    ["JWT", "JWT", true],
    ["JWT", "jwt", true],
    ["JWT", "at+jwt", false],
    ["JWT", undefined, false],
  ])("where AUTH_TOKEN_TYP is %s and its `typ` %j is taken: %s", async (asked, typ, taken) => {
    await open(asked);
    const answer = await who(provider.token({ header: { typ } }));
    if (taken) expect(answer).toBe(`${OLGA} read`);
    else expect(answer).toContain("its `typ` does not fit");
  });
});

describe("A forged token", () => {
  const claims = () => ({ iss: provider.issuer, aud: AUDIENCE, sub: "olga", scope: "read", exp: seconds() + 60 });

  it.each(["none", "None", "NONE", undefined, null, ["none"]])("without signature (%j) is refused", async (alg) => {
    const unsigned = `${encoded({ alg, typ: "at+jwt", kid: "first" })}.${encoded(claims())}`;
    for (const token of [`${unsigned}.`, unsigned, `${unsigned}.AAAA`]) expect(await who(token)).toMatch(/^401 /);
  });

  it.each(["HS256", "HS384", "HS512"])("signed by %s with the public key for a secret is refused", async (alg) => {
    const [key] = provider.keys;
    if (key === undefined) throw new Error("no key");
    for (const secret of [await exportSPKI(key.publicKey), JSON.stringify(key.jwk), key.jwk.n ?? "", ""]) {
      const header = { alg, typ: "at+jwt", kid: "first" };
      const signed = `${encoded(header)}.${encoded(claims())}`;
      const token =
        secret === ""
          ? `${signed}.${createHash("sha256").update(signed).digest("base64url")}`
          : await new SignJWT(claims()).setProtectedHeader(header).sign(new TextEncoder().encode(secret.padEnd(64, "x")));
      expect(await who(token)).toContain("401 The token's `alg` is not taken.");
    }
  });

  it("signed by another key under a known name is refused", async () => {
    const other = await new IdentityProvider().addKey("other");
    expect(await who(provider.token({ key: other, header: { kid: "first" } }))).toBe("401 The token's signature is wrong.");
  });

  it("with claims of one token and the signature of another is refused", async () => {
    const [header, , signature] = (await provider.token()).split(".");
    expect(await who(`${header}.${encoded({ ...claims(), scope: "read spend" })}.${signature}`)).toBe(
      "401 The token's signature is wrong.",
    );
  });

  it("that brings its own key, or the address of one, gets nobody to look at it", async () => {
    const other = await new IdentityProvider(() => clock.now()).addKey("mine");
    const evil = await new IdentityProvider().start();
    const jwk = other.jwk;
    for (const header of [
      { jwk },
      { jku: evil.jwksUrl },
      { x5u: evil.jwksUrl },
      { x5c: ["MIIB"] },
      { jwk, kid: "first" },
      { jku: evil.jwksUrl, jwk },
    ]) {
      expect(await who(provider.token({ key: other, header }))).toMatch(/^401 /);
    }
    expect(evil.asked).toBe(0);
    await evil.stop();
  });

  it("signed by the provider is taken as it is, whatever keys its header points at", async () => {
    const header = { jku: "http://127.0.0.1:1/keys", x5u: "http://127.0.0.1:1/cert" };
    expect(await who(provider.token({ header }))).toBe(`${OLGA} read`);
  });

  it.each([
    [{ crit: ["exp"], exp: 1 }],
    [{ crit: ["b64"], b64: false }],
    [{ crit: [] }],
    [{ crit: ["http://example.com/unknown"], "http://example.com/unknown": true }],
  ])("with a critical header that nobody knows is refused: %j", async (extra) => {
    const payload = encoded(claims());
    const token = await provider.token();
    const header = encoded({ alg: "RS256", typ: "at+jwt", kid: "first", ...extra });
    expect(await who(`${header}.${payload}.${token.split(".")[2]}`)).toMatch(/^401 /);
  });

  it("signed by the provider with an algorithm that its key is not for is refused", async () => {
    const [key] = provider.keys;
    if (key === undefined) throw new Error("no key");
    const [, payload, signature] = (await provider.token()).split(".");
    expect(await who(`${encoded({ alg: "PS256", typ: "at+jwt", kid: "first" })}.${payload}.${signature}`)).toMatch(/^401 /);
  });

  it("inside an encrypted one is refused", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const nested = await new CompactEncrypt(new TextEncoder().encode(await provider.token()))
      .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", cty: "JWT", typ: "at+jwt" })
      .encrypt(publicKey);
    expect(await who(nested)).toMatch(/^401 /);
  });

  it.each([
    "",
    ".",
    "..",
    "...",
    "a.b.c",
    `${encoded([])}.${encoded([])}.AAAA`,
    `${encoded(null)}.${encoded(null)}.AAAA`,
    `${encoded({ alg: "RS256", typ: "at+jwt" })}.${Buffer.from("[1]").toString("base64url")}.AAAA`,
    "é.ü.ö",
    "x".repeat(15_000),
    `${".".repeat(15_000)}`,
    `${"[".repeat(7_000)}.${encoded(1)}.AAAA`,
  ])("that is none is refused without a word of it: %s", async (token) => {
    expect(await who(token)).toBe("401 The token is neither known to this server nor a JWT that it takes. Get one from its provider.");
  });

  it("of many brackets is refused", async () => {
    const deep = Buffer.from(`{"alg":"RS256","typ":${"[".repeat(5_000)}${"]".repeat(5_000)}}`).toString("base64url");
    expect(await who(`${deep}.${encoded(claims())}.AAAA`)).toMatch(/^401 /);
  });
});

describe("The provider's keys", () => {
  it("are read before the first token comes, and not again while they do", async () => {
    for (let time = 0; time < 3; time += 1) expect(await who(provider.token({ claims: { jti: String(time) } }))).toBe(`${OLGA} read`);
    expect(provider.asked).toBe(1);
  });

  it("are read once more for a name that is not among them", async () => {
    const key = await provider.addKey("second");
    expect(await who(provider.token({ key }))).toBe(`${OLGA} read`);
    expect(provider.asked).toBe(2);
    expect(await who(provider.token())).toBe(`${OLGA} read`);
  });

  it("are read once for many who ask at once", async () => {
    const key = await provider.addKey("second");
    const token = await provider.token({ key });
    const forged = await provider.token({ header: { kid: "unknown" } });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => who(index % 2 === 0 ? token : forged)));
    expect(new Set(answers)).toEqual(new Set([`${OLGA} read`, "401 The token names no key of this server's provider."]));
    expect(provider.asked).toBe(2);
  });

  it("are read every 30 s at most, whatever names strangers make up", async () => {
    for (let time = 0; time < 30; time += 1) {
      expect(await who(provider.token({ header: { kid: `made up ${time}` } }))).toBe(
        "401 The token names no key of this server's provider.",
      );
      await clock.advance(1_000);
    }
    expect(provider.asked).toBe(2);
    await who(provider.token({ header: { kid: "made up" } }));
    expect(provider.asked).toBe(3);
  });

  it("are read although the clock was set back meanwhile", async () => {
    await who(provider.token({ header: { kid: "made up" } }));
    expect(provider.asked).toBe(2);
    setBackMs = 3_600_000;
    await who(provider.token({ header: { kid: "made up" }, claims: { nbf: undefined } }));
    expect(provider.asked).toBe(3);
  });

  it("that are withdrawn end within ten minutes, also for tokens that were verified before", async () => {
    const withdrawn = await provider.token();
    expect(await who(withdrawn)).toBe(`${OLGA} read`);
    provider.keys = [];
    const key = await provider.addKey("second");
    await clock.advance(10 * 60_000);
    await until(() => provider.asked === 2);
    expect(await who(provider.token({ key }))).toBe(`${OLGA} read`);
    expect(await who(withdrawn)).toBe("401 The token names no key of this server's provider.");
  });

  it("need no name where one alone fits, and one where several do", async () => {
    expect(await who(provider.token({ header: { kid: undefined } }))).toBe(`${OLGA} read`);
    const elliptic = await provider.addKey("elliptic", "ES256");
    await open();
    expect(await who(provider.token({ header: { kid: undefined } }))).toBe(`${OLGA} read`);
    expect(await who(provider.token({ key: elliptic, header: { kid: undefined } }))).toBe(`${OLGA} read`);
    await provider.addKey("second");
    await open();
    expect(await who(provider.token({ header: { kid: undefined } }))).toBe("401 The token names no key of this server's provider.");
    expect(await who(provider.token())).toBe(`${OLGA} read`);
  });

  it("that are for something else verify nothing", async () => {
    const [key] = provider.keys;
    if (key === undefined) throw new Error("no key");
    for (const change of [{ use: "enc" }, { alg: "RS512" }, { key_ops: ["encrypt"] }, { kid: "First" }]) {
      key.jwk = { ...key.jwk, ...change };
      await open();
      expect(await who(provider.token())).toMatch(/^401 /);
    }
  });
});

describe("While the provider is away", () => {
  const AWAY = "503 after 30000 ms";

  it("its known keys go on serving, and a token by another is put off", async () => {
    expect(await who(provider.token())).toBe(`${OLGA} read`);
    await provider.stop();
    await clock.advance(10 * 60_000);
    await until(() => failures.length === 1);
    expect(await who(provider.token({ claims: { jti: "new" } }))).toBe(`${OLGA} read`);
    expect(await who(provider.token({ header: { kid: "second" } }))).toBe(AWAY);
    await provider.start();
  });

  it("from the start, tokens that could be its own are put off until the set is read again, 30 s later", async () => {
    await provider.stop();
    await open();
    const token = await provider.token();
    expect(await who(token)).toBe(AWAY);
    await provider.start();
    await clock.advance(12_000);
    expect(await who(token)).toBe("503 after 18000 ms");
    await clock.advance(18_000);
    expect(await who(token)).toBe(`${OLGA} read`);
  });

  it("tokens that it could not have given are refused for good", async () => {
    await provider.stop();
    await open();
    expect(await who(provider.token({ claims: { exp: seconds() - 3_600 } }))).toMatch(/^401 /);
    expect(await who(provider.token({ claims: { iss: "https://evil.test/" } }))).toMatch(/^401 /);
    expect(await who(provider.token({ claims: { aud: "https://evil.test/" } }))).toMatch(/^401 /);
    expect(await who(provider.token({ header: { typ: "JWT" } }))).toMatch(/^401 /);
    const [header, payload] = (await provider.token()).split(".");
    expect(await who(`${encoded({ alg: "none", typ: "at+jwt" })}.${payload}.`)).toMatch(/^401 /);
    expect(await who(`${header}.${payload}`)).toMatch(/^401 /);
    expect(failures).toHaveLength(1);
    await provider.start();
  });

  it("the failures say why, and nothing of the answer", async () => {
    provider.answer = (response) => response.end("<html>token=hunter2-in-the-page</html>");
    await clock.advance(10 * 60_000);
    await until(() => failures.length === 1);
    expect(String(failures[0])).toContain("is not JSON");
    expect(JSON.stringify(failures[0], Object.getOwnPropertyNames(failures[0]))).not.toContain("hunter2");
  });

  it.each(["{}", "[]", "null", '{"keys":{}}', '{"keys":[1]}', '{"keys":["a"]}', "", "\u0000", '{"keys":[{"kty":"RSA"'])(
    "%j in place of its keys is none, and the known ones go on serving",
    async (text) => {
      provider.answer = (response) => response.end(text);
      expect(await who(provider.token({ header: { kid: "second" } }))).toBe(AWAY);
      expect(failures).toHaveLength(1);
      expect(await who(provider.token())).toBe(`${OLGA} read`);
    },
  );

  it("a key that cannot be used spoils no other", async () => {
    const [key] = provider.keys;
    const jwks = { keys: [{ kty: "RSA", kid: "broken", n: "AQAB", e: "" }, { kty: "new" }, { kty: "oct", k: "AAAA", kid: "x" }, key?.jwk] };
    provider.answer = (response) => response.end(JSON.stringify(jwks));
    await open();
    expect(await who(provider.token())).toBe(`${OLGA} read`);
    expect(await who(provider.token({ header: { kid: "broken" } }))).toMatch(/^401 /);
  });
});
