import type { Clock } from "../clock.js";
import type { Membership } from "../http/limiter/shared/rounds.js";

/** The servers that hold a lease, and the moment by the clock of the database. */
export interface LiveServers {
  servers: readonly string[];
  /** Epoch milliseconds. */
  now: number;
}

export interface ServerDirectoryOptions {
  /** This server's name. */
  self: string;
  /** Reads them. */
  live: () => Promise<LiveServers>;
  clock: Clock;
}

const READ_EVERY_MS = 1_500;
/** The longest window of a budget, and some more. */
const REMEMBERED_MS = 26 * 3_600_000;

/** Reads again and again which servers hold a lease: a server that cannot ask the others has to know how many there are. */
export class ServerDirectory implements Membership {
  readonly #options: ServerDirectoryOptions;
  readonly #stopping = new AbortController();
  #last: (LiveServers & { askedAt: number }) | undefined;
  /** How many there were, each number until when. */
  #counts: { count: number; until: number }[] = [];
  #since: number | undefined;
  #changedAt: number;
  #running: Promise<void> | undefined;

  constructor(options: ServerDirectoryOptions) {
    this.#options = options;
    this.#changedAt = options.clock.now();
  }

  /** Reads them for the first time. @throws where they cannot be read */
  async start(): Promise<void> {
    await this.#read();
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The server is stopping"));
    await this.#running;
  }

  servers(withinMs: number): readonly string[] | undefined {
    const last = this.#last;
    if (last === undefined || this.#since === undefined || this.#options.clock.now() - last.askedAt > withinMs) return undefined;
    return last.servers;
  }

  most(withinMs: number): number {
    const from = this.#options.clock.now() - withinMs;
    return Math.max(0, ...this.#counts.filter(({ until }) => until >= from).map(({ count }) => count), this.#last?.servers.length ?? 0);
  }

  get rank(): number {
    return Math.max(0, this.#last?.servers.indexOf(this.#options.self) ?? 0);
  }

  get since(): number | undefined {
    return this.#since;
  }

  get changedAt(): number {
    return this.#changedAt;
  }

  commonNow(): number | undefined {
    return this.#last && this.#last.now + (this.#options.clock.now() - this.#last.askedAt);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#options.clock.sleep(READ_EVERY_MS, signal).catch(() => undefined);
      // While the database is away, what was read last grows old.
      if (!signal.aborted) await this.#read().catch(() => undefined);
    }
  }

  async #read(): Promise<void> {
    const { clock, live, self } = this.#options;
    const askedAt = clock.now();
    const { servers, now } = await live();
    const sorted = [...servers].sort();
    if (sorted.join() !== this.#last?.servers.join()) this.#changedAt = clock.now();
    this.#last = { servers: sorted, now, askedAt };
    if (!sorted.includes(self)) this.#since = undefined;
    else this.#since ??= clock.now();
    const last = this.#counts.at(-1);
    if (last?.count === sorted.length) last.until = clock.now();
    else this.#counts.push({ count: sorted.length, until: clock.now() });
    this.#counts = this.#counts.filter(({ until }) => until > clock.now() - REMEMBERED_MS);
  }
}
