import { MAX_IDEMPOTENCY_KEY } from "../../src/schema/common/input/rules.js";
import { startGraph, type TestGraph } from "../support/graph.js";

interface Closed {
  closeOpening: { operation: { id: string; replayed: boolean; idempotencyKey: string } | null; userErrors: { code: string }[] };
}

const [SEAT, OTHER_SEAT] = ["greenhouse:opening:4000000000.4100000000", "greenhouse:opening:4000000001.4100000001"] as const;
const close = (more = "", id: string = SEAT) =>
  `closeOpening(input: { id: "${id}" closeReasonId: "4500000034" ${more} }) { operation { id replayed idempotencyKey } userErrors { code } }`;

describe("The request header Idempotency-Key", () => {
  let graph: TestGraph;
  beforeEach(async () => {
    graph = await startGraph({});
  });
  afterEach(() => graph.stop());

  const ask = (query: string, key: string, variables: object = {}) =>
    graph.ask<Closed, Record<string, unknown>>(query, variables as Record<string, unknown>, { "idempotency-key": key });
  const operations = async () =>
    (await graph.ask<{ operations: { nodes: object[] } }, object>("{ operations(first: 10) { nodes { id } } }", {}, {})).data?.operations
      .nodes;

  it("serves for a change whose input has no key: sent again, it is replayed, with the quotes of the draft standard or without", async () => {
    const first = await ask(`mutation { ${close()} }`, "budget-cut");
    expect(first.data?.closeOpening).toMatchObject({ operation: { replayed: false, idempotencyKey: "budget-cut" }, userErrors: [] });
    for (const key of ['"budget-cut"', "budget-cut"]) {
      const again = await ask(`mutation { ${close("idempotencyKey: null")} }`, key);
      expect(again.data?.closeOpening.operation).toEqual({ ...first.data?.closeOpening.operation, replayed: true });
    }
    expect((await ask(`mutation { ${close('idempotencyKey: "budget-cut"')} }`, "budget-cut")).data?.closeOpening.operation?.replayed).toBe(
      true,
    );
    expect(await operations()).toHaveLength(1);
  });

  it("is the same as the input's: with it another input is refused", async () => {
    await ask(`mutation { ${close()} }`, '"with \\" and \\\\"');
    const other = await ask(`mutation { ${close(String.raw`idempotencyKey: "with \" and \\"`, OTHER_SEAT)} }`, '"with \\" and \\\\"');
    expect(other.data?.closeOpening.userErrors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
  });

  it.each<[string, string, string, object]>([
    ["differs from the input's", `mutation { ${close('idempotencyKey: "one"')} }`, "another", {}],
    [
      "differs from that of a variable",
      "mutation ($input: CloseOpeningInput!) { closeOpening(input: $input) { operation { id } } }",
      "another",
      { input: { id: SEAT, idempotencyKey: "one" } },
    ],
    ["comes with two mutation fields", `mutation { one: ${close()} two: ${close("", OTHER_SEAT)} }`, "one", {}],
    [
      "comes with two of them in fragments",
      `mutation { ...A ...B } fragment A on Mutation { one: ${close()} } fragment B on Mutation { two: ${close()} }`,
      "one",
      {},
    ],
    ["is blank", `mutation { ${close()} }`, '" "', {}],
    ["has a quote that is not closed", `mutation { ${close()} }`, '"one', {}],
    ["is given twice", `mutation { ${close()} }`, '"one", "two"', {}],
    ["is too long", `mutation { ${close()} }`, "k".repeat(MAX_IDEMPOTENCY_KEY + 1), {}],
  ])("is BAD_USER_INPUT where it %s, and nothing is done", async (_what, query, key, variables) => {
    // Also where the document is known from before.
    for (let time = 0; time < 2; time += 1) {
      const { data, errors } = await ask(query, key, variables);
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ message: expect.stringContaining("Idempotency-Key"), extensions: { code: "BAD_USER_INPUT" } }]);
    }
    expect(await operations()).toEqual([]);
    // A request that was understood: 5xx would be sent again.
    for (const [accept, status] of [
      ["application/json", 200],
      ["application/graphql-response+json", 400],
    ] as const) {
      const headers = { "content-type": "application/json", accept, "idempotency-key": key };
      const response = await fetch(`${graph.url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
      expect(response.status).toBe(status);
      expect(JSON.stringify(await response.json())).not.toContain('"http"');
    }
  });

  it("may be as long as a key of an input, serves one field where another is left out, and means nothing to a query", async () => {
    const key = "k".repeat(MAX_IDEMPOTENCY_KEY);
    const query = `mutation ($both: Boolean!) { ${close()} two: ${close("", OTHER_SEAT).replace("}) {", "}) @include(if: $both) {")} }`;
    const made = await ask(query, key, { both: false });
    expect(made.data?.closeOpening.operation).toMatchObject({ idempotencyKey: key });
    expect((await graph.ask("{ vendors { vendor } }", {}, { "idempotency-key": '"' })).errors).toBeUndefined();
  });
});
