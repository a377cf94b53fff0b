import { ApolloServer } from "@apollo/server";
import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  graphql,
  Kind,
  parse,
  validate,
} from "graphql";
import { enrich, formatError, isInternal } from "../../src/server/graphql/error-format.js";
import type { RequestContext } from "../../src/server/graphql/request-context.js";

export interface GraphQLQuestion {
  query: string;
  variables?: Record<string, unknown> | undefined;
  /** The query's document, where it was found to be valid already. */
  document?: DocumentNode;
}

/** The question with its document; undefined where this is not valid. */
export function valid(
  schema: GraphQLSchema,
  question: GraphQLQuestion,
): (Required<Pick<GraphQLQuestion, "query" | "document">> & GraphQLQuestion) | undefined {
  const document = parse(question.query);
  return validate(schema, document).length > 0 ? undefined : { ...question, document };
}

/** What graphql-js by itself answers, worded and ordered as the server words and orders it, as text: the order of fields is part of an answer. */
export async function plainAnswer(schema: GraphQLSchema, question: GraphQLQuestion, context: RequestContext): Promise<string> {
  const { query, variables, document } = question;
  const toldBefore = context.tolerated?.length ?? 0;
  const asked = { schema, variableValues: variables, contextValue: context };
  // What `graphql` does once it has parsed and validated.
  const { data, errors = [] } = await (document === undefined ? graphql({ ...asked, source: query }) : execute({ ...asked, document }));
  const tolerated = context.tolerated?.slice(toldBefore) ?? [];
  const formatted = [...errors, ...tolerated].map((error) => formatError(coded(error), error));
  const identified = formatted.map((error) =>
    isInternal(error) ? { ...error, extensions: { ...error.extensions, requestId: context.requestId } } : error,
  );
  const extensions = context.extensions?.();
  return JSON.stringify({ errors: identified.length > 0 ? identified : undefined, data, extensions });
}

/**
 * Gives each request's context, which holds what the request has read: graphql-js executed with it works on the same data. Hold it while a
 * suite runs, and restore jest's mocks afterwards.
 */
export function recordContexts<Context extends RequestContext>(): () => Promise<Context> {
  let newest: (() => Promise<unknown>) | undefined;
  const execute = ApolloServer.prototype.executeHTTPGraphQLRequest;
  jest.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest").mockImplementation(function (this: ApolloServer, request) {
    let made: Promise<object> | undefined;
    const context = () => {
      made ??= Promise.resolve(request.context() as unknown as object);
      return made;
    };
    newest = context;
    return execute.call(this, { ...request, context } as never);
  });
  return async () => {
    if (newest === undefined) throw new Error("No request has come yet.");
    return (await newest()) as Context;
  };
}

/** As Apollo Server codes what execution refuses before any resolver runs. */
function coded(error: GraphQLError): GraphQLFormattedError {
  const enriched = enrich(error);
  const isVariable = error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION && error.path === undefined;
  return isVariable ? { ...enriched, extensions: { ...enriched.extensions, code: "BAD_USER_INPUT" } } : enriched;
}
