import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import type { ServerConfig } from "../../../src/server/server.js";
import { packageVersion } from "../../../src/server/version.js";
import { runServer, stopServers } from "../run-server.js";

afterEach(stopServers);

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const SIGN_IN: Pick<ServerConfig, "auth"> = {
  auth: {
    tokens: [
      { name: "desk", sha256: sha256("a-token-that-reads"), scopes: ["read"] },
      { name: "writer", sha256: sha256("a-token-that-writes"), scopes: ["write"] },
    ],
    allowAnonymous: false,
  },
};
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** The page's text, and where its links lead. */
async function page(url: string): Promise<{ html: string; links: string[] }> {
  const answer = await fetch(url, { headers: { accept: "application/json" } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const html = await answer.text();
  return { html, links: [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = ""]) => href) };
}

describe("The page at /", () => {
  it("says in two sentences what the server is, and leads on, whatever the browser accepts", async () => {
    const { html, links } = await page((await runServer()).url);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    const lead = /<p class="lead">(.*?)<\/p>/s.exec(html)?.[1] ?? "";
    expect(lead.match(/\.(?=\s|$)/g)).toHaveLength(2);
    expect(new Set(links)).toEqual(
      new Set(["graphiql", "schema.graphql", "docs/readme", "metrics", "https://studio.apollographql.com/sandbox"]),
    );
  });

  it("loads what this server serves, and nothing else", async () => {
    const { url } = await runServer();
    const { html } = await page(url);
    const loaded = [...html.matchAll(/<(?:link|script|img)[^>]* (?:src|href)="([^"]+)"/g)].map(([, file = ""]) => file);
    expect(new Set(loaded)).toEqual(new Set(["web/icon.svg", "web/start.css", "web/start.js"]));
    // The script is built: test/built/pages.slow.test.ts.
    for (const file of ["web/icon.svg", "web/start.css"]) expect((await fetch(`${url}/${file}`)).status).toBe(200);
  });

  it("asks for no token where callers need none", async () => {
    expect((await page((await runServer()).url)).html).not.toMatch(/<input|token/);
  });

  it("asks for a token where callers sign in, and shows a stranger neither version nor metrics", async () => {
    const { html, links } = await page((await runServer(SIGN_IN)).url);
    expect(html).toMatch(/a token with the scope <code>read<\/code> is needed/);
    expect(html).toMatch(/<input id="token" type="password" autocomplete="off"/);
    expect(links).not.toContain("metrics");
    expect(html).not.toContain(version);
  });

  it.each([
    ["no sign-in", {}],
    ["sign-in", SIGN_IN],
  ])("is the same for every caller: with %s nothing of a request comes into it", async (_title, config) => {
    const { url } = await runServer(config);
    const headers = { host: "evil.test", "x-forwarded-host": "evil.test", authorization: "Bearer a-token-that-reads" };
    const answers = await Promise.all([fetch(url), fetch(`${url}/?endpoint=evil.test`, { headers })]);
    const [plain, odd] = await Promise.all(answers.map((answer) => answer.text()));
    expect(odd).toBe(plain);
  });
});

describe("The version", () => {
  it("is told to anybody where there is no sign-in", async () => {
    const { url } = await runServer();
    expect(await (await fetch(`${url}/version`)).json()).toEqual({ version });
  });

  it("is told to readers alone where callers sign in", async () => {
    const { url } = await runServer(SIGN_IN);
    const [stranger, unknown, writer, reader] = await Promise.all([
      fetch(`${url}/version`),
      fetch(`${url}/version`, bearer("made-up")),
      fetch(`${url}/version`, bearer("a-token-that-writes")),
      fetch(`${url}/version`, bearer("a-token-that-reads")),
    ]);
    expect([stranger.status, unknown.status, writer.status, reader.status]).toEqual([401, 401, 403, 200]);
    expect(await writer.json()).toEqual({ error: "/version needs a token with the scope `read`." });
    expect(await reader.json()).toEqual({ version });
  });

  it("is unknown, and the start goes on, where the files were copied without their package.json", () => {
    expect(packageVersion(tmpdir())).toBe("unknown");
    expect(packageVersion(__dirname)).toBe(version);
  });
});

describe("GraphiQL's page", () => {
  it.each([
    ["/graphiql", {}],
    ["/graphql", { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }],
  ])("is shown at %s, and knows whether callers sign in", async (path, headers) => {
    for (const [config, signIn] of [
      [{}, "false"],
      [SIGN_IN, "true"],
    ] as const) {
      const answer = await fetch((await runServer(config)).url + path, { headers });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(await answer.text()).toContain(`<div id="graphiql" data-sign-in="${signIn}">`);
    }
  });
});

describe("A file for browsers", () => {
  it("is asked for again with its tag, and not sent where it is the same", async () => {
    const { url } = await runServer();
    const first = await fetch(`${url}/web/start.css`);
    expect([first.status, first.headers.get("content-type"), first.headers.get("cache-control")]).toEqual([
      200,
      "text/css; charset=utf-8",
      "no-cache",
    ]);
    const etag = first.headers.get("etag") ?? "";
    expect(etag.length).toBeGreaterThan(20);
    // In a list, in the strong form that some proxies make of it, and whatever it is.
    for (const held of [etag, `"another", ${etag}`, etag.replace("W/", ""), "*"]) {
      const again = await fetch(`${url}/web/start.css`, { headers: { "if-none-match": held } });
      expect([held, again.status, await again.text()]).toEqual([held, 304, ""]);
    }
    expect((await fetch(`${url}/web/start.css`, { headers: { "if-none-match": 'W/"another"' } })).status).toBe(200);
  });

  it("is the icon at /favicon.ico too, where browsers look for one", async () => {
    const { url } = await runServer();
    const [asked, linked] = await Promise.all([fetch(`${url}/favicon.ico`), fetch(`${url}/web/icon.svg`)]);
    expect([asked.status, asked.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(await asked.text()).toBe(await linked.text());
  });

  it.each(["/web/start/start.ts", "/web/tsconfig.json", "/web/..%2fmain.js", "/web/%2e%2e%2fmain.js", "/web/", "/web/constructor"])(
    "is no other file: %s is not found",
    async (path) => {
      const { url } = await runServer();
      const answer = await fetch(url + path);
      expect([answer.status, await answer.json()]).toEqual([
        404,
        { errors: [expect.objectContaining({ extensions: { code: "BAD_REQUEST" } })] },
      ]);
    },
  );
});
