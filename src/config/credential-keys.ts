import { CredentialCipher, KEY_BYTES } from "../secrets/credential-cipher.js";
import type { Secrets } from "../secrets/secrets.js";
import type { EnvReader } from "./env-reader.js";

/** Reads CREDENTIALS_KEY: the first key encrypts, all decrypt. */
export function readCredentialKeys(env: EnvReader, secrets: Secrets): CredentialCipher {
  const keys = env.list("CREDENTIALS_KEY").map((text, index, all) => {
    secrets.add(text);
    const key = Buffer.from(text, "base64");
    if (key.length !== KEY_BYTES || key.toString("base64") !== text) {
      const which = all.length === 1 ? "" : `entry ${index + 1}: `;
      env.fault("CREDENTIALS_KEY", `${which}expected ${KEY_BYTES} bytes in base64, such as \`openssl rand -base64 ${KEY_BYTES}\` writes`);
    }
    return key;
  });
  return new CredentialCipher(keys);
}

/** Warns where a database that others reach too would hold tokens in clear. */
export function warnOfClearTokens(env: EnvReader, databaseUrl: string, keepers: readonly string[]): void {
  if (env.string("CREDENTIALS_KEY") !== undefined || databaseUrl.startsWith("file:") || keepers.length === 0) return;
  env.warn(
    "CREDENTIALS_KEY",
    `is not set: the tokens of ${keepers.join(", ")} that the server has to keep lie in the database in clear; set ${KEY_BYTES} bytes in base64, such as \`openssl rand -base64 ${KEY_BYTES}\` writes`,
  );
}

/** Warns where tokens that servers share lie in Redis in clear. */
export function warnOfClearSharedTokens(env: EnvReader, sharers: readonly string[]): void {
  if (env.string("CREDENTIALS_KEY") !== undefined || sharers.length === 0) return;
  env.warn(
    "CREDENTIALS_KEY",
    `is not set: the tokens of ${sharers.join(", ")} that servers share lie in Redis in clear, until they expire; set ${KEY_BYTES} bytes in base64, such as \`openssl rand -base64 ${KEY_BYTES}\` writes`,
  );
}
