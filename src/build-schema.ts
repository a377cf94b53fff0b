import "reflect-metadata";
import {
  assertValidSchema,
  DirectiveLocation,
  GraphQLDirective,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  specifiedDirectives,
} from "graphql";
import { buildSchema as buildTypeGraphqlSchema, type PubSub } from "type-graphql";
import { authChecker, requireScopes } from "./access/auth-checker.js";
// Adds the boards' own inputs.
import "./datasources/registry.js";
import { resolvers } from "./resolvers/index.js";
import { checkArguments } from "./resolvers/support/argument-check.js";
import { callDirectly } from "./resolvers/support/direct-call.js";
import { typeNameOf } from "./schema/common/node.type.js";

/**
 * The specified directives without a location that is newer than the specification of October 2021: graphql-js lets directives themselves be
 * deprecated, and readers of that edition refuse the whole schema over it (older graphql-core, parsers of printed introspection). This
 * schema deprecates no directive.
 */
const directives = specifiedDirectives.map((directive) => {
  const config = directive.toConfig();
  return new GraphQLDirective({ ...config, locations: config.locations.filter((one) => one !== DirectiveLocation.DIRECTIVE_DEFINITION) });
});

/** type-graphql asks for one. Here every subscription reads what it follows by itself, so that nothing is published past the database. */
const noPubSub: PubSub = { publish: refuseTopic, subscribe: refuseTopic };

function refuseTopic(topic: string): never {
  throw new Error(`Nothing is published under ${topic}: a subscription names what it follows in \`subscribe\``);
}

let built: Promise<GraphQLSchema> | undefined;

/** Resolvers in, schema out. Nothing in it belongs to one server, so those of a process share it. */
export function buildSchema(): Promise<GraphQLSchema> {
  built ??= build();
  return built;
}

async function build(): Promise<GraphQLSchema> {
  // type-graphql's own check asks for a whole introspection, and takes most of the time of building.
  const schema = await buildTypeGraphqlSchema({
    ...{ resolvers, authChecker, directives, validateFn: checkArguments, skipCheck: true },
    pubSub: noPubSub,
  });
  assertValidSchema(schema);
  showDeprecatedInputs(schema);
  describeRoots(schema);
  callDirectly(schema, resolvers, ({ viewer }, scopes) => requireScopes(viewer, scopes));
  // type-graphql wraps resolveType in an async function; a synchronous one saves a promise for each record.
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type)) type.resolveType = typeNameOf as typeof type.resolveType;
  }
  return schema;
}

/** type-graphql takes descriptions of fields alone here. */
function describeRoots(schema: GraphQLSchema): void {
  for (const [root, description] of [
    [
      schema.getQueryType(),
      "What can be asked. Every record is read from its vendor, in as few requests as that allows; a vendor that is down costs its own records alone.",
    ],
    [
      schema.getMutationType(),
      "What can be changed. Each change is checked, recorded, sent once, and settled; `operation.outcome` says what became of it.",
    ],
    [schema.getSubscriptionType(), "What can be followed, as server-sent events at /graphql/stream."],
  ] as const)
    if (root) root.description = description;
}

/**
 * Introspection hides deprecated inputs from readers that do not ask for them, and most do not know that they can: the specification of June 2018
 * had none, and graphql-js leaves them out of its query. Clients whose types are made from it would lose fields that still work. So they are
 * shown unless a reader asks for the others alone.
 */
function showDeprecatedInputs(schema: GraphQLSchema): void {
  for (const [type, field] of [
    ["__Type", "inputFields"],
    ["__Field", "args"],
  ] as const) {
    const meta = schema.getType(type);
    const [includeDeprecated] = isObjectType(meta) ? (meta.getFields()[field]?.args ?? []) : [];
    if (includeDeprecated !== undefined) includeDeprecated.defaultValue = true;
  }
}

/** The schema as it is committed: sorted, so that the diff of a change shows the change. */
export function emitSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
