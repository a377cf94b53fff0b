import { type AccessConfig, isSignInSetUp } from "../access/authenticate.js";
import type { Secrets } from "../secrets/secrets.js";
import type { EnvReader } from "./env-reader.js";

/** Where vendors reach this server. */
export interface HookSettings {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Part of every address. */
  readonly secret: string;
}

const SHORTEST_SECRET = 16;

/** Undefined where no webhooks are taken in. */
export function readHooks(env: EnvReader, access: AccessConfig, secrets: Secrets): HookSettings | undefined {
  const secret = env.hookKey("HOOKS_SECRET");
  if (secret !== undefined) secrets.add(secret);
  if (env.string("PUBLIC_URL") === undefined) {
    if (secret !== undefined) env.warn("HOOKS_SECRET", "has no effect without PUBLIC_URL");
    return undefined;
  }
  const publicUrl = env.url("PUBLIC_URL", "https://recruiting.example.com");
  if (!isSignInSetUp(access)) {
    env.fault(
      "PUBLIC_URL",
      "opens the server to others, and a proxy's callers come from loopback: set sign-in up (AUTH_TOKENS or AUTH_JWKS_URL), or unset this",
    );
  }
  if (secret === undefined) env.fault("HOOKS_SECRET", "is required with PUBLIC_URL: it is part of the address that vendors are given");
  else if (secret.length < SHORTEST_SECRET)
    env.fault("HOOKS_SECRET", `expected ${SHORTEST_SECRET} characters at least, such as \`openssl rand -hex 16\` writes`);
  return { publicUrl, secret: secret ?? "" };
}

/** The address of an account's webhooks; the secret is written so that every proxy leaves it as it is. */
export function hookUrl({ publicUrl, secret }: HookSettings, name: string): string {
  return `${publicUrl}/hooks/${name}/${encodeURIComponent(secret)}`;
}
