import type { ApolloServerPlugin } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import type { Metrics } from "../../telemetry/metrics.js";
import { LimitExceeded } from "../limits/limits.js";
import type { RequestContext } from "./request-context.js";

/** Counts and times every operation that reached GraphQL, and tells its report how it ended. */
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
          const { singleResult } = response.body;
          const outcome = contextValue.signal.aborted ? "aborted" : outcomeOf(singleResult);
          metrics.graphqlOperations.inc({ type, outcome });
          metrics.graphqlDuration.observe({ type }, (performance.now() - startedAt) / 1000);
          contextValue.operation?.ended({
            type: operation?.operation,
            name: operation?.name?.value,
            outcome,
            errorCode: codeOf(singleResult),
          });
        },
      };
    },
  };
}

function outcomeOf(result: FormattedExecutionResult): "ok" | "partial" | "error" {
  if (result.errors === undefined) return "ok";
  return result.data === undefined || result.data === null ? "error" : "partial";
}

function codeOf({ errors }: FormattedExecutionResult): string | undefined {
  const code = errors?.[0]?.extensions?.code;
  return typeof code === "string" ? code : undefined;
}
