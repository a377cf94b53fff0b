import type { FormattedExecutionResult } from "graphql";
import { enrich, type formatError } from "./error-format.js";
import type { ErrorReport } from "./error-report.js";
import type { OperationStep } from "./operation-steps.js";
import type { RequestContext } from "./request-context.js";

/** Adds to an answer what the graph's context reports: partial results among the errors, sources among the extensions. */
export function contextReport(report: ErrorReport, format: typeof formatError): OperationStep {
  return {
    answering: (answering) => {
      answering.result = withContextReport(answering.result, answering.context, report, format);
    },
  };
}

function withContextReport(
  result: FormattedExecutionResult<Record<string, unknown>>,
  context: RequestContext,
  report: ErrorReport,
  format: typeof formatError,
): FormattedExecutionResult<Record<string, unknown>> {
  const extensions = context.extensions?.();
  const tolerated = context.tolerated ?? [];
  if (extensions === undefined && tolerated.length === 0) return result;
  report.log(tolerated, context.requestId);
  const errors = [...(result.errors ?? []), ...tolerated.map((error) => format(enrich(error), error))];
  return {
    ...result,
    ...(errors.length > 0 ? { errors } : {}),
    ...(extensions === undefined ? {} : { extensions: { ...result.extensions, ...extensions } }),
  };
}
