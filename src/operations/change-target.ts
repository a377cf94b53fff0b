import { CATALOG, type ChangeKind } from "../datasources/contract/catalog.js";
import type { ChangeTarget } from "../datasources/contract/change.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import { type GlobalId, parseGlobalId, requireId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";

/**
 * Parses the ids of the records that an input names. This is the only place that parses them.
 *
 * @throws BadUserInput where one is not an id of this graph, or names another kind of record.
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
 * The source of the record to change; undefined where the change creates from nothing.
 *
 * @throws BadUserInput where there are several records of different sources.
 */
export function sourceOfTarget(target: ChangeTarget): Source | undefined {
  const [first, ...others] = idsOf(target).map(({ source }) => source);
  const other = others.find(({ text }) => text !== first?.text);
  if (other === undefined) return first;
  const what = other.vendor === first?.vendor ? "account" : "vendor";
  throw new BadUserInput(`ids must be of one ${what}: ask once for each.`, ["input", "ids"]);
}

/** The record's id, as the operation shows it, however often it was named; null where there is none, or more than one. */
export function targetIdOf(target: ChangeTarget): string | null {
  const [first, ...others] = idsOf(target);
  return first === undefined || others.some(({ text }) => text !== first.text) ? null : first.text;
}

/** The kinds of change that may be about this record and others at once: their operations name it in the input alone. */
export function kindsOfSeveral(id: string): ChangeKind[] {
  const kind = parseGlobalId(id)?.kind;
  return (Object.keys(CATALOG) as ChangeKind[]).filter((one) => CATALOG[one].names === "ids" && CATALOG[one].record === kind);
}

function idsOf(target: ChangeTarget): readonly GlobalId[] {
  if (target === null) return [];
  return "text" in target ? [target] : target;
}
