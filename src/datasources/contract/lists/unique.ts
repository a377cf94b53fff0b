import { UnreadableRecord } from "../../../http/checks/record-check.js";

/** Each record once, in its first copy, where an answer holds it several times. Records without an id are all kept. */
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

/** The vendor's id of a record of its list, readable or not; undefined where the id cannot be read. */
export function idOf(read: UnreadableRecord | { id: unknown }): string | undefined {
  return read instanceof UnreadableRecord ? read.recordId : String(read.id);
}
