import type { Clock } from "../clock.js";
import { CATALOG, type ChangeInputs, type ChangeKind, changeKindOf } from "../datasources/contract/catalog.js";
import type { Change, Finding, Sent, SentChange } from "../datasources/contract/change.js";
import type { DatasourceScope } from "../datasources/contract/datasource.js";
import { explainGenerally } from "../datasources/contract/user-errors.js";
import type { CostMeter } from "../http/request.js";
import { VendorError } from "../http/vendor-error.js";
import type { Source } from "../schema/common/source.js";
import { OperationOutcome } from "../schema/operation/operation.type.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import { type ChangeConnections, findChange, type OpenReads, openReads } from "./connected-changes.js";
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
import { type Resolution, resolvedRow } from "./resolution.js";

export interface ReconciliationOptions {
  repository: OperationRepository;
  connections: ChangeConnections;
  clock: Clock;
  /** The longest time of a request. A recorded change without an end gets at least that long before an unchanged record counts. */
  upstreamTimeoutMs: number;
  /** Opens the scope of the server's own reads, for one round of verifying. */
  openScope: () => DatasourceScope;
  /** Called before an operation says how a change stands, and once a vendor's own tables do: no answer from before is to serve again. */
  onNews?: (source: Source) => void;
  onOutcome?: (source: Source, kind: string, outcome: string) => void;
  onError?: (error: unknown, what: string) => void;
}

/** How long a request waits to verify an outcome in doubt again, where that can settle it. */
const INLINE_VERIFYING_MS = 6_000;
/** Reading an operation verifies it, but never more often than this. */
const VERIFY_AT_MOST_EVERY_MS = 2_000;
/** How long to wait before trying a vendor that is off again. */
const OFF_FOR_MS = 60_000;
/** More changes of one kind than are made while one of them is verified. */
const MADE_AT_MOST = 10_000;

/** Settles recorded changes: by the vendor's answer, or by verifying until the outcome is known. */
export class Reconciliation {
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #options: ReconciliationOptions;
  readonly #verifiedAt = new Map<string, number>();

  constructor(options: ReconciliationOptions) {
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
  }

  /** Verifies open operations, many at a time so that a datasource can batch, and returns the rows afterwards. */
  async verify(rows: readonly StoredOperation[]): Promise<StoredOperation[]> {
    const reads = this.#openReads();
    return Promise.all(rows.map((row) => this.#attempt(row, reads)));
  }

  /** The same for operations that a client reads: each at most every two seconds. */
  async verifyIfDue(rows: readonly StoredOperation[], cost?: CostMeter): Promise<StoredOperation[]> {
    const now = this.#clock.now();
    const reads = this.#openReads(cost);
    return Promise.all(
      rows.map(async (row) => {
        const last = this.#verifiedAt.get(row.id);
        const rested = last === undefined || now - last >= VERIFY_AT_MOST_EVERY_MS;
        return isOpen(row) && rested ? this.#attempt(row, reads) : row;
      }),
    );
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
        return this.#settle(row, { ...known, outcome: OperationOutcome.APPLIED }, undefined, isShownByRecord(row, known));
      return this.#keepOpen(row, {
        ...known,
        outcome: OperationOutcome.PENDING,
        ...nextAttemptColumn(nextAttempt(now, 0, change.verifyPolicy.delaysMs)),
      });
    }
    if (sent instanceof VendorError && sent.sent !== "maybe") {
      const refusals =
        sent.sent === "yes" && sent.code !== "CREDENTIALS_REJECTED" ? (change.explain(sent, input) ?? [explainGenerally(sent)]) : undefined;
      const settled = await this.#settle(row, {
        outcome: OperationOutcome.NOT_APPLIED,
        user_errors: JSON.stringify(refusals ?? [explainGenerally(sent)]),
        vendor_request_id: sent.vendorRequestId ?? null,
        sent_at: isoTime(now),
        // The vendor did nothing, so the key is given back and the same call may be made again.
        ...(refusals === undefined ? { idempotency_key: null } : {}),
      });
      return refusals === undefined && settled.outcome === OperationOutcome.NOT_APPLIED ? sent : settled;
    }
    const doubtful = await this.#keepOpen(row, {
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
    this.#options.onNews?.(sourceOfRow(row));
    if (!(await this.#repository.resolve(row.id, resolvedRow(resolution, row.vendor, settledAt)))) return false;
    this.#verifiedAt.delete(row.id);
    this.#options.onOutcome?.(sourceOfRow(row), row.kind, resolution.outcome);
    await this.#tellResolved(row, resolution).catch((error: unknown) => {
      this.#options.onError?.(error, "telling a vendor's memory how a change was resolved");
    });
    // The vendor's own tables have changed.
    this.#options.onNews?.(sourceOfRow(row));
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
    const first = await this.#attempt(row, this.#openReads(cost));
    const quietAt = sentEndedAt(row, settleGraceMs) + settleGraceMs;
    if (!isOpen(first) || settleGraceMs > INLINE_VERIFYING_MS || quietAt >= deadlineAt) return first;
    // A timer may fire a little before its time.
    while (this.#clock.now() < quietAt) await this.#clock.sleep(quietAt - this.#clock.now());
    return this.#attempt(first, this.#openReads(cost));
  }

  async #attempt(row: StoredOperation, reads: OpenReads): Promise<StoredOperation> {
    const startedAt = this.#clock.now();
    const plannedAt = nextAttemptAt(row);
    const known = this.#known(row);
    if (known === undefined) {
      // The vendor is off: the operation stays open.
      return this.#keepOpen(row, nextAttemptColumn(Math.max(plannedAt, startedAt + OFF_FOR_MS)), row);
    }
    const { settleGraceMs, delaysMs } = known.change.verifyPolicy;
    this.#verifiedAt.set(row.id, startedAt);
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
      return this.#settle(row, { outcome: OperationOutcome[conclusion], user_errors: errors ?? fallback, result }, row);
    }
    const isDue = startedAt >= plannedAt;
    const attempts = attemptsOf(row) + 1;
    return this.#keepOpen(
      row,
      {
        outcome: OperationOutcome[conclusion],
        result,
        user_errors: conclusion === "PENDING" ? (errors ?? partial) : uncertainErrorsOf(row),
        // An attempt for a client's read does not change the plan.
        ...(isDue ? { ...attemptColumns(attempts, nextAttempt(this.#clock.now(), attempts, delaysMs)), sent_at: isoTime(endedAt) } : {}),
      },
      row,
    );
  }

  async #find(row: StoredOperation, { change, kind }: KnownChange, reads: OpenReads): Promise<Finding> {
    try {
      return await change.verify(this.#sentChange(row, kind), reads(sourceOfRow(row)));
    } catch (error) {
      if (!(error instanceof VendorError)) this.#options.onError?.(error, "verifying a change");
      return { outcome: row.outcome === OperationOutcome.PENDING ? "PENDING" : "UNCERTAIN" };
    }
  }

  /** @param cost that of the caller who waits for it. */
  #openReads(cost?: CostMeter): OpenReads {
    return openReads(this.#options.connections, { ...this.#options.openScope(), cost });
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

  /**
   * @param seen the row as the attempt read it; where it has changed since, the attempt is outdated and changes nothing
   * @param isShown whether the vendor's record shows the outcome, so that a power cut may undo it here
   */
  async #settle(row: StoredOperation, change: Settling, seen?: StoredOperation, isShown = false): Promise<StoredOperation> {
    const settled = { ...change, settled_at: isoTime(this.#clock.now()) };
    this.#options.onNews?.(sourceOfRow(row));
    const isOurs = isShown ? await this.#repository.settleShown(row.id, settled) : await this.#repository.settle(row.id, settled, seen);
    if (!isOurs) return this.#stored(row);
    this.#verifiedAt.delete(row.id);
    this.#options.onOutcome?.(sourceOfRow(row), row.kind, settled.outcome);
    return { ...row, ...settled, next_look_at: null };
  }

  async #keepOpen(row: StoredOperation, change: Partial<StoredOperation>, seen?: StoredOperation): Promise<StoredOperation> {
    this.#options.onNews?.(sourceOfRow(row));
    const isOurs = await this.#repository.update(row.id, change, seen);
    return isOurs ? { ...row, ...change } : this.#stored(row);
  }

  /** The row as another has left it. */
  async #stored(row: StoredOperation): Promise<StoredOperation> {
    const stored = (await this.#repository.byId(row.id)) ?? row;
    if (!isOpen(stored)) this.#verifiedAt.delete(row.id);
    return stored;
  }
}

type Settling = Partial<StoredOperation> & Pick<StoredOperation, "outcome">;

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
