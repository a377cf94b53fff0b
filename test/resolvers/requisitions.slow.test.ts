import { type Company, startCompany } from "../support/company.js";

interface Held {
  nodes: { code: string | null; name?: string; names?: { value: string }[] }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Requisitions {
  requisitions: {
    nodes: { id: string; code: string; status: string; jobs: { id: string }[] }[];
    edges: { cursor: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    sources: { vendor: string; state: string; fetchedAt: string | null }[];
  };
}

const LIST = `query Codes($codes: [String!], $status: JobStatus, $text: String, $first: Int, $after: String) {
  requisitions(codes: $codes, status: $status, text: $text, first: $first, after: $after) {
    nodes { id code } edges { cursor } pageInfo { hasNextPage endCursor } sources { vendor state fetchedAt }
  }
}`;
const SWEPT_SOURCES = ["FEISHU_COREHR", "FEISHU_HIRE", "GREENHOUSE", "HEADHUNTER", "LINKEDIN"];
/** Each kind of record with its code and its names, as lists of the vendors show them. */
const KNOWN = [
  "jobs(first: 200, after: $after) { nodes { code names { value } } pageInfo { hasNextPage endCursor } }",
  ...["ACTIVE", "CLOSED", "DELETED"].map(
    (status) => `vacancies(first: 200, after: $after, status: ${status}) { nodes { code name } pageInfo { hasNextPage endCursor } }`,
  ),
];

describe("The list of requisitions", () => {
  let company: Company;

  beforeAll(async () => {
    company = await startCompany({ CODE_SWEEP: "on" });
    for (let round = 0; round < 400 && !(await isSwept()); round += 1) await company.clock.advance(5_000);
  });
  afterAll(() => company.stop());

  const ask = <Data>(query: string, variables: object = {}) => company.while(company.graph.ask<Data, object>(query, variables));

  async function list(variables: object = {}): Promise<Requisitions["requisitions"]> {
    const { data, errors } = await ask<Requisitions>(LIST, variables);
    expect(errors).toBeUndefined();
    return (data as Requisitions).requisitions;
  }

  async function isSwept(): Promise<boolean> {
    return (await list({ first: 1 })).sources.every(({ state }) => state === "FRESH");
  }

  const codes = async (variables: object) => (await list({ first: 200, ...variables })).nodes.map(({ code }) => code);

  /** What the vendors hold, by code: all texts of each record. */
  async function held(): Promise<Map<string, string[]>> {
    const records = new Map<string, string[]>();
    for (const known of KNOWN)
      for (let after: string | null = null, page = 0; page < 20; page += 1) {
        const { data } = await ask<Record<string, Held>>(`query ($after: String) { ${known} }`, { after });
        const [found] = Object.values(data ?? {}) as [Held];
        for (const { code, name, names = [] } of found.nodes)
          if (code)
            records.set(code, [...(records.get(code) ?? []), [code, name, ...names.map(({ value }) => value)].join(" ").toLowerCase()]);
        if (!found.pageInfo.hasNextPage) break;
        after = found.pageInfo.endCursor;
      }
    return records;
  }

  it("has each code of any record once, in order, page by page", async () => {
    const met: string[] = [];
    for (let after: string | null = null, page = 0; page < 50; page += 1) {
      const { nodes, pageInfo }: Requisitions["requisitions"] = await list({ first: 17, after });
      met.push(...nodes.map(({ code }) => code));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(met).toEqual([...new Set(met)].sort());
    expect(met).toEqual([...(await held()).keys()].sort());
  });

  it("asks no vendor for codes alone, and says how far each is known", async () => {
    const { data, extensions } = await company.while(company.graph.ask<Requisitions, object>(LIST, { first: 200 }, { "x-upstream": "1" }));
    expect(extensions).toEqual({ upstream: [] });
    const { sources } = (data as Requisitions).requisitions;
    expect(sources.map(({ vendor, state }) => [vendor, state])).toEqual(SWEPT_SOURCES.map((vendor) => [vendor, "FRESH"]));
    for (const { fetchedAt } of sources) expect(Date.parse(fetchedAt ?? "")).toBeLessThanOrEqual(company.clock.now());
  });

  it("finds words of a code and of names in any language, whatever their case, all of them in one record", async () => {
    const records = await held();
    const holding = (...words: string[]) =>
      [...records.keys()].filter((code) => records.get(code)?.some((text) => words.every((word) => text.includes(word)))).sort();
    for (const words of [["ENGINEER", "reliability"], ["ИНЖЕНЕР", "надёжности"], ["运维工程师"], ["req-10"]]) {
      const found = await codes({ text: words.join(" ") });
      expect(found).toEqual(holding(...words.map((word) => word.toLowerCase())));
      expect(found).not.toEqual([]);
    }
    expect(await codes({ text: "req-1042" })).toEqual(["REQ-1042"]);
    expect(await codes({ text: "software storekeeper" })).toEqual([]);
  });

  it.each(["%", "_____________________", "\\", "'", '"'])("takes %s for what it is, and for no pattern", async (text) => {
    expect(await codes({ text })).toEqual([]);
  });

  it("takes the codes asked for, those that there are", async () => {
    expect(await codes({ codes: ["REQ-1003", "NOBODY-HAS-THIS", "REQ-1001", "REQ-1003"] })).toEqual(["REQ-1001", "REQ-1003"]);
    expect(await codes({ codes: [] })).toEqual([]);
  });

  it("tells each one's status from its jobs as they are now, and lists by that status", async () => {
    const { data } = await ask<Requisitions>("{ requisitions(first: 200) { nodes { code status } } }");
    const statuses = new Map(data?.requisitions.nodes.map(({ code, status }) => [code, status]));
    const found = new Set(statuses.values());
    expect(found.size).toBeGreaterThan(1);
    for (const status of ["OPEN", "CLOSED", "DRAFT", "UNKNOWN"])
      expect(await codes({ status })).toEqual([...statuses.keys()].filter((code) => statuses.get(code) === status));
  });

  it("shows of a requisition what `requisition` shows, and `node` finds it by its id", async () => {
    const whole = "id code status jobs { id } openings { id } vacancies { id } sources { vendor state }";
    const { data } = await ask<{ requisitions: { nodes: { id: string }[] } }>(
      `query ($codes: [String!]) { requisitions(codes: $codes) { nodes { ${whole} } } }`,
      { codes: ["REQ-1001"] },
    );
    const one = await ask<{ requisition: object }>(`{ requisition(code: "REQ-1001") { ${whole} } }`);
    expect(data?.requisitions.nodes).toEqual([one.data?.requisition]);
    const found = await ask(`query ($id: ID!) { node(id: $id) { __typename ... on Requisition { ${whole} } } }`, {
      id: data?.requisitions.nodes[0]?.id,
    });
    expect(found.data).toEqual({ node: { __typename: "Requisition", ...one.data?.requisition } });
  });

  it.each([
    ["hiregraph:requisition:NOBODY%2DHAS", "is not an id of this graph"],
    ["hiregraph:requisition:", "is not an id of this graph"],
  ])("refuses the id %s, which it would not have written", async (id, message) => {
    const { errors } = await ask("query ($id: ID!) { node(id: $id) { id } }", { id });
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code: "BAD_USER_INPUT" } });
  });

  it("has no node for a code that nobody carries", async () => {
    expect(await ask('{ node(id: "hiregraph:requisition:NOBODY-HAS-THIS") { id } }')).toEqual({ data: { node: null } });
  });

  it.each([
    [{ text: "a ".repeat(21) }, "text takes at most 20 words"],
    [{ text: "  " }, "text must not be blank"],
    [{ first: 0 }, "first must be a whole number"],
    [{ after: "nonsense" }, "`after`"],
  ])("refuses %j, and says what to do", async (variables, message) => {
    const { errors } = await ask(LIST, variables);
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code: "BAD_USER_INPUT" } });
  });

  it("refuses the cursor of a list with another filter", async () => {
    const { pageInfo } = await list({ first: 3, text: "engineer" });
    const { errors } = await ask(LIST, { first: 3, after: pageInfo.endCursor });
    expect(errors?.[0]).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
  });

  it("loses the records of a vendor that is down, and says so of each requisition: the list of codes is as whole as before", async () => {
    await company.greenhouse.running.close();
    type Down = { nodes: { jobs: { vendor: string }[]; sources: { vendor: string; state: string }[] }[]; sources: { vendor: string }[] };
    const { data } = await ask<{ requisitions: Down }>(
      `{ requisitions(codes: ["REQ-1001"]) { nodes { jobs { vendor } sources { vendor state } } sources { vendor state fetchedAt } } }`,
    );
    const ofList = data?.requisitions.sources.find(({ vendor }) => vendor === "GREENHOUSE");
    expect(ofList).toEqual({ vendor: "GREENHOUSE", state: "FRESH", fetchedAt: expect.any(String) });
    const [one] = data?.requisitions.nodes ?? [];
    expect(one?.jobs.map(({ vendor }) => vendor)).not.toContain("GREENHOUSE");
    expect(one?.jobs).not.toEqual([]);
    expect(one?.sources.filter(({ state }) => state !== "FRESH")).toEqual([{ vendor: "GREENHOUSE", state: "FAILED" }]);
  });
});
