import type { Clock } from "../../clock.js";
import { Refusal } from "./refusals.js";

/**
 * A fixed window: it begins at multiples of its length since the epoch, and what was used comes back there at once. Refused requests do
 * not count. https://harvestdocs.greenhouse.io/docs/api-rate-limiting
 */
export class RateWindow {
  #window = 0;
  #taken = 0;

  constructor(
    private readonly clock: Clock,
    private readonly lengthMs: number,
    private readonly limit: () => number,
  ) {}

  /** Counts one request, or refuses it with the seconds until the window ends. */
  take(): void {
    this.#turn();
    if (this.#taken >= this.limit()) {
      const end = (this.#window + 1) * this.lengthMs;
      throw new Refusal(429, [], { "Retry-After": String(Math.ceil((end - this.clock.now()) / 1000)) });
    }
    this.#taken += 1;
  }

  /** On each answer, whatever its status. Reset is a whole window after the answer, wherever the window ends: so it was recorded. */
  headers(): Record<string, string> {
    this.#turn();
    return {
      "X-RateLimit-Limit": String(this.limit()),
      "X-RateLimit-Remaining": String(Math.max(0, this.limit() - this.#taken)),
      "X-RateLimit-Reset": String(Math.floor(this.clock.now() / 1000) + this.lengthMs / 1000),
    };
  }

  #turn(): void {
    const window = Math.floor(this.clock.now() / this.lengthMs);
    if (window === this.#window) return;
    this.#window = window;
    this.#taken = 0;
  }
}
