import { type Facts, HIDDEN, second, type Truth } from "./truth.js";

/** What is noted with a step of the clock was so a moment before. */
const NOTED_WITHIN_MS = 200;

/** A vendor may show so long after its answer what it has done, and looks are half a minute apart. */
const SHOWN_WITHIN_MS = 90_000;

/** An operation of a client; its id and outcome are known once its answer is there. */
export interface OwnHand {
  mutation: string;
  recordId: string | undefined;
  operation?: string;
  outcome?: string;
  beganAt: number;
  endedAt: number;
}

/** Who did it: somebody at the vendor, or a client. */
export type Hand = "ELSEWHERE" | OwnHand;

/** A record from a moment on. Undefined facts: it is not there. */
interface Entry {
  at: number;
  facts: Facts | undefined;
  by: Hand;
  /** Nobody can see it from then on. */
  isHidden?: boolean;
}

/** An event as the feed shows it. */
export interface Told {
  id: string;
  kind: string;
  cause: string;
  at: string;
  recordId: string | null;
  changes: readonly { field: string; before: unknown; after: unknown }[];
  operation: { id: string } | null;
}

/** How long a change of somebody else took to be told, in milliseconds. */
export interface Delay {
  recordId: string;
  kind: string;
  ms: number;
}

const MOMENTS = new Set(["openedAt", "closedAt", "expiresAt", "publishedAt"]);

/** All that happened to records at the vendors, kept by whoever watches the stand-ins; and what a feed has to tell of it. */
export class History {
  readonly #entries = new Map<string, Entry[]>();
  readonly #now = new Map<string, Facts>();
  readonly #clock: { now(): number };
  /** Of all clients. */
  readonly own: OwnHand[] = [];
  /** Changes, a field each; the appearing and the disappearing of a record count as one. */
  changes = 0;

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** What is there before anything happens. */
  begin(truth: Truth): void {
    for (const [id, facts] of truth) {
      if (facts === HIDDEN) continue;
      this.#entries.set(id, [{ at: this.#clock.now(), facts, by: "ELSEWHERE" }]);
      this.#now.set(id, facts);
    }
  }

  /** Notes what a vendor's records differ in from what was known. `isOf`: whether a record is that vendor's. */
  note(truth: Truth, isOf: (id: string) => boolean, handOf: (id: string) => Hand, atOf?: (id: string) => number | undefined): void {
    const noteOne = (id: string, facts: Facts | undefined) => this.#noteOne(id, facts, handOf, atOf?.(id) ?? this.#clock.now());
    for (const [id, facts] of truth) noteOne(id, facts);
    for (const id of this.#now.keys()) if (isOf(id) && !truth.has(id)) noteOne(id, undefined);
  }

  #noteOne(id: string, facts: Facts | undefined, handOf: (id: string) => Hand, at: number): void {
    const before = this.#now.get(id);
    if (facts === HIDDEN) {
      const known = this.#entries.get(id);
      const last = known?.at(-1);
      if (last !== undefined && !last.isHidden) known?.push({ ...last, at, isHidden: true });
      return;
    }
    const fields = differing(before ?? {}, facts ?? {});
    if (before !== undefined && facts !== undefined && fields.length === 0) return;
    const known = this.#entries.get(id) ?? [{ at: 0, facts: undefined, by: "ELSEWHERE" }];
    known.push({ at, facts, by: handOf(id) });
    this.#entries.set(id, known);
    this.changes += before === undefined || facts === undefined ? 1 : fields.length;
    if (facts === undefined) this.#now.delete(id);
    else this.#now.set(id, facts);
  }

  /**
   * Compares a feed, from its beginning, with what happened. A poller does not see what was undone before it looked: so each event must go on
   * where the one before ended, come to what was so later, by the hand that made it so, and the last to what is so now.
   *
   * @returns what is wrong, and how long changes of somebody else took
   */
  compare(feed: readonly Told[]): { faults: string[]; delays: Delay[] } {
    const byRecord = new Map<string, Told[]>();
    for (const event of feed) {
      if (event.kind === "OPERATION_SETTLED" || event.kind.startsWith("DISCREPANCY_") || event.recordId === null) continue;
      const known = byRecord.get(event.recordId) ?? [];
      known.push(event);
      byRecord.set(event.recordId, known);
    }
    const faults: string[] = [];
    const delays: Delay[] = [];
    for (const id of new Set([...this.#entries.keys(), ...byRecord.keys()])) {
      const own = this.own.filter(({ recordId }) => recordId === id);
      const record = new RecordHistory(id, this.#entries.get(id) ?? [], own);
      const found = record.compare(byRecord.get(id) ?? []);
      faults.push(...found.faults);
      delays.push(...found.delays);
    }
    return { faults, delays };
  }
}

/** One record's life: from an appearing to a disappearing, as often as it had one. */
class RecordHistory {
  readonly #id: string;
  readonly #entries: readonly Entry[];
  readonly #own: readonly OwnHand[];

  constructor(id: string, entries: readonly Entry[], own: readonly OwnHand[]) {
    this.#id = id;
    this.#entries = entries;
    this.#own = own;
  }

  compare(feed: readonly Told[]): { faults: string[]; delays: Delay[] } {
    const [first] = this.#entries;
    const delays: Delay[] = [];
    if (first === undefined) return { faults: [`${this.#id}: told of, and never there: ${inShort(feed)}`], delays };
    const fields = new Set([...this.#entries.flatMap(({ facts }) => Object.keys(facts ?? {})), ""]);
    const faults = [...fields].flatMap((field) => this.#compareField(field, feed, delays));
    if (faults.length === 0) return { faults, delays };
    const lived = this.#entries.map(({ at, facts, by }) => `${new Date(at).toISOString()} ${nameOf(by)} ${JSON.stringify(facts)}`);
    const own = this.#own.map(
      ({ mutation, operation, outcome, beganAt, endedAt }) =>
        `${new Date(beganAt).toISOString()} ${mutation} ${operation} ${outcome} ${endedAt - beganAt} ms`,
    );
    const story = [`    told ${inShort(feed)}`, `    was  ${lived.join("\n         ")}`, `    own  ${own.join("\n         ")}`].join("\n");
    return { faults: faults.map((fault) => `${fault}\n${story}`), delays };
  }

  /** The empty field is the record's being there. */
  #compareField(field: string, feed: readonly Told[], delays: Delay[]): string[] {
    const values = this.#entries.map(({ facts }) => valueIn(field, facts));
    const runs = runsOf(field, feed);
    let farthest: Fault = { index: -1, fault: "" };
    for (const start of this.#startsOf(field, feed)) {
      const found = this.#walk(field, runs, values, start);
      if ("fault" in found) {
        if (found.index > farthest.index) farthest = found;
        continue;
      }
      delays.push(...found.delays);
      return [];
    }
    return [`${this.#id} ${field}: ${farthest.fault}`];
  }

  /** Where the first event may go on from: with a record that is new, wherever it was when it was told of. */
  #startsOf(field: string, feed: readonly Told[]): number[] {
    if (field === "" || this.#entries[0]?.facts !== undefined) return [0];
    const appeared = feed.find(({ kind }) => kind === "APPEARED");
    const until = appeared === undefined ? 0 : Date.parse(appeared.at);
    const seen = this.#entries.flatMap(({ at, facts }, index) => (facts !== undefined && at <= until ? [index] : []));
    return seen.length === 0 ? [this.#entries.length - 1] : seen.toReversed();
  }

  /** Tries each moment at which what is told was so, the earliest first: some values come more than once. */
  #walk(field: string, runs: readonly Run[], values: readonly unknown[], start: number): Fault | { delays: Delay[] } {
    let farthest: Fault = { index: -1, fault: "" };
    const fail = (index: number, fault: string) => {
      if (index > farthest.index) farthest = { index, fault };
      return undefined;
    };
    const tried = new Set<string>();
    const walk = (index: number, place: number): Delay[] | undefined => {
      const key = `${index} ${place}`;
      if (tried.has(key)) return undefined;
      tried.add(key);
      const told = runs[index];
      const from = values[place];
      // Of one that is gone nothing more is told, nor of one that is not shown, whatever it was last.
      const end = this.#entries.at(-1);
      const isGone = end?.isHidden || (field !== "" && end?.facts === undefined);
      if (told === undefined) return isGone || from === values.at(-1) ? [] : fail(index, `${from} → ${values.at(-1)} was told by nobody`);
      if (told.before !== from) return fail(index, `told from ${told.before}, and it was ${from}`);
      fail(index, `${told.before} → ${told.after} by ${told.hands.map(({ by }) => by).join(" and ")} never was, or was by another hand`);
      const steps = this.#stepsOf(field, told, values, place);
      for (const { seen, next } of steps) {
        const rest = walk(index + 1, next);
        if (rest === undefined) continue;
        // The first change that the reading shows, for the last one of several may be a moment old.
        const since = this.#entries.find((_, at) => at > seen && values[at] !== from);
        const isForeign = this.#entries[next]?.by === "ELSEWHERE" && since !== undefined;
        const delay = { recordId: this.#id, kind: field === "" ? "APPEARED" : field, ms: told.at - (since?.at ?? 0) };
        return isForeign ? [delay, ...rest] : rest;
      }
      return undefined;
    };
    const delays = walk(0, start);
    return delays === undefined ? farthest : { delays };
  }

  /**
   * The moments that a reading may have shown, `next`, each after one at which it was as it was told before, `seen`: a reading that found nothing
   * new told nothing.
   */
  #stepsOf(field: string, told: Run, values: readonly unknown[], place: number): { seen: number; next: number }[] {
    const until = this.#entries.findLastIndex(({ at }) => at <= told.at + NOTED_WITHIN_MS);
    const steps: { seen: number; next: number }[] = [];
    for (let seen = place; seen < until; seen += 1) {
      if (values[seen] !== told.before) continue;
      for (let next = seen + 1; next <= until; next += 1)
        if (values[next] === told.after && this.#isBy(field, told, seen, next)) steps.push({ seen, next });
    }
    return steps;
  }

  #isBy(field: string, told: Run, from: number, to: number): boolean {
    const { hands } = told;
    if (field === "openings") return this.#isOfHands(hands, from, to);
    const entry = this.#entries[to];
    if (hands.length !== 1 || entry === undefined) return false;
    const [{ by } = { by: "" }] = hands;
    if (by === nameOf(entry.by)) return true;
    // A change that found it so already, while somebody else made it so, has made it so for all that can be seen.
    const own = this.#own.find(({ operation }) => operation === by);
    if (own !== undefined && own.beganAt <= entry.at && entry.at <= own.endedAt) return true;
    if (MOMENTS.has(field) && own !== undefined && this.#leftNoTrace(own) && entry.at - own.endedAt <= SHOWN_WITHIN_MS) return true;
    // Of several hands that closed seats nobody can tell whose was the last, and neither of several that prolonged a vacancy.
    if (MOMENTS.has(field) && this.#handsOn(field, from, to).has(by)) return true;
    return this.#seatsByHand(from, to).has(by) && ["status", "closedAt", "openedAt"].includes(field);
  }

  /**
   * Whether a vacancy was prolonged in the second in which it was published: a vendor that keeps seconds shows nothing of it, so that the next one who
   * prolongs it may be its own hand, shown late.
   */
  #leftNoTrace({ mutation, outcome, beganAt, endedAt }: OwnHand): boolean {
    const changed = this.#entries.some(({ at }) => beganAt <= at && at <= endedAt);
    return mutation === "prolongateVacancy" && outcome === "APPLIED" && !changed;
  }

  #handsOn(field: string, from: number, to: number): Set<string> {
    const entries = this.#entries.slice(from, to + 1);
    const changed = entries.filter(({ facts }, index) => index > 0 && valueIn(field, facts) !== valueIn(field, entries[index - 1]?.facts));
    return new Set(changed.map(({ by }) => nameOf(by)));
  }

  /** Whether each hand is told with as many seats as it opened and closed. */
  #isOfHands(hands: Run["hands"], from: number, to: number): boolean {
    const made = this.#seatsByHand(from, to);
    const told = new Map<string, number>();
    for (const { by, seats } of hands) told.set(by, (told.get(by) ?? 0) + seats);
    return [...new Set([...made.keys(), ...told.keys()])].every((by) => (made.get(by) ?? 0) === (told.get(by) ?? 0));
  }

  #seatsByHand(from: number, to: number): Map<string, number> {
    const made = new Map<string, number>();
    for (let index = from + 1; index <= to; index += 1) {
      const by = nameOf(this.#entries[index]?.by);
      const [one, other] = [this.#entries[index - 1], this.#entries[index]].map((entry) => Number(valueIn("openings", entry?.facts)));
      if (one !== other) made.set(by, (made.get(by) ?? 0) + Number(other) - Number(one));
    }
    return made;
  }
}

/** What is wrong with an event of a field, or, after the last, with the end. */
interface Fault {
  index: number;
  fault: string;
}

interface Run {
  at: number;
  before: unknown;
  after: unknown;
  hands: { by: string; seats: number }[];
}

/** What is told of a field. Seats that one reading found and two hands changed are two events, and one step. */
function runsOf(field: string, feed: readonly Told[]): Run[] {
  const runs: Run[] = [];
  for (const { kind, at, cause, operation, changes } of feed) {
    const by = cause === "OPERATION" ? (operation?.id ?? "?") : cause;
    if (field === "") {
      if (kind !== "CHANGED")
        runs.push({ at: Date.parse(at), before: kind !== "APPEARED", after: kind === "APPEARED", hands: [{ by, seats: 0 }] });
      continue;
    }
    for (const change of changes.filter((one) => one.field === field)) {
      const [before, after] = [change.before, change.after].map((value) => (MOMENTS.has(field) ? second(value) : value));
      const seats = Number(after) - Number(before);
      const last = runs.at(-1);
      if (field === "openings" && last?.at === Date.parse(at) && last.after === before) {
        last.after = after;
        last.hands.push({ by, seats });
      } else runs.push({ at: Date.parse(at), before, after, hands: [{ by, seats }] });
    }
  }
  return runs;
}

function valueIn(field: string, facts: Facts | undefined): unknown {
  return field === "" ? facts !== undefined : facts?.[field];
}

function nameOf(hand: Hand | undefined): string {
  return typeof hand === "object" ? (hand.operation ?? "an operation without an answer") : (hand ?? "nobody");
}

function differing(before: Facts, after: Facts): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => before[field] !== after[field]);
}

function inShort(feed: readonly Told[]): string {
  return feed
    .map(({ id, kind, cause, at, changes, operation }) => {
      const found = changes.map(({ field, before, after }) => `${field} ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
      return `${id.split(":").at(-1)} ${at} ${kind} ${operation?.id ?? cause}: ${found.join(", ")}`;
    })
    .join("\n         ");
}
