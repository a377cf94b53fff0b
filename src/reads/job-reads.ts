import type { Clock } from "../clock.js";
import type { Source } from "../schema/common/source.js";

/** What several vendors are asked for comes when the slowest of them has answered. The others' versions wait for it no longer than this. */
const PATIENCE_MS = 2_000;
/** Jobs that arrive may lead to others; at some point what was asked for goes out. */
const MAX_ROUNDS = 10;

interface Read {
  done: Promise<void>;
  patienceMs?: number;
}

/**
 * Reads of jobs that one request has under way. Whoever asks for versions waits for those of the same vendor, because the jobs that they
 * bring may be asked for theirs, and all versions should be asked for together.
 */
export class JobReads {
  readonly #clock: Clock;
  readonly #underWay = new Map<string, Set<Read>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Jobs of one vendor by their ids. */
  follow(source: Source, reading: Promise<unknown>): void {
    this.#add(source, reading);
  }

  /** Jobs of several vendors that come all at once: a merged list, or those of a code. */
  followMany(sources: readonly Source[], reading: Promise<unknown>): void {
    for (const source of sources) this.#add(source, reading, PATIENCE_MS);
  }

  /** Resolves when the fields that resolve now have been gone through and no job of the vendor is still on its way to them. */
  async quiet(source: Source): Promise<void> {
    await nextTurn();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      // Asked anew each time: the first read of a vendor's jobs may begin after the first question for versions.
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
