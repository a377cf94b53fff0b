import type { Clock } from "../clock.js";
import { asError } from "../datasources/contract/as-error.js";
import type { Aligned, Datasource, DatasourceScope, Page } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import type { UnreadableRecord } from "../http/record-check.js";
import { VendorError } from "../http/vendor-error.js";
import type { CodedKind, RecordIndex } from "../records/record-index.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import { type GlobalId, parseGlobalId, type RecordKind } from "../schema/common/global-id.js";
import type { Job } from "../schema/job/job.type.js";
import type { Vacancy } from "../schema/vacancy/vacancy.type.js";
import { type SourceReport, SourceState, Vendor } from "../schema/vendor/vendor.type.js";
import { type ListPart, type MergedPage, mergeLists } from "./merged-list.js";
import { decodeCursor } from "./page-cursor.js";
import { SourceReports } from "./source-reports.js";
import type { StalePages } from "./stale-pages.js";

export interface UnifiedPage<Node> extends MergedPage<Node> {
  sources: SourceReport[];
}

/** The ports of the graph's lists and records: */
export type PortName = Exclude<keyof Datasource, "primeWithStale" | "unavailableBecause">;

export interface UnifiedDatasourceOptions {
  connections: ReadonlyMap<Vendor, VendorConnection>;
  scope: DatasourceScope;
  recent: StalePages;
  directory: RecordIndex;
  clock: Clock;
  /** For what went wrong on our side: clients are told that a vendor is missing, and whoever runs the server why. */
  onError: (error: unknown, what: string) => void;
}

/**
 * All vendors as one datasource, for one request: routes by global id, fans out, merges lists, gathers failures. A vendor's datasource is
 * made when it is first needed.
 */
export class UnifiedDatasource {
  readonly sources: SourceReports;
  readonly #connections: ReadonlyMap<Vendor, VendorConnection>;
  readonly #scope: DatasourceScope;
  readonly #recent: StalePages;
  readonly #directory: RecordIndex;
  readonly #clock: Clock;
  readonly #datasources = new Map<Vendor, Datasource>();

  constructor(options: UnifiedDatasourceOptions) {
    this.#connections = options.connections;
    this.#scope = options.scope;
    this.#recent = options.recent;
    this.#directory = options.directory;
    this.#clock = options.clock;
    const unavailableBecause = (vendor: Vendor) => this.datasource(vendor)?.unavailableBecause;
    this.sources = new SourceReports({ clock: options.clock, onError: options.onError, unavailableBecause, log: options.scope.log });
  }

  datasource(vendor: Vendor): Datasource | undefined {
    const connection = this.#connections.get(vendor);
    if (connection === undefined) return undefined;
    const known = this.#datasources.get(vendor);
    if (known !== undefined) return known;
    const made = connection.datasource(this.#scope);
    this.#datasources.set(vendor, made);
    return made;
  }

  /** The port of a vendor, or the UNSUPPORTED error that says what it lacks. */
  port<Name extends PortName>(vendor: Vendor, name: Name): NonNullable<Datasource[Name]> {
    const port = this.datasource(vendor)?.[name];
    if (port === undefined) throw this.unsupported(vendor, name === "timeline" ? "versions of jobs" : name);
    return port as NonNullable<Datasource[Name]>;
  }

  /** What is answered where a vendor lacks something, or is not there at all. */
  unsupported(vendor: Vendor, what: string): VendorError {
    const message = this.#connections.has(vendor)
      ? `${vendor} has no ${what}. See vendors { abilities }.`
      : `${vendor} is not configured on this server. See vendors { mode }.`;
    return new VendorError({ code: "UNSUPPORTED", vendor, message, retryable: false, sent: "no" });
  }

  /** The vendors that implement a port, in the registry's order. */
  vendorsWith(name: PortName): Vendor[] {
    return [...this.#connections.keys()].filter((vendor) => this.datasource(vendor)?.[name] !== undefined);
  }

  /**
   * The vendors a list is asked of: all that have the port, or those named. One that is named and lacks the port is asked all the same, so
   * that `sources` says UNSUPPORTED of it and the others answer.
   */
  choose(name: PortName, wanted: readonly Vendor[] | null | undefined): Vendor[] {
    return wanted ? ALL_VENDORS.filter((vendor) => wanted.includes(vendor)) : this.vendorsWith(name);
  }

  /**
   * Asks each vendor for its share of the keys, side by side, and puts the answers back in their places. A vendor that fails leaves its
   * error in the places of its own keys.
   */
  async byVendor<Key, Value>(
    keys: readonly Key[],
    vendorOf: (key: Key) => Vendor,
    ask: (vendor: Vendor, keys: Key[]) => Promise<readonly (Value | Error)[]>,
  ): Promise<(Value | Error)[]> {
    const places = new Map<Vendor, number[]>();
    for (const [index, key] of keys.entries()) {
      const vendor = vendorOf(key);
      const known = places.get(vendor);
      if (known === undefined) places.set(vendor, [index]);
      else known.push(index);
    }
    const answers = new Array<Value | Error>(keys.length);
    await Promise.all(
      [...places].map(async ([vendor, indexes]) => {
        const asked = indexes.map((index) => keys[index] as Key);
        // A port that is missing throws before there is a promise: that, too, is this vendor's failure alone.
        const found = await (async () => ask(vendor, asked))().catch((error: unknown) => asked.map(() => asError(error)));
        for (const [position, index] of indexes.entries()) {
          const answer = found[position];
          // Null is an answer: the vendor does not hold it.
          answers[index] = answer === undefined ? new Error("A datasource left an answer out") : answer;
        }
      }),
    );
    return answers;
  }

  /** Records by their global ids; null where the vendor does not hold one. */
  records<Record_>(
    ids: readonly string[],
    kind: RecordKind,
    ask: (vendor: Vendor, nativeIds: string[][]) => Promise<Aligned<Record_>>,
  ): Promise<(Record_ | null | Error)[]> {
    return this.byVendor(
      ids.map((id) => requireId(id, kind)),
      (id) => id.source.vendor,
      (vendor, group) =>
        ask(
          vendor,
          group.map((id) => id.nativeIds),
        ),
    );
  }

  /**
   * A page of a list over several vendors. A cursor is bound to the list's name, its filter and its vendors; what is remembered of a vendor
   * serves whichever others it was asked with.
   */
  async list<Node extends { id: string }>(
    list: { name: string; filter: object },
    vendors: readonly Vendor[],
    first: number,
    after: string | null | undefined,
    fetch: (vendor: Vendor, limit: number, after: string | undefined) => Promise<Page<Node>>,
    counted = false,
  ): Promise<UnifiedPage<Node>> {
    const reports = new Map<Vendor, SourceReport>();
    const unreadable = new Map<Vendor, UnreadableRecord[]>();
    const parts = vendors.map(
      (vendor): ListPart<Node> => ({
        vendor,
        fetch: async (limit, position) => {
          const page = await fetch(vendor, limit, position).catch(asError);
          const failure = page instanceof Error ? page : page.fault;
          if (failure === undefined && !(page instanceof Error)) {
            const now = this.#clock.now();
            this.#recent.remember(vendor, list, position, page, now);
            unreadable.set(vendor, [...(unreadable.get(vendor) ?? []), ...(page.unreadable ?? [])]);
            // Where a vendor is asked twice for a page, what is old outweighs what is new.
            if (reports.get(vendor)?.state !== SourceState.STALE) reports.set(vendor, this.sources.fresh(vendor, now));
            return page;
          }
          const before = this.#recallAfter<Node>(failure, vendor, list, position, limit);
          if (before !== undefined) {
            reports.set(vendor, this.sources.stale(vendor, before.fetchedAt, asError(failure)));
            this.datasource(vendor)?.primeWithStale?.(before.page.items.map(({ node }) => node));
            return before.page;
          }
          // What was read of a list that cannot be read on stands.
          if (page instanceof Error) throw page;
          return page;
        },
      }),
    );
    const bound = [list.name, vendors, list.filter];
    const merged = await mergeLists(bound, parts, first, decodeCursor(bound, after), counted);
    const sources = [...merged.asked].map(([vendor, failure]) => {
      const known = reports.get(vendor);
      if (known?.state === SourceState.STALE) return known;
      if (failure !== undefined) return this.sources.failed(vendor, failure);
      return this.sources.partly(known ?? this.sources.fresh(vendor), unreadable.get(vendor) ?? []);
    });
    return { ...merged, sources };
  }

  /** For an answer that has no room to say which vendor is missing from it: with nothing to show, the failure is the answer. */
  requireSome({ items, asked }: UnifiedPage<unknown>): void {
    const failure = [...asked.values()].find((error) => error !== undefined);
    if (failure !== undefined && items.length === 0) throw failure;
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#clock.now();
  }

  /** The UTC day it is. */
  today(): string {
    return new Date(this.now()).toISOString().slice(0, 10);
  }

  /** Codes are learnt from every record that passes through. */
  learn(kind: CodedKind, records: readonly (Job | Vacancy)[]): void {
    this.#directory.learn(kind, records);
  }

  get directory(): RecordIndex {
    return this.#directory;
  }

  /** Only a vendor that did not answer is answered for; one that refused has spoken. */
  #recallAfter<Node>(error: unknown, vendor: Vendor, list: unknown, position: string | undefined, limit: number) {
    if (!(error instanceof VendorError) || !error.retryable) return undefined;
    return this.#recent.recall<Node>(vendor, list, position, limit, this.#clock.now());
  }
}

/** Takes a client's id apart, or says what is wrong with it. */
export function requireId(text: string, ...kinds: RecordKind[]): GlobalId {
  const id = parseGlobalId(text);
  if (id === undefined)
    throw new BadUserInput(`"${text.slice(0, 100)}" is not an id of this graph. Use the \`id\` of a record as the graph gave it.`);
  if (!kinds.includes(id.kind))
    throw new BadUserInput(
      `"${text.slice(0, 100)}" is an id of the kind ${id.kind}; here one of the kind ${kinds.join(" or ")} is needed.`,
    );
  return id;
}

/** Every vendor there is, configured or not, in the contract's order. */
const ALL_VENDORS: readonly Vendor[] = Object.values(Vendor);
