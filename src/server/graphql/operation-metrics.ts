import type { FormattedExecutionResult } from "graphql";
import type { Metrics } from "../../telemetry/metrics.js";
import type { OperationEnd } from "../../telemetry/tracing/tracing.js";
import type { OperationStep } from "./operation-steps.js";

/** Counts and times every operation that reached GraphQL, and tells its report how it ended. */
export function operationMetrics(metrics: Metrics): OperationStep {
  return {
    answering: ({ operation, result, context }) => {
      const type = operation?.operation ?? "none";
      // A query goes on for those who joined it, whether or not its own client has stayed.
      const isAborted = context.signal.aborted || context.operation.isLeft;
      const { outcome, errorCode } = isAborted ? { ...endOf(result), outcome: "aborted" as const } : endOf(result);
      metrics.graphqlOperations.inc({ type, outcome });
      metrics.graphqlDuration.observe({ type }, context.operation.elapsedMs / 1000);
      context.operation.ended({
        type: operation?.operation,
        name: operation?.name?.value,
        outcome,
        errorCode,
      });
    },
  };
}

/** How an operation with this answer ended. */
export function endOf(result: FormattedExecutionResult): Pick<OperationEnd, "outcome" | "errorCode"> {
  return { outcome: outcomeOf(result), errorCode: codeOf(result) };
}

function outcomeOf(result: FormattedExecutionResult): "ok" | "partial" | "error" {
  if (result.errors === undefined) return "ok";
  return result.data === undefined || result.data === null ? "error" : "partial";
}

function codeOf({ errors }: FormattedExecutionResult): string | undefined {
  const code = errors?.[0]?.extensions?.code;
  return typeof code === "string" ? code : undefined;
}
