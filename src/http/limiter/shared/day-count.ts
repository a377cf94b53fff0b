import type { Clock } from "../../../clock.js";
import type { BudgetPolicy } from "../../policy.js";
import type { VendorRequest } from "../../request.js";
import { nameOf, type Upstream, VendorError } from "../../vendor-error.js";
import type { BudgetState } from "../budget.js";

/** Where the servers count what they have used of budgets of a day. Moments are RFC 3339. */
export interface DayCalls {
  /** Adds to the calls of an hour; a negative number gives back. Returns the sum of all hours that begin at `since` or later. */
  add(budget: string, hour: string, calls: number, since: string): Promise<number>;
  sum(budget: string, since: string): Promise<number>;
  forget(before: string): Promise<void>;
}

export interface DayCountOptions {
  policy: BudgetPolicy;
  calls: DayCalls;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

export const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Calls are set aside so many at a time, and fewer where few are left: other servers need them too. */
const MOST_SET_ASIDE = 20;
const SET_ASIDE_OF_REST = 1 / 50;

/**
 * The count of a budget of a day over all servers, which outlives Redis: in the database, by the hour. Calls are counted before they are sent, some at
 * a time, so that few wait for the database. An hour counts until a whole window after its last call has passed.
 */
export class DayCount {
  readonly #options: DayCountOptions;
  #hour = "";
  /** Counted in the database for this hour, and not used. */
  #left = 0;
  /** Used while the database did not answer. */
  #owed = 0;
  #sum = 0;
  #filling: Promise<boolean> | undefined;
  #isAway = false;

  constructor(options: DayCountOptions) {
    this.#options = options;
    const { calls, policy, onError } = options;
    void calls.sum(policy.name, this.#since()).then(
      (sum) => {
        this.#sum = Math.max(this.#sum, sum);
      },
      (error: unknown) => onError(error, `reading what the budget ${policy.name} of the day has left`),
    );
  }

  /** @returns the way to take it back where it was not sent; undefined where the day's are used up */
  async take(count: number): Promise<(() => void) | undefined> {
    for (;;) {
      const hour = this.#present();
      if (this.#left >= count) {
        this.#left -= count;
        return () => {
          if (hour === this.#hour) this.#left += count;
        };
      }
      this.#filling ??= this.#fill(count).finally(() => {
        this.#filling = undefined;
      });
      if (!(await this.#filling) && this.#left < count) return undefined;
    }
  }

  state(own: BudgetState): BudgetState {
    const { limit } = this.#options.policy;
    const remaining = Math.max(0, Math.min(own.remaining, limit - this.#sum + this.#left - this.#owed));
    return { ...own, remaining };
  }

  /** Why a request was not sent. An hour ends before any are free again. */
  refusal(request: Pick<VendorRequest, "route">, upstream: Upstream): VendorError {
    const { clock, policy } = this.#options;
    const now = clock.now();
    const resetsAt = Math.floor(now / HOUR_MS + 1) * HOUR_MS;
    return new VendorError({
      ...upstream,
      code: "RATE_LIMITED",
      sent: "no",
      retryAfterMs: resetsAt - now,
      resetsAt,
      message: `${request.route} at ${nameOf(upstream)} was not sent: all servers together have used the ${policy.limit} of the day (${policy.name}).`,
    });
  }

  /** Gives back what was set aside. */
  async close(): Promise<void> {
    await this.#filling;
    const back = this.#left - this.#owed;
    this.#left = 0;
    this.#owed = 0;
    if (back !== 0) await this.#options.calls.add(this.#options.policy.name, this.#hour, -back, this.#since()).catch(() => undefined);
  }

  /** What was set aside for an hour that has passed stays counted. */
  #present(): string {
    const hour = isoHour(this.#options.clock.now());
    if (hour === this.#hour) return hour;
    this.#hour = hour;
    this.#left = 0;
    const { calls, clock, policy } = this.#options;
    void calls.forget(isoHour(clock.now() - policy.windowMs - DAY_MS)).catch(() => undefined);
    return hour;
  }

  #since(): string {
    // A call of an hour's last moment is answered somewhat later.
    return isoHour(this.#options.clock.now() - this.#options.policy.windowMs - HOUR_MS);
  }

  /** Whether any were set aside. */
  async #fill(count: number): Promise<boolean> {
    const { policy, calls, onError } = this.#options;
    const hour = this.#present();
    const room = policy.limit - this.#sum;
    const portion = Math.max(count, Math.min(MOST_SET_ASIDE, Math.floor(room * SET_ASIDE_OF_REST)));
    const owed = this.#owed;
    try {
      const sum = await calls.add(policy.name, hour, portion + owed, this.#since());
      this.#owed -= owed;
      this.#isAway = false;
      // Another server may have set the last ones aside at the same time.
      const tooMany = Math.min(portion, Math.max(0, sum - policy.limit));
      const given = portion - tooMany < count ? 0 : portion - tooMany;
      this.#sum = given === portion ? sum : await calls.add(policy.name, hour, given - portion, this.#since());
      if (hour === this.#hour) this.#left += given;
      return given > 0;
    } catch (error) {
      // The vendor's number is not worth an outage: the call is sent, and added once the database is back.
      if (!this.#isAway) onError(error, `counting the budget ${policy.name} of the day`);
      this.#isAway = true;
      this.#left += count;
      this.#owed += count;
      return true;
    }
  }
}

function isoHour(at: number): string {
  return new Date(Math.floor(at / HOUR_MS) * HOUR_MS).toISOString();
}
