import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import { type AbortSignalLike, AbortSource } from "../../abort-signal.js";
import type { Clock } from "../../clock.js";
import { isInternal } from "../graphql/error-format.js";

export interface SharedResultsOptions {
  clock: Clock;
  /** Grows whenever something may have changed at a vendor: what was made before serves nobody who comes later. */
  epoch: () => number;
}

type Make = (ends: AbortSource) => Promise<ExecutionResult>;

/** An answer serves again for so long. */
const SERVES_FOR_MS = 10_000;

/**
 * The answers that show an event, each made once for all streams of a caller that ask for the same. Streams of other callers make their own, since a
 * caller's turns at the vendors are its own; the reads below are shared all the same.
 */
export class SharedResults {
  readonly #options: SharedResultsOptions;
  /** By the event, which all who are level are handed as the same object, and by what is asked. */
  readonly #made = new WeakMap<object, Map<string, SharedResult>>();

  constructor(options: SharedResultsOptions) {
    this.#options = options;
  }

  /**
   * @param question all that decides the answer, who asks included
   * @param ends aborted when the stream that asks has ended
   */
  async show(event: unknown, question: string, ends: AbortSource, make: Make): Promise<ExecutionResult> {
    if (typeof event !== "object" || event === null) return make(ends);
    const { clock, epoch } = this.#options;
    const ofEvent = this.#made.get(event) ?? new Map<string, SharedResult>();
    this.#made.set(event, ofEvent);
    const known = ofEvent.get(question);
    if (known?.isGood(epoch(), clock.now())) {
      const result = await known.join(ends);
      return known.isForAll ? result : make(ends);
    }
    const made = new SharedResult(make, epoch(), clock.now());
    ofEvent.set(question, made);
    return made.join(ends);
  }
}

class SharedResult {
  /** Undefined until it is there. */
  #isWhole: boolean | undefined;
  isForAll = true;
  readonly #epoch: number;
  readonly #beganAt: number;
  readonly #ends = new AbortSource();
  readonly #result: Promise<ExecutionResult>;
  #waiting = 0;

  constructor(make: Make, epoch: number, beganAt: number) {
    this.#epoch = epoch;
    this.#beganAt = beganAt;
    this.#result = this.#made(make);
  }

  async #made(make: Make): Promise<ExecutionResult> {
    let isWhole = false;
    try {
      const result = await make(this.#ends);
      isWhole = result.errors === undefined;
      // One that names a request is for that request.
      this.isForAll = !(result.errors ?? []).some((error) => isInternal(error as GraphQLFormattedError));
      return result;
    } finally {
      this.#isWhole = isWhole;
    }
  }

  /** Whether it serves one who comes now. A failure serves those alone who were waiting for it. */
  isGood(epoch: number, now: number): boolean {
    const age = now - this.#beganAt;
    return this.#epoch === epoch && this.#isWhole !== false && !this.#ends.aborted && age >= 0 && age <= SERVES_FOR_MS;
  }

  /** @param left aborted when the stream that waits has ended */
  async join(left: AbortSignalLike): Promise<ExecutionResult> {
    this.#waiting += 1;
    const leave = (): void => {
      this.#waiting -= 1;
      if (this.#waiting === 0 && this.#isWhole === undefined) this.#ends.abort(new Error("All who waited for it have gone."));
    };
    left.addEventListener("abort", leave, { once: true });
    try {
      return await this.#result;
    } finally {
      left.removeEventListener("abort", leave);
    }
  }
}
