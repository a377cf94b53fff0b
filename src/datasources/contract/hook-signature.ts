import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** HMAC-SHA256 of these parts, one after the other, in small hexadecimal digits. */
export function hmacHex(key: string, ...parts: readonly (string | Buffer)[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** Whether two texts are equal; it takes as long where they are not, of whatever length. */
export function isSame(given: string | undefined, right: string): boolean {
  return timingSafeEqual(digestOf(given ?? ""), digestOf(right)) && given !== undefined;
}

/** A header that comes once; undefined where it is missing or repeated. */
export function headerOf(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** The key of a delivery without an id of its own. */
export function contentKey(body: Buffer): string {
  return `content:${createHash("sha256").update(body).digest("hex")}`;
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
