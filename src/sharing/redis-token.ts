import { createHash, randomUUID } from "node:crypto";
import type { Clock } from "../clock.js";
import type { BearerToken, SharedToken } from "../http/shared-token.js";
import type { CredentialCipher, Place } from "../secrets/credential-cipher.js";
import type { RedisLink } from "./redis-link.js";

export interface RedisTokenOptions {
  link: RedisLink;
  clock: Clock;
  cipher: CredentialCipher;
  /** The text of the source. */
  source: string;
  /** What the token is obtained with: another credential has another token. Only its hash is kept. */
  credential: string;
}

/** A server that died frees its lock within this time. */
const LOCK_MS = 10_000;
const HELD_ON_EVERY_MS = 3_000;
const ANSWERED_WITHIN_MS = 2_000;

/** KEYS: the lock. ARGV: whose it is; for how long, 0 to give it up. Answers 1 where it was theirs. */
const HOLD_ON = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1
`;
const LOCK = `if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end return 0`;
const READ = `return redis.call('GET', KEYS[1]) or ''`;
const KEEP = `redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 1`;

/** A token in Redis, encrypted where there is a key, until it expires. */
export class RedisToken implements SharedToken {
  readonly #options: RedisTokenOptions;
  readonly #key: string;
  readonly #place: Place;

  constructor(options: RedisTokenOptions) {
    this.#options = options;
    const hash = createHash("sha256").update(options.credential).digest("base64url").slice(0, 22);
    this.#key = `hiregraph:{${options.source}}:token:${hash}`;
    this.#place = ["redis token", options.source, hash];
  }

  async read(): Promise<BearerToken | undefined> {
    const kept = await this.#run(READ, this.#key, []);
    const text = typeof kept === "string" && kept !== "" ? this.#options.cipher.open(kept, this.#place) : undefined;
    return text === undefined ? undefined : (JSON.parse(text) as BearerToken);
  }

  async keep({ value, obtainedAt, renewAt, expiresAt }: BearerToken): Promise<void> {
    const lifeMs = Math.floor(expiresAt - this.#options.clock.now());
    if (lifeMs <= 0) return;
    const text = JSON.stringify({ value, obtainedAt, renewAt, expiresAt } satisfies BearerToken);
    await this.#run(KEEP, this.#key, [this.#options.cipher.seal(text, this.#place), String(lifeMs)]);
  }

  async lock(): Promise<(() => Promise<void>) | undefined> {
    const { clock } = this.#options;
    const holder = randomUUID();
    const key = `${this.#key}:lock`;
    const isHeld = await this.#run(LOCK, key, [holder, String(LOCK_MS)]);
    if (isHeld === 0) return undefined;
    // Redis is away: nobody can be asked.
    if (isHeld === undefined) return async () => undefined;
    const ended = new AbortController();
    const holdOn = async (): Promise<void> => {
      while (!ended.signal.aborted) {
        await clock.sleep(HELD_ON_EVERY_MS, ended.signal).catch(() => undefined);
        if (!ended.signal.aborted) await this.#run(HOLD_ON, key, [holder, String(LOCK_MS)]);
      }
    };
    void holdOn();
    return async () => {
      ended.abort(ENDED);
      await this.#run(HOLD_ON, key, [holder, "0"]);
    };
  }

  /** Undefined where Redis does not answer. */
  async #run(script: string, key: string, args: string[]): Promise<unknown> {
    return this.#options.link.run(script, [key], args, ANSWERED_WITHIN_MS).catch(() => undefined);
  }
}

const ENDED = new Error("The token was obtained.");
