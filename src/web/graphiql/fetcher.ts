import type { Fetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-sse";

/** GraphiQL's own fetcher follows over WebSockets only; this server tells of events by server-sent ones. @param ask asks for all else */
export function fetcherOf(ask: Fetcher, streamUrl = "graphql/stream"): Fetcher {
  return (params, options) => {
    if (!isSubscription(params, options)) return ask(params, options);
    const client = createClient({ url: streamUrl, headers: options?.headers ?? {}, retryAttempts: 0 });
    return client.iterate({ ...params, operationName: params.operationName ?? undefined }) as ReturnType<Fetcher>;
  };
}

function isSubscription({ operationName }: Parameters<Fetcher>[0], options: Parameters<Fetcher>[1]): boolean {
  return (options?.documentAST?.definitions ?? []).some(
    (definition) =>
      definition.kind === "OperationDefinition" &&
      definition.operation === "subscription" &&
      (!operationName || definition.name?.value === operationName),
  );
}
