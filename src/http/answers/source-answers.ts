import type { VendorResponse } from "../request.js";
import type { AnswerStore, KeptAnswer } from "./answer-store.js";
import type { ChangeNews } from "./change-news.js";
import { LastBodies } from "./last-bodies.js";

/** The answers of one source, and which of them still count. */
export interface SourceAnswers {
  /** Grows with each eviction at its vendor. What was begun in an earlier epoch is neither kept nor shared with what begins now. */
  readonly epoch: number;
  /** What bodies were read as before; undefined where each is read anew. Those of all sources are in one. */
  readonly bodies: LastBodies | undefined;
  find(request: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined>;
  /** Returns the answer, which can now be told to be forgotten. */
  keep(request: string, response: VendorResponse, cutFor: number): VendorResponse;
  /**
   * To be called whenever something may have changed there: before a change is sent, after it, and once its outcome is known. What is promised resolves
   * once other servers know it, too.
   */
  evict(): Promise<void> | void;
}

/** For engines whose answers serve once: those of tokens. */
export class UnkeptAnswers implements SourceAnswers {
  epoch = 0;
  readonly bodies = undefined;

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
  readonly #news: ChangeNews | undefined;
  readonly #vendors = new Map<string, AnswersOfVendor>();
  readonly #bodies = new LastBodies();

  /** @param news left out where no other server changes anything at the vendors */
  constructor(store: AnswerStore, news?: ChangeNews) {
    this.#store = store;
    this.#news = news;
    news?.listen((vendor) => {
      for (const [name, answers] of this.#vendors) if (vendor === undefined || vendor === name) answers.forget();
    });
  }

  /** Grows with each eviction at any source. */
  get epoch(): number {
    let sum = 0;
    for (const { epoch } of this.#vendors.values()) sum += epoch;
    return sum;
  }

  get bytesOfBodies(): number {
    return this.#bodies.bytes;
  }

  of({ vendor, text }: Place): SourceAnswers {
    return this.#of(vendor).of(text);
  }

  /** Lets no answer of a source's vendor serve again that was begun before now: for whoever learns that something has changed there. */
  evict({ vendor }: Pick<Place, "vendor">): Promise<void> | void {
    return this.#of(vendor).evict();
  }

  #of(vendor: string): AnswersOfVendor {
    const known = this.#vendors.get(vendor);
    if (known !== undefined) return known;
    const answers = new AnswersOfVendor(vendor, this.#store, this.#news, this.#bodies);
    this.#vendors.set(vendor, answers);
    return answers;
  }
}

/**
 * The answers of a vendor's accounts. They share one epoch, because two accounts may show the same record, as those of two managers of one
 * employer do.
 */
class AnswersOfVendor {
  readonly #vendor: string;
  readonly #store: AnswerStore;
  readonly #news: ChangeNews | undefined;
  readonly #sources = new Map<string, AnswersOfSource>();
  readonly bodies: LastBodies;
  #epoch = 0;

  constructor(vendor: string, store: AnswerStore, news: ChangeNews | undefined, bodies: LastBodies) {
    this.#vendor = vendor;
    this.#store = store;
    this.#news = news;
    this.bodies = bodies;
  }

  get isCurrent(): boolean {
    return this.#news?.isCurrent !== false;
  }

  /** Where others may have changed something, each moment is an epoch of its own. */
  get epoch(): number {
    if (!this.isCurrent) this.#epoch += 1;
    return this.#epoch;
  }

  of(source: string): AnswersOfSource {
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    const answers = new AnswersOfSource(source, this.#store, this);
    this.#sources.set(source, answers);
    return answers;
  }

  evict(): Promise<void> | void {
    this.forget();
    return this.#news?.tell(this.#vendor);
  }

  /** As `evict`, of what others have told. */
  forget(): void {
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

  get bodies(): LastBodies {
    return this.#vendor.bodies;
  }

  find(request: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined> {
    return this.#vendor.isCurrent ? this.#store.find(this.#source, request) : undefined;
  }

  keep(request: string, response: VendorResponse, cutFor: number): VendorResponse {
    // Not the answer itself: what forgets it would hold its JSON for as long as its text is kept.
    const { status, headers, text, json, receivedAt, sentAt, vendor, account, forget: forgetBody } = response;
    const mark = {
      forget: () => {
        forgetBody?.();
        this.#store.drop(this.#source, request, mark);
      },
    };
    const { forget } = mark;
    const kept: KeptAnswer = { status, headers, text, json, receivedAt, sentAt, vendor, account, cutFor, forget };
    this.#store.keep(this.#source, request, kept);
    return kept;
  }

  evict(): Promise<void> | void {
    return this.#vendor.evict();
  }
}
