/** Versions of one job in [start, end), with the vendor's tokens of the fields they need. */
export interface TimelineAsk {
  jobId: string;
  start: string;
  end: string;
  tokens: readonly string[];
}

/** One request of query_multi_timeline, and the asks that its answer serves, each cut to its own range. */
export interface TimelineRequest<Ask> {
  jobIds: string[];
  start: string;
  end: string;
  tokens: string[];
  serves: Ask[];
  /** Whether its range is wider than that of one of its asks. */
  isWider: boolean;
}

/** A job's seat in a request: its range, and the asks that it serves. */
interface Seat<Ask> {
  jobId: string;
  start: string;
  end: string;
  asks: Ask[];
}

/**
 * The fewest requests for the asks. A distinct window by itself takes ceil(its jobs / size) requests. Windows that overlap or touch, each
 * with the next, form a cluster; a cluster as a whole takes ceil(its jobs / size), which is the minimum, since each of its jobs needs a
 * seat. So a cluster is requested as a whole where that takes fewer requests than its windows one by one, and window by window otherwise.
 * Separate windows stay separate: one request over both would fetch versions between them that no ask needs.
 *
 * A cluster's jobs are seated in the order of their ranges, and each request spans only its own jobs' ranges, so that it is no wider, and
 * has no more fields, than its asks need.
 */
export function planTimeline<Ask extends TimelineAsk>(asked: readonly Ask[], size: number): TimelineRequest<Ask>[] {
  const requests: TimelineRequest<Ask>[] = [];
  for (const cluster of clustersOf(asked.filter(({ start, end }) => start < end))) {
    const windows = [...groupBy(cluster, ({ start, end }) => `${start}/${end}`).values()].map((asks) => fill(seatsOf(asks), size));
    const [only] = windows;
    if (only !== undefined && windows.length === 1) {
      requests.push(...only);
      continue;
    }
    const merged = fill(seatsOf(cluster), size);
    requests.push(...(merged.length < windows.reduce((sum, filled) => sum + filled.length, 0) ? merged : windows.flat()));
  }
  return requests;
}

/** Windows are sorted by start; one joins the cluster before it where it begins no later than that cluster's latest end. */
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

/** One seat for each job, over all of its ranges. */
function seatsOf<Ask extends TimelineAsk>(asks: readonly Ask[]): Seat<Ask>[] {
  const seats = [...groupBy(asks, ({ jobId }) => jobId)].map(([jobId, own]) => ({ jobId, ...spanOf(own), asks: own }));
  return seats.sort((one, other) => compare(one.start, other.start) || compare(one.end, other.end));
}

function fill<Ask extends TimelineAsk>(seats: readonly Seat<Ask>[], size: number): TimelineRequest<Ask>[] {
  const requests: TimelineRequest<Ask>[] = [];
  for (let from = 0; from < seats.length; from += size) {
    const taken = seats.slice(from, from + size);
    const serves = taken.flatMap(({ asks }) => asks);
    const tokens = new Set<string>();
    for (const ask of serves) for (const token of ask.tokens) tokens.add(token);
    const span = spanOf(taken);
    const isWider = serves.some(({ start, end }) => start > span.start || end < span.end);
    requests.push({ jobIds: taken.map(({ jobId }) => jobId), ...span, tokens: [...tokens], serves, isWider });
  }
  return requests;
}

/** From the earliest start to the latest end. Days of one format compare as texts. */
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
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
