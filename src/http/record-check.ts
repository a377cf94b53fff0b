import { formatPath, readJson } from "./json-check.js";
import type { VendorResponse } from "./request.js";
import { VendorError } from "./vendor-error.js";
import { z } from "./zod.js";

/** How one record of a vendor's answer is read. */
export interface RecordKind<Wire extends object> {
  /** For messages: `job`, `opening`. */
  name: string;
  /** What the record needs to be itself is required; all else is optional, so that it can be done without. */
  schema: z.ZodType<Wire>;
  /**
   * Optional parts whose absence would say something (no `application_id`: nobody was hired), by their paths without indices
   * (`salary.currency`). One that cannot be read takes what holds it along, for the rest would be untrue without it.
   */
  decisive?: readonly string[];
  /** The field that names a record; null where there is one alone. By default `id`. */
  idField?: string | null;
}

/** Where a record came from, for messages. */
export interface RecordOrigin {
  response: Partial<Pick<VendorResponse, "vendor" | "status" | "headers">>;
  route: string;
  /** What the record was asked for by, where it was asked for alone. */
  id?: string;
}

interface Fault {
  path: readonly PropertyKey[];
  message: string;
}

const MOST_FAULTS_TOLD = 3;
const MOST_FAULTS_KEPT = 20;
const LONGEST_NAME = 100;
/** Each round takes away what the one before uncovered; the schemas are not so deep. */
const MOST_ROUNDS = 20;
/** So many records of which none can be read are no record's fault: the vendor answers in another form. */
const NO_ACCIDENT = 20;

/** A record that cannot be read, or not all of it. Its neighbours in the answer stand. */
export class UnreadableRecord extends VendorError {
  /** The vendor's id of it; undefined where that cannot be read, so that it may be any record. */
  readonly recordId: string | undefined;
  /** Whether the rest of it is shown; else the whole record is left out. */
  readonly isShown: boolean;
  // Not for the log: the record is the vendor's data.
  readonly #raw: unknown;
  readonly #fields: ReadonlySet<string>;
  readonly #news: string;

  constructor(
    kind: Pick<RecordKind<object>, "name" | "idField">,
    { response, route }: RecordOrigin,
    about: { id: string | undefined; raw: unknown; faults: readonly Fault[]; isShown: boolean },
  ) {
    const { id, raw, faults, isShown } = about;
    const vendor = response.vendor ?? "the vendor";
    const which =
      id !== undefined
        ? `The ${kind.name} ${shortened(id)}`
        : kind.idField === null
          ? `The ${kind.name}`
          : `A ${kind.name} without a readable id`;
    const what = isShown ? "is shown without what cannot be read of it" : "cannot be read";
    super({
      code: "BAD_RESPONSE",
      vendor,
      sent: "maybe",
      message: `${which} ${what}: ${inWords(faults)} (${route} at ${vendor}).`,
      status: response.status,
      vendorRequestId: response.headers?.["x-request-id"],
      details: { faults: faults.slice(0, MOST_FAULTS_KEPT).map(({ path, message }) => ({ path: formatPath(path), message })) },
    });
    this.recordId = id;
    this.#raw = raw;
    this.isShown = isShown;
    this.#fields = new Set(faults.map(({ path }) => String(path[0] ?? "")));
    this.#news = id === undefined ? this.message : JSON.stringify([vendor, kind.name, id, isShown, [...this.#fields].sort()]);
  }

  /** As it arrived. */
  get raw(): unknown {
    return this.#raw;
  }

  /** The record's own fields that cannot be read, or not all of them, as the vendor spells them. */
  get fields(): ReadonlySet<string> {
    return this.#fields;
  }

  /** The same for all copies of the record that lack the same fields, so that it is told once. */
  get news(): string {
    return this.#news;
  }
}

/** What was taken away from a record so that the rest of it can be read. */
interface Mended {
  wire: object;
  raw: object;
  error: UnreadableRecord;
}

/** By the record as it arrived, and by what was made of it. Few ever are here, so that all others cost nothing more. */
const mended = new WeakMap<object, Mended>();

/**
 * One record, checked: a part of it that cannot be read is taken away, the smallest that lets the rest be read, and is then told by
 * `unreadPartsOf`. Where nothing is left that would be a record, why.
 */
export function checkRecord<Wire extends object>(value: unknown, kind: RecordKind<Wire>, origin: RecordOrigin): Wire | UnreadableRecord {
  const checked = kind.schema.safeParse(value);
  return checked.success ? checked.data : mend(value, checked.error.issues, kind, origin);
}

/**
 * The same for a record that was asked for alone.
 *
 * @throws UnreadableRecord where nothing of it is left that would be a record, or it is another than `origin.id`.
 */
export function readRecord<Wire extends object>(value: unknown, kind: RecordKind<Wire>, origin: RecordOrigin): Wire {
  const record = checkRecord(value, kind, origin);
  if (record instanceof UnreadableRecord) throw record;
  const field = kind.idField === undefined ? "id" : kind.idField;
  if (origin.id === undefined || field === null || String((record as Record<string, unknown>)[field]) === origin.id) return record;
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
  const records = values.map((value) => checkRecord(value, kind, origin));
  const [first] = records;
  if (records.length >= NO_ACCIDENT && first instanceof UnreadableRecord && records.every((one) => one instanceof UnreadableRecord)) {
    throw new VendorError({
      code: "BAD_RESPONSE",
      vendor: first.vendor,
      sent: "maybe",
      message: `None of ${records.length} records could be read. ${first.message}`,
      status: first.status,
      vendorRequestId: first.vendorRequestId,
      details: first.details,
    });
  }
  return records;
}

export function isReadable<Wire extends object>(read: Wire | UnreadableRecord): read is Wire {
  return !(read instanceof UnreadableRecord);
}

export function isUnreadable(read: object): read is UnreadableRecord {
  return read instanceof UnreadableRecord;
}

/**
 * An answer whose body is one record. Where it was asked for by its id, another one is none: it must not pass for what was asked for.
 *
 * @throws UnreadableRecord
 */
export function readJsonRecord<Wire extends object>(response: VendorResponse, kind: RecordKind<Wire>, route: string, id?: string): Wire {
  return readRecord(readJson(response, anyObject, route), kind, { response, route, id });
}

const anyObject = z.looseObject({});

/** What of a record that is shown could not be read; undefined where all of it was. Takes what was read, or the record as it arrived. */
export function unreadPartsOf(record: unknown): UnreadableRecord | undefined {
  return infoOf(record)?.error;
}

/** The record as it arrived, untouched. */
export function rawOf(wire: object): Record<string, unknown> {
  return (mended.get(wire)?.raw ?? wire) as Record<string, unknown>;
}

/** What was read of a record that arrived so. */
export function wireOf<Wire extends object>(raw: Wire): Wire {
  return (mended.get(raw)?.wire ?? raw) as Wire;
}

/**
 * For decisions that hang on some fields of a record: an unread one must not pass for one that is not there.
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
  const id = origin.id ?? idOf(raw, found, kind.idField === undefined ? "id" : kind.idField);
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

/** What to take away for a fault: the value, or what holds it where it is not there to be taken, or is decisive. */
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

/** A copy without what lies at these paths; what does not lead there is shared with it. */
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

/** An id that is itself at fault names no record. */
function idOf(raw: unknown, faults: readonly Fault[], field: string | null): string | undefined {
  if (field === null || typeof raw !== "object" || raw === null || faults.some(({ path }) => path[0] === field)) return undefined;
  const id = (raw as Record<string, unknown>)[field];
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

function inWords(faults: readonly Fault[]): string {
  const words = faults.slice(0, MOST_FAULTS_TOLD).map(({ path, message }) => `${shortened(formatPath(path))} (${shortened(message)})`);
  const more = faults.length - words.length;
  return `${words.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function shortened(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
