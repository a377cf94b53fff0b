/** A source as `vendors` tells of it. */
export interface SourceStatus {
  id: string;
  mode: "LIVE" | "SANDBOX" | "OFF";
  circuit: "CLOSED" | "HALF_OPEN" | "OPEN";
  coverage: string | null;
  notice: string | null;
  lastSuccessAt: string | null;
  lastFailure: { at: string; code: string; message: string } | null;
}

export interface Health {
  tone: "good" | "bad" | "unsure" | "idle";
  /** In a few words. */
  words: string;
  /** What is to be known besides: a sentence each. */
  details: string[];
}

/** The words for modes that the configuration uses. */
export const MODES: Readonly<Record<SourceStatus["mode"], string>> = { LIVE: "live", SANDBOX: "stand-in", OFF: "off" };

/** `greenhouse~emea` of `hiregraph:source:greenhouse~emea`. */
export function nameOf({ id }: Pick<SourceStatus, "id">): string {
  return id.slice(id.lastIndexOf(":") + 1);
}

/** How a source stands, for people. @param now epoch milliseconds by the clock of the server */
export function healthOf(source: SourceStatus, now: number): Health {
  const { mode, circuit, lastSuccessAt, lastFailure, coverage, notice } = source;
  const besides = [coverage, notice].filter((text) => text !== null);
  if (mode === "OFF") return { tone: "idle", words: "not configured", details: besides };
  const failure = lastFailure === null ? [] : [`${lastFailure.code}: ${lastFailure.message}`];
  if (circuit === "OPEN") return { tone: "bad", words: "does not answer; not asked for now", details: [...failure, ...besides] };
  if (circuit === "HALF_OPEN") return { tone: "unsure", words: "did not answer; is being tried", details: [...failure, ...besides] };
  if (lastFailure !== null && (lastSuccessAt === null || Date.parse(lastFailure.at) >= Date.parse(lastSuccessAt))) {
    return { tone: "bad", words: `failed ${ago(now - Date.parse(lastFailure.at))}`, details: [...failure, ...besides] };
  }
  if (lastSuccessAt === null) return { tone: "idle", words: "not asked yet", details: besides };
  return { tone: "good", words: `answered ${ago(now - Date.parse(lastSuccessAt))}`, details: besides };
}

/** @param ms how long ago, in milliseconds; clocks may differ, so less than nothing is just now */
export function ago(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 5) return "just now";
  if (seconds < 90) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min ago`;
  return `${Math.round(minutes / 60)} h ago`;
}
