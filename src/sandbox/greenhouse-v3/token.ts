import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../../clock.js";
import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { type GreenhouseV3Knobs, SCOPES, type Scope } from "./knobs.js";
import { RateWindow } from "./rate-window.js";
import { type Actor, type GreenhouseV3State, SERVICE_USER } from "./records.js";
import { Refusal } from "./refusals.js";

const GRANTS = ["authorization_code", "refresh_token", "client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"];
const WINDOW_MS = 60_000;

interface IssuedToken {
  subject: number;
  scopes: readonly Scope[];
  expiresAt: number;
  revoked: boolean;
}

/** What a bearer token stands for. */
export interface Bearer {
  actor: Actor;
  scopes: readonly Scope[];
}

export interface Credential {
  clientId: string;
  clientSecret: string;
}

/**
 * The token endpoint, for client credentials, and the check of bearer tokens: https://harvestdocs.greenhouse.io/docs/authentication and
 * https://harvestdocs.greenhouse.io/reference/generate-token.
 */
export class TokenDesk {
  readonly #tokens = new Map<string, IssuedToken>();
  readonly #window: RateWindow;

  constructor(
    private readonly clock: Clock,
    private readonly knobs: GreenhouseV3Knobs,
    private readonly state: GreenhouseV3State,
    private readonly credential: Credential,
  ) {
    this.#window = new RateWindow(clock, WINDOW_MS, () => knobs.tokenRateLimit);
  }

  /** Answers a request at the token endpoint, which has a window of its own. */
  issue(request: StandInRequest): StandInResponse {
    const answer = this.#answer(request);
    return { ...answer, headers: { "Cache-Control": "private, no-store", ...this.#window.headers(), ...answer.headers } };
  }

  /** Ends every token before its time. */
  revokeAll(): void {
    for (const token of this.#tokens.values()) token.revoked = true;
  }

  /** @throws {Refusal} 401 where the request's token is absent, garbled, expired or revoked. */
  bearer(request: StandInRequest): Bearer {
    const text = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const token = text === undefined ? undefined : this.#tokens.get(text);
    if (token === undefined) throw unauthorized("Token could not be decoded. Send the access token as it was issued.");
    if (this.clock.now() >= token.expiresAt) throw unauthorized("Token has expired.");
    const actor = this.#user(token.subject);
    if (token.revoked || actor === undefined) throw unauthorized("Token has been revoked.");
    return { actor, scopes: token.scopes };
  }

  #answer(request: StandInRequest): StandInResponse {
    try {
      this.#window.take();
    } catch (error) {
      if (error instanceof Refusal) return error.respond(this.knobs);
      throw error;
    }
    const form = formOf(request);
    return this.#refusedClient(request) ?? refusedGrant(form.get("grant_type")) ?? this.#token(form.get("sub"));
  }

  #refusedClient(request: StandInRequest): StandInResponse | undefined {
    const given = /^Basic (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (given === undefined) return withErrorId(401, "Unauthorized");
    const [clientId = "", ...secret] = Buffer.from(given, "base64").toString().split(":");
    if (!/-\d+$/.test(clientId)) return withErrorId(400, `client_id=${clientId} does not contain a valid client ID suffix`);
    const right = clientId === this.credential.clientId && secret.join(":") === this.credential.clientSecret;
    return right ? undefined : { status: 401, json: { error: "invalid_client" } };
  }

  #token(sub: string | null): StandInResponse {
    const actor = sub === null ? SERVICE_USER : this.#user(Number(sub));
    if (actor === undefined) {
      return this.knobs.unknownSubject === "invalid_grant"
        ? { status: 400, json: { error: "invalid_grant" } }
        : withErrorId(400, `sub=${sub} is not a user of this organization`);
    }
    if (this.knobs.newTokenRevokesLast) {
      for (const token of this.#tokens.values()) token.revoked ||= token.subject === actor.id;
    }
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const expiresAt = issuedAt + this.knobs.tokenLifeSeconds;
    const scopes = SCOPES.filter((scope) => !this.knobs.missingScopes.includes(scope));
    const text = this.knobs.tokenForm === "jwt" ? this.#jwt(actor.id, scopes, issuedAt, expiresAt) : randomBytes(48).toString("base64url");
    this.#tokens.set(text, { subject: actor.id, scopes, expiresAt: expiresAt * 1000, revoked: false });
    return { status: 200, json: { token_type: "Bearer", access_token: text, ...this.#expiry(expiresAt) } };
  }

  /** Seconds precision, without milliseconds. */
  #expiry(expiresAt: number): object {
    const at = new Date(expiresAt * 1000).toISOString().replace(".000Z", "Z");
    switch (this.knobs.tokenExpiry) {
      case "expires_at":
        return { expires_at: at };
      case "expires":
        return { expires: at };
      case "expires_in":
        return { expires_in: this.knobs.tokenLifeSeconds };
      case "none":
        return {};
    }
  }

  /** The claims that were recorded. Nobody can check the signature, the key being Greenhouse's own. */
  #jwt(subject: number, scopes: readonly Scope[], issuedAt: number, expiresAt: number): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      iss: "auth.greenhouse.io",
      aud: ["harvest.greenhouse.io"],
      sub: subject,
      iat: issuedAt,
      exp: expiresAt,
      jti: randomUUID(),
      scope: scopes.join(" "),
      version: 1,
      silo: 2,
      allowed_ips: [],
      act: { organization_id: 4_000_000_002, credential_id: 4_000_000_102, partner_id: null, client_id: this.credential.clientId },
    };
    return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${randomBytes(256).toString("base64url")}`;
  }

  #user(id: number): Actor | undefined {
    return id === SERVICE_USER.id ? SERVICE_USER : this.state.users.find((user) => user.id === id && !user.disabled);
  }
}

/** The form of the body, or of the query string where the body is empty. */
function formOf(request: StandInRequest): URLSearchParams {
  const isForm = request.headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;
  return isForm && request.rawBody !== "" ? new URLSearchParams(request.rawBody) : request.query;
}

function refusedGrant(grant: string | null): StandInResponse | undefined {
  if (grant === null || grant === "") return { status: 400, json: { message: "Must include a grant_type parameter" } };
  if (!GRANTS.includes(grant)) {
    return { status: 400, json: { message: `grant_type=${grant} is invalid, please use one of: ${GRANTS.join(", ")}` } };
  }
  // The other grants belong to listed partners.
  return grant === "client_credentials" ? undefined : { status: 400, json: { error: "unauthorized_client" } };
}

function withErrorId(status: number, message: string): StandInResponse {
  return { status, json: { message, errorId: `err-${randomBytes(6).toString("hex")}` } };
}

function unauthorized(text: string): Refusal {
  return new Refusal(401, [text]);
}
