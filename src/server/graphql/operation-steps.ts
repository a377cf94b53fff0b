import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode, FormattedExecutionResult, GraphQLError, OperationDefinitionNode } from "graphql";
import type { RequestContext } from "./request-context.js";

/** An operation before any resolver runs. */
export interface Resolved {
  readonly document: DocumentNode;
  /** Undefined where the document has none of that name. */
  readonly operation: OperationDefinitionNode | undefined;
  /** As they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

export interface Failed {
  readonly errors: readonly GraphQLError[];
  readonly context: RequestContext;
}

/** An answer before it is written; steps replace what is in it. */
export interface Answering {
  result: FormattedExecutionResult<Record<string, unknown>>;
  /** Undefined: 200. */
  status: number | undefined;
  /** Undefined where the document was refused before one was found. */
  readonly operation: OperationDefinitionNode | undefined;
  /** Whether a document was sent. */
  readonly hasDocument: boolean;
  /** The request's header. */
  readonly accept: string | undefined;
  readonly context: RequestContext;
}

/** What is done besides executing an operation. A step is synchronous, and keeps nothing of an operation but in its context. */
export interface OperationStep {
  /** Refuses the operation by throwing. */
  resolved?(operation: Resolved): void;
  /** Of the document, or of its execution. */
  failed?(failed: Failed): void;
  answering?(answering: Answering): void;
}

/** The steps as one, in their order. */
export function inOrder(steps: readonly OperationStep[]): Required<OperationStep> {
  return {
    resolved: (operation) => {
      for (const step of steps) step.resolved?.(operation);
    },
    failed: (failed) => {
      for (const step of steps) step.failed?.(failed);
    },
    answering: (answering) => {
      for (const step of steps) step.answering?.(answering);
    },
  };
}

/** All steps as one plugin of Apollo Server: of every plugin it awaits every hook. */
export function stepsPlugin(steps: Required<OperationStep>): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request, contextValue }) =>
        steps.resolved({ document, operation, variables: request.variables ?? {}, context: contextValue }),
      didEncounterErrors: async ({ errors, contextValue }) => steps.failed({ errors, context: contextValue }),
      willSendResponse: async ({ operation, request, response, contextValue }) => {
        const { body, http } = response;
        if (body.kind !== "single") return;
        const answering: Answering = {
          result: body.singleResult,
          status: http.status,
          operation,
          hasDocument: Boolean(request.query),
          accept: request.http?.headers.get("accept"),
          context: contextValue,
        };
        steps.answering(answering);
        body.singleResult = answering.result;
        http.status = answering.status;
      },
    }),
  };
}
