import "reflect-metadata";
import { type GraphQLSchema, isInterfaceType, lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema as buildTypeGraphqlSchema } from "type-graphql";
import { authChecker } from "./access/auth-checker.js";
import { resolvers } from "./resolvers/index.js";
import { typeNameOf } from "./schema/node.type.js";

/** Resolvers in, schema out. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const schema = await buildTypeGraphqlSchema({ resolvers, authChecker, validate: true });
  // type-graphql wraps resolveType in an async function; a synchronous one spares a promise for each record.
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type)) type.resolveType = typeNameOf as typeof type.resolveType;
  }
  return schema;
}

/** The schema as it is committed: sorted, so that the diff of a change shows the change. */
export function emitSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
