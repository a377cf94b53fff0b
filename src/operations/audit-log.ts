import DataLoader from "dataloader";
import { requireOneOf, requireScopes } from "../access/auth-checker.js";
import type { Viewer } from "../access/viewer.js";
import type { CostMeter } from "../http/request.js";
import { notACursor } from "../schema/common/bad-input.js";
import { openCursor, sealCursor } from "../schema/common/cursor.js";
import type { UserError } from "../schema/common/user-error.type.js";
import type { Operation, OperationOutcome } from "../schema/operation/operation.type.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { ChangeExecutor } from "./change-executor.js";
import { kindsOfSeveral } from "./change-target.js";
import { toOperation } from "./operation-record.js";
import type { Reconciliation } from "./settling/reconciliation.js";
import { type Resolution, refusalToResolve } from "./settling/resolution.js";
import type { Settlement } from "./settling/settlement.js";

export interface OperationPage {
  items: { cursor: string; node: Operation }[];
  hasNextPage: boolean;
}

/** The result of resolving an operation by hand. */
export interface Resolved {
  operation: Operation | null;
  userErrors: UserError[];
}

const READERS = ["read", "audit"] as const;

/** The audit log as one viewer may read it: the viewer's own operations, or all with the scope `audit`, which does not need `read`. */
export class AuditLog {
  readonly #repository: OperationRepository;
  readonly #reconciliation: Reconciliation;
  readonly #settlement: Settlement;
  readonly #viewer: Viewer;
  readonly #rows: DataLoader<string, StoredOperation | undefined>;

  /** @param cost that of the viewer's request, which open operations are verified for. */
  constructor(repository: OperationRepository, executor: ChangeExecutor, viewer: Viewer, cost?: CostMeter) {
    this.#repository = repository;
    this.#reconciliation = executor.reconciliation;
    this.#settlement = executor.settlement;
    this.#viewer = viewer;
    this.#rows = new DataLoader(async (ids) => {
      const rows = await Promise.all(ids.map((id) => repository.byId(id)));
      const resting = rows.filter((row) => row !== undefined).filter((row) => this.#isReadable(row) && !executor.isInFlight(row.id));
      const verified = new Map((await executor.reconciliation.verifyIfDue(resting, cost)).map((row) => [row.id, row]));
      return rows.map((row) => row && (verified.get(row.id) ?? row));
    });
  }

  /** Verifies an open operation first, so that a waiting client learns its outcome as soon as possible. */
  async byId(id: string): Promise<Operation | null> {
    requireOneOf(this.#viewer, READERS);
    const row = await this.#rows.load(id);
    if (row === undefined) return null;
    if (!this.#isReadable(row)) requireScopes(this.#viewer, ["audit"]);
    return toOperation(row);
  }

  /** One operation; null where the viewer may not read it, or there is none any more. */
  async readable(id: string): Promise<Operation | null> {
    const row = await this.#rows.load(id);
    return row !== undefined && this.#isReadable(row) ? toOperation(row) : null;
  }

  /**
   * Stores what a person saw of an UNCERTAIN operation of any caller. The scope does not open the log: the answer shows operations resolved
   * by hand, and those that the viewer may read anyway.
   */
  async resolve(id: string, seen: Omit<Resolution, "by">): Promise<Resolved> {
    const row = await this.#repository.byId(id);
    const refusal = refusalToResolve(row, row !== undefined && this.#reconciliation.isBeingSent(row));
    if (row === undefined || refusal !== undefined) return this.#answerTo(row, refusal);
    const isOurs = await this.#settlement.resolve(row, { ...seen, by: this.#viewer.subject });
    const now = await this.#repository.byId(id);
    return this.#answerTo(now, isOurs ? undefined : refusalToResolve(now, false));
  }

  #answerTo(row: StoredOperation | undefined, refusal: UserError | undefined): Resolved {
    const isShown = row !== undefined && (row.resolved_by !== null || this.#isReadable(row));
    return { operation: isShown ? toOperation(row) : null, userErrors: refusal === undefined ? [] : [refusal] };
  }

  #isReadable(row: StoredOperation): boolean {
    return row.requested_by === this.#viewer.subject || this.#viewer.scopes.has("audit");
  }

  /** Newest first; without the scope `audit` only the viewer's own. */
  async list(
    filter: { targetId?: string | null; outcome?: OperationOutcome | null },
    first: number,
    after?: string | null,
  ): Promise<OperationPage> {
    requireOneOf(this.#viewer, READERS);
    const targetId = filter.targetId ?? undefined;
    const list = ["operations", targetId ?? null, filter.outcome ?? null];
    const rows = await this.#repository.list(
      {
        targetId,
        severalIn: targetId === undefined ? undefined : kindsOfSeveral(targetId),
        outcome: filter.outcome ?? undefined,
        requestedBy: this.#viewer.scopes.has("audit") ? undefined : this.#viewer.subject,
      },
      first + 1,
      after === null || after === undefined ? undefined : readPlace(openCursor(list, after)),
    );
    const items = rows.slice(0, first).map((row) => ({ cursor: sealCursor(list, [row.requested_at, row.id]), node: toOperation(row) }));
    return { items, hasNextPage: rows.length > first };
  }
}

function readPlace(place: unknown): { requestedAt: string; id: string } {
  const [requestedAt, id] = Array.isArray(place) ? place : [];
  if (typeof requestedAt !== "string" || typeof id !== "string") throw notACursor();
  return { requestedAt, id };
}
