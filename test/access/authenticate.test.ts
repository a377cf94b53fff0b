import { createHash } from "node:crypto";
import { authChecker, forbiddenTo, isForbidden } from "../../src/access/auth-checker.js";
import { type AccessConfig, authenticate, type Caller, Unauthenticated, UnverifiedToken } from "../../src/access/authenticate.js";
import type { JwtSettings } from "../../src/access/jwt/jwt-settings.js";
import { parseStaticTokens } from "../../src/access/static-tokens.js";
import { jwtSubject, nameOfSubject, type Viewer } from "../../src/access/viewer.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function config(host: string, options: { allowAnonymous?: boolean; tokens?: string; jwt?: JwtSettings } = {}): AccessConfig {
  const tokens = options.tokens === undefined ? [] : parseStaticTokens(options.tokens, fail);
  return { host, auth: { tokens, jwt: options.jwt, allowAnonymous: options.allowAnonymous ?? false } };
}

function fail(message: string): never {
  throw new Error(message);
}

function who(caller: Partial<Caller>, access: AccessConfig): string {
  const viewer = authenticate({ authorization: undefined, remoteAddress: "127.0.0.1", host: "localhost:4000", ...caller }, access);
  if (viewer instanceof UnverifiedToken) return `to be verified: ${viewer.text}`;
  return viewer instanceof Unauthenticated ? "nobody" : `${viewer.subject}: ${[...viewer.scopes].join(" ")}`;
}

const EVERYTHING = "anonymous: read write spend audit vendor-data:read operate";

describe("A static token", () => {
  it("is found again each time, and no other text with it", () => {
    const access = config("0.0.0.0", { tokens: `a:${sha256("one")}:read,b:${sha256("two")}:read+write` });
    const asking = (token: string) => who({ authorization: `Bearer ${token}` }, access);
    for (let time = 0; time < 2; time += 1)
      expect(["one", "two", "three", "on"].map(asking)).toEqual(["a: read", "b: read write", "nobody", "nobody"]);
    expect(who({ authorization: "Bearer one" }, config("0.0.0.0", { tokens: `b:${sha256("two")}:read` }))).toBe("nobody");
  });
});

describe("A server without sign-in", () => {
  it.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])("grants a caller at %s every scope", (remoteAddress) => {
    expect(who({ remoteAddress }, config("127.0.0.1"))).toBe(EVERYTHING);
    expect(who({ remoteAddress }, config("localhost"))).toBe(EVERYTHING);
  });

  it.each(["10.0.0.1", "::ffff:10.0.0.1", "128.0.0.1", undefined, "localhost"])("refuses a caller at %s", (remoteAddress) => {
    expect(who({ remoteAddress }, config("127.0.0.1"))).toBe("nobody");
  });

  it("grants only the scope read on another host, wherever the caller is", () => {
    for (const remoteAddress of ["10.0.0.1", "127.0.0.1"]) {
      expect(who({ remoteAddress }, config("0.0.0.0", { allowAnonymous: true }))).toBe("anonymous: read");
    }
  });

  it("refuses callers on another host where anonymous callers are not allowed", () => {
    expect(who({}, config("0.0.0.0"))).toBe("nobody");
  });

  it("refuses a page whose own domain was pointed at this machine", () => {
    expect(who({ host: "evil.example.com" }, config("127.0.0.1"))).toBe("nobody");
    expect(who({ host: "localhost.evil.example.com:4000" }, config("127.0.0.1"))).toBe("nobody");
    for (const host of ["localhost", "LOCALHOST:80", "127.0.0.1:4000", "[::1]:4000"])
      expect(who({ host }, config("127.0.0.1"))).toBe(EVERYTHING);
  });
});

describe("A server with sign-in", () => {
  const tokens = `ci:${sha256("one")}:read,people:${sha256("two").toUpperCase()}:read+write+vendor-data:read`;

  it("recognises a caller by token, with the word Bearer in any case", () => {
    expect(who({ authorization: "Bearer one" }, config("0.0.0.0", { tokens }))).toBe("ci: read");
    expect(who({ authorization: "bearer two" }, config("0.0.0.0", { tokens }))).toBe("people: read write vendor-data:read");
  });

  it.each([undefined, "", "Bearer", "Bearer three", `Bearer ${sha256("one")}`, "Basic one", "one", "Bearer one two"])(
    "refuses a caller with %s, also on loopback and where anonymous callers are allowed",
    (authorization) => {
      expect(who({ authorization }, config("127.0.0.1", { tokens, allowAnonymous: true }))).toBe("nobody");
    },
  );

  it("never repeats a token that it does not know", () => {
    const answer = authenticate({ authorization: "Bearer hunter2", remoteAddress: "::1", host: "localhost" }, config("::1", { tokens }));
    expect(answer).toBeInstanceOf(Unauthenticated);
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });
});

describe("A server with sign-in by JWT", () => {
  const jwt = { jwksUrl: "https://id.test/keys", issuer: "https://id.test/", audience: "hiregraph", typ: "at+jwt" };

  it("knows its static tokens by themselves, and has every other one verified", () => {
    const access = config("127.0.0.1", { jwt, tokens: `ci:${sha256("one")}:read` });
    expect(who({ authorization: "Bearer one" }, access)).toBe("ci: read");
    expect(who({ authorization: "Bearer a.b.c" }, access)).toBe("to be verified: a.b.c");
  });

  it.each([undefined, "", "Bearer", "Basic a.b.c"])(
    "refuses a caller with %s, on loopback and where anonymous callers are allowed",
    (authorization) => {
      expect(who({ authorization }, config("127.0.0.1", { jwt, allowAnonymous: true }))).toBe("nobody");
    },
  );
});

describe("A subject", () => {
  it("of a JWT is no static token's, no other issuer's, and no client id", () => {
    const subjects = [
      "olga",
      jwtSubject("https://id.test/", "sub", "olga"),
      jwtSubject("https://id.test/", "client_id", "olga"),
      jwtSubject("https://other.test/", "sub", "olga"),
      jwtSubject("https://id.test/", "sub", "sub:olga"),
    ];
    expect(new Set(subjects).size).toBe(5);
    expect(subjects.map(nameOfSubject)).toEqual(["olga", "olga", "olga", "olga", "sub:olga"]);
  });

  it("keeps whatever the claim holds when people are shown it", () => {
    for (const name of ["a b sub:c", "sub:x", " x", "https://a.test/ sub:b"]) {
      expect(nameOfSubject(jwtSubject("https://id.test/", "sub", name))).toBe(name);
    }
  });
});

describe("The check of @Authorized", () => {
  const viewer: Viewer = { subject: "ci", scopes: new Set(["read"]) };
  const check = (...scopes: Parameters<typeof authChecker>[1]) =>
    authChecker({ context: { viewer }, root: undefined, args: {}, info: undefined as never }, scopes);

  it("admits a caller that holds every scope named, and any caller where none is named", () => {
    expect(check("read")).toBe(true);
    expect(check()).toBe(true);
  });

  it("names each scope that is missing, and only those", () => {
    expect(() => check("read", "spend", "audit")).toThrow(
      expect.objectContaining({
        message: "This needs the scope `spend` and `audit`, which ci does not have. Use a token that holds it.",
        extensions: { code: "FORBIDDEN", missingScopes: ["spend", "audit"] },
      }),
    );
  });

  it("is told to another viewer with that viewer's name, whatever either name is", () => {
    const extensions = { code: "FORBIDDEN", missingScopes: ["spend", "audit"] };
    const refusal = (name: string) =>
      `This needs the scope \`spend\` and \`audit\`, which ${name} does not have. Use a token that holds it.`;
    const told = { message: refusal("one, which two does not have"), path: ["seats"], extensions };
    const other = { ...viewer, subject: jwtSubject("https://id.test/", "sub", "a, which $& b") };
    expect(forbiddenTo(other, told)).toEqual({ message: refusal("a, which $& b"), path: ["seats"], extensions });
  });

  it("is known from the count of errors left out, which names nobody", () => {
    expect(isForbidden({ extensions: { code: "FORBIDDEN", missingScopes: ["audit"] } })).toBe(true);
    expect(isForbidden({ extensions: { code: "FORBIDDEN" } })).toBe(false);
  });
});
