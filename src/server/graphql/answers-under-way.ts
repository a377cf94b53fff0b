import { type AbortSignalLike, AbortSource } from "../../abort-signal.js";
import type { Clock } from "../../clock.js";
import type { OperationReport } from "../../telemetry/operation-report.js";

export interface AnswersUnderWayOptions {
  clock: Clock;
  /** Grows whenever something may have changed at a vendor. */
  epoch: () => number;
  /** Milliseconds after which an answer is not joined any more. */
  joinableMs: number;
}

/** A query that is being executed for one caller, who may ask it several times. */
export interface UnderWay<Answer> {
  requests: JoinedRequests;
  report: Pick<OperationReport, "trace">;
  /** Whether its answer would still be as new as an own one, and is for others too. */
  isJoinable: () => boolean;
  /** Never fails; undefined: it is for its first request alone. */
  answer: Promise<Answer | undefined>;
}

/**
 * Queries that are being executed, for the same caller asking the same meanwhile: as reads under way are shared, which brings each its vendors' answers,
 * so is what is made of them. A query is joined only shortly after it began, since its time is that of its first request.
 */
export class AnswersUnderWay<Answer> {
  readonly #options: AnswersUnderWayOptions;
  readonly #underWay = new Map<string, UnderWay<Answer> & { epoch: number; beganAt: number }>();

  constructor(options: AnswersUnderWayOptions) {
    this.#options = options;
  }

  /**
   * The same query; undefined where none is under way that is as good as an own one.
   *
   * @param left aborted when the client goes away
   */
  join(question: string, left: AbortSignalLike): UnderWay<Answer> | undefined {
    const known = this.#underWay.get(question);
    if (known === undefined || known.epoch !== this.#options.epoch() || known.requests.left.aborted || !known.isJoinable())
      return undefined;
    const age = this.#options.clock.now() - known.beganAt;
    // Below zero the clock was set back, and nobody knows.
    if (age < 0 || age > this.#options.joinableMs) return undefined;
    known.requests.add(left);
    return known;
  }

  /** Lets others join a query that has just begun, until its answer has come. */
  add(question: string, began: UnderWay<Answer>): void {
    const underWay = { ...began, epoch: this.#options.epoch(), beganAt: this.#options.clock.now() };
    this.#underWay.set(question, underWay);
    began.answer.then(() => {
      if (this.#underWay.get(question) === underWay) this.#underWay.delete(question);
    });
  }
}

/** Those that wait for one answer. */
export class JoinedRequests {
  /** Aborted once the last of them has gone. */
  readonly left = new AbortSource();
  #waiting = 0;

  constructor(first: AbortSignalLike) {
    this.add(first);
  }

  /** @param left aborted when the client goes away */
  add(left: AbortSignalLike): void {
    this.#waiting += 1;
    const leave = (): void => {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.left.abort(new Error("All who asked went away before they had their answer."));
    };
    if (left.aborted) leave();
    else left.addEventListener("abort", leave, { once: true });
  }
}
