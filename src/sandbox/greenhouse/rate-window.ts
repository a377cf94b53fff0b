import type { Clock } from "../../clock.js";
import type { GreenhouseKnobs } from "./knobs.js";
import { Refusal } from "./refusals.js";

/** The limit of requests (README, "Limits") in a sliding window. Refused requests are not counted. */
export class RateWindow {
  readonly #clock: Clock;
  readonly #knobs: GreenhouseKnobs;
  #taken: number[] = [];

  constructor(clock: Clock, knobs: GreenhouseKnobs) {
    this.#clock = clock;
    this.#knobs = knobs;
  }

  /** Counts one request, or refuses it with the time of the next room. */
  take(): void {
    const now = this.#clock.now();
    const recent = this.#recent(now);
    if (recent.length < this.#knobs.rateLimit) {
      recent.push(now);
      return;
    }
    // After the limit was lowered the window has more requests than it allows, so the one that makes room is counted from the end.
    const frees = recent[recent.length - this.#knobs.rateLimit] ?? now;
    const opensAt = frees + this.#knobs.rateWindowMs;
    throw new Refusal(429, "Rate limit exceeded", [], {
      "X-RateLimit-Reset": String(Math.ceil(opensAt / 1000)),
      "Retry-After": String(Math.max(1, Math.ceil((opensAt - now) / 1000))),
    });
  }

  /** Headers of every answer, whatever its status. */
  headers(): Record<string, string> {
    const left = this.#knobs.rateLimit - this.#recent(this.#clock.now()).length;
    return { "X-RateLimit-Limit": String(this.#knobs.rateLimit), "X-RateLimit-Remaining": String(Math.max(0, left)) };
  }

  #recent(now: number): number[] {
    this.#taken = this.#taken.filter((at) => at + this.#knobs.rateWindowMs > now);
    return this.#taken;
  }
}
