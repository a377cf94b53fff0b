import { type AbortSignalLike, AbortSource } from "../../abort-signal.js";
import type { Viewer } from "../../access/viewer.js";
import type { Clock } from "../../clock.js";
import { type Caller, SharedCallers } from "../../http/callers.js";
import type { OperationReport } from "../../telemetry/operation-report.js";
import { TransientMap } from "../../transient-map.js";

export interface AnswersUnderWayOptions {
  clock: Clock;
  /** Grows whenever something may have changed at a vendor. */
  epoch: () => number;
  /** Milliseconds after which an answer is not joined any more. */
  joinableMs: number;
}

/** A query that is being executed, for all who ask it meanwhile. */
export interface UnderWay<Answer> {
  /** Who asked it first. */
  subject: Viewer["subject"];
  requests: JoinedRequests;
  report: Pick<OperationReport, "trace">;
  /** Whether its answer would still be as new as an own one, and is for others too. */
  isJoinable: () => boolean;
  /** Never fails; undefined: it is for its first request alone. */
  answer: Promise<Answer | undefined>;
}

/**
 * Queries that are being executed, for who may see the same and asks the same meanwhile: as reads under way are shared, which brings each its vendors'
 * answers, so is what is made of them. A query is joined only shortly after it began, since its time is that of its first request.
 */
export class AnswersUnderWay<Answer> {
  readonly #options: AnswersUnderWayOptions;
  readonly #underWay = new TransientMap<string, UnderWay<Answer> & { epoch: number; beganAt: number }>();

  constructor(options: AnswersUnderWayOptions) {
    this.#options = options;
  }

  /**
   * The same query; undefined where none is under way that is as good as an own one.
   *
   * @param request who asks
   */
  join(question: string, request: JoiningRequest): UnderWay<Answer> | undefined {
    const known = this.#underWay.get(question);
    if (known === undefined || known.epoch !== this.#options.epoch() || known.requests.left.aborted || !known.isJoinable())
      return undefined;
    const age = this.#options.clock.now() - known.beganAt;
    // Below zero the clock was set back, and nobody knows.
    if (age < 0 || age > this.#options.joinableMs) return undefined;
    known.requests.add(request);
    return known;
  }

  /** Lets others join a query that has just begun, until its answer has come. */
  add(question: string, began: UnderWay<Answer>): void {
    const underWay = { epoch: this.#options.epoch(), beganAt: this.#options.clock.now(), ...began };
    this.#underWay.set(question, underWay);
    began.answer.then(() => {
      if (this.#underWay.get(question) === underWay) this.#underWay.delete(question);
    });
  }
}

export interface JoiningRequest {
  readonly viewer: Pick<Viewer, "subject">;
  /** Aborted when the client goes away. */
  readonly left: AbortSignalLike;
}

/** Those that wait for one answer. */
export class JoinedRequests {
  /** Aborted once the last of them has gone. */
  readonly left = new AbortSource();
  /** Vendors are asked on behalf of all of them: each has the turns of whoever waits with it. */
  readonly callers = new SharedCallers();
  readonly #first: Caller;
  #others: Map<string, Caller> | undefined;
  #waiting = 0;

  constructor(first: JoiningRequest) {
    this.#first = { subject: first.viewer.subject };
    this.add(first);
  }

  add({ viewer, left }: JoiningRequest): void {
    const callers = [this.#callerOf(viewer)];
    this.#waiting += 1;
    this.callers.add(callers);
    const leave = (): void => {
      this.#waiting -= 1;
      this.callers.remove(callers);
      if (this.#waiting === 0) this.left.abort(new Error("All who asked went away before they had their answer."));
    };
    if (left.aborted) leave();
    else left.addEventListener("abort", leave, { once: true });
  }

  /** A subject that asks several times has no more turns than one that asks once. */
  #callerOf({ subject }: JoiningRequest["viewer"]): Caller {
    if (subject === this.#first.subject) return this.#first;
    this.#others ??= new Map();
    const caller = this.#others.get(subject) ?? { subject };
    this.#others.set(subject, caller);
    return caller;
  }
}
