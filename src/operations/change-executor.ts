import type { Clock } from "../clock.js";
import { asError } from "../datasources/contract/as-error.js";
import type { Change, Sent } from "../datasources/contract/change.js";
import { DatabaseUnavailable } from "../store/database-unavailable.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { OperationRecording, RecordEntry } from "../store/operation-recording.js";
import { ChangeChecker, type ChangeCheckerOptions } from "./change-checker.js";
import type { ChangeAnswer, ChangeRequest, CheckedChange, Mutation, RequestOptions } from "./change-request.js";
import { requireChange } from "./connected-changes.js";
import { fingerprint } from "./fingerprint.js";
import { InFlightOperations } from "./in-flight-operations.js";
import { inTime } from "./in-time.js";
import { answerOf, isOpen } from "./operation-record.js";
import { conflictError, keyReusedError, uncertainError } from "./outcome.js";
import { isPaid, PaidChanges } from "./paid-changes.js";
import { newRecordedChange, refusedRecordedChange } from "./recorded-change.js";
import { OutcomeWriter } from "./settling/outcome-writer.js";
import { Reconciliation, type ReconciliationOptions } from "./settling/reconciliation.js";
import { Settlement, type SettlementOptions } from "./settling/settlement.js";

/** How often a change is checked again because another change of its record came first. */
const CONFLICT_TRIES = 5;
/** A change whose sending took all its time is settled, or verified once, before its caller is told. */
const SETTLE_AT_LEAST_MS = 2_000;

export interface ChangeExecutorOptions extends ChangeCheckerOptions, ReconciliationOptions, SettlementOptions {
  /** Writes changes down before they are sent. */
  recording: OperationRecording;
  /** The server that makes the changes, among those on the database. */
  serverId: string;
  /** The longest time of a request. A recorded change without an end gets at least that long before an unchanged record counts. */
  upstreamTimeoutMs: number;
}

interface Recorded {
  item: CheckedChange;
  row: StoredOperation;
}

/**
 * Makes changes, at every vendor in the same order: check, record, send once, settle. A change that is open after a crash or a lost answer is
 * verified and never sent again.
 */
export class ChangeExecutor {
  readonly reconciliation: Reconciliation;
  readonly settlement: Settlement;
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #options: ChangeExecutorOptions;
  readonly #writer: OutcomeWriter;
  readonly #inFlight: InFlightOperations;
  readonly #paid: PaidChanges;
  readonly #checker: ChangeChecker;

  constructor(options: ChangeExecutorOptions) {
    this.#writer = new OutcomeWriter(options);
    this.reconciliation = new Reconciliation(options, this.#writer);
    this.settlement = new Settlement(options, this.#writer, this.reconciliation);
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
    this.#inFlight = new InFlightOperations(options.repository, this.reconciliation, options.clock);
    this.#paid = new PaidChanges(options.repository);
    this.#checker = new ChangeChecker(options, this.#paid);
  }

  /** One answer per request, in order. An Error in place of an answer: nothing was sent, because the vendor could not be asked. */
  async run(requests: readonly ChangeRequest[], options: RequestOptions): Promise<(ChangeAnswer | Error)[]> {
    const mutation: Mutation = {
      options,
      key: options.dryRun ? undefined : (options.idempotencyKey ?? undefined),
      hash: fingerprint({ mutation: options.mutation, input: options.wholeInput }),
      startedAt: this.#clock.now(),
      answers: new Map(),
    };
    let open = [...requests];
    for (let attempt = 1; open.length > 0; attempt += 1) {
      try {
        open = await this.#withoutReplayed(open, mutation);
        const checked = await this.#checker.checkAll(open, mutation);
        open = options.dryRun ? answerDry(checked, mutation) : await this.#recordAndSend(checked, mutation, attempt >= CONFLICT_TRIES);
      } catch (error) {
        // In a list the answers stand of those that are sent already.
        if (mutation.answers.size === 0) throw error;
        for (const { position } of open) if (!mutation.answers.has(position)) mutation.answers.set(position, asError(error));
        open = [];
      }
    }
    return requests.map(({ position }) => mutation.answers.get(position) ?? new Error("The change got no answer"));
  }

  /** Whether this process is sending the operation right now. */
  isInFlight(operationId: string): boolean {
    return this.#inFlight.has(operationId);
  }

  /** Resolves when nothing is being sent any more; used by the drain. */
  async idle(): Promise<void> {
    await this.#inFlight.idle();
    await this.#writer.close();
  }

  /** What the database answers before the request's deadline. */
  #inTime<Result>(work: Promise<Result>, { options }: Mutation, atLeastMs?: number): Promise<Result> {
    return inTime(work, options.scope.deadlineAt, this.#clock, atLeastMs);
  }

  /**
   * Replays the answers of an idempotency key used before; returns the other requests. A place in a list that was never begun, or that gave
   * the key back because nothing was sent, is made now.
   */
  async #withoutReplayed(open: readonly ChangeRequest[], mutation: Mutation): Promise<ChangeRequest[]> {
    const { options, key, hash, answers } = mutation;
    if (key === undefined) return [...open];
    const rows = await this.#inTime(this.#repository.byKey(options.requestedBy, key), mutation);
    if (rows.some((row) => row.input_hash !== hash)) {
      for (const { position } of open) answers.set(position, { operation: null, userErrors: [keyReusedError()], result: {} });
      return [];
    }
    const places = new Set(open.map(({ position }) => position));
    await Promise.all(
      rows
        .filter((row) => places.has(row.key_position))
        .map(async (known) => {
          const row = await this.#inFlight.whenSent(known.id, options.scope.deadlineAt, known);
          // The key was given back meanwhile.
          if (row === undefined || row.idempotency_key === null) return;
          // The key as it was asked: databases change a lone surrogate or a NUL.
          answers.set(row.key_position, answerOf({ ...row, idempotency_key: key }, true));
          places.delete(row.key_position);
        }),
    );
    return open.filter(({ position }) => places.has(position));
  }

  /** Returns the requests to try again, because another change of the same record was under way and has ended. */
  async #recordAndSend(checked: readonly CheckedChange[], mutation: Mutation, lastTry: boolean): Promise<ChangeRequest[]> {
    const now = this.#clock.now();
    const { serverId, upstreamTimeoutMs } = this.#options;
    const entries = checked.map((item) => {
      const { settleGraceMs } = requireChange(this.#options.connections, item.request).verifyPolicy;
      const row = newRecordedChange(item, mutation, { now, serverId, upstreamTimeoutMs, settleGraceMs });
      return { item, row, locks: item.locks, seen: item.seen };
    });
    for (const { row } of entries) this.#inFlight.begin(row.id);
    try {
      const results = await this.#record(entries, mutation);
      // The key was used between our read and our record: that use is the first.
      if (results === "key-taken") return checked.map(({ request }) => request);
      const toSend: Recorded[] = [];
      const blocked: (Recorded & { by: string | undefined; wasInFlight: boolean })[] = [];
      for (const [index, { item, row }] of entries.entries()) {
        const result = results[index];
        if (result === "recorded") {
          if (item.check.ready) toSend.push({ item, row });
          else {
            mutation.answers.set(item.request.position, answerOf(row));
            this.#options.onSettled?.();
          }
        } else {
          this.#inFlight.end(row.id);
          const by = typeof result === "object" ? result.lockedBy : undefined;
          // Read now, since a change sent below may have ended later.
          blocked.push({ item, row, by, wasInFlight: by !== undefined && this.#inFlight.has(by) });
        }
      }
      // Recorded changes are sent at once: waiting for other locks would age their checks, and a list that names a record twice would deadlock.
      const [, ...again] = await Promise.all([
        this.#sendAll(toSend, mutation),
        ...blocked.map((entry) => this.#yieldTo(entry.by, entry, mutation, lastTry || (entry.wasInFlight && isPaid(entry.item.request)))),
      ]);
      return blocked.filter((_, index) => again[index]).map(({ item }) => item.request);
    } finally {
      for (const { row } of entries) this.#inFlight.end(row.id);
    }
  }

  /** Nothing is sent of what was not recorded in time. If it is recorded all the same, it is settled as soon as that is known. */
  async #record(entries: readonly RecordEntry[], mutation: Mutation): ReturnType<OperationRecording["record"]> {
    const recording = this.#options.recording.record(entries);
    try {
      return await this.#inTime(recording, mutation);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) {
        const settle = () => Promise.all(entries.filter(({ row }) => isOpen(row)).map(({ row }) => this.#writer.settleUnsent(row)));
        recording.then(settle, settle).catch(() => undefined);
      }
      throw error;
    }
  }

  /** Whether to try a blocked change again; otherwise it has its answer. */
  async #yieldTo(holder: string | undefined, { item, row }: Recorded, mutation: Mutation, lastTry: boolean): Promise<boolean> {
    const { options, key, answers } = mutation;
    const { request } = item;
    try {
      // The holder may be this change, requested twice under one key: then its answer is replayed.
      const mine = key === undefined ? [] : await this.#inTime(this.#repository.byKey(options.requestedBy, key), mutation);
      if (mine.some(({ key_position }) => key_position === row.key_position)) return true;
      const { deadlineAt } = options.scope;
      if (!lastTry && (holder === undefined || (await this.#inFlight.letGo(holder, isPaid(request), deadlineAt)))) return true;
      const conflicted = refusedRecordedChange(row, conflictError(holder ?? ""), this.#clock.now());
      if ((await this.#inTime(this.#options.recording.record([{ row: conflicted, locks: [] }]), mutation)) === "key-taken") return true;
      answers.set(request.position, answerOf(conflicted));
      this.#options.onSettled?.();
    } catch (error) {
      answers.set(request.position, asError(error));
    }
    return false;
  }

  /** Sends the recorded changes, those of one kind and source together, so that one request can hold many. */
  async #sendAll(items: readonly Recorded[], mutation: Mutation): Promise<void> {
    const { options, answers } = mutation;
    const byChange = new Map<Change, Recorded[]>();
    for (const entry of items) {
      const { request } = entry.item;
      if (isPaid(request)) this.#paid.noteSending(entry.row.id);
      const change = requireChange(this.#options.connections, request);
      const group = byChange.get(change) ?? [];
      group.push(entry);
      byChange.set(change, group);
    }
    await Promise.all(
      [...byChange].map(async ([change, group]) => {
        const sent = await this.#send(change, group, options);
        await Promise.all(
          group.map(async ({ item: { request }, row }, index) => {
            const { deadlineAt, cost } = options.scope;
            const settling = this.settlement.settleSent(row, change, request.input, sent[index], deadlineAt, cost);
            // The store failed after the sending, or takes too long: the answer is UNCERTAIN, like the stored row.
            const settled = await this.#inTime(settling, mutation, SETTLE_AT_LEAST_MS).catch((error: unknown) => {
              this.#options.onError?.(error, "writing down how a change ended");
              return { ...row, user_errors: JSON.stringify([uncertainError(row.vendor, "How the change ended is not written down yet.")]) };
            });
            this.#inFlight.end(row.id);
            answers.set(request.position, settled instanceof Error ? settled : answerOf(settled));
          }),
        );
      }),
    );
  }

  async #send(change: Change, group: readonly Recorded[], { scope }: RequestOptions): Promise<(Sent | Error)[]> {
    try {
      return await change.send(
        group.map(({ item: { request, check }, row }) => ({
          target: request.target,
          input: request.input,
          before: check.ready ? check.before : undefined,
          operationId: row.id,
        })),
        scope,
      );
    } catch (error) {
      // An internal error, not the vendor's: what was sent is unknown, so it is verified like a lost answer.
      this.#options.onError?.(error, "sending a change");
      const failure = asError(error);
      return group.map(() => failure);
    }
  }
}

function answerDry(checked: readonly CheckedChange[], { answers }: Mutation): [] {
  for (const { request, check } of checked) {
    answers.set(request.position, { operation: null, userErrors: check.refusals ?? [], result: check.result ?? {} });
  }
  return [];
}
