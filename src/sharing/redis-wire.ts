import type { Clock } from "../clock.js";
import { epochKeyOf } from "./redis-answers.js";
import type { RedisLink } from "./redis-link.js";
import type { VendorEpoch, Wire } from "./redis-news.js";

/** KEYS: the channel, a vendor's epoch. ARGV: the message; the moment of Redis until which it may be sent; the epoch that begins, or nothing. Answers with the moment, below zero where it was too late. */
const SEND = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now > tonumber(ARGV[2]) then return -now end
if ARGV[3] ~= '' then redis.call('SET', KEYS[2], ARGV[3]) end
redis.call('PUBLISH', KEYS[1], ARGV[1])
return now
`;

const REACHED_WITHIN_MS = 2_000;

/** Messages through a channel of Redis. */
export class RedisWire implements Wire {
  readonly #link: RedisLink;
  readonly #clock: Clock;
  readonly #channel: string;
  /** The clock there, and the same moment here. */
  #clocks: { there: number; here: number } | undefined;

  constructor(link: RedisLink, clock: Clock, channel: string) {
    this.#link = link;
    this.#clock = clock;
    this.#channel = channel;
  }

  async reach(): Promise<void> {
    await this.#readClock(REACHED_WITHIN_MS);
  }

  async send(message: string, withinMs: number, begins?: VendorEpoch): Promise<void> {
    const now = this.#clock.now();
    const { there, here } = this.#clocks ?? (await this.#readClock(withinMs));
    const keys = [this.#channel, epochKeyOf(begins?.vendor ?? "")];
    const until = there + (now - here) + withinMs;
    const at = Number(await this.#link.run(SEND, keys, [message, String(until), begins?.epoch ?? ""], withinMs));
    this.#clocks = { there: Math.abs(at), here: this.#clock.now() };
    if (at < 0) throw new Error("The message came too late to be sent.");
  }

  listen(listener: (message: string | undefined) => void): () => void {
    const ends = [this.#link.listen(this.#channel, listener), this.#link.whenMissed(() => listener(undefined))];
    return () => {
      for (const end of ends) end();
    };
  }

  async #readClock(withinMs: number): Promise<{ there: number; here: number }> {
    const there = await this.#link.time(withinMs);
    this.#clocks = { there, here: this.#clock.now() };
    return this.#clocks;
  }
}
