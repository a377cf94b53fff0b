import { type GraphQLFieldResolver, type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from "graphql";
import { getMetadataStorage } from "type-graphql";
import type { Context } from "../../context.js";
import { checkedArguments } from "./argument-check.js";

type Metadata = ReturnType<typeof getMetadataStorage>;
type Handler = Metadata["queries"][number] | Metadata["fieldResolvers"][number];
type Parameter = NonNullable<Handler["params"]>[number];
type Resolve = GraphQLFieldResolver<unknown, Context>;
type Method = (...values: unknown[]) => unknown;
// biome-ignore lint/complexity/noBannedTypes: type-graphql names resolver classes by this type.
type ResolverClass = Function;

/** Refuses, by throwing, who lacks a scope of `@Authorized`. */
type Authorize = (context: Context, scopes: readonly never[]) => void;

/**
 * Lets execution call the methods of these classes itself, in a schema that type-graphql has built of them. type-graphql's own call awaits scopes,
 * and makes and checks the arguments anew for each record, so that no field with arguments is answered at once. Mutations keep it: it
 * makes instances of their inputs.
 */
export function callDirectly(schema: GraphQLSchema, classes: readonly ResolverClass[], authorize: Authorize): void {
  const { queries, subscriptions, fieldResolvers, objectTypes, interfaceTypes } = getMetadataStorage();
  const names = new Map<unknown, string>([...interfaceTypes, ...objectTypes].map(({ target, name }) => [target, name]));
  const handlers: [type: string | undefined, handler: Handler][] = [
    ...queries.map((query): [string | undefined, Handler] => [schema.getQueryType()?.name, query]),
    // What shows an event. Beginning to follow stays type-graphql's.
    ...subscriptions.map((subscription): [string | undefined, Handler] => [schema.getSubscriptionType()?.name, subscription]),
    ...fieldResolvers.map((field): [string | undefined, Handler] => [names.get(field.getObjectType?.()), field]),
  ];
  const instances = new Map(classes.map((target) => [target, Reflect.construct(target, [])]));
  for (const [type, handler] of handlers) {
    const instance = instances.get(handler.target);
    if (instance === undefined) continue;
    for (const field of fieldsOf(schema, type, handler.schemaName)) field.resolve = resolverOf(handler, instance, authorize);
  }
}

/** The field of a type, and of each that implements it. */
function fieldsOf(schema: GraphQLSchema, typeName: string | undefined, name: string) {
  const type = schema.getType(typeName ?? "");
  const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
  return types.flatMap((one) => ((isObjectType(one) || isInterfaceType(one)) && one.getFields()[name]) || []);
}

function resolverOf(handler: Handler, instance: Readonly<Record<string, Method | undefined>>, authorize: Authorize): Resolve {
  const { methodName, params = [], roles, middlewares = [] } = handler;
  const method = instance[methodName]?.bind(instance);
  if (method === undefined || middlewares.length > 0) throw new Error(`${methodName} is no method, or has a middleware.`);
  const call = callOf(method, params.toSorted((one, other) => one.index - other.index).map(valueFor));
  return (root, args, context, info) => {
    try {
      if (roles !== undefined) authorize(context, roles as never[]);
      return call(root, args, context, info);
    } catch (error) {
      // Thrown in a field that may not be null, it would keep the fields beside it from being asked.
      return Promise.reject(error);
    }
  };
}

/** Calls the method with these values, without a list of them for each record. */
function callOf(method: Method, values: readonly Resolve[]): Resolve {
  const [one = nothing, two = nothing, three = nothing, four = nothing, ...others] = values;
  if (others.length > 0) return (...given) => method(...values.map((value) => value(...given)));
  return (root, args, context, info) =>
    method(
      one(root, args, context, info),
      two(root, args, context, info),
      three(root, args, context, info),
      four(root, args, context, info),
    );
}

const nothing: Resolve = () => undefined;

/** How the value of a method's parameter follows from what execution gives. */
function valueFor(parameter: Parameter): Resolve {
  switch (parameter.kind) {
    case "root":
      return (root) => root;
    case "context":
      return (_root, _args, context) => context;
    case "info":
      return (_root, _args, _context, info) => info;
    case "args": {
      const checked = checkedArguments(parameter.getType() as new () => object);
      return (_root, args, _context, info) => checked(args, info);
    }
    default:
      throw new Error(`${parameter.methodName} takes a parameter of the kind ${parameter.kind}, which only a mutation may.`);
  }
}
