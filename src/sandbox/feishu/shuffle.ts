/** The list in a repeatable arbitrary order, by a hash of each entry's key and the seed. */
export function shuffled<T>(list: readonly T[], keyOf: (entry: T) => string, seed: number): T[] {
  return list
    .map((entry) => ({ entry, rank: hash(`${seed}:${keyOf(entry)}`) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

/** FNV-1a, with a last mixing step that separates neighbouring keys. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
