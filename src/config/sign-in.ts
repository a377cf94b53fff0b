import type { AccessConfig } from "../access/authenticate.js";
import type { JwtSettings } from "../access/jwt/jwt-settings.js";
import { isLoopbackHost } from "../access/loopback.js";
import { parseStaticTokens } from "../access/static-tokens.js";
import type { EnvReader } from "./env-reader.js";

/** How callers sign in, and whether others may listen. */
export function readAuth(env: EnvReader, host: string): AccessConfig["auth"] {
  const configured = env.string("AUTH_TOKENS");
  const tokens = configured === undefined ? [] : parseStaticTokens(configured, (message) => env.fault("AUTH_TOKENS", message));
  const jwt = readJwt(env);
  const allowAnonymous = readFlag(env, "ALLOW_ANONYMOUS");
  if (configured === undefined && jwt === undefined && !isLoopbackHost(host) && !allowAnonymous) {
    env.fault(
      "HOST",
      "no sign-in is set up, so expected a loopback address such as 127.0.0.1; set AUTH_TOKENS or AUTH_JWKS_URL, or ALLOW_ANONYMOUS=true for reading only",
    );
  }
  return { tokens, jwt, allowAnonymous };
}

export function readFlag(env: EnvReader, name: string): boolean {
  return env.oneOf(name, ["true", "false"], "false") === "true";
}

const JWT_VARIABLES = ["AUTH_JWKS_URL", "AUTH_ISSUER", "AUTH_AUDIENCE"] as const;

/** RFC 9068, section 2.1. */
const DEFAULT_TYP = "at+jwt";

/** All three variables or none; undefined where none is set. */
function readJwt(env: EnvReader): JwtSettings | undefined {
  const typ = env.string("AUTH_TOKEN_TYP", DEFAULT_TYP);
  if (JWT_VARIABLES.every((name) => env.string(name) === undefined)) {
    if (typ !== DEFAULT_TYP) env.warn("AUTH_TOKEN_TYP", `has no effect without ${JWT_VARIABLES.join(", ")}`);
    return undefined;
  }
  const [jwksUrl, issuer, audience] = JWT_VARIABLES.map((name) =>
    env.required(name, `for sign-in by JWT, with ${JWT_VARIABLES.filter((other) => other !== name).join(" and ")}`),
  ) as [string, string, string];
  if (jwksUrl !== "") checkJwksUrl(env, jwksUrl);
  // Issuer and subject are told apart by a blank (access/viewer.ts).
  if (/\s/.test(issuer)) env.fault("AUTH_ISSUER", "expected the claim `iss` of the provider's tokens, which has no blanks");
  if (!/^[\w!#$&^.+/-]+$/.test(typ))
    env.fault("AUTH_TOKEN_TYP", "expected the header `typ` of the provider's tokens, such as at+jwt or JWT");
  return { jwksUrl, issuer, audience, typ };
}

/** Keys that came over an open line could be anyone's. */
function checkJwksUrl(env: EnvReader, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (url === undefined || !isWeb || url.username !== "" || url.password !== "" || url.hash !== "") {
    env.fault(
      "AUTH_JWKS_URL",
      "expected an https URL without credentials or fragment, such as https://id.example.com/.well-known/jwks.json",
    );
  } else if (url.protocol === "http:" && !isLoopbackHost(url.hostname)) {
    env.fault("AUTH_JWKS_URL", "plain http is taken from loopback only; expected an https URL");
  }
}
