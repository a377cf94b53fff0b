import { assertValidSchema, extendSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType, isUnionType, parse } from "graphql";
import type { Context } from "../context.js";
import { typeNameOf } from "../schema/common/node.type.js";
import { entities } from "./entities.js";
import { subgraphText } from "./subgraph-text.js";

/**
 * The schema with what a subgraph of Apollo Federation 2 answers besides: `_service` with its text, and `_entities`. Every type with a global
 * id is an entity, by the key `id`.
 *
 * https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
 *
 * @param schema Stays as it is.
 */
export function subgraphOf(schema: GraphQLSchema): GraphQLSchema {
  const subgraph = extendSchema(schema, parse(machinery(entityNames(schema)), { noLocation: true }));
  const union = subgraph.getType("_Entity");
  if (isUnionType(union)) union.resolveType = typeNameOf as typeof union.resolveType;
  let sdl: string | undefined;
  resolve(subgraph, "_entities", entities as GraphQLFieldResolver<unknown, Context>);
  resolve(subgraph, "_service", () => {
    sdl ??= subgraphText(schema);
    return { sdl };
  });
  assertValidSchema(subgraph);
  return subgraph;
}

/** The types that implement Node. */
function entityNames(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types
    .filter((type) => type.getInterfaces().some(({ name }) => name === "Node"))
    .map(({ name }) => name)
    .toSorted();
}

function resolve(schema: GraphQLSchema, name: string, resolver: GraphQLFieldResolver<unknown, Context>): void {
  const field = schema.getQueryType()?.getFields()[name];
  if (field === undefined) throw new Error(`Query has no field ${name}`);
  field.resolve = resolver;
}

function machinery(entities: readonly string[]): string {
  return `
    "A record as another subgraph knows it: \`{ __typename, id }\`. What else it holds is passed over."
    scalar _Any

    "A record that other subgraphs may refer to, and add fields to."
    union _Entity = ${entities.join(" | ")}

    "This graph as a subgraph of Apollo Federation 2."
    type _Service {
      "The schema with the directives of Federation. It leaves out what belongs to this server alone: \`node\`, \`nodes\`, \`_entities\`, \`_service\`."
      sdl: String!
    }

    extend type Query {
      "For a router, which reads here the records that other subgraphs name. Many at once, in the order asked; null, with an error where there is one, in the place of a record that cannot be read."
      _entities(
        "By \`__typename\` and \`id\`; at most 1000. The answer has the same length and order, with null for what there is not."
        representations: [_Any!]!
      ): [_Entity]!
      "For a router, which reads here what this subgraph offers."
      _service: _Service!
    }
  `;
}
