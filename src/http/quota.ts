import type { Layer, VendorRequest, VendorResponse } from "./request.js";
import { VendorError } from "./vendor-error.js";

/** A vendor's count of requests over a time that is longer than a process lives. Who keeps it says what it is, and where it is kept. */
export interface Quota {
  /**
   * Called once before a request is begun: before it is shared, waits for a budget or gets a token.
   *
   * @throws VendorError where nothing may be sent now.
   */
  admit(request: VendorRequest): Promise<void>;
  /**
   * Counts one attempt, just before it is sent. Returns the way to take it back where it never left.
   *
   * @throws VendorError where the count is used up.
   */
  count(request: VendorRequest): Promise<() => void>;
  /** Reads from an answer whether the vendor's own count is used up. */
  learn(response: VendorResponse): void;
}

/** Fails at once what may not be sent, so that nobody waits or signs in for it. */
export function admitLayer(quota: Quota): Layer {
  return (next) => (request, scope) => quota.admit(request).then(() => next(request, scope));
}

/** Counts each attempt. One that was answered counts, even where the gateway refused it: a vendor may count it too. */
export function countLayer(quota: Quota): Layer {
  return (next) => async (request, scope) => {
    const takeBack = await quota.count(request);
    try {
      const response = await next(request, scope);
      quota.learn(response);
      return response;
    } catch (error) {
      if (error instanceof VendorError && error.sent === "no") takeBack();
      throw error;
    }
  };
}
