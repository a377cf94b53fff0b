import type { StandInRequest } from "./exchange.js";

/**
 * Faults of the connection, the same for all vendors. A fault "before" replaces the vendor's work; "after" the vendor's work its answer is
 * lost or changed.
 */
export type FaultKind =
  /** The usual answer, `ms` later. */
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
  /** Only bodies that match this regular expression. */
  body?: string;
  /** For "key-errors": only keys that match this regular expression; all keys where missing. */
  keys?: string;
  /** The number of requests that meet the fault; no limit where missing. */
  times?: number;
  /** The number of matching requests that pass first. */
  skip?: number;
  ms?: number;
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
}

/** The armed faults, in order. A request meets the first that matches, and no other. */
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

  /** The fault that this request meets; it counts against the fault's `skip` and `times`. */
  take(request: Pick<StandInRequest, "method" | "path" | "rawBody">): Fault | undefined {
    const index = this.#armed.findIndex((fault) => {
      if (fault.method !== undefined && fault.method !== request.method) return false;
      if (fault.path !== undefined && !new RegExp(fault.path).test(request.path)) return false;
      if (fault.body !== undefined && !new RegExp(fault.body).test(request.rawBody)) return false;
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
