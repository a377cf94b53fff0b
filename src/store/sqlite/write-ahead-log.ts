import { type FileHandle, open, realpath } from "node:fs/promises";

/** How soon what nobody waits for is on the disk. PostgreSQL's writer of its log wakes as often. */
const AFTERWARDS_MS = 200;

/**
 * Syncs SQLite's write-ahead log to the disk, off the thread that answers, and for all who wait at once. SQLite itself would hold up the
 * thread for each commit. Its setting `synchronous = NORMAL` leaves just this sync out, and still syncs the log around a checkpoint, so that a
 * commit is on the disk once its log is synced (https://www.sqlite.org/wal.html, "Performance Considerations"). A later commit is never there
 * without the earlier ones. A process that dies loses nothing of either kind: what is written is the system's already.
 */
export class WriteAheadLog {
  readonly #databasePath: string;
  #file: Promise<FileHandle> | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | undefined;

  constructor(databasePath: string) {
    this.#databasePath = databasePath;
  }

  /**
   * Resolves when all commits made so far are on the disk.
   *
   * @throws Error where the disk refused, now or earlier: the log may have a hole there, and what comes after a hole is not read again.
   */
  synced(): Promise<void> {
    // A sync under way may have missed the last commit.
    this.#next ??= this.#after(this.#running);
    return this.#next;
  }

  /** Syncs within a moment, for a commit that nobody waits for. */
  syncSoon(): void {
    if (this.#timer !== undefined || this.#next !== undefined) return;
    this.#timer = setTimeout(() => this.synced().catch(() => undefined), AFTERWARDS_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    if (this.#timer !== undefined) this.synced().catch(() => undefined);
    await Promise.allSettled([this.#running, this.#next]);
    const file = await this.#file?.catch(() => undefined);
    this.#file = undefined;
    await file?.close();
  }

  async #after(running: Promise<void> | undefined): Promise<void> {
    await running?.catch(() => undefined);
    // Commits of one turn share a sync: those who wait for them go on together, and ask a vendor together.
    await new Promise(setImmediate);
    this.#running = this.#next;
    this.#next = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#sync();
  }

  async #sync(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      // The log is there from the first commit until the connection is closed, and is never replaced meanwhile.
      this.#file ??= this.#open();
      await (await this.#file).datasync();
    } catch (error) {
      this.#failure = new Error("SQLite's log could not be synced to the disk. Nothing more can be relied on until a restart.", {
        cause: error,
      });
      throw this.#failure;
    }
  }

  /** Where the path of the database is a link, SQLite keeps the log beside the file that it leads to. */
  async #open(): Promise<FileHandle> {
    return open(`${await realpath(this.#databasePath)}-wal`, "r+");
  }
}
