import type { ExecutionResult } from "graphql";
import { type AbortSignalLike, AbortSource } from "../../abort-signal.js";
import type { Clock } from "../../clock.js";
import type { Outlet } from "./outlet.js";
import type { Pace } from "./pace.js";
import { draining, type Ending, failed, leftByItself, nothingMore, type StreamEnd, tooSlow } from "./stream-end.js";

/** What a subscription follows. Only the first is asked for; the others make a stream that can be resumed. */
export interface Followed extends AsyncIterator<unknown> {
  /** Where to follow on from, as long as what was given last is not on its way. */
  readonly cursor?: string;
  /** How old the answers may be, in milliseconds, with which the event given last is shown; undefined: they must be new. */
  readonly maxAgeMs?: number;
  /** What was given last is on its way. */
  delivered?(): void;
  /** Called when more waits than is kept. */
  onBehind?: () => void;
}

export interface FollowedResultsOptions {
  followed: Followed;
  outlet: Pick<Outlet, "hasRoom" | "room">;
  pace: Pace;
  clock: Clock;
  /** The answer that shows an event. */
  execute: (event: unknown, ends: AbortSource) => Promise<ExecutionResult>;
  /** An error of what is followed, and the last words, as a follower is told them. */
  toResult: (error: unknown) => ExecutionResult;
  onDelivered: () => void;
  /** Called once, with the number of events that were delivered. */
  onEnd: (end: StreamEnd, delivered: number) => void;
}

/** A connection that takes nothing for so long is given up, whatever waits. */
const STUCK_AFTER_MS = 60_000;

type Next = IteratorResult<ExecutionResult, undefined>;
const DONE: Next = { done: true, value: undefined };

/**
 * The answers of one stream. An event is taken and executed once the connection has taken the answer before: what waits is bounded by whoever is
 * followed, and nothing piles up between. Ends with last words that name the cursor.
 */
export class FollowedResults implements AsyncIterableIterator<ExecutionResult> {
  readonly #options: FollowedResultsOptions;
  readonly #ends = new AbortSource();
  /** Why they are aborted. */
  #ending: Ending | undefined;
  #delivered = 0;
  #isGiven = false;
  #isOver = false;
  #isStuck = false;

  constructor(options: FollowedResultsOptions) {
    this.#options = options;
    options.followed.onBehind = this.#onBehind.bind(this);
  }

  #onBehind(): void {
    if (this.#isStuck) this.end(tooSlow);
  }

  /** Aborted when the stream has ended. */
  get ended(): AbortSignalLike {
    return this.#ends;
  }

  /** Ends the stream, with what is said last. What is on its way by then is delivered. */
  end(ending: Ending): void {
    this.#ending ??= ending;
    this.#ends.abort(ENDED);
  }

  drain(): void {
    this.end(draining);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Call it once the answer before is on its way. */
  async next(): Promise<Next> {
    const { followed, pace, execute } = this.#options;
    if (this.#isOver) return DONE;
    try {
      this.#noteDelivery();
      await this.#room();
      const next = await this.#unlessEnded(followed.next());
      if (next.done === true) return this.#close(nothingMore);
      await this.#unlessEnded(pace.turn());
      const value = await this.#unlessEnded(execute(next.value, this.#ends));
      this.#isGiven = true;
      return { done: false, value };
    } catch (error) {
      return this.#close(this.#ending ?? failed(error));
    }
  }

  /** Its follower has gone. */
  async return(): Promise<Next> {
    this.#close(leftByItself);
    return DONE;
  }

  /** For whoever asks for a generator. */
  async throw(): Promise<Next> {
    return this.return();
  }

  #noteDelivery(): void {
    if (!this.#isGiven) return;
    this.#isGiven = false;
    this.#delivered += 1;
    this.#options.followed.delivered?.();
    this.#options.onDelivered();
  }

  async #room(): Promise<void> {
    const { outlet, clock } = this.#options;
    if (outlet.hasRoom) return this.#unlessEnded(undefined);
    this.#isStuck = true;
    const taken = new AbortSource();
    clock.sleep(STUCK_AFTER_MS, taken).then(
      () => this.end(tooSlow),
      () => undefined,
    );
    try {
      await this.#unlessEnded(outlet.room());
    } finally {
      this.#isStuck = false;
      taken.abort(TAKEN);
    }
  }

  /** @throws as soon as the stream ends */
  #unlessEnded<Value>(value: Value | PromiseLike<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const onEnd = (): void => reject(this.#ends.reason);
      this.#ends.addEventListener("abort", onEnd);
      if (this.#ends.aborted) onEnd();
      const forget = (): void => this.#ends.removeEventListener("abort", onEnd);
      Promise.resolve(value).then(resolve, reject).finally(forget);
    });
  }

  #close(ending: Ending): Next {
    if (this.#isOver) return DONE;
    const { followed, toResult, onEnd } = this.#options;
    const end = ending(followed.cursor);
    this.#isOver = true;
    // Whoever is asked for something for this stream may stop.
    this.end(ending);
    void followed.return?.();
    onEnd(end, this.#delivered);
    return end.error === undefined ? DONE : { done: false, value: toResult(end.error) };
  }
}

const ENDED = new Error("The stream has ended.");
const TAKEN = new Error("The connection takes more.");
