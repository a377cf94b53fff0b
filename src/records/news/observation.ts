import type { Source } from "../../schema/common/source.js";
import type { RecordRow } from "../../store/tables.js";
import type { Facts, IndexedKind } from "./facts.js";

/** What read a record. */
export type ReadBy = "READ" | "SWEEP" | "OPERATION" | "WEBHOOK";

/** A reading that the index learns from. */
export interface Reading {
  /** When it began, in epoch milliseconds: what it shows is no older. */
  beganAt: number;
  by: ReadBy;
}

/** What one reading says of one record. */
export interface Observation extends Reading {
  id: string;
  source: Source;
  kind: IndexedKind;
  /** Null: the vendor does not have it. */
  facts: Facts | null;
  /** The vendor's own word on when it changed last. */
  changedAt: string | null;
  /** When the last reading began that found it as it was before, where this server remembers one: it may be newer than what the index has noted. */
  unchangedUntil?: number;
}

/** A copy that the vendor calls older may come from a server of its own that lags; after this time its clock was set back. */
const VENDOR_LAGS_MS = 10 * 60_000;

/** Whether the index knows newer things than this reading. The vendor's own word counts for more than servers' clocks. */
export function isStale(row: Pick<RecordRow, "changed_at" | "read_at">, { changedAt, beganAt }: Observation): boolean {
  const knownFrom = Date.parse(row.read_at);
  const isOlder = beganAt < knownFrom;
  if (changedAt === null || row.changed_at === null || changedAt === row.changed_at) return isOlder;
  return Date.parse(changedAt) < Date.parse(row.changed_at) && beganAt < knownFrom + VENDOR_LAGS_MS;
}
