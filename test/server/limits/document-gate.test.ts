import { buildSchema, getIntrospectionQuery, parse, validate } from "graphql";
import { DocumentGate } from "../../../src/server/limits/document-gate.js";
import { LimitExceeded, queryLimits } from "../../../src/server/limits/limits.js";

const repeated = (times: number, text: (index: number) => string) => Array.from({ length: times }, (_, index) => text(index)).join(" ");
const nested = (times: number, open: string, close: string, inside: string) => open.repeat(times) + inside + close.repeat(times);

/** What a gate of the server says: nothing, or the message of the refusal. */
function refusal(text: string, limits = {}): string | undefined {
  try {
    new DocumentGate({ ...queryLimits(), ...limits }).admit(text);
    return undefined;
  } catch (error) {
    if (error instanceof LimitExceeded) return error.message;
    throw error;
  }
}

describe("A document", () => {
  it.each<[string, string, string, string]>([
    [
      "aliases",
      `{ ${repeated(200, (index) => `a${index}: b`)} }`,
      `{ ${repeated(201, (index) => `a${index}: b`)} }`,
      "The operation holds 201 aliases; at most 200 are allowed. Split it, or use a field that takes a list of ids.",
    ],
    [
      "depth",
      `{ ${nested(14, "a {", "}", "b")} }`,
      `{ ${nested(15, "a {", "}", "b")} }`,
      "The operation nests fields 16 levels deep; at most 15 are allowed. Ask in two steps.",
    ],
    [
      "depth below the schema",
      `{ __schema { queryType { ${nested(17, "ofType {", "}", "name")} } } }`,
      `{ __schema { queryType { ${nested(18, "ofType {", "}", "name")} } } }`,
      "The operation nests fields of the schema 21 levels deep; at most 20 are allowed.",
    ],
    [
      "tokens",
      `{ ${"a ".repeat(8)} }`.replace(/^/, "#".padEnd(1_000, "#").concat("\n")),
      `{ ${"a ".repeat(9)} }`,
      "The document has 11 tokens or more; at most 10 are allowed.",
    ],
    ["the length of a name", `{ ${"a".repeat(200)} }`, `{ ${"a".repeat(201)} }`, "The document has a name of 201 characters; at most 200"],
    [
      "brackets in a literal",
      `{ a(b: ${nested(98, "[", "]", "1")}) }`,
      `{ a(b: ${nested(7_000, "[", "]", "1")}) }`,
      "The document nests brackets 7002 levels deep; at most 100 are allowed.",
    ],
    [
      "brackets in a type",
      `query ($a: ${nested(99, "[", "]", "ID")}) { a(b: $a) }`,
      `query ($a: ${nested(7_000, "[", "]", "ID")}) { a(b: $a) }`,
      "The document nests brackets 7001 levels deep; at most 100 are allowed.",
    ],
    ["inline fragments", `{ ${nested(99, "... {", "}", "a")} }`, `{ ${nested(100, "... {", "}", "a")} }`, "nests brackets 101 levels deep"],
    [
      "fragments in a chain",
      `{ ...F0 } ${repeated(98, (index) => `fragment F${index} on A { ...F${index + 1} }`)} fragment F98 on A { a }`,
      `{ ...F0 } ${repeated(1_500, (index) => `fragment F${index} on A { ...F${index + 1} }`)} fragment F1500 on A { a }`,
      "The document nests selections and fragments 101 levels deep or more; at most 100 are allowed.",
    ],
    [
      "selections",
      `{ ${repeated(9_998, (index) => `f${index}`)} ...F } fragment F on A { a }`,
      `{ ${repeated(9_999, (index) => `f${index}`)} ...F } fragment F on A { a }`,
      "The document selects 10001 fields and fragments, each counted wherever it is spread; at most 10000 are allowed.",
    ],
    [
      "pairs of the same field",
      `{ ${"a ".repeat(447)} }`,
      `{ ${"a ".repeat(448)} }`,
      "The document selects the same fields in the same places again, which makes 100128 pairs to compare; at most 100000 are allowed.",
    ],
  ])("is bounded in %s", (what, passes, refused, message) => {
    const limits = what === "tokens" ? { maxTokens: 10 } : {};
    expect(refusal(passes, limits)).toBeUndefined();
    expect(refusal(refused, limits)).toContain(message);
  });

  it("is refused quickly where its fragments double with each line", () => {
    const chain = (spreads: string) =>
      `{ ...F0 } ${repeated(40, (index) => `fragment F${index} on A { ${spreads.replaceAll("F", `F${index + 1}`)} }`)}`;
    expect(refusal(`${chain("...F ...F")} fragment F40 on A { a }`)).toContain("selects 3298534883327 fields and fragments");
    expect(refusal(`${chain("...F ... { ...F }")} fragment F40 on A { x: a }`)).toContain("holds 1099511627776 aliases");
    expect(refusal(`${chain("a { ...F } b { ...F }")} fragment F40 on A { a }`)).toContain("levels deep");
  });

  it("counts its fragments in an operation wherever they are spread", () => {
    const fragment = `fragment F on A { ${repeated(101, (index) => `a${index}: b`)} }`;
    expect(refusal(`{ ...F } ${fragment}`)).toBeUndefined();
    expect(refusal(`{ a { ...F } b { ...F } } ${fragment}`)).toContain("holds 202 aliases");
    expect(
      refusal(`{ ...F } fragment F on A { ${nested(8, "a {", "}", "...G")} } fragment G on A { ${nested(7, "a {", "}", "b")} }`),
    ).toContain("16 levels deep");
  });

  it("counts a fragment once where it is spread again in the same place, as graphql-js compares it", () => {
    expect(refusal(`{ ${"...F ".repeat(500)} } fragment F on A { a }`)).toBeUndefined();
  });

  it("counts fragments that no operation spreads, which graphql-js validates as well", () => {
    expect(refusal(`{ a } fragment F on A { ${"a ".repeat(448)} }`)).toContain("100128 pairs");
    expect(refusal(`{ ...F } fragment F on A { ${"a ".repeat(448)} } fragment F on A { a }`)).toContain("100128 pairs");
    expect(refusal(`{ a } ${repeated(60, (index) => `fragment F${index} on A { ${repeated(200, (field) => `f${field}`)} }`)}`)).toContain(
      "selects 12001 fields",
    );
  });

  it("adds up its operations, since all of them are validated", () => {
    const operations = repeated(60, (index) => `query Q${index} { ...F }`);
    expect(refusal(`${operations} fragment F on A { ${repeated(200, (field) => `f${field}`)} }`)).toContain("selects 12060 fields");
  });

  it("is counted to an end where a fragment spreads itself, which graphql-js refuses", () => {
    expect(refusal("{ ...F } fragment F on A { a ...F }")).toBeUndefined();
    expect(refusal("{ ...F } fragment F on A { a { ...G } } fragment G on A { a { ...F } }")).toBeUndefined();
  });

  it("is left to the parser where it is no document", () => {
    for (const text of ["", "{", "{ a(b: ", "{ § }", '{ a(b: "', `${"}".repeat(200)}`]) expect(refusal(text)).toBeUndefined();
  });

  it("passes as explorers and code generators send it", () => {
    const schema = buildSchema("type Query { a: Int }");
    for (const typeDepth of [7, 9, 14]) {
      const query = getIntrospectionQuery({
        typeDepth,
        inputValueDeprecation: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        oneOf: true,
      });
      expect(validate(schema, parse(query))).toEqual([]);
      expect(refusal(query)).toBeUndefined();
    }
  });

  it("is checked once, and again where it was refused", () => {
    const gate = new DocumentGate(queryLimits());
    const look = jest.spyOn(String.prototype, "charCodeAt");
    const count = (text: string) => {
      look.mockClear();
      try {
        gate.admit(text);
      } catch {}
      return look.mock.calls.length;
    };
    const tooDeep = `{ ${nested(16, "a {", "}", "b")} }`;
    expect([count("{ a }") > 0, count("{ a }") > 0, count(tooDeep) > 0, count(tooDeep) > 0]).toEqual([true, false, true, true]);
    look.mockRestore();
  });
});
