import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { enrich, type formatError } from "../graphql/error-format.js";
import type { ErrorReport } from "../graphql/error-report.js";
import type { Answering, OperationStep } from "../graphql/operation-steps.js";
import type { RequestContext } from "../graphql/request-context.js";
import { collectFields, fragmentsOf, includedWith } from "../limits/collected-fields.js";
import type { DocumentGate } from "../limits/document-gate.js";
import { holdVariables } from "../limits/json-values.js";
import type { KnownDocuments } from "../limits/known-documents.js";
import type { QueryLimits } from "../limits/limits.js";
import type { Followed } from "./followed-results.js";
import type { StreamRequest } from "./stream-request.js";

export interface SubscriptionsOptions {
  schema: GraphQLSchema;
  /** Those that were found sound; apart from those of Apollo Server, which takes no subscriptions. */
  documents: KnownDocuments;
  gate: DocumentGate;
  limits: QueryLimits;
  /** Steps around the beginning, and around each event. */
  steps: Required<OperationStep>;
  report: ErrorReport;
  format: typeof formatError;
  maxCoercionErrors: number;
}

/** A subscription that was found sound. */
export interface Subscription {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** GraphQL's part of a stream: what is wrong with the document, what it follows, and the answer that shows an event. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
  }

  /** @throws GraphQLErrors where the document or its variables are at fault */
  find({ query, operationName, variables = {} }: StreamRequest): Subscription {
    const document = this.#sound(query);
    const operation = getOperationAST(document, operationName);
    if (!operation) {
      const named = operationName === undefined ? "Name the operation in `operationName`." : "The document has no operation of that name.";
      throw new GraphQLErrors([coded(new GraphQLError(named), "OPERATION_RESOLUTION_FAILURE")]);
    }
    if (operation.operation !== "subscription") {
      const message = `A ${operation.operation} is asked at /graphql. Only subscriptions are asked at /graphql/stream.`;
      throw new GraphQLErrors([coded(new GraphQLError(message, { nodes: operation }), "BAD_REQUEST")]);
    }
    const { schema, limits, maxCoercionErrors: maxErrors } = this.#options;
    holdVariables(variables, limits);
    const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors });
    if (errors !== undefined) throw new GraphQLErrors(errors.map((error) => coded(error, "BAD_USER_INPUT")));
    // graphql-js expects one, and fails by a fault of its own.
    if (!followsAnything(document, operation, coerced)) {
      const message = "The subscription follows nothing: its field is left out by @skip or @include.";
      throw new GraphQLErrors([coded(new GraphQLError(message, { nodes: operation }), "BAD_USER_INPUT")]);
    }
    return { document, operation, variables };
  }

  /**
   * Begins to follow.
   *
   * @throws GraphQLErrors where the subscription is refused
   */
  async follow({ document, operation, variables }: Subscription, context: RequestContext): Promise<Followed> {
    const { schema, steps } = this.#options;
    steps.resolved({ document, operation, variables, context });
    const source = await createSourceEventStream({
      schema,
      document,
      contextValue: context,
      variableValues: variables,
      operationName: operation.name?.value,
    });
    if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
    throw new GraphQLErrors(source.errors ?? []);
  }

  /** The answer that shows an event. */
  async show(event: unknown, { document, operation, variables }: Subscription, context: RequestContext): Promise<ExecutionResult> {
    const { schema, steps, format } = this.#options;
    const { data, errors } = await execute({
      schema,
      document,
      rootValue: event,
      contextValue: context,
      variableValues: variables,
      operationName: operation.name?.value,
    });
    if (errors !== undefined) steps.failed({ errors, context });
    const formatted = errors?.map((error) => format(enrich(error), error));
    const result = formatted === undefined ? { data } : { errors: formatted, data };
    const answering: Answering = { result, status: undefined, operation, hasDocument: true, accept: undefined, context };
    steps.answering(answering);
    return answering.result as ExecutionResult;
  }

  /** Errors as clients see them. */
  refusal(error: unknown, requestId: string): ExecutionResult {
    const { report, format } = this.#options;
    const errors = errorsOf(error);
    report.log(errors, requestId);
    const formatted = errors.map((one) => withoutStatus(format(enrich(one), one)));
    return { errors: report.identified(formatted, requestId) as unknown as GraphQLError[] };
  }

  #sound(text: string): DocumentNode {
    const { schema, documents, gate } = this.#options;
    const known = documents.find(text);
    if (known !== undefined) return known;
    gate.admit(text);
    let document: DocumentNode;
    try {
      document = parse(text);
    } catch (error) {
      throw error instanceof GraphQLError ? new GraphQLErrors([coded(error, "GRAPHQL_PARSE_FAILED")]) : error;
    }
    const faults = validated(schema, document);
    if (faults.length > 0) throw new GraphQLErrors(faults.map((fault) => coded(fault, "GRAPHQL_VALIDATION_FAILED")));
    documents.keep(text, document);
    return document;
  }
}

/** graphql-js 16 throws where a variable decides whether the root field is left out, as if the variable had no value. */
function validated(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const message = "What a subscription follows may not depend on a variable: leave @skip and @include out at its root.";
    return [new GraphQLError(message, { nodes: error.nodes, originalError: error })];
  }
}

/** Whether a field is left once @skip and @include have had their say. */
function followsAnything(document: DocumentNode, operation: OperationDefinitionNode, variables: Record<string, unknown>): boolean {
  const root = { set: operation.selectionSet, on: "" };
  return collectFields([root], fragmentsOf(document.definitions), includedWith(variables)).size > 0;
}

/** Several errors at once. */
export class GraphQLErrors extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message);
    this.errors = errors;
  }
}

function errorsOf(error: unknown): readonly GraphQLError[] {
  if (error instanceof GraphQLErrors) return error.errors;
  if (error instanceof GraphQLError) return [error];
  const original = error instanceof Error ? error : new Error(String(error));
  return [new GraphQLError(original.message, { originalError: original })];
}

/** Apollo Server takes the status of its answer from there. */
function withoutStatus(error: GraphQLFormattedError): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions ?? {};
  return { ...error, extensions };
}

/** An error with the code that Apollo Server gives to its kind. */
function coded(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code;
  return error;
}
