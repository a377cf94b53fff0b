import { ask, type Target, usageOf, type Vendors } from "./target.js";
import type { Work } from "./works.js";

/** What one round saw of one target. */
export interface Round {
  perSecond: number;
  /** Processor time of the server for one answer: other work on the machine disturbs it far less than the rate. */
  cpuMs: number;
  /** Bytes that the server's heap gave out for one answer. */
  allocated: number;
}

const CONNECTIONS = 8;

interface Loops {
  /** Answers, at least. */
  least?: number;
  connections?: number;
  callers?: number;
  languages?: number;
}

/**
 * As many loops as there are connections, each asking again as soon as it has its answer; for so long, and until there are so many.
 *
 * @param connections how many loops
 * @param callers how many callers they are of
 * @param languages how many languages they speak; undefined: they name none
 */
export async function load(
  target: Target,
  work: Work,
  forMs: number,
  { least = 1, connections = CONNECTIONS, callers = connections, languages }: Loops = {},
): Promise<Round> {
  const before = await usageOf(target);
  const startedAt = performance.now();
  let answered = 0;
  const loop = async (connection: number) => {
    while (performance.now() - startedAt < forMs || answered < least) {
      await ask(target, work, undefined, connection % callers, languages === undefined ? undefined : connection % languages);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => loop(connection)));
  const perSecond = (answered * 1000) / (performance.now() - startedAt);
  const after = await usageOf(target);
  return {
    perSecond,
    cpuMs: (after.cpuMs - before.cpuMs) / answered,
    allocated: (after.allocated - before.allocated) / answered,
  };
}

/** Time until so many clients have their answers, asked at once by one caller or by as many as there are clients, and what it cost. */
export async function burst(target: Target, work: Work, vendors: Vendors, clients: number, isOfOneCaller: boolean): Promise<Burst> {
  const requests = await vendors.requestsOf(target.origin);
  const before = await usageOf(target);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, (_, client) => ask(target, work, undefined, isOfOneCaller ? 0 : client)));
  const ms = performance.now() - startedAt;
  const after = await usageOf(target);
  return {
    ms,
    cpuMs: after.cpuMs - before.cpuMs,
    allocated: after.allocated - before.allocated,
    requests: (await vendors.requestsOf(target.origin)) - requests,
  };
}

export interface Burst {
  ms: number;
  cpuMs: number;
  allocated: number;
  requests: number;
}

export interface Spread {
  lower: number;
  median: number;
  upper: number;
}

/** Median and quartiles. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
    return low + (high - low) * (place - Math.floor(place));
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
