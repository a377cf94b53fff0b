import type { Clock } from "../clock.js";
import { type ChangeInputs, type ChangeKind, changeKindOf } from "../datasources/contract/catalog.js";
import type { Change, Finding, Sent, SentChange } from "../datasources/contract/change.js";
import { explainGenerally } from "../datasources/contract/explain.js";
import { VendorError } from "../http/vendor-error.js";
import { OperationOutcome } from "../schema/operation/operation.type.js";
import type { Vendor } from "../schema/vendor/vendor.type.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import { isOpen, isoTime, resultOf } from "./operation-record.js";
import { conclude, nextLookAt, notAppliedError, uncertainError } from "./outcome.js";
import { type Resolution, resolvedRow } from "./resolution.js";

/** The vendor's changes again, for looking up an operation that an earlier request or process began. */
export type FindChange = (vendor: Vendor, kind: string) => Change<never> | undefined;

export interface SettlementOptions {
  repository: OperationRepository;
  clock: Clock;
  /** The longest an attempt at a vendor may take: an intent without an end is given at least that long before its silence counts. */
  upstreamTimeoutMs: number;
  /** Fresh datasources for one round of looks: nothing read before counts, and one round's questions to a vendor are batched. */
  openRound: () => FindChange;
  onOutcome?: (vendor: string, kind: string, outcome: string) => void;
  onError?: (error: unknown, what: string) => void;
}

type AnyChange = Change<ChangeInputs[ChangeKind], unknown>;
type AnyInput = ChangeInputs[ChangeKind];

/** Within one request, an outcome in doubt is looked at again as long as this, where that can settle it. */
const INLINE_LOOK_MS = 6_000;
/** Asking for an operation looks it up, but never more often than this. */
const LOOK_AT_MOST_EVERY_MS = 2_000;

/** How a recorded change comes to its outcome: by the vendor's answer, or by looking until it is known. */
export class Reconciliation {
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #options: SettlementOptions;
  readonly #lookedAt = new Map<string, number>();

  constructor(options: SettlementOptions) {
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
  }

  /** Looks open operations up, many at a time so that a datasource can batch, and gives the rows as they stand afterwards. */
  async lookUp(rows: readonly StoredOperation[]): Promise<StoredOperation[]> {
    const findChange = this.#options.openRound();
    return Promise.all(rows.map((row) => this.#lookOnce(row, findChange)));
  }

  /** The same for operations that someone asks for: each no more often than every two seconds. */
  async lookUpIfDue(rows: readonly StoredOperation[]): Promise<StoredOperation[]> {
    const now = this.#clock.now();
    const findChange = this.#options.openRound();
    return Promise.all(
      rows.map(async (row) => {
        const last = this.#lookedAt.get(row.id);
        const rested = last === undefined || now - last >= LOOK_AT_MOST_EVERY_MS;
        return isOpen(row) && rested ? this.#lookOnce(row, findChange) : row;
      }),
    );
  }

  /** Whether some process may be sending it still: its end is not written down, and the latest moment it can have is not over. */
  isBeingSent(row: StoredOperation): boolean {
    const change = changeOf(row, this.#options.openRound());
    return isOpen(row) && row.sent_at === null && this.#clock.now() < sentEndedAt(row, change?.lookUp.settleGraceMs ?? 0);
  }

  /** Writes down how the sending ended. An Error: nothing reached the vendor's records, and the caller is told the failure itself. */
  async settleSent(
    row: StoredOperation,
    change: AnyChange,
    input: AnyInput,
    sent: Sent | Error | undefined,
    deadlineAt: number,
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
      if (sent.outcome === "APPLIED") return this.#settle(row, { ...known, outcome: OperationOutcome.APPLIED });
      return this.#keepOpen(row, {
        ...known,
        outcome: OperationOutcome.PENDING,
        next_look_at: isoTime(nextLookAt(now, 0, change.lookUp.delaysMs)),
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
        // Nothing reached the vendor's records: the key is given back, so that the same call may be made again.
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
      next_look_at: isoTime(nextLookAt(now, 0, change.lookUp.delaysMs)),
    });
    return this.#lookUntilKnown(doubtful, change.lookUp.settleGraceMs, deadlineAt);
  }

  /** Writes down what a person saw at the vendor. False: it is not in doubt any more, whoever settled it. */
  async resolve(row: StoredOperation, resolution: Resolution): Promise<boolean> {
    const settledAt = isoTime(this.#clock.now());
    if (!(await this.#repository.resolve(row.id, resolvedRow(resolution, row.vendor, settledAt)))) return false;
    this.#lookedAt.delete(row.id);
    this.#options.onOutcome?.(row.vendor, row.kind, resolution.outcome);
    const change = changeOf(row, this.#options.openRound());
    await change?.resolved?.(sentChangeOf(row), resolution.outcome).catch((error: unknown) => {
      this.#options.onError?.(error, "telling a vendor's memory how a change was resolved");
    });
    return true;
  }

  /** Looks at once, and again when the vendor's quiet time is over, if that comes soon enough for the caller to wait. */
  async #lookUntilKnown(row: StoredOperation, settleGraceMs: number, deadlineAt: number): Promise<StoredOperation> {
    if (!isOpen(row)) return row;
    const first = await this.#lookOnce(row, this.#options.openRound());
    const quietAt = sentEndedAt(row, settleGraceMs) + settleGraceMs;
    if (!isOpen(first) || settleGraceMs > INLINE_LOOK_MS || quietAt >= deadlineAt) return first;
    // A timer may fire a little before its moment.
    while (this.#clock.now() < quietAt) await this.#clock.sleep(quietAt - this.#clock.now());
    return this.#lookOnce(first, this.#options.openRound());
  }

  async #lookOnce(row: StoredOperation, findChange: FindChange): Promise<StoredOperation> {
    const lookedAt = this.#clock.now();
    const plannedAt = Date.parse(row.next_look_at ?? row.requested_at);
    const change = changeOf(row, findChange);
    if (change === undefined) {
      // The vendor is off at present: nothing can be learned, and nothing is forgotten.
      return this.#keepOpen(row, { next_look_at: isoTime(Math.max(plannedAt, lookedAt + 60_000)) }, row);
    }
    this.#lookedAt.set(row.id, lookedAt);
    const endedAt = sentEndedAt(row, change.lookUp.settleGraceMs);
    const finding = await this.#find(row, change);
    // What the vendor said says how things stood when it was asked, however long its answer took.
    const conclusion = conclude(finding, { now: lookedAt, sentEndedAt: endedAt, settleGraceMs: change.lookUp.settleGraceMs });
    // What was found and is not believed yet is told to nobody: an id that is still there has not failed to go.
    const believed = conclusion === finding.outcome ? finding.result : undefined;
    const result = JSON.stringify({ ...resultOf(row), ...believed });
    // Refusals of parts that came with the vendor's answer stay true of a change that it takes in later.
    const partial = row.outcome === OperationOutcome.PENDING ? row.user_errors : "[]";
    const errors = finding.userErrors === undefined ? undefined : JSON.stringify(finding.userErrors);
    if (conclusion === "APPLIED" || conclusion === "NOT_APPLIED") {
      const fallback = conclusion === "APPLIED" ? partial : JSON.stringify([notAppliedError(row.vendor)]);
      return this.#settle(row, { outcome: OperationOutcome[conclusion], user_errors: errors ?? fallback, result }, row);
    }
    const isDue = lookedAt >= plannedAt;
    return this.#keepOpen(
      row,
      {
        outcome: OperationOutcome[conclusion],
        result,
        user_errors: conclusion === "PENDING" ? (errors ?? partial) : uncertainErrorsOf(row),
        // A look out of turn, because someone asked, changes nothing of the plan.
        ...(isDue
          ? {
              looks: row.looks + 1,
              next_look_at: isoTime(nextLookAt(this.#clock.now(), row.looks + 1, change.lookUp.delaysMs)),
              sent_at: isoTime(endedAt),
            }
          : {}),
      },
      row,
    );
  }

  async #find(row: StoredOperation, change: Change<never>): Promise<Finding> {
    try {
      return await change.find(sentChangeOf(row));
    } catch (error) {
      if (!(error instanceof VendorError)) this.#options.onError?.(error, "looking a change up");
      return { outcome: row.outcome === OperationOutcome.PENDING ? "PENDING" : "UNCERTAIN" };
    }
  }

  /** `seen`: the row as a look found it; where it has changed meanwhile, the look is out of date and changes nothing. */
  async #settle(row: StoredOperation, change: Partial<StoredOperation>, seen?: StoredOperation): Promise<StoredOperation> {
    const settled = { ...change, settled_at: isoTime(this.#clock.now()) };
    const isOurs = await this.#repository.settle(row.id, settled, seen);
    const stored = await this.#stored(row, isOurs ? { ...settled, next_look_at: null } : {});
    if (isOurs) this.#options.onOutcome?.(row.vendor, row.kind, stored.outcome);
    return stored;
  }

  async #keepOpen(row: StoredOperation, change: Partial<StoredOperation>, seen?: StoredOperation): Promise<StoredOperation> {
    const isOurs = await this.#repository.update(row.id, change, seen);
    return this.#stored(row, isOurs ? change : {});
  }

  async #stored(row: StoredOperation, change: Partial<StoredOperation>): Promise<StoredOperation> {
    const stored = (await this.#repository.byId(row.id)) ?? { ...row, ...change };
    if (!isOpen(stored)) this.#lookedAt.delete(row.id);
    return stored;
  }
}

function sentChangeOf(row: StoredOperation): SentChange<never, never> {
  return {
    input: JSON.parse(row.input) as never,
    evidence: JSON.parse(row.evidence ?? "null") as never,
    requestedAt: Date.parse(row.requested_at),
    taskId: row.vendor_task_id ?? undefined,
    result: resultOf(row),
  };
}

function changeOf(row: StoredOperation, findChange: FindChange): Change<never> | undefined {
  return findChange(row.vendor as Vendor, changeKindOf(row.kind) ?? row.kind);
}

/**
 * When the sending ended, or, where no end was written down, the latest moment at which it can have ended: an intent is recorded with its
 * first look planned for the quiet time after that moment.
 */
function sentEndedAt(row: StoredOperation, settleGraceMs: number): number {
  return row.sent_at === null ? Date.parse(row.next_look_at ?? row.requested_at) - settleGraceMs : Date.parse(row.sent_at);
}

/** The reason for the doubt stays the first one; a vendor that took it in and then knows nothing of it is a new one. */
function uncertainErrorsOf(row: StoredOperation): string {
  if (row.outcome === OperationOutcome.UNCERTAIN) return row.user_errors;
  return JSON.stringify([uncertainError(row.vendor, `${row.vendor} took it in, and does not say what became of it.`)]);
}
