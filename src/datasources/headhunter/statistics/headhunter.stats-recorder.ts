import type { Clock } from "../../../clock.js";
import { isReadable } from "../../../http/checks/record-check.js";
import { VendorError, type VendorErrorCode } from "../../../http/vendor-error.js";
import { BackgroundWork } from "../../../leases/background-work.js";
import type { WorkLease } from "../../../leases/leases.js";
import type { Source } from "../../../schema/common/source.js";
import type { HeadHunterAccount } from "../headhunter.account.js";
import type { HeadHunterClient, ReadScope } from "../headhunter.client.js";
import { BACKGROUND_SHARE } from "../headhunter.policy.js";
import { readAllActive } from "../lists/headhunter.listing.js";
import type { VacancyReach } from "../lists/headhunter.reach.js";
import { addDays, startOfVendorDay, vendorDay } from "./headhunter.days.js";
import type { VacancyFiguresRepository } from "./headhunter.figures.repository.js";
import type { HeadHunterStatistics } from "./headhunter.statistics.js";

export interface StatsRecorderOptions {
  source: Source;
  client: HeadHunterClient;
  account: HeadHunterAccount;
  reach: VacancyReach;
  statistics: HeadHunterStatistics;
  store: VacancyFiguresRepository;
  lease: WorkLease;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
  /** From 0 to below 1: the place in the list of vacancies at which a round begins. */
  random?: () => number;
}

/** Some time after the vendor's midnight, so that the last day has been counted. Each day is read on five days anyway. */
const AFTER_MIDNIGHT_MS = 30 * 60_000;
const AGAIN_AFTER_FAILURE_MS = 15 * 60_000;
/** Failures that every further vacancy of the round would meet too. */
const ENDS_THE_ROUND: ReadonlySet<VendorErrorCode> = new Set<VendorErrorCode>(["CREDENTIALS_REJECTED", "RATE_LIMITED"]);

export interface RoundReport {
  /** Vacancies whose figures were read in this round. */
  read: number;
  /** Vacancies that could not be read. */
  failed: number;
}

/**
 * Reads the day figures of the active vacancies once a day, before the vendor drops them, within a fifth of the budget. Progress is in the
 * store: an interrupted round is resumed, also by another server. It begins at a random place, so that two servers whose leases overlap for a
 * moment do not read the same vacancies.
 */
export class StatsRecorder {
  readonly #options: StatsRecorderOptions;
  readonly #work: BackgroundWork;

  constructor(options: StatsRecorderOptions) {
    this.#options = options;
    this.#work = new BackgroundWork({
      ...options,
      what: "recording the statistics of the active vacancies",
      round: async (signal) => {
        await this.recordDay(signal);
        return this.nextRoundAt() - options.clock.now();
      },
      retryAfterMs: () => AGAIN_AFTER_FAILURE_MS,
    });
  }

  start(): void {
    this.#work.start();
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }

  /**
   * Reads every vacancy not read today. A vacancy that fails costs its own figures only, and the failure is thrown at the end, so that the
   * round is repeated. A refused token or a rate limit ends the round at once.
   */
  async recordDay(signal = new AbortController().signal): Promise<RoundReport> {
    const { store, clock, statistics, onError } = this.#options;
    const scope: ReadScope = { signal, background: BACKGROUND_SHARE };
    const active = new Set(await this.#activeIds(scope));
    // A vacancy archived since the last round is read once more: its window no longer moves, and holds its last day.
    const followed = await store.followed();
    const report: RoundReport = { read: 0, failed: 0 };
    let unanswered: VendorError | undefined;
    for (const vacancyId of rotated([...new Set([...active, ...followed])], this.#options.random ?? Math.random)) {
      if (signal.aborted) break;
      const lastReadAt = (await store.lastReadings([vacancyId])).get(vacancyId);
      const readToday = lastReadAt !== undefined && vendorDay(Date.parse(lastReadAt)) === vendorDay(clock.now());
      if (!readToday) {
        try {
          await statistics.readWindow(vacancyId, scope);
          report.read += 1;
        } catch (error) {
          // A reading that our own stop interrupted says nothing about the vacancy.
          if (signal.aborted) break;
          if (!(error instanceof VendorError) || ENDS_THE_ROUND.has(error.code)) throw error;
          report.failed += 1;
          if (error.retryable) {
            unanswered ??= error;
            continue;
          }
          onError(error, `reading the statistics of vacancy ${vacancyId}`);
          // The vacancy cannot be read any more, so it is not read again.
          await store.follow(vacancyId, false);
          continue;
        }
      }
      // A vacancy archived on a day on which it was read already is followed for one more day.
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

  async #activeIds(scope: ReadScope): Promise<string[]> {
    const { onError } = this.#options;
    const { read, missing } = await readAllActive(this.#options, scope);
    // The others' figures are recorded; once they are shown, the next round finds these too.
    for (const part of missing) onError(part, "listing the active vacancies for their statistics");
    return read.filter(isReadable).map(({ id }) => String(id));
  }
}

function rotated(ids: readonly string[], random: () => number): string[] {
  const from = Math.floor(random() * ids.length);
  return [...ids.slice(from), ...ids.slice(0, from)];
}
