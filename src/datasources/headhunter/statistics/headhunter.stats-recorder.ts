import type { Clock } from "../../../clock.js";
import { isReadable } from "../../../http/record-check.js";
import { VendorError, type VendorErrorCode } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import type { HeadHunterAccount } from "../headhunter.account.js";
import type { HeadHunterClient, ReadScope } from "../headhunter.client.js";
import { readWhole } from "../headhunter.pages.js";
import { BACKGROUND_SHARE } from "../headhunter.policy.js";
import { pagesOf } from "../headhunter.vacancy-list.js";
import { addDays, startOfVendorDay, vendorDay } from "./headhunter.days.js";
import type { VacancyFiguresRepository } from "./headhunter.figures.repository.js";
import type { HeadHunterStatistics } from "./headhunter.statistics.js";

export interface StatsRecorderOptions {
  source: Source;
  client: HeadHunterClient;
  account: HeadHunterAccount;
  statistics: HeadHunterStatistics;
  store: VacancyFiguresRepository;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
  /** From 0 to below 1: where in the list of vacancies a round begins. */
  random?: () => number;
}

/** A while after the vendor's midnight, so that the day that ended has been counted. Each day is read on five days anyway. */
const AFTER_MIDNIGHT_MS = 30 * 60_000;
const AGAIN_AFTER_FAILURE_MS = 15 * 60_000;
/** What is true of every vacancy that would be asked about next. */
const ENDS_THE_ROUND: ReadonlySet<VendorErrorCode> = new Set<VendorErrorCode>(["CREDENTIALS_REJECTED", "RATE_LIMITED"]);

export interface RoundReport {
  /** Vacancies whose figures were read in this round. */
  read: number;
  /** Vacancies that could not be read. */
  failed: number;
}

/**
 * Reads the day figures of the active vacancies once a day, before the vendor forgets them, within a fifth of the budget. The store knows
 * what was read: a round that was cut short is taken up where it stopped, and two servers on one database share the work, each from a
 * place of its own on (side by side they would ask for the same vacancies at the same moments).
 */
export class StatsRecorder {
  readonly #options: StatsRecorderOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: StatsRecorderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The recorder is stopping."));
    await this.#running;
  }

  /**
   * Everything that has not been read today. One vacancy that HeadHunter does not answer for costs its own figures, not those of the
   * vacancies behind it; that it is to be tried again is thrown in the end. A refusal of the token or of our pace ends the round at once.
   */
  async recordDay(): Promise<RoundReport> {
    const { store, clock, statistics, onError } = this.#options;
    const scope: ReadScope = { signal: this.#stopping.signal, background: BACKGROUND_SHARE };
    const active = new Set(await this.#activeIds(scope));
    // What left the active ones since the last round is read once more: its window stands still now, with its last day in it.
    const followed = await store.followed();
    const report: RoundReport = { read: 0, failed: 0 };
    let unanswered: VendorError | undefined;
    for (const vacancyId of rotated([...new Set([...active, ...followed])], this.#options.random ?? Math.random)) {
      if (this.#stopping.signal.aborted) break;
      const lastReadAt = (await store.lastReadings([vacancyId])).get(vacancyId);
      const readToday = lastReadAt !== undefined && vendorDay(Date.parse(lastReadAt)) === vendorDay(clock.now());
      if (!readToday) {
        try {
          await statistics.readWindow(vacancyId, scope);
          report.read += 1;
        } catch (error) {
          // A reading that our own stop cut short says nothing of the vacancy.
          if (this.#stopping.signal.aborted) break;
          if (!(error instanceof VendorError) || ENDS_THE_ROUND.has(error.code)) throw error;
          report.failed += 1;
          if (error.retryable) {
            unanswered ??= error;
            continue;
          }
          onError(error, `reading the statistics of vacancy ${vacancyId}`);
          // Nobody may see it any more, so it is not asked for again.
          await store.follow(vacancyId, false);
          continue;
        }
      }
      // One that was archived on a day on which it was read already is followed for one day more.
      if (active.has(vacancyId) || !readToday) await store.follow(vacancyId, active.has(vacancyId));
    }
    if (unanswered !== undefined) throw unanswered;
    return report;
  }

  /** When the next round is due. */
  nextRoundAt(): number {
    const { clock } = this.#options;
    const today = startOfVendorDay(vendorDay(clock.now())) + AFTER_MIDNIGHT_MS;
    return today > clock.now() ? today : startOfVendorDay(addDays(vendorDay(clock.now()), 1)) + AFTER_MIDNIGHT_MS;
  }

  async #run(): Promise<void> {
    const { clock, onError } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let waitMs = AGAIN_AFTER_FAILURE_MS;
      try {
        await this.recordDay();
        waitMs = this.nextRoundAt() - clock.now();
      } catch (error) {
        if (signal.aborted) return;
        onError(error, "recording the statistics of the active vacancies");
      }
      await clock.sleep(waitMs, signal).catch(() => undefined);
    }
  }

  async #activeIds(scope: ReadScope): Promise<string[]> {
    const { source, client, account } = this.#options;
    const { employerId, managerId } = await account.ids(scope);
    const active = await readWhole(pagesOf({ source, client, employerId, list: "active", query: [["manager_id", managerId]], scope }));
    return active.filter(isReadable).map(({ id }) => String(id));
  }
}

function rotated(ids: readonly string[], random: () => number): string[] {
  const from = Math.floor(random() * ids.length);
  return [...ids.slice(from), ...ids.slice(0, from)];
}
