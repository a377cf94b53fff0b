import { createHash } from "node:crypto";
import { type Company, startCompany } from "../support/company.js";
import type { GraphAnswer } from "../support/graph.js";

const RECORD = `__typename ... on Node { id }
  ... on Job { name jobStatus: status openings(first: 2) { nodes { id status } } }
  ... on Opening { openingStatus: status job { id name } }
  ... on Vacancy { name vacancyStatus: status }
  ... on JobVersion { id }`;
const ENTITIES = `query Entities($asked: [_Any!]!) { records: _entities(representations: $asked) { ${RECORD} } }`;
const NODES = `query Nodes($ids: [ID!]!) { records: nodes(ids: $ids) { ${RECORD} } }`;

interface Reference {
  __typename: string;
  id: string;
}
type Records = { records: ({ __typename: string; id?: string; name?: string } | null)[] | null };

const tokenOf = (scopes: string) => `token-of-${scopes}`;
const signIn = (...held: string[]) => ({
  AUTH_TOKENS: held.map((scopes, at) => `t${at}:${createHash("sha256").update(tokenOf(scopes)).digest("hex")}:${scopes}`).join(","),
});

describe("Records that a router asks a subgraph for", () => {
  let company: Company;
  const start = async (env: Record<string, string> = {}) => {
    company = await startCompany({ FEDERATION: "on", ...env });
  };
  afterEach(() => company.stop());

  const ask = <Data = Records>(query: string, variables: object, headers: Record<string, string> = {}): Promise<GraphAnswer<Data>> =>
    company.while(company.graph.ask<Data, object>(query, variables, headers));
  const entities = (asked: readonly unknown[], headers?: Record<string, string>) => ask(ENTITIES, { asked }, headers);
  const nodes = (ids: readonly string[], headers?: Record<string, string>) => ask(NODES, { ids }, headers);
  const told = ({ errors = [] }: GraphAnswer<unknown>) =>
    errors
      .map(({ path, message, extensions }) => ({ path, message, code: extensions.code }))
      .toSorted((one, other) => Number(one.path?.[1]) - Number(other.path?.[1]));
  /** The same error of `nodes` and of `_entities` has the same path, for both are called `records`. */
  const asNodes = (answer: GraphAnswer<unknown>) => ({ data: answer.data, told: told(answer) });

  const jobsOf = (most: number): Reference[] => [
    ...company.greenhouse.standIn.state.jobs.slice(0, most).map(({ id }) => ({ __typename: "Job", id: `greenhouse:job:${id}` })),
    ...[...company.feishu.standIn.state.hireJobs.keys()].slice(0, most).map((id) => ({ __typename: "Job", id: `feishu-hire:job:${id}` })),
    ...[...company.feishu.standIn.state.coreJobs.keys()].slice(0, most).map((id) => ({ __typename: "Job", id: `feishu-corehr:job:${id}` })),
  ];
  const vacancies = (): Reference[] =>
    [...company.headhunter.standIn.state.vacancies.keys()]
      .slice(0, 8)
      .map((id) => ({ __typename: "Vacancy", id: `headhunter:vacancy:${id}` }));
  const openings = (): Reference[] =>
    company.greenhouse.standIn.state.jobs
      .slice(0, 5)
      .flatMap(({ id, openings }) =>
        openings.slice(0, 1).map((one) => ({ __typename: "Opening", id: `greenhouse:opening:${id}.${one.id}` })),
      );

  it("cost no more requests to vendors than `nodes` of the same ids, and are the same", async () => {
    await start();
    const asked = [...jobsOf(12), ...vacancies(), ...openings()];
    const before = company.requestCount();
    const byIds = await nodes(asked.map(({ id }) => id));
    const costOfNodes = company.requestCount() - before;
    const byReferences = await entities(asked);
    const costOfEntities = company.requestCount() - before - costOfNodes;
    expect(byReferences.errors).toBeUndefined();
    expect(byReferences.data?.records).toHaveLength(asked.length);
    // One of the advertisements is not shown by HeadHunter, to either.
    const found = asked.flatMap(({ __typename }, at) => (byReferences.data?.records?.[at]?.__typename === __typename ? [at] : []));
    expect(found.length).toBeGreaterThan(asked.length - 2);
    expect(byReferences.data).toEqual(byIds.data);
    // The first of the two found no token of Feishu's.
    const tokens = company.feishu.running.requests.filter(({ path }) => path.includes("tenant_access_token")).length;
    expect(costOfEntities).toBe(costOfNodes - tokens);
    expect(costOfEntities).toBeLessThan(asked.length);
  });

  it("that are the same record twice are read once", async () => {
    await start();
    const [job] = jobsOf(1);
    await entities([job]);
    const before = company.requestCount();
    const { data } = await entities([job, job, job]);
    expect(data?.records?.map((record) => record?.id)).toEqual([job?.id, job?.id, job?.id]);
    expect(company.requestCount() - before).toBe(1);
  });

  it("are found of every type that has a global id", async () => {
    await start();
    const job = jobsOf(1)[0]?.id;
    const made = await ask<{ closeJob: { operation: { id: string } } }>(
      "mutation($id: ID!) { closeJob(input: { id: $id }) { operation { id } } }",
      { id: `feishu-hire:job:${[...company.feishu.standIn.state.hireJobs.keys()][0]}` },
    );
    const asked = [
      { __typename: "Job", id: job },
      { __typename: "Requisition", id: "hiregraph:requisition:REQ-1001" },
      { __typename: "Operation", id: made.data?.closeJob.operation.id },
    ];
    const answer = await ask("query($asked: [_Any!]!) { records: _entities(representations: $asked) { __typename ... on Node { id } } }", {
      asked,
    });
    expect(answer).toEqual({ data: { records: asked } });
    expect(
      company.graph.application.schema
        .getPossibleTypes(company.graph.application.schema.getType("_Entity") as never)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["Discrepancy", "Event", "Job", "JobVersion", "Opening", "Operation", "Requisition", "Vacancy"]);
  });

  it("are refused in their own place where a representation is none, or is of another type", async () => {
    await start();
    const [job] = jobsOf(1);
    const id = job?.id ?? "";
    const faulty: [representation: unknown, message: RegExp][] = [
      [7, /is an object/],
      ["Job", /is an object/],
      [[job], /is an object/],
      [{}, /has no `__typename`/],
      [{ id }, /has no `__typename`/],
      [{ __typename: "Job" }, /of Job has no `id`/],
      [{ __typename: "Job", id: 4_000 }, /of Job has no `id`/],
      [{ __typename: "Job", id: null }, /of Job has no `id`/],
      [{ __typename: "Opening", id }, /is the id of a Job; the representation calls it Opening/],
      [{ __typename: "Node", id }, /is the id of a Job; the representation calls it Node/],
      [{ __typename: "constructor", id }, /is the id of a Job; the representation calls it constructor/],
      [{ __typename: "Job", id: openings()[0]?.id }, /is the id of an Opening; the representation calls it Job/],
      [{ __typename: "Job", id: "" }, /is not an id of this graph/],
      [{ __typename: "Job", id: "notes:note:1" }, /is not an id of this graph/],
      [{ __typename: "Discrepancy", id: "hiregraph:discrepancy:NONE.x" }, /is not an id of this graph/],
      [{ __typename: "Job", id: "greenhouse~emea:job:1" }, /emea/],
      [{ __typename: "Job", id: `greenhouse:job:${"1".repeat(2000)}` }, /at most 2000 characters/],
      [{ __typename: "Job", id: "greenhouse:job:\0" }, /U\+0000/],
    ];
    const answer = await entities([job, ...faulty.map(([representation]) => representation), job]);
    expect(answer.data?.records?.map((record) => record?.id ?? null)).toEqual([id, ...faulty.map(() => null), id]);
    expect(told(answer)).toEqual(
      faulty.map(([, message], at) => ({ path: ["records", at + 1], code: "BAD_USER_INPUT", message: expect.stringMatching(message) })),
    );
  });

  it("are null without an error where their vendor does not hold them", async () => {
    await start();
    const [job] = jobsOf(1);
    const answer = await entities([{ __typename: "Job", id: "greenhouse:job:1" }, job]);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.records?.map((record) => record?.id)).toEqual([undefined, job?.id]);
  });

  it("are read from literals and with more than their key, which is passed over", async () => {
    await start();
    const id = jobsOf(1)[0]?.id;
    const query = `query($id: ID!) { records: _entities(representations: [{ __typename: "Job", id: $id, name: "Other", notes: [{ text: 1 }] }]) { ... on Job { id } } }`;
    expect(await ask(query, { id })).toEqual({ data: { records: [{ id }] } });
  });

  it("cost their own vendor's entities alone where it is down", async () => {
    await start();
    company.greenhouse.running.faults.arm({ kind: "status", status: 500 });
    const asked = jobsOf(3);
    const answer = await entities(asked);
    const isDown = ({ id }: Reference) => id.startsWith("greenhouse");
    expect(answer.data?.records?.map((record) => record?.id ?? null)).toEqual(asked.map((one) => (isDown(one) ? null : one.id)));
    expect(told(answer)).toEqual(
      asked.flatMap((one, at) => (isDown(one) ? [{ path: ["records", at], code: "UNAVAILABLE", message: expect.any(String) }] : [])),
    );
  });

  it("are limited as `nodes` are: by the number of ids, of nodes and of requests to vendors", async () => {
    await start({ MAX_NODES: "30", MAX_VENDOR_REQUESTS: "2" });
    const many = (count: number): Reference[] =>
      Array.from({ length: count }, (_, at) => ({ __typename: "Job", id: `greenhouse:job:${at}` }));
    const ids = (asked: readonly Reference[]) => asked.map(({ id }) => id);
    const thousands = await entities(many(3000));
    expect(thousands).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
    for (const asked of [many(1001), many(16)]) {
      const answer = await entities(asked);
      expect(told(answer)).toMatchObject([{ code: "BAD_USER_INPUT", message: expect.stringMatching(/\d+ (ids|nodes)/) }]);
      expect(asNodes(answer)).toEqual(asNodes(await nodes(ids(asked))));
    }
    const spread = jobsOf(4).filter(({ id }) => id.startsWith("feishu-hire"));
    const answer = await entities(spread);
    expect(told(answer)).toContainEqual(
      expect.objectContaining({ code: "BAD_USER_INPUT", message: expect.stringMatching(/MAX_VENDOR_REQUESTS/) }),
    );
    expect(told(answer)).toHaveLength(told(await nodes(ids(spread))).length);
  });

  it("need the scopes that `nodes` need", async () => {
    await start(signIn("read", "write", "write+read"));
    const as = (scopes: string) => ({ authorization: `Bearer ${tokenOf(scopes)}` });
    const hire = `feishu-hire:job:${[...company.feishu.standIn.state.hireJobs.keys()][0]}`;
    const made = await ask<{ closeJob: { operation: { id: string } } }>(
      "mutation($id: ID!) { closeJob(input: { id: $id }) { operation { id } } }",
      { id: hire },
      as("write+read"),
    );
    const asked = [
      { __typename: "Job", id: hire },
      { __typename: "Operation", id: made.data?.closeJob.operation.id ?? "" },
    ];
    const withData = (query: string) => query.replace("... on Job {", "... on Job { vendorData");
    for (const scopes of ["read", "write", "write+read"]) {
      const answer = await ask(withData(ENTITIES), { asked }, as(scopes));
      expect(asNodes(answer)).toEqual(asNodes(await ask(withData(NODES), { ids: asked.map(({ id }) => id) }, as(scopes))));
      expect(told(answer)).toContainEqual(expect.objectContaining({ code: "FORBIDDEN" }));
    }
    const refused = await entities(asked, as("write"));
    expect(refused.data).toBeNull();
    expect(await entities(asked)).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    // Another's operation.
    expect(told(await entities(asked, as("read")))).toEqual([expect.objectContaining({ path: ["records", 1], code: "FORBIDDEN" })]);
  });
});
