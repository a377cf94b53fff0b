import { CATALOG, type ChangeKind } from "../datasources/contract/catalog.js";
import type { ChangeTarget } from "../datasources/contract/change.js";
import { requireId } from "../reads/unified.datasource.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import type { GlobalId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";

/**
 * Parses the ids by which an input names what it is about. Nobody behind this parses them again.
 *
 * @throws BadUserInput where one is no id of this graph, or of another kind of record.
 */
export function parseTarget<Kind extends ChangeKind>(kind: Kind, input: object): ChangeTarget<Kind> {
  return parseNamed(kind, input) as ChangeTarget<Kind>;
}

function parseNamed(kind: ChangeKind, input: object): ChangeTarget {
  const { names, record } = CATALOG[kind];
  if (names === null) return null;
  const named = (input as Record<typeof names, string | readonly string[]>)[names];
  return typeof named === "string" ? requireId(named, record) : named.map((id) => requireId(id, record));
}

/**
 * Where a record lives that is to be changed; undefined where the change creates from nothing.
 *
 * @throws BadUserInput where there are several records, and not all of them live in one place.
 */
export function sourceOfTarget(target: ChangeTarget): Source | undefined {
  if (target === null) return undefined;
  const [first, ...others] = idsOf(target);
  if (first === undefined || others.some(({ source }) => source.text !== first.source.text)) {
    throw new BadUserInput("ids must be of one vendor: ask once for each.", ["input", "ids"]);
  }
  return first.source;
}

/** The one record's id, as an operation tells it; null where there is none, or more than one. */
export function targetIdOf(target: ChangeTarget): string | null {
  const [first, ...others] = idsOf(target);
  return first === undefined || others.length > 0 ? null : first.text;
}

function idsOf(target: ChangeTarget): readonly GlobalId[] {
  if (target === null) return [];
  return "text" in target ? [target] : target;
}
