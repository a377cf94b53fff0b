import { type DocumentNode, type GraphQLSchema, getNamedType, isSpecifiedScalarType, Kind, typeFromAST, visit } from "graphql";

/**
 * Whether graphql-jit answers a document as graphql-js does. Two cases of graphql-jit 0.8 are kept from it; the suite in
 * test/server/compiled-queries.test.ts, asked of both engines, found them and tells when they may go.
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  return !hasConditionsOverRepeatedFragments(document) && !hasDefaultsOfCustomTypes(schema, document);
}

/** It collects a fragment once for each selection, under the condition of the first spread alone: `{ ...F @include(if: $a) ...F }`. */
function hasConditionsOverRepeatedFragments(document: DocumentNode): boolean {
  const spread = new Set<string>();
  let repeated = false;
  let conditional = false;
  visit(document, {
    [Kind.FRAGMENT_SPREAD]: ({ name }) => {
      repeated ||= spread.has(name.value);
      spread.add(name.value);
    },
    [Kind.DIRECTIVE]: ({ name }) => {
      conditional ||= name.value === "skip" || name.value === "include";
    },
  });
  return repeated && conditional;
}

/** It keeps the default of a variable as JSON, in which the inside of a scalar (a Date, say) does not survive. */
function hasDefaultsOfCustomTypes(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.VARIABLE_DEFINITION]: ({ type, defaultValue }) => {
      if (defaultValue === undefined) return;
      const named = getNamedType(typeFromAST(schema, type));
      found ||= named === undefined || !isSpecifiedScalarType(named);
    },
  });
  return found;
}

/** graphql-jit takes the answer of resolveType as it is; a promise is no type. type-graphql makes every resolveType of its decorators asynchronous. */
export function requireSynchronousTypeResolvers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!("resolveType" in type) || type.resolveType?.constructor.name !== "AsyncFunction") continue;
    throw new Error(
      `resolveType of ${type.name} is asynchronous, which compiled queries cannot wait for. Leave it out and return class instances.`,
    );
  }
}
