import type { FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "../../../access/viewer.js";
import type { Clock } from "../../../clock.js";
import type { Metrics } from "../../../telemetry/metrics.js";
import { mediaTypeFor } from "../media-type.js";
import { allowedAgeMs } from "./allowed-age.js";
import { AnswerAge } from "./answer-age.js";
import { questionOf } from "./question.js";
import { sendWhole } from "./send-whole.js";
import { type WholeAnswers, wholeAnswer } from "./whole-answers.js";

/** A request whose answer may be old, or is held by the client. */
export interface AgedRequest {
  age: AnswerAge;
  /** Undefined where no kept answer may serve it, nor its own be kept. */
  question: string | undefined;
  /** Of the vendors' answers, when it began. */
  epoch: number;
}

export interface AgedAnswersOptions {
  wholeAnswers: WholeAnswers;
  clock: Clock;
  metrics: Metrics;
}

/** Whether the caller wants to be told what the answer cost. */
export function tellsUpstream({ headers }: Pick<FastifyRequest, "headers">): boolean {
  return headers["x-upstream"] === "1";
}

/** Answers requests that allow an age, as far as this is HTTP's affair. */
export class AgedAnswers {
  readonly #options: AgedAnswersOptions;

  constructor(options: AgedAnswersOptions) {
    this.#options = options;
  }

  /** Whether a request allows an age, or is a GET of who holds an answer, so that `begin` is of use. */
  concerns({ headers, method }: Pick<FastifyRequest, "headers" | "method">): boolean {
    if (mediaTypeFor(headers.accept) === undefined || (method === "GET" && headers.accept?.includes("text/html") === true)) return false;
    return allowedAgeMs(headers["cache-control"]) !== undefined || (method === "GET" && headers["if-none-match"] !== undefined);
  }

  begin(request: FastifyRequest, viewer: Viewer): AgedRequest {
    const { wholeAnswers, clock } = this.#options;
    const age = new AnswerAge(allowedAgeMs(request.headers["cache-control"]), clock.now());
    // What an answer cost is told of its own execution.
    const question = age.maxAgeMs === undefined || tellsUpstream(request) ? undefined : questionOf(request, viewer);
    return { age, question, epoch: wholeAnswers.epoch };
  }

  /** Sends the kept answer; undefined where there is none that is young enough. */
  serve(request: FastifyRequest, reply: FastifyReply, { age, question }: AgedRequest): FastifyReply | undefined {
    const { wholeAnswers, clock, metrics } = this.#options;
    if (question === undefined || age.maxAgeMs === undefined) return undefined;
    const kept = wholeAnswers.find(question, age.maxAgeMs);
    if (kept === undefined) return undefined;
    metrics.graphqlKeptAnswers.inc();
    metrics.graphqlOperations.inc({ type: "query", outcome: "ok" });
    metrics.graphqlDuration.observe({ type: "query" }, reply.elapsedTime / 1000);
    return sendWhole(request, reply, kept, clock.now());
  }

  /** Sends an answer that was executed, and keeps it. */
  answer(request: FastifyRequest, reply: FastifyReply, { age, question, epoch }: AgedRequest, text: string): FastifyReply {
    const { wholeAnswers, clock } = this.#options;
    const answer = wholeAnswer(text, age);
    if (question !== undefined) wholeAnswers.keep(question, answer, epoch);
    return sendWhole(request, reply, answer, clock.now());
  }
}
