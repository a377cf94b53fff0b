import { LRUCache } from "lru-cache";
import type { Clock } from "../../../clock.js";
import type { Secrets } from "../../../secrets/secrets.js";
import { entityTagOf } from "../../entity-tag.js";
import type { AnswerAge } from "./answer-age.js";

/** The answer of a query, as it is sent. */
export interface WholeAnswer {
  readonly body: Buffer;
  /** When its oldest part was asked for. */
  readonly since: number;
  /** Weak: compressed or not, it is the same. */
  readonly etag: string;
}

interface Kept extends WholeAnswer {
  /** Of the vendors' answers: in another one something may have changed. */
  epoch: number;
  /** How many secrets were known when they were cut out of it. */
  cutFor: number;
}

export interface WholeAnswersOptions {
  clock: Clock;
  secrets: Secrets;
  /** Grows whenever something may have changed at a vendor. */
  epoch: () => number;
  mostBytes?: number;
}

const MOST_BYTES = 16 * 1024 * 1024;
/** What an answer takes besides its bytes. */
const BESIDES = 500;

/** Answers of queries whose callers allow an age: they serve again without being executed, for all who may see the same and ask the same. */
export class WholeAnswers {
  readonly #kept: LRUCache<string, Kept>;
  readonly #options: WholeAnswersOptions;

  constructor(options: WholeAnswersOptions) {
    this.#options = options;
    this.#kept = new LRUCache({
      maxSize: options.mostBytes ?? MOST_BYTES,
      sizeCalculation: ({ body }, question) => body.length + 2 * question.length + BESIDES,
    });
  }

  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  /** Grows with the vendors' answers: to be read before a query is executed whose answer is kept. */
  get epoch(): number {
    return this.#options.epoch();
  }

  find(question: string, maxAgeMs: number): WholeAnswer | undefined {
    const { clock, secrets } = this.#options;
    const kept = this.#kept.get(question);
    if (kept === undefined) return undefined;
    const age = clock.now() - kept.since;
    // Below zero the clock was set back, and nobody knows.
    if (age < 0 || age > maxAgeMs) return undefined;
    if (kept.epoch === this.epoch && this.#isStillClean(kept)) {
      kept.cutFor = secrets.version;
      return kept;
    }
    this.#kept.delete(question);
    return undefined;
  }

  /** @param epoch when the query began */
  keep(question: string, answer: WholeAnswer, epoch: number): void {
    if (epoch === this.epoch) this.#kept.set(question, { ...answer, epoch, cutFor: this.#options.secrets.version });
  }

  /** Whether no secret has become known since that stands in it. */
  #isStillClean({ body, cutFor }: Kept): boolean {
    const { secrets } = this.#options;
    if (cutFor === secrets.version) return true;
    const text = body.toString();
    return secrets.cut(text) === text;
  }
}

export function wholeAnswer(text: string, { since }: AnswerAge): WholeAnswer {
  const body = Buffer.from(text);
  return { body, since, etag: entityTagOf(body) };
}
