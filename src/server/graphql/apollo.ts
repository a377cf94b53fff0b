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
import { answerLength } from "../limits/answer-length.js";
import type { DocumentGate } from "../limits/document-gate.js";
import { KnownDocuments } from "../limits/known-documents.js";
import { LimitExceeded, type QueryLimits } from "../limits/limits.js";
import { operationLimits } from "../limits/operation-limits.js";
import { explorerPlugin } from "../pages/explorer.js";
import { Subscriptions } from "../stream/subscriptions.js";
import { agedAnswers } from "./age/age-step.js";
import { boundedErrors } from "./bounded-errors.js";
import { contextReport } from "./context-report.js";
import { formatError } from "./error-format.js";
import { ErrorReport } from "./error-report.js";
import { idempotencyKeyHeader } from "./idempotency-key.js";
import { KnownOperations } from "./known-operations.js";
import { operationMetrics } from "./operation-metrics.js";
import { inOrder, stepsPlugin } from "./operation-steps.js";
import { DocumentRefused } from "./persisted/document-refused.js";
import { closedSchema, knownOperationTypes, statusOfPlainJson } from "./protocol.js";
import type { RequestContext } from "./request-context.js";

export interface GraphQLEngineOptions {
  schema: GraphQLSchema;
  logger: Logger;
  metrics: Metrics;
  secrets: Secrets;
  limits: QueryLimits;
  gate: DocumentGate;
  /** Whether the schema, and the explorer, are for whoever asks. */
  isOpen: boolean;
  /** Whether callers have to sign in. */
  signIn: boolean;
}

/** More are not corrected at once; each repeats a value. */
const MAX_COERCION_ERRORS = 20;

/** Counts documents that are refused on arrival: no step sees them. */
function refusedDocuments(metrics: Metrics): ApolloServerPlugin {
  return {
    contextCreationDidFail: async ({ error }) => {
      if (error instanceof LimitExceeded || error instanceof DocumentRefused)
        metrics.graphqlOperations.inc({ type: "none", outcome: "error" });
    },
  };
}

export interface GraphQLEngine<Context extends RequestContext> {
  apollo: ApolloServer<Context>;
  /** Those that were found sound. */
  documents: Pick<KnownDocuments, "find">;
  known: KnownOperations;
  subscriptions: Subscriptions;
}

/** Characters of the answer that shows one event, at the most: so many may wait for each follower. */
const MAX_EVENT_LENGTH = 1_000_000;

/** Apollo Server without its own HTTP, and with nothing that depends on NODE_ENV or on APOLLO_* variables; and the way past it. */
export function createGraphQLEngine<Context extends RequestContext>(options: GraphQLEngineOptions): GraphQLEngine<Context> {
  const { schema, logger, metrics, secrets, limits, gate, isOpen, signIn } = options;
  const report = new ErrorReport(logger);
  const format: typeof formatError = (formatted, error) => secrets.cutIn(formatError(formatted, error));
  const documents = new KnownDocuments();
  const steps = inOrder([
    operationLimits(schema, limits),
    idempotencyKeyHeader(schema),
    answerLength(limits),
    report.step(),
    contextReport(report, format),
    boundedErrors(),
    statusOfPlainJson(),
    operationMetrics(metrics),
    agedAnswers(),
  ]);
  const plugins: ApolloServerPlugin<RequestContext>[] = [
    // On by default, and wraps every field: it halves the speed of large answers.
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    // On by default as well, and loads Protocol Buffers.
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ...(isOpen ? [explorerPlugin({ signIn })] : []),
    refusedDocuments(metrics),
    stepsPlugin(steps),
  ];
  const apollo = new ApolloServer<Context>({
    schema,
    logger,
    plugins,
    formatError: format,
    // The schema is no secret, and explorers need it, whatever NODE_ENV says; where it is closed, a rule of ours says so.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    // Apollo's own adds a line break, which copies a large answer once more.
    stringifyResult: (answer) => JSON.stringify(answer),
    // Names of documents are opened before a request comes here.
    persistedQueries: false,
    stopOnTerminationSignals: false,
    validationRules: [knownOperationTypes, ...(isOpen ? [] : [closedSchema])],
    executionOptions: { maxCoercionErrors: MAX_COERCION_ERRORS },
    documentStore: documents.store,
  });
  const subscriptions = new Subscriptions({
    ...{ schema, documents: new KnownDocuments(), gate, limits, report, format, maxCoercionErrors: MAX_COERCION_ERRORS },
    // A stream is counted and timed as a whole.
    steps: inOrder([
      operationLimits(schema, limits),
      answerLength({ maxAnswerLength: MAX_EVENT_LENGTH }),
      report.step(),
      contextReport(report, format),
      boundedErrors(),
    ]),
  });
  return { apollo, documents, known: new KnownOperations({ schema, documents, steps, format }), subscriptions };
}
