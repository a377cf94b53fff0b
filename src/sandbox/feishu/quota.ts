import type { FeishuKnobs } from "./knobs.js";
import type { CountedName } from "./routes.js";

/** The month begins at midnight in Beijing; the notice says "the first day of each month" and no more. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;

/**
 * The number of API calls that all custom apps of a tenant on the Basic plan share in a calendar month (platform notice "Custom app API call
 * limit"). Some APIs do not count. A call that is refused for the quota does not count either.
 */
export class MonthlyQuota {
  #month = "";
  #used = 0;

  constructor(
    private readonly knobs: FeishuKnobs,
    private readonly now: () => number,
  ) {}

  /** Calls of this month, those of other apps included. */
  get used(): number {
    const month = new Date(this.now() + BEIJING_OFFSET_MS).toISOString().slice(0, 7);
    if (month !== this.#month) {
      this.#month = month;
      this.#used = 0;
    }
    return this.#used;
  }

  /** Counts a call of this app; false where the month's number is spent. */
  take(name: CountedName): boolean {
    if (this.knobs.uncounted.has(name)) return true;
    if (this.knobs.monthlyCalls !== undefined && this.used >= this.knobs.monthlyCalls) return false;
    this.add(1);
    return true;
  }

  /** Counts calls of the company's other apps. */
  add(calls: number): void {
    this.#used = this.used + calls;
  }
}
