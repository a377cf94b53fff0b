/** Codes that tie nothing together: people write them where they have none. Blanks never do. */
export class IgnoredCodes {
  readonly #words: ReadonlySet<string>;

  /** @param words CODES_IGNORED: their case, and blanks around them, do not matter */
  constructor(words: readonly string[]) {
    this.#words = new Set(words.map(plain));
  }

  has(code: string): boolean {
    const word = plain(code);
    return word === "" || this.#words.has(word);
  }
}

function plain(code: string): string {
  return code.trim().toLowerCase();
}
