import { EventEmitter, once, setMaxListeners } from "node:events";
import type { Clock } from "../clock.js";
import type { Source } from "../schema/common/source.js";
import type { LeaseRepository } from "../store/lease.repository.js";
import { type LeasedWork, type Leases, leaseName, newServerId, type Tenure, type WorkLease } from "./leases.js";

export interface ServerLeasesOptions {
  repository: LeaseRepository;
  clock: Clock;
  /** Takes what the database told of its time, between two moments of the clock; returns by how much it has put the clock right, in milliseconds. */
  onTime?: (told: number, askedAt: number, answeredAt: number) => number;
  onError: (error: unknown, what: string) => void;
}

/** How long a lease lasts that is not renewed. */
export const LEASE_MS = 30_000;
/** How often leases are renewed, and those of others looked at: another server takes over within both together. */
const RENEW_EVERY_MS = 10_000;
/** The same where the database does not answer. */
const RETRY_EVERY_MS = 2_000;
/** A server that stops waits no longer for the database. */
const LEAVE_WITHIN_MS = 2_000;

interface WantedWork extends LeasedWork {
  /** How many parts of this server work, or wait to work, under the lease. */
  users: number;
  /** Aborted when this server holds the lease no longer; undefined while it does not. */
  tenure: AbortController | undefined;
}

/**
 * The leases of this server on a PostgreSQL that it shares with others. Their times are the database's. This server believes in a lease until
 * `LEASE_MS` after it asked for its renewal, so never longer than the database does.
 */
export class ServerLeases implements Leases {
  readonly serverId = newServerId();
  readonly #options: ServerLeasesOptions;
  readonly #works = new Map<string, WantedWork>();
  readonly #events = new EventEmitter();
  readonly #stopping = new AbortController();
  #members: readonly string[] = [this.serverId];
  /** Members that were alive before this server lost sight of the database, and until when they count, renewed or not. */
  #missed = { members: [] as readonly string[], until: 0 };
  #renewedAt = Number.NEGATIVE_INFINITY;
  #expiry = new AbortController();
  #wake = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> | undefined;
  #isFailing = false;

  constructor(options: ServerLeasesOptions) {
    this.#options = options;
    this.#events.setMaxListeners(0);
    setMaxListeners(0, this.#stopping.signal);
  }

  /**
   * Becomes a member, and stays one until `stop`.
   *
   * @throws Error where the database does not answer
   */
  async start(): Promise<void> {
    await this.#options.repository.forgetExpired();
    await this.#renew();
    this.#running ??= this.#run();
  }

  /** Gives everything back. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The server is stopping"));
    this.#wake.abort();
    this.#expiry.abort();
    for (const wanted of this.#works.values()) lose(wanted, "The server is stopping");
    const { repository, clock } = this.#options;
    const left = this.#inTurn(() => repository.giveBack(this.serverId)).catch(() => undefined);
    const patience = new AbortController();
    await Promise.race([left, clock.sleep(LEAVE_WITHIN_MS, patience.signal).catch(() => undefined)]);
    patience.abort();
  }

  members(): readonly string[] {
    return this.#members;
  }

  /**
   * Reads the servers that are alive now, and the moment by the clock of the database, in epoch milliseconds.
   *
   * @throws Error where the database does not answer
   */
  async live(): Promise<{ servers: readonly string[]; now: number }> {
    const { holders, now } = await this.#options.repository.holdersOf(membershipOf);
    return { servers: holders, now };
  }

  onMembers(listener: (members: readonly string[]) => void): void {
    this.#events.on("members", listener);
  }

  works(): LeasedWork[] {
    return [...this.#works.values()].filter(({ users }) => users > 0).map(({ work, source, isHeld }) => ({ work, source, isHeld }));
  }

  of(work: string, source?: Source): WorkLease {
    const name = leaseName(work, source);
    return { take: (signal) => this.#take(name, this.#wanted(name, work, source), signal) };
  }

  #wanted(name: string, work: string, source: Source | undefined): WantedWork {
    const known = this.#works.get(name);
    if (known !== undefined) return known;
    const wanted: WantedWork = {
      work,
      source,
      users: 0,
      tenure: undefined,
      get isHeld() {
        return this.tenure !== undefined;
      },
    };
    this.#works.set(name, wanted);
    return wanted;
  }

  async #take(name: string, wanted: WantedWork, signal: AbortSignal): Promise<Tenure> {
    signal.throwIfAborted();
    wanted.users += 1;
    // Not only when the next renewal is due.
    if (wanted.users === 1) this.#wake.abort();
    try {
      while (wanted.tenure === undefined) await once(this.#events, "renewed", { signal });
    } catch {
      this.#leave(name, wanted);
      throw signal.reason;
    }
    return { signal: wanted.tenure.signal, end: () => this.#leave(name, wanted) };
  }

  #leave(name: string, wanted: WantedWork): void {
    wanted.users -= 1;
    if (wanted.users > 0) return;
    lose(wanted, "This server has given the work back");
    // Where the database is away it expires by itself.
    this.#inTurn(() => this.#options.repository.giveBack(this.serverId, name)).catch(() => undefined);
  }

  async #run(): Promise<void> {
    const { clock, onError } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const waitMs = this.#isFailing ? RETRY_EVERY_MS : RENEW_EVERY_MS;
      await clock.sleep(waitMs, this.#wake.signal).catch(() => undefined);
      if (signal.aborted) return;
      this.#wake = new AbortController();
      try {
        await this.#renew();
        this.#isFailing = false;
      } catch (error) {
        if (!this.#isFailing && !signal.aborted) onError(error, "renewing the leases of this server");
        this.#isFailing = true;
      }
    }
  }

  async #renew(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#stopping.signal.aborted) return;
      const { repository, clock, onTime } = this.#options;
      let askedAt = clock.now();
      const works = [...this.#works].filter(([, { users }]) => users > 0).map(([name]) => name);
      const { holders, now } = await repository.renew(this.serverId, [membershipOf(this.serverId), ...works], LEASE_MS);
      askedAt += onTime?.(now, askedAt, clock.now()) ?? 0;
      // An answer that comes so late promises nothing any more.
      if (this.#stopping.signal.aborted || clock.now() >= askedAt + LEASE_MS) return;
      this.#noteMembers(
        [...holders].filter(([name, holder]) => name === membershipOf(holder)).map(([, holder]) => holder),
        askedAt,
      );
      this.#renewedAt = askedAt;
      for (const [name, wanted] of this.#works) {
        if (holders.get(name) !== this.serverId) lose(wanted, "Another server has taken the work over");
        else if (wanted.users > 0) wanted.tenure ??= newTenure();
      }
      this.#expireAt(askedAt + LEASE_MS);
      this.#events.emit("renewed");
    });
  }

  /** One after the other: what was given back is not taken again by a renewal that began before. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** All servers lose their leases with the database, and not all are back at once: until they are, nobody takes himself for alone. */
  #noteMembers(alive: readonly string[], askedAt: number): void {
    if (askedAt - this.#renewedAt >= LEASE_MS) this.#missed = { members: this.#members, until: askedAt + LEASE_MS };
    const missed = askedAt < this.#missed.until ? this.#missed.members : [];
    const members = [...new Set([this.serverId, ...alive, ...missed])].sort();
    const hasChanged = members.join() !== this.#members.join();
    this.#members = members;
    if (hasChanged) this.#events.emit("members", members);
  }

  #expireAt(moment: number): void {
    this.#expiry.abort();
    const expiry = new AbortController();
    this.#expiry = expiry;
    const { clock } = this.#options;
    clock.sleep(moment - clock.now(), expiry.signal).then(
      () => {
        for (const wanted of this.#works.values()) lose(wanted, "The lease could not be renewed in time");
      },
      () => undefined,
    );
  }
}

function membershipOf(serverId: string): string {
  return `server ${serverId}`;
}

function newTenure(): AbortController {
  const tenure = new AbortController();
  // A round of work listens with as many requests as it has records.
  setMaxListeners(0, tenure.signal);
  return tenure;
}

function lose(wanted: WantedWork, why: string): void {
  wanted.tenure?.abort(new Error(why));
  wanted.tenure = undefined;
}
