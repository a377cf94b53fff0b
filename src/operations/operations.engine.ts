import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.js";
import type { Change, ChangeResult, Check, Sent } from "../datasources/change.js";
import type { ChangeInputs, ChangeKind } from "../datasources/change-inputs.js";
import { formatGlobalId } from "../schema/global-id.js";
import { type Operation, OperationOutcome } from "../schema/operation.type.js";
import type { UserError } from "../schema/user-error.type.js";
import type { Vendor } from "../schema/vendor.type.js";
import type { OperationRepository, StoredOperation } from "../store/operation.repository.js";
import { fingerprint } from "./fingerprint.js";
import { isOpen, isoTime, resultOf, toOperation, userErrorsOf } from "./operation-record.js";
import { conflictError, keyReusedError } from "./outcome.js";
import { Settlement, type SettlementOptions } from "./settlement.js";

/** One change that a mutation asks for; `closeVacancies` asks for several at once. */
export interface Asking<Kind extends ChangeKind = ChangeKind> {
  vendor: Vendor;
  change: Change<ChangeInputs[Kind]>;
  input: ChangeInputs[Kind];
}

/** How the whole mutation was asked. */
export interface Terms {
  kind: ChangeKind;
  /** The mutation as the client named it, and its whole input: what an idempotency key stands for. */
  mutation: string;
  wholeInput: unknown;
  idempotencyKey?: string | null;
  dryRun?: boolean;
  requestedBy: string;
  deadlineAt: number;
}

/** What the payload is made of. `operation` is null for a dry run and for a key that was reused. */
export interface Answer {
  operation: Operation | null;
  userErrors: UserError[];
  result: ChangeResult;
}

const CONFLICT_TRIES = 5;

interface Prepared {
  asking: Asking;
  position: number;
  check: Check<unknown>;
}

/**
 * How a change is made, whatever the vendor: checked, recorded, sent once, settled. What is open after a crash or a lost answer is looked
 * up and never sent again.
 */
export class OperationsEngine {
  readonly settlement: Settlement;
  readonly #repository: OperationRepository;
  readonly #clock: Clock;
  readonly #options: SettlementOptions;
  /** Changes that this process is sending now, by operation id. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(options: SettlementOptions) {
    this.settlement = new Settlement(options);
    this.#options = options;
    this.#repository = options.repository;
    this.#clock = options.clock;
  }

  /** One answer for each asking, in order. An Error in place of an answer: nothing was sent, because the vendor could not be asked. */
  async run(askings: readonly Asking[], terms: Terms): Promise<(Answer | Error)[]> {
    const hash = fingerprint({ mutation: terms.mutation, input: terms.wholeInput });
    const key = terms.dryRun ? undefined : (terms.idempotencyKey ?? undefined);
    if (key !== undefined) {
      const earlier = await this.#replay(askings.length, terms, key, hash);
      if (earlier !== undefined) return earlier;
    }
    const answers = new Map<number, Answer | Error>();
    let open = askings.map((asking, position) => ({ asking, position }));
    for (let attempt = 1; open.length > 0; attempt += 1) {
      const prepared = await this.#checkAll(open, answers);
      if (terms.dryRun) {
        for (const { position, check } of prepared) answers.set(position, dryAnswer(check));
        break;
      }
      const outcome = await this.#recordAndSend(prepared, terms, key, hash, answers, attempt === CONFLICT_TRIES);
      if (outcome === "key-taken") {
        // Someone used the key between our look and our record: theirs is the first answer.
        const earlier = key === undefined ? undefined : await this.#replay(askings.length, terms, key, hash);
        if (earlier !== undefined) return earlier;
        throw new Error("An idempotency key was taken and is not to be found");
      }
      open = outcome;
    }
    return askings.map((_, position) => answers.get(position) ?? new Error("The change got no answer"));
  }

  /** Whether this process is sending the operation right now. */
  isUnderWay(operationId: string): boolean {
    return this.#underWay.has(operationId);
  }

  /** Resolves when nothing is being sent any more, for draining. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#underWay.values()]);
  }

  async #replay(count: number, terms: Terms, key: string, hash: string): Promise<Answer[] | undefined> {
    const rows = await this.#repository.byKey(terms.requestedBy, key);
    if (rows.length === 0) return undefined;
    if (rows.some((row) => row.input_hash !== hash)) {
      return Array.from({ length: count }, () => ({ operation: null, userErrors: [keyReusedError()], result: {} }));
    }
    await Promise.allSettled(rows.map((row) => this.#underWay.get(row.id)));
    const settled = await this.#repository.byKey(terms.requestedBy, key);
    // A crash in the midst of a list can leave places that were never begun.
    return Array.from({ length: count }, (_, position) => {
      const row = settled.find((candidate) => candidate.key_position === position);
      return row === undefined ? { operation: null, userErrors: [conflictError("")], result: {} } : answerOf(row, true);
    });
  }

  async #checkAll(open: readonly { asking: Asking; position: number }[], answers: Map<number, Answer | Error>): Promise<Prepared[]> {
    const checked = await Promise.all(
      open.map(async ({ asking, position }) => {
        try {
          return { asking, position, check: await asking.change.check(asking.input) };
        } catch (error) {
          answers.set(position, error instanceof Error ? error : new Error(String(error)));
          return undefined;
        }
      }),
    );
    return checked.filter((prepared) => prepared !== undefined);
  }

  /** Gives what has to be tried again because a change on the same record was under way and is over now. */
  async #recordAndSend(
    prepared: readonly Prepared[],
    terms: Terms,
    key: string | undefined,
    hash: string,
    answers: Map<number, Answer | Error>,
    lastTry: boolean,
  ): Promise<{ asking: Asking; position: number }[] | "key-taken"> {
    const entries = prepared.map((item) => ({
      row: this.#newRow(item, terms, key, hash),
      locks: item.check.ready ? item.asking.change.locks(item.asking.input) : [],
    }));
    let sent = () => {};
    const sending = new Promise<void>((resolve) => {
      sent = resolve;
    });
    for (const { row } of entries) this.#underWay.set(row.id, sending);
    const again: { asking: Asking; position: number }[] = [];
    try {
      const results = await this.#repository.record(entries);
      if (results === "key-taken") return "key-taken";
      const toSend: { item: Prepared; row: StoredOperation }[] = [];
      for (const [index, item] of prepared.entries()) {
        const { row } = entries[index] as (typeof entries)[number];
        const result = results[index];
        if (result === undefined) continue;
        if (result === "recorded") {
          if (item.check.ready) toSend.push({ item, row });
          else answers.set(item.position, answerOf(row));
          continue;
        }
        this.#underWay.delete(row.id);
        if (!lastTry && (await this.#letGo(result.lockedBy, item.asking.change.paid, terms.deadlineAt))) {
          again.push({ asking: item.asking, position: item.position });
        } else {
          answers.set(item.position, await this.#recordConflict(row, result.lockedBy));
        }
      }
      await this.#sendAll(toSend, terms, answers);
    } finally {
      sent();
      for (const { row } of entries) this.#underWay.delete(row.id);
    }
    return again;
  }

  /** Whether the operation that holds a lock is settled by now, waiting for it where that is sensible. */
  async #letGo(operationId: string, paid: boolean, deadlineAt: number): Promise<boolean> {
    if (operationId === "") return true;
    const underWay = this.#underWay.get(operationId);
    if (underWay !== undefined) {
      // Two who ask for the same paid change at the same time mean one change, not two: the second is told so instead of queueing.
      if (paid) return false;
      await Promise.race([underWay, this.#clock.sleep(Math.max(0, deadlineAt - this.#clock.now()))]);
    }
    const row = await this.#repository.byId(operationId);
    if (row === undefined || !isOpen(row)) return true;
    const [looked = row] = await this.settlement.lookUpIfDue([row]);
    return !isOpen(looked);
  }

  async #recordConflict(row: StoredOperation, lockedBy: string): Promise<Answer> {
    const now = isoTime(this.#clock.now());
    const conflicted: StoredOperation = {
      ...row,
      outcome: OperationOutcome.NOT_APPLIED,
      user_errors: JSON.stringify([conflictError(lockedBy)]),
      settled_at: now,
      next_look_at: null,
    };
    await this.#repository.record([{ row: conflicted, locks: [] }]);
    return answerOf(conflicted);
  }

  #newRow({ asking, position, check }: Prepared, terms: Terms, key: string | undefined, hash: string): StoredOperation {
    const now = this.#clock.now();
    const { change, input, vendor } = asking;
    return {
      id: formatGlobalId(vendor, "operation", randomUUID()),
      kind: terms.kind,
      vendor,
      target_id: change.target(input),
      input: JSON.stringify(input),
      evidence: check.ready ? JSON.stringify(check.evidence ?? null) : null,
      // Until the sending has ended nobody can say more; a crash leaves it just so.
      outcome: check.ready ? OperationOutcome.UNCERTAIN : OperationOutcome.NOT_APPLIED,
      user_errors: JSON.stringify(check.ready ? [] : check.refusals),
      result: JSON.stringify(check.result ?? {}),
      requested_by: terms.requestedBy,
      requested_at: isoTime(now),
      sent_at: null,
      settled_at: check.ready ? null : isoTime(now),
      next_look_at: check.ready ? isoTime(now + this.#options.upstreamTimeoutMs + change.lookUp.quietMs) : null,
      looks: 0,
      idempotency_key: key ?? null,
      key_position: position,
      input_hash: hash,
      vendor_task_id: null,
      vendor_request_id: null,
    };
  }

  /** Sends what was recorded: the changes of one vendor together, so that it can put many into one request. */
  async #sendAll(
    items: readonly { item: Prepared; row: StoredOperation }[],
    terms: Terms,
    answers: Map<number, Answer | Error>,
  ): Promise<void> {
    const byChange = new Map<Asking["change"], { item: Prepared; row: StoredOperation }[]>();
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
            const settled = await this.settlement.settleSent(row, change, item.asking.input, sent[index], terms.deadlineAt);
            answers.set(item.position, settled instanceof Error ? settled : answerOf(settled));
          }),
        );
      }),
    );
  }

  async #send(change: Asking["change"], group: readonly { item: Prepared; row: StoredOperation }[]): Promise<(Sent | Error)[]> {
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
      const failure = error instanceof Error ? error : new Error(String(error));
      return group.map(() => failure);
    }
  }
}

function answerOf(row: StoredOperation, replayed = false): Answer {
  return { operation: toOperation(row, replayed), userErrors: userErrorsOf(row), result: resultOf(row) };
}

function dryAnswer(check: Check<unknown>): Answer {
  return { operation: null, userErrors: check.ready ? [] : check.refusals, result: check.result ?? {} };
}
