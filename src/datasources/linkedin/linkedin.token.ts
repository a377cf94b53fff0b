import type { Clock } from "../../clock.js";
import type { Authorizer, RefusedToken } from "../../http/authorize.js";
import { readJson } from "../../http/checks/json-check.js";
import { classifyByStatus, isJsonObject } from "../../http/classify.js";
import type { Send, VendorRequest, VendorResponse } from "../../http/request.js";
import { type Upstream, VendorError } from "../../http/vendor-error.js";
import { nameVariables } from "../contract/variables.js";
import { isLinkedInsRefusal } from "./linkedin.errors.js";
import { ROUTES } from "./linkedin.policy.js";
import { wireToken, wireTokenError } from "./linkedin.wire.js";

export interface TokenSettings {
  clientId: string;
  clientSecret: string;
  /** Path of the token endpoint on the host that `send` goes to. */
  path: string;
}

interface Token {
  value: string;
  obtainedAt: number;
  expiresAt: number;
  /** The token replaced one that LinkedIn refused. */
  isReplacement: boolean;
}

/** A replacement younger than this that was never accepted is not replaced: LinkedIn would refuse the next token as well. */
const FRESH_MS = 60_000;
/** How long no token is requested after LinkedIn refused the client's id or secret. */
const REFUSAL_KEPT_MS = 60_000;

/**
 * "Use the same access token for all concurrent and consecutive calls … only on expiry of the existing token, new token should be
 * generated" (Close Jobs page). So a connection has one token and one token request at a time, and requests none before the old token
 * expires. A call at the moment of expiry is refused with 401 before any work, and is repeated with the new token.
 */
export class LinkedInToken implements Authorizer {
  readonly #send: Send;
  readonly #settings: TokenSettings;
  readonly #clock: Clock;
  #token: Token | undefined;
  #fetching: Promise<Token> | undefined;
  #refusal: { error: VendorError; at: number } | undefined;

  constructor(send: Send, settings: TokenSettings, clock: Clock) {
    this.#send = send;
    this.#settings = settings;
    this.#clock = clock;
  }

  async headers(): Promise<Record<string, string>> {
    const token = this.#token;
    const good = token !== undefined && this.#clock.now() < token.expiresAt ? token : await this.#fetch();
    return headersOf(good);
  }

  /**
   * Decides by the status, since texts differ from page to page ("is expired", "has expired"); a missing right is a 403. Only a 401 in
   * LinkedIn's own form counts: a proxy may answer 401 to a request that LinkedIn has accepted.
   */
  rejected(response: VendorResponse): boolean {
    return response.status === 401 && isLinkedInsRefusal(response);
  }

  /** "Regenerate a new access token" (error table), whatever the refused token's age, but not one a call where no token is accepted. */
  async renew({ headers, wasTaken }: RefusedToken): Promise<void> {
    const token = this.#token;
    // Another call has replaced the token since this request was signed.
    if (token !== undefined && headersOf(token).authorization !== headers.authorization) return;
    if (token?.isReplacement && !wasTaken && this.#clock.now() - token.obtainedAt < FRESH_MS) return;
    this.#token = undefined;
    this.#token = { ...(await this.#fetch()), isReplacement: true };
  }

  #fetch(): Promise<Token> {
    const refusal = this.#refusal;
    if (refusal !== undefined && this.#clock.now() - refusal.at < REFUSAL_KEPT_MS) return Promise.reject(refusal.error);
    this.#fetching ??= this.#request().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  /** Requests a token, form-encoded, never as JSON or query (client credentials page). It changes nothing, so it may be repeated. */
  async #request(): Promise<Token> {
    const { clientId, clientSecret, path } = this.#settings;
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    try {
      const response = await this.#send({ method: "POST", path, route: ROUTES.token, intent: "read", form }, {});
      const { access_token, expires_in } = readJson(response, wireToken, ROUTES.token);
      const obtainedAt = this.#clock.now();
      this.#refusal = undefined;
      this.#token = { value: access_token, obtainedAt, expiresAt: obtainedAt + expires_in * 1000, isReplacement: false };
      return this.#token;
    } catch (error) {
      if (error instanceof VendorError && error.code === "CREDENTIALS_REJECTED") this.#refusal = { error, at: this.#clock.now() };
      throw error;
    }
  }
}

function headersOf({ value }: Token): { authorization: string } {
  return { authorization: `Bearer ${value}` };
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
