import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";
import type { LocalizedText } from "../../schema/common/localized-text.type.js";

/**
 * The text in the first wanted language that exists: the exact one, else the same language of another region, else the first text. Never by
 * position among the vendor's texts, since any language may be missing.
 */
export function pickText(texts: readonly LocalizedText[], wanted: readonly string[]): string | null {
  for (const lang of wanted) {
    const exact = texts.find((text) => text.lang.toLowerCase() === lang.toLowerCase());
    const match = exact ?? texts.find((text) => primary(text.lang) === primary(lang));
    if (match !== undefined) return match.value;
  }
  return texts[0]?.value ?? null;
}

/** A language with its subtags, in the form of RFC 5646; anything else in the header is left out. */
const LANGUAGE = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;

/** Clients send the same few headers again and again; each is parsed once. */
const known = new LRUCache<string, readonly string[]>({ max: 100 });

/** Accept-Language (RFC 9110, 12.5.4) as a list, the preferred one first, without `*` and languages with q=0. */
export function parseAcceptLanguage(header = ""): readonly string[] {
  const before = known.get(header);
  if (before !== undefined) return before;
  const wanted = new Negotiator({ headers: { "accept-language": header } }).languages().filter((lang) => LANGUAGE.test(lang));
  known.set(header, wanted);
  return wanted;
}

function primary(lang: string): string {
  return lang.split("-", 1)[0]?.toLowerCase() ?? "";
}
