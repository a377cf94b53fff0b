import { LRUCache } from "lru-cache";
import type { VendorResponse } from "../request.js";
import { parseJson } from "../sending/body.js";

/** An answer of a vendor that may serve again. */
export interface KeptAnswer extends VendorResponse {
  /** The version of the secrets when they were cut out of it. */
  cutFor: number;
}

/** Where vendors' answers are kept, each under its source and the request that it answers. */
export interface AnswerStore {
  find(source: string, request: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined>;
  keep(source: string, request: string, answer: KeptAnswer): void;
  /** Drops the answer with this way to forget it, unless another has taken its place. */
  drop(source: string, request: string, answer: Pick<KeptAnswer, "forget">): void;
  /** Drops all answers of a source. */
  evict(source: string): void;
}

/** For all sources together. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What an answer takes besides its text. */
const BESIDES = 1_000;
/** Bytes for each character of an answer: of its text, and of what is made of it once it has served. */
const OF_TEXT = 2;
const OF_RECORDS = 4;

interface Entry {
  source: string;
  /** As it came, without its JSON: the text alone costs callers who allow no age next to nothing. */
  unparsed: Omit<KeptAnswer, "json">;
  /** Made when it first serves, and then the same for all: what is remembered by it, its checked records, is made once as well. */
  answer?: KeptAnswer;
}

/** In this process: those used last, within a bound on their bytes. */
export class AnswersInMemory implements AnswerStore {
  readonly #entries: LRUCache<string, Entry>;
  /** The keys of each source's entries. */
  readonly #keys = new Map<string, Set<string>>();

  constructor(mostBytes = MOST_BYTES) {
    this.#entries = new LRUCache<string, Entry>({
      maxSize: mostBytes,
      sizeCalculation: ({ unparsed: { text }, answer }, key) =>
        BESIDES + key.length + text.length * (answer === undefined ? OF_TEXT : OF_TEXT + OF_RECORDS),
      dispose: ({ source }, key, reason) => {
        if (reason !== "set") this.#keys.get(source)?.delete(key);
      },
    });
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  find(source: string, request: string): KeptAnswer | undefined {
    const key = keyOf(source, request);
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.answer !== undefined) return entry?.answer;
    const answer: KeptAnswer = { ...entry.unparsed, json: parseJson(entry.unparsed.text) };
    this.#set(key, { ...entry, answer });
    return answer;
  }

  keep(source: string, request: string, { json: _json, ...unparsed }: KeptAnswer): void {
    this.#set(keyOf(source, request), { source, unparsed });
  }

  drop(source: string, request: string, { forget }: Pick<KeptAnswer, "forget">): void {
    const key = keyOf(source, request);
    if (this.#entries.peek(key)?.unparsed.forget === forget) this.#entries.delete(key);
  }

  evict(source: string): void {
    const keys = this.#keys.get(source) ?? [];
    this.#keys.delete(source);
    for (const key of keys) this.#entries.delete(key);
  }

  #set(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    const keys = this.#keys.get(entry.source) ?? new Set();
    // One that is larger than the whole store is not in it, and has put out the one before.
    if (this.#entries.has(key)) this.#keys.set(entry.source, keys.add(key));
    else keys.delete(key);
  }
}

/** No source's text holds a blank. */
function keyOf(source: string, request: string): string {
  return `${source} ${request}`;
}
