import type { Clock } from "../../../clock.js";
import { isReadable } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Read } from "../greenhouse.pages.js";
import { TABLE_KEPT_MS, TABLE_RESTS_MS } from "./harvest-v3.policy.js";

interface Held<Wire> {
  rows: Read<Wire>;
  byId: ReadonlyMap<number, Wire>;
  readAt: number;
}

/** A small list of an account, read whole and kept for some minutes. Readers who ask at the same time share a request. */
export class SmallTable<Wire extends { id: number }> {
  readonly #read: (scope: CallScope) => Promise<Read<Wire>>;
  readonly #clock: Clock;
  #held: Held<Wire> | undefined;

  constructor(read: (scope: CallScope) => Promise<Read<Wire>>, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** @throws VendorError where it is not at hand and cannot be read. */
  async rows(scope: CallScope): Promise<Read<Wire>> {
    return (await this.#within(TABLE_KEPT_MS, scope)).rows;
  }

  /**
   * The rows by id, read anew where one of these ids is missing and the table is not quite fresh.
   *
   * @throws VendorError as above.
   */
  async byId(ids: Iterable<number>, scope: CallScope): Promise<ReadonlyMap<number, Wire>> {
    const { byId } = await this.#within(TABLE_KEPT_MS, scope);
    const lacksOne = [...ids].some((id) => !byId.has(id));
    return lacksOne ? (await this.#within(TABLE_RESTS_MS, scope)).byId : byId;
  }

  async #within(ageMs: number, scope: CallScope): Promise<Held<Wire>> {
    if (this.#held !== undefined && this.#clock.now() - this.#held.readAt < ageMs) return this.#held;
    const rows = await this.#read(scope);
    this.#held = { rows, byId: new Map(rows.filter(isReadable).map((row) => [row.id, row])), readAt: this.#clock.now() };
    return this.#held;
  }
}

/** No rows where the credential may not see the list: what it would name stays without a name. */
export function noneWhereDenied<Wire>(read: (scope: CallScope) => Promise<Read<Wire>>): (scope: CallScope) => Promise<Read<Wire>> {
  return async (scope) => {
    try {
      return await read(scope);
    } catch (error) {
      if (error instanceof VendorError && error.code === "ACCESS_DENIED") return [];
      throw error;
    }
  };
}
