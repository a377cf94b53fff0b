import { createHash } from "node:crypto";
import { type Company, startCompany } from "../support/company.js";
import { type OpenStream, openStream } from "../support/event-stream.js";

const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const JOB = "greenhouse:job:4000000000";
const opening = (id: number) => `greenhouse:opening:4000000000.${id}`;
const closing = (id: number) =>
  `mutation { closeOpening(input: { id: "${opening(id)}", closeReasonId: "4500000034" }) { operation { id outcome } } }`;

interface Told {
  id: string;
  kind: string;
  recordId: string;
  record: { id: string } | null;
  operation: { id: string } | null;
}

const FOLLOW = `subscription ($kinds: [EventKind!], $vendors: [Vendor!], $recordId: ID, $accounts: [String!], $after: String) {
  events(kinds: $kinds, vendors: $vendors, recordId: $recordId, accounts: $accounts, after: $after) {
    id kind recordId record { ... on Job { id } } operation { id } } }`;

describe("The subscription events", () => {
  let company: Company;
  let streams: OpenStream[];
  beforeEach(async () => {
    streams = [];
    company = await startCompany({
      AUTH_TOKENS: ["ann:read+write", "bob:read", "eve:read+audit+vendor-data:read", "zoe:write"]
        .map((entry) => entry.replace(":", `:${hash(entry.split(":")[0] ?? "")}:`))
        .join(),
    });
    await as("ann", `{ node(id: "${JOB}") { id } }`);
  });
  afterEach(async () => {
    for (const stream of streams) stream.leave();
    await company.stop();
  });

  const as = (who: string, query: string) => company.while(company.graph.ask(query, {}, { authorization: `Bearer ${who}` }));
  async function follow(who: string, variables: Record<string, unknown> = {}, query = FOLLOW): Promise<OpenStream> {
    const stream = await company.while(openStream(company.graph.url, query, { variables, headers: { authorization: `Bearer ${who}` } }));
    streams.push(stream);
    return stream;
  }
  const told = async (stream: OpenStream, count: number) =>
    (await company.while(stream.next(count))).map(({ data }) => (data as { events: Told } | undefined)?.events);

  it("shows an own change as it settles, and the record's change, to all who follow", async () => {
    const [own, other, all] = [await follow("ann"), await follow("bob", { recordId: JOB }), await follow("eve")];
    const { data } = (await as("ann", closing(4100000000))) as { data: { closeOpening: { operation: { id: string } } } };
    const operation = data.closeOpening.operation.id;
    const seen = await told(own, 2);
    expect(seen.map((event) => event?.kind).sort()).toEqual(["CHANGED", "OPERATION_SETTLED"]);
    expect(seen.every((event) => event?.record?.id === JOB && event.operation?.id === operation)).toBe(true);
    expect((await told(other, 2)).map((event) => event?.operation)).toEqual([null, null]);
    expect((await told(all, 2)).map((event) => event?.operation?.id)).toEqual([operation, operation]);
  });

  it("reads the record of an event once for all who follow, of whatever rights, and shows each what it may see", async () => {
    const query = `subscription { events(kinds: [OPERATION_SETTLED]) { id record { ... on Job { id status vendorData } } } }`;
    const following = await Promise.all(["ann", "ann", "bob", "eve", "eve"].map((who) => follow(who, {}, query)));
    await as("ann", closing(4100000000));
    const results = await Promise.all(following.map((stream) => company.while(stream.next(1))));
    // It was the last open seat of its job.
    for (const [result] of results) expect(result?.data).toMatchObject({ events: { record: { id: JOB, status: "CLOSED" } } });
    const { requests } = company.greenhouse.running;
    const afterChange = requests.slice(requests.findLastIndex(({ method }) => method === "PATCH") + 1);
    expect(afterChange.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /v1/jobs/4000000000"]);
    const refused = results.map(([result]) => result?.errors?.[0]?.extensions.code);
    expect(refused).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN", undefined, undefined]);
  });

  it("follows on from the feed's own cursors", async () => {
    await as("ann", closing(4100000000));
    await company.clock.advance(1_000);
    const { data } = (await as("bob", "{ events { nodes { id } head } }")) as {
      data: { events: { nodes: { id: string }[]; head: string } };
    };
    const resumed = await follow("bob", { after: data.events.nodes[0]?.id });
    const rest = data.events.nodes.slice(1).map(({ id }) => id);
    expect((await told(resumed, rest.length)).map((event) => event?.id)).toEqual(rest);
    const now = await follow("bob", { after: data.events.head });
    await as("ann", closing(4100000001));
    const [next] = await told(now, 1);
    expect(Number(next?.id.split(":").at(-1))).toBe(Number(data.events.head.split(":").at(-1)) + 1);
  });

  it.each([
    ["an account that there is not", { accounts: ["emea"] }, "accounts"],
    ["a cursor beyond the newest", { after: "hiregraph:event:99" }, "after"],
    ["a cursor that is none", { after: "yesterday" }, "after"],
    ["a blank record", { recordId: " " }, "recordId"],
  ])("is refused %s, as the query events is", async (_, variables, field) => {
    const stream = await follow("bob", variables);
    await company.while(stream.closed());
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "BAD_USER_INPUT", fields: [{ path: [field] }] } }] }]);
    expect(stream.isComplete).toBe(true);
  });

  it("needs the scope read", async () => {
    const stream = await follow("zoe");
    await company.while(stream.closed());
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "FORBIDDEN", missingScopes: ["read"] } }] }]);
  });

  it("tells of a vendor that is down at the record of an event, and goes on", async () => {
    const busy = company.greenhouse.standIn.state.jobs.find(
      ({ openings }) => openings.filter(({ status }) => status === "open").length > 1,
    );
    const [first, second] = (busy?.openings ?? []).filter(({ status }) => status === "open");
    const close = (id = 0) => `mutation { closeOpening(input: { id: "greenhouse:opening:${busy?.id}.${id}", closeReasonId: "4500000034" }) {
      operation { outcome } } }`;
    const stream = await follow("ann", { kinds: ["OPERATION_SETTLED"] });
    let isDown = false;
    company.greenhouse.spoil = ({ method }) => {
      const answers = isDown ? "maintenance" : undefined;
      isDown ||= method === "PATCH";
      return answers;
    };
    await as("ann", close(first?.id));
    const [failed] = await company.while(stream.next(1));
    expect(failed?.data).toMatchObject({ events: { kind: "OPERATION_SETTLED", record: null } });
    expect(failed?.errors).toMatchObject([{ path: ["events", "record"], extensions: { vendor: "GREENHOUSE" } }]);
    company.greenhouse.spoil = undefined;
    await company.clock.advance(120_000);
    await as("ann", close(second?.id));
    const [, sound] = await company.while(stream.next(2));
    expect(sound?.data).toMatchObject({ events: { record: { id: `greenhouse:job:${busy?.id}` } } });
  });
});
