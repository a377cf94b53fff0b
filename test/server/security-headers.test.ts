import { ask, runServer, stopServers } from "./run-server.js";

afterEach(stopServers);

const LOADS_NOTHING = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";

/** The directives of a policy, by name. */
function policyOf(answer: Response): Map<string, string[]> {
  const text = answer.headers.get("content-security-policy") ?? "";
  return new Map(text.split(";").map((directive) => [directive.split(" ")[0] ?? "", directive.split(" ").slice(1)]));
}

describe("Every answer", () => {
  it("forbids sniffing, loading, framing and referrers", async () => {
    const { url, server } = await runServer();
    const json = { method: "POST", headers: { "content-type": "application/json" }, body: '{"query":"{ viewer }"}' };
    const answers = await Promise.all([
      fetch(`${url}/graphql`, json),
      fetch(`${url}/graphql`, { ...json, body: "{" }),
      fetch(`${url}/graphql`, { method: "PUT" }),
      fetch(`${url}/nowhere`),
      fetch(`${url}/healthz`),
      fetch(`${url}/metrics`),
      fetch(`${url}/web/start.css`),
    ]);
    server.leave();
    answers.push(await fetch(`${url}/readyz`));
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 405, 404, 200, 200, 200, 503]);
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        "content-security-policy": LOADS_NOTHING,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "origin-agent-cluster": "?1",
        "x-dns-prefetch-control": "off",
        "x-download-options": "noopen",
        "x-permitted-cross-domain-policies": "none",
        "x-xss-protection": "0",
      });
      // The name may be used without TLS, and is not ours alone.
      expect(headers.get("strict-transport-security")).toBeNull();
    }
  });

  it("is readable to pages of the listed origins", async () => {
    const { url } = await runServer({ corsOrigins: ["https://app.example.com"] });
    const { headers } = await ask(url, "{ viewer }", { headers: { origin: "https://app.example.com" } });
    expect(headers.get("access-control-allow-origin")).toBe("https://app.example.com");
  });
});

describe("The content security policy of a page", () => {
  it.each([
    ["/", "*/*", ["web/start.js", "web/start.css"], []],
    ["/graphiql", "*/*", ["web/graphiql.js", "web/graphiql.css"], ["'unsafe-inline'", "data:", "data:"]],
    ["/graphql", "text/html", ["web/graphiql.js", "web/graphiql.css"], ["'unsafe-inline'", "data:", "data:"]],
  ])("lets the one at %s load what this server serves, and run no inline script", async (path, accept, files, besides) => {
    const { url } = await runServer();
    const answer = await fetch(url + path, { headers: { accept } });
    const policy = policyOf(answer);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("connect-src")).toEqual(["'self'"]);
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
    expect([...policy.values()].flat().filter((source) => source !== "'self'" && source !== "'none'")).toEqual(besides);
    // Whatever is asked for over plain HTTP goes on being loaded so.
    expect(policy.has("upgrade-insecure-requests")).toBe(false);
    const html = await answer.text();
    for (const file of files) expect(html).toContain(`="${file}"`);
    expect(html).not.toMatch(/<script>|<style|style=|\son\w+=/);
  });
});
