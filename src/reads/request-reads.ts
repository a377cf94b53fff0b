import type { Loaders } from "./loaders/loaders.js";
import type { UnifiedDatasource } from "./unified.datasource.js";

export interface Reads {
  graph: UnifiedDatasource;
  loaders: Loaders;
}

/** The datasources and records of a request since its last change. They are made when something is first asked of them: an event shows most without. */
export class RequestReads implements Reads {
  readonly #make: () => Reads;
  #made: Reads | undefined;

  constructor(make: () => Reads) {
    this.#make = make;
  }

  get graph(): UnifiedDatasource {
    return this.#all.graph;
  }

  get loaders(): Loaders {
    return this.#all.loaders;
  }

  /** Undefined as long as nothing was asked. */
  get begun(): UnifiedDatasource | undefined {
    return this.#made?.graph;
  }

  /** Forgets what was read. */
  renew(): void {
    this.#made = undefined;
  }

  get #all(): Reads {
    this.#made ??= this.#make();
    return this.#made;
  }
}
