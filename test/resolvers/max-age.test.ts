import { createHash } from "node:crypto";
import type { SourceReport } from "../../src/schema/vendor/vendor.type.js";
import { type Accounts, startAccounts } from "../support/accounts.js";
import { type Company, startCompany } from "../support/company.js";
import { type GraphAnswer, startGraph, type TestGraph } from "../support/graph.js";

interface Cost {
  vendor: string;
  account: string;
  requests: number;
  coalesced: number;
  cached: number;
  waitedMs: number;
}

interface Board {
  jobs: { nodes: { id: string; name: string }[]; sources: SourceReport[] };
}

const BOARD = "{ jobs(vendors: [GREENHOUSE], first: 3) { nodes { id name } sources { state fetchedAt failure { code } } } }";
const MINUTE = { "cache-control": "max-age=60" };
const TOLD = { "x-upstream": "1" };

const costOf = ({ extensions }: GraphAnswer<unknown>) => extensions?.upstream as Cost[] | undefined;

describe("An answer", () => {
  let company: Company;
  const start = async (...options: Parameters<typeof startCompany>) => {
    company = await startCompany(...options);
  };
  afterEach(() => company.stop());

  const ask = <Data = Board>(query: string, headers: Record<string, string> = {}, variables: object = {}): Promise<GraphAnswer<Data>> =>
    company.while(company.graph.ask<Data, object>(query, variables, headers));
  const sentTo = (vendor: "greenhouse" | "headhunter" | "linkedin" | "feishu"): number => company[vendor].running.requests.length;
  const fetchedAt = ({ data }: GraphAnswer<Board>) => Date.parse(data?.jobs.sources[0]?.fetchedAt ?? "");
  const firstJob = () => {
    const [job] = company.greenhouse.standIn.state.jobs;
    if (job === undefined) throw new Error("The company has no job");
    return job;
  };
  /** An open seat, by its ids. */
  const openSeat = (): string => {
    for (const job of company.greenhouse.standIn.state.jobs) {
      const seat = job.openings.find(({ status }) => status === "open");
      if (seat !== undefined) return `greenhouse:opening:${job.id}.${seat.id}`;
    }
    throw new Error("The company has no open seat");
  };

  it("is new where the caller allows no age, however young the one before is", async () => {
    await start();
    await ask(BOARD);
    await ask(BOARD);
    await ask(BOARD, { "cache-control": "no-cache" });
    await ask(BOARD, { "cache-control": "max-age=0" });
    await ask(BOARD, { "cache-control": "max-age=minute" });
    expect(sentTo("greenhouse")).toBe(5);
  });

  it("serves again within the age that a caller allows, and says when its vendor was asked", async () => {
    await start();
    const first = await ask(BOARD);
    await company.clock.advance(59_000);
    const again = await ask(BOARD, MINUTE);
    expect(again.data?.jobs.nodes).toEqual(first.data?.jobs.nodes);
    expect(again.data?.jobs.sources[0]).toMatchObject({ state: "FRESH", failure: null });
    expect(fetchedAt(again)).toBe(fetchedAt(first));
    expect(company.clock.now() - fetchedAt(again)).toBeLessThanOrEqual(60_000);
    expect(sentTo("greenhouse")).toBe(1);
    await company.clock.advance(2_000);
    const anew = await ask(BOARD, MINUTE);
    expect(sentTo("greenhouse")).toBe(2);
    expect(company.clock.now() - fetchedAt(anew)).toBeLessThan(2_000);
  });

  it("tells where it is asked what it cost: requests, and what cost none", async () => {
    await start();
    const plain = await ask(BOARD);
    expect(plain.extensions).toBeUndefined();
    const asked = await ask(BOARD, TOLD);
    expect(costOf(asked)).toEqual([{ vendor: "GREENHOUSE", account: "default", requests: 1, coalesced: 0, cached: 0, waitedMs: 0 }]);
    const kept = await ask(BOARD, { ...TOLD, ...MINUTE });
    expect(costOf(kept)).toEqual([{ vendor: "GREENHOUSE", account: "default", requests: 0, coalesced: 0, cached: 1, waitedMs: 0 }]);
    expect(costOf(await ask("{ vendors { vendor } }", TOLD))).toEqual([]);
    expect((await ask(BOARD, { "x-upstream": "yes" })).extensions).toBeUndefined();
  });

  it("told to have cost nothing is no whole one that was kept, but made of vendors' answers", async () => {
    await start();
    await ask(BOARD, MINUTE);
    await ask(BOARD, MINUTE);
    const told = await ask(BOARD, { ...TOLD, ...MINUTE });
    expect(costOf(told)).toMatchObject([{ requests: 0, cached: 1 }]);
    expect((await ask(BOARD, MINUTE)).extensions).toBeUndefined();
  });

  it("counts a shared request for the caller that opened it; the others say that they shared it", async () => {
    await start();
    const answers = await company.while(Promise.all(Array.from({ length: 3 }, () => company.graph.ask<Board, object>(BOARD, {}, TOLD))));
    const costs = answers.map((answer) => costOf(answer)?.[0]);
    expect(costs.map((cost) => cost?.requests).sort()).toEqual([0, 0, 1]);
    expect(costs.map((cost) => cost?.coalesced).sort()).toEqual([0, 1, 1]);
    expect(sentTo("greenhouse")).toBe(1);
  });

  it("counts retries as the vendor saw them, and no tokens", async () => {
    await start({}, undefined, "v3");
    company.greenhouse.running.faults.arm({ kind: "status", status: 503, path: "^/v3/jobs", times: 1 });
    const told = await ask("{ jobs(vendors: [GREENHOUSE], first: 3) { nodes { id } } }", TOLD);
    const seen = company.greenhouse.running.requests.filter(({ path }) => path !== "/token").length;
    expect(costOf(told)).toMatchObject([{ vendor: "GREENHOUSE", requests: seen }]);
    expect(company.greenhouse.running.requests.length).toBe(seen + 1);
  });

  it("tells how long its requests waited for their budgets", async () => {
    await start();
    const ids = Array.from({ length: 60 }, (_, at) => `greenhouse:job:${1_000 + at}`);
    const told = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", TOLD, { ids });
    const [cost] = costOf(told) ?? [];
    expect(cost?.requests).toBe(60);
    // Fifty go at once; ten wait for the next ten seconds.
    expect(cost?.waitedMs).toBeGreaterThan(10 * 5_000);
  });

  it("of old parts costs neither the operation's allowance nor a budget", async () => {
    await start({ MAX_VENDOR_REQUESTS: "1" });
    const two =
      "{ one: jobs(vendors: [GREENHOUSE], first: 3) { nodes { id } } two: jobs(vendors: [GREENHOUSE], first: 3, status: CLOSED) { nodes { id } } }";
    await ask("{ one: jobs(vendors: [GREENHOUSE], first: 3) { nodes { id } } }");
    expect((await ask(two)).errors).not.toBeUndefined();
    const { errors, extensions } = await ask(two, { ...MINUTE, ...TOLD });
    expect(errors).toBeUndefined();
    expect(extensions?.upstream).toMatchObject([{ requests: 1, cached: 1 }]);
  });

  it("of a vendor that is down serves again while it is young enough; the failure does not", async () => {
    await start();
    await ask(BOARD);
    company.greenhouse.running.faults.arm({ kind: "status", status: 503 });
    const kept = await ask(BOARD, MINUTE);
    expect(kept.data?.jobs.sources[0]).toMatchObject({ state: "FRESH", failure: null });
    await company.clock.advance(61_000);
    const stale = await ask(BOARD, MINUTE);
    expect(stale.data?.jobs.sources[0]).toMatchObject({ state: "STALE", failure: { code: "UNAVAILABLE" } });
    company.greenhouse.running.faults.clear();
    await company.clock.advance(30_000);
    const up = await ask(BOARD, MINUTE);
    expect(up.data?.jobs.sources[0]).toMatchObject({ state: "FRESH", failure: null });
  });

  it("with an unreadable record serves once", async () => {
    await start();
    company.greenhouse.spoil = (_request, json: { status: unknown }[]) => [{ ...json[0], status: { is: "open" } }, ...json.slice(1)];
    for (let time = 0; time < 2; time += 1) {
      const { data } = await ask(BOARD, MINUTE);
      expect(data?.jobs.sources[0]).toMatchObject({ state: "INCOMPLETE" });
    }
    company.greenhouse.spoil = undefined;
    const { data } = await ask(BOARD, MINUTE);
    expect(data?.jobs.sources[0]).toMatchObject({ state: "FRESH" });
    expect(sentTo("greenhouse")).toBe(3);
  });

  it("does not fail because its pages are of several ages: its list is then asked for anew", async () => {
    await start();
    const list = "{ nodes { id } sources { state failure { message } } }";
    const walk = `{ jobs(vendors: [FEISHU_HIRE], first: 100) ${list} }`;
    // Two lists of one query fail at once.
    const walks = `{ jobs(vendors: [FEISHU_HIRE], first: 100) ${list} fewer: jobs(vendors: [FEISHU_HIRE], first: 99) ${list} }`;
    const LIST = "/open-apis/hire/v1/jobs";
    let firstPage: unknown;
    company.feishu.spoil = ({ path, query }, json: unknown) => {
      if (path === LIST && !query.has("page_token")) firstPage = json;
      return undefined;
    };
    const whole = await ask(walk);
    await company.clock.advance(3_700_000);
    // The first page alone is kept.
    company.feishu.running.faults.arm({ kind: "status", status: 503, path: `^${LIST}$`, skip: 1 });
    await ask(walk);
    company.feishu.running.faults.clear();
    await company.clock.advance(60_000);
    // As when its records have moved to the second page since, so that a list of old and new pages would go in a circle.
    let isOld = true;
    company.feishu.spoil = ({ path, query }) => {
      if (path !== LIST) return undefined;
      isOld &&= query.has("page_token");
      return isOld ? firstPage : undefined;
    };
    const { data } = await ask<Board & { fewer: Board["jobs"] }>(walks, { "cache-control": "max-age=3600" });
    for (const jobs of [data?.jobs, data?.fewer]) {
      expect(jobs?.sources[0]).toMatchObject({ state: "FRESH", failure: null });
      expect(jobs?.nodes).toEqual(whole.data?.jobs.nodes);
    }
    expect(isOld).toBe(false);
  });

  it("after a change through this server shows it, whatever age is allowed, and so does the payload", async () => {
    await start();
    const id = openSeat();
    const query = "query ($id: ID!) { node(id: $id) { ... on Opening { status } } }";
    const status = async () =>
      (await ask<{ node: { status: string } }>(query, { "cache-control": "max-age=3600" }, { id })).data?.node.status;
    expect([await status(), await status()]).toEqual(["OPEN", "OPEN"]);
    const closing = "mutation ($id: ID!) { closeOpening(input: { id: $id }) { opening { status } operation { outcome } } }";
    const closed = await ask(closing, { "cache-control": "max-age=3600" }, { id });
    expect(closed.data).toMatchObject({ closeOpening: { opening: { status: "CLOSED" }, operation: { outcome: "APPLIED" } } });
    expect([await status(), await status()]).toEqual(["CLOSED", "CLOSED"]);
  });

  it("is asked for anew by the check of a change, and by a dry run with its payload", async () => {
    await start();
    const id = openSeat();
    const age = { "cache-control": "max-age=3600", ...TOLD };
    await ask("query ($id: ID!) { node(id: $id) { ... on Opening { status can { close { allowed } } } } }", age, { id });
    // Closed by somebody else: nobody tells this server.
    for (const job of company.greenhouse.standIn.state.jobs)
      for (const opening of job.openings) if (id.endsWith(`.${opening.id}`)) opening.status = "closed";
    const closing = (options: string) =>
      `mutation ($id: ID!) { closeOpening(input: { id: $id ${options} }) { opening { status } userErrors { code } operation { outcome } } }`;
    const dry = await ask(closing("dryRun: true"), age, { id });
    expect(dry.data).toMatchObject({ closeOpening: { userErrors: [{ code: "ALREADY_CLOSED" }] } });
    expect(costOf(dry)).toMatchObject([{ cached: 0 }]);
    const real = await ask(closing(""), age, { id });
    expect(real.data).toMatchObject({ closeOpening: { userErrors: [{ code: "ALREADY_CLOSED" }] } });
    expect(costOf(real)).toMatchObject([{ cached: 0 }]);
  });

  it("from before a change whose answer was lost serves nobody once the outcome is known", async () => {
    await start({ REQUEST_DEADLINE_MS: "600000" });
    const id = openSeat();
    const query = "query ($id: ID!) { node(id: $id) { ... on Opening { status } } }";
    company.greenhouse.running.faults.arm({ kind: "drop-after", method: "PATCH", times: 1 });
    const closing = "mutation ($id: ID!) { closeOpening(input: { id: $id }) { operation { outcome } } }";
    const told = await ask(closing, TOLD, { id });
    expect(told.data).toMatchObject({ closeOpening: { operation: { outcome: "APPLIED" } } });
    // The check, the sending, and the look at what became of it.
    expect(costOf(told)).toMatchObject([{ vendor: "GREENHOUSE", requests: sentTo("greenhouse") }]);
    const { data } = await ask<{ node: { status: string } }>(query, { "cache-control": "max-age=3600" }, { id });
    expect(data?.node.status).toBe("CLOSED");
  });

  it("of LinkedIn comes out of the store that holds its postings, no older than the caller allows", async () => {
    await start();
    const published = await ask<{ publishVacancy: { operation: { id: string } | null; userErrors: object[] } }>(
      `mutation { publishVacancy(input: {
        name: "Storekeeper", code: "NEW.1", description: "${"Keeps the store. ".repeat(20)}"
        linkedin: { location: "Berlin, Germany", applyUrl: "https://jobs.example.com/1" }
      }) { operation { id } userErrors { code message } } }`,
    );
    expect(published.data?.publishVacancy.userErrors).toEqual([]);
    const id = published.data?.publishVacancy.operation?.id;
    // Its outcome, once it is known, puts out what was read before. LinkedIn is asked for it in real time, while this clock goes on.
    const outcome = async () =>
      (await ask<{ operation: { outcome: string } }>("query ($id: ID!) { operation(id: $id) { outcome } }", {}, { id })).data?.operation
        .outcome;
    for (let look = 0; (await outcome()) !== "APPLIED" && look < 20; look += 1) await company.clock.advance(400_000);
    expect(await outcome()).toBe("APPLIED");
    const list = "{ vacancies(vendors: [LINKEDIN], first: 5) { nodes { id status } sources { state fetchedAt } } }";
    interface List {
      vacancies: { nodes: { status: string }[]; sources: SourceReport[] };
    }
    // Time stands still meanwhile, however long a busy machine takes: the answer would grow older than a minute.
    const still = (query: string, headers: Record<string, string> = {}) => company.graph.ask<List, object>(query, {}, headers);
    await still(list);
    const askedAt = company.clock.now();
    const asked = sentTo("linkedin");
    await company.clock.advance(20_000);
    const kept = await still(list, { ...MINUTE, ...TOLD });
    expect(sentTo("linkedin")).toBe(asked);
    expect(costOf(kept)).toMatchObject([{ vendor: "LINKEDIN", requests: 0, cached: 1 }]);
    expect(Date.parse(kept.data?.vacancies.sources[0]?.fetchedAt ?? "")).toBeLessThanOrEqual(askedAt);
    await still(list);
    expect(sentTo("linkedin")).toBe(asked + 1);
  });

  it("of operations and of the vendors' health is never kept", async () => {
    await start();
    const health = "{ vendors { vendor lastSuccessAt } }";
    const before = await ask<{ vendors: { vendor: string; lastSuccessAt: string | null }[] }>(health, MINUTE);
    await ask(BOARD);
    const after = await ask<{ vendors: { vendor: string; lastSuccessAt: string | null }[] }>(health, MINUTE);
    expect(before.data?.vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.lastSuccessAt).toBeNull();
    expect(after.data?.vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.lastSuccessAt).not.toBeNull();
    const id = openSeat();
    await ask("mutation ($id: ID!) { closeOpening(input: { id: $id }) { operation { id } } }", {}, { id });
    const log = "{ operations(first: 5) { nodes { id } } }";
    const one = await ask<{ operations: { nodes: object[] } }>(log, MINUTE);
    expect(one.data?.operations.nodes).toHaveLength(1);
    await ask("mutation ($id: ID!) { closeOpening(input: { id: $id }) { operation { id } } }", {}, { id });
    const two = await ask<{ operations: { nodes: object[] } }>(log, MINUTE);
    expect(two.data?.operations.nodes).toHaveLength(2);
    expect(firstJob().id).toBeDefined();
  });

  it("is counted for the operators: requests that were spared, and the memory", async () => {
    await start();
    await ask(BOARD);
    await ask(BOARD, { ...MINUTE, ...TOLD });
    await ask(BOARD, MINUTE);
    await ask(BOARD, MINUTE);
    const metrics = await (await fetch(`${company.graph.url}/metrics`)).text();
    expect(metrics).toContain('hiregraph_vendor_spared_reads_total{vendor="GREENHOUSE",by="cached"} 2');
    expect(metrics).toContain("hiregraph_graphql_kept_answers_total 1");
    expect(metrics).toContain('hiregraph_graphql_operations_total{type="query",outcome="ok"} 4');
    expect(metrics).toMatch(/hiregraph_kept_answers_bytes\{of="vendors"\} [1-9]/);
    expect(metrics).toMatch(/hiregraph_kept_answers_bytes\{of="graphql"\} [1-9]/);
    expect(metrics).toMatch(/hiregraph_kept_answers_bytes\{of="bodies"\} [1-9]/);
  });
});

describe("An answer of one of several accounts", () => {
  let accounts: Accounts;
  let graph: TestGraph;

  beforeEach(async () => {
    accounts = await startAccounts();
    graph = await startGraph({ env: accounts.env });
  });
  afterEach(async () => {
    await graph.stop();
    await accounts.close();
  });

  it("never serves another account, though the requests are the same", async () => {
    const [job] = accounts.emea.state.jobs;
    if (job === undefined) throw new Error("The sample company has no job");
    job.name = "Head of EMEA";
    const name = async (id: string) => {
      const { data } = await graph.ask<{ job: { name: string } }, object>("query ($id: ID!) { job(id: $id) { name } }", { id }, MINUTE);
      return data?.job.name;
    };
    const theirs = await name(`greenhouse:job:${job.id}`);
    expect(await name(`greenhouse~emea:job:${job.id}`)).toBe("Head of EMEA");
    expect(await name(`greenhouse:job:${job.id}`)).toBe(theirs);
    expect(theirs).not.toBe("Head of EMEA");
    expect([accounts.greenhouse.requests.length, accounts.emea.requests.length]).toEqual([1, 1]);
  });

  it("stays when another vendor's records are changed", async () => {
    const [job] = accounts.greenhouse.state.jobs;
    const vacancy = [...accounts.moscow.state.vacancies.values()].find(({ archivedAt }) => archivedAt === null);
    const ask = () => graph.ask("query ($id: ID!) { job(id: $id) { name } }", { id: `greenhouse:job:${job?.id}` }, MINUTE);
    await ask();
    const closed = await graph.ask("mutation ($id: ID!) { closeVacancy(input: { id: $id }) { operation { outcome } } }", {
      id: `headhunter~moscow:vacancy:${vacancy?.id}`,
    });
    expect(closed.data).toMatchObject({ closeVacancy: { operation: { outcome: "APPLIED" } } });
    await ask();
    expect(accounts.greenhouse.requests).toHaveLength(1);
  });
});

test("An answer of one account shows what was changed through another that reads the same records", async () => {
  const accounts = await startAccounts();
  const graph = await startGraph({ env: { ...accounts.env, GREENHOUSE_EMEA_BASE_URL: accounts.greenhouse.origin } });
  const seat = accounts.greenhouse.state.jobs
    .flatMap((job) => job.openings.map((opening) => ({ job, opening })))
    .find(({ opening }) => opening.status === "open");
  const id = (account: string) => `greenhouse${account}:opening:${seat?.job.id}.${seat?.opening.id}`;
  const status = async () => {
    const query = "query ($id: ID!) { opening(id: $id) { status } }";
    return (await graph.ask<{ opening: { status: string } }, object>(query, { id: id("") }, MINUTE)).data?.opening.status;
  };
  expect(await status()).toBe("OPEN");
  await graph.ask("mutation ($id: ID!) { closeOpening(input: { id: $id }) { operation { outcome } } }", { id: id("~emea") });
  expect(await status()).toBe("CLOSED");
  await graph.stop();
  await accounts.close();
});

describe("An answer that was kept", () => {
  const TOKENS = { reader: "token-of-the-reader", other: "token-of-another", insider: "token-of-the-insider" };
  let company: Company;

  beforeEach(async () => {
    const sha = (token: string) => createHash("sha256").update(token).digest("hex");
    const scopes = { reader: "read", other: "read", insider: "read+vendor-data:read" };
    const tokens = Object.entries(TOKENS).map(([name, token]) => `${name}:${sha(token)}:${scopes[name as keyof typeof scopes]}`);
    company = await startCompany({ AUTH_TOKENS: tokens.join(",") });
  });
  afterEach(() => company.stop());

  const as = (name: keyof typeof TOKENS, headers = {}) => ({ authorization: `Bearer ${TOKENS[name]}`, ...MINUTE, ...headers });
  const ask = (query: string, headers: Record<string, string>) => company.while(company.graph.ask<Board, object>(query, {}, headers));

  it("serves every caller of the same scopes, and none without a token", async () => {
    const first = await ask(BOARD, as("reader"));
    expect(await ask(BOARD, as("other"))).toEqual(first);
    expect(company.requestCount()).toBe(1);
    const { errors } = await ask(BOARD, MINUTE);
    expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    const unknown = await ask(BOARD, { ...MINUTE, authorization: "Bearer nobody" });
    expect(unknown.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });

  it("shows vendorData to those alone who hold its scope, though the vendor is asked once for all", async () => {
    const query = "{ jobs(vendors: [GREENHOUSE], first: 3) { nodes { id vendorData } } }";
    const insider = await ask(query, as("insider"));
    expect(insider.errors).toBeUndefined();
    for (let time = 0; time < 2; time += 1) {
      const { data, errors } = await ask(query, as("reader"));
      expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
      expect(JSON.stringify(data)).not.toContain("requisition_id");
    }
    expect(await ask(query, as("insider"))).toEqual(insider);
    expect(company.requestCount()).toBe(1);
  });

  it("does not hold the token of a caller who has signed in since", async () => {
    const [job] = company.greenhouse.standIn.state.jobs;
    if (job !== undefined) job.name = `Bearer of ${TOKENS.other}`;
    await ask(BOARD, as("reader"));
    await ask(BOARD, as("other"));
    const { data } = await ask(BOARD, as("reader"));
    expect(data?.jobs.nodes[0]?.name).toBe("Bearer of [redacted]");
    expect(company.requestCount()).toBe(1);
  });
});
