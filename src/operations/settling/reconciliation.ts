import type { Clock } from "../../clock.js";
import type { Finding } from "../../datasources/contract/change.js";
import type { DatasourceScope } from "../../datasources/contract/datasource.js";
import type { CostMeter } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";
import { DatabaseUnavailable } from "../../store/database-unavailable.js";
import type { OperationRepository, StoredOperation } from "../../store/operation.repository.js";
import { type ChangeConnections, type ChangeOfKind, changeOfRow, type OpenReads, openReads } from "../connected-changes.js";
import {
  attemptColumns,
  attemptsOf,
  firstAttemptAfterMs,
  isOpen,
  isoTime,
  nextAttemptAt,
  nextAttemptColumn,
  resultOf,
  sourceOfRow,
} from "../operation-record.js";
import { conclude, nextAttempt, notAppliedError, uncertainError } from "../outcome.js";
import { type Asker, LOOK_WITHIN_MS, Looks } from "./looks.js";
import type { OutcomeWriter } from "./outcome-writer.js";
import { sentChangeOf } from "./sent-change.js";

export interface ReconciliationOptions {
  repository: OperationRepository;
  clock: Clock;
  connections: ChangeConnections;
  /** Opens the scope of the server's own reads, for one round of verifying. */
  openScope: () => DatasourceScope;
  onError?: (error: unknown, what: string) => void;
}

/** How long a request waits to verify an outcome in doubt again, where that can settle it. */
const INLINE_VERIFYING_MS = 6_000;
/** The wait for a look under way elsewhere, which may settle what this server asks for. */
const LOOK_ELSEWHERE_POLL_MS = 250;
/** How long to wait before trying a vendor that is off again. */
const OFF_FOR_MS = 60_000;

/** Verifies changes whose outcome is open, by reading their records at the vendor, until it is known. */
export class Reconciliation {
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #options: ReconciliationOptions;
  readonly #writer: OutcomeWriter;
  readonly #looks: Looks;
  /** The looks of this server that have not ended, by operation. */
  readonly #underWay = new Map<string, Promise<StoredOperation>>();

  constructor(options: ReconciliationOptions, writer: OutcomeWriter) {
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
    this.#looks = new Looks(options.repository, options.clock);
    this.#writer = writer;
  }

  /**
   * Verifies open operations as planned, many at a time so that a datasource can batch, and returns the rows afterwards. One that may not be looked
   * up yet is planned for when it may.
   */
  async verify(rows: readonly StoredOperation[], asker: "plan" | "takeover" = "plan"): Promise<StoredOperation[]> {
    const claimed = await this.#claim(rows, asker);
    const reads = this.#openReads();
    return Promise.all(
      rows.map((row) => {
        const known = this.#known(row);
        if (known === undefined) return this.#postponeWhileOff(row);
        const mine = claimed.get(row.id);
        return mine === undefined ? this.#postpone(row, asker, known) : this.#attempt(mine, asker, known, reads);
      }),
    );
  }

  /** The same for operations that a client reads: one that this server looks up already is waited for, one that may not be looked up yet is as it is. */
  async verifyIfDue(rows: readonly StoredOperation[], cost?: CostMeter): Promise<StoredOperation[]> {
    const claimed = await this.#claim(rows.filter(isOpen), "client");
    const reads = this.#openReads(cost);
    return Promise.all(
      rows.map(async (row) => {
        const mine = claimed.get(row.id);
        const known = this.#known(row);
        if (!isOpen(row) || known === undefined) return row;
        // A look that has just ended may have settled it since the row was read.
        return mine === undefined ? (this.#underWay.get(row.id) ?? this.#writer.stored(row)) : this.#attempt(mine, "client", known, reads);
      }),
    );
  }

  /** When the reconciler is to look again for the proof of a change whose server died while it sent it, in epoch milliseconds. */
  nextLookForProof(row: StoredOperation): number {
    const known = this.#known(row);
    if (known === undefined) return Number.POSITIVE_INFINITY;
    return row.looked_at === null ? 0 : nextAttempt(Date.parse(row.looked_at), attemptsOf(row), known.change.verifyPolicy.delaysMs);
  }

  /** Whether a process may still be sending it: its end is not stored, and the latest possible end has not passed. */
  isBeingSent(row: StoredOperation): boolean {
    const settleGraceMs = this.#known(row)?.change.verifyPolicy.settleGraceMs ?? 0;
    return isOpen(row) && row.sent_at === null && this.#clock.now() < sentEndedAt(row, settleGraceMs);
  }

  /** Verifies at once, and again after the settle grace, if that is soon enough for the caller to wait. */
  async verifyUntilKnown(
    row: StoredOperation,
    settleGraceMs: number,
    deadlineAt: number,
    cost: CostMeter | undefined,
  ): Promise<StoredOperation> {
    if (!isOpen(row)) return row;
    const first = await this.#lookWhenFree(row, deadlineAt, cost);
    const quietAt = sentEndedAt(row, settleGraceMs) + settleGraceMs;
    if (!isOpen(first) || settleGraceMs > INLINE_VERIFYING_MS || quietAt >= deadlineAt) return first;
    // A timer may fire a little before its time.
    while (this.#clock.now() < quietAt) await this.#clock.sleep(quietAt - this.#clock.now());
    return this.#lookWhenFree(first, deadlineAt, cost);
  }

  /** Looks once nobody else does and the last look is long enough ago, if that is before the deadline. */
  async #lookWhenFree(row: StoredOperation, deadlineAt: number, cost: CostMeter | undefined): Promise<StoredOperation> {
    for (;;) {
      const mine = (await this.#claim([row], "client")).get(row.id);
      const known = this.#known(row);
      if (known === undefined) return this.#postponeWhileOff(row);
      if (mine !== undefined) return this.#attempt(mine, "client", known, this.#openReads(cost));
      const stored = await this.#writer.stored(row);
      const now = this.#clock.now();
      const freeAt = this.#looks.isUnderWay(stored) ? now + LOOK_ELSEWHERE_POLL_MS : this.#looks.freeAt(stored, "client", 0);
      if (!isOpen(stored) || freeAt >= deadlineAt) return stored;
      await this.#clock.sleep(Math.max(0, freeAt - now));
    }
  }

  /** Those that a connected vendor can be asked for. */
  async #claim(rows: readonly StoredOperation[], asker: Asker): Promise<Map<string, StoredOperation>> {
    return this.#looks.claim(
      rows.filter((row) => this.#known(row) !== undefined),
      asker,
      (row) => this.#known(row)?.change.verifyPolicy.delaysMs[0] ?? 0,
    );
  }

  /** The operation stays open until its vendor is back. */
  #postponeWhileOff(row: StoredOperation): Promise<StoredOperation> {
    return this.#writer.keepOpen(row, nextAttemptColumn(Math.max(nextAttemptAt(row), this.#clock.now() + OFF_FOR_MS)), row);
  }

  /** Plans an attempt that could not be made now for when it can. */
  async #postpone(row: StoredOperation, asker: Asker, { change }: ChangeOfKind): Promise<StoredOperation> {
    const stored = await this.#writer.stored(row);
    const { settleGraceMs, delaysMs } = change.verifyPolicy;
    const freeAt = this.#looks.freeAt(stored, asker, delaysMs[0] ?? 0);
    // A look that died with its server is repeated, even where the next one is planned for much later.
    const isTooLate = asker === "takeover" && stored.sent_at !== null && this.#looks.isUnderWay(stored);
    const plannedAt = nextAttemptAt(stored);
    if (!isOpen(stored) || (plannedAt >= freeAt && !isTooLate)) return stored;
    return this.#writer.keepOpen(stored, { ...nextAttemptColumn(freeAt), sent_at: isoTime(sentEndedAt(stored, settleGraceMs)) }, stored);
  }

  /** @param row as it was claimed */
  #attempt(row: StoredOperation, asker: Asker, known: ChangeOfKind, reads: OpenReads): Promise<StoredOperation> {
    const attempt = this.#lookAndRelease(row, asker, known, reads).finally(() => {
      if (this.#underWay.get(row.id) === attempt) this.#underWay.delete(row.id);
    });
    this.#underWay.set(row.id, attempt);
    return attempt;
  }

  async #lookAndRelease(row: StoredOperation, asker: Asker, known: ChangeOfKind, reads: OpenReads): Promise<StoredOperation> {
    const after = await this.#look(row, asker, known, reads);
    // The row has changed meanwhile, so that nothing was written.
    if (!isOpen(after) || after.looking_until === null) return after;
    await this.#looks.release(row);
    return { ...after, looking_until: null };
  }

  async #look(row: StoredOperation, asker: Asker, known: ChangeOfKind, reads: OpenReads): Promise<StoredOperation> {
    const startedAt = this.#clock.now();
    const plannedAt = nextAttemptAt(row);
    const { settleGraceMs, delaysMs } = known.change.verifyPolicy;
    const endedAt = sentEndedAt(row, settleGraceMs);
    const finding = await this.#find(row, known, reads);
    // The vendor's answer is as of the request, however long it took.
    const conclusion = conclude(finding, { now: startedAt, sentEndedAt: endedAt, settleGraceMs });
    // A finding that does not hold yet is not stored: a record that is still there may yet be deleted.
    const believed = conclusion === finding.outcome ? finding.result : undefined;
    const result = JSON.stringify({ ...resultOf(row), ...believed });
    // Partial refusals of the vendor's answer stay valid for a change that it accepts later.
    const partial = row.outcome === OperationOutcome.PENDING ? row.user_errors : "[]";
    const errors = finding.userErrors === undefined ? undefined : JSON.stringify(finding.userErrors);
    if (conclusion === "APPLIED" || conclusion === "NOT_APPLIED") {
      const fallback = conclusion === "APPLIED" ? partial : JSON.stringify([notAppliedError(row.vendor)]);
      return this.#writer.settle(
        row,
        { outcome: OperationOutcome[conclusion], user_errors: errors ?? fallback, result, looking_until: null },
        row,
      );
    }
    const isDue = startedAt >= plannedAt;
    // While it is being sent the plan says until when at the longest, and stays.
    const isForProof = !isDue && asker === "takeover" && row.sent_at === null;
    const attempts = attemptsOf(row) + 1;
    return this.#writer.keepOpen(
      row,
      {
        outcome: OperationOutcome[conclusion],
        looking_until: null,
        result,
        user_errors: conclusion === "PENDING" ? (errors ?? partial) : uncertainErrorsOf(row),
        // An attempt for a client's read does not change the plan.
        ...(isDue ? { ...attemptColumns(attempts, nextAttempt(this.#clock.now(), attempts, delaysMs)), sent_at: isoTime(endedAt) } : {}),
        ...(isForProof ? { looks: attempts } : {}),
      },
      row,
    );
  }

  async #find(row: StoredOperation, { change, kind }: ChangeOfKind, reads: OpenReads): Promise<Finding> {
    try {
      return await change.verify(sentChangeOf(row, kind, this.#repository), reads(sourceOfRow(row)));
    } catch (error) {
      if (!(error instanceof VendorError || error instanceof DatabaseUnavailable)) this.#options.onError?.(error, "verifying a change");
      return { outcome: row.outcome === OperationOutcome.PENDING ? "PENDING" : "UNCERTAIN" };
    }
  }

  /** @param cost that of the caller who waits for it. */
  #openReads(cost?: CostMeter): OpenReads {
    const scope = this.#options.openScope();
    const deadlineAt = Math.min(scope.deadlineAt ?? Number.POSITIVE_INFINITY, this.#clock.now() + LOOK_WITHIN_MS);
    return openReads(this.#options.connections, { ...scope, deadlineAt, cost });
  }

  #known(row: StoredOperation): ChangeOfKind | undefined {
    return changeOfRow(this.#options.connections, row);
  }
}

/**
 * When the sending ended, in epoch milliseconds, or the latest possible end where none is stored: the first attempt of a recorded change is
 * planned by that moment (`firstAttemptAfterMs`).
 */
function sentEndedAt(row: StoredOperation, settleGraceMs: number): number {
  return row.sent_at === null ? nextAttemptAt(row) - firstAttemptAfterMs(settleGraceMs) : Date.parse(row.sent_at);
}

/** The first reason for the doubt stays, except where the vendor accepted the change and then does not know it. */
function uncertainErrorsOf(row: StoredOperation): string {
  if (row.outcome === OperationOutcome.UNCERTAIN) return row.user_errors;
  return JSON.stringify([uncertainError(row.vendor, `${row.vendor} took it in, and does not say what became of it.`)]);
}
