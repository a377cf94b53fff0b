import type { JwtSettings } from "./jwt/jwt-settings.js";
import { isLoopbackAddress, isLoopbackHost, isLoopbackHostHeader } from "./loopback.js";
import { findToken, type StaticToken } from "./static-tokens.js";
import { SCOPES, type Scope, type Viewer } from "./viewer.js";

/** A caller who is not signed in. The message says what is missing and how to send it. */
export class Unauthenticated {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** A token that cannot be judged at present: the provider's keys are away. */
export class SignInUnavailable {
  readonly message = "The keys that the token is checked with cannot be read at present. Send it again later.";
  /** @param retryAfterMs until it may be sent again */
  constructor(readonly retryAfterMs: number) {}
}

/** A token that is no static one: sign-in by JWT has to judge it. */
export class UnverifiedToken {
  constructor(readonly text: string) {}
}

/** Judges a JWT. */
export type VerifyJwt = (token: string) => Promise<Viewer | Unauthenticated | SignInUnavailable>;

/** The part of the configuration that sign-in needs. */
export interface AccessConfig {
  readonly host: string;
  readonly auth: {
    readonly tokens: readonly StaticToken[];
    /** Undefined: no sign-in by JWT. */
    readonly jwt?: JwtSettings;
    readonly allowAnonymous: boolean;
  };
}

/** Whether callers have to sign in. */
export function isSignInSetUp({ auth }: AccessConfig): boolean {
  return auth.tokens.length > 0 || auth.jwt !== undefined;
}

export interface Caller {
  /** The `Authorization` header. */
  authorization: string | undefined;
  /** The address at the other end of the socket; no header can change it. */
  remoteAddress: string | undefined;
  /** The `Host` header. */
  host: string | undefined;
}

const EVERYTHING: Viewer = { subject: "anonymous", scopes: new Set(SCOPES) };
const READING: Viewer = { subject: "anonymous", scopes: new Set<Scope>(["read"]) };

/** Makes a viewer of a caller. Pure. */
export function authenticate(caller: Caller, config: AccessConfig): Viewer | Unauthenticated | UnverifiedToken {
  return isSignInSetUp(config) ? bySignIn(caller, config) : withoutSignIn(caller, config);
}

/** The text behind `Bearer` in an `Authorization` header; undefined for another header. */
export function presentedToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
}

function bySignIn(caller: Caller, { auth }: AccessConfig): Viewer | Unauthenticated | UnverifiedToken {
  if (caller.authorization === undefined) {
    return new Unauthenticated("This server asks for a token. Send it in the header `Authorization: Bearer <token>`.");
  }
  const presented = presentedToken(caller.authorization);
  if (presented === undefined) return new Unauthenticated("The Authorization header was not understood. Expected `Bearer <token>`.");
  const token = findToken(presented, auth.tokens);
  if (token !== undefined) return viewerWith(token);
  if (auth.jwt !== undefined) return new UnverifiedToken(presented);
  return new Unauthenticated("The token is not known to this server. Ask its operator for a valid one.");
}

const viewers = new WeakMap<StaticToken, Viewer>();

/** Each is made once. */
function viewerWith(token: StaticToken): Viewer {
  let viewer = viewers.get(token);
  if (viewer === undefined) {
    viewer = { subject: token.name, scopes: new Set(token.scopes) };
    viewers.set(token, viewer);
  }
  return viewer;
}

function withoutSignIn(caller: Caller, config: AccessConfig): Viewer | Unauthenticated {
  if (isLoopbackHost(config.host) && isLoopbackAddress(caller.remoteAddress)) {
    // A page of another site can point its own name at 127.0.0.1 and be same-origin with us (DNS rebinding); its Host header shows that.
    if (isLoopbackHostHeader(caller.host)) return EVERYTHING;
    return new Unauthenticated(
      "Without sign-in this server answers only to localhost or 127.0.0.1. Use such an address, or set AUTH_TOKENS on the server.",
    );
  }
  // On another host no address is trusted: a proxy on this machine would make every caller local.
  if (config.auth.allowAnonymous) return READING;
  return new Unauthenticated("No sign-in is set up on this server, so it answers callers on its own machine only.");
}
