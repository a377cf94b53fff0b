import type { Clock } from "../clock.js";
import type { Leases } from "../leases/leases.js";
import type { Index } from "../records/open-index.js";
import type { Reads } from "./candidate-readings.js";
import { DiscrepancyFinder } from "./discrepancy-finder.js";
import { DiscrepancyWatch, type DiscrepancyWatchOptions } from "./discrepancy-watch.js";

export interface OpenDiscrepanciesOptions extends Pick<DiscrepancyWatchOptions, "openReads" | "onError"> {
  index: Index;
  leases: Leases;
  clock: Clock;
  /** Whether the index learns by itself (`CODE_SWEEP`). Where it does not, vendors are not asked in the background, and no event tells of discrepancies. */
  codeSweep: boolean;
}

/** What tells clients and followers of discrepancies. */
export interface Discrepancies {
  /** @param reads those of the request, as they are then */
  finder(reads: () => Reads): DiscrepancyFinder;
  /** Starts the background work. */
  start(): void;
  /** Ends it. Call it before the index ends. */
  stop(): Promise<void>;
}

export function openDiscrepancies({ index, leases, clock, codeSweep, openReads, onError }: OpenDiscrepanciesOptions): Discrepancies {
  const { discrepancies, writing, news } = index;
  const { repository, known, participants } = discrepancies;
  const lease = leases.of("discrepancies");
  const watch = new DiscrepancyWatch({ repository, writing, known, participants, news, openReads, lease, clock, onError });
  return {
    finder: (reads) => new DiscrepancyFinder({ repository, participants, reads }),
    start: () => {
      if (codeSweep) watch.start();
    },
    stop: () => watch.stop(),
  };
}
