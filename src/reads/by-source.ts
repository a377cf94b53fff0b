import { asError } from "../datasources/contract/as-error.js";
import type { Aligned } from "../datasources/contract/datasource.js";
import { type RecordKind, requireId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";

/**
 * Asks each source for its share of the keys, side by side, and returns the answers in the order of the keys. The error of a source that
 * fails takes the places of its own keys.
 */
export async function bySource<Key, Value>(
  keys: readonly Key[],
  sourceOfKey: (key: Key) => Source,
  ask: (source: Source, keys: Key[]) => Promise<readonly (Value | Error)[]>,
): Promise<(Value | Error)[]> {
  const places = new Map<string, { source: Source; asked: Key[]; indexes: number[] }>();
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as Key;
    const source = sourceOfKey(key);
    const known = places.get(source.text);
    if (known === undefined) places.set(source.text, { source, asked: [key], indexes: [index] });
    else {
      known.asked.push(key);
      known.indexes.push(index);
    }
  }
  const answers = new Array<Value | Error>(keys.length);
  await Promise.all(
    Array.from(places.values(), async ({ source, asked, indexes }) => {
      // A missing port throws before there is a promise; that is this source's failure alone, too.
      const found = await (async () => ask(source, asked))().catch((error: unknown) => asked.map(() => asError(error)));
      for (let position = 0; position < indexes.length; position += 1) {
        const answer = found[position];
        // Null is an answer: the vendor does not have it.
        answers[indexes[position] as number] = answer === undefined ? new Error("A datasource left an answer out") : answer;
      }
    }),
  );
  return answers;
}

/** Records by their global ids; null where the vendor does not have one. */
export function recordsBySource<Record_>(
  ids: readonly string[],
  kind: RecordKind,
  ask: (source: Source, nativeIds: string[][]) => Promise<Aligned<Record_>>,
): Promise<(Record_ | null | Error)[]> {
  return bySource(
    ids.map((id) => requireId(id, kind)),
    (id) => id.source,
    (source, group) =>
      ask(
        source,
        group.map((id) => id.nativeIds),
      ),
  );
}
