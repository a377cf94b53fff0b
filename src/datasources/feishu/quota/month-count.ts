import type { Clock } from "../../../clock.js";
import { type Month, monthOf } from "./feishu.month.js";
import type { CallKind, MonthCalls, MonthCallsRepository } from "./month-calls.repository.js";

/** Calls are set aside in the database so many at a time, fewer towards the end of the number: other servers need them too. */
const MOST_SET_ASIDE = 20;
const FEWEST_SET_ASIDE = 5;
/** The part of what is left that is set aside at once. */
const SET_ASIDE_OF_REST = 1 / 50;

export interface MonthCountOptions {
  /** What the tenant's plan allows in a month. */
  limit: number;
  repository: MonthCallsRepository;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/** Calls that are counted in the database and not sent yet. */
interface SetAside {
  left: number;
  /** Sent while the database did not answer: added with the next ones. */
  owed: number;
  filling: Promise<boolean> | undefined;
}

/**
 * A count of the month's calls, which a restart does not forget. Calls are counted in the database before they are sent, some at a time, and
 * the next ones while the last ones are being sent: no call waits for a disk as long as the database keeps up. A process that is killed
 * leaves those counted that it had set aside: it errs towards more, by fifty at most. A process that stops gives them back.
 */
export class MonthCount {
  readonly limit: number;
  readonly #options: MonthCountOptions;
  #month: Month;
  #counted: MonthCalls = { calls: 0, background_calls: 0 };
  #aside: Record<CallKind, SetAside> = noneAside();
  #isAway = false;

  constructor(options: MonthCountOptions) {
    this.limit = options.limit;
    this.#options = options;
    this.#month = monthOf(options.clock.now());
  }

  /** Reads what was counted before. Called once, before anything is counted. */
  async load(): Promise<void> {
    const { name } = this.#present();
    const sums = await this.#options.repository.sums(name);
    if (name === this.#month.name) this.#counted = sums;
  }

  /**
   * Counts a call, or says that there is none left.
   *
   * @param share the fraction of the limit that calls of this kind may have; undefined: all of it
   * @returns the way to take the call back; undefined where the number is used up
   */
  async take(share: number | undefined): Promise<(() => void) | undefined> {
    const kind: CallKind = share === undefined ? "calls" : "background_calls";
    for (;;) {
      const { name } = this.#present();
      const aside = this.#aside[kind];
      const from = aside.left > 0 || share !== undefined ? aside : this.#aside.background_calls;
      if (from.left > 0 && (from === aside || this.#room(kind, share) <= 0)) {
        from.left -= 1;
        if (aside.left * 4 <= this.#portion(kind, share)) void this.#fill(kind, share);
        return () => {
          if (name === this.#present().name) from.left += 1;
        };
      }
      if (!(await this.#fill(kind, share)) && aside.left === 0) return undefined;
    }
  }

  /** Whether a call of this kind would find none left. */
  isUsedUp(share: number | undefined): boolean {
    this.#present();
    const { calls, background_calls: background } = this.#aside;
    const held = share === undefined ? calls.left + background.left : background.left;
    return held === 0 && this.#room(share === undefined ? "calls" : "background_calls", share) <= 0;
  }

  /** What is left of the month, those set aside here included. */
  get remaining(): number {
    this.#present();
    const { calls, background_calls: background } = this.#aside;
    const used = this.#total() - calls.left - background.left + calls.owed + background.owed;
    return Math.max(0, this.limit - used);
  }

  /** The first moment of the next month, in epoch milliseconds. */
  get endsAt(): number {
    return this.#present().endsAt;
  }

  /** Gives back what was set aside. */
  async close(): Promise<void> {
    const { name } = this.#present();
    for (const kind of ["calls", "background_calls"] as const) {
      const aside = this.#aside[kind];
      await aside.filling;
      const back = aside.left - aside.owed;
      if (back !== 0) await this.#options.repository.add(name, kind, -back);
      Object.assign(aside, { left: 0, owed: 0 });
    }
  }

  /** The month now: what was set aside for another one is gone with it. */
  #present(): Month {
    const now = this.#options.clock.now();
    if (now >= this.#month.startsAt && now < this.#month.endsAt) return this.#month;
    this.#month = monthOf(now);
    this.#counted = { calls: 0, background_calls: 0 };
    this.#aside = noneAside();
    return this.#month;
  }

  #total(): number {
    return this.#counted.calls + this.#counted.background_calls;
  }

  /** How many more calls may be set aside. */
  #room(kind: CallKind, share: number | undefined): number {
    const { calls, background_calls: background } = this.#aside;
    const room = this.limit - this.#total() - calls.owed - background.owed;
    if (share === undefined) return room;
    return Math.min(room, Math.floor(this.limit * share) - this.#counted[kind] - background.owed);
  }

  #portion(kind: CallKind, share: number | undefined): number {
    const room = this.#room(kind, share);
    return Math.max(1, Math.min(room, MOST_SET_ASIDE, Math.max(FEWEST_SET_ASIDE, Math.floor(room * SET_ASIDE_OF_REST))));
  }

  /** Whether any were set aside. */
  #fill(kind: CallKind, share: number | undefined): Promise<boolean> {
    const aside = this.#aside[kind];
    if (aside.filling === undefined && this.#room(kind, share) <= 0) return Promise.resolve(false);
    aside.filling ??= this.#setAside(aside, kind, share).finally(() => {
      aside.filling = undefined;
    });
    return aside.filling;
  }

  async #setAside(aside: SetAside, kind: CallKind, share: number | undefined): Promise<boolean> {
    // The call that found few left goes out before the database writes.
    await new Promise((resolve) => setImmediate(resolve));
    const { repository, onError } = this.#options;
    const { name } = this.#present();
    const portion = this.#portion(kind, share);
    const { owed } = aside;
    try {
      let sums = await repository.add(name, kind, portion + owed);
      // Another server may have set the last ones aside at the same time.
      const total = sums.calls + sums.background_calls - this.limit;
      const ofShare = share === undefined ? 0 : sums.background_calls - Math.floor(this.limit * share);
      const tooMany = Math.min(portion, Math.max(0, total, ofShare));
      if (tooMany > 0) sums = await repository.add(name, kind, -tooMany);
      this.#isAway = false;
      aside.owed -= owed;
      // Of a month that has ended meanwhile they are of no use.
      if (name !== this.#month.name) return true;
      this.#counted = sums;
      aside.left += portion - tooMany;
      return tooMany < portion;
    } catch (error) {
      // The vendor's number is not worth an outage: the call is sent, and added once the database is back.
      if (!this.#isAway) onError(error, "counting Feishu's calls of the month");
      this.#isAway = true;
      aside.left += 1;
      aside.owed += 1;
      return true;
    }
  }
}

function noneAside(): Record<CallKind, SetAside> {
  const none = (): SetAside => ({ left: 0, owed: 0, filling: undefined });
  return { calls: none(), background_calls: none() };
}
