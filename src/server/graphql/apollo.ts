import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Secrets } from "../../secrets/secrets.js";
import type { Logger } from "../../telemetry/logger.js";
import type { Metrics } from "../../telemetry/metrics.js";
import { explorerPlugin } from "../explorer.js";
import { answerLength } from "../limits/answer-length.js";
import { documentStore } from "../limits/document-store.js";
import type { QueryLimits } from "../limits/limits.js";
import { operationLimits } from "../limits/operation-limits.js";
import { agedAnswers } from "./age/age-plugin.js";
import { boundedErrors } from "./bounded-errors.js";
import { contextReport } from "./context-report.js";
import { formatError } from "./error-format.js";
import { ErrorReport } from "./error-report.js";
import { operationMetrics } from "./operation-metrics.js";
import { knownOperationTypes, statusOfPlainJson } from "./protocol.js";
import type { RequestContext } from "./request-context.js";

export interface ApolloOptions {
  schema: GraphQLSchema;
  logger: Logger;
  metrics: Metrics;
  secrets: Secrets;
  limits: QueryLimits;
}

/** More are not corrected at once; each repeats a value. */
const MAX_COERCION_ERRORS = 20;

/** Apollo Server without its own HTTP, and with nothing that depends on NODE_ENV or on APOLLO_* variables. */
export function createApollo<Context extends RequestContext>(options: ApolloOptions): ApolloServer<Context> {
  const { schema, logger, metrics, secrets, limits } = options;
  const report = new ErrorReport(logger);
  const format: typeof formatError = (formatted, error) => secrets.cutIn(formatError(formatted, error));
  const plugins: ApolloServerPlugin<RequestContext>[] = [
    // On by default, and wraps every field: it halves the speed of large answers.
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    // On by default as well, and loads Protocol Buffers.
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    explorerPlugin(),
    operationLimits(schema, limits),
    answerLength(limits),
    report.plugin(),
    contextReport(report, format),
    boundedErrors(),
    statusOfPlainJson(),
    operationMetrics(metrics),
    agedAnswers(),
  ];
  return new ApolloServer<Context>({
    schema,
    logger,
    plugins,
    formatError: format,
    // The schema is no secret, and explorers need it, whatever NODE_ENV says.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    // Apollo's own adds a line break, which copies a large answer once more.
    stringifyResult: (answer) => JSON.stringify(answer),
    persistedQueries: false,
    stopOnTerminationSignals: false,
    validationRules: [knownOperationTypes],
    executionOptions: { maxCoercionErrors: MAX_COERCION_ERRORS },
    documentStore: documentStore(),
  });
}
