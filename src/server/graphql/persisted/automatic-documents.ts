import { LRUCache } from "lru-cache";
import { type DocumentRefused, documentNotFound } from "./document-refused.js";

const MAX_BYTES = 16_000_000;
/** What an entry takes besides its text: the hash, and its place in the cache. */
const BESIDES = 300;

/** Where the texts of documents are found that a request names by their hashes. */
export interface DocumentList {
  find(hash: string): string | undefined;
  /** What is answered where there is none. */
  notFound(hash: string): DocumentRefused;
  /** Keeps a document that a caller has sent with its hash, and that was found sound; left out, none is kept. */
  keep?(hash: string, text: string): void;
}

/**
 * Automatic persisted queries, by Apollo's protocol: a client sends the hash of a document alone, and once, where the server does not know it, hash and text.
 * Only documents that were found sound are kept. Those used longest ago make room for others, so whoever sends many costs the others another request each.
 */
export class AutomaticDocuments implements DocumentList {
  readonly #texts: LRUCache<string, string>;

  constructor({ maxBytes = MAX_BYTES }: { maxBytes?: number } = {}) {
    // A character takes two bytes where one of the text is beyond Latin-1.
    this.#texts = new LRUCache({ maxSize: maxBytes, sizeCalculation: (text) => 2 * text.length + BESIDES });
  }

  /** At the most, roughly. */
  get bytes(): number {
    return this.#texts.calculatedSize;
  }

  find(hash: string): string | undefined {
    return this.#texts.get(hash);
  }

  notFound(): DocumentRefused {
    return documentNotFound();
  }

  keep(hash: string, text: string): void {
    this.#texts.set(hash, text);
  }
}
