import { LRUCache } from "lru-cache";
import { formsOf } from "./forms.js";
import { type Needle, Needles } from "./needles.js";

const CUT_OUT = "[redacted]";
/** Tokens kept at most. Each use puts a token to the end, so the oldest one was not used during this many others. */
const MINTED_AT_MOST = 100;

/**
 * Every secret that this process knows, and how to cut them out of texts. Vendors' answers are cut when they come in, before anything is made
 * of them; log lines, errors and metrics are cut when they go out.
 */
export class Secrets {
  readonly #kept = new Map<string, readonly Needle[]>();
  readonly #minted = new LRUCache<string, readonly Needle[]>({ max: MINTED_AT_MOST });
  #needles: Needles | undefined;
  #version = 0;

  constructor(configured: Iterable<string> = []) {
    for (const secret of configured) this.add(secret);
  }

  /** Adds a secret for good: one of the configuration, or of few others. */
  add(secret: string): void {
    if (this.#kept.has(secret)) return;
    this.#kept.set(secret, formsOf(secret));
    this.#learned();
  }

  /** Adds a token with a limited life. Call it each time before the token is used. */
  addMinted(secret: string): void {
    if (this.#kept.has(secret) || this.#minted.get(secret)) return;
    this.#minted.set(secret, formsOf(secret));
    this.#learned();
  }

  /** Grows with each secret: a text cut at an earlier version may hold one that was not known then. */
  get version(): number {
    return this.#version;
  }

  #learned(): void {
    this.#needles = undefined;
    this.#version += 1;
  }

  /** The text without secrets in any spelling. Cheap where there are none. */
  cut(text: string): string {
    this.#needles ??= new Needles([...this.#kept.values(), ...this.#minted.values()].flat());
    const spans = this.#needles.spansIn(text);
    if (spans.length === 0) return text;
    let rest = 0;
    let clean = "";
    for (const { start, end } of spans) {
      clean += text.slice(rest, start) + CUT_OUT;
      rest = end;
    }
    return clean + text.slice(rest);
  }

  /**
   * Headers without secrets; the same ones where there are none. All are searched as one text: most answers have a dozen of them, and no secret. No header holds
   * the end of a line, so that nothing is found which lies in two of them.
   */
  cutInHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    let text = "";
    for (const name in headers) text += `${name}\n${headers[name]}\n`;
    return this.cut(text) === text ? headers : this.cutIn(headers);
  }

  /** Plain JSON without secrets, names of members included; the same value where there are none. */
  cutIn<Value>(value: Value): Value {
    return this.#cutIn(value) as Value;
  }

  #cutIn(value: unknown): unknown {
    if (typeof value === "string") return this.cut(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#cutIn(item));
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    let isSame = true;
    const clean = Object.entries(value);
    for (const member of clean) {
      const [name, content] = member;
      member[0] = this.cut(name);
      member[1] = this.#cutIn(content);
      isSame &&= member[0] === name && member[1] === content;
    }
    return isSame ? value : Object.fromEntries(clean);
  }
}
