import type { Clock } from "../clock.js";
import { asError } from "../datasources/contract/as-error.js";
import type { Sent } from "../datasources/contract/change.js";
import { VendorError } from "../http/vendor-error.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import type { Answer, ChangeRequest, CheckedChange, Mutation, RequestOptions } from "./change-request.js";
import { fingerprint } from "./fingerprint.js";
import { InFlightOperations } from "./in-flight-operations.js";
import { answerOf } from "./operation-record.js";
import { conflictError, keyReusedError } from "./outcome.js";
import { Reconciliation, type SettlementOptions } from "./reconciliation.js";
import { newRecordedChange, refusedRecordedChange } from "./recorded-change.js";

/** How often a change whose record was changed by another one meanwhile is checked anew. */
const CONFLICT_TRIES = 5;

interface Recorded {
  item: CheckedChange;
  row: StoredOperation;
}

/**
 * How a change is made, whatever the vendor: checked, recorded, sent once, settled. What is open after a crash or a lost answer is looked
 * up and never sent again.
 */
export class ChangeExecutor {
  readonly reconciliation: Reconciliation;
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #options: SettlementOptions;
  readonly #underWay: InFlightOperations;

  constructor(options: SettlementOptions) {
    this.reconciliation = new Reconciliation(options);
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
    this.#underWay = new InFlightOperations(options.repository, this.reconciliation, options.clock);
  }

  /** One answer for each asking, in order. An Error in place of an answer: nothing was sent, because the vendor could not be asked. */
  async run(askings: readonly ChangeRequest[], terms: RequestOptions): Promise<(Answer | Error)[]> {
    const mutation: Mutation = {
      terms,
      key: terms.dryRun ? undefined : (terms.idempotencyKey ?? undefined),
      hash: fingerprint({ mutation: terms.mutation, input: terms.wholeInput }),
      answers: new Map(),
    };
    let open = [...askings];
    for (let attempt = 1; open.length > 0; attempt += 1) {
      open = await this.#withoutReplayed(open, mutation);
      const prepared = await this.#checkAll(open, mutation);
      open = terms.dryRun ? answerDry(prepared, mutation) : await this.#recordAndSend(prepared, mutation, attempt >= CONFLICT_TRIES);
    }
    return askings.map(({ position }) => mutation.answers.get(position) ?? new Error("The change got no answer"));
  }

  /** Whether this process is sending the operation right now. */
  isInFlight(operationId: string): boolean {
    return this.#underWay.has(operationId);
  }

  /** Resolves when nothing is being sent any more, for draining. */
  async idle(): Promise<void> {
    await this.#underWay.idle();
  }

  /**
   * Answers what the idempotency key was used for before; gives the rest. A place in a list that was never begun, or to which the key was
   * given back because nothing was sent, is made now.
   */
  async #withoutReplayed(open: readonly ChangeRequest[], { terms, key, hash, answers }: Mutation): Promise<ChangeRequest[]> {
    if (key === undefined) return [...open];
    const rows = await this.#repository.byKey(terms.requestedBy, key);
    if (rows.some((row) => row.input_hash !== hash)) {
      for (const { position } of open) answers.set(position, { operation: null, userErrors: [keyReusedError()], result: {} });
      return [];
    }
    const places = new Set(open.map(({ position }) => position));
    await Promise.all(
      rows
        .filter((row) => places.has(row.key_position))
        .map(async ({ id }) => {
          const row = await this.#underWay.whenSent(id, terms.deadlineAt);
          // Given back meanwhile. Its text is not compared: a lone surrogate, or a NUL, does not come back from a database as it went in.
          if (row === undefined || row.idempotency_key === null) return;
          answers.set(row.key_position, answerOf(row, true));
          places.delete(row.key_position);
        }),
    );
    return open.filter(({ position }) => places.has(position));
  }

  async #checkAll(open: readonly ChangeRequest[], { terms, answers }: Mutation): Promise<CheckedChange[]> {
    const locked = open.map((asking) => ({ asking, locks: asking.change.locks(asking.input) }));
    const seen = terms.dryRun ? undefined : await this.#repository.lockHolders(locked.flatMap(({ locks }) => locks));
    const checked = await Promise.all(
      locked.map(async ({ asking, locks }) => {
        try {
          const check = await asking.change.check(asking.input);
          return { asking, check, locks: check.ready ? locks : [], seen };
        } catch (error) {
          // Of a list that it is part of, the others' answers stand, and nobody else reports it.
          if (!(error instanceof VendorError)) this.#options.onError?.(error, "checking a change");
          answers.set(asking.position, asError(error));
          return undefined;
        }
      }),
    );
    return checked.filter((prepared) => prepared !== undefined);
  }

  /** Gives what has to be tried again because another change of the same record was under way and is over now. */
  async #recordAndSend(prepared: readonly CheckedChange[], mutation: Mutation, lastTry: boolean): Promise<ChangeRequest[]> {
    const times = { now: this.#clock.now(), upstreamTimeoutMs: this.#options.upstreamTimeoutMs };
    const entries = prepared.map((item) => ({ item, row: newRecordedChange(item, mutation, times), locks: item.locks, seen: item.seen }));
    for (const { row } of entries) this.#underWay.begin(row.id);
    try {
      const results = await this.#repository.record(entries);
      // Someone used the key between our look and our record: theirs is the first answer.
      if (results === "key-taken") return prepared.map(({ asking }) => asking);
      const toSend: Recorded[] = [];
      const blocked: (Recorded & { by: string | undefined; wasUnderWay: boolean })[] = [];
      for (const [index, { item, row }] of entries.entries()) {
        const result = results[index];
        if (result === "recorded") {
          if (item.check.ready) toSend.push({ item, row });
          else mutation.answers.set(item.asking.position, answerOf(row));
        } else {
          this.#underWay.end(row.id);
          const by = typeof result === "object" ? result.lockedBy : undefined;
          // As it is now: what is sent below may be over by the time that anybody looks.
          blocked.push({ item, row, by, wasUnderWay: by !== undefined && this.#underWay.has(by) });
        }
      }
      // What is recorded goes out at once: it must not grow old behind others' locks, nor wait for itself where a list names one record twice.
      const [, ...again] = await Promise.all([
        this.#sendAll(toSend, mutation),
        ...blocked.map((entry) =>
          this.#yieldTo(entry.by, entry, mutation, lastTry || (entry.wasUnderWay && entry.item.asking.change.paid)),
        ),
      ]);
      return blocked.filter((_, index) => again[index]).map(({ item }) => item.asking);
    } finally {
      for (const { row } of entries) this.#underWay.end(row.id);
    }
  }

  /** Whether to try a change again that another one kept from being recorded; where not, it has its answer. */
  async #yieldTo(holder: string | undefined, { item, row }: Recorded, mutation: Mutation, lastTry: boolean): Promise<boolean> {
    const { terms, key, answers } = mutation;
    try {
      // The holder may be this very change, asked for a second time under one key: then its answer is ours.
      const mine = key === undefined ? [] : await this.#repository.byKey(terms.requestedBy, key);
      if (mine.some(({ key_position }) => key_position === row.key_position)) return true;
      if (!lastTry && (holder === undefined || (await this.#underWay.letGo(holder, item.asking.change.paid, terms.deadlineAt))))
        return true;
      const conflicted = refusedRecordedChange(row, conflictError(holder ?? ""), this.#clock.now());
      if ((await this.#repository.record([{ row: conflicted, locks: [] }])) === "key-taken") return true;
      answers.set(item.asking.position, answerOf(conflicted));
    } catch (error) {
      answers.set(item.asking.position, asError(error));
    }
    return false;
  }

  /** Sends what was recorded: the changes of one vendor together, so that it can put many into one request. */
  async #sendAll(items: readonly Recorded[], { terms, answers }: Mutation): Promise<void> {
    const byChange = new Map<ChangeRequest["change"], Recorded[]>();
    for (const entry of items) {
      const { change } = entry.item.asking;
      const group = byChange.get(change) ?? [];
      group.push(entry);
      byChange.set(change, group);
    }
    await Promise.all(
      [...byChange].map(async ([change, group]) => {
        const sent = await this.#send(change, group);
        await Promise.all(
          group.map(async ({ item, row }, index) => {
            const settled = await this.reconciliation
              .settleSent(row, change, item.asking.input, sent[index], terms.deadlineAt)
              // The store failed us after the sending: the caller learns that nobody can say, as the record does.
              .catch((error: unknown) => {
                this.#options.onError?.(error, "writing down how a change ended");
                return row;
              });
            this.#underWay.end(row.id);
            answers.set(item.asking.position, settled instanceof Error ? settled : answerOf(settled));
          }),
        );
      }),
    );
  }

  async #send(change: ChangeRequest["change"], group: readonly Recorded[]): Promise<(Sent | Error)[]> {
    try {
      return await change.send(
        group.map(({ item, row }) => ({
          input: item.asking.input,
          evidence: item.check.ready ? item.check.evidence : undefined,
          operationId: row.id,
        })),
      );
    } catch (error) {
      // Not the vendor's failure but ours: what was sent is unknown, so it is looked up like any lost answer.
      this.#options.onError?.(error, "sending a change");
      const failure = asError(error);
      return group.map(() => failure);
    }
  }
}

function answerDry(prepared: readonly CheckedChange[], { answers }: Mutation): [] {
  for (const { asking, check } of prepared) {
    answers.set(asking.position, { operation: null, userErrors: check.refusals ?? [], result: check.result ?? {} });
  }
  return [];
}
