import { type DocumentNode, execute, type GraphQLSchema, getOperationAST, getVariableValues, type OperationDefinitionNode } from "graphql";
import type { KnownDocuments } from "../limits/known-documents.js";
import { enrich, type formatError } from "./error-format.js";
import type { Answering, OperationStep } from "./operation-steps.js";
import type { RequestContext } from "./request-context.js";

/** An operation of a document that Apollo Server has found sound. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Of no other operation, nor of the same one of another document. */
  readonly number: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface KnownOperationsOptions {
  schema: GraphQLSchema;
  documents: Pick<KnownDocuments, "find">;
  steps: Required<OperationStep>;
  format: typeof formatError;
}

/**
 * Executes operations that are known to be sound. Clients send the same few documents again and again, and Apollo Server's way to a resolver takes
 * longer than a small answer. Whatever is not plain (another body, variables that do not fit, a refusal) is Apollo Server's to answer.
 */
export class KnownOperations {
  readonly #options: KnownOperationsOptions;
  readonly #numbers = new WeakMap<OperationDefinitionNode, number>();
  #lastNumber = 0;

  constructor(options: KnownOperationsOptions) {
    this.#options = options;
  }

  /** The operation that the body of a POST asks for. */
  find(body: unknown): KnownOperation | undefined {
    if (typeof body !== "object" || body === null) return undefined;
    const { query, operationName, variables, extensions } = body as Readonly<Record<string, unknown>>;
    if (typeof query !== "string" || !isAbsent(extensions)) return undefined;
    if (!isAbsent(operationName) && typeof operationName !== "string") return undefined;
    if (!isAbsent(variables) && (typeof variables !== "object" || Array.isArray(variables))) return undefined;
    const document = this.#options.documents.find(query);
    const operation = document && getOperationAST(document, operationName);
    if (document === undefined || !operation) return undefined;
    return { document, operation, number: this.#numberOf(operation), variables: (variables ?? NONE) as Record<string, unknown> };
  }

  #numberOf(operation: OperationDefinitionNode): number {
    const known = this.#numbers.get(operation);
    if (known !== undefined) return known;
    this.#lastNumber += 1;
    this.#numbers.set(operation, this.#lastNumber);
    return this.#lastNumber;
  }

  /** The answer; undefined where the operation is refused before it begins: nothing has been done then. */
  async execute(known: KnownOperation, context: RequestContext, accept: string | undefined): Promise<Answering | undefined> {
    const { schema, steps, format } = this.#options;
    const { document, operation, variables } = known;
    try {
      steps.resolved({ document, operation, variables, context });
    } catch {
      return undefined;
    }
    if (!this.#fits(known)) return undefined;
    const { data, errors } = await execute({
      schema,
      document,
      contextValue: context,
      variableValues: variables,
      operationName: operation.name?.value,
    });
    if (errors !== undefined) steps.failed({ errors, context });
    const formatted = errors?.map((error) => format(enrich(error), error));
    const result = formatted === undefined ? { data } : { errors: formatted, data };
    const answering: Answering = { result, status: undefined, operation, hasDocument: true, accept, context };
    steps.answering(answering);
    return answering;
  }

  #fits({ operation: { variableDefinitions = [] }, variables }: KnownOperation): boolean {
    if (variableDefinitions.length === 0) return true;
    return getVariableValues(this.#options.schema, variableDefinitions, variables, { maxErrors: 1 }).coerced !== undefined;
  }
}

const NONE = Object.freeze({});

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
