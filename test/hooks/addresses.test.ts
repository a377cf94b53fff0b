import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { GREENHOUSE_SECRET, type HookedCompany, SECRET, signed, startHookedCompany } from "./hooked-company.js";

const BODY = JSON.stringify({ action: "job_updated", payload: { job: { id: 4_000_000_000, name: "<Тест>" } } });

describe("The address of a webhook", () => {
  let company: HookedCompany;
  const log: Record<string, unknown>[] = [];
  beforeAll(async () => {
    company = await startHookedCompany(
      {
        LOG_LEVEL: "trace",
        CORS_ORIGINS: "https://app.example.com",
        GREENHOUSE_ACCOUNTS: "emea,apac",
        GREENHOUSE_EMEA_API_TOKEN: "emea-token",
        GREENHOUSE_EMEA_WEBHOOK_SECRET: "secret-of-emea",
        GREENHOUSE_APAC_API_TOKEN: "apac-token",
      },
      { log },
    );
  });
  afterAll(() => company.stop());

  const ask = (path: string, options: RequestInit = {}) =>
    fetch(`${company.graph.url}${path}`, { method: "POST", body: BODY, headers: signed(BODY), ...options });
  /** fetch sends no such methods. */
  const answerTo = async (method: string, path: string) => {
    const sent = request(`${company.graph.url}${path}`, { method }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    return { status: response.statusCode, text: await text(response) };
  };
  const shownBy = async (response: Response) => ({
    status: response.status,
    body: await response.text(),
    headers: Object.fromEntries([...response.headers].filter(([name]) => !["date", "x-request-id"].includes(name))),
  });

  it("answers every other one alike: a wrong secret, an unknown vendor or account, and one without its own secret", async () => {
    const others = [
      `/hooks/greenhouse/${SECRET}x`,
      `/hooks/greenhouse/${SECRET.slice(0, -1)}`,
      "/hooks/greenhouse/",
      "/hooks/greenhouse",
      `/hooks/greenhouse/${SECRET}/`,
      `/hooks/greenhouse/${SECRET}/more`,
      `/hooks/workday/${SECRET}`,
      `/hooks/feishu/${SECRET}`,
      `/hooks/greenhouse~apac/${SECRET}`,
      `/hooks/greenhouse~default/${SECRET}`,
      `/hooks/greenhouse-v1/${SECRET}`,
      `/hooks/GREENHOUSE/${SECRET}`,
      `/hooks/constructor/${SECRET}`,
      `/%68ooks/greenhouse/${SECRET}`,
      `/hooks//greenhouse/${SECRET}`,
    ];
    const answers = await Promise.all(others.map(async (path) => shownBy(await ask(path))));
    expect(answers[0]).toMatchObject({ status: 404, body: '{"error":"Not found."}' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    for (const method of ["PUT", "DELETE", "PATCH"])
      expect(await shownBy(await ask(`/hooks/greenhouse/${SECRET}`, { method }))).toEqual(answers[0]);
    // Methods that Fastify has no routes for.
    for (const method of ["TRACE", "PROPFIND", "M-SEARCH"])
      expect(await answerTo(method, `/hooks/greenhouse/${SECRET}`)).toEqual({ status: 404, text: answers[0]?.body });
  });

  it("takes what is signed by the account's own secret, whatever its type, and answers it at once", async () => {
    const types: (Record<string, string> | undefined)[] = [
      { "content-type": "text/plain" },
      { "content-type": "application/octet-stream" },
      { "content-type": "" },
      { "content-type": ";;" },
      { "content-type": "json" },
      {},
    ];
    for (const type of types) expect((await company.post("greenhouse", BODY, { ...signed(BODY), ...type })).status).toBe(200);
    const emea = await company.post("greenhouse~emea", BODY, signed(BODY, "e-1", "secret-of-emea"));
    expect(emea.status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ["no signature", {}],
    ["an empty one", { signature: "" }],
    ["one without its algorithm", { signature: signed(BODY).signature?.slice("sha256 ".length) ?? "" }],
    ["one of another secret", signed(BODY, "x", "another-secret")],
    ["one of another account", signed(BODY, "x", "secret-of-emea")],
    ["one of another body", signed(`${BODY} `)],
    ["one of the body written anew", signed(JSON.stringify(JSON.parse(BODY.replace("<", "\\u003c"))).replace("<", "\\u003c"))],
    ["a part of the right one", { signature: signed(BODY).signature?.slice(0, -1) ?? "" }],
  ])("refuses %s without a hint", async (_what, headers) => {
    const answer = await company.post("greenhouse", BODY, headers);
    expect([answer.status, await answer.text()]).toEqual([401, '{"error":"Unauthorized."}']);
  });

  it("takes no body that is too large, and none at all", async () => {
    const large = " ".repeat(600 * 1024);
    const refused = 'hiregraph_webhooks_received_total{vendor="GREENHOUSE",outcome="refused"}';
    const [before = `${refused} 0`] = await company.metric(refused);
    const tooLarge = await company.post("greenhouse", large, signed(large));
    expect([tooLarge.status, await tooLarge.json()]).toEqual([413, { error: "The body is too large." }]);
    expect(await company.metric(refused)).toEqual([`${refused} ${Number(before.split(" ")[1]) + 1}`]);
    const none = await fetch(`${company.graph.url}/hooks/greenhouse/${SECRET}`, { method: "POST", headers: signed("") });
    expect(none.status).toBe(200);
    expect((await fetch(`${company.graph.url}/hooks/greenhouse/${SECRET}`)).status).toBe(401);
  });

  it("lets no page of another site read anything", async () => {
    const origin = { origin: "https://app.example.com", "access-control-request-method": "POST" };
    for (const method of ["POST", "OPTIONS"]) {
      const { headers } = await fetch(`${company.graph.url}/hooks/greenhouse/${SECRET}`, { method, headers: { ...origin, ...signed("") } });
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it("is in no line of the log and in no metric, nor are secrets and bodies", async () => {
    await ask(`/hooks/greenhouse/${SECRET}?x=${SECRET}`);
    await ask(`//hooks/greenhouse/${SECRET}`);
    await ask(`/hooks/${SECRET}`);
    const metrics = (await company.metric("hiregraph_webhooks")).join("\n");
    const told = JSON.stringify(log) + metrics;
    expect(log.filter(({ path }) => path === "/hooks").length).toBeGreaterThan(20);
    for (const word of [SECRET, GREENHOUSE_SECRET, "secret-of-emea", "4000000000", "Тест"]) expect(told).not.toContain(word);
    expect(metrics).toMatch(/hiregraph_webhooks_received_total\{vendor="none",outcome="unknown_address"\} \d+/);
    expect(metrics).toContain('hiregraph_webhooks_received_total{vendor="GREENHOUSE",outcome="refused"}');
  });
});

it("The address of a webhook takes deliveries while the server is about to stop, and none once it drains", async () => {
  const company = await startHookedCompany();
  const stopped = company.graph.application.stop({ graceMs: 5_000 });
  expect((await company.post("greenhouse", BODY, signed(BODY))).status).toBe(200);
  await company.clock.advance(4_999);
  expect((await company.post("greenhouse", BODY, signed(BODY))).status).toBe(200);
  await company.clock.advance(1);
  await stopped;
  await expect(company.post("greenhouse", BODY, signed(BODY))).rejects.toThrow();
  await company.stop();
});
