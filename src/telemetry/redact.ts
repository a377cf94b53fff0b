import { LRUCache } from "lru-cache";

const SECRET_KEY =
  /authorization|cookie|secret|password|passwd|api[-_]?key|(^|[-_.])token$|(access|refresh|api|auth|bearer|app|tenant)[-_]?(access[-_]?)?token/i;
const CREDENTIALS_IN_TEXT = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi;
/** A JWT, or the beginning of one: its header is JSON, and so is what follows. */
const JWT_IN_TEXT = /\beyJ[\w-]{8,}(?:\.[\w-]+)+\.?/g;
const MAX_DEPTH = 8;

const REDACTED = "[redacted]";

/** A copy without values under token-like keys, at any depth. A value without such keys is returned as it is. */
function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null || value instanceof Error || value instanceof Date) return value;
  // Bytes may hold a whole request, and so a token.
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return "[too deep]";
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return redactKeys(value, depth);
}

export function redactKeys(object: object, depth = 0): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    copy[key] = isSecret(key) && value !== undefined && value !== null ? REDACTED : redact(value, depth + 1);
  }
  return copy;
}

/** Every line has the same few keys. */
const judged = new LRUCache<string, boolean>({ max: 1_000 });

function isSecret(key: string): boolean {
  let isSecret = judged.get(key);
  if (isSecret === undefined) {
    isSecret = SECRET_KEY.test(key);
    judged.set(key, isSecret);
  }
  return isSecret;
}

/** Cuts credentials out of running text, such as the message of an error that quotes a request. */
export function redactText(text: string): string {
  return text.replace(CREDENTIALS_IN_TEXT, `$1 ${REDACTED}`).replace(JWT_IN_TEXT, REDACTED);
}
