import { ask, runServer, stopServers } from "./run-server.js";

afterEach(stopServers);

const LOADS_NOTHING = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";

/** The directives of a policy, by name. */
function policyOf(answer: Response): Map<string, string[]> {
  const text = answer.headers.get("content-security-policy") ?? "";
  return new Map(text.split(";").map((directive) => [directive.split(" ")[0] ?? "", directive.split(" ").slice(1)]));
}

describe("every answer", () => {
  it("is taken for what it says it is, loads nothing, stands in nobody's frame and tells no address on", async () => {
    const { url, server } = await runServer();
    const json = { method: "POST", headers: { "content-type": "application/json" }, body: '{"query":"{ viewer }"}' };
    const answers = await Promise.all([
      fetch(`${url}/graphql`, json),
      fetch(`${url}/graphql`, { ...json, body: "{" }),
      fetch(`${url}/graphql`, { method: "PUT" }),
      fetch(`${url}/nowhere`),
      fetch(`${url}/healthz`),
      fetch(`${url}/metrics`),
      fetch(`${url}/graphiql/graphiql.js`),
    ]);
    server.drain({ withinMs: 100 });
    answers.push(await fetch(`${url}/readyz`));
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 405, 404, 200, 200, 200, 503]);
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        "content-security-policy": LOADS_NOTHING,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
      });
      // The name may be used without TLS, and is not ours alone.
      expect(headers.get("strict-transport-security")).toBeNull();
    }
  });

  it("is readable to pages of the origins that are listed, all the same", async () => {
    const { url } = await runServer({ corsOrigins: ["https://app.example.com"] });
    const { headers } = await ask(url, "{ viewer }", { headers: { origin: "https://app.example.com" } });
    expect(headers.get("access-control-allow-origin")).toBe("https://app.example.com");
  });
});

describe("the policy of a page", () => {
  it("lets / load Apollo Sandbox, by the page's own nonce, and ask this server alone", async () => {
    const { url } = await runServer();
    for (const [path, accept] of [
      ["/", "*/*"],
      ["/graphql", "text/html"],
    ] as const) {
      const answer = await fetch(url + path, { headers: { accept } });
      const html = await answer.text();
      const policy = policyOf(answer);
      const nonce = `'nonce-${/nonce="([\da-f]+)"/.exec(html)?.[1]}'`;
      const scripts = [...html.matchAll(/<script nonce="([\da-f]+)"(?: src="(https:\/\/[^/]+))?/g)];
      expect(scripts).toHaveLength(2);
      expect(html.match(/<script/g)).toHaveLength(2);
      for (const [, own, origin] of scripts) {
        expect(policy.get("script-src")).toContain(`'nonce-${own}'`);
        if (origin !== undefined) expect(policy.get("script-src")).toContain(origin);
      }
      for (const [, own] of html.matchAll(/<style nonce="?([\da-f]+)/g)) expect(policy.get("style-src")).toContain(`'nonce-${own}'`);
      expect(policy.get("script-src")).toEqual([nonce, expect.stringContaining("embeddable-sandbox")]);
      const loaded = { stylesheet: "style-src", icon: "img-src", "apple-touch-icon": "img-src", manifest: "manifest-src" };
      for (const [, tag = ""] of html.matchAll(/<link([^>]*)>/g)) {
        const directive = loaded[/rel="([^"]+)"/.exec(tag)?.[1] as keyof typeof loaded];
        if (directive !== undefined) expect(policy.get(directive)).toContain(/href="(https:\/\/[^/]+)/.exec(tag)?.[1]);
      }
      expect(policy.get("frame-src")).toEqual(["https://sandbox.embed.apollographql.com"]);
      expect(policy.get("connect-src")).toEqual(["'self'"]);
      expect(policy.get("default-src")).toEqual(["'none'"]);
      expect(answer.headers.get("cross-origin-opener-policy")).toBe("same-origin-allow-popups");
    }
  });

  it("gives each page of / a nonce of its own", async () => {
    const { url } = await runServer();
    const nonce = async () => policyOf(await fetch(url)).get("script-src")?.[0];
    expect(await nonce()).not.toBe(await nonce());
  });

  it("lets /graphiql load what is served from here, and run no script that is written into the page", async () => {
    const { url } = await runServer();
    const answer = await fetch(`${url}/graphiql`);
    const policy = policyOf(answer);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("connect-src")).toEqual(["'self'"]);
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
    expect([...policy.values()].flat().filter((source) => source.includes(":"))).toEqual(["data:", "data:"]);
    // Whatever is asked for over plain HTTP goes on being loaded so.
    expect(policy.has("upgrade-insecure-requests")).toBe(false);
    const html = await answer.text();
    expect(html).not.toMatch(/<script>|<style|style=|\son\w+=/);
  });
});
