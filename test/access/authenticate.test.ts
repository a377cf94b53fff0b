import { createHash } from "node:crypto";
import { authChecker } from "../../src/access/auth-checker.js";
import { type AccessConfig, authenticate, type Caller, Unauthenticated } from "../../src/access/authenticate.js";
import { parseStaticTokens } from "../../src/access/static-tokens.js";
import type { Viewer } from "../../src/access/viewer.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function config(host: string, options: { allowAnonymous?: boolean; tokens?: string } = {}): AccessConfig {
  const tokens = options.tokens === undefined ? [] : parseStaticTokens(options.tokens, fail);
  return { host, auth: { tokens, allowAnonymous: options.allowAnonymous ?? false } };
}

function fail(message: string): never {
  throw new Error(message);
}

function who(caller: Partial<Caller>, access: AccessConfig): string {
  const viewer = authenticate({ authorization: undefined, remoteAddress: "127.0.0.1", host: "localhost:4000", ...caller }, access);
  return viewer instanceof Unauthenticated ? "nobody" : `${viewer.subject}: ${[...viewer.scopes].join(" ")}`;
}

const EVERYTHING = "anonymous: read write spend audit vendor-data:read operate";

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
});
