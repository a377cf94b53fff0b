import type { FastifyRequest } from "fastify";
import { type AccessConfig, authenticate, presentedToken, Unauthenticated } from "../access/authenticate.js";
import type { Viewer } from "../access/viewer.js";
import type { Secrets } from "../secrets/secrets.js";

/**
 * Who asks. The address comes from the socket: Fastify would otherwise take a proxy's word for it once `trustProxy` is set. A token that
 * is known here is a secret from then on; one that anybody may make up is not, or callers could have words of their choice cut out.
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
