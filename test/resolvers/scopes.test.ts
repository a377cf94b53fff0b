import { createHash } from "node:crypto";
import { type GraphQLInputType, type GraphQLSchema, isEnumType, isInputObjectType, isListType, isNonNullType } from "graphql";
import { SCOPES, type Scope } from "../../src/access/viewer.js";
import { changeKindOf, scopeOf as scopeOfChange } from "../../src/datasources/contract/catalog.js";
import { startGraph, type TestGraph } from "../support/graph.js";

/** What opens a field, each by itself; a field that is in no list here asks for `read`. */
function scopesOf(root: "Query" | "Mutation", field: string): Scope[] {
  if (["resolveOperation", "webhooks", "replayWebhook"].includes(field)) return ["operate"];
  if (root === "Mutation") {
    const kind = changeKindOf(field);
    if (kind === undefined) throw new Error(`The catalog of mutations lacks ${field}`);
    return [scopeOfChange(kind)];
  }
  return field === "operation" || field === "operations" ? ["read", "audit"] : ["read"];
}

const tokenOf = (scope: Scope) => `token-${scope}`;

/** Something that fits the type, and no more of it than must be given. */
function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? "";
  if (type.name === "LocalDate") return '"2026-01-01"';
  // Whose operation it is, its resolver asks only where there could be one.
  if (!isInputObjectType(type)) return type.name === "ID" ? '"greenhouse:operation:x"' : '"x"';
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return `{ ${required.map((field) => `${field.name}: ${literalOf(field.type)}`).join(", ")} }`;
}

function questions(schema: GraphQLSchema, root: "Query" | "Mutation"): [string, string][] {
  const fields = (root === "Query" ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {};
  return Object.values(fields).map(({ name, args }) => {
    const given = args.filter(({ type }) => isNonNullType(type)).map((arg) => `${arg.name}: ${literalOf(arg.type)}`);
    return [name, `${root.toLowerCase()} { ${name}${given.length > 0 ? `(${given.join(", ")})` : ""} { __typename } }`];
  });
}

describe("Every root field", () => {
  let graph: TestGraph;

  beforeAll(async () => {
    const tokens = SCOPES.map((scope, index) => `t${index}:${createHash("sha256").update(tokenOf(scope)).digest("hex")}:${scope}`);
    graph = await startGraph({ env: { SANDBOX_VENDORS: "none", AUTH_TOKENS: tokens.join(",") } });
  });
  afterAll(() => graph.stop());

  it.each(["Query", "Mutation"] as const)("of %s is allowed to the scopes it names, and to no other", async (root) => {
    for (const [field, query] of questions(graph.application.schema, root)) {
      const opened: Scope[] = [];
      for (const scope of SCOPES) {
        const { errors = [] } = await graph.ask(query, {}, { authorization: `Bearer ${tokenOf(scope)}` });
        expect(
          errors.filter(({ extensions }) => extensions.code === "UNAUTHENTICATED" || extensions.code === "GRAPHQL_VALIDATION_FAILED"),
        ).toEqual([]);
        if (!errors.some(({ extensions }) => extensions.code === "FORBIDDEN")) opened.push(scope);
      }
      expect([field, opened]).toEqual([field, scopesOf(root, field)]);
    }
  });
});
