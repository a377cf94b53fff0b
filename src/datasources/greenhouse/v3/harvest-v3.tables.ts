import type { Clock } from "../../../clock.js";
import { isReadable } from "../../../http/checks/record-check.js";
import type { CallScope } from "../../../http/request.js";
import { askingAnew } from "../../../http/scope.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Read } from "../greenhouse.pages.js";
import { TABLE_KEPT_MS, TABLE_RESTS_MS } from "./harvest-v3.policy.js";

interface Held<Wire> {
  rows: Read<Wire>;
  byId: ReadonlyMap<number, Wire>;
  at: number;
}

interface Failure {
  error: unknown;
  at: number;
}

/**
 * A small list of an account, read whole where something of it is asked for, and kept for some minutes. Readers who ask at the same time share
 * a request. One that cannot be read is not asked for again by the same operation, nor, where the credential may not see it, by the next ones
 * for half a minute.
 */
export class SmallTable<Wire extends { id: number }> {
  readonly #read: (scope: CallScope) => Promise<Read<Wire>>;
  readonly #clock: Clock;
  readonly #failures = new WeakMap<CallScope, Failure>();
  readonly #readings = new WeakMap<CallScope, Promise<Held<Wire>>>();
  #held: Held<Wire> | undefined;
  #denial: Failure | undefined;

  constructor(read: (scope: CallScope) => Promise<Read<Wire>>, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** @throws VendorError where it is not at hand and cannot be read. */
  async rows(scope: CallScope): Promise<Read<Wire>> {
    return (await this.#within(TABLE_KEPT_MS, scope)).rows;
  }

  /** What `byId` would answer without a request; undefined where it would read the list. */
  atHand(ids: readonly number[]): ReadonlyMap<number, Wire> | undefined {
    const held = this.#held;
    if (held === undefined || !this.#isWithin(held, TABLE_KEPT_MS)) return undefined;
    return ids.every((id) => held.byId.has(id)) || this.#isWithin(held, TABLE_RESTS_MS) ? held.byId : undefined;
  }

  /**
   * The rows by id, read anew where one of these ids is missing and the table is not quite fresh. Names seldom change: where the list cannot
   * be read now, an older one serves that holds all these ids.
   *
   * @throws VendorError where none does, or the credential may not see the list.
   */
  async byId(ids: Iterable<number>, scope: CallScope): Promise<ReadonlyMap<number, Wire>> {
    const wanted = [...ids];
    const holdsAll = ({ byId }: Held<Wire>) => wanted.every((id) => byId.has(id));
    try {
      const held = await this.#within(TABLE_KEPT_MS, scope);
      return (holdsAll(held) ? held : await this.#within(TABLE_RESTS_MS, scope)).byId;
    } catch (error) {
      if (this.#held === undefined || !holdsAll(this.#held) || !(error instanceof VendorError) || isDenial(error)) throw error;
      return this.#held.byId;
    }
  }

  async #within(ageMs: number, scope: CallScope): Promise<Held<Wire>> {
    if (this.#held !== undefined && this.#isWithin(this.#held, ageMs)) return this.#held;
    const failure = [this.#failures.get(scope), this.#denial].find((one) => one !== undefined && this.#isWithin(one, TABLE_RESTS_MS));
    if (failure !== undefined) throw failure.error;
    // Each record of a list asks by itself.
    const reading = this.#readings.get(scope) ?? this.#readAnew(scope).finally(() => this.#readings.delete(scope));
    this.#readings.set(scope, reading);
    return reading;
  }

  #isWithin({ at }: { at: number }, ms: number): boolean {
    return this.#clock.now() - at < ms;
  }

  async #readAnew(scope: CallScope): Promise<Held<Wire>> {
    try {
      const rows = await this.#read(askingAnew(scope));
      this.#held = { rows, byId: new Map(rows.filter(isReadable).map((row) => [row.id, row])), at: this.#clock.now() };
      return this.#held;
    } catch (error) {
      const failed = { error, at: this.#clock.now() };
      this.#failures.set(scope, failed);
      if (isDenial(error)) this.#denial = failed;
      throw error;
    }
  }
}

function isDenial(error: unknown): boolean {
  return error instanceof VendorError && error.code === "ACCESS_DENIED";
}

/** No rows where the credential may not see the list: what it would name stays without a name. */
export function noneWhereDenied<Wire>(read: (scope: CallScope) => Promise<Read<Wire>>): (scope: CallScope) => Promise<Read<Wire>> {
  return async (scope) => {
    try {
      return await read(scope);
    } catch (error) {
      if (isDenial(error)) return [];
      throw error;
    }
  };
}
