import type { Clock } from "../clock.js";
import type { Source } from "../schema/common/source.js";

/** How long versions wait for a read of several vendors, which ends with the slowest of them. */
const PATIENCE_MS = 2_000;
/** How often versions wait for further jobs, since jobs that arrive may lead to others. */
const MAX_ROUNDS = 10;

interface Read {
  done: Promise<void>;
  patienceMs?: number;
}

/**
 * A request's reads of jobs under way. Reads of versions wait for those of the same vendor, because their jobs may need versions too, and all
 * versions should be read together.
 */
export class JobReads {
  readonly #clock: Clock;
  readonly #underWay = new Map<string, Set<Read>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Follows a read of jobs of one source by id. */
  follow(source: Source, reading: Promise<unknown>): void {
    this.#add(source, reading);
  }

  /** Follows a read of jobs of several sources: a merged list, or those of a code. */
  followMany(sources: readonly Source[], reading: Promise<unknown>): void {
    for (const source of sources) this.#add(source, reading, PATIENCE_MS);
  }

  /** Resolves when the fields resolving now are done and no read of the source's jobs is under way. */
  async quiet(source: Source): Promise<void> {
    await nextTurn();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      // Read each time: the first read of a source's jobs may begin after the first read of versions.
      const reads = this.#underWay.get(source.text) ?? new Set();
      if (reads.size === 0) return;
      await Promise.all([...reads].map((read) => this.#endOf(read, reads)));
      await nextTurn();
    }
  }

  #add(source: Source, reading: Promise<unknown>, patienceMs?: number): void {
    const reads = this.#underWay.get(source.text) ?? new Set();
    this.#underWay.set(source.text, reads);
    const forget = () => void reads.delete(read);
    const read: Read = { done: reading.then(forget, forget), patienceMs };
    reads.add(read);
  }

  async #endOf(read: Read, reads: Set<Read>): Promise<void> {
    if (read.patienceMs === undefined) return read.done;
    const over = new AbortController();
    const patience = this.#clock.sleep(read.patienceMs, over.signal).then(
      () => void reads.delete(read),
      () => undefined,
    );
    await Promise.race([read.done, patience]);
    over.abort();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
