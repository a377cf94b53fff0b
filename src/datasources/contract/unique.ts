import { UnreadableRecord } from "../../http/record-check.js";

/** Each record once, where an answer holds it more than once: as it stands first. What has no id is no other's repeat. */
export function unique<Item>(items: readonly Item[], idOf: (item: Item) => string | undefined): Item[] {
  const met = new Set<string>();
  return items.filter((item) => {
    const id = idOf(item);
    if (id === undefined) return true;
    if (met.has(id)) return false;
    met.add(id);
    return true;
  });
}

/** The vendor's id of a record of its list, be it one that cannot be read; undefined where not even its id can. */
export function idOf(read: UnreadableRecord | { id: unknown }): string | undefined {
  return read instanceof UnreadableRecord ? read.recordId : String(read.id);
}
