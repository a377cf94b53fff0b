import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from "graphql";
import { Scales, type Weight } from "../../../src/server/limits/opened-weight.js";
import { RandomDocuments } from "../../support/random-documents.js";
import { answering } from "./lists-schema.js";

const operationOf = ({ definitions }: DocumentNode): OperationDefinitionNode => {
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("The document has no operation.");
  return operation;
};

/** Weighs by opening every fragment anew wherever it is spread. */
function naively(set: SelectionSetNode, document: DocumentNode): Weight {
  const fragment = (name: string) =>
    document.definitions.find(
      (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
  const weight = { depth: 0, schemaDepth: 0, aliases: 0, selections: set.selections.length, nesting: 1 };
  for (const selection of set.selections) {
    const below = selection.kind === Kind.FRAGMENT_SPREAD ? fragment(selection.name.value)?.selectionSet : selection.selectionSet;
    const inner = below === undefined ? undefined : naively(below, document);
    const isField = selection.kind === Kind.FIELD;
    weight.depth = Math.max(weight.depth, (inner?.depth ?? 0) + (isField ? 1 : 0));
    const isOfSchema = isField && selection.name.value === "__typename";
    weight.schemaDepth = Math.max(weight.schemaDepth, isOfSchema ? 1 : (inner?.schemaDepth ?? 0));
    weight.nesting = Math.max(weight.nesting, 1 + (inner?.nesting ?? 0));
    weight.selections += inner?.selections ?? 0;
    weight.aliases += (inner?.aliases ?? 0) + (isField && selection.alias !== undefined ? 1 : 0);
  }
  return weight;
}

describe("The weight of an operation", () => {
  it("is that of the operation with every fragment written out, for random documents", () => {
    const schema = answering();
    const documents = new RandomDocuments(schema, 5, { maxDepth: 7 });
    let spreads = 0;
    for (let count = 0; count < 500; count += 1) {
      const { query } = documents.next();
      const document = parse(query);
      expect({ query, errors: validate(schema, document) }).toEqual({ query, errors: [] });
      const operation = operationOf(document);
      const weight = new Scales(document, 100).weigh(operation);
      expect({ query, ...weight }).toEqual({ query, ...naively(operation.selectionSet, document) });
      if (query.includes("...F")) spreads += 1;
    }
    expect(spreads).toBeGreaterThan(100);
  });

  it("counts the depth below the introspection fields separately", () => {
    const weigh = (query: string) => {
      const document = parse(query);
      return new Scales(document, 100).weigh(operationOf(document));
    };
    expect(weigh("{ a { b { __typename } } }")).toMatchObject({ depth: 3, schemaDepth: 1 });
    expect(weigh("{ a { b } __schema { types { fields { name } } } }")).toMatchObject({ depth: 2, schemaDepth: 4 });
    expect(weigh("{ __schema { types { ...T } } } fragment T on __Type { ofType { ofType { name } } }")).toMatchObject({
      depth: 1,
      schemaDepth: 5,
    });
  });
});
