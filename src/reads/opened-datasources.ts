import type { Datasource, DatasourceScope } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import type { OperationCost } from "../http/cost.js";
import { askingAnew } from "../http/scope.js";
import type { Upstream } from "../http/vendor-error.js";
import type { Source } from "../schema/common/source.js";

/** The scope of one GraphQL request, which knows how old the answers are that served it. */
export interface ReadScope extends DatasourceScope {
  readonly cost?: OperationCost;
}

/** Whether connections have ports, as far as it was asked: all datasources of one have the same. */
const portsKnown = new WeakMap<VendorConnection, Map<keyof Datasource, boolean>>();

/** The datasources of one request, each opened at its first use, and whether old answers served them. */
export class OpenedDatasources {
  readonly #connections: ReadonlyMap<string, VendorConnection>;
  readonly #scope: ReadScope;
  readonly #opened = new Map<string, Datasource>();
  /** Sources whose answers have to be new. */
  readonly #anew = new Set<string>();

  constructor(connections: ReadonlyMap<string, VendorConnection>, scope: ReadScope) {
    this.#connections = connections;
    this.#scope = scope;
  }

  /** Undefined where the source is not connected. */
  of(source: Source): Datasource | undefined {
    const known = this.#opened.get(source.text);
    if (known !== undefined) return known;
    const connection = this.#connections.get(source.text);
    if (connection === undefined) return undefined;
    const made = connection.datasource(this.#anew.has(source.text) ? askingAnew(this.#scope) : this.#scope);
    this.#opened.set(source.text, made);
    return made;
  }

  /** Whether the source has a port. Only the first request that asks opens a datasource to learn it. */
  has(source: Source, port: keyof Datasource): boolean {
    const connection = this.#connections.get(source.text);
    if (connection === undefined) return false;
    const ports = portsKnown.get(connection) ?? new Map<keyof Datasource, boolean>();
    const known = ports.get(port);
    if (known !== undefined) return known;
    const has = this.of(source)?.[port] !== undefined;
    portsKnown.set(connection, ports.set(port, has));
    return has;
  }

  /** Whether a datasource had to answer without its vendor. */
  get isLacking(): boolean {
    return [...this.#opened.values()].some(({ unavailableBecause }) => unavailableBecause !== undefined);
  }

  /** When the oldest answer of the source was asked for; undefined where there is none. */
  askedAt(source: Upstream): number | undefined {
    return this.#scope.cost?.askedAt(source);
  }

  /** When the oldest answer was asked for that served the source again; undefined where all are this request's own. */
  oldestOf(source: Upstream): number | undefined {
    return this.#scope.cost?.oldestOf(source);
  }

  /** When the oldest request was sent that was under way already and served this one too; undefined where none was. */
  joinedOf(source: Upstream): number | undefined {
    return this.#scope.cost?.joinedOf(source);
  }

  /** Whether the source's answers are new ones by now. */
  asksAnew(source: Source): boolean {
    return this.#anew.has(source.text);
  }

  /** From now on the source's answers are new ones. False where they were all along. */
  askAnew(source: Source): boolean {
    if (this.oldestOf(source) === undefined) return false;
    // Another list may have been first.
    if (!this.#anew.has(source.text)) this.#opened.delete(source.text);
    this.#anew.add(source.text);
    return true;
  }
}
