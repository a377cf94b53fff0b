import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Source } from "../schema/common/source.js";

/** Who is alive and who does what, where several servers share a database. */
export interface Leases {
  /** This server's name among them, new at each start. */
  readonly serverId: string;
  /**
   * The servers that are alive, this one included, in one order for all. A server that died is among them until its lease expires. While the database
   * is away, those that were known before.
   */
  members(): readonly string[];
  /** Calls the listener whenever servers have come or gone. */
  onMembers(listener: (members: readonly string[]) => void): void;
  /** The lease of a work that one server does at a time; of one source, where each source's is a work of its own. */
  of(work: string, source?: Source): WorkLease;
  /** All works that this server does or would do. */
  works(): LeasedWork[];
  /** Gives everything back. */
  stop(): Promise<void>;
}

export interface WorkLease {
  /**
   * Waits until this server holds the lease.
   *
   * @throws the signal's reason, once it is aborted
   */
  take(signal: AbortSignal): Promise<Tenure>;
}

/** The time in which this server holds a lease. */
export interface Tenure {
  /** Aborted when the lease is lost, or could not be renewed in time. */
  readonly signal: AbortSignal;
  /** Gives the lease back, unless other parts of this server work under it. Does not wait for the database. */
  end(): void;
}

export interface LeasedWork {
  work: string;
  source?: Source;
  /** Whether this server holds the lease. */
  isHeld: boolean;
}

/** The leases of a server that has its database to itself: it holds whatever it asks for. */
export class OnlyServer implements Leases {
  readonly serverId = newServerId();
  readonly #works = new Map<string, LeasedWork>();

  members(): readonly string[] {
    return [this.serverId];
  }

  onMembers(): void {}

  of(work: string, source?: Source): WorkLease {
    const name = leaseName(work, source);
    return {
      take: async (signal) => {
        signal.throwIfAborted();
        this.#works.set(name, { work, source, isHeld: true });
        return { signal, end: () => this.#works.delete(name) };
      },
    };
  }

  works(): LeasedWork[] {
    return [...this.#works.values()];
  }

  async stop(): Promise<void> {}
}

/** Says on which machine it runs, for whoever looks into the database. */
export function newServerId(): string {
  return `${hostname()}/${randomUUID().slice(0, 8)}`;
}

/** The name of a lease in the database: `sweep headhunter~emea`. */
export function leaseName(work: string, source?: Source): string {
  return source === undefined ? work : `${work} ${source.text}`;
}
