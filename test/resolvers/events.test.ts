import { createHash } from "node:crypto";
import { type Company, startCompany } from "../support/company.js";

const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const AS = (name: string) => ({ authorization: `Bearer ${name}-token` });
const JOB = "greenhouse:job:4000000000";
const CLOSING = `mutation { closeOpening(input: { id: "greenhouse:opening:4000000000.4100000000", closeReasonId: "4500000034" }) {
  job { id status } operation { id } userErrors { message } } }`;

interface Feed {
  events: {
    nodes: { id: string; kind: string; recordId: string | null; record: { id: string } | null; operation: { id: string } | null }[];
    pageInfo: { endCursor: string };
    head: string;
  };
}

const FEED = `query ($kinds: [EventKind!], $vendors: [Vendor!], $codes: [String!], $recordId: ID, $accounts: [String!], $after: String) {
  events(kinds: $kinds, vendors: $vendors, codes: $codes, recordId: $recordId, accounts: $accounts, after: $after) {
    nodes { id kind recordId record { id } operation { id } } pageInfo { endCursor } head } }`;

describe("The query events", () => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany({
      AUTH_TOKENS: [
        `ann:${hash("ann-token")}:read+write`,
        `bob:${hash("bob-token")}:read`,
        `eve:${hash("eve-token")}:read+audit`,
        `zoe:${hash("zoe-token")}:write`,
      ].join(),
    });
    const [hired = ""] = company.feishu.standIn.state.hireJobs.keys();
    const both = `{ nodes(ids: ["${JOB}", "feishu-hire:job:${hired}"]) { id } }`;
    await ask("ann", both);
    await ask("ann", CLOSING);
    company.feishu.standIn.editHireJob(hired, { title: "Renamed" });
    await ask("ann", both);
    await company.clock.advance(1_000);
  });
  afterAll(() => company.stop());

  const ask = <Data>(who: string, query: string, variables: Record<string, unknown> = {}) =>
    company.while(company.graph.ask<Data, Record<string, unknown>>(query, variables, AS(who)));
  const feed = async (who: string, variables: Record<string, unknown> = {}) => (await ask<Feed>(who, FEED, variables)).data?.events;
  const kinds = async (variables: Record<string, unknown>) => (await feed("bob", variables))?.nodes.map(({ kind }) => kind);

  it("tells all that happened, and shows records as they are now", async () => {
    const told = await feed("ann");
    expect(told?.nodes.map(({ kind }) => kind).sort()).toEqual(["CHANGED", "CHANGED", "OPERATION_SETTLED"]);
    expect(told?.nodes.every(({ recordId, record }) => recordId === record?.id)).toBe(true);
    expect(told?.head).toBe("hiregraph:event:3");
  });

  it("shows an operation to who asked for it, and to whoever may audit", async () => {
    const operations = async (who: string) => (await feed(who, { recordId: JOB }))?.nodes.map(({ operation }) => operation?.id ?? null);
    const own = await operations("ann");
    expect(own).toEqual([expect.stringMatching(/^greenhouse:operation:/), expect.stringMatching(/^greenhouse:operation:/)]);
    expect(await operations("eve")).toEqual(own);
    expect(await operations("bob")).toEqual([null, null]);
  });

  it("needs the scope read", async () => {
    expect((await ask("zoe", FEED)).errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });

  it("filters by vendor, kind, code, record and account", async () => {
    expect(await kinds({ vendors: ["FEISHU_HIRE"] })).toEqual(["CHANGED"]);
    expect(await kinds({ kinds: ["OPERATION_SETTLED"] })).toEqual(["OPERATION_SETTLED"]);
    expect(await kinds({ codes: ["REQ-1001"], vendors: ["GREENHOUSE"] })).toHaveLength(2);
    expect(await kinds({ codes: ["NONE"] })).toEqual([]);
    expect(await kinds({ recordId: JOB, kinds: ["CHANGED"] })).toEqual(["CHANGED"]);
    expect(await kinds({ accounts: ["default"] })).toHaveLength(3);
    expect((await ask("bob", FEED, { accounts: ["emea"] })).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("is read on from a cursor, whatever filter it came with", async () => {
    const none = await feed("bob", { codes: ["NONE"] });
    expect(none?.pageInfo.endCursor).toBe(none?.head);
    expect((await feed("bob", { after: none?.pageInfo.endCursor }))?.nodes).toEqual([]);
    expect((await feed("bob", { after: "hiregraph:event:1" }))?.nodes).toHaveLength(2);
    expect((await ask("bob", FEED, { after: "hiregraph:event:99" })).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("gives events as nodes too", async () => {
    const { data } = await ask(
      "bob",
      `{ node(id: "hiregraph:event:1") { id __typename } nodes(ids: ["hiregraph:event:2", "hiregraph:event:99"]) { id } }`,
    );
    expect(data).toEqual({ node: { id: "hiregraph:event:1", __typename: "Event" }, nodes: [{ id: "hiregraph:event:2" }, null] });
  });
});
