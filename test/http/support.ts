import { z } from "zod";
import type { VendorPolicy } from "../../src/http/policy.js";
import type { ChangeRequest, ReadRequest, Send, VendorRequest, VendorResponse } from "../../src/http/request.js";
import { VendorError } from "../../src/http/vendor-error.js";

/** A policy without budgets, retries or a nervous breaker, for the test to add what it is about. */
export function policyOf(baseUrl: string, changes: Partial<VendorPolicy> = {}): VendorPolicy {
  return {
    vendor: "acme",
    baseUrl,
    budgets: [],
    retry: { attempts: 1, baseDelayMs: 100, maxDelayMs: 1000 },
    breaker: { failures: 100, openMs: 10_000 },
    connections: 10,
    ...changes,
  };
}

export function read(changes: Partial<ReadRequest> = {}): ReadRequest {
  return { method: "GET", path: "/things/1", route: "GET /things/{id}", intent: "read", ...changes };
}

/** One whose page promises JSON of any form. */
export function change(changes: Partial<ChangeRequest> = {}): ChangeRequest {
  const expects = { statuses: [200, 201], body: z.looseObject({}) };
  return { method: "POST", path: "/things", route: "POST /things", intent: "change", json: { name: "thing" }, expects, ...changes };
}

export function answer(changes: Partial<VendorResponse> = {}): VendorResponse {
  return { status: 200, headers: {}, text: "{}", json: {}, receivedAt: 0, ...changes };
}

/** The error that a promise rejects with, which must be a VendorError. */
export async function refusal(promise: Promise<unknown>): Promise<VendorError> {
  const outcome = await promise.then(
    () => "an answer",
    (error: unknown) => error,
  );
  if (outcome instanceof VendorError) return outcome;
  throw new Error(`Expected a VendorError, got ${outcome instanceof Error ? outcome.stack : String(outcome)}`);
}

/** What became of a promise so far. */
export function watch<T>(promise: Promise<T>): { readonly state: "pending" | "fulfilled" | "rejected" } {
  const seen: { state: "pending" | "fulfilled" | "rejected" } = { state: "pending" };
  promise.then(
    () => {
      seen.state = "fulfilled";
    },
    () => {
      seen.state = "rejected";
    },
  );
  return seen;
}

/** A vendor without a network, for the layers above it: each request waits until the test answers it. */
export class HeldVendor {
  readonly requests: VendorRequest[] = [];
  #held: { resolve: (response: VendorResponse) => void; reject: (error: Error) => void }[] = [];

  readonly send: Send = (request) => {
    this.requests.push(request);
    return new Promise((resolve, reject) => this.#held.push({ resolve, reject }));
  };

  get waiting(): number {
    return this.#held.length;
  }

  answerNext(response: VendorResponse | Error = answer()): void {
    const held = this.#held.shift();
    if (held === undefined) throw new Error("No request is waiting to be answered.");
    if (response instanceof Error) held.reject(response);
    else held.resolve(response);
  }
}
