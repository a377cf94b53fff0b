import type { Clock } from "../clock.js";
import { CATALOG, type ChangeInputs, type ChangeKind, changeKindOf } from "../datasources/contract/catalog.js";
import type { Change, Finding, Sent, SentChange } from "../datasources/contract/change.js";
import type { DatasourceScope } from "../datasources/contract/datasource.js";
import { explainGenerally } from "../datasources/contract/user-errors.js";
import type { CostMeter } from "../http/request.js";
import { VendorError } from "../http/vendor-error.js";
import { OperationOutcome } from "../schema/operation/operation.type.js";
import { DatabaseUnavailable } from "../store/database-unavailable.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import { type ChangeConnections, findChange, type OpenReads, openReads } from "./connected-changes.js";
import { type Asker, LOOK_WITHIN_MS, Looks } from "./looks.js";
import {
  attemptColumns,
  attemptsOf,
  firstAttemptAfterMs,
  isOpen,
  isoTime,
  nextAttemptAt,
  nextAttemptColumn,
  resultOf,
  sentChangeOf,
  sourceOfRow,
} from "./operation-record.js";
import { conclude, nextAttempt, notAppliedError, uncertainError } from "./outcome.js";
import { OutcomeWriter, type OutcomeWriterOptions } from "./outcome-writer.js";
import { type Resolution, resolvedRow } from "./resolution.js";

export interface ReconciliationOptions extends OutcomeWriterOptions {
  connections: ChangeConnections;
  /** The server that makes the changes, among those on the database. */
  serverId: string;
  /** The longest time of a request. A recorded change without an end gets at least that long before an unchanged record counts. */
  upstreamTimeoutMs: number;
  /** Opens the scope of the server's own reads, for one round of verifying. */
  openScope: () => DatasourceScope;
}

/** How long a request waits to verify an outcome in doubt again, where that can settle it. */
const INLINE_VERIFYING_MS = 6_000;
/** The wait for a look under way elsewhere, which may settle what this server asks for. */
const LOOK_ELSEWHERE_POLL_MS = 250;
/** How long to wait before trying a vendor that is off again. */
const OFF_FOR_MS = 60_000;
/** More changes of one kind than are made while one of them is verified. */
const MADE_AT_MOST = 10_000;

/** Settles recorded changes: by the vendor's answer, or by verifying until the outcome is known. */
export class Reconciliation {
  readonly writer: OutcomeWriter;
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #options: ReconciliationOptions;
  readonly #looks: Looks;
  /** The looks of this server that have not ended, by operation. */
  readonly #underWay = new Map<string, Promise<StoredOperation>>();

  constructor(options: ReconciliationOptions) {
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
    this.#looks = new Looks(options.repository, options.clock);
    this.writer = new OutcomeWriter(options);
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
        return mine === undefined ? (this.#underWay.get(row.id) ?? this.writer.stored(row)) : this.#attempt(mine, "client", known, reads);
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

  /** Stores how the sending ended. Returns an Error where the vendor did nothing: the caller receives the failure itself. */
  async settleSent(
    row: StoredOperation,
    change: Change,
    input: ChangeInputs[ChangeKind],
    sent: Sent | Error | undefined,
    deadlineAt: number,
    cost?: CostMeter,
  ): Promise<StoredOperation | Error> {
    const now = this.#clock.now();
    if (sent !== undefined && !(sent instanceof Error)) {
      const known = {
        user_errors: JSON.stringify(sent.userErrors ?? []),
        result: JSON.stringify({ ...resultOf(row), ...sent.result }),
        vendor_task_id: sent.taskId ?? null,
        vendor_request_id: sent.requestId ?? null,
        sent_at: isoTime(now),
      };
      if (sent.outcome === "APPLIED")
        return this.writer.settle(row, { ...known, outcome: OperationOutcome.APPLIED }, undefined, isShownByRecord(row, known));
      return this.writer.keepOpen(row, {
        ...known,
        outcome: OperationOutcome.PENDING,
        ...nextAttemptColumn(nextAttempt(now, 0, change.verifyPolicy.delaysMs)),
      });
    }
    if (sent instanceof VendorError && sent.sent !== "maybe") {
      const refusals =
        sent.sent === "yes" && sent.code !== "CREDENTIALS_REJECTED" ? (change.explain(sent, input) ?? [explainGenerally(sent)]) : undefined;
      const settled = await this.writer.settle(row, {
        outcome: OperationOutcome.NOT_APPLIED,
        user_errors: JSON.stringify(refusals ?? [explainGenerally(sent)]),
        vendor_request_id: sent.vendorRequestId ?? null,
        sent_at: isoTime(now),
        // The vendor did nothing, so the key is given back and the same call may be made again.
        ...(refusals === undefined ? { idempotency_key: null } : {}),
      });
      return refusals === undefined && settled.outcome === OperationOutcome.NOT_APPLIED ? sent : settled;
    }
    const doubtful = await this.writer.keepOpen(row, {
      outcome: OperationOutcome.UNCERTAIN,
      sent_at: isoTime(now),
      vendor_request_id: sent instanceof VendorError ? (sent.vendorRequestId ?? null) : null,
      user_errors: JSON.stringify([
        uncertainError(row.vendor, sent instanceof VendorError ? sent.message : "The sending was interrupted."),
      ]),
      ...nextAttemptColumn(nextAttempt(now, 0, change.verifyPolicy.delaysMs)),
    });
    return this.#verifyUntilKnown(doubtful, change.verifyPolicy.settleGraceMs, deadlineAt, cost);
  }

  /** Stores what a person saw at the vendor. False where the operation is settled already. */
  async resolve(row: StoredOperation, resolution: Resolution): Promise<boolean> {
    const settledAt = isoTime(this.#clock.now());
    const told = this.#options.onNews?.(sourceOfRow(row));
    if (!(await this.#repository.resolve(row.id, resolvedRow(resolution, row.vendor, settledAt)))) return false;
    this.#options.onOutcome?.(sourceOfRow(row), row.kind, resolution.outcome);
    this.#options.onSettled?.();
    await this.#tellResolved(row, resolution).catch((error: unknown) => {
      this.#options.onError?.(error, "telling a vendor's memory how a change was resolved");
    });
    // The vendor's own tables have changed.
    await Promise.all([told, this.#options.onNews?.(sourceOfRow(row))]);
    return true;
  }

  async #tellResolved(row: StoredOperation, { outcome }: Resolution): Promise<void> {
    const known = this.#known(row);
    if (known !== undefined) await known.change.resolved?.(this.#sentChange(row, known.kind), outcome);
  }

  /** Verifies at once, and again after the settle grace, if that is soon enough for the caller to wait. */
  async #verifyUntilKnown(
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
      const stored = await this.writer.stored(row);
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
    return this.writer.keepOpen(row, nextAttemptColumn(Math.max(nextAttemptAt(row), this.#clock.now() + OFF_FOR_MS)), row);
  }

  /** Plans an attempt that could not be made now for when it can. */
  async #postpone(row: StoredOperation, asker: Asker, { change }: KnownChange): Promise<StoredOperation> {
    const stored = await this.writer.stored(row);
    const { settleGraceMs, delaysMs } = change.verifyPolicy;
    const freeAt = this.#looks.freeAt(stored, asker, delaysMs[0] ?? 0);
    // A look that died with its server is repeated, even where the next one is planned for much later.
    const isTooLate = asker === "takeover" && stored.sent_at !== null && this.#looks.isUnderWay(stored);
    const plannedAt = nextAttemptAt(stored);
    if (!isOpen(stored) || (plannedAt >= freeAt && !isTooLate)) return stored;
    return this.writer.keepOpen(stored, { ...nextAttemptColumn(freeAt), sent_at: isoTime(sentEndedAt(stored, settleGraceMs)) }, stored);
  }

  /** @param row as it was claimed */
  #attempt(row: StoredOperation, asker: Asker, known: KnownChange, reads: OpenReads): Promise<StoredOperation> {
    const attempt = this.#lookAndRelease(row, asker, known, reads).finally(() => {
      if (this.#underWay.get(row.id) === attempt) this.#underWay.delete(row.id);
    });
    this.#underWay.set(row.id, attempt);
    return attempt;
  }

  async #lookAndRelease(row: StoredOperation, asker: Asker, known: KnownChange, reads: OpenReads): Promise<StoredOperation> {
    const after = await this.#look(row, asker, known, reads);
    // The row has changed meanwhile, so that nothing was written.
    if (!isOpen(after) || after.looking_until === null) return after;
    await this.#looks.release(row);
    return { ...after, looking_until: null };
  }

  async #look(row: StoredOperation, asker: Asker, known: KnownChange, reads: OpenReads): Promise<StoredOperation> {
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
      return this.writer.settle(
        row,
        { outcome: OperationOutcome[conclusion], user_errors: errors ?? fallback, result, looking_until: null },
        row,
      );
    }
    const isDue = startedAt >= plannedAt;
    // While it is being sent the plan says until when at the longest, and stays.
    const isForProof = !isDue && asker === "takeover" && row.sent_at === null;
    const attempts = attemptsOf(row) + 1;
    return this.writer.keepOpen(
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

  async #find(row: StoredOperation, { change, kind }: KnownChange, reads: OpenReads): Promise<Finding> {
    try {
      return await change.verify(this.#sentChange(row, kind), reads(sourceOfRow(row)));
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

  #known(row: StoredOperation): KnownChange | undefined {
    const kind = changeKindOf(row.kind);
    const change = kind && findChange(this.#options.connections, sourceOfRow(row), kind);
    return change && { kind, change };
  }

  #sentChange(row: StoredOperation, kind: ChangeKind): SentChange<ChangeKind, unknown> {
    return sentChangeOf(row, kind, async (requestedSince) => {
      const made = { kind: row.kind, source: sourceOfRow(row), outcome: OperationOutcome.APPLIED, requestedSince: isoTime(requestedSince) };
      const others = await this.#repository.list(made, MADE_AT_MOST);
      return others.filter((other) => other.id !== row.id).map(resultOf);
    });
  }
}

/**
 * Whether the vendor's record shows all that its answer told of an applied change, so that `verify` would find the same again. Nobody is told
 * of a payment before it is on the disk.
 */
function isShownByRecord(row: StoredOperation, told: Pick<StoredOperation, "result" | "user_errors">): boolean {
  const kind = changeKindOf(row.kind);
  return kind !== undefined && !CATALOG[kind].paid && told.result === row.result && told.user_errors === "[]";
}

interface KnownChange {
  kind: ChangeKind;
  change: Change;
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
