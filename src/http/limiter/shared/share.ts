import type { Share } from "../budget.js";

export interface ShareOptions {
  limit: number;
  windowMs: number;
  /** How many servers the budget is divided by. */
  servers: number;
  /** This server's place among them, from 0. */
  rank: number;
  /** The longest time that a request may be in flight. */
  longestMs: number;
  /** From this moment on nobody else uses the share. */
  isOursAt: number;
  now: number;
  /** By the clock that all servers read; undefined where it is not known. */
  commonNow: number | undefined;
}

const NEVER = Number.MAX_SAFE_INTEGER;
/** A share that opened may be closed so much too late. */
const CLOSES_WITHIN_MS = 2_000;

/**
 * What a server that cannot ask the others may take of a budget: its part of the limit. Where that is below one, servers take turns by the clock:
 * as many as the limit has permits take one each, then the next ones. A turn's second half is for its requests to leave the vendor's window.
 */
export function shareOf({ limit, windowMs, servers, rank, longestMs, isOursAt, now, commonNow }: ShareOptions): Share {
  if (limit >= servers) return { limit: Math.floor(limit / servers), opensAt: isOursAt };
  if (commonNow === undefined) return { limit: 1, opensAt: NEVER };
  const restMs = windowMs + longestMs + CLOSES_WITHIN_MS;
  const turnMs = 2 * restMs;
  const groups = Math.ceil(servers / limit);
  const ours = Math.floor(rank / limit);
  const turn = Math.floor(commonNow / turnMs);
  const turnsToOurs = (((ours - turn) % groups) + groups) % groups;
  const intoTurnMs = commonNow % turnMs;
  if (turnsToOurs === 0 && intoTurnMs < restMs) return { limit: 1, opensAt: isOursAt };
  const waitMs = (turnsToOurs === 0 ? groups : turnsToOurs) * turnMs - intoTurnMs;
  return { limit: 1, opensAt: Math.max(isOursAt, now + waitMs) };
}
