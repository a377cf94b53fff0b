import { getIntrospectionQuery, parse, validate } from "graphql";
import { DEFAULT_LIMITS, queryLimitsRule } from "../../src/server/query-limits.js";
import { ask, runServer, stopServers } from "./run-server.js";
import { sampleSchema } from "./sample-schema.js";

afterEach(stopServers);

const aliases = (count: number) => Array.from({ length: count }, (_, index) => `j${index}: job(id: ${index}) { id }`).join(" ");

describe("the limits of a query", () => {
  it("let a hundred aliases pass, and refuse more than two hundred", async () => {
    const { url } = await runServer();
    expect(Object.keys((await ask(url, `{ ${aliases(100)} }`)).data ?? {})).toHaveLength(100);
    expect((await ask(url, `{ ${aliases(200)} }`)).errors).toBeUndefined();
    const refused = await ask(url, `{ ${aliases(201)} }`);
    expect([refused.status, refused.errors?.[0]?.message]).toEqual([200, expect.stringContaining("201 aliases; at most 200")]);
  });

  it("count the aliases of a fragment wherever it is spread, however deep", async () => {
    const { url } = await runServer();
    const chain = Array.from(
      { length: 40 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ... { ...F${index + 1} } }`,
    ).join(" ");
    const answer = await ask(url, `{ ...F0 } ${chain} fragment F40 on Query { a: __typename }`);
    expect(answer.errors?.[0]?.message).toContain("aliases; at most 200");
  });

  it("end on a fragment that spreads itself, which is refused by its own rule", async () => {
    const { url } = await runServer();
    const answer = await ask(url, "{ ...F } fragment F on Query { ...F }");
    expect(answer.errors?.[0]?.message).toContain('Cannot spread fragment "F" within itself');
  });

  it("bound the depth, through fragments too, and let explorers read the schema", async () => {
    const schema = await sampleSchema();
    const check = (source: string) => validate(schema, parse(source), [queryLimitsRule(DEFAULT_LIMITS)]).map(({ message }) => message);
    const nested = (depth: number) => `${"a {".repeat(depth - 1)} a ${"}".repeat(depth - 1)}`;
    expect(check(`{ ${nested(15)} }`)).toEqual([]);
    expect(check(`{ ${nested(16)} }`)).toEqual([expect.stringContaining("16 levels deep; at most 15")]);
    expect(check(`{ ...F } fragment F on Query { ${nested(8)} a { ...G } } fragment G on A { ${nested(15)} }`)).toHaveLength(1);
    expect(check(getIntrospectionQuery())).toEqual([]);
  });

  it("bound the length of a document", async () => {
    const { url } = await runServer({}, { limits: { ...DEFAULT_LIMITS, maxTokens: 10 } });
    expect((await ask(url, "{ job(id: 1) { id } }")).errors?.[0]?.message).toMatch(/more tha[nt] 10 tokens/);
  });
});
