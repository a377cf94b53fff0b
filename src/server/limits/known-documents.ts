import type { ApolloServerOptions, BaseContext } from "@apollo/server";
import { type DocumentNode, TokenKind } from "graphql";
import { LRUCache } from "lru-cache";

/** A parsed document takes 330 to 540 bytes a token besides its text, as measured: graphql-js keeps its tokens and a node for each. */
const BYTES_OF_A_TOKEN = 500;
/** Some thousand documents of the size of the examples. */
const MAX_BYTES = 30_000_000;

/** Keeps parsed and validated documents within a bound on their memory. Apollo's own store counts their length as JSON, a fourth of it. */
export class KnownDocuments {
  /** By their texts. */
  readonly #kept = new LRUCache<string, { key: string; document: DocumentNode }>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ document }) => bytesOf(document),
    dispose: ({ key }) => this.#texts.delete(key),
  });
  /** By the keys that Apollo Server gives them. */
  readonly #texts = new Map<string, string>();

  /** The document with this text, where it has been found sound. */
  find(text: string): DocumentNode | undefined {
    return this.#kept.get(text)?.document;
  }

  /** Keeps a document that was found sound elsewhere. */
  keep(text: string, document: DocumentNode): void {
    this.#kept.set(text, { key: text, document });
  }

  /** As Apollo Server fills it: with documents that it has validated. */
  get store(): NonNullable<ApolloServerOptions<BaseContext>["documentStore"]> {
    return {
      get: async (key) => {
        const text = this.#texts.get(key);
        return text === undefined ? undefined : this.find(text);
      },
      set: async (key, document) => {
        const text = document.loc?.source.body;
        if (text === undefined) return;
        this.#kept.set(text, { key, document });
        if (this.#kept.has(text)) this.#texts.set(key, text);
      },
      delete: async (key) => this.#kept.delete(this.#texts.get(key) ?? ""),
    };
  }
}

/** The memory that a parsed document takes, roughly. */
export function bytesOf({ loc }: DocumentNode): number {
  let tokens = 1;
  for (let token = loc?.startToken; token && token.kind !== TokenKind.EOF; token = token.next ?? undefined) tokens += 1;
  return tokens * BYTES_OF_A_TOKEN + (loc?.source.body.length ?? 0);
}
