import type { ApolloServerOptions, BaseContext } from "@apollo/server";
import { type DocumentNode, TokenKind } from "graphql";
import { LRUCache } from "lru-cache";

/** A parsed document takes 330 to 540 bytes a token besides its text, as measured: graphql-js keeps its tokens and a node for each. */
const BYTES_OF_A_TOKEN = 500;
/** Some thousand documents of the size of the examples. */
const MAX_BYTES = 30_000_000;

/** Keeps parsed and validated documents within a bound on their memory. Apollo's own store counts their length as JSON, a fourth of it. */
export function documentStore(): NonNullable<ApolloServerOptions<BaseContext>["documentStore"]> {
  const kept = new LRUCache<string, DocumentNode>({ maxSize: MAX_BYTES, sizeCalculation: bytesOf });
  return {
    get: async (key) => kept.get(key),
    set: async (key, document) => {
      kept.set(key, document);
    },
    delete: async (key) => kept.delete(key),
  };
}

/** The memory that a parsed document takes, roughly. */
export function bytesOf({ loc }: DocumentNode): number {
  let tokens = 1;
  for (let token = loc?.startToken; token && token.kind !== TokenKind.EOF; token = token.next ?? undefined) tokens += 1;
  return tokens * BYTES_OF_A_TOKEN + (loc?.source.body.length ?? 0);
}
