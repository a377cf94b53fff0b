import type { Found } from "../../src/datasources/contract/found.js";
import { type RecordKind, readRecord, readRecords } from "../../src/http/checks/record-check.js";

const ORIGIN = { response: { vendor: "A vendor" }, route: "GET /records" };

/** One record, as a client reads it. */
export function read<Wire extends object>(value: unknown, kind: RecordKind<Wire>): Wire {
  return readRecord(value, kind, ORIGIN);
}

export function readAll<Wire extends object>(values: readonly unknown[], kind: RecordKind<Wire>) {
  return readRecords(values, kind, ORIGIN);
}

/** What a source found, where all of it could be read. */
export function recordsIn<Record_>(found: Found<Record_> | Error | undefined): Record_[] {
  if (found === undefined || found instanceof Error) throw found ?? new Error("Nothing was found");
  if (found.unreadable[0] !== undefined) throw found.unreadable[0];
  return found.records;
}
