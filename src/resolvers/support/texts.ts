import type { LocalizedText } from "../../schema/common/localized-text.type.js";

/**
 * The text in the first language wanted that there is: exactly, else the same language of another region, else the first text at all.
 * Never by position among the vendor's texts: any language may be missing.
 */
export function pickText(texts: readonly LocalizedText[], wanted: readonly string[]): string | null {
  for (const lang of wanted) {
    const exact = texts.find((text) => text.lang.toLowerCase() === lang.toLowerCase());
    const match = exact ?? texts.find((text) => primary(text.lang) === primary(lang));
    if (match !== undefined) return match.value;
  }
  return texts[0]?.value ?? null;
}

/** Accept-Language (RFC 9110, 12.5.4) as a list, the most wanted first; `*` and what is refused with q=0 are left out. */
export function parseAcceptLanguage(header: string | undefined): string[] {
  return (header ?? "")
    .split(",")
    .map((entry, index) => {
      const [lang = "", ...parameters] = entry.split(";").map((part) => part.trim());
      const quality = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
      return { lang, index, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ lang, quality }) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(lang) && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
    .map(({ lang }) => lang);
}

function primary(lang: string): string {
  return lang.split("-", 1)[0]?.toLowerCase() ?? "";
}
