import { buildSchema } from "graphql";
import { resolvers, typeDefs } from "./schema.js";

/** The schema with its resolvers; fields without one are the record's own. */
export function executableSchema(ownResolvers = resolvers) {
  const schema = buildSchema(typeDefs);
  for (const [type, fields] of Object.entries(ownResolvers)) {
    for (const [field, resolve] of Object.entries(fields)) schema.getType(type).getFields()[field].resolve = resolve;
  }
  return schema;
}
