import type { FastifyRequest } from "fastify";
import {
  type AccessConfig,
  authenticate,
  presentedToken,
  type SignInUnavailable,
  Unauthenticated,
  UnverifiedToken,
  type VerifyJwt,
} from "../access/authenticate.js";
import type { Viewer } from "../access/viewer.js";
import type { Secrets } from "../secrets/secrets.js";

export type SignedIn = Viewer | Unauthenticated | SignInUnavailable;

export interface SignInOptions {
  config: AccessConfig;
  secrets: Secrets;
  /** Needed where sign-in by JWT is configured. */
  verifyJwt?: VerifyJwt;
}

/**
 * Signs the caller in. The address comes from the socket, since Fastify would believe a proxy's header once `trustProxy` is set. A known static
 * token is a secret from then on; an unknown one is not, or callers could have words of their choice cut out of answers. Nor is a JWT: the log
 * cuts out what looks like one. At once, but for a JWT.
 */
export function viewerOf(request: FastifyRequest, options: SignInOptions): SignedIn | Promise<SignedIn> {
  const { config, secrets, verifyJwt } = options;
  const { authorization, host } = request.headers;
  const viewer = authenticate({ authorization, host, remoteAddress: request.socket.remoteAddress }, config);
  if (viewer instanceof UnverifiedToken) {
    if (verifyJwt === undefined) throw new Error("Sign-in by JWT is configured, and nothing verifies one");
    return verifyJwt(viewer.text);
  }
  const token = config.auth.tokens.length > 0 && !(viewer instanceof Unauthenticated) ? presentedToken(authorization) : undefined;
  if (token !== undefined) secrets.add(token);
  return viewer;
}

/** The header of a refusal for the time being: whole seconds, one at least. */
export function retryAfter({ retryAfterMs }: SignInUnavailable): string {
  return String(Math.max(1, Math.ceil(retryAfterMs / 1_000)));
}
