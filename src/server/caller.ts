import type { FastifyRequest } from "fastify";
import { type AccessConfig, authenticate, presentedToken, Unauthenticated } from "../access/authenticate.js";
import type { Viewer } from "../access/viewer.js";
import type { Secrets } from "../secrets/secrets.js";

/**
 * Signs the caller in. The address comes from the socket, since Fastify would believe a proxy's header once `trustProxy` is set. A known token
 * is a secret from then on; an unknown one is not, or callers could have words of their choice cut out of answers.
 */
export function viewerOf(
  request: FastifyRequest,
  { config, secrets }: { config: AccessConfig; secrets: Secrets },
): Viewer | Unauthenticated {
  const { authorization, host } = request.headers;
  const viewer = authenticate({ authorization, host, remoteAddress: request.socket.remoteAddress }, config);
  const token = config.auth.tokens.length > 0 && !(viewer instanceof Unauthenticated) ? presentedToken(authorization) : undefined;
  if (token !== undefined) secrets.addMinted(token);
  return viewer;
}
