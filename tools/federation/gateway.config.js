// For Hive Gateway: `hive-gateway supergraph` reads it, and gateway.js beside it.

/** What Hiregraph reads of a request: who asks, how old an answer may be, the caller's languages, what a log line is found by. */
const PASSED_ON = ["authorization", "cache-control", "accept-language", "x-request-id", "traceparent"];

export const gatewayConfig = {
  supergraph: process.env.SUPERGRAPH ?? "supergraph.graphql",
  propagateHeaders: {
    // A token is for those that it was issued for.
    fromClientToSubgraphs: ({ request, subgraphName }) =>
      subgraphName.toLowerCase() === "hiregraph"
        ? Object.fromEntries(PASSED_ON.flatMap((name) => (request.headers.has(name) ? [[name, request.headers.get(name)]] : [])))
        : {},
  },
  transportEntries: {
    hiregraph: { options: { subscriptions: { kind: "http", location: "/graphql/stream", options: { method: "POST" } } } },
  },
  // Which subgraph an error is of, and the code that it has there, are not hidden.
  maskedErrors: false,
};
