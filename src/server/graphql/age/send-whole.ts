import type { FastifyReply, FastifyRequest } from "fastify";
import { holdsTag } from "../../entity-tag.js";
import { mediaTypeFor, PLAIN_JSON } from "../media-type.js";
import type { WholeAnswer } from "./whole-answers.js";

/** What else of a request chooses the answer, besides its address. */
const VARIES_BY = "authorization, accept, accept-language";

/**
 * Sends an answer that may be old, and says how old it is. A client may hold that of a GET and ask whether it still stands; the answer of a POST is
 * for no cache (RFC 9110, 9.3.3), and names no tag.
 */
export function sendWhole(request: FastifyRequest, reply: FastifyReply, answer: WholeAnswer, now: number): FastifyReply {
  // Whole seconds: one that was just made has no age.
  const age = Math.floor((now - answer.since) / 1_000);
  if (age > 0) reply.header("age", String(age));
  reply.header("content-type", mediaTypeFor(request.headers.accept) ?? PLAIN_JSON);
  if (request.method !== "GET") return reply.code(200).header("cache-control", "no-store").send(answer.body);
  const varies = reply.getHeader("vary");
  reply.header("cache-control", "private, no-cache").header("etag", answer.etag);
  reply.header("vary", varies === undefined ? VARIES_BY : `${String(varies)}, ${VARIES_BY}`);
  return holdsTag(request.headers["if-none-match"], answer.etag) ? reply.code(304).send() : reply.code(200).send(answer.body);
}
