import type { Clock } from "../../clock.js";
import { DatabaseUnavailable } from "../../store/database-unavailable.js";
import type { EventRepository } from "../../store/records/event.repository.js";
import type { EventNews } from "./event-news.js";

export interface SharedNewsOptions {
  events: EventRepository;
  news: EventNews;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/** The net below the notifications, which a pooler between here and PostgreSQL may swallow. */
const LOOK_EVERY_MS = 2_000;
/** A connection over which nothing came for so long is asked whether it lives. */
const PROBE_EVERY_MS = 10_000;
const LISTEN_AGAIN_AFTER_MS = 1_000;

/**
 * Tells the process of events that other servers on the database make: by PostgreSQL's notifications and, while somebody listens here, by a look
 * every two seconds. Both are hints: whoever follows reads the events by their numbers.
 */
export class SharedNews {
  readonly #options: SharedNewsOptions;
  readonly #stopping = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(options: SharedNewsOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#options.events.isShared) this.#running ??= Promise.all([this.#listenOn(), this.#lookOn()]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The server is stopping"));
    await this.#running;
  }

  async #listenOn(): Promise<void> {
    const { clock, onError } = this.#options;
    const { signal } = this.#stopping;
    let isBroken = false;
    while (!signal.aborted) {
      try {
        await this.#listenOnce();
        isBroken = false;
      } catch (error) {
        // Once for each time: that the database is away is told by others too.
        if (!isBroken && !signal.aborted) onError(error, "listening for events of other servers");
        isBroken = true;
      }
      await clock.sleep(LISTEN_AGAIN_AFTER_MS, signal).catch(() => undefined);
    }
  }

  /** Resolves when the connection has broken that was opened. */
  async #listenOnce(): Promise<void> {
    const { events, news, clock } = this.#options;
    const { signal } = this.#stopping;
    const connection = await events.listen((newest) => news.tell(newest), signal);
    if (connection === undefined) return;
    // What was told before is heard by nobody.
    await this.#look();
    const over = new AbortController();
    const ended = connection.ended.then(() => over.abort(new Error("The connection has ended")));
    const either = AbortSignal.any([over.signal, signal]);
    while (!either.aborted) {
      await clock.sleep(PROBE_EVERY_MS, either).catch(() => undefined);
      if (!either.aborted) await connection.probe().catch(() => undefined);
    }
    connection.close();
    await ended;
  }

  async #lookOn(): Promise<void> {
    const { clock, news } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
      if (!signal.aborted && news.isHeard) await this.#look();
    }
  }

  async #look(): Promise<void> {
    const { events, news, onError } = this.#options;
    try {
      news.tell((await events.span()).last);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) onError(error, "looking for events of other servers");
    }
  }
}
