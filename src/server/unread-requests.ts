import { type IncomingMessage, type ServerOptions, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PLAIN_JSON } from "./graphql/media-type.js";
import { REFUSAL_HEADERS } from "./security-headers.js";

/** How often Node looks for requests that take too long to arrive. */
const LOOK_EVERY_MS = 5_000;

/** Gives up a request that has not arrived whole within `deadlineMs`: a byte a second would keep it open for ever. */
export function arrivingWithin(deadlineMs: number): { requestTimeout: number; http: ServerOptions<typeof IncomingMessage> } {
  const connectionsCheckingInterval = Math.min(LOOK_EVERY_MS, Math.ceil(deadlineMs / 4));
  return { requestTimeout: deadlineMs, http: { headersTimeout: deadlineMs, requestTimeout: deadlineMs, connectionsCheckingInterval } };
}

/** Answers bytes that are no HTTP request. Node has parsed none, so no hook runs and the answer is written by hand. */
export function refuseUnread(this: FastifyInstance, error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  // Not the error itself: it carries the bytes that arrived, perhaps with a caller's token.
  this.log.trace({ code: error.code, why: error.message }, "what arrived is no request");
  const [status, message] = WORDS.get(error.code ?? "") ?? [400, "This is no request of HTTP."];
  const body = bodyOf(message);
  const headers = { ...REFUSAL_HEADERS, "content-type": PLAIN_JSON, "content-length": Buffer.byteLength(body), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable) socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  socket.destroy(error);
}

const WORDS = new Map<string, [status: number, message: string]>([
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "The request took too long to arrive."]],
  ["HPE_HEADER_OVERFLOW", [431, "The request's address and headers are too long. Send a long query with POST."]],
]);

/** An address that cannot be decoded belongs to no route, so no hook runs. */
export function refuseAddress(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(400)
    .headers({ ...REFUSAL_HEADERS, "x-request-id": reply.request.id })
    .type(PLAIN_JSON)
    .send(bodyOf("The request's address cannot be read. GraphQL is asked at /graphql."));
}

function bodyOf(message: string): string {
  return JSON.stringify({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
}
