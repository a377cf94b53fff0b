import type { Caller } from "../callers.js";
import { type Link, LinkedList } from "./linked-list.js";

/** What the order needs to know of a waiting request. */
export interface Standing<Kind> {
  /** Requests of one kind want the same budgets in the same way: where one of them cannot start, none can. */
  readonly kind: Kind;
  /** A change goes before the reads of its own operation: its record is locked, and its check grows old. */
  readonly isChange: boolean;
}

/** One operation's requests of one kind. */
export interface Row<Waiter> {
  readonly caller: Caller;
  readonly changes: LinkedList<Waiter>;
  readonly reads: LinkedList<Waiter>;
}

/** One subject's requests of one kind: its operations take turns in it. */
export interface Lane<Kind, Waiter> {
  readonly kind: Kind;
  readonly subject: string | symbol;
  readonly rows: LinkedList<Row<Waiter>>;
  readonly byCaller: Map<Caller, Link<Row<Waiter>>>;
  /** How many requests stand in it. */
  size: number;
}

/** A request's place on behalf of one caller. */
export interface Place<Kind, Waiter> {
  readonly lane: Link<Lane<Kind, Waiter>>;
  readonly row: Link<Row<Waiter>>;
  readonly list: LinkedList<Waiter>;
  readonly link: Link<Waiter>;
}

/**
 * The order of waiting requests: a round of the lanes, in each lane a round of its operations, and first come first served within an
 * operation. A lane goes to the end after its turn, and a new one starts there: nobody waits longer than one turn of each lane before it. A
 * subject has a lane for each kind, because kinds may move at very different paces: a quick turn in one must not cost its place in another.
 */
export class FairOrder<Kind, Waiter extends Standing<Kind>> {
  readonly #lanes = new LinkedList<Lane<Kind, Waiter>>();
  readonly #byKind = new Map<Kind, Map<string | symbol, Link<Lane<Kind, Waiter>>>>();

  /** How many kinds are waiting. */
  get kinds(): number {
    return this.#byKind.size;
  }

  get firstLane(): Link<Lane<Kind, Waiter>> | undefined {
    return this.#lanes.first;
  }

  join(waiter: Waiter, caller: Caller): Place<Kind, Waiter> {
    const lane = this.#laneOf(waiter.kind, caller.subject);
    const row = rowOf(lane.value, caller);
    const list = waiter.isChange ? row.value.changes : row.value.reads;
    lane.value.size += 1;
    return { lane, row, list, link: list.push(waiter) };
  }

  leave({ lane, row, list, link }: Place<Kind, Waiter>): void {
    if (!link.isIn) return;
    list.remove(link);
    lane.value.size -= 1;
    const { caller, changes, reads } = row.value;
    if (!changes.isEmpty || !reads.isEmpty) return;
    const { kind, subject, rows, byCaller } = lane.value;
    rows.remove(row);
    byCaller.delete(caller);
    if (!rows.isEmpty) return;
    this.#lanes.remove(lane);
    const lanesOfKind = this.#byKind.get(kind);
    lanesOfKind?.delete(subject);
    if (lanesOfKind?.size === 0) this.#byKind.delete(kind);
  }

  /** Call it once the first request of a lane's first row has had its turn and has left. */
  hadTurn(lane: Link<Lane<Kind, Waiter>>, row: Link<Row<Waiter>>): void {
    if (row.isIn) lane.value.rows.moveToEnd(row);
    if (lane.isIn) this.#lanes.moveToEnd(lane);
  }

  /**
   * All waiting requests, in the order of their turns if no other one comes. A request with several places is skipped where `isPlanned` says
   * that it came before; the next one in that row takes its turn there.
   */
  inTurn(isPlanned: (waiter: Waiter) => boolean): Line<Waiter> {
    return new Rounds([...this.#lanes].map(({ rows }) => new Rounds([...rows].map((row) => new RowLine(row, isPlanned)))));
  }

  #laneOf(kind: Kind, subject: string | symbol): Link<Lane<Kind, Waiter>> {
    let lanesOfKind = this.#byKind.get(kind);
    if (lanesOfKind === undefined) {
      lanesOfKind = new Map();
      this.#byKind.set(kind, lanesOfKind);
    }
    const known = lanesOfKind.get(subject);
    if (known !== undefined) return known;
    const lane = this.#lanes.push({ kind, subject, rows: new LinkedList(), byCaller: new Map(), size: 0 });
    lanesOfKind.set(subject, lane);
    return lane;
  }
}

/** The first request of a lane that is not empty. */
export function firstIn<Kind, Waiter>({ rows }: Lane<Kind, Waiter>): { row: Link<Row<Waiter>>; waiter: Waiter } {
  const row = rows.first;
  const link = row?.value.changes.first ?? row?.value.reads.first;
  if (row === undefined || link === undefined) throw new Error("A lane that nobody stands in was left in the order.");
  return { row, waiter: link.value };
}

function rowOf<Kind, Waiter>(lane: Lane<Kind, Waiter>, caller: Caller): Link<Row<Waiter>> {
  const known = lane.byCaller.get(caller);
  if (known !== undefined) return known;
  const row = lane.rows.push({ caller, changes: new LinkedList(), reads: new LinkedList() });
  lane.byCaller.set(caller, row);
  return row;
}

/** An iterator without an object for each step, since a review takes many: gives undefined at the end. */
interface Line<Waiter> {
  next(): Waiter | undefined;
}

class RowLine<Waiter> implements Line<Waiter> {
  readonly #isPlanned: (waiter: Waiter) => boolean;
  #next: Link<Waiter> | undefined;
  #reads: Link<Waiter> | undefined;

  constructor({ changes, reads }: Row<Waiter>, isPlanned: (waiter: Waiter) => boolean) {
    this.#isPlanned = isPlanned;
    this.#next = changes.first ?? reads.first;
    this.#reads = changes.isEmpty ? undefined : reads.first;
  }

  next(): Waiter | undefined {
    for (;;) {
      const link = this.#next;
      if (link === undefined) return undefined;
      this.#next = link.after;
      if (this.#next === undefined) {
        this.#next = this.#reads;
        this.#reads = undefined;
      }
      if (!this.#isPlanned(link.value)) return link.value;
    }
  }
}

/** The first request of each line, then the second of each, and so on. */
class Rounds<Waiter> implements Line<Waiter> {
  /** The lines of the present round; those that go on into the next one are moved to the front. */
  readonly #lines: Line<Waiter>[];
  #size: number;
  #at = 0;
  #going = 0;

  constructor(lines: Line<Waiter>[]) {
    this.#lines = lines;
    this.#size = lines.length;
  }

  next(): Waiter | undefined {
    for (;;) {
      if (this.#at === this.#size) {
        if (this.#going === 0) return undefined;
        this.#size = this.#going;
        this.#going = 0;
        this.#at = 0;
      }
      const line = this.#lines[this.#at];
      this.#at += 1;
      const waiter = line?.next();
      if (line === undefined || waiter === undefined) continue;
      this.#lines[this.#going] = line;
      this.#going += 1;
      return waiter;
    }
  }
}
