import { createHash, timingSafeEqual } from "node:crypto";
import { isScope, SCOPES, type Scope } from "./viewer.js";

/** A token known by its hash alone, so that a reader of the configuration cannot sign in. */
export interface StaticToken {
  readonly name: string;
  readonly sha256: string;
  readonly scopes: readonly Scope[];
}

/**
 * Reads `name:sha256-of-token-in-hex:scope+scope`, separated by commas. Faults name an entry by its place, never by its text: with its parts
 * in the wrong order a secret would stand in the message.
 */
export function parseStaticTokens(list: string, fault: (message: string) => void): StaticToken[] {
  const tokens: StaticToken[] = [];
  const entries = list.split(",").map((entry) => entry.trim());
  for (const [index, entry] of entries.entries()) {
    const place = `entry ${index + 1}`;
    // The name and the hash hold no colon, scopes may (vendor-data:read).
    const parts = /^([^:\s]+):([^:]*):(.*)$/.exec(entry);
    if (parts === null) {
      fault(`${place}: expected name:sha256-of-token-in-hex:scope+scope`);
      continue;
    }
    const [, name = "", sha256 = "", scopeList = ""] = parts;
    const scopes = scopeList.split("+");
    if (!/^[0-9a-f]{64}$/i.test(sha256)) fault(`${place}: expected the SHA-256 of the token as 64 hexadecimal digits after the name`);
    if (!scopes.every(isScope)) fault(`${place}: has an unknown scope; expected one or more of ${SCOPES.join(", ")}, joined by +`);
    if (tokens.some((token) => token.name === name)) fault(`${place}: repeats the name of an earlier entry; expected names that differ`);
    tokens.push({ name, sha256: sha256.toLowerCase(), scopes: scopes.filter(isScope) });
  }
  return tokens;
}

/** Tokens that were presented once, by their texts, which the process keeps anyhow to cut them out of what it tells. */
const known = new WeakMap<readonly StaticToken[], Map<string, StaticToken>>();

/** The entry of a presented token. Hashing is most of what signing in takes, so a token that was found once is found by its text. */
export function findToken(presented: string, tokens: readonly StaticToken[]): StaticToken | undefined {
  const before = known.get(tokens)?.get(presented);
  if (before !== undefined) return before;
  const found = compared(presented, tokens);
  if (found === undefined) return undefined;
  const ofTokens = known.get(tokens) ?? new Map<string, StaticToken>();
  known.set(tokens, ofTokens.set(presented, found));
  return found;
}

/** Every entry is compared, each in constant time, so that the duration reveals nothing. */
function compared(presented: string, tokens: readonly StaticToken[]): StaticToken | undefined {
  const digest = createHash("sha256").update(presented).digest();
  let found: StaticToken | undefined;
  for (const token of tokens) {
    if (timingSafeEqual(digest, Buffer.from(token.sha256, "hex"))) found = token;
  }
  return found;
}
