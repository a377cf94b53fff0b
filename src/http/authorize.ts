import type { Secrets } from "../secrets/secrets.js";
import type { CallScope, Layer, Send, VendorRequest, VendorResponse } from "./request.js";
import { type Leaving, withinScope } from "./scope.js";
import type { DeadlineTimers } from "./sending/deadline-timers.js";
import { asUnsigned, CallAborted, nameOf, type Upstream, VendorError } from "./vendor-error.js";

/** A vendor's way of signing in. The text behind the scheme in `authorization` is a secret, and is cut out of the vendor's answers. */
export interface Authorizer {
  /** At once where the token is at hand. */
  headers(scope: CallScope): Record<string, string> | Promise<Record<string, string>>;
  /**
   * Whether this answer refuses the token itself, before the vendor has acted. A change is sent once more on it, so a missing right does
   * not count, nor does an answer that is not the vendor's own.
   */
  rejected?(response: VendorResponse): boolean;
  /** Gets a newer token, so that `headers` gives it from then on. */
  renew?(refused: RefusedToken): Promise<void>;
}

/** A token that the vendor refused. */
export interface RefusedToken {
  /** As the authorizer gave them; the token in use may be a newer one by now. */
  headers: Record<string, string>;
  /** Whether the vendor took a request since the last renewal: then this token has gone bad, and signing in still works. */
  wasTaken: boolean;
}

export interface AuthorizeOptions extends Upstream {
  authorizer: Authorizer;
  timers: DeadlineTimers;
  secrets: Secrets;
}

interface Signed {
  request: VendorRequest;
  headers: Record<string, string>;
  generation: number;
}

/**
 * Signs each request. A rejected token is renewed once, however many requests meet the rejection, and the request is sent once more. A
 * change is too, because the vendor refused it before it acted.
 */
export function authorizeLayer({ vendor, account, authorizer, timers, secrets }: AuthorizeOptions): Layer {
  const upstream = { vendor, account };
  /** Counts the renewals: a request refused with an older token only has to be repeated. */
  let generation = 0;
  /** The newest token with which the vendor has taken a request. */
  let taken = -1;
  let renewal: Promise<void> | undefined;

  function renewedOnce(renew: () => Promise<void>): Promise<void> {
    renewal ??= renew()
      .then(() => {
        generation += 1;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  }

  /** A page from a proxy in the answer's place says nothing about the token. */
  function isTaken(response: VendorResponse, usedGeneration: number): boolean {
    if (authorizer.rejected?.(response) === true) return false;
    if (response.json !== undefined || response.status === 204) taken = Math.max(taken, usedGeneration);
    return true;
  }

  function leavingOf(request: VendorRequest): Leaving {
    return {
      aborted: () => new CallAborted(upstream, request.route, "no"),
      late: () => {
        const message = `The time for ${request.route} at ${nameOf(upstream)} ended while it waited for a token.`;
        return new VendorError({ ...upstream, code: "TIMEOUT", sent: "no", message, cutShort: true });
      },
    };
  }

  function signedWith(headers: Record<string, string>, request: VendorRequest, usedGeneration: number): Signed {
    // Known as a secret before the vendor can repeat it.
    const credentials = /^\S+ +(.+)$/.exec(headers.authorization ?? "")?.[1];
    if (credentials !== undefined) secrets.addMinted(credentials);
    const signed = { headers: undefined, ...request };
    signed.headers = request.headers === undefined ? headers : Object.assign({}, request.headers, headers);
    return { request: signed, headers, generation: usedGeneration };
  }

  /** At once where the token is at hand and is not being replaced. */
  function signed(request: VendorRequest, scope: CallScope): Signed | Promise<Signed> {
    if (renewal !== undefined) return signedLater(request, scope);
    const usedGeneration = generation;
    try {
      const headers = authorizer.headers(scope);
      return headers instanceof Promise ? signedLater(request, scope, headers) : signedWith(headers, request, usedGeneration);
    } catch (error) {
      return Promise.reject(asUnsigned(error));
    }
  }

  async function signedLater(request: VendorRequest, scope: CallScope, asked?: Promise<Record<string, string>>): Promise<Signed> {
    const leaving = leavingOf(request);
    try {
      // The token that is being replaced would be refused.
      if (renewal !== undefined) await withinScope(renewal, scope, timers, leaving);
      const usedGeneration = generation;
      const headers = await withinScope(asked ?? Promise.resolve(authorizer.headers(scope)), scope, timers, leaving);
      return signedWith(headers, request, usedGeneration);
    } catch (error) {
      throw asUnsigned(error);
    }
  }

  function sent(next: Send, request: VendorRequest, scope: CallScope, first: Signed): Promise<VendorResponse> {
    const answer = next(first.request, scope);
    if (authorizer.renew === undefined) return answer;
    return answer.then((response) => (isTaken(response, first.generation) ? response : sentWithNewToken(next, request, scope, first)));
  }

  async function sentWithNewToken(next: Send, request: VendorRequest, scope: CallScope, refused: Signed): Promise<VendorResponse> {
    if (refused.generation === generation) {
      try {
        await withinScope(
          renewedOnce(() => authorizer.renew?.({ headers: refused.headers, wasTaken: taken === generation }) ?? Promise.resolve()),
          scope,
          timers,
          leavingOf(request),
        );
      } catch (error) {
        throw asUnsigned(error);
      }
    }
    const second = await signed(request, scope);
    const repeated = await next(second.request, scope);
    isTaken(repeated, second.generation);
    return repeated;
  }

  return (next) => (request, scope) => {
    const first = signed(request, scope);
    return first instanceof Promise ? first.then((ready) => sent(next, request, scope, ready)) : sent(next, request, scope, first);
  };
}
