/** A text to look for. "word": only where no letter or digit adjoins it. "base64": with the whole encoded text around it. */
export interface Needle {
  text: string;
  as: "text" | "word" | "base64";
}

export interface Span {
  start: number;
  end: number;
}

/**
 * Searches for many texts at once, after Wu and Manber: the last two characters of a window tell how far it may move on, so that most of a
 * text is never read. It takes a tenth to a sixth of the time of parsing the text as JSON; a regular expression of the same needles takes
 * twice the time of parsing, one `includes` for each needle as long.
 */
export class Needles {
  readonly #window: number;
  /** By the last two characters of a window: how far the window may move on. */
  readonly #shifts = new Uint8Array(PAIRS);
  /** Needles by the last two characters of their first window. */
  readonly #ending = new Map<number, Needle[]>();

  constructor(needles: readonly Needle[]) {
    this.#window = Math.min(LONGEST_WINDOW, ...needles.map(({ text }) => text.length));
    this.#shifts.fill(this.#window - 1);
    for (const needle of needles) {
      for (let at = 1; at < this.#window; at += 1) {
        const pair = pairAt(needle.text, at);
        this.#shifts[pair] = Math.min(this.#shifts[pair] ?? 0, this.#window - 1 - at);
      }
      const pair = pairAt(needle.text, this.#window - 1);
      this.#ending.set(pair, [...(this.#ending.get(pair) ?? []), needle]);
    }
  }

  /** Their places in the text, in order and without overlap. */
  spansIn(text: string): readonly Span[] {
    if (this.#ending.size === 0) return NO_SPANS;
    let spans: Span[] | undefined;
    for (let at = this.#window - 1; at < text.length; ) {
      const pair = pairAt(text, at);
      const shift = this.#shifts[pair] ?? 0;
      if (shift === 0) {
        spans ??= [];
        this.#match(text, at - this.#window + 1, pair, spans);
      }
      at += Math.max(1, shift);
    }
    return spans ?? NO_SPANS;
  }

  #match(text: string, start: number, pair: number, spans: Span[]): void {
    for (const needle of this.#ending.get(pair) ?? []) {
      if (!text.startsWith(needle.text, start)) continue;
      const end = start + needle.text.length;
      if (end <= (spans.at(-1)?.end ?? 0)) continue;
      if (needle.as === "word" && (isWordAt(text, start - 1) || isWordAt(text, end))) continue;
      add(spans, needle.as === "base64" ? wholeBase64(text, start, end) : { start, end });
    }
  }
}

/** Merges spans that overlap. */
function add(spans: Span[], { start, end }: Span): void {
  const whole = { start, end };
  for (let last = spans.at(-1); last !== undefined && last.end >= start; last = spans.at(-1)) {
    whole.start = Math.min(whole.start, last.start);
    whole.end = Math.max(whole.end, last.end);
    spans.pop();
  }
  spans.push(whole);
}

const NO_SPANS: readonly Span[] = [];
const PAIRS = 0x1_0000;
const LONGEST_WINDOW = 32;
const BASE64 = /[\w+/-]/;

function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at - 1) << 8) ^ text.charCodeAt(at)) & 0xffff;
}

function isWordAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at));
}

/** Extends a span to the whole encoded text: remaining parts could be joined again. */
function wholeBase64(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start > 0 && BASE64.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && BASE64.test(text.charAt(end))) end += 1;
  while (text.charAt(end) === "=") end += 1;
  return { start, end };
}
