import { setMaxListeners } from "node:events";
import type { Clock } from "../clock.js";
import { DatabaseUnavailable } from "../store/database-unavailable.js";
import type { WorkLease } from "./leases.js";

export interface BackgroundWorkOptions {
  /** What a round does, for the log: "deleting old operations". */
  what: string;
  /** The lease under which it works: while another server holds it, nothing is done here. */
  lease: WorkLease;
  clock: Clock;
  /**
   * Works until it is done, or the signal is aborted.
   *
   * @param isFirst whether this server has only now taken the work over: no round has succeeded since
   * @returns how long to wait until the next round, in milliseconds
   */
  round: (signal: AbortSignal, isFirst: boolean) => Promise<number>;
  /** How long to wait after a round that failed, in milliseconds. */
  retryAfterMs: (error: unknown) => number;
  onError: (error: unknown, what: string) => void;
}

/** Work that is done again and again, by one server at a time. */
export class BackgroundWork {
  readonly #options: BackgroundWorkOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: BackgroundWorkOptions) {
    this.#options = options;
    setMaxListeners(0, this.#stopping.signal);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the work, and resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The server is stopping"));
    await this.#running;
  }

  async #run(): Promise<void> {
    const stopping = this.#stopping.signal;
    while (!stopping.aborted) {
      const tenure = await this.#options.lease.take(stopping).catch(() => undefined);
      if (tenure === undefined) return;
      const both = AbortSignal.any([stopping, tenure.signal]);
      setMaxListeners(0, both);
      await this.#repeat(both);
      tenure.end();
    }
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    const { round, retryAfterMs, clock, onError, what } = this.#options;
    let isFirst = true;
    let isAway = false;
    while (!signal.aborted) {
      let waitMs: number;
      try {
        waitMs = await round(signal, isFirst);
        isFirst = false;
        isAway = false;
      } catch (error) {
        // What our own stop interrupted is no failure.
        if (signal.aborted) return;
        // That the database is away is told once.
        if (!(isAway && error instanceof DatabaseUnavailable)) onError(error, what);
        isAway = error instanceof DatabaseUnavailable;
        waitMs = retryAfterMs(error);
      }
      await clock.sleep(waitMs, signal).catch(() => undefined);
    }
  }
}
