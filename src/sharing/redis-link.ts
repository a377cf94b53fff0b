import { createHash } from "node:crypto";
import { createClient, ErrorReply } from "@redis/client";

export interface RedisLinkOptions {
  url: string;
  /** Called when Redis can be reached no longer, with the reason, and when it can be again. */
  onAway: (error: unknown) => void;
  onBack: () => void;
}

const CONNECT_WITHIN_MS = 3_000;
/** A connection that answers nothing for so long is given up. */
const SILENT_FOR_MS = 10_000;
const PING_EVERY_MS = 4_000;
const LONGEST_RETRY_MS = 1_000;

/** The connections to a Redis: one for commands, which are sent as they come, one for messages. Both come back by themselves. */
export class RedisLink {
  readonly #options: RedisLinkOptions;
  readonly #commands: ReturnType<typeof connectionTo>;
  readonly #messages: ReturnType<typeof connectionTo>;
  readonly #hashes = new Map<string, string>();
  readonly #listeners = new Map<string, (message: string) => void>();
  /** Channels that the connection is subscribed to, and will be again when it comes back. */
  readonly #subscribed = new Set<string>();
  readonly #whenAway = new Set<() => void>();
  readonly #whenMissed = new Set<() => void>();
  #isAway = false;

  constructor(options: RedisLinkOptions) {
    this.#options = options;
    this.#commands = connectionTo(options.url);
    this.#messages = connectionTo(options.url);
    this.#commands.on("error", (error) => this.#tellAway(error));
    // What hinders one hinders the other: once is enough.
    this.#messages.on("error", () => this.#tellMissed());
    for (const client of [this.#commands, this.#messages]) client.connect().catch(() => undefined);
    this.#messages.on("ready", () => {
      for (const channel of this.#listeners.keys()) this.#subscribe(channel);
      this.#tellMissed();
    });
  }

  /** Resolves once Redis was reached, or has turned out to be away. */
  async tried(): Promise<void> {
    if (this.#commands.isReady || this.#isAway) return;
    await new Promise<void>((resolve) => {
      this.#commands.once("ready", () => resolve());
      this.#commands.once("error", () => resolve());
    });
  }

  get isAway(): boolean {
    return this.#isAway || !this.#commands.isReady;
  }

  /** Runs a script, which is sent as a whole only where Redis does not know it. @throws where no answer came within `withinMs` */
  run(script: string, keys: string[], args: string[], withinMs: number): Promise<unknown> {
    const hash = this.#hashes.get(script) ?? createHash("sha1").update(script).digest("hex");
    this.#hashes.set(script, hash);
    const asked = { keys, arguments: args };
    const answer = this.#commands.evalSha(hash, asked).catch((error: unknown) => {
      if (error instanceof ErrorReply && error.message.startsWith("NOSCRIPT")) return this.#commands.eval(script, asked);
      throw error;
    });
    return this.#within(answer, withinMs);
  }

  /** The clock of Redis, in epoch milliseconds. @throws where no answer came within `withinMs` */
  async time(withinMs: number): Promise<number> {
    const [seconds, microseconds] = (await this.#within(this.#commands.sendCommand(["TIME"]), withinMs)) as [string, string];
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
  }

  /** Calls back with each message of a channel from now on, as long as Redis can be reached. Returns the way to stop it. */
  listen(channel: string, listener: (message: string) => void): () => void {
    this.#listeners.set(channel, listener);
    if (this.#messages.isReady) this.#subscribe(channel);
    return () => this.#listeners.delete(channel);
  }

  /** Calls back as soon as Redis can be reached no longer. Returns the way to stop it. */
  whenAway(listener: () => void): () => void {
    this.#whenAway.add(listener);
    return () => this.#whenAway.delete(listener);
  }

  /** Calls back where messages may have been missed. Returns the way to stop it. */
  whenMissed(listener: () => void): () => void {
    this.#whenMissed.add(listener);
    return () => this.#whenMissed.delete(listener);
  }

  #tellMissed(): void {
    for (const listener of this.#whenMissed) listener();
  }

  #subscribe(channel: string): void {
    if (this.#subscribed.has(channel)) return;
    this.#subscribed.add(channel);
    const tell = (message: string): void => this.#listeners.get(channel)?.(message);
    this.#messages.subscribe(channel, tell).catch(() => this.#subscribed.delete(channel));
  }

  close(): void {
    for (const client of [this.#commands, this.#messages]) if (client.isOpen) client.destroy();
  }

  async #within(answer: Promise<unknown>, ms: number): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const refuse = (): void => reject(new Error(`Redis has not answered within ${ms} ms.`));
      // Where this process was busy for that long the answer is here, and is only to be read.
      timer = setTimeout(() => setImmediate(() => setImmediate(refuse)), ms);
    });
    answer.catch(() => undefined);
    try {
      const value = await Promise.race([answer, late]);
      if (this.#isAway) this.#options.onBack();
      this.#isAway = false;
      return value;
    } catch (error) {
      if (!(error instanceof ErrorReply)) this.#tellAway(error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #tellAway(error: unknown): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#options.onAway(error);
    for (const listener of this.#whenAway) listener();
  }
}

function connectionTo(url: string) {
  return createClient({
    url,
    // What cannot be sent now is decided without Redis.
    disableOfflineQueue: true,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: CONNECT_WITHIN_MS,
      socketTimeout: SILENT_FOR_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), LONGEST_RETRY_MS) + Math.floor(Math.random() * 100),
    },
  });
}
