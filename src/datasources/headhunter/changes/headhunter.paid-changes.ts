import { VendorError } from "../../../http/vendor-error.js";
import type { OperationRepository, StoredOperation } from "../../../store/operation.repository.js";
import type { ChangeResult } from "../../contract/change.js";
import type { ChangeKind } from "../../contract/change-inputs.js";
import { iso } from "../../contract/timestamps.js";
import { OVERTAKEN } from "../headhunter.errors.js";

/** Two who ask at the same time may reach us one after the other, with the whole change of the first in between. */
const AT_ONCE_MS = 1_000;
/** Clocks of two servers on one database differ by less than this. */
const CLOCK_TOLERANCE_MS = 10_000;
/** Of one kind, enough to reach back over the seconds between a check and its sending. */
const LOOKED_THROUGH = 50;
/** Of how many sendings it is remembered that they were this process's; the moments of older ones lie out of any tolerance. */
const REMEMBERED = 1_000;
/** Nobody publishes more while one publication is being looked up. */
const PUBLISHED_AT_MOST = 10_000;

/**
 * What another change of the kind is to one that is about to be sent. A "repeat" would be paid for a second time; of one that is "alike"
 * HeadHunter, or the next look at the vacancy, says no to the second, so that only what overlapped is in doubt.
 */
export type Likeness = "repeat" | "alike" | "other";

export interface PaidAsking<Input> {
  kind: ChangeKind;
  operationId: string;
  targetId?: string;
  /** Epoch milliseconds at which the request began. */
  openedAt: number;
  liken: (other: Input) => Likeness;
}

/**
 * What was paid for lately through this server, or another one on the same database. A check reads the vacancy before the intent is
 * recorded; whatever is paid for in between makes that reading worthless, and nothing at HeadHunter keeps a second payment from being
 * taken but a rule that "may change". So who asked while another was being paid for is told so, however long its own reading took.
 */
export class PaidChangeLog {
  readonly #operations: OperationRepository;
  /** What this process sent: its moments are of our own clock. */
  readonly #sentHere = new Set<string>();

  constructor(operations: OperationRepository) {
    this.#operations = operations;
  }

  /** Throws, before anything is sent, where a change like this one was settled since its request began, or a repeat just before. */
  async refuseIfOvertaken<Input>(asking: PaidAsking<Input>): Promise<void> {
    this.#rememberSent(asking.operationId);
    const rows = await this.#latest(asking.kind, asking.targetId);
    const overtook = rows.find((row) => row.id !== asking.operationId && row.outcome !== "NOT_APPLIED" && this.#overtakes(row, asking));
    if (overtook === undefined) return;
    throw new VendorError({
      code: "REJECTED",
      vendor: "HEADHUNTER",
      sent: "yes",
      vendorCode: OVERTAKEN,
      message: `The same was paid for a moment ago (${overtook.id}). Nothing was sent; look at the vacancy, then ask again if you still want to.`,
    });
  }

  /** Vacancies that publications asked for since then are known to have made: none of them is another publication's. */
  async publishedSince(epochMs: number): Promise<Set<string>> {
    const filter = { kind: "publishVacancy", outcome: "APPLIED", requestedSince: iso(epochMs) };
    const rows = await this.#operations.list(filter, PUBLISHED_AT_MOST);
    return new Set(rows.flatMap((row) => (JSON.parse(row.result) as ChangeResult).vacancyId ?? []));
  }

  #overtakes<Input>(row: StoredOperation, { liken, openedAt }: PaidAsking<Input>): boolean {
    const likeness = liken(JSON.parse(row.input) as Input);
    if (likeness === "other") return false;
    if (row.settled_at === null) return true;
    const nearMs = this.#sentHere.has(row.id) ? AT_ONCE_MS : CLOCK_TOLERANCE_MS;
    return Date.parse(row.settled_at) >= openedAt - (likeness === "repeat" ? nearMs : 0);
  }

  #rememberSent(operationId: string): void {
    this.#sentHere.add(operationId);
    const [oldest] = this.#sentHere;
    if (this.#sentHere.size > REMEMBERED && oldest !== undefined) this.#sentHere.delete(oldest);
  }

  async #latest(kind: ChangeKind, targetId: string | undefined): Promise<StoredOperation[]> {
    try {
      return await this.#operations.list({ kind, targetId }, LOOKED_THROUGH);
    } catch (cause) {
      const message = "The change was not sent: the database that would show whether it was paid for already did not answer.";
      throw new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", sent: "no", message, cause });
    }
  }
}
