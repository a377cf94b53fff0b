import type { Secrets } from "../secrets/secrets.js";
import type { CallScope, Layer, VendorRequest, VendorResponse } from "./request.js";
import { type Leaving, withinScope } from "./scope.js";
import type { DeadlineTimers } from "./sending/deadline-timers.js";
import { asUnsent, CallAborted, nameOf, type Upstream, VendorError } from "./vendor-error.js";

/** A vendor's way of signing in. The text behind the scheme in `authorization` is a secret, and is cut out of the vendor's answers. */
export interface Authorizer {
  headers(scope: CallScope): Promise<Record<string, string>>;
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

  async function signed(request: VendorRequest, scope: CallScope): Promise<Signed> {
    const leaving = leavingOf(request);
    try {
      // The token that is being replaced would be refused.
      if (renewal !== undefined) await withinScope(renewal, scope, timers, leaving);
      const usedGeneration = generation;
      const headers = await withinScope(authorizer.headers(scope), scope, timers, leaving);
      // Known as a secret before the vendor can repeat it.
      const credentials = /^\S+ +(.+)$/.exec(headers.authorization ?? "")?.[1];
      if (credentials !== undefined) secrets.addMinted(credentials);
      return { request: { ...request, headers: { ...request.headers, ...headers } }, headers, generation: usedGeneration };
    } catch (error) {
      throw asUnsent(error);
    }
  }

  return (next) => async (request, scope) => {
    const first = await signed(request, scope);
    const response = await next(first.request, scope);
    if (authorizer.renew === undefined || isTaken(response, first.generation)) return response;
    if (first.generation === generation) {
      try {
        await withinScope(
          renewedOnce(() => authorizer.renew?.({ headers: first.headers, wasTaken: taken === generation }) ?? Promise.resolve()),
          scope,
          timers,
          leavingOf(request),
        );
      } catch (error) {
        throw asUnsent(error);
      }
    }
    const second = await signed(request, scope);
    const repeated = await next(second.request, scope);
    isTaken(repeated, second.generation);
    return repeated;
  };
}
