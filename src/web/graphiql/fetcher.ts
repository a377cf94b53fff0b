import type { Fetcher } from "@graphiql/toolkit";
import { type OperationDefinitionNode, parse } from "graphql";
import { createClient } from "graphql-sse";

/**
 * GraphiQL's own fetcher follows over WebSockets only; this server tells of events by server-sent ones.
 *
 * What is asked is told by the text that is sent. For a moment after a change of tabs GraphiQL gives the document and
 * the operation's name of the tab before beside it.
 * @param ask asks for all else
 */
export function fetcherOf(ask: Fetcher, streamUrl = "graphql/stream"): Fetcher {
  return (params, options) => {
    const operations = operationsOf(params.query);
    const named = operations.find(({ name }) => name?.value === params.operationName);
    const operation = named ?? (operations.length === 1 ? operations[0] : undefined);
    const operationName = operation?.name?.value;
    // GraphiQL's own fetcher would tell by the document whether it is a subscription.
    const { documentAST: _, ...rest } = options ?? {};
    if (operation?.operation !== "subscription") return ask({ ...params, operationName: operationName ?? null }, rest);
    const client = createClient({ url: streamUrl, headers: options?.headers ?? {}, retryAttempts: 0 });
    return client.iterate({ ...params, operationName }) as ReturnType<Fetcher>;
  };
}

/** None where the text does not parse: the server says why. */
function operationsOf(query: string): OperationDefinitionNode[] {
  try {
    return parse(query, { noLocation: true }).definitions.filter((definition) => definition.kind === "OperationDefinition");
  } catch {
    return [];
  }
}
