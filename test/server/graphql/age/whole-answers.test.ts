import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type Company, startCompany } from "../../../support/company.js";

const BOARD = "query Board($first: Int!) { jobs(vendors: [GREENHOUSE], first: $first) { nodes { id name } sources { fetchedAt } } }";
const MINUTE = { "cache-control": "max-age=60" };

/** Over real vendors' stand-ins, whose requests tell whether a query was executed; the vendors' own answers are made useless between two askings. */
describe("The whole answer of a query that allows an age", () => {
  let company: Company;
  beforeEach(async () => {
    company = await startCompany();
  });
  afterEach(() => company.stop());

  interface Raw {
    status: number;
    headers: Headers;
    text: string;
  }
  const raw = async (pending: Promise<Response>): Promise<Raw> => {
    const response = await company.while(pending);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const post = (body: unknown, headers: Record<string, string> = MINUTE) =>
    raw(
      fetch(`${company.graph.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
  const get = (parameters: Record<string, string>, headers: Record<string, string> = MINUTE) =>
    raw(fetch(`${company.graph.url}/graphql?${new URLSearchParams(parameters)}`, { headers }));
  const three = { query: BOARD, variables: '{"first":3}' };
  /** How often a whole answer served again. */
  const served = async (): Promise<number> => {
    const metrics = await (await fetch(`${company.graph.url}/metrics`)).text();
    return Number(/^hiregraph_graphql_kept_answers_total (\d+)$/m.exec(metrics)?.[1]);
  };

  it("is sent again byte for byte, to POST and GET alike", async () => {
    const first = await post({ query: BOARD, variables: { first: 3 } });
    const again = [
      await post({ query: BOARD, variables: { first: 3 } }),
      await post({ variables: { first: 3 }, operationName: null, query: BOARD, extensions: null }),
      await get(three),
    ];
    for (const { status, text } of again) expect([status, text]).toEqual([200, first.text]);
    expect(await served()).toBe(3);
    expect(company.requestCount()).toBe(1);
  });

  it("serves by POST and GET whoever names the document by its hash, with the same tag", async () => {
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: createHash("sha256").update(BOARD).digest("hex") } });
    const first = await post({ query: BOARD, variables: { first: 3 }, extensions: JSON.parse(extensions) });
    const { variables } = three;
    const [byPost, byGet] = [
      await post({ variables: { first: 3 }, extensions: JSON.parse(extensions) }),
      await get({ variables, extensions }),
    ];
    expect([byPost.text, byGet.text]).toEqual([first.text, first.text]);
    expect(await served()).toBe(2);
    const tag = byGet.headers.get("etag") ?? "";
    expect((await get(three)).headers.get("etag")).toBe(tag);
    expect((await get({ variables, extensions }, { ...MINUTE, "if-none-match": tag })).status).toBe(304);
    expect(company.requestCount()).toBe(1);
  });

  it("has the headers that every answer has, and says how old it is", async () => {
    const first = await post({ query: BOARD, variables: { first: 3 } });
    await company.clock.advance(5_000);
    const again = await post({ query: BOARD, variables: { first: 3 } }, { ...MINUTE, "x-request-id": "r-7" });
    for (const name of ["content-type", "content-length", "cache-control", "x-content-type-options", "content-security-policy"])
      expect([name, again.headers.get(name)]).toEqual([name, first.headers.get(name)]);
    expect(again.headers.get("cache-control")).toBe("no-store");
    expect(again.headers.get("x-request-id")).toBe("r-7");
    expect(first.headers.get("age")).toBeNull();
    expect(Number(again.headers.get("age"))).toBeGreaterThanOrEqual(5);
    expect(Number(again.headers.get("age"))).toBeLessThan(60);
  });

  it("comes in the media type that each caller takes", async () => {
    const ours = { ...MINUTE, accept: "application/graphql-response+json" };
    const first = await post({ query: BOARD, variables: { first: 3 } });
    const again = await post({ query: BOARD, variables: { first: 3 } }, ours);
    expect(first.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(again.headers.get("content-type")).toBe("application/graphql-response+json; charset=utf-8");
    expect(again.text).toBe(first.text);
    expect(await served()).toBe(1);
    expect((await post({ query: BOARD, variables: { first: 3 } }, { ...MINUTE, accept: "image/png" })).status).toBe(406);
  });

  it("is compressed where the client takes it", async () => {
    const query = "{ jobs(vendors: [GREENHOUSE], first: 100) { nodes { id name code status } } }";
    const first = await post({ query });
    const again = await post({ query }, { ...MINUTE, "accept-encoding": "gzip" });
    expect(again.headers.get("content-encoding")).toBe("gzip");
    expect(again.headers.get("vary")).toContain("accept-encoding");
    expect(again.text).toBe(first.text);
    expect(gunzipSync).toBeDefined();
    expect(await served()).toBe(1);
  });

  it.each<[what: string, body: object, headers: Record<string, string>]>([
    ["other variables", { query: BOARD, variables: { first: 4 } }, {}],
    ["another document", { query: BOARD.replace("name", "code"), variables: { first: 3 } }, {}],
    ["another language", { query: BOARD, variables: { first: 3 } }, { "accept-language": "ru" }],
    ["an extension", { query: BOARD, variables: { first: 3 }, extensions: { note: 1 } }, {}],
    ["no allowed age", { query: BOARD, variables: { first: 3 } }, { "cache-control": "no-cache" }],
    ["the wish to be told its cost", { query: BOARD, variables: { first: 3 } }, { "x-upstream": "1" }],
  ])("is another one for %s", async (_what, body, headers) => {
    await post({ query: BOARD, variables: { first: 3 } });
    await post(body, { ...MINUTE, ...headers });
    expect(await served()).toBe(0);
  });

  it("is as old as its oldest part: an old answer of a vendor does not become new by it", async () => {
    await post({ query: BOARD, variables: { first: 3 } }, {});
    await company.clock.advance(40_000);
    await post({ query: BOARD, variables: { first: 3 } });
    await company.clock.advance(15_000);
    const young = await post({ query: BOARD, variables: { first: 3 } });
    expect([await served(), company.requestCount()]).toEqual([1, 1]);
    expect(Number(young.headers.get("age"))).toBeGreaterThanOrEqual(55);
    await company.clock.advance(10_000);
    await post({ query: BOARD, variables: { first: 3 } });
    expect([await served(), company.requestCount()]).toEqual([1, 2]);
  });

  it("is not kept where it has errors", async () => {
    const query = '{ job(id: "greenhouse:job:1") { id } jobs(vendors: [GREENHOUSE], first: 101, after: "x") { nodes { id } } }';
    const answers = [await post({ query }), await post({ query })];
    for (const { text } of answers) expect(JSON.parse(text)).toHaveProperty("errors");
    expect(await served()).toBe(0);
  });

  it("is not kept where a source failed, also where nothing but `sources` says so", async () => {
    company.greenhouse.running.faults.arm({ kind: "status", status: 503 });
    await post({ query: BOARD, variables: { first: 3 } });
    company.greenhouse.running.faults.clear();
    await company.clock.advance(30_000);
    const { text } = await post({ query: BOARD, variables: { first: 3 } });
    expect(JSON.parse(text).data.jobs.nodes).toHaveLength(3);
    expect(await served()).toBe(0);
  });

  it("is put out by a change at any vendor", async () => {
    await post({ query: BOARD, variables: { first: 3 } });
    const [vacancy] = company.headhunter.standIn.state.vacancies.values();
    await post({ query: `mutation { closeVacancy(input: { id: "headhunter:vacancy:${vacancy?.id}" }) { operation { outcome } } }` });
    await post({ query: BOARD, variables: { first: 3 } });
    expect(await served()).toBe(0);
    await post({ query: BOARD, variables: { first: 3 } });
    expect(await served()).toBe(1);
  });

  it("of variables that nobody can write down is refused in the usual words", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const body = `{"query":${JSON.stringify(BOARD)},"variables":{"first":${deep}}}`;
    const [plain, aged] = [await post(body, {}), await post(body)];
    expect([aged.status, aged.text]).toEqual([plain.status, plain.text]);
  });

  it.each([{ extensions: "" }, { extensions: 0 }, { extensions: false }])(
    "is not given where the request is refused for its %p",
    async (refused) => {
      const body = { query: BOARD, variables: { first: 3 } };
      await post(body);
      const [plain, aged] = [await post({ ...body, ...refused }, {}), await post({ ...body, ...refused })];
      expect([aged.status, aged.text]).toEqual([plain.status, plain.text]);
      expect(aged.status).toBe(400);
    },
  );

  it("is not given to a GET that is refused because its variables are null", async () => {
    const query = "{ jobs(vendors: [GREENHOUSE], first: 3) { nodes { id } } }";
    await get({ query });
    const [plain, aged] = [await get({ query, variables: "null" }, {}), await get({ query, variables: "null" })];
    expect([aged.status, aged.text]).toEqual([plain.status, plain.text]);
    expect(aged.status).toBe(400);
  });

  it("is not given to a page of another site, nor in place of the explorer", async () => {
    await get(three);
    const site = await get(three, { ...MINUTE, "sec-fetch-site": "cross-site" });
    expect(site.status).toBe(400);
    const page = await get(three, { ...MINUTE, accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await served()).toBe(0);
  });

  describe("of a GET", () => {
    it("has a tag, and may be held by the client, who asks each time whether it still stands", async () => {
      const { headers, text } = await get(three);
      expect(headers.get("etag")).toMatch(/^W\/"[\w-]{27}"$/);
      expect(headers.get("cache-control")).toBe("private, no-cache");
      expect(headers.get("vary")).toBe("authorization, accept, accept-language");
      const etag = headers.get("etag") ?? "";
      for (const held of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
        const unchanged = await get(three, { ...MINUTE, "if-none-match": held });
        expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
        for (const name of ["etag", "cache-control", "vary"]) expect(unchanged.headers.get(name)).toBe(headers.get(name));
      }
      const changed = await get(three, { ...MINUTE, "if-none-match": 'W/"another"' });
      expect([changed.status, changed.text]).toEqual([200, text]);
    });

    it("is asked for anew where the client allows no age, and is not sent where it is still the same", async () => {
      const query = "{ jobs(vendors: [GREENHOUSE], first: 3) { nodes { id name } } }";
      const etag = (await get({ query })).headers.get("etag") ?? "";
      const unchanged = await get({ query }, { "if-none-match": etag });
      expect([unchanged.status, company.requestCount()]).toEqual([304, 2]);
      const [job] = company.greenhouse.standIn.state.jobs;
      if (job !== undefined) job.name = "Renamed";
      const changed = await get({ query }, { "if-none-match": etag });
      expect([changed.status, changed.headers.get("etag") === etag]).toEqual([200, false]);
      expect(changed.text).toContain("Renamed");
    });

    it("without either header is no-store, as before, and has no tag", async () => {
      const { headers } = await get(three, {});
      expect([headers.get("cache-control"), headers.get("etag")]).toEqual(["no-store", null]);
    });

    it("that failed has no tag, whatever the client holds", async () => {
      company.greenhouse.running.faults.arm({ kind: "status", status: 503 });
      const { status, headers } = await get(three, { ...MINUTE, "if-none-match": "*" });
      expect([status, headers.get("etag"), headers.get("cache-control")]).toEqual([200, null, "no-store"]);
    });
  });

  it("of a POST is compared with no tag: a change must not be left undone because a client holds something", async () => {
    const first = await post({ query: BOARD, variables: { first: 3 } }, { ...MINUTE, "if-none-match": "*" });
    const again = await post({ query: BOARD, variables: { first: 3 } }, { ...MINUTE, "if-none-match": "*" });
    expect([first.status, again.status, again.headers.get("etag")]).toEqual([200, 200, null]);
  });
});
