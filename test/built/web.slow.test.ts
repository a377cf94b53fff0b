import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type BuiltServer, BuiltServers } from "./built-server.js";

/** Text that becomes code: the pages' policy forbids it, and a package that needs it would fail there. */
const CODE_OF_TEXT = /\beval\(|\bnew Function\b|[^\w.$]Function\(["'`]|\bset(?:Timeout|Interval)\(["'`]/;

describe("What browsers load from the built server", () => {
  const servers = new BuiltServers();
  const folder = join(process.env.TEST_BUILD ?? "", "dist/web");
  let server: BuiltServer;
  beforeAll(async () => {
    server = await servers.start({ database: "web.db" });
  });
  afterAll(() => {
    servers.kill();
    servers.remove();
  });

  const linksOf = (html: string) => [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = ""]) => link);

  it("makes no code of a text", () => {
    const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
    expect(scripts).toEqual(expect.arrayContaining(["graphiql.js", "start.js", expect.stringMatching(/^editor\.worker-/)]));
    expect(scripts.filter((name) => CODE_OF_TEXT.test(readFileSync(join(folder, name), "utf8")))).toEqual([]);
    for (const text of ["eval(x)", "new Function(x)", "=Function('return this')", 'setTimeout("x",1)']) expect(text).toMatch(CODE_OF_TEXT);
  });

  it("is sent with its type, and for good where its name has its hash", async () => {
    for (const name of readdirSync(folder).filter((name) => name !== "docs")) {
      const answer = await fetch(`${server.url}/web/${name}`);
      expect([name, answer.status]).toEqual([name, 200]);
      expect(answer.headers.get("content-type")).toMatch(
        { js: /javascript/, css: /css/, svg: /svg/, ttf: /font/ }[name.split(".").pop() ?? ""] ?? /none/,
      );
      const isLasting = !/^(graphiql|start)\.js$|\.(css|svg)$/.test(name);
      expect([name, answer.headers.get("cache-control")]).toEqual([name, isLasting ? "public, max-age=31536000, immutable" : "no-cache"]);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(50);
    }
  });

  it("leads nowhere in vain: every link of the pages and of the documentation is answered, and to its heading, also below a proxy's path", async () => {
    const proxy = createServer((asked, answer) => {
      const path = /^\/of-us(\/.*)/.exec(asked.url ?? "")?.[1];
      if (path === undefined) return answer.writeHead(404).end();
      const passOn = async () => {
        const { status, headers, body } = await fetch(server.url + path, { redirect: "manual" }).then(async (got) => ({
          ...{ status: got.status, headers: got.headers },
          body: await got.text(),
        }));
        const [type = "", location] = ["content-type", "location"].map((name) => headers.get(name) ?? undefined);
        answer.writeHead(status, { "content-type": type, ...(location === undefined ? {} : { location }) }).end(body);
      };
      return void passOn().catch(() => answer.destroy());
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const origin = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const seen = new Map<string, string>();
    const open = ["", "graphiql", "docs", "docs/"].map((path) => `${origin}/of-us/${path}`);
    const linksFrom = (page: string) =>
      linksOf(seen.get(page) ?? "").flatMap((link) => {
        const { href, hash } = new URL(link, page);
        return href.startsWith(origin) ? [{ page: href.slice(0, href.length - hash.length), heading: hash.slice(1) }] : [];
      });
    for (const page of open) {
      const answer = await fetch(page);
      expect([page, answer.status]).toEqual([page, 200]);
      const text = answer.headers.get("content-type")?.includes("html") ? await answer.text() : "";
      seen.set(answer.url, text);
      for (const link of linksFrom(answer.url)) if (!open.includes(link.page)) open.push(link.page);
    }
    proxy.close();
    proxy.closeAllConnections();
    const paths = ["docs/readme", "docs/configuration", "docs/security", "metrics", "schema.graphql", "web/docs.css"];
    expect(open).toEqual(expect.arrayContaining(paths.map((path) => `${origin}/of-us/${path}`)));
    const missed = [...seen.keys()].flatMap((from) =>
      linksFrom(from).flatMap(({ page, heading }) => {
        const text = seen.get(page);
        return heading === "" || text === undefined || text.includes(`id="${decodeURIComponent(heading)}"`)
          ? []
          : [`${from}: ${page}#${heading}`];
      }),
    );
    expect(missed).toEqual([]);
  });
});
