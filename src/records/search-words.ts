const FINAL_SIGMA = /ς/g;
const DOTTED_I = /i\u0307/g;

/**
 * A text as it is searched in, and for: whatever its case in any language, and whether its letters are wide ones. Capitals alone do not tell: those of
 * `ß` are two, `ı` and `i` share one, and so do `σ` and `ς`. The same is in the migration that fills the index's own texts.
 */
export function searchForm(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase();
  return plain.replace(FINAL_SIGMA, "σ").replace(DOTTED_I, "i").normalize("NFKC");
}

/** The words of a search, in that form; each once. */
export function searchWords(text: string): string[] {
  return [
    ...new Set(
      searchForm(text)
        .split(/\s+/)
        .filter((word) => word !== ""),
    ),
  ];
}

/** Whether texts hold all of the words, as `searchWords` gives them. */
export function holdWords(texts: readonly (string | null)[], words: readonly string[]): boolean {
  const text = searchForm(texts.filter((one) => one !== null).join("\n"));
  return words.every((word) => text.includes(word));
}
