import type { Clock } from "../../clock.js";
import type { ChangeResult } from "../../datasources/contract/change.js";
import type { Source } from "../../schema/common/source.js";
import { OperationOutcome } from "../../schema/operation/operation.type.js";
import type { OperationRepository, StoredOperation } from "../../store/operation.repository.js";
import { isoTime, recordIdOf, sourceOfRow } from "../operation-record.js";
import { unsentError } from "../outcome.js";
import { UnwrittenEndings } from "./unwritten-endings.js";

export interface OutcomeWriterOptions {
  repository: OperationRepository;
  clock: Clock;
  /**
   * Called before an operation says how a change stands, and once a vendor's own tables do: no answer from before is to serve again. What it promises
   * is awaited before a caller is told.
   */
  onNews?: (source: Source) => Promise<void> | void;
  onOutcome?: (source: Source, kind: string, outcome: string) => void;
  /** Called after an operation was settled and written down, however: it was refused, too. */
  onSettled?: () => void;
  /** Called with the record of a change that its vendor has accepted and decides on later, by its id. */
  onAccepted?: (recordId: string) => void;
  onError?: (error: unknown, what: string) => void;
}

type Settling = Partial<Omit<StoredOperation, "settled_at" | "next_look_at">> & Pick<StoredOperation, "outcome">;

/** Writes down what became of a change, and tells those who have to know. */
export class OutcomeWriter {
  readonly #options: OutcomeWriterOptions;
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #endings: UnwrittenEndings;

  constructor(options: OutcomeWriterOptions) {
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
    this.#endings = new UnwrittenEndings(options);
  }

  /** Settles a change that is not sent after all, since nobody knows whether it was recorded in time. Its key may be used again. */
  async settleUnsent(row: StoredOperation): Promise<void> {
    const told = JSON.stringify([unsentError()]);
    const settled = {
      outcome: OperationOutcome.NOT_APPLIED,
      user_errors: told,
      idempotency_key: null,
      settled_at: isoTime(this.#clock.now()),
    };
    await this.#endings.write(async () => {
      if (await this.#repository.settle(row.id, settled)) this.#options.onSettled?.();
    });
  }

  /** Writes down what the database has not taken yet, if it does now. */
  async close(): Promise<void> {
    await this.#endings.close();
  }

  /**
   * Settles an operation; returns it as it is then.
   *
   * @param seen the row as an attempt read it: where it has changed since, the attempt is outdated and changes nothing. Left out, it is the sender
   *   who settles, and what the database does not take now is written later.
   * @param isShown whether the vendor's record shows the outcome, so that a power cut may undo it here
   */
  async settle(row: StoredOperation, change: Settling, seen?: StoredOperation, isShown = false): Promise<StoredOperation> {
    const settled = { settled_at: isoTime(this.#clock.now()), ...withRecord(row, change) };
    const told = this.#options.onNews?.(sourceOfRow(row));
    const write = async () => {
      const isOurs = isShown ? await this.#repository.settleShown(row.id, settled) : await this.#repository.settle(row.id, settled, seen);
      if (isOurs) this.#options.onOutcome?.(sourceOfRow(row), row.kind, settled.outcome);
      if (isOurs) this.#options.onSettled?.();
      return isOurs;
    };
    const isOurs = seen === undefined ? await this.#endings.write(write) : await write();
    await told;
    return isOurs ? { ...row, ...settled, next_look_at: null } : this.stored(row);
  }

  /** The same for what leaves the operation open. */
  async keepOpen(row: StoredOperation, change: Partial<StoredOperation>, seen?: StoredOperation): Promise<StoredOperation> {
    const told = this.#options.onNews?.(sourceOfRow(row));
    const kept = withRecord(row, change);
    const write = () => this.#repository.update(row.id, kept, seen);
    const isOurs = seen === undefined ? await this.#endings.write(write) : await write();
    await told;
    const recordId = kept.record_id ?? row.record_id;
    if (isOurs && kept.outcome === OperationOutcome.PENDING && recordId !== null) this.#options.onAccepted?.(recordId);
    return isOurs ? { ...row, ...kept } : this.stored(row);
  }

  /** The row as another has left it. */
  async stored(row: StoredOperation): Promise<StoredOperation> {
    return (await this.#repository.byId(row.id)) ?? row;
  }
}

/** With the record that the vendor has named meanwhile. */
function withRecord<Change_ extends Partial<StoredOperation>>(row: StoredOperation, change: Change_): Change_ {
  if (row.record_id !== null || change.result === undefined) return change;
  const record_id = recordIdOf(null, JSON.parse(change.result) as ChangeResult);
  return record_id === null ? change : { ...change, record_id };
}
