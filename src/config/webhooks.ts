import { isLoopbackHost } from "../access/loopback.js";
import type { Secrets } from "../secrets/secrets.js";
import { addressInHost, isAllowedAddress } from "../webhooks/allowed-addresses.js";
import { WEBHOOK_NAME, type WebhookSettings } from "../webhooks/webhook-settings.js";
import { inCapitals, isSet } from "./accounts.js";
import type { EnvReader } from "./env-reader.js";
import { readFlag } from "./sign-in.js";
import { isServiceLink } from "./unknown-variables.js";

/** Standard Webhooks 1.0, "Signature scheme": between 24 and 64 bytes. */
const SECRET_BYTES = { min: 24, max: 64 };
const SECRET_PREFIX = "whsec_";

/** What a receiver's variables end with. */
const KEYS = ["URL", "SECRET", "PRIVATE"] as const;
const OF_A_RECEIVER = new RegExp(`^WEBHOOK_([A-Z][A-Z0-9_]{0,29})_(?:${KEYS.join("|")})$`);

/** Reads `WEBHOOKS` and the variables of each receiver. */
export function readWebhooks(reader: EnvReader, env: Record<string, string | undefined>, secrets: Secrets): WebhookSettings[] {
  const asked = reader.list("WEBHOOKS");
  const names = [...new Set(asked)].filter((name) => WEBHOOK_NAME.test(name));
  if (asked.some((name) => !WEBHOOK_NAME.test(name))) {
    reader.fault(
      "WEBHOOKS",
      'expected a comma list of names: a small letter, then small letters, digits and "-", at most 30 characters; the variables of hr-desk begin with WEBHOOK_HR_DESK_',
    );
  }
  const doubled = names.filter((name) => asked.indexOf(name) !== asked.lastIndexOf(name));
  if (doubled.length > 0) reader.fault("WEBHOOKS", `names ${doubled.join(", ")} more than once; name each receiver once`);
  const receivers = names.map((name) => readReceiver(reader, name, secrets));
  refuseUnlisted(reader, env, names);
  return receivers;
}

function readReceiver(reader: EnvReader, name: string, secrets: Secrets): WebhookSettings {
  const prefix = `WEBHOOK_${inCapitals(name)}`;
  const why = `for the receiver ${name}, which WEBHOOKS names`;
  const isPrivate = readFlag(reader, `${prefix}_PRIVATE`);
  const url = reader.required(`${prefix}_URL`, why);
  if (url !== "") checkUrl(reader, prefix, url, isPrivate);
  const secret = reader.required(`${prefix}_SECRET`, why);
  if (secret !== "") {
    // Some write it with its prefix, some without.
    for (const spelling of [secret, secret.slice(SECRET_PREFIX.length)]) secrets.add(spelling);
    checkSecret(reader, `${prefix}_SECRET`, secret);
  }
  return { name, url, secret, isPrivate };
}

function checkUrl(reader: EnvReader, prefix: string, text: string, isPrivate: boolean): void {
  const variable = `${prefix}_URL`;
  const unlessPrivate = `, unless ${prefix}_PRIVATE=true says that it is meant`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    reader.fault(variable, "expected an https URL, such as https://hr.example.com/hiregraph");
    return;
  }
  if (url.username !== "" || url.password !== "") {
    reader.fault(variable, `must hold no user name and no password: the receiver knows the sender by the signature (${prefix}_SECRET)`);
  }
  if (url.port === "0") reader.fault(variable, "has the port 0, where nobody can be reached");
  if (text.includes("#")) reader.fault(variable, "must hold no fragment (#…): it would not be sent");
  if (url.protocol === "http:" && !isPrivate) reader.fault(variable, `expected an https URL${unlessPrivate}`);
  const address = addressInHost(url.hostname);
  if (address === undefined ? isPrivate || !isLocalName(url.hostname) : isAllowedAddress(address, isPrivate)) return;
  reader.fault(
    variable,
    isPrivate
      ? "is an address that no receiver can have (link-local, multicast, reserved, or an IPv4 address within an IPv6 one)"
      : `expected an address that is public, and not of a private network or loopback${unlessPrivate}`,
  );
}

/** RFC 6761, 6.3. */
function isLocalName(host: string): boolean {
  const name = host.replace(/\.$/, "");
  return isLoopbackHost(name) || name.endsWith(".localhost");
}

function checkSecret(reader: EnvReader, variable: string, secret: string): void {
  const text = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : "";
  const bytes = Buffer.from(text, "base64");
  const isWhole = bytes.toString("base64") === text && bytes.length >= SECRET_BYTES.min && bytes.length <= SECRET_BYTES.max;
  if (isWhole) return;
  reader.fault(
    variable,
    `expected ${SECRET_PREFIX} and ${SECRET_BYTES.min} to ${SECRET_BYTES.max} bytes in base64, such as \`echo ${SECRET_PREFIX}$(openssl rand -base64 32)\` writes`,
  );
}

/** A variable that would be a receiver's, if the list named it: somebody began to set it up, or left it behind. */
function refuseUnlisted(reader: EnvReader, env: Record<string, string | undefined>, names: readonly string[]): void {
  const known = new Set(names.flatMap((name) => KEYS.map((key) => `WEBHOOK_${inCapitals(name)}_${key}`)));
  for (const variable of Object.keys(env)) {
    const named = OF_A_RECEIVER.exec(variable)?.[1];
    if (named === undefined || known.has(variable) || isServiceLink(variable) || !isSet(env, variable)) continue;
    const name = named.toLowerCase().replaceAll("_", "-");
    reader.fault(variable, `is of the receiver ${name}, which WEBHOOKS does not name; name it there, or unset this`);
  }
}
