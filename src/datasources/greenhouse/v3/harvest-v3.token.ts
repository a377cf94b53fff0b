import type { Clock } from "../../../clock.js";
import type { Authorizer, RefusedToken } from "../../../http/authorize.js";
import { readJson } from "../../../http/checks/json-check.js";
import { type BearerToken, bearer, KeptToken } from "../../../http/kept-token.js";
import type { CallScope, Send, VendorResponse } from "../../../http/request.js";
import type { SharedToken } from "../../../http/shared-token.js";
import { accountOf } from "../../../http/vendor-error.js";
import { vendorNow } from "../../../http/vendor-time.js";
import type { Source } from "../../../schema/common/source.js";
import { nameVariables } from "../../contract/variables.js";
import { refusesToken } from "./harvest-v3.errors.js";
import { ASSUMED_TOKEN_LIFE_MS, RENEW_BEFORE_END_MS } from "./harvest-v3.policy.js";
import { missingScopes } from "./harvest-v3.scopes.js";
import { type WireToken, wireClaims, wireToken } from "./harvest-v3.wire.js";

export interface TokenSettings {
  source: Source;
  clientId: string;
  clientSecret: string;
  /** Who acts; without it the credential's own service user does. */
  userId: string | undefined;
  /** Under the origin that `send` goes to. */
  path: string;
  mayWrite: boolean;
}

interface Token extends BearerToken {
  scopes: ReadonlySet<string> | undefined;
}

const ROUTE = "POST /token";

/**
 * The access token of a credential, by client credentials (https://harvestdocs.greenhouse.io/docs/authentication): one for reads and
 * changes, asked for by one request however many wait for it, and renewed a minute before its end.
 */
export class HarvestV3Token implements Authorizer {
  readonly #send: Send;
  readonly #settings: TokenSettings;
  readonly #clock: Clock;
  readonly #kept: KeptToken<Token>;
  #hasToldScopes = false;

  /** @param shared the token's place where other servers use it too */
  constructor(send: Send, settings: TokenSettings, clock: Clock, shared?: SharedToken) {
    this.#send = send;
    this.#settings = settings;
    this.#clock = clock;
    this.#kept = new KeptToken({
      request: () => this.#request(),
      clock,
      revive: (token) => ({ ...token, scopes: scopesIn(token.value) }),
      shared,
    });
  }

  /** Those of the token in use; undefined where it does not tell them. */
  scopes(): ReadonlySet<string> | undefined {
    return this.#kept.held?.scopes;
  }

  headers(scope: CallScope): Record<string, string> | Promise<Record<string, string>> {
    const token = this.#kept.current();
    return token instanceof Promise ? token.then((renewed) => this.#headersOf(renewed, scope)) : this.#headersOf(token, scope);
  }

  #headersOf(token: Token, scope: CallScope): Record<string, string> {
    this.#tellMissingScopes(token, scope);
    return bearer(token);
  }

  rejected(response: VendorResponse): boolean {
    return refusesToken(response);
  }

  /** A 401 in the middle of a token's hour: it was revoked, or another process has obtained one since. */
  renew(refused: RefusedToken): Promise<void> {
    return this.#kept.renew(refused);
  }

  /** It changes nothing, so a lost answer may be asked for again. All who wait share it, so nobody's deadline ends it. */
  async #request(): Promise<Token> {
    const { clientId, clientSecret, userId, path } = this.#settings;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const form = { grant_type: "client_credentials", ...(userId === undefined ? {} : { sub: userId }) };
    // The life is counted from before the asking: the answer may have taken its time.
    const obtainedAt = this.#clock.now();
    const response = await this.#send({ method: "POST", path, route: ROUTE, intent: "read", form, headers: { authorization } }, {});
    const wire = readJson(response, wireToken, ROUTE);
    const lifeMs = lifeOf(wire, response);
    return {
      value: wire.access_token,
      obtainedAt,
      // A life shorter than the margin must not mean a token request per call.
      renewAt: obtainedAt + lifeMs - Math.min(RENEW_BEFORE_END_MS, lifeMs / 2),
      expiresAt: obtainedAt + lifeMs,
      scopes: scopesIn(wire.access_token),
    };
  }

  /** Once a connection: the errors of the fields that need a scope name it each time. */
  #tellMissingScopes({ scopes }: Token, { log }: CallScope): void {
    if (this.#hasToldScopes || scopes === undefined || log === undefined) return;
    this.#hasToldScopes = true;
    const { source, mayWrite } = this.#settings;
    const missing = missingScopes(scopes, mayWrite);
    if (missing.length > 0)
      log.warn(
        { vendor: source.vendor, account: accountOf(source), missing },
        nameVariables(source, "The credential of GREENHOUSE_CLIENT_ID lacks scopes that the graph needs."),
      );
  }
}

/** Milliseconds. Moments are by Greenhouse's clock, which its answer tells. */
function lifeOf({ expires_at, expires_in, expires }: WireToken, response: VendorResponse): number {
  const byMoment = (text: string | null | undefined) => (text ? Date.parse(text) - vendorNow(response) : Number.NaN);
  const lives = [byMoment(expires_at), (expires_in ?? Number.NaN) * 1000, byMoment(expires)];
  return lives.find((life) => life > 0) ?? ASSUMED_TOKEN_LIFE_MS;
}

/** A token is opaque by contract; one that is a JWT tells its scopes all the same. Its signature is not ours to check. */
function scopesIn(token: string): ReadonlySet<string> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const { data } = wireClaims.safeParse(claims);
    return data && new Set(data.scope.split(" "));
  } catch {
    return undefined;
  }
}
