import type { Clock } from "../../clock.js";
import type { Authorizer, RefusedToken } from "../../http/authorize.js";
import { readJson } from "../../http/checks/json-check.js";
import { classifyByStatus, isJsonObject } from "../../http/classify.js";
import { type BearerToken, bearer, KeptToken } from "../../http/kept-token.js";
import type { Send, VendorRequest, VendorResponse } from "../../http/request.js";
import type { SharedToken } from "../../http/shared-token.js";
import { type Upstream, VendorError } from "../../http/vendor-error.js";
import { nameVariables } from "../contract/variables.js";
import { isLinkedInsRefusal } from "./linkedin.errors.js";
import { TOKEN_ROUTE } from "./linkedin.policy.js";
import { wireToken, wireTokenError } from "./linkedin.wire.js";

export interface TokenSettings {
  clientId: string;
  clientSecret: string;
  /** Path of the token endpoint on the host that `send` goes to. */
  path: string;
}

/**
 * "Use the same access token for all concurrent and consecutive calls … only on expiry of the existing token, new token should be
 * generated" (Close Jobs page). So a connection has one token and one token request at a time, and requests none before the old token
 * expires. A call at the moment of expiry is refused with 401 before any work, and is repeated with the new token.
 */
export class LinkedInToken implements Authorizer {
  readonly #send: Send;
  readonly #settings: TokenSettings;
  readonly #clock: Clock;
  readonly #kept: KeptToken<BearerToken>;

  /** @param shared the token's place where other servers use it too */
  constructor(send: Send, settings: TokenSettings, clock: Clock, shared?: SharedToken) {
    this.#send = send;
    this.#settings = settings;
    this.#clock = clock;
    this.#kept = new KeptToken({ request: () => this.#request(), clock, revive: (token) => token, shared });
  }

  headers(): Record<string, string> | Promise<Record<string, string>> {
    const token = this.#kept.current();
    return token instanceof Promise ? token.then(bearer) : bearer(token);
  }

  /**
   * Decides by the status, since texts differ from page to page ("is expired", "has expired"); a missing right is a 403. Only a 401 in
   * LinkedIn's own form counts: a proxy may answer 401 to a request that LinkedIn has accepted.
   */
  rejected(response: VendorResponse): boolean {
    return response.status === 401 && isLinkedInsRefusal(response);
  }

  /** "Regenerate a new access token" (error table), whatever the refused token's age, but not one a call where no token is accepted. */
  renew(refused: RefusedToken): Promise<void> {
    return this.#kept.renew(refused);
  }

  /** Requests a token, form-encoded, never as JSON or query (client credentials page). It changes nothing, so it may be repeated. */
  async #request(): Promise<BearerToken> {
    const { clientId, clientSecret, path } = this.#settings;
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const response = await this.#send({ method: "POST", path, route: TOKEN_ROUTE, intent: "read", form }, {});
    const { access_token, expires_in } = readJson(response, wireToken, TOKEN_ROUTE);
    const obtainedAt = this.#clock.now();
    const expiresAt = obtainedAt + expires_in * 1000;
    return { value: access_token, obtainedAt, renewAt: expiresAt, expiresAt };
  }
}

/** Classifies answers of the token endpoint, whose errors have OAuth's form (`{error, error_description}`). A 401 refuses without it too. */
export function classifyToken(response: VendorResponse, request: VendorRequest, upstream: Upstream): VendorError | undefined {
  const { error, error_description: description } = wireTokenError.safeParse(response.json).data ?? {};
  const isRefusal = response.status === 400 ? error !== undefined : response.status === 401 && isJsonObject(response);
  if (!isRefusal) return classifyByStatus(upstream, response, request, false);
  const said = [error, description].filter(Boolean).join(": ");
  return new VendorError({
    ...upstream,
    code: "CREDENTIALS_REJECTED",
    sent: "no",
    retryable: false,
    status: response.status,
    vendorCode: error ?? String(response.status),
    message:
      `LinkedIn gives no token${said === "" ? "" : ` (${said})`}. ${nameVariables(upstream, "Check LINKEDIN_CLIENT_ID and LINKEDIN_CLIENT_SECRET")}: ` +
      "they must be those of the customer's child application, since a parent application may not post jobs.",
  });
}
