import type { Clock } from "../clock.js";
import { requireAccounts, requireSource, sourcesOf, unknownAccount } from "../datasources/contract/accounts.js";
import { asError } from "../datasources/contract/as-error.js";
import type { ChangeKind } from "../datasources/contract/catalog.js";
import type { Changes } from "../datasources/contract/change.js";
import type { Datasource, Page } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import { AllowanceSpent, nameOf, VendorError } from "../http/vendor-error.js";
import type { RecordIndex } from "../records/record-index.js";
import type { BadUserInput } from "../schema/common/bad-input.js";
import { type GlobalId, type RecordKind, requireId } from "../schema/common/global-id.js";
import { type Source, sourceOf } from "../schema/common/source.js";
import { CircuitState, type SourceReport, SourceState, Vendor } from "../schema/vendor/vendor.type.js";
import { Learning } from "./learning.js";
import { type ListPart, type MergedPage, mergeLists } from "./merged-list.js";
import { OpenedDatasources, type ReadScope } from "./opened-datasources.js";
import { cursorName, decodeCursor } from "./page-cursor.js";
import { SourceReports } from "./source-reports.js";
import type { StalePages } from "./stale-pages.js";

export interface UnifiedPage<Node> extends MergedPage<Node> {
  /** Where the next page goes on; left out: behind the last of the items. */
  endCursor?: string | null;
  sources: SourceReport[];
}

/** The ports of the graph's lists and records. */
export type PortName = Exclude<keyof Datasource, "primeWithStale" | "unavailableBecause">;

/** The sources of a list as a client names them; missing or null means all. */
export interface ChosenSources {
  vendors?: readonly Vendor[] | null;
  accounts?: readonly string[] | null;
}

export interface UnifiedDatasourceOptions {
  /** By the texts of their sources. */
  connections: ReadonlyMap<string, VendorConnection>;
  scope: ReadScope;
  stalePages: StalePages;
  recordIndex: RecordIndex;
  clock: Clock;
  /** Reports an internal error: clients see that a vendor is missing, the log says why. */
  onError: (error: unknown, what: string) => void;
}

/**
 * All sources as one datasource, for one request: routes by global id, fans out, merges lists, collects failures. A source's datasource is
 * opened at its first use.
 */
export class UnifiedDatasource {
  readonly sources: SourceReports;
  readonly learning: Learning;
  readonly #connections: ReadonlyMap<string, VendorConnection>;
  readonly #stalePages: StalePages;
  readonly #recordIndex: RecordIndex;
  readonly #clock: Clock;
  readonly #opened: OpenedDatasources;
  readonly #scope: ReadScope;

  constructor(options: UnifiedDatasourceOptions) {
    this.#connections = options.connections;
    this.#stalePages = options.stalePages;
    this.#recordIndex = options.recordIndex;
    this.#clock = options.clock;
    const { connections, scope, clock, onError } = options;
    this.#scope = scope;
    this.#opened = new OpenedDatasources(connections, scope);
    this.learning = new Learning(this.#opened, options.recordIndex);
    this.sources = new SourceReports({ clock, onError, opened: this.#opened, log: scope.log });
  }

  datasource(source: Source): Datasource | undefined {
    return this.#opened.of(source);
  }

  /** Whether a source did not answer, or not wholly. */
  get isLacking(): boolean {
    return this.sources.isLacking || this.#opened.isLacking;
  }

  /**
   * A port of a source.
   *
   * @throws VendorError with UNSUPPORTED where the vendor lacks it, or is not configured.
   * @throws BadUserInput where the vendor has no such account.
   */
  port<Name extends PortName>(source: Source, name: Name): NonNullable<Datasource[Name]> {
    const port = this.datasource(source)?.[name];
    if (port === undefined) throw this.unsupported(source, name === "timeline" ? "versions of jobs" : name);
    return port as NonNullable<Datasource[Name]>;
  }

  /** The error of a source that lacks a port or ability, or does not exist. */
  unsupported(source: Source, what: string): VendorError | BadUserInput {
    const { vendor } = source;
    if (this.#connections.has(source.text)) return unsupportedError(source, `${nameOf(source)} has no ${what}. See vendors { abilities }.`);
    return (
      unknownAccount(this.#connections, source) ??
      unsupportedError(source, `${vendor} is not configured on this server. See vendors { mode }.`)
    );
  }

  /**
   * Parses a client's id.
   *
   * @throws BadUserInput where it is not an id, names another kind of record, or an account that does not exist.
   */
  requireId(text: string, ...kinds: RecordKind[]): GlobalId {
    const id = requireId(text, ...kinds);
    const fault = unknownAccount(this.#connections, id.source);
    if (fault !== undefined) throw fault;
    return id;
  }

  /**
   * The account that an argument names, or the default one.
   *
   * @param path the place of the argument, where it is not `account` itself
   * @throws BadUserInput where the vendor has no such account.
   */
  requireSource(vendor: Vendor, account: string, path?: readonly string[]): Source {
    return requireSource(this.#connections, vendor, account, path);
  }

  /** The sources that implement a port, in the registry's order. */
  sourcesWith(name: PortName): Source[] {
    return sourcesOf(this.#connections).filter((source) => this.#opened.has(source, name));
  }

  /**
   * The sources of a list: all that have the port, or those of the vendors and accounts named. A named vendor without the port is included, so
   * that `sources` reports it as UNSUPPORTED and the others answer.
   *
   * @throws BadUserInput where no vendor has an account of a name.
   */
  choose(name: PortName, { vendors, accounts }: ChosenSources): Source[] {
    requireAccounts(this.#connections, accounts ?? []);
    const wanted = vendors
      ? ALL_VENDORS.filter((vendor) => vendors.includes(vendor)).flatMap((vendor) => this.#namedSources(vendor))
      : this.sourcesWith(name);
    return accounts ? wanted.filter((source) => this.#connections.has(source.text) && accounts.includes(source.account)) : wanted;
  }

  /**
   * A page of a list over several sources. A cursor is bound to the list's name, filter and sources; the stale pages of a source serve any
   * choice of other sources.
   */
  async list<Node extends { id: string }>(
    list: { name: string; filter: object },
    sources: readonly Source[],
    first: number,
    after: string | null | undefined,
    fetch: (source: Source, limit: number, after: string | undefined, atMost: number) => Promise<Page<Node>>,
    counted = false,
  ): Promise<UnifiedPage<Node>> {
    const reports = new Map<string, SourceReport>();
    const lacking = new Map<string, Set<VendorError>>();
    const parts = sources.map(
      (source): ListPart<Node> => ({
        source,
        fetch: async (limit, position, { atMost, before: begun }) => {
          const wasAnew = this.#opened.asksAnew(source);
          let page = await (begun?.more?.(limit) ?? fetch(source, limit, position, atMost)).catch(asError);
          // Pages of several ages may not fit together, and a token in an old one may have expired.
          const mayComeOfAge = failureOf(page) !== undefined && !(failureOf(page) instanceof AllowanceSpent);
          if (mayComeOfAge && !wasAnew && this.#opened.askAnew(source)) page = await fetch(source, limit, position, atMost).catch(asError);
          const failure = failureOf(page);
          if (failure === undefined && !(page instanceof Error)) {
            const now = this.#clock.now();
            this.#stalePages.remember(source, list, position, page, this.sources.fetchedAt(source, now));
            lacking.set(source.text, new Set([...(lacking.get(source.text) ?? []), ...(page.missing ?? []), ...(page.unreadable ?? [])]));
            // Where a source is asked twice for a page, the stale answer decides its report.
            if (reports.get(source.text)?.state !== SourceState.STALE) reports.set(source.text, this.sources.fresh(source, now));
            return page;
          }
          const before = this.#recallAfter<Node>(failure, source, list, position, limit);
          if (before !== undefined) {
            reports.set(source.text, this.sources.stale(source, before.fetchedAt, asError(failure)));
            this.datasource(source)?.primeWithStale?.(before.page.items.map(({ node }) => node));
            return before.page;
          }
          // The part read of a list that breaks off is shown.
          if (page instanceof Error) throw page;
          return page;
        },
      }),
    );
    const bound = [list.name, sources.map(cursorName), list.filter];
    const merged = await mergeLists(bound, parts, first, decodeCursor(bound, after), counted);
    const reported = [...merged.asked].map(([source, failure]) => {
      const known = reports.get(source.text);
      if (known?.state === SourceState.STALE) return known;
      if (failure !== undefined) return this.sources.failed(source, failure);
      return this.sources.partly(known ?? this.sources.fresh(source), [...(lacking.get(source.text) ?? [])]);
    });
    return { sources: reported, ...merged };
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#clock.now();
  }

  /** The present UTC day. */
  today(): string {
    return new Date(this.now()).toISOString().slice(0, 10);
  }

  /** Why a source is not heard at present: it keeps failing, whatever it was asked. Undefined where it answers, or was not asked for long. */
  silenceOf(source: Source): VendorError | undefined {
    const { circuit, lastFailure } = this.#connections.get(source.text)?.status() ?? {};
    return circuit === CircuitState.CLOSED ? undefined : lastFailure?.error;
  }

  /** How a source makes changes of a kind; undefined where it makes none. */
  changeOf<Kind extends ChangeKind>(source: Source, kind: Kind): Changes[Kind] | undefined {
    return this.#connections.get(source.text)?.changes[kind];
  }

  /** Whether a code is one of those that people write where they have none. */
  tiesNothing(code: string): boolean {
    return this.#recordIndex.ignored.has(code);
  }

  /** What is looked up there is read for this request, as a vendor's answer is. */
  get recordIndex(): RecordIndex {
    this.#scope.cost?.answered();
    return this.#recordIndex;
  }

  /** The vendor's sources, or the default account of a vendor that is not configured, which is reported as such. */
  #namedSources(vendor: Vendor): Source[] {
    const sources = sourcesOf(this.#connections, vendor);
    return sources.length === 0 ? [sourceOf(vendor)] : sources;
  }

  /** The stale page of a source that did not answer; a refusal is thrown. */
  #recallAfter<Node>(error: unknown, source: Source, list: unknown, position: string | undefined, limit: number) {
    if (!(error instanceof VendorError) || !error.retryable) return undefined;
    return this.#stalePages.recall<Node>(source, list, position, limit, this.#clock.now());
  }
}

function failureOf<Node>(page: Page<Node> | Error): Error | undefined {
  return page instanceof Error ? page : page.fault;
}

function unsupportedError({ vendor, account }: Source, message: string): VendorError {
  return new VendorError({ code: "UNSUPPORTED", vendor, account, message, retryable: false, sent: "no" });
}

/** All vendors, configured or not, in the contract's order. */
const ALL_VENDORS: readonly Vendor[] = Object.values(Vendor);
