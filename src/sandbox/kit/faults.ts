import type { StandInRequest } from "./exchange.js";

/**
 * What can go wrong on the wire, whatever the vendor. A fault "before" happens instead of the vendor's work; "after" means that the
 * vendor did its work and its answer was lost or spoiled on the way.
 */
export type FaultKind =
  /** Answer late by `ms`, otherwise as usual. */
  | "latency"
  /** Never answer (until the client goes away). The vendor does nothing. */
  | "hang"
  /** The vendor does its work, then never answers. */
  | "hang-after"
  /** Cut the connection; the vendor does nothing. */
  | "drop-before"
  /** The vendor does its work, then the connection is cut without an answer. */
  | "drop-after"
  /** Answer `status` (429, 500, 502, 503 …) instead of doing the work. */
  | "status"
  /** The vendor does its work, then answers `status`. */
  | "status-after"
  /** The vendor does its work; the JSON of the answer is cut in the middle. */
  | "malformed"
  /** The answer is a 200 by keys, `{results, errors}`, in which those that match `keys` stand under `errors` with `status`, or with `json`. */
  | "key-errors";

export interface Fault {
  kind: FaultKind;
  /** Only requests of this method, in capitals. */
  method?: string;
  /** Only paths that match this regular expression. */
  path?: string;
  /** Of "key-errors": only keys that match this regular expression; all where it is left out. */
  keys?: string;
  /** How many requests it hits before it is spent; without end where left out. */
  times?: number;
  /** Let this many matching requests pass first. */
  skip?: number;
  ms?: number;
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
}

/** The faults that are armed, first armed first served; one request meets at most one. */
export class FaultList {
  #armed: Fault[] = [];

  arm(fault: Fault): void {
    this.#armed.push({ ...fault });
  }

  clear(): void {
    this.#armed = [];
  }

  list(): readonly Fault[] {
    return this.#armed;
  }

  /** Takes the fault that this request meets, counting it down. */
  take(request: Pick<StandInRequest, "method" | "path">): Fault | undefined {
    const index = this.#armed.findIndex((fault) => {
      if (fault.method !== undefined && fault.method !== request.method) return false;
      if (fault.path !== undefined && !new RegExp(fault.path).test(request.path)) return false;
      if (fault.skip !== undefined && fault.skip > 0) {
        fault.skip -= 1;
        return false;
      }
      return true;
    });
    const fault = this.#armed[index];
    if (fault === undefined) return undefined;
    if (fault.times !== undefined) {
      fault.times -= 1;
      if (fault.times <= 0) this.#armed.splice(index, 1);
    }
    return fault;
  }
}
