import { UnreadableRecord, unreadPartsOf } from "../../http/checks/record-check.js";
import { VendorError } from "../../http/vendor-error.js";

/** The records of a vendor's list, as far as they can be read. */
export interface Found<Record_> {
  records: Record_[];
  /** Why records are left out, or shown without some parts. */
  unreadable: readonly UnreadableRecord[];
}

/** A record inside another one: it is made when it is shown. */
export interface Inside<Record_> {
  readonly vendorId: string;
  readonly record: Record_;
}

/** From records that were checked one by one. */
export function toFound<Wire extends object, Record_>(read: readonly (Wire | UnreadableRecord)[], toRecord: (wire: Wire) => Record_) {
  const found: { records: Record_[]; unreadable: UnreadableRecord[] } = { records: [], unreadable: [] };
  for (const one of read) {
    const unread = one instanceof UnreadableRecord ? one : unreadPartsOf(one);
    if (unread !== undefined) found.unreadable.push(unread);
    if (!(one instanceof UnreadableRecord)) found.records.push(toRecord(one));
  }
  return found;
}

/** From records that are all complete. */
export function whole<Record_>(records: Record_[]): Found<Record_> {
  return { records, unreadable: [] };
}

/** The records that pass, with their unread parts. `mayPass`: whether a record that was left out may pass. */
export function filterFound<Record_ extends { raw: unknown }>(
  { records, unreadable }: Found<Record_>,
  passes: (record: Record_) => boolean,
  mayPass: (unread: UnreadableRecord) => boolean,
): Found<Record_> {
  const kept = records.filter(passes);
  if (unreadable.length === 0) return whole(kept);
  const ofKept = new Set(kept.map(({ raw }) => unreadPartsOf(raw)));
  return { records: kept, unreadable: unreadable.filter((unread) => (unread.isShown ? ofKept.has(unread) : mayPass(unread))) };
}

/** A field of an unreadable record, where it is a text and not itself at fault. */
export function rawText({ raw, fields }: UnreadableRecord, field: string): string | undefined {
  if (fields.has(field)) return undefined;
  const value = typeof raw === "object" && raw !== null ? (raw as Record<string, unknown>)[field] : undefined;
  return typeof value === "string" ? value : undefined;
}

/**
 * The record with an id in a list: null where the list lacks it, or an error where it may be one of the unreadable records.
 */
export function pick<Record_ extends { vendorId: string }>({ records, unreadable }: Found<Record_>, vendorId: string) {
  const record = records.find((one) => one.vendorId === vendorId);
  return record ?? unreadable.find(({ isShown, recordId }) => !isShown && (recordId ?? vendorId) === vendorId) ?? null;
}

/** Records of the list that are left out. */
export function leftOut({ unreadable }: Found<unknown>): UnreadableRecord[] {
  return unreadable.filter(({ isShown }) => !isShown);
}

const MOST_TOLD = 3;

/** All parts that a list lacks as one failure. */
export function summaryOf(unreadable: readonly VendorError[]): VendorError | undefined {
  const [first] = unreadable;
  if (first === undefined || unreadable.length === 1) return first;
  const told = unreadable.slice(0, MOST_TOLD).map(({ message }) => message);
  const more = unreadable.length - told.length;
  const message = `${told.join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
  const { code, vendor, account, sent, status, vendorRequestId } = first;
  return new VendorError({ code, vendor, account, sent, status, vendorRequestId, message });
}
