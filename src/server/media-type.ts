import Negotiator from "negotiator";

export const PLAIN_JSON = "application/json; charset=utf-8";
const GRAPHQL_JSON = "application/graphql-response+json; charset=utf-8";

/** The media type of an answer by the request's header `accept`, as Apollo chooses it; undefined where the client takes none of ours. */
export function mediaTypeFor(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === "") return PLAIN_JSON;
  return new Negotiator({ headers: { accept } }).mediaType([PLAIN_JSON, GRAPHQL_JSON]);
}
