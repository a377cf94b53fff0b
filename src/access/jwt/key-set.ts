import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters } from "jose";
import type { Clock } from "../../clock.js";

/** The set is asked for an unknown key no more often than this. */
const REFRESHED_AT_MOST_EVERY_MS = 30_000;
/** How often the set is read unasked, so that a key the provider has withdrawn ends. */
const READ_AGAIN_EVERY_MS = 10 * 60_000;

/** The provider's set was read and has no such key, or has several that fit. */
export class UnknownKey extends Error {}

/** The set could not be read when a key was looked for in it. */
export class KeySetAway extends Error {
  /** @param retryAfterMs until the set is asked again */
  constructor(readonly retryAfterMs: number) {
    super("The key set of the sign-in's provider cannot be read.");
  }
}

export interface KeySetOptions {
  /** The text of the set. */
  read: (signal: AbortSignal) => Promise<string>;
  clock: Clock;
  onFailure: (error: unknown) => void;
}

/** The provider's public keys. Known keys go on serving while the provider is away. */
export class KeySet {
  readonly #options: KeySetOptions;
  readonly #stopped = new AbortController();
  #text: string | undefined;
  #keyOf: ReturnType<typeof createLocalJWKSet> | undefined;
  #reading: Promise<void> | undefined;
  #failed = false;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #generation = 0;

  constructor(options: KeySetOptions) {
    this.#options = options;
  }

  /** Another number for another set: what was verified by an earlier one has to be verified again. */
  get generation(): number {
    return this.#generation;
  }

  /** Reads the set now and again from time to time, in the background. */
  start(): void {
    const { clock } = this.#options;
    const { signal } = this.#stopped;
    const readAgain = async () => {
      while (!signal.aborted) {
        await this.#read();
        await clock.sleep(READ_AGAIN_EVERY_MS, signal);
      }
    };
    readAgain().catch(() => undefined);
  }

  stop(): void {
    this.#stopped.abort();
  }

  /**
   * The key that a token's header names. A set without it is read once more, at most every 30 s; all who wait for a reading share it.
   *
   * @throws UnknownKey
   * @throws KeySetAway
   */
  async find(header: JWSHeaderParameters): Promise<CryptoKey> {
    const { clock } = this.#options;
    for (;;) {
      const key = await this.#known(header);
      if (key !== undefined) return key;
      if (this.#reading === undefined) {
        const since = clock.now() - this.#refreshedAt;
        // A clock that was set back must not make the next reading wait for it.
        if (since >= 0 && since < REFRESHED_AT_MOST_EVERY_MS) {
          throw this.#failed ? new KeySetAway(REFRESHED_AT_MOST_EVERY_MS - since) : new UnknownKey();
        }
        this.#refreshedAt = clock.now();
      }
      await this.#read();
    }
  }

  async #known(header: JWSHeaderParameters): Promise<CryptoKey | undefined> {
    try {
      return await this.#keyOf?.(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw error instanceof errors.JWKSMultipleMatchingKeys ? new UnknownKey() : error;
    }
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    const { signal } = this.#stopped;
    try {
      const text = await this.#options.read(signal);
      if (text !== this.#text) {
        this.#keyOf = createLocalJWKSet(parseKeySet(text));
        this.#text = text;
        this.#generation += 1;
      }
      this.#failed = false;
    } catch (error) {
      this.#failed = true;
      if (!signal.aborted) this.#options.onFailure(error);
    }
  }
}

/** Only text that is a set of keys is taken; jose checks the form of it. The parser's own words would repeat the answer. */
function parseKeySet(text: string): JSONWebKeySet {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("The key set of the sign-in's provider is not JSON.");
  }
}
