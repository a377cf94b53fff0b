import type { ApolloServerPlugin } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import type { Metrics } from "../../telemetry/metrics.js";
import { LimitExceeded } from "../limits/limits.js";
import type { RequestContext } from "./request-context.js";

/** Counts and times every operation that reached GraphQL. */
export function operationMetrics(metrics: Metrics): ApolloServerPlugin<RequestContext> {
  return {
    // A document that is refused on arrival gets no further.
    contextCreationDidFail: async ({ error }) => {
      if (error instanceof LimitExceeded) metrics.graphqlOperations.inc({ type: "none", outcome: "error" });
    },
    requestDidStart: async () => {
      const startedAt = performance.now();
      return {
        willSendResponse: async ({ operation, response, contextValue }) => {
          if (response.body.kind !== "single") return;
          const type = operation?.operation ?? "none";
          const outcome = contextValue.signal.aborted ? "aborted" : outcomeOf(response.body.singleResult);
          metrics.graphqlOperations.inc({ type, outcome });
          metrics.graphqlDuration.observe({ type }, (performance.now() - startedAt) / 1000);
        },
      };
    },
  };
}

function outcomeOf(result: FormattedExecutionResult): "ok" | "partial" | "error" {
  if (result.errors === undefined) return "ok";
  return result.data === undefined || result.data === null ? "error" : "partial";
}
