import type { VendorResponse } from "../request.js";
import { nameOf, VendorError } from "../vendor-error.js";
import { formatPath, readJson } from "./json-check.js";
import { madeOnce } from "./made-once.js";
import { type Fault, fieldOf, idFieldOf, idOf, ownFields, type RecordShape } from "./record-fields.js";
import { parseWith } from "./sound-check.js";
import { z } from "./zod.js";

/** How one record of a vendor's answer is read. */
export interface RecordKind<Wire extends object> extends RecordShape {
  /** For messages: `job`, `opening`. */
  name: string;
  /** Required is only what the record cannot be without; everything else is optional, so that it can be left out. */
  schema: z.ZodType<Wire>;
  /**
   * Optional parts whose absence means something (no `application_id`: nobody was hired), by their paths without indices
   * (`salary.currency`). An unreadable one is taken away with the value that holds it, for the rest would be wrong without it.
   */
  decisive?: readonly string[];
}

/** Where a record came from, for messages. */
export interface RecordOrigin {
  response: Partial<Pick<VendorResponse, "vendor" | "account" | "status" | "headers" | "forget">>;
  route: string;
  /** The id, where the record was read alone. */
  id?: string;
}

const MOST_FAULTS_TOLD = 3;
const MOST_FAULTS_KEPT = 20;
const LONGEST_NAME = 100;
/** Each round takes away what the one before uncovered; no schema is so deep. */
const MOST_ROUNDS = 20;
/** Where none of so many records can be read, the vendor has changed its form. */
const NO_ACCIDENT = 20;

/** A record of which a part, or nothing, can be read. Its neighbours in the answer are not affected. */
export class UnreadableRecord extends VendorError {
  /** The vendor's id; undefined where it cannot be read: then it may be any record. */
  readonly recordId: string | undefined;
  /** True: the rest of the record is shown. False: the whole record is left out. */
  readonly isShown: boolean;
  // Not for the log: the record is the vendor's data.
  readonly #raw: unknown;
  readonly #fields: ReadonlySet<string>;
  readonly #news: string;

  constructor(
    kind: RecordShape & { name: string },
    { response, route }: RecordOrigin,
    about: { id: string | undefined; raw: unknown; faults: readonly Fault[]; isShown: boolean },
  ) {
    const { id, raw, faults, isShown } = about;
    const upstream = { vendor: response.vendor ?? "the vendor", account: response.account };
    const which =
      id !== undefined
        ? `The ${kind.name} ${shortened(id)}`
        : kind.idField === null
          ? `The ${kind.name}`
          : `A ${kind.name} without a readable id`;
    const what = isShown ? "is shown without what cannot be read of it" : "cannot be read";
    super({
      ...upstream,
      code: "BAD_RESPONSE",
      sent: "maybe",
      message: `${which} ${what}: ${inWords(faults)} (${route} at ${nameOf(upstream)}).`,
      status: response.status,
      vendorRequestId: response.headers?.["x-request-id"],
      details: { faults: faults.slice(0, MOST_FAULTS_KEPT).map(({ path, message }) => ({ path: formatPath(path), message })) },
    });
    response.forget?.();
    this.recordId = id;
    this.#raw = raw;
    this.isShown = isShown;
    this.#fields = new Set(faults.map(({ path }) => fieldOf(path, kind)));
    this.#news = id === undefined ? this.message : JSON.stringify([nameOf(upstream), kind.name, id, isShown, [...this.#fields].sort()]);
  }

  /** As it arrived. */
  get raw(): unknown {
    return this.#raw;
  }

  /** Top-level fields of the record that are unreadable, or partly so, as the vendor spells them. */
  get fields(): ReadonlySet<string> {
    return this.#fields;
  }

  /** Equal for all copies of the record that lack the same fields, so that it is reported once. */
  get news(): string {
    return this.#news;
  }
}

/** A record from which unreadable parts were taken away. */
interface Mended {
  wire: object;
  raw: object;
  error: UnreadableRecord;
}

/** By the record as it arrived, and by the record that was read. Sound records are not in here and cost nothing. */
const mended = new WeakMap<object, Mended>();

/**
 * One record, checked. The smallest unreadable part is taken away, and `unreadPartsOf` tells it. An UnreadableRecord where no record is
 * left.
 */
export function checkRecord<Wire extends object>(value: unknown, kind: RecordKind<Wire>, origin: RecordOrigin): Wire | UnreadableRecord {
  const checked = parseWith(kind.schema, value);
  return checked.success ? checked.data : mend(value, checked.error.issues, kind, origin);
}

/**
 * The same for a record that was read alone.
 *
 * @throws UnreadableRecord where no record is left, or it is another one than `origin.id`.
 */
export function readRecord<Wire extends object>(value: unknown, kind: RecordKind<Wire>, origin: RecordOrigin): Wire {
  const record = checkRecord(value, kind, origin);
  if (record instanceof UnreadableRecord) throw record;
  const field = idFieldOf(kind);
  if (origin.id === undefined || field === null || String(ownFields(record, kind)[field]) === origin.id) return record;
  const faults = [{ path: [field], message: "It is another one's" }];
  throw new UnreadableRecord(kind, origin, { id: origin.id, raw: value, faults, isShown: false });
}

/**
 * The records of a list, each checked by itself: aligned with what arrived, so that positions in the vendor's list still count.
 *
 * @throws VendorError where there are many and none of them can be read.
 */
export function readRecords<Wire extends object>(
  values: readonly unknown[],
  kind: RecordKind<Wire>,
  origin: RecordOrigin,
): (Wire | UnreadableRecord)[] {
  const records = checkedOnce(kind, values, origin) as (Wire | UnreadableRecord)[];
  const [first] = records;
  if (records.length >= NO_ACCIDENT && first instanceof UnreadableRecord && records.every((one) => one instanceof UnreadableRecord)) {
    throw new VendorError({
      code: "BAD_RESPONSE",
      vendor: first.vendor,
      account: first.account,
      sent: "maybe",
      message: `None of ${records.length} records could be read. ${first.message}`,
      status: first.status,
      vendorRequestId: first.vendorRequestId,
      details: first.details,
    });
  }
  return records;
}

const checkedOnce = madeOnce((kind: RecordKind<object>, values: readonly unknown[], origin: RecordOrigin) =>
  Object.freeze(values.map((value) => checkRecord(value, kind, origin))),
);

export function isReadable<Wire extends object>(read: Wire | UnreadableRecord): read is Wire {
  return !(read instanceof UnreadableRecord);
}

export function isUnreadable(read: object): read is UnreadableRecord {
  return read instanceof UnreadableRecord;
}

/**
 * An answer whose body is one record.
 *
 * @throws UnreadableRecord, also where it is another record than `id`.
 */
export function readJsonRecord<Wire extends object>(response: VendorResponse, kind: RecordKind<Wire>, route: string, id?: string): Wire {
  return readRecord(readJson(response, anyObject, route), kind, { response, route, id });
}

const anyObject = z.looseObject({});

/** The unreadable parts of a record that is shown; undefined where there are none. Takes the record that was read, or as it arrived. */
export function unreadPartsOf(record: unknown): UnreadableRecord | undefined {
  return infoOf(record)?.error;
}

/** The record as it arrived, untouched. */
export function rawOf(wire: object): Record<string, unknown> {
  return (mended.get(wire)?.raw ?? wire) as Record<string, unknown>;
}

/** The record that was read, by the record as it arrived. */
export function wireOf<Wire extends object>(raw: Wire): Wire {
  return (mended.get(raw)?.wire ?? raw) as Wire;
}

/**
 * For decisions that depend on some fields of a record: an unreadable field must not pass for an absent one.
 *
 * @throws UnreadableRecord where one of these fields could not be read.
 */
export function requireFields(record: unknown, names: readonly string[]): void {
  const unread = unreadPartsOf(record);
  if (unread !== undefined && names.some((name) => unread.fields.has(name))) throw unread;
}

function infoOf(record: unknown): Mended | undefined {
  return typeof record === "object" && record !== null ? mended.get(record) : undefined;
}

function mend<Wire extends object>(
  raw: unknown,
  found: readonly Fault[],
  kind: RecordKind<Wire>,
  origin: RecordOrigin,
): Wire | UnreadableRecord {
  const id = origin.id ?? idOf(raw, found, kind);
  const error = (isShown: boolean) => new UnreadableRecord(kind, origin, { id, raw, faults: found, isShown });
  let rest = raw;
  let faults = found;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const cuts = faults.map(({ path }) => cutFor(rest, path, kind.decisive ?? []));
    if (cuts.some((cut) => cut.length === 0)) return error(false);
    rest = without(rest, cuts);
    const checked = kind.schema.safeParse(rest);
    if (checked.success) {
      const entry: Mended = { wire: checked.data, raw: raw as object, error: error(true) };
      mended.set(entry.wire, entry);
      mended.set(entry.raw, entry);
      return checked.data;
    }
    faults = checked.error.issues;
  }
  return error(false);
}

/** The path to take away for a fault: the value itself, or what holds it where the value is absent or decisive. */
function cutFor(value: unknown, path: readonly PropertyKey[], decisive: readonly string[]): readonly PropertyKey[] {
  let cut = path;
  while (cut.length > 0 && (valueAt(value, cut) === undefined || decisive.includes(patternOf(cut)))) cut = cut.slice(0, -1);
  return cut;
}

/** `salary.currency`, without indices. */
function patternOf(path: readonly PropertyKey[]): string {
  return path.filter((step) => typeof step !== "number").join(".");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

/** A copy without the values at these paths; it shares all other values. */
function without(value: unknown, cuts: readonly (readonly PropertyKey[])[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const below = new Map<string, (readonly PropertyKey[])[]>();
  for (const [step, ...rest] of cuts) {
    const known = below.get(String(step));
    if (known === undefined) below.set(String(step), [rest]);
    else known.push(rest);
  }
  const kept = Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
    const inner = below.get(key);
    if (inner === undefined) return [[key, part]];
    return inner.some((path) => path.length === 0) ? [] : [[key, without(part, inner)]];
  });
  return Array.isArray(value) ? kept.map(([, part]) => part) : Object.fromEntries(kept);
}

function inWords(faults: readonly Fault[]): string {
  const words = faults.slice(0, MOST_FAULTS_TOLD).map(({ path, message }) => `${shortened(formatPath(path))} (${shortened(message)})`);
  const more = faults.length - words.length;
  return `${words.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function shortened(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
