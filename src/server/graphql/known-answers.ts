import type { FastifyRequest } from "fastify";
import { type FormattedExecutionResult, OperationTypeNode } from "graphql";
import type { AbortSignalLike } from "../../abort-signal.js";
import { forbiddenTo, isForbidden } from "../../access/auth-checker.js";
import type { Viewer } from "../../access/viewer.js";
import type { Clock } from "../../clock.js";
import type { Metrics } from "../../telemetry/metrics.js";
import type { OperationReport } from "../../telemetry/operation-report.js";
import type { OperationEnd } from "../../telemetry/tracing/tracing.js";
import { tellsUpstream } from "./age/aged-answers.js";
import { AnswerAge } from "./age/answer-age.js";
import { askerOf, textOfVariables } from "./age/question.js";
import { AnswersUnderWay, JoinedRequests } from "./answers-under-way.js";
import { bounded } from "./bounded-errors.js";
import { isInternal } from "./error-format.js";
import type { KnownOperation, KnownOperations } from "./known-operations.js";
import { endOf } from "./operation-metrics.js";
import type { RequestContext } from "./request-context.js";

export interface KnownAnswersOptions {
  known: KnownOperations;
  clock: Clock;
  metrics: Metrics;
  /** The time of a request, in milliseconds. */
  requestDeadlineMs: number;
  /** Grows whenever something may have changed at a vendor. */
  epoch: () => number;
}

/** A request of a caller who is signed in, for a document that was found sound before. */
export interface Asking {
  operation: KnownOperation;
  request: FastifyRequest;
  viewer: Viewer;
  report: OperationReport;
  /** Aborted when the client goes away before it has its answer. */
  left: AbortSignalLike;
  /** Undefined where nothing old may serve it. */
  age: AnswerAge | undefined;
  /** `requests`: those that it is executed for, where it is not this one alone. */
  context: (age: AnswerAge | undefined, requests?: JoinedRequests) => Promise<RequestContext>;
}

export interface KnownAnswer {
  status: number;
  text: string;
}

/** An answer that others may have. */
interface Shared extends Executed, Pick<OperationEnd, "outcome" | "errorCode"> {
  /** It names the caller that it was made for. */
  namesCaller: boolean;
}

/** Who joins an answer has its time, so it must not have begun long before: a part of a short deadline, a second of any other. */
const JOINABLE_MS = 1_000;
const JOINABLE_PART = 0.1;

/** Answers requests whose document was found sound before, and shares what is made of shared reads. */
export class KnownAnswers {
  readonly #options: KnownAnswersOptions;
  readonly #underWay: AnswersUnderWay<Shared>;

  constructor(options: KnownAnswersOptions) {
    this.#options = options;
    const { clock, epoch, requestDeadlineMs } = options;
    this.#underWay = new AnswersUnderWay({ clock, epoch, joinableMs: Math.min(JOINABLE_MS, JOINABLE_PART * requestDeadlineMs) });
  }

  /** The operation of a request that can be answered here. */
  find({ method, body }: Pick<FastifyRequest, "method" | "body">): KnownOperation | undefined {
    return method === "POST" ? this.#options.known.find(body) : undefined;
  }

  /**
   * The answer; undefined where Apollo Server has to refuse the operation.
   *
   * @throws GraphQLError where no context can be made.
   */
  async answer(asking: Asking): Promise<KnownAnswer | undefined> {
    const question = this.#sharedQuestion(asking);
    if (question === undefined) return (await this.#execute(asking, asking.age))?.answer;
    const underWay = this.#underWay.join(question, asking);
    if (underWay === undefined) return this.#lead(question, asking);
    const shared = await underWay.answer;
    if (shared === undefined) return (await this.#execute(asking, undefined))?.answer;
    asking.report.trace?.joined(underWay.report.trace);
    this.#ended(asking, shared);
    const namesAnother = shared.namesCaller && underWay.subject !== asking.viewer.subject;
    return namesAnother ? answerNaming(asking.viewer, shared) : shared.answer;
  }

  /** Undefined where nobody else's answer could be the same. */
  #sharedQuestion({ operation: { operation, number, variables }, request, viewer, age }: Asking): string | undefined {
    if (operation.operation !== OperationTypeNode.QUERY || age !== undefined || tellsUpstream(request)) return undefined;
    const given = textOfVariables(variables);
    // No header holds the end of a line, nor does JSON in one line.
    return given === undefined ? undefined : `${number} ${given}\n${request.headers.accept ?? ""}\n${askerOf(request, viewer)}`;
  }

  /** What is of one request alone serves no other: what was looked up in this server's own records, and an error that names the request. */
  async #lead(question: string, asking: Asking): Promise<KnownAnswer | undefined> {
    const age = new AnswerAge(undefined, this.#options.clock.now());
    const requests = new JoinedRequests(asking);
    const made = this.#execute(asking, age, requests);
    const answer = made.then(
      (executed) => (executed === undefined || age.servesOnce ? undefined : sharedOf(executed)),
      () => undefined,
    );
    const { report, viewer } = asking;
    this.#underWay.add(question, {
      subject: viewer.subject,
      requests,
      report,
      isJoinable: () => report.isUnread && !age.servesOnce,
      answer,
    });
    return (await made)?.answer;
  }

  #ended({ operation: { operation }, report }: Asking, { outcome, errorCode }: Shared): void {
    const { metrics } = this.#options;
    const told = report.isLeft ? "aborted" : outcome;
    metrics.graphqlJoinedAnswers.inc();
    metrics.graphqlOperations.inc({ type: "query", outcome: told });
    metrics.graphqlDuration.observe({ type: "query" }, report.elapsedMs / 1000);
    report.ended({ type: "query", outcome: told, name: operation.name?.value, errorCode });
  }

  async #execute(
    { operation, request, context }: Asking,
    age: AnswerAge | undefined,
    requests?: JoinedRequests,
  ): Promise<Executed | undefined> {
    const answering = await this.#options.known.execute(operation, await context(age, requests), request.headers.accept);
    if (answering === undefined) return undefined;
    const { status = 200, result } = answering;
    return { answer: { status, text: JSON.stringify(result) }, result };
  }
}

interface Executed {
  answer: KnownAnswer;
  result: FormattedExecutionResult;
}

function sharedOf(executed: Executed): Shared | undefined {
  const { errors } = executed.result;
  if (errors?.some(isInternal)) return undefined;
  const { answer, result } = executed;
  const { outcome, errorCode } = endOf(result);
  return { answer, result, namesCaller: errors?.some(isForbidden) === true, outcome, errorCode };
}

/** The answer as its caller is told it, whose scopes are those of who was to be told it. To execute it anew would take a time that may be over. */
function answerNaming(viewer: Viewer, { answer: { status }, result }: Shared): KnownAnswer {
  const errors = result.errors?.map((error) => (isForbidden(error) ? bounded(forbiddenTo(viewer, error)) : error));
  return { status, text: JSON.stringify({ ...result, errors }) };
}
