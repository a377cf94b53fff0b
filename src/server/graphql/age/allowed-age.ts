import { LRUCache } from "lru-cache";

/** A caller who allows more gets this. */
const MOST_SECONDS = 3_600;

/** A directive, or what stands in its place between two commas; a comma inside quotes does not end it. */
const MEMBER = /(?:"(?:[^"\\]|\\.)*"|[^",])+|,/gy;
const DIRECTIVE = /^([!#$%&'*+.^_`|~\w-]+)(?:=(.*))?$/s;

/** Clients send the same few headers again and again; each is parsed once. */
const known = new LRUCache<string, { ageMs: number | undefined }>({ max: 100 });

/**
 * How old an answer may be, in milliseconds, by the request's header `cache-control` (RFC 9111, 5.2.1); undefined where it has to be new. What is
 * not understood allows nothing, and of several directives the strictest counts.
 */
export function allowedAgeMs(cacheControl: string | undefined): number | undefined {
  if (cacheControl === undefined) return undefined;
  let allowed = known.get(cacheControl);
  if (allowed === undefined) {
    allowed = { ageMs: ageMsIn(cacheControl) };
    known.set(cacheControl, allowed);
  }
  return allowed.ageMs;
}

function ageMsIn(cacheControl: string): number | undefined {
  let seconds = Number.POSITIVE_INFINITY;
  for (const member of membersOf(cacheControl)) {
    const [, name, argument = ""] = DIRECTIVE.exec(member) ?? [];
    // It may have meant anything, `no-cache` too.
    if (name === undefined) return undefined;
    const directive = name.toLowerCase();
    if (directive === "no-cache" || directive === "no-store") return undefined;
    if (directive === "max-age") seconds = Math.min(seconds, secondsIn(argument));
  }
  if (seconds === 0 || seconds === Number.POSITIVE_INFINITY) return undefined;
  return Math.min(seconds, MOST_SECONDS) * 1_000;
}

/** None where quotes are left open: nobody can say where a directive ends. */
function membersOf(header: string): string[] {
  const members: string[] = [];
  let length = 0;
  for (const [member] of header.matchAll(MEMBER)) {
    members.push(member);
    length += member.length;
  }
  if (length < header.length) return [];
  // A list may have empty members (RFC 9110, 5.6.1).
  return members.map((member) => member.trim()).filter((member) => member !== "" && member !== ",");
}

/** Quotes are to be taken for nothing (RFC 9111, 5.2). */
function secondsIn(argument: string): number {
  const digits = /^(?:(\d+)|"(\d+)")$/.exec(argument);
  return digits === null ? 0 : Math.min(Number(digits[1] ?? digits[2]), MOST_SECONDS);
}
