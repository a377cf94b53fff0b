import { createHash } from "node:crypto";
import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify, UnsecuredJWT } from "jose";
import { LRUCache } from "lru-cache";
import type { Clock } from "../../clock.js";
import { SignInUnavailable, Unauthenticated, type VerifyJwt } from "../authenticate.js";
import { isScope, jwtSubject, type Scope, type Viewer } from "../viewer.js";
import { readJwks } from "./jwks-reader.js";
import type { JwtSettings } from "./jwt-settings.js";
import { KeySet, KeySetAway, UnknownKey } from "./key-set.js";

/** Signatures by a key pair: a set of public keys can check no others, and a shared secret is never taken for one. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
/** How far the provider's clock may be from ours. */
const LEEWAY_S = 60;
/** Verifying takes 0.1 to 0.3 ms of CPU, finding a token that was verified some microseconds. */
const VERIFIED_AT_MOST = 1_000;
/** 1 to 255 characters, no control characters and no halves of one: databases would keep another text. */
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

export interface JwtSignInOptions {
  settings: JwtSettings;
  clock: Clock;
  /** Called when the key set could not be read. */
  onFailure: (error: unknown) => void;
}

export interface JwtSignIn {
  verify: VerifyJwt;
  stop(): void;
}

/** A token that was verified, until it expires or the keys change. */
interface Verified {
  viewer: Viewer;
  expiresAtMs: number;
  generation: number;
}

/** Sign-in by access tokens of one provider (RFC 9068). Begins to read its key set, and waits for nothing. */
export function openJwtSignIn({ settings, clock, onFailure }: JwtSignInOptions): JwtSignIn {
  const keys = new KeySet({ read: (signal) => readJwks(settings.jwksUrl, clock, signal), clock, onFailure });
  keys.start();
  const verified = new LRUCache<string, Verified>({ max: VERIFIED_AT_MOST });

  async function verify(token: string): Promise<Viewer | Unauthenticated | SignInUnavailable> {
    const hash = createHash("sha256").update(token).digest("base64");
    const known = verified.get(hash);
    if (known !== undefined && known.generation === keys.generation && clock.now() < known.expiresAtMs) return known.viewer;
    try {
      const rules = rulesOf(settings, clock);
      checkClaims(token, rules);
      const { generation } = keys;
      const { payload } = await jwtVerify(token, (header) => keys.find(header), rules);
      const viewer = viewerOf(payload, settings.issuer);
      if (viewer === undefined)
        return new Unauthenticated("The token names nobody: it has neither a `sub` nor a `client_id` that is a text.");
      verified.set(hash, { viewer, expiresAtMs: endOf(payload), generation });
      return viewer;
    } catch (error) {
      return error instanceof KeySetAway ? new SignInUnavailable(error.retryAfterMs) : new Unauthenticated(reasonOf(error));
    }
  }

  return { verify, stop: () => keys.stop() };
}

function rulesOf({ issuer, audience, typ }: JwtSettings, clock: Clock): JWTVerifyOptions {
  const currentDate = new Date(clock.now());
  return { issuer, audience, typ, algorithms: ALGORITHMS, clockTolerance: LEEWAY_S, currentDate, requiredClaims: ["exp"] };
}

/**
 * Checks type and claims before any key is looked for, so that a token which could not be taken anyway makes nobody read the key set, and is
 * refused also while that is away. It proves nothing: jose judges the claims alone where they come without a signature.
 *
 * @throws JOSEError
 */
function checkClaims(token: string, rules: JWTVerifyOptions): void {
  const { typ } = decodeProtectedHeader(token);
  const header = Buffer.from(JSON.stringify({ alg: "none", typ })).toString("base64url");
  UnsecuredJWT.decode(`${header}.${token.split(".")[1]}.`, rules);
}

function viewerOf({ sub, client_id: clientId, scope, exp = 0 }: JWTPayload, issuer: string): Viewer | undefined {
  const [claim, value] = sub === undefined ? (["client_id", clientId] as const) : (["sub", sub] as const);
  if (typeof value !== "string" || !SUBJECT.test(value)) return undefined;
  return { subject: jwtSubject(issuer, claim, value), scopes: scopesOf(scope), expiresAt: exp * 1_000 };
}

/** Scopes of other servers may stand beside ours. A claim that is no text is none. */
function scopesOf(scope: unknown): ReadonlySet<Scope> {
  return new Set(typeof scope === "string" ? scope.split(" ").filter(isScope) : []);
}

/** The moment from which on jose refuses the token: its clock has whole seconds. */
function endOf({ exp = 0 }: JWTPayload): number {
  return Math.ceil(exp + LEEWAY_S) * 1_000;
}

/** What is wrong, for the caller to mend; never a word of the token, nor what would have been right. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "The token has expired. Get a new one.";
  if (error instanceof errors.JWTClaimValidationFailed) return `The token is not for this server: its \`${error.claim}\` does not fit.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return `The token's \`alg\` is not taken. Expected one of ${ALGORITHMS.join(", ")}.`;
  if (error instanceof UnknownKey) return "The token names no key of this server's provider.";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature is wrong.";
  return "The token is neither known to this server nor a JWT that it takes. Get one from its provider.";
}
