import type { FastifyRequest } from "fastify";
import type { Metrics } from "../telemetry/metrics.js";
import { type Answer, type CompiledQueries, enrich, type ReadyQuery } from "./compiled-queries.js";
import { formatError } from "./error-format.js";
import type { ErrorReport } from "./error-report.js";
import { type JsonBytes, toJsonBytes } from "./json-bytes.js";
import { mediaTypeFor } from "./media-type.js";
import { measureOperation } from "./operation-metrics.js";
import type { RequestContext } from "./request-context.js";

export interface DirectAnswersOptions {
  compiled: CompiledQueries;
  report: ErrorReport;
  metrics: Metrics;
}

export interface DirectAnswer {
  contentType: string;
  body: JsonBytes;
}

/**
 * Answers a query that is compiled already without asking Apollo Server, which has parsed and validated that very document before and
 * would come to the same end. Whatever is out of the ordinary about a request is left to Apollo.
 */
export class DirectAnswers {
  readonly #options: DirectAnswersOptions;

  constructor(options: DirectAnswersOptions) {
    this.#options = options;
  }

  /** Undefined where Apollo is to answer. No resolver has run then, and `context` may be asked again. */
  async answer(request: FastifyRequest, context: () => Promise<RequestContext>): Promise<DirectAnswer | undefined> {
    const asked = this.#asked(request.body);
    const contentType = mediaTypeFor(request.headers.accept);
    if (asked === undefined || contentType === undefined) return undefined;
    const startedAt = performance.now();
    const asker = await context().catch(() => undefined);
    if (asker === undefined) return undefined;
    const answer = await this.#options.compiled.run(asked.query, asker, asked.variables);
    if (answer === undefined) return undefined;
    const whole = withContextReport(answer, asker, this.#options.report);
    measureOperation(this.#options.metrics, "query", whole, startedAt);
    const errors = whole.errors && this.#options.report.identified(whole.errors, asker.requestId);
    return { contentType, body: toJsonBytes({ errors, data: whole.data, extensions: whole.extensions }) };
  }

  #asked(body: unknown): { query: ReadyQuery; variables: Record<string, unknown> | undefined } | undefined {
    if (!isRecord(body) || typeof body.query !== "string" || isGiven(body.extensions)) return undefined;
    const { operationName, variables } = body;
    if (isGiven(operationName) && typeof operationName !== "string") return undefined;
    if (isGiven(variables) && !isRecord(variables)) return undefined;
    const query = this.#options.compiled.find(body.query, isGiven(operationName) ? operationName : undefined);
    return query && { query, variables: isGiven(variables) ? variables : undefined };
  }
}

/** What the graph's context says beside the data. */
export function withContextReport(answer: Answer, context: RequestContext, report: ErrorReport): Answer {
  const extensions = context.extensions?.();
  const tolerated = context.tolerated ?? [];
  if (extensions === undefined && tolerated.length === 0) return answer;
  report.log(tolerated, context.requestId);
  const errors = [...(answer.errors ?? []), ...tolerated.map((error) => formatError(enrich(error), error))];
  return {
    ...answer,
    ...(errors.length > 0 ? { errors } : {}),
    ...(extensions === undefined ? {} : { extensions: { ...answer.extensions, ...extensions } }),
  };
}

function isGiven<Value>(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
