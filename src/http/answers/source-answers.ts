import type { VendorResponse } from "../request.js";
import type { AnswerStore, KeptAnswer } from "./answer-store.js";

/** The answers of one source, and which of them still count. */
export interface SourceAnswers {
  /** Grows with each eviction. What was begun in an earlier epoch is neither kept nor shared with what begins now. */
  readonly epoch: number;
  find(request: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined>;
  /** Returns the answer, which can now be told to be forgotten. */
  keep(request: string, response: VendorResponse, cutFor: number): VendorResponse;
  /** To be called whenever something may have changed at the source: before a change is sent, after it, and once its outcome is known. */
  evict(): void;
}

/** For engines whose answers serve once: those of tokens. */
export class UnkeptAnswers implements SourceAnswers {
  epoch = 0;

  find(): undefined {
    return undefined;
  }

  keep(_request: string, response: VendorResponse): VendorResponse {
    return response;
  }

  evict(): void {
    this.epoch += 1;
  }
}

/** The kept answers of all sources of a server. */
export class KeptAnswers {
  readonly #store: AnswerStore;
  readonly #sources = new Map<string, AnswersOfSource>();
  #epoch = 0;

  constructor(store: AnswerStore) {
    this.#store = store;
  }

  /** Grows with each eviction at any source. */
  get epoch(): number {
    return this.#epoch;
  }

  of(source: string): SourceAnswers {
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    const answers = new AnswersOfSource(source, this.#store, () => {
      this.#epoch += 1;
    });
    this.#sources.set(source, answers);
    return answers;
  }

  /** Lets no answer of a source serve again that was begun before now: for whoever learns that something has changed there. */
  evict(source: string): void {
    this.of(source).evict();
  }
}

class AnswersOfSource implements SourceAnswers {
  readonly #source: string;
  readonly #store: AnswerStore;
  readonly #onEvict: () => void;
  #epoch = 0;

  constructor(source: string, store: AnswerStore, onEvict: () => void) {
    this.#source = source;
    this.#store = store;
    this.#onEvict = onEvict;
  }

  get epoch(): number {
    return this.#epoch;
  }

  find(request: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined> {
    return this.#store.find(this.#source, request);
  }

  keep(request: string, response: VendorResponse, cutFor: number): VendorResponse {
    // Not the answer itself: what forgets it would hold its JSON for as long as its text is kept.
    const mark = { forget: () => this.#store.drop(this.#source, request, mark) };
    const kept: KeptAnswer = { ...response, cutFor, ...mark };
    this.#store.keep(this.#source, request, kept);
    return kept;
  }

  evict(): void {
    this.#epoch += 1;
    this.#store.evict(this.#source);
    this.#onEvict();
  }
}
