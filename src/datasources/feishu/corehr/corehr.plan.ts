/** Versions of one job in [start, end), with the vendor's tokens of the fields they need. */
export interface TimelineAsk {
  jobId: string;
  start: string;
  end: string;
  tokens: readonly string[];
}

/** One request of query_multi_timeline, and whom its answer serves, each after a cut to its own range. */
export interface TimelineRequest<Ask> {
  jobIds: string[];
  start: string;
  end: string;
  tokens: string[];
  serves: Ask[];
  /** Whether it spans more than one of those it serves asked for. */
  isWider: boolean;
}

/** A job's seat in a request: the range it is asked for, and the asks behind it. */
interface Seat<Ask> {
  jobId: string;
  start: string;
  end: string;
  asks: Ask[];
}

/**
 * The fewest requests for what was asked. Each distinct window by itself takes ceil(its jobs / size). Windows that overlap or touch, each
 * with the next, make a cluster, and a cluster asked as one takes ceil(its jobs / size), which no other way to ask can beat: every job of
 * it needs a seat in some request. So a cluster is asked as one where that takes fewer requests than its windows do one by one, and window
 * by window where it does not. Windows apart stay apart: one request over both would fetch what lies between them, which nobody wants.
 *
 * A cluster's jobs are seated in the order of the ranges they are wanted for, and each request spans only its own jobs' ranges, so that it
 * is no wider, and asks for no more fields, than those who share it need.
 */
export function planTimeline<Ask extends TimelineAsk>(asked: readonly Ask[], size: number): TimelineRequest<Ask>[] {
  const requests: TimelineRequest<Ask>[] = [];
  for (const cluster of clustersOf(asked.filter(({ start, end }) => start < end))) {
    const windows = [...groupBy(cluster, ({ start, end }) => `${start}/${end}`).values()].map((asks) => fill(seatsOf(asks), size));
    const merged = fill(seatsOf(cluster), size);
    requests.push(...(merged.length < windows.reduce((sum, filled) => sum + filled.length, 0) ? merged : windows.flat()));
  }
  return requests;
}

/** Sorted by start, a window belongs with those before it as long as it begins no later than the latest of them ends. */
function clustersOf<Ask extends TimelineAsk>(asked: readonly Ask[]): Ask[][] {
  const clusters: Ask[][] = [];
  let reach = "";
  for (const ask of [...asked].sort((one, other) => compare(one.start, other.start))) {
    const cluster = clusters.at(-1);
    if (cluster !== undefined && ask.start <= reach) cluster.push(ask);
    else clusters.push([ask]);
    if (ask.end > reach) reach = ask.end;
  }
  return clusters;
}

/** One seat for each job, over all it is wanted for. */
function seatsOf<Ask extends TimelineAsk>(asks: readonly Ask[]): Seat<Ask>[] {
  const seats = [...groupBy(asks, ({ jobId }) => jobId)].map(([jobId, own]) => ({ jobId, ...spanOf(own), asks: own }));
  return seats.sort((one, other) => compare(one.start, other.start) || compare(one.end, other.end));
}

function fill<Ask extends TimelineAsk>(seats: readonly Seat<Ask>[], size: number): TimelineRequest<Ask>[] {
  const requests: TimelineRequest<Ask>[] = [];
  for (let from = 0; from < seats.length; from += size) {
    const taken = seats.slice(from, from + size);
    const serves = taken.flatMap(({ asks }) => asks);
    const tokens = [...new Set(serves.flatMap((ask) => ask.tokens))];
    const span = spanOf(taken);
    const isWider = serves.some(({ start, end }) => start > span.start || end < span.end);
    requests.push({ jobIds: taken.map(({ jobId }) => jobId), ...span, tokens, serves, isWider });
  }
  return requests;
}

/** From the earliest start to the latest end. Days are all written alike, so their texts compare as the days do. */
function spanOf(ranges: readonly { start: string; end: string }[]): { start: string; end: string } {
  const [first, ...rest] = ranges;
  let { start, end } = first ?? { start: "", end: "" };
  for (const range of rest) {
    if (range.start < start) start = range.start;
    if (range.end > end) end = range.end;
  }
  return { start, end };
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
