import { randomBytes } from "node:crypto";
import type { Clock } from "../../clock.js";
import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { apiError } from "./errors.js";
import type { LinkedInKnobs } from "./knobs.js";

const TOKEN_LIFE_SECONDS = 1800;

export interface IssuedToken {
  clientId: string;
  issuedAt: number;
  expiresAt: number;
}

/** LinkedIn's token endpoint for client credentials (README, "Token"), and the check of bearer tokens. */
export class TokenDesk {
  readonly tokens = new Map<string, IssuedToken>();
  /** Requests to the token endpoint, refused ones included. */
  tokenRequests = 0;

  constructor(
    private readonly clock: Clock,
    private readonly knobs: LinkedInKnobs,
    private readonly clientId: string,
    private readonly clientSecret: string,
  ) {}

  issue(request: StandInRequest): StandInResponse {
    this.tokenRequests += 1;
    // Fields are read from a form-encoded body only, not from JSON or the query.
    const isForm = request.headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;
    const form = new URLSearchParams(isForm ? request.rawBody : "");
    for (const name of ["grant_type", "client_id", "client_secret"]) {
      if (!form.get(name)) return oauthError(400, "invalid_request", `A required parameter "${name}" is missing`);
    }
    if (form.get("grant_type") !== "client_credentials") {
      return oauthError(400, "unsupported_grant_type", "The grant type is not supported");
    }
    if (form.get("client_id") !== this.clientId) {
      return oauthError(400, "invalid_client_id", `The passed in client_id is invalid "${form.get("client_id")}"`);
    }
    if (form.get("client_secret") !== this.clientSecret) {
      return oauthError(401, this.knobs.clientAuthenticationError, "Client authentication failed");
    }
    if (this.knobs.application === "parent-without-tokens") {
      return oauthError(401, "access_denied", "This application is not allowed to create application tokens");
    }
    const now = this.clock.now();
    // As long as LinkedIn's tokens, so that a column or header too short for those fails here too.
    const token = `AQ${randomBytes(192).toString("base64url")}`;
    this.tokens.set(token, { clientId: this.clientId, issuedAt: now, expiresAt: now + TOKEN_LIFE_SECONDS * 1000 });
    const expiresIn = this.knobs.expiresIn === "string" ? String(TOKEN_LIFE_SECONDS) : TOKEN_LIFE_SECONDS;
    return { status: 200, json: { access_token: token, expires_in: expiresIn } };
  }

  /** The 401 that refuses a call; undefined where its token is valid. */
  refuse(request: StandInRequest): StandInResponse | undefined {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const issued = bearer === undefined ? undefined : this.tokens.get(bearer);
    if (issued === undefined) return apiError(401, "Invalid access token", { serviceErrorCode: 65600 });
    if (this.clock.now() >= issued.expiresAt) {
      return apiError(401, `The token used in the request ${this.knobs.expiredTokenText} expired`, { serviceErrorCode: 65602 });
    }
    return undefined;
  }
}

function oauthError(status: number, error: string, description: string): StandInResponse {
  return { status, json: { error, error_description: description } };
}
