import type { ChangeKind } from "../../src/datasources/contract/catalog.js";
import type { Change, Changes, Check, Finding, Sent, VerifyPolicy } from "../../src/datasources/contract/change.js";
import { VendorError } from "../../src/http/vendor-error.js";
import type { GlobalId } from "../../src/schema/common/global-id.js";
import { type UserError, UserErrorCode } from "../../src/schema/common/user-error.type.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import type { ManualClock } from "./clock.js";

/** A place in the code that somebody reaches, and stays at until it is opened. One that is never opened is a process that died there. */
export class Gate {
  readonly reached: Promise<void>;
  readonly #opened: Promise<void>;
  #reach = () => {};
  open = () => {};

  constructor() {
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
    this.#opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }

  async pass(): Promise<void> {
    this.#reach();
    await this.#opened;
  }
}

/** What befalls one change that is sent. */
export interface Fate {
  how: "applied" | "pending" | "refused" | "unsent" | "rejected-credentials" | "lost-before" | "lost-after" | "late" | "bug";
  /** Of a late one: how long after the answer was given up the vendor does it. */
  lateMs?: number;
  /** Held before the vendor acts, or after it acted and before its answer is there. */
  before?: Gate;
  after?: Gate;
  userErrors?: UserError[];
}

interface FakeRecord {
  open: boolean;
  prolonged: number;
}

/** Of those that the fake vendor takes; all are about one record. */
type FakeKind = "closeVacancy" | "restoreVacancy" | "prolongateVacancy" | "reassignVacancy";
export type FakeChange = Change<FakeKind>;

export interface FakeVendorOptions {
  verifyPolicy?: VerifyPolicy;
  /** What a change of no fate of its own meets. */
  usual?: Fate;
}

/**
 * A vendor in memory. Records are made as they are named; `closeVacancy` and `restoreVacancy` are free, `prolongateVacancy` costs money and
 * may be had again and again, `reassignVacancy` is a task. Every effect is filed under the operation that caused it.
 */
export class FakeVendor {
  readonly records = new Map<string, FakeRecord>();
  readonly tasks = new Map<string, Finding>();
  /** Operation ids in the order in which the vendor was asked, and how many were asked for at a time. */
  readonly sends: string[] = [];
  readonly batches: number[] = [];
  /** Operations whose effect the vendor holds. */
  readonly effects = new Set<string>();
  readonly fates: Fate[] = [];
  /** Ids of the records that were looked at, and what is thrown at the next looks instead of a finding. */
  readonly looks: string[] = [];
  readonly lookFailures: Error[] = [];
  /** Held in a look, after the record was seen. */
  readonly lookGates: Gate[] = [];
  /** What people were said to have seen. */
  readonly resolved: [string, string][] = [];
  readonly checks: string[] = [];
  readonly checkFailures: Error[] = [];
  readonly checkGates: Gate[] = [];
  /** Findings to give instead of what the record shows. */
  readonly findings: Finding[] = [];
  onSend: (operationId: string) => Promise<void> = async () => {};
  readonly #clock: ManualClock;
  readonly #usual: Fate;
  readonly #late: { at: number; act: () => void }[] = [];
  readonly changes: Changes;

  constructor(
    clock: ManualClock,
    { verifyPolicy = { delaysMs: [2_000, 10_000, 60_000], settleGraceMs: 20_000 }, usual = { how: "applied" } }: FakeVendorOptions = {},
  ) {
    this.#clock = clock;
    this.#usual = usual;
    this.changes = {
      closeVacancy: this.#change(verifyPolicy, {
        refuse: (record) => (record.open ? undefined : refusal(UserErrorCode.ALREADY_CLOSED)),
        act: (record) => {
          record.open = false;
        },
        holds: (record) => !record.open,
      }),
      restoreVacancy: this.#change(verifyPolicy, {
        refuse: (record) => (record.open ? refusal(UserErrorCode.ALREADY_OPEN) : undefined),
        act: (record) => {
          record.open = true;
        },
        holds: (record) => record.open,
      }),
      prolongateVacancy: this.#change(verifyPolicy, {
        refuse: () => undefined,
        act: (record) => {
          record.prolonged += 1;
        },
        holds: (record, before) => record.prolonged > before.prolonged,
      }),
      reassignVacancy: this.#change(verifyPolicy, { refuse: () => undefined, act: () => {}, holds: () => false }),
    };
  }

  change(kind: ChangeKind): FakeChange | undefined {
    return this.changes[kind] as FakeChange | undefined;
  }

  record(id: string): FakeRecord {
    this.#catchUp();
    const known = this.records.get(id) ?? { open: true, prolonged: 0 };
    this.records.set(id, known);
    return known;
  }

  #change(
    verifyPolicy: VerifyPolicy,
    rules: {
      refuse: (record: FakeRecord) => UserError | undefined;
      act: (record: FakeRecord) => void;
      holds: (record: FakeRecord, before: FakeRecord) => boolean;
    },
  ): FakeChange {
    return {
      verifyPolicy,
      locks: ({ target }) =>
        recordOf(target)
          .split("+")
          .map((name) => `${target.source.text}:${name}`),
      check: ({ target }) => this.#check(target, rules.refuse),
      send: async (changes) => {
        this.batches.push(changes.length);
        return Promise.all(
          changes.map(({ target, operationId }) => this.#send(operationId, target, () => rules.act(this.record(recordOf(target))))),
        );
      },
      explain: (error) =>
        error.vendorCode === undefined ? undefined : [{ ...refusal(UserErrorCode.TOO_EARLY), vendorCode: error.vendorCode }],
      verify: async ({ target, before, taskId }) => {
        this.looks.push(recordOf(target));
        const failure = this.lookFailures.shift();
        if (failure !== undefined) throw failure;
        const finding = this.findings.shift() ?? (taskId === undefined ? undefined : this.tasks.get(taskId));
        if (finding !== undefined) return finding;
        if (taskId !== undefined) return { outcome: "PENDING" };
        const holds = rules.holds(this.record(recordOf(target)), before as FakeRecord);
        await this.lookGates.shift()?.pass();
        return { outcome: holds ? "APPLIED" : "NOT_APPLIED" };
      },
      resolved: async ({ target }, outcome) => {
        this.resolved.push([recordOf(target), outcome]);
      },
    };
  }

  async #check(target: GlobalId, refuse: (record: FakeRecord) => UserError | undefined): Promise<Check<unknown>> {
    const id = recordOf(target);
    this.checks.push(id);
    const failure = this.checkFailures.shift();
    if (failure !== undefined) throw failure;
    const record = { ...this.record(id) };
    await this.checkGates.shift()?.pass();
    const refused = refuse(record);
    const result = { vacancyId: id };
    return refused === undefined ? { ready: true, before: record, result } : { ready: false, refusals: [refused], result };
  }

  async #send(operationId: string, target: GlobalId, act: () => void): Promise<Sent | VendorError> {
    this.sends.push(operationId);
    const fate = this.fates.shift() ?? this.#usual;
    await this.onSend(operationId);
    const take = () => {
      act();
      this.effects.add(operationId);
    };
    await fate.before?.pass();
    if (fate.how === "applied" || fate.how === "lost-after") take();
    await fate.after?.pass();
    if (fate.how === "late") this.#late.push({ at: this.#clock.now() + (fate.lateMs ?? 0), act: take });
    const requestId = `request-${this.sends.length}`;
    switch (fate.how) {
      case "applied":
        return { outcome: "APPLIED", result: { vacancyId: recordOf(target) }, requestId, userErrors: fate.userErrors };
      case "pending":
        return {
          outcome: "PENDING",
          taskId: `task-${recordOf(target)}`,
          requestId,
          result: { jobId: "kept" },
          userErrors: fate.userErrors,
        };
      case "refused":
        return failure("REJECTED", "yes", "too_early");
      case "rejected-credentials":
        return failure("CREDENTIALS_REJECTED", "yes");
      case "unsent":
        return failure("RATE_LIMITED", "no");
      case "bug":
        throw new TypeError("A mistake of ours");
      default:
        return failure("TIMEOUT", "maybe");
    }
  }

  /** Does what was left to be done later, as far as its moment has come. */
  #catchUp(): void {
    for (const late of this.#late.splice(0)) {
      if (late.at <= this.#clock.now()) late.act();
      else this.#late.push(late);
    }
  }
}

/** What the fake vendor calls the record of a global id. */
function recordOf({ nativeIds }: GlobalId): string {
  return nativeIds.join(".");
}

export function failure(
  code: "REJECTED" | "TIMEOUT" | "RATE_LIMITED" | "CREDENTIALS_REJECTED",
  sent: "yes" | "no" | "maybe",
  vendorCode?: string,
) {
  return new VendorError({
    code,
    vendor: Vendor.HEADHUNTER,
    message: `The fake vendor: ${code}.`,
    sent,
    vendorCode,
    vendorRequestId: "request-x",
  });
}

function refusal(code: UserErrorCode): UserError {
  return { code, message: code, field: ["id"], vendorCode: null, retryable: false };
}
