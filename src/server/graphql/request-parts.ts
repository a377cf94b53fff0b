import type { FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** The part of the address that begins with the question mark, with the text of its document in the place of its name. */
    openedSearch?: string;
  }
}

/** The part of the address that begins with the question mark. */
export function searchOf({ url, openedSearch }: Pick<FastifyRequest, "url" | "openedSearch">): string {
  if (openedSearch !== undefined) return openedSearch;
  const question = url.indexOf("?");
  return question < 0 ? "" : url.slice(question);
}

/**
 * Whether a page of another site sends the request. Apollo's demand for a header that pages cannot send is kept for those alone, since GraphQL
 * over HTTP asks for a plain GET. Browsers name them in `sec-fetch-site`, which no page can forge, over TLS and on loopback.
 */
export function isOfAnotherSite({ headers }: Pick<FastifyRequest, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site";
}
