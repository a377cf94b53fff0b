import { BadUserInput } from "./bad-input.js";
import { parseSource, type Source } from "./source.js";

/** The kinds of record that have a global id, as they are spelled in it. */
export const RECORD_KINDS = ["job", "opening", "vacancy", "job-version", "operation"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export interface GlobalId {
  source: Source;
  kind: RecordKind;
  /** The vendor's ids, decoded: one, or several where the vendor needs a path to find the record (a job and its opening). */
  nativeIds: string[];
  /** The id as clients hold it. */
  text: string;
}

/** Kinds whose records some vendor finds by a path alone. Every other record has one id: a second part would be another text for it. */
const WITH_A_PATH: ReadonlySet<RecordKind> = new Set(["opening", "job-version"]);

/** Ids that are spelled as they are: most vendors have numbers. The dot is not among these, since it joins composite ids. */
const UNESCAPED = /^[A-Za-z0-9_!~*'()-]+$/;

/**
 * Makes the global id of a record: `formatGlobalId(source, "opening", "144371", "6000")` is `greenhouse:opening:144371.6000` for Greenhouse's
 * default account and `greenhouse~emea:opening:144371.6000` for the account `emea`.
 * There must be at least one native id, at most one of a kind without a path, and none may be empty; these are mistakes of the caller, not
 * of a client, and throw.
 */
export function formatGlobalId(source: Source, kind: RecordKind, ...nativeIds: string[]): string {
  if (nativeIds.length === 0 || nativeIds.includes("")) {
    throw new RangeError(`A ${kind} of ${source.text} has no global id without its native id; got ${JSON.stringify(nativeIds)}.`);
  }
  if (isTooLong(kind, nativeIds)) throw new RangeError(`A ${kind} has one native id; got ${JSON.stringify(nativeIds)}.`);
  return nativeIds.reduce((text, id, place) => text + (place === 0 ? ":" : ".") + encodeNativeId(id), `${source.text}:${kind}`);
}

/**
 * Takes a global id apart; undefined for whatever `formatGlobalId` would not have written. Other spellings of the same record (lower-case
 * hex, needless escapes) are refused too: two texts for one record would be two keys in caches, receipts and idempotency records.
 */
export function parseGlobalId(text: string): GlobalId | undefined {
  const kindAt = text.indexOf(":") + 1;
  const nativeAt = text.indexOf(":", kindAt) + 1;
  if (kindAt === 0 || nativeAt === 0 || text.includes(":", nativeAt)) return undefined;
  const source = parseSource(text.slice(0, kindAt - 1));
  const kind = text.slice(kindAt, nativeAt - 1);
  if (source === undefined || !isRecordKind(kind)) return undefined;
  const nativeIds = text.slice(nativeAt).split(".").map(decodeNativeId);
  if (isTooLong(kind, nativeIds)) return undefined;
  return nativeIds.every((id) => id !== undefined) ? { source, kind, nativeIds, text } : undefined;
}

/**
 * Parses a client's id.
 *
 * @throws BadUserInput where it is no id of this graph, or is of another kind.
 */
export function requireId(text: string, ...kinds: RecordKind[]): GlobalId {
  const id = parseGlobalId(text);
  if (id === undefined)
    throw new BadUserInput(`"${text.slice(0, 100)}" is not an id of this graph. Use the \`id\` of a record as the graph gave it.`);
  if (!kinds.includes(id.kind))
    throw new BadUserInput(
      `"${text.slice(0, 100)}" is an id of the kind ${id.kind}; here one of the kind ${kinds.join(" or ")} is needed.`,
    );
  return id;
}

function isTooLong(kind: RecordKind, nativeIds: readonly unknown[]): boolean {
  return nativeIds.length > 1 && !WITH_A_PATH.has(kind);
}

function isRecordKind(kind: string): kind is RecordKind {
  return (RECORD_KINDS as readonly string[]).includes(kind);
}

/** The dot is escaped too, although a URI allows it (LinkedIn ids are free text). */
export function encodeNativeId(nativeId: string): string {
  return UNESCAPED.test(nativeId) ? nativeId : encodeURIComponent(nativeId).replaceAll(".", "%2E");
}

/** The native id of this spelling; undefined where it has none, or another one. */
export function decodeNativeId(encoded: string): string | undefined {
  if (UNESCAPED.test(encoded)) return encoded;
  try {
    const nativeId = decodeURIComponent(encoded);
    return nativeId !== "" && encodeNativeId(nativeId) === encoded ? nativeId : undefined;
  } catch {
    // Half an escape, or half of a surrogate pair, which has no spelling in UTF-8.
    return undefined;
  }
}
