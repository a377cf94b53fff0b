import { type DocumentNode, GraphQLError, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { holdText } from "./document-text.js";
import { holdDocument } from "./document-weight.js";
import type { QueryLimits } from "./limits.js";

/** Refuses documents by their texts, by throwing. */
export interface DocumentGuard {
  hold(text: string): void;
}

/** Characters of the documents that are remembered: clients send the same few again and again. */
const REMEMBERED = 4_000_000;

/**
 * Checks documents before Apollo Server does. graphql-js validates with all its rules at once, so a rule of ours among them would run
 * beside the work that it is to prevent.
 */
export class DocumentGate {
  readonly #limits: QueryLimits;
  readonly #trusted: DocumentGuard | undefined;
  readonly #admitted = new LRUCache<string, true>({ maxSize: REMEMBERED, sizeCalculation: (_, text) => text.length });

  /** @param trusted left out, no document is refused for what it is */
  constructor(limits: QueryLimits, trusted?: DocumentGuard) {
    this.#limits = limits;
    this.#trusted = trusted;
  }

  /**
   * @throws LimitExceeded where the document asks for more than any may, whatever its variables
   * @throws DocumentRefused where it is not trusted
   */
  admit(text: string): void {
    if (text === "" || this.#admitted.has(text)) return;
    this.#trusted?.hold(text);
    holdText(text, this.#limits);
    const document = parsed(text);
    // Apollo Server refuses what does not parse, in the words of graphql-js.
    if (document === undefined) return;
    holdDocument(document, this.#limits);
    this.#admitted.set(text, true);
  }
}

function parsed(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
