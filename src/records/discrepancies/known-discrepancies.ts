import { iso } from "../../datasources/contract/timestamps.js";
import { DiscrepancyKind } from "../../schema/discrepancy/discrepancy-kind.js";
import type { RecordTransaction } from "../../store/records/record-writing.js";
import type { DiscrepancyRow, RecordRow } from "../../store/tables.js";
import type { IgnoredCodes } from "../ignored-codes.js";
import { DISCREPANCY_KINDS, endOf, isLive, judge } from "./kinds.js";
import { knownState } from "./known-state.js";
import type { Participants } from "./participants.js";
import type { RequisitionState } from "./requisition-state.js";

/** So soon an advertisement ends of which events tell. */
export const SOON_DAYS = 7;
export const DAY_MS = 86_400_000;

/** The fields of records, by their names in events, that decide on discrepancies. */
export const DECIDING: ReadonlySet<string> = new Set(["code", "status", "openings", "area", "expiresAt"]);

/** A time of a row that has nothing to tell. */
export const NEVER = "9999-12-31T00:00:00.000Z";

/** Operations that changed what discrepancies are decided on. */
export interface Deciders {
  /** Of what was read otherwise than before; null where none did it, undefined where nothing is otherwise. */
  found?: string | null | undefined;
  /** Of what was read before, while the operation was in doubt. */
  known?: string | undefined;
}

export interface KnownDiscrepanciesOptions {
  participants: Participants;
  ignored: IgnoredCodes;
}

/**
 * Which discrepancies the index of records shows. Written together with the index, so that clients find candidates without a look at all records,
 * and so that no change of it is lost to the events.
 */
export class KnownDiscrepancies {
  readonly #options: KnownDiscrepanciesOptions;

  constructor(options: KnownDiscrepanciesOptions) {
    this.#options = options;
  }

  /**
   * Writes down what the index shows of these codes now. Call it after the records are written, in the same transaction.
   *
   * @param deciders by code, of one of its records
   */
  async recount(
    codes: Iterable<string | null>,
    transaction: RecordTransaction,
    now: number,
    deciders: ReadonlyMap<string, Deciders> = new Map(),
  ): Promise<void> {
    const counted = [...new Set(codes)].filter((code): code is string => code !== null);
    if (counted.length === 0) return;
    const tying = counted.filter((code) => !this.#options.ignored.has(code));
    const records = groupedByCode(await transaction.recordsOf(tying));
    const rows = groupedByCode(await transaction.discrepanciesOf(counted));
    const saved: DiscrepancyRow[] = [];
    const forgotten: DiscrepancyRow[] = [];
    for (const code of counted) {
      const state = knownState(records.get(code) ?? [], this.#options.participants);
      for (const kind of DISCREPANCY_KINDS) {
        const before = (rows.get(code) ?? []).find((row) => row.kind === kind);
        const after = nextRow(before, { code, kind, ...shownBy(kind, state), ...deciders.get(code), now });
        if (after !== undefined) saved.push(after);
        else if (before !== undefined && before.is_known === 0 && before.told_since === null) forgotten.push(before);
      }
    }
    const gone = saved.filter((row) => row.is_known === 0 && row.told_since === null);
    await transaction.saveDiscrepancies(saved.filter((row) => !gone.includes(row)));
    await transaction.forgetDiscrepancies([...forgotten, ...gone]);
  }
}

interface Shown {
  isKnown: boolean;
  endsAt: string | null;
}

/** What would decide it and is not known makes a candidate: the records are read before anybody is told. */
function shownBy(kind: DiscrepancyKind, state: RequisitionState): Shown {
  const everything = { now: 0, withinMs: Number.POSITIVE_INFINITY, areAllJobsKnown: true, areAllVacanciesKnown: true };
  if (judge(kind, state, everything).is === "none") return { isKnown: false, endsAt: null };
  const end = kind === DiscrepancyKind.ADVERT_ENDS_SOON ? endOf(state.vacancies.filter(isLive)) : undefined;
  return { isKnown: true, endsAt: end === undefined ? null : iso(end) };
}

interface Next extends Shown, Deciders {
  code: string;
  kind: DiscrepancyKind;
  now: number;
}

/** The row as it is to be; undefined where it stays as it is, or is not needed. */
function nextRow(before: DiscrepancyRow | undefined, next: Next): DiscrepancyRow | undefined {
  const { code, kind, isKnown, endsAt, now } = next;
  if (before === undefined && !isKnown) return undefined;
  const is_known = isKnown ? 1 : 0;
  const nothing = { operation_id: null, ended_operation_id: null, told_since: null, told_records: null };
  const kept = before ?? { code, kind, is_known: 0, since: iso(now), ends_at: null, look_at: NEVER, ...nothing };
  const shown = { ...kept, is_known, ends_at: endsAt, since: kept.is_known === is_known ? kept.since : iso(now) };
  const row = { ...shown, ...operationsOf(kept, shown, next) };
  const after = { ...row, look_at: lookAt(row, now) };
  const names = Object.keys(after) as (keyof DiscrepancyRow)[];
  return before !== undefined && names.every((name) => after[name] === before[name]) ? undefined : after;
}

/** The operation with which it turned is kept until that is told: a later one that turns nothing does not take its place. */
function operationsOf(
  before: DiscrepancyRow,
  after: DiscrepancyRow,
  { found = null, known = null, now }: { found?: string | null | undefined; known?: string | null | undefined; now: number },
): Pick<DiscrepancyRow, "operation_id" | "ended_operation_id"> {
  const isThere = isShown(after, now);
  // With time alone it turns by nobody's hand.
  if (!isThere && !isPending(after, now)) return { operation_id: null, ended_operation_id: null };
  // What nobody's hand had done may turn out to be an operation's, until it is told.
  const operation_id = before.operation_id ?? (isPending(before, now) ? known : null);
  if (isShown(before, now) === isThere) return { operation_id, ended_operation_id: before.ended_operation_id };
  return { operation_id: found, ended_operation_id: isThere && before.told_since !== null ? operation_id : null };
}

/** Whether the index shows it to whom it would be soon in that time. */
export function isShown({ is_known, ends_at }: Pick<DiscrepancyRow, "is_known" | "ends_at">, now: number, days = SOON_DAYS): boolean {
  return is_known === 1 && (ends_at === null || Date.parse(ends_at) <= now + days * DAY_MS);
}

/** Whether events have something else to tell than they told. */
export function isPending(row: Pick<DiscrepancyRow, "is_known" | "ends_at" | "since" | "told_since">, now: number): boolean {
  return isShown(row, now) ? row.told_since !== row.since : row.told_since !== null;
}

/** When there may be something to tell. */
export function lookAt(row: Pick<DiscrepancyRow, "is_known" | "ends_at" | "since" | "told_since">, now: number): string {
  if (isPending(row, now)) return iso(now);
  if (row.is_known === 0 || row.ends_at === null || row.told_since !== null) return NEVER;
  return iso(Date.parse(row.ends_at) - SOON_DAYS * DAY_MS);
}

/** When a caller to whom so many days are soon could have seen it first. */
export function sinceOf({ since, ends_at }: Pick<DiscrepancyRow, "since" | "ends_at">, days: number): string {
  if (ends_at === null) return since;
  const soonFrom = iso(Date.parse(ends_at) - days * DAY_MS);
  return soonFrom > since ? soonFrom : since;
}

function groupedByCode<Row extends Pick<RecordRow, "code">>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.code ?? "", [...(groups.get(row.code ?? "") ?? []), row]);
  return groups;
}
