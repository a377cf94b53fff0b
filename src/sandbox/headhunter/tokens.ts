import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { HeadHunterRefusal, oauthRefusal } from "./errors.js";
import type { IssuedToken, World } from "./model.js";

/** A refusal of the token endpoint has the form of RFC 6749, without the `errors` array (README, "Tokens"). */
function tokenError(error: string, description: string): StandInResponse {
  return { status: 400, json: { error, error_description: description } };
}

/** `POST /token`, `grant_type=refresh_token` as a form: only after the access token expired, and only once per refresh token. */
export function refreshTokens({ state, knobs, now }: World, request: StandInRequest): StandInResponse {
  if (!(request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) {
    return tokenError("invalid_request", "token is empty");
  }
  const form = new URLSearchParams(request.rawBody);
  if (form.get("grant_type") !== "refresh_token") return tokenError("unsupported_grant_type", "unsupported grant_type");
  const given = form.get("refresh_token") ?? "";
  if (given === "") return tokenError("invalid_request", "token is empty");
  const pair = state.tokens.find((token) => token.refreshToken === given);
  if (pair === undefined) return tokenError("invalid_grant", "bad token");
  if (pair.revoked) return tokenError("invalid_grant", "token was revoked");
  if (pair.refreshed) return tokenError("invalid_grant", "token has already been refreshed");
  if (pair.expiresAt === null || pair.expiresAt > now) return tokenError("invalid_grant", "token not expired");

  pair.refreshed = true;
  const number = state.tokens.filter((token) => token.kind === "user").length + 1;
  const first = state.tokens.find((token) => token.kind === "user");
  const issued: IssuedToken = {
    kind: "user",
    accessToken: `${first?.accessToken}-${number}`,
    refreshToken: `${first?.refreshToken}-${number}`,
    expiresAt: now + knobs.accessTokenLifetimeMs,
    revoked: false,
    refreshed: false,
  };
  state.tokens.push(issued);
  return {
    status: 200,
    json: {
      access_token: issued.accessToken,
      token_type: "bearer",
      expires_in: Math.floor(knobs.accessTokenLifetimeMs / 1000),
      refresh_token: issued.refreshToken,
    },
  };
}

/** `DELETE /token`: revokes the token in use. */
export function revokeToken(token: IssuedToken): StandInResponse {
  token.revoked = true;
  return { status: 204 };
}

/** Requires `User-Agent` or `HH-User-Agent`; with both only the latter is read. */
export function requireUserAgent({ knobs }: World, headers: StandInRequest["headers"]): void {
  const agent = (headers["hh-user-agent"] ?? headers["user-agent"] ?? "").trim();
  const value = agent === "" ? "unset" : knobs.blockedUserAgents.includes(agent) ? "blacklisted" : undefined;
  if (value !== undefined) throw new HeadHunterRefusal(400, [{ type: "bad_user_agent", value }]);
}

/** The token of a request; undefined where none was sent. An invalid token is a 403, never a 401. */
export function presentedToken({ state, now }: World, headers: StandInRequest["headers"]): IssuedToken | undefined {
  const header = headers.authorization;
  if (header === undefined) return undefined;
  const [, value] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  const token = state.tokens.find((candidate) => candidate.accessToken === value);
  if (token === undefined) throw oauthRefusal("bad_authorization", "bad-auth-type");
  if (token.revoked) throw oauthRefusal("token_revoked", "token-revoked");
  if (token.expiresAt !== null && token.expiresAt <= now) throw oauthRefusal("token_expired", "token-expired");
  return token;
}
