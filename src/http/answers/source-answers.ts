import type { VendorResponse } from "../request.js";
import type { AnswerStore, KeptAnswer } from "./answer-store.js";

/** The answers of one source, and which of them still count. */
export interface SourceAnswers {
  /** Grows with each eviction at its vendor. What was begun in an earlier epoch is neither kept nor shared with what begins now. */
  readonly epoch: number;
  find(request: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined>;
  /** Returns the answer, which can now be told to be forgotten. */
  keep(request: string, response: VendorResponse, cutFor: number): VendorResponse;
  /** To be called whenever something may have changed there: before a change is sent, after it, and once its outcome is known. */
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

/** An account at a vendor, as far as its answers are kept. */
interface Place {
  readonly vendor: string;
  readonly text: string;
}

/** The kept answers of all sources of a server. */
export class KeptAnswers {
  readonly #store: AnswerStore;
  readonly #vendors = new Map<string, AnswersOfVendor>();

  constructor(store: AnswerStore) {
    this.#store = store;
  }

  /** Grows with each eviction at any source. */
  get epoch(): number {
    let sum = 0;
    for (const { epoch } of this.#vendors.values()) sum += epoch;
    return sum;
  }

  of({ vendor, text }: Place): SourceAnswers {
    return this.#of(vendor).of(text);
  }

  /** Lets no answer of a source's vendor serve again that was begun before now: for whoever learns that something has changed there. */
  evict({ vendor }: Pick<Place, "vendor">): void {
    this.#of(vendor).evict();
  }

  #of(vendor: string): AnswersOfVendor {
    const known = this.#vendors.get(vendor);
    if (known !== undefined) return known;
    const answers = new AnswersOfVendor(this.#store);
    this.#vendors.set(vendor, answers);
    return answers;
  }
}

/**
 * The answers of a vendor's accounts. They share one epoch, because two accounts may show the same record, as those of two managers of one
 * employer do.
 */
class AnswersOfVendor {
  readonly #store: AnswerStore;
  readonly #sources = new Map<string, AnswersOfSource>();
  #epoch = 0;

  constructor(store: AnswerStore) {
    this.#store = store;
  }

  get epoch(): number {
    return this.#epoch;
  }

  of(source: string): AnswersOfSource {
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    const answers = new AnswersOfSource(source, this.#store, this);
    this.#sources.set(source, answers);
    return answers;
  }

  evict(): void {
    this.#epoch += 1;
    for (const source of this.#sources.keys()) this.#store.evict(source);
  }
}

class AnswersOfSource implements SourceAnswers {
  readonly #source: string;
  readonly #store: AnswerStore;
  readonly #vendor: AnswersOfVendor;

  constructor(source: string, store: AnswerStore, vendor: AnswersOfVendor) {
    this.#source = source;
    this.#store = store;
    this.#vendor = vendor;
  }

  get epoch(): number {
    return this.#vendor.epoch;
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
    this.#vendor.evict();
  }
}
