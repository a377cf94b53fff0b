import type { Clock } from "../clock.js";
import { summaryOf } from "../datasources/contract/found.js";
import { iso } from "../datasources/contract/timestamps.js";
import { UnreadableRecord } from "../http/checks/record-check.js";
import type { CallScope } from "../http/request.js";
import { AllowanceSpent, accountOf, nameOf, VendorError } from "../http/vendor-error.js";
import type { CodeCoverage } from "../records/record-index.js";
import { type Source, sourceOfFailure, sourceOfRecord } from "../schema/common/source.js";
import { type SourceFailure, type SourceReport, SourceState, type VendorErrorCode } from "../schema/vendor/vendor.type.js";
import { DatabaseUnavailable } from "../store/database-unavailable.js";
import type { OpenedDatasources } from "./opened-datasources.js";

export interface SourceReportsOptions {
  clock: Clock;
  opened: OpenedDatasources;
  /** Reports an internal error: clients see that a vendor is missing, the log says why. */
  onError: (error: unknown, what: string) => void;
  log?: CallScope["log"];
}

/** How the sources answered one request, as clients see it. */
export class SourceReports {
  readonly #options: SourceReportsOptions;
  /** The latest report of each source that answered. */
  readonly #fresh = new Map<string, { fetchedAt: number; report: SourceReport }>();
  /** Sources whose earlier pages this request was shown. */
  readonly #stale = new Map<string, SourceReport>();
  readonly #unreported = new Map<string, SourceReport>();
  readonly #ofGaps = new WeakSet<SourceReport>();
  readonly #told = new Set<string>();
  #isLacking = false;
  readonly #unasked = new WeakMap<SourceReport, AllowanceSpent>();

  constructor(options: SourceReportsOptions) {
    this.#options = options;
  }

  /**
   * The report of a source that answered, now or within the age that the caller allows: `fetchedAt` is when its oldest answer was asked for.
   */
  fresh(source: Source, now = this.#options.clock.now()): SourceReport {
    // The vendor's datasource may have answered from its store.
    const unavailableBecause = this.#options.opened.of(source)?.unavailableBecause;
    if (unavailableBecause === undefined) {
      const fetchedAt = this.fetchedAt(source, now);
      // A field below a list asks for every record: those of one moment share a report.
      const known = this.#fresh.get(source.text);
      if (known?.fetchedAt === fetchedAt) return known.report;
      const report = Object.freeze(reportOf(source, SourceState.FRESH, iso(fetchedAt), null));
      this.#fresh.set(source.text, { fetchedAt, report });
      return report;
    }
    this.#isLacking = true;
    return reportOf(source, SourceState.STALE, null, toSourceFailure(source, unavailableBecause, this.#options.clock.now()));
  }

  /** Whether records of a source are missing, or are not as they are now. */
  get isLacking(): boolean {
    return this.#isLacking;
  }

  /** When the oldest of the source's answers so far was asked for, where that is before now. */
  fetchedAt(source: Source, now: number): number {
    return Math.min(now, this.#options.opened.askedAt(source) ?? now);
  }

  /** The report of a source that did not answer, with an earlier page in its place. */
  stale(source: Source, fetchedAt: number, failure: Error): SourceReport {
    this.#isLacking = true;
    const report = reportOf(source, SourceState.STALE, iso(fetchedAt), this.#failure(source, failure));
    this.#stale.set(source.text, report);
    return report;
  }

  /** The report of a source as far as the record index knows its records: INCOMPLETE until a sweep has met all of them. */
  known(source: Source, { completedAt: fetchedAt, isComplete, gap }: CodeCoverage): SourceReport {
    if (isComplete) return reportOf(source, SourceState.FRESH, fetchedAt, null);
    this.#isLacking = true;
    const failure = gap === undefined ? null : toGapFailure(source, gap, this.#options.clock.now());
    const report = reportOf(source, SourceState.INCOMPLETE, fetchedAt, failure);
    this.#ofGaps.add(report);
    return report;
  }

  /** Whether the report's failure is that of this answer. A gap of the sweep may be unrelated. */
  hasFailedHere(report: SourceReport): boolean {
    return Boolean(report.failure) && report.state !== SourceState.STALE && !this.#ofGaps.has(report);
  }

  /** The report of a source that answered as `report` says, without these records or parts, which cannot be read or are not shown. */
  partly(report: SourceReport, unreadable: readonly VendorError[]): SourceReport {
    const failure = summaryOf(unreadable);
    if (failure === undefined || (report.failure && !this.#ofGaps.has(report))) return report;
    this.#isLacking = true;
    // Logged here, since the vendor has answered, and no metric or status shows them.
    const isNews = unreadable.filter((unread) => this.isNews(unread)).length > 0;
    if (isNews)
      this.#options.log?.warn(
        { vendor: report.vendor, account: accountOf(report), records: unreadable.length, err: failure },
        "records cannot be read",
      );
    return { ...report, state: SourceState.INCOMPLETE, failure: this.#failure(sourceOfRecord(report), failure) };
  }

  /** Whether this request has not reported it yet, in any copy of the record. Then it counts as reported. */
  isNews(unread: VendorError): boolean {
    const news = unread instanceof UnreadableRecord ? unread.news : unread.message;
    const isNews = !this.#told.has(news);
    this.#told.add(news);
    return isNews;
  }

  failed(source: Source, error: Error): SourceReport {
    this.#isLacking = true;
    if (error instanceof AllowanceSpent) {
      const report = reportOf(source, SourceState.FAILED, null, null);
      this.#unasked.set(report, error);
      return report;
    }
    return reportOf(source, SourceState.FAILED, null, this.#failure(source, error));
  }

  /** Why the vendor of this report was not asked, where that is no failure of its own: for the first field that tells it, since several may show the report. */
  takeUnasked(report: SourceReport): AllowanceSpent | undefined {
    const reason = this.#unasked.get(report);
    this.#unasked.delete(report);
    return reason;
  }

  /** The report of records inside a source's records: that of the list they came from. */
  carried(source: Source): SourceReport {
    return this.#stale.get(source.text) ?? this.fresh(source);
  }

  /** Notes the reports of a list without `sources`. */
  note(reports: readonly SourceReport[]): void {
    for (const report of reports) {
      const { text } = sourceOfRecord(report);
      if (report.state !== SourceState.FRESH && goesBefore(report, this.#unreported.get(text))) this.#unreported.set(text, report);
    }
  }

  /** Notes that a field without `sources` lacks what its source did not answer. That a record is not there is an answer. */
  noteFailure(error: VendorError | AllowanceSpent): void {
    const source = sourceOfFailure(error);
    if (source === undefined || (error instanceof VendorError && error.code === "NOT_FOUND")) return;
    if (error instanceof UnreadableRecord) this.noteUnreadable([error]);
    else this.note([this.failed(source, error)]);
  }

  /** Notes that records of a list without `sources`, all of one source, or parts of them cannot be read. */
  noteUnreadable(unreadable: readonly UnreadableRecord[]): void {
    const source = unreadable[0] && sourceOfFailure(unreadable[0]);
    if (source !== undefined) this.note([this.partly(this.fresh(source), unreadable)]);
  }

  /** One report for each source whose records are stale or missing in such a list. */
  unreported(): SourceReport[] {
    return [...this.#unreported.values()];
  }

  #failure(source: Source, error: Error): SourceFailure {
    if (!(error instanceof VendorError)) this.#options.onError(error, `asking ${nameOf(source)}`);
    return toSourceFailure(source, error, this.#options.clock.now());
  }
}

/** The report's fields that name the source. */
function reportOf({ vendor, account }: Source, state: SourceState, fetchedAt: string | null, failure: SourceFailure | null): SourceReport {
  return { vendor, account, state, fetchedAt, failure };
}

function holderOf({ vendor, account }: Source) {
  return { vendor, account };
}

const RANK: Record<SourceState, number> = {
  [SourceState.FRESH]: 0,
  [SourceState.INCOMPLETE]: 1,
  [SourceState.STALE]: 2,
  [SourceState.FAILED]: 3,
};

/** Whether one report is worse than the other. */
export function isWorse(one: SourceReport, other: SourceReport): boolean {
  return RANK[one.state] > RANK[other.state];
}

/** One report per source, with its worst state and its oldest reading. */
export function mergeReports(reports: readonly SourceReport[]): SourceReport[] {
  const merged = new Map<string, SourceReport>();
  for (const report of reports) {
    const { text } = sourceOfRecord(report);
    if (goesBefore(report, merged.get(text))) merged.set(text, report);
  }
  return [...merged.values()];
}

/** Whether a source is better told by this report than by the one so far: by the worst state, and by the oldest reading. */
function goesBefore(report: SourceReport, known: SourceReport | undefined): boolean {
  return known === undefined || isWorse(report, known) || (report.state === known.state && isOlder(report, known));
}

function isOlder(one: SourceReport, other: SourceReport): boolean {
  return (one.fetchedAt ?? "") < (other.fetchedAt ?? "");
}

/** A report's failure as an error for `errors`. */
export function errorOf(failure: SourceFailure): VendorError {
  const { code, vendor, account, message, retryable, retryAfterMs, resetsAt, vendorCode, vendorRequestId } = failure;
  return new VendorError({
    code,
    vendor,
    account,
    message,
    retryable,
    retryAfterMs: retryAfterMs ?? undefined,
    resetsAt: resetsAt ? Date.parse(resetsAt) : undefined,
    vendorCode: vendorCode ?? undefined,
    vendorRequestId: vendorRequestId ?? undefined,
    sent: "maybe",
  });
}

function toGapFailure(source: Source, { first, count }: NonNullable<CodeCoverage["gap"]>, now: number): SourceFailure {
  const where = count === 1 ? "In one place" : `In ${count} places`;
  return {
    ...holderOf(source),
    code: first.failure_code as VendorErrorCode,
    message: `${where} ${nameOf(source)} could not be looked at for codes so far${count === 1 ? "" : "; in the first"}: ${first.failure_message}`,
    retryable: first.retry_at !== null,
    retryAfterMs: first.retry_at === null ? null : Math.max(0, Date.parse(first.retry_at) - now),
    vendorCode: null,
    vendorRequestId: null,
    at: first.failed_at,
  };
}

/** A vendor's failure as clients see it in `sources` and `vendors`. */
export function toSourceFailure(source: Source, error: Error, at: number): SourceFailure {
  const known = error instanceof VendorError ? error : undefined;
  const isOurs = error instanceof DatabaseUnavailable;
  return {
    ...holderOf(source),
    code: (known?.code ?? "UNAVAILABLE") as VendorErrorCode,
    message: known?.message ?? (isOurs ? "The server's database does not answer." : "The server failed to ask this vendor."),
    retryable: known?.retryable ?? isOurs,
    retryAfterMs: (isOurs ? error.retryAfterMs : known?.retryAfterMs) ?? null,
    resetsAt: known?.resetsAt === undefined ? null : iso(known.resetsAt),
    vendorCode: known?.vendorCode ?? null,
    vendorRequestId: known?.vendorRequestId ?? null,
    at: iso(at),
  };
}
