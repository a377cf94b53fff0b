import type { Needle } from "./needles.js";

/** A shorter secret may be a part of ordinary words. */
const SHORTEST = 6;
/** A shorter secret may be a part of a longer word: it counts only where it stands alone. */
const ALONE_BELOW = 12;

/** Every spelling in which a vendor, a proxy or a log may repeat a secret. */
export function formsOf(secret: string): Needle[] {
  const plain: Needle = { text: secret, as: secret.length < ALONE_BELOW ? "word" : "text" };
  const needles = [plain, ...base64Cores(secret)].flatMap(({ text, as }) =>
    spellings(text).map((spelling): Needle => ({ text: spelling, as })),
  );
  const found = new Map<string, Needle>();
  for (const needle of needles) if (needle.text.length >= SHORTEST && !found.has(needle.text)) found.set(needle.text, needle);
  return [...found.values()];
}

/**
 * The secret in base64, wherever it stands in the encoded text: alone, behind an id and a colon, in a whole header. Its bytes can fall on the
 * digits in three ways, and each has a middle that does not depend on the text around the secret.
 */
function base64Cores(secret: string): Needle[] {
  const bytes = Buffer.byteLength(secret);
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString("base64");
    const core = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes) * 8) / 6));
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")].map((text): Needle => ({ text, as: "base64" }));
  });
}

/** As it is, percent-encoded for a query or a form (once or twice), and each of these as JSON in JSON in JSON … writes it. */
function spellings(text: string): string[] {
  const encoded = [encodeURIComponent(text), new URLSearchParams([["", text]]).toString().slice(1)];
  const once = encoded.flatMap((spelling) => [spelling, spelling.replaceAll(/%../g, (octet) => octet.toLowerCase())]);
  const twice = once.map(encodeURIComponent);
  const inHtml = text.replaceAll(/[&<>"']/g, (mark) => HTML_ESCAPES[mark] ?? mark);
  const plain = unique([text, ...once, ...twice, inHtml]);
  return unique(plain.flatMap((spelling) => quoted(quoted([spelling], 2).flatMap(escapedOtherwise), QUOTED_AT_MOST)));
}

/** How deep JSON may nest in JSON: a header in a body in a vendor's message, in our details, in a line of the log. */
const QUOTED_AT_MOST = 4;

/** The texts, and each as JSON quotes it, up to `times` times over. */
function quoted(texts: readonly string[], times: number): string[] {
  const found = [...texts];
  let inner = texts;
  for (let time = 0; time < times; time += 1) {
    inner = inner.map((text) => JSON.stringify(text).slice(1, -1));
    found.push(...inner);
  }
  return unique(found);
}

/** Some encoders escape more than they must. */
function escapedOtherwise(text: string): string[] {
  return [
    text,
    text.replaceAll("/", "\\/"),
    text.replaceAll(SPELT_BY_NUMBER, (mark) => `\\u00${hexOf(mark)}`),
    text.replaceAll(SPELT_BY_NUMBER, (mark) => `\\u00${hexOf(mark).toUpperCase()}`),
  ];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Characters that HTML-safe encoders escape. */
const SPELT_BY_NUMBER = /[&<>'+]/g;
const HTML_ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function hexOf(mark: string): string {
  return mark.charCodeAt(0).toString(16);
}
