import type { ApolloServerPlugin } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import type { Metrics } from "../telemetry/metrics.js";
import type { RequestContext } from "./request-context.js";

/** Counts and times every operation that reached GraphQL. */
export function operationMetrics(metrics: Metrics): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return {
        willSendResponse: async ({ operation, response }) => {
          if (response.body.kind === "single")
            measureOperation(metrics, operation?.operation ?? "none", response.body.singleResult, startedAt);
        },
      };
    },
  };
}

export function measureOperation(metrics: Metrics, type: string, result: FormattedExecutionResult, startedAt: number): void {
  metrics.graphqlOperations.inc({ type, outcome: outcomeOf(result) });
  metrics.graphqlDuration.observe({ type }, (performance.now() - startedAt) / 1000);
}

function outcomeOf(result: FormattedExecutionResult): "ok" | "partial" | "error" {
  if (result.errors === undefined) return "ok";
  return result.data === undefined || result.data === null ? "error" : "partial";
}
