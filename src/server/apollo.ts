import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "../telemetry/logger.js";
import type { Metrics } from "../telemetry/metrics.js";
import { CompiledQueries } from "./compiled-queries.js";
import { DirectAnswers, withContextReport } from "./direct-answers.js";
import { formatError } from "./error-format.js";
import { ErrorReport } from "./error-report.js";
import { inlineLeafChecks } from "./inlining.js";
import { landingPagePlugin } from "./landing-page.js";
import { operationMetrics } from "./operation-metrics.js";
import { knownOperationTypes, statusOfPlainJson } from "./protocol.js";
import { DEFAULT_LIMITS, type QueryLimits, queryLimitsRule } from "./query-limits.js";
import type { RequestContext } from "./request-context.js";

export interface EngineOptions {
  schema: GraphQLSchema;
  logger: Logger;
  metrics: Metrics;
  introspection?: boolean;
  limits?: QueryLimits;
  compileAfter?: number;
}

/** Lets the graph's context speak beside the data, whichever engine answered. */
function contextReport(report: ErrorReport): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue, response }) => {
        if (response.body.kind === "single")
          response.body.singleResult = withContextReport(response.body.singleResult, contextValue, report);
      },
    }),
  };
}

export interface GraphQLEngine<Context extends RequestContext> {
  apollo: ApolloServer<Context>;
  /** Asked first. What it does not answer is Apollo's. */
  direct: DirectAnswers;
}

/** Apollo Server without its own HTTP, and with nothing that depends on NODE_ENV or on APOLLO_* variables. */
export function createEngine<Context extends RequestContext>(options: EngineOptions): GraphQLEngine<Context> {
  inlineLeafChecks();
  const { schema, logger, metrics } = options;
  const limits = options.limits ?? DEFAULT_LIMITS;
  const report = new ErrorReport(logger);
  const compiled = new CompiledQueries({
    schema,
    formatError,
    report,
    onExecution: (engine) => metrics.graphqlExecutions.inc({ engine }),
    ...(options.compileAfter === undefined ? {} : { compileAfter: options.compileAfter }),
  });
  const plugins: ApolloServerPlugin<RequestContext>[] = [
    // On by default, and wraps every field: it halves the speed of large answers.
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    landingPagePlugin(),
    compiled.plugin(),
    report.plugin(),
    contextReport(report),
    statusOfPlainJson(),
    operationMetrics(metrics),
  ];
  const apollo = new ApolloServer<Context>({
    schema,
    logger,
    plugins,
    formatError,
    introspection: options.introspection ?? true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    // Apollo's own adds a line break, which copies a large answer once more.
    stringifyResult: (answer) => JSON.stringify(answer),
    persistedQueries: false,
    stopOnTerminationSignals: false,
    validationRules: [knownOperationTypes, queryLimitsRule(limits)],
    parseOptions: { maxTokens: limits.maxTokens },
  });
  return { apollo, direct: new DirectAnswers({ compiled, report, metrics }) };
}
