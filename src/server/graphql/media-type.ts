import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";

export const PLAIN_JSON = "application/json; charset=utf-8";
const GRAPHQL_JSON = "application/graphql-response+json; charset=utf-8";

/** Clients send the same few headers again and again; each is parsed once. */
const chosen = new LRUCache<string, { mediaType: string | undefined }>({ max: 100 });

/** The media type of an answer by the request's header `accept`, as Apollo chooses it; undefined where the client takes none of ours. */
export function mediaTypeFor(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === "") return PLAIN_JSON;
  const known = chosen.get(accept);
  if (known !== undefined) return known.mediaType;
  const mediaType = new Negotiator({ headers: { accept } }).mediaType([PLAIN_JSON, GRAPHQL_JSON]);
  chosen.set(accept, { mediaType });
  return mediaType;
}
