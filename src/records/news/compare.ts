import { iso } from "../../datasources/contract/timestamps.js";
import type { NewEvent } from "../../store/records/record-writing.js";
import { sourceColumns } from "../../store/source-columns.js";
import type { RecordRow } from "../../store/tables.js";
import type { Deciders } from "../discrepancies/known-discrepancies.js";
import { type Change, decidingAmong, isCrossing, turnedBy } from "./deciders.js";
import { type Explanation, isUp } from "./effects.js";
import { columnsOf, differing, type Facts, factsOfRow, fingerprintOf, isTold, isWhole } from "./facts.js";
import { isStale, type Observation } from "./observation.js";

/** What else decides on what a reading means. */
export interface Circumstances {
  now: number;
  /** Whether a record that is not in the index is new: all of its source had been met before. */
  isKnown: boolean;
  /** Operations that may explain what is found, in the order in which they were asked for. */
  explanations: readonly Explanation[];
  /** Operations in doubt that may have made a record nobody can name. */
  creations: readonly Explanation[];
  /** Whether an event has told that this operation changed this field. */
  isTold(operationId: string, field: string): boolean;
}

export interface Comparison {
  row: RecordRow;
  events: NewEvent[];
  deciders: Deciders;
}

/** The name that `withheld` has for a record's appearing. */
const APPEARING = "";

/** Whether a reading shows anything that is not in the index, or something that is not told yet. Cheap: most readings do not. */
export function isNews(row: RecordRow | undefined, observation: Observation): boolean {
  const { facts } = observation;
  if (row === undefined) return facts !== null && isWhole(facts);
  if (isStale(row, observation)) return false;
  if (facts === null) return row.gone_at === null;
  if (row.gone_at !== null || row.withheld !== null) return true;
  if (row.fingerprint !== "" && row.fingerprint === fingerprintOf(facts)) return false;
  const before = factsOfRow(row);
  return differing(before, facts).length > 0 || Object.keys(facts).some((field) => !(field in before));
}

/** The row after a reading that is news, and the events that tell it; undefined where it is none after all. */
export function compare(row: RecordRow | undefined, observation: Observation, circumstances: Circumstances): Comparison | undefined {
  if (!isNews(row, observation)) return undefined;
  const { facts } = observation;
  if (row === undefined || row.gone_at !== null) {
    if (facts === null || !isWhole(facts)) return undefined;
    // One that was there before, and went, appears again whatever is known of the others.
    return appeared(facts, observation, { ...circumstances, isKnown: circumstances.isKnown || row !== undefined });
  }
  return facts === null ? disappeared(row, observation, circumstances) : changed(row, facts, observation, circumstances);
}

function appeared(facts: Facts, observation: Observation, circumstances: Circumstances): Comparison {
  const { isKnown, explanations, creations } = circumstances;
  const by = explanations.find((one) => one.makesAppear && !circumstances.isTold(one.operation.id, APPEARING));
  const isInDoubt = by === undefined ? creations.some((one) => one.mayHaveMade(facts)) : by.isInDoubt;
  const row = { ...rowOf(observation, facts, isInDoubt && isKnown ? { [APPEARING]: null } : {}), whole_at: iso(observation.beganAt) };
  // An operation that made it says so, however little is known of its source.
  const isTold = !isInDoubt && (isKnown || by !== undefined);
  const deciders = { found: by === undefined || isInDoubt ? null : by.operation.id };
  return { row, events: isTold ? [eventOf("APPEARED", row, circumstances, by)] : [], deciders };
}

/** Undefined where an operation in doubt may have done it: it is told once that is settled. */
function disappeared(row: RecordRow, observation: Observation, circumstances: Circumstances): Comparison | undefined {
  const by = circumstances.explanations.find((one) => one.makesDisappear && !circumstances.isTold(one.operation.id, APPEARING));
  if (by?.isInDoubt) return undefined;
  const read_at = iso(observation.beganAt);
  const gone: RecordRow = { ...row, withheld: null, read_at, read_by: observation.by, gone_at: iso(circumstances.now) };
  const turned = isUp(row.status) ? turnedBy(untoldOf(circumstances), null, factsOfRow(row)) : undefined;
  const deciders = { found: (turned ?? by)?.operation.id ?? null };
  return { row: gone, events: [eventOf("DISAPPEARED", gone, circumstances, by)], deciders };
}

function changed(row: RecordRow, facts: Facts, observation: Observation, circumstances: Circumstances): Comparison {
  const held = factsOfRow(row);
  const withheld = row.withheld === null ? {} : (JSON.parse(row.withheld) as Facts);
  const after = { ...held, ...facts };
  if (APPEARING in withheld) {
    const told = appeared(after, observation, { ...circumstances, isKnown: true });
    // The index has shown it since it appeared.
    const known = told.deciders.found ?? undefined;
    const found = decidingAmong(changesOf(differing(held, facts), held, after)).length > 0 ? told.deciders.found : undefined;
    return { ...told, row: { ...told.row, ...keptOf(row, observation) }, deciders: { found, known } };
  }
  const before = { ...held, ...withheld };
  const changes = changesOf(differing(before, facts).filter(isTold), before, after);
  const inDoubt = circumstances.explanations.filter((one) => one.isInDoubt);
  const isInDoubt = (field: string) => inDoubt.some((one) => one.concerns(field));
  const kept = changes.filter(({ field }) => isInDoubt(field));
  // What this reading does not show is still as it was read while it was in doubt. What is again as it was may have been made so by what is in doubt.
  const still = Object.entries(withheld).filter(([field]) => !(field in facts) || isInDoubt(field));
  const next: RecordRow = {
    ...rowOf(observation, after, Object.fromEntries([...still, ...kept.map((change) => [change.field, change.before])])),
    ...keptOf(row, observation),
  };
  const told = changes.filter((change) => !kept.includes(change));
  // A copy without seats does not show whether the job closed with its last one.
  const shown = "openings" in facts ? after : { ...after, openings: undefined };
  const resolved = changesOf(
    Object.keys(withheld).filter((field) => field in facts),
    withheld,
    held,
  );
  // What the index knew already was no later operation's doing.
  const earlier = circumstances.explanations.filter(({ operation }) => operation.requested_at <= row.read_at);
  const known = deciderOf(resolved, { before, after: held }, { ...circumstances, explanations: earlier }) ?? undefined;
  // What it did was read already.
  const others = circumstances.explanations.filter(({ operation }) => operation.id !== known);
  const found = deciderOf(
    changesOf(differing(held, facts), held, after),
    { before: held, after: shown },
    { ...circumstances, explanations: others },
  );
  return {
    row: next,
    events: told.length === 0 ? [] : byHand(told, { before, after: shown }, next, circumstances),
    deciders: { found, known },
  };
}

function changesOf(fields: readonly string[], before: Facts, after: Facts): Change[] {
  return fields.map((field) => ({ field, before: before[field], after: after[field] }));
}

/** The operation that changed what discrepancies are decided on; null where none did it, undefined where that is as it was. */
function deciderOf(
  changes: readonly Change[],
  facts: { before: Facts; after: Facts },
  circumstances: Circumstances,
): string | null | undefined {
  const deciding = decidingAmong(changes);
  if (deciding.length === 0) return undefined;
  const hands = [...handsOf(deciding, facts, circumstances)];
  const handOf = (isIt: (change: Change) => boolean) => hands.find(([hand, found]) => hand !== undefined && found.some(isIt))?.[0];
  const status = deciding.find(({ field }) => field === "status");
  const by =
    handOf((change) => change.field === "openings" && isCrossing(change)) ??
    (status && turnedBy(untoldOf(circumstances), status.after, facts.after)) ??
    handOf(({ field }) => field !== "openings");
  return by?.operation.id ?? null;
}

/** Operations that were made, after the last one of which it is told what it did to the record's status. */
function untoldOf({ explanations, isTold }: Circumstances): Explanation[] {
  const sure = explanations.filter((one) => !one.isInDoubt);
  const isToldOfOne = ({ operation, mainField }: Explanation) =>
    [APPEARING, "status", mainField].some((field) => field !== undefined && isTold(operation.id, field));
  return sure.slice(sure.findLastIndex(isToldOfOne) + 1);
}

/** An event for each hand: what one reading found may have been done by several. */
function byHand(
  changes: readonly Change[],
  facts: { before: Facts; after: Facts },
  row: RecordRow,
  circumstances: Circumstances,
): NewEvent[] {
  const hands = handsOf(changes, facts, circumstances);
  const elsewhere = hands.get(undefined);
  hands.delete(undefined);
  const events = [...hands].map(([hand, found]) => eventOf("CHANGED", row, circumstances, hand, found));
  return elsewhere === undefined ? events : [...events, eventOf("CHANGED", row, circumstances, undefined, elsewhere)];
}

/** What each operation did of the changes, and what none of them did. */
function handsOf(
  changes: readonly Change[],
  { before, after: facts }: { before: Facts; after: Facts },
  circumstances: Circumstances,
): Map<Explanation | undefined, Change[]> {
  const sure = circumstances.explanations.filter((one) => !one.isInDoubt && !one.isShownIn(before));
  const hands = new Map<Explanation | undefined, Change[]>();
  const note = (hand: Explanation | undefined, change: Change) => void hands.set(hand, [...(hands.get(hand) ?? []), change]);
  for (const change of changes) {
    const { field } = change;
    const candidates = sure.filter((one) => one.concerns(field) && !isToldOf(one, change, circumstances));
    if (field === "openings") {
      for (const [hand, part] of seatsByHand(change, candidates)) note(hand, part);
      continue;
    }
    // What an operation made was undone by whoever changed the field after it, and is not made again.
    const lastTold = sure.findLastIndex(({ operation }) => circumstances.isTold(operation.id, field));
    const since = candidates.filter((one) => sure.indexOf(one) > lastTold);
    note(
      since.findLast((one) => one.explains(field, { ...change, facts })),
      change,
    );
  }
  return hands;
}

/** Whether an event has told what the operation did to the field, or all that it did. When a record was closed may be known later than that it is. */
function isToldOf({ operation, mainField }: Explanation, { field, before }: Change, { isTold }: Circumstances): boolean {
  if (isTold(operation.id, field)) return true;
  // A reading that shows when the operation closed the record shows all of it, whatever somebody else had made of its status by then.
  if (mainField === "status" && isTold(operation.id, "closedAt")) return true;
  if (mainField === undefined || !isTold(operation.id, mainField)) return false;
  return !(field === "closedAt" && before === null && isTold(operation.id, "status"));
}

/** Seats that operations opened or closed are theirs, each its own, and the difference is somebody else's. */
function seatsByHand({ field, before, after }: Change, candidates: readonly Explanation[]): [Explanation | undefined, Change][] {
  let left = Number(after) - Number(before) - candidates.reduce((sum, { seats }) => sum + nearest(0, seats), 0);
  let at = Number(before);
  const parts: [Explanation | undefined, Change][] = [];
  const note = (hand: Explanation | undefined, change: number) => {
    if (change !== 0) parts.push([hand, { field, before: at, after: at + change }]);
    at += change;
  };
  for (const one of candidates) {
    // What an operation did for sure, and of the rest as much as it may have done.
    const [least, own] = [nearest(0, one.seats), nearest(nearest(0, one.seats) + left, one.seats)];
    left -= own - least;
    note(one, own);
  }
  note(undefined, left);
  return parts;
}

function nearest(wanted: number, { least, most }: Explanation["seats"]): number {
  return Math.min(most, Math.max(least, wanted));
}

/** What stays of the row before where the reading does not tell it. */
function keptOf(row: RecordRow, { facts, beganAt, changedAt }: Observation): Pick<RecordRow, "whole_at" | "changed_at"> {
  return { whole_at: facts !== null && isWhole(facts) ? iso(beganAt) : row.whole_at, changed_at: changedAt ?? row.changed_at };
}

function rowOf({ id, source, kind, changedAt, beganAt, by }: Observation, facts: Facts, withheld: Facts): Omit<RecordRow, "whole_at"> {
  return {
    record_id: id,
    ...sourceColumns(source),
    kind,
    ...columnsOf(facts),
    withheld: Object.keys(withheld).length === 0 ? null : JSON.stringify(withheld),
    changed_at: changedAt,
    read_at: iso(beganAt),
    read_by: by,
    seen_at: iso(beganAt),
    gone_at: null,
  };
}

function eventOf(
  kind: string,
  { record_id, vendor, account, code }: RecordRow,
  { now }: Circumstances,
  by: Explanation | undefined,
  changes: readonly Change[] = [],
): NewEvent {
  return {
    kind,
    cause: by === undefined ? "ELSEWHERE" : "OPERATION",
    at: iso(now),
    vendor,
    account,
    record_id,
    code,
    changes: JSON.stringify(changes),
    operation_id: by?.operation.id ?? null,
    discrepancy_id: null,
  };
}
