import type { FastifyRequest } from "fastify";
import type { Caller } from "../access/authenticate.js";

/** The address comes from the socket: Fastify would otherwise take a proxy's word for it once `trustProxy` is set. */
export function callerOf(request: FastifyRequest): Caller {
  const { authorization, host } = request.headers;
  return { authorization, host, remoteAddress: request.socket.remoteAddress };
}
