import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.js";
import type { ChangeNews } from "../http/answers/change-news.js";
import type { Membership } from "../http/limiter/shared/rounds.js";

/** What was answered within one epoch of a vendor may serve again. */
export interface VendorEpoch {
  vendor: string;
  epoch: string;
}

/** Where servers tell one another something at once. */
export interface Wire {
  /** @throws where nothing can be sent */
  reach(): Promise<void>;
  /**
   * Sends a message to all, this server included, unless it is later than `withinMs` milliseconds from now.
   *
   * @param epoch begins with the message
   *
   * @throws where it may or may not have been sent
   */
  send(message: string, withinMs: number, epoch?: VendorEpoch): Promise<void>;
  /** Calls back with each message, in the order in which they were sent; with undefined where some may have been missed. */
  listen(listener: (message: string | undefined) => void): () => void;
}

export interface RedisNewsOptions {
  self: string;
  wire: Wire;
  membership: Membership;
  clock: Clock;
}

/** `beat`: the sender is there. `vendor`: something may have changed there. `ack`: it is known. */
interface Message {
  from: string;
  beat?: number;
  vendor?: string;
  id?: string;
  ack?: string;
}

const BEAT_EVERY_MS = 1_000;
/** A beat is sent within this time, or not at all. */
const SENT_WITHIN_MS = 2_000;
/** Who has not met its own beat for so long, or that of a server that holds a lease, takes no answer for current. */
const SILENT_AFTER_MS = 5_000;

/**
 * News of changes through Redis. A change ends once every other server that holds a lease has said that it knows it, or must by itself have stopped to
 * take its answers for current: messages come in their order, so that a server which met a beat of its own has met all that was told before it.
 */
export class RedisNews implements ChangeNews {
  readonly #options: RedisNewsOptions;
  readonly #listeners = new Set<(vendor: string | undefined) => void>();
  readonly #stopping = new AbortController();
  readonly #stopListening: () => void;
  /** When the last beat of this server was sent that came back. */
  #metAt = Number.NEGATIVE_INFINITY;
  /** The beats that have not come back: their numbers, and when each was sent. */
  readonly #beats = new Map<number, number>();
  #beat = 0;
  /** Whether the last beat could not be sent. */
  #isAway = false;
  /** How many changes could not be told, whose callers wait until the others have noticed. */
  #untold = 0;
  /** Until then others may have heard of this server. */
  #heardUntil: number;
  /** No later than when each of the others last sent a beat. */
  readonly #heard = new Map<string, number>();
  /** By the id of what was told: who has not said that it knows it, and what is then to be done. */
  readonly #told = new Map<string, { missing: Set<string>; known: () => void }>();
  /** Of the vendors whose epoch is known. */
  readonly #epochs = new Map<string, string>();
  /** The vendors whose epoch this server is beginning. */
  readonly #beginning = new Set<string>();
  /** Whether changes may have been missed since answers were last forgotten. */
  #hasLapsed = true;
  #running: Promise<void> | undefined;

  constructor(options: RedisNewsOptions) {
    this.#options = options;
    this.#heardUntil = options.clock.now();
    this.#stopListening = options.wire.listen((message) => this.#take(message));
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The server is stopping"));
    this.#stopListening();
    await this.#running;
  }

  get isCurrent(): boolean {
    if (!this.#knowsAll()) {
      this.#hasLapsed = true;
      return false;
    }
    // What was changed meanwhile was told to nobody.
    if (this.#hasLapsed) this.#tellListeners(undefined);
    this.#hasLapsed = false;
    return true;
  }

  #knowsAll(): boolean {
    const { membership, clock, self } = this.#options;
    const now = clock.now();
    const servers = membership.servers(SILENT_AFTER_MS);
    const { since } = membership;
    if (servers === undefined || since === undefined) return false;
    if (servers.length === 1) return true;
    // Others have to have read that this server is there: they wait for those alone of which they know.
    if (now - since < SILENT_AFTER_MS || now - this.#metAt > SILENT_AFTER_MS) return false;
    return servers.every((server) => server === self || now - (this.#heard.get(server) ?? Number.NEGATIVE_INFINITY) <= SILENT_AFTER_MS);
  }

  listen(listener: (vendor: string | undefined) => void): void {
    this.#listeners.add(listener);
  }

  /** The vendor's epoch in Redis; undefined where it is not known. A new one is begun then. */
  epochOf(vendor: string): string | undefined {
    if (!this.isCurrent) return undefined;
    const epoch = this.#epochs.get(vendor);
    if (epoch === undefined && !this.#beginning.has(vendor)) {
      this.#beginning.add(vendor);
      const id = randomUUID();
      this.#options.wire
        .send(JSON.stringify({ from: this.#options.self, id, vendor } satisfies Message), SENT_WITHIN_MS, { vendor, epoch: id })
        .catch(() => this.#beginning.delete(vendor));
    }
    return epoch;
  }

  async tell(vendor: string): Promise<void> {
    const { self, wire, membership, clock } = this.#options;
    const servers = membership.servers(SILENT_AFTER_MS);
    const others = servers?.filter((server) => server !== self);
    if (others?.length === 0) return;
    const id = randomUUID();
    const known = new Promise<void>((resolve) => {
      if (others !== undefined) this.#told.set(id, { missing: new Set(others), known: resolve });
    });
    const message = JSON.stringify({ from: self, id, vendor } satisfies Message);
    // Whoever has not taken it in by then has met no beat since, of its own or of this server.
    let silentAt = await wire.send(message, SENT_WITHIN_MS, { vendor, epoch: id }).then(
      () => clock.now() + SILENT_AFTER_MS,
      () => undefined,
    );
    const isUntold = silentAt === undefined;
    if (isUntold) this.#untold += 1;
    silentAt ??= Math.max(this.#heardUntil, membership.since ?? 0) + SILENT_AFTER_MS;
    const patience = new AbortController();
    const stop = AbortSignal.any([patience.signal, this.#stopping.signal]);
    await Promise.race([known, clock.sleep(Math.max(0, silentAt - clock.now()), stop).catch(() => undefined)]);
    patience.abort(KNOWN);
    this.#told.delete(id);
    if (isUntold) this.#untold -= 1;
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#noteLapse();
      await this.#sendBeat().catch(() => undefined);
      await clock.sleep(BEAT_EVERY_MS, signal).catch(() => undefined);
    }
  }

  async #sendBeat(): Promise<void> {
    const { self, wire, clock } = this.#options;
    // What could not be told has to be noticed by the others.
    if (this.#untold > 0) return;
    if (this.#isAway) await wire.reach();
    this.#isAway = true;
    const now = clock.now();
    this.#beat += 1;
    this.#beats.set(this.#beat, now);
    for (const [beat, sentAt] of this.#beats) if (now - sentAt > SILENT_AFTER_MS) this.#beats.delete(beat);
    this.#heardUntil = now + SENT_WITHIN_MS;
    await wire.send(JSON.stringify({ from: self, beat: this.#beat } satisfies Message), SENT_WITHIN_MS);
    this.#isAway = false;
  }

  /** A silence that ends now has to be noticed before it is forgotten. */
  #noteLapse(): void {
    if (!this.#knowsAll()) this.#hasLapsed = true;
  }

  #take(text: string | undefined): void {
    this.#noteLapse();
    if (text === undefined) {
      this.#metAt = Number.NEGATIVE_INFINITY;
      this.#beats.clear();
      this.#tellListeners(undefined);
      return;
    }
    const { self, wire } = this.#options;
    const { from, beat, vendor, id, ack } = JSON.parse(text) as Message;
    if (vendor !== undefined && id !== undefined) {
      this.#epochs.set(vendor, id);
      this.#beginning.delete(vendor);
    }
    if (ack !== undefined) {
      const told = this.#told.get(ack);
      told?.missing.delete(from);
      if (told?.missing.size === 0) told.known();
    } else if (from === self) {
      const sentAt = beat === undefined ? undefined : this.#beats.get(beat);
      if (beat !== undefined) this.#beats.delete(beat);
      if (sentAt !== undefined) this.#metAt = Math.max(this.#metAt, sentAt);
    } else if (vendor !== undefined) {
      this.#tellListeners(vendor);
      wire.send(JSON.stringify({ from: self, ack: id } satisfies Message), SENT_WITHIN_MS).catch(() => undefined);
    } else {
      // It was sent after the last beat of this server that came back before it.
      this.#heard.set(from, Math.max(this.#heard.get(from) ?? Number.NEGATIVE_INFINITY, this.#metAt));
    }
  }

  #tellListeners(vendor: string | undefined): void {
    if (vendor === undefined) {
      this.#epochs.clear();
      this.#beginning.clear();
    }
    for (const listener of this.#listeners) listener(vendor);
  }
}

const KNOWN = new Error("The others know it.");
