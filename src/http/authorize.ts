import type { Secrets } from "../secrets/secrets.js";
import type { DeadlineTimers } from "./deadline-timers.js";
import type { CallScope, Layer, VendorRequest, VendorResponse } from "./request.js";
import { type Leaving, withinScope } from "./scope.js";
import { asUnsent, CallAborted, VendorError } from "./vendor-error.js";

/** A vendor's way of signing in. What `authorization` holds behind its scheme is a secret, and is cut out of all that the vendor answers. */
export interface Authorizer {
  headers(scope: CallScope): Promise<Record<string, string>>;
  /**
   * Whether this answer refuses the token itself, before the vendor has acted. A missing right is not that, nor is anything but the
   * vendor's own word: a change is sent once more on it.
   */
  rejected?(response: VendorResponse): boolean;
  /** Gets a newer token, so that `headers` gives it from then on. */
  renew?(refused: RefusedToken): Promise<void>;
}

/** What a vendor does not take (any more). */
export interface RefusedToken {
  /** As the authorizer gave them: others may have moved on since. */
  headers: Record<string, string>;
  /** Whether the vendor let a request in since the last renewal: then it is the token that has gone bad, not the signing in as such. */
  wasTaken: boolean;
}

export interface AuthorizeOptions {
  vendor: string;
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
 * Signs each request. A rejected token is renewed once, whoever and however many meet the rejection, and the request is made once more:
 * a change too, because the vendor refused it at the door.
 */
export function authorizeLayer({ vendor, authorizer, timers, secrets }: AuthorizeOptions): Layer {
  /** Counts the renewals: a request refused with an older token only has to be repeated. */
  let generation = 0;
  /** The newest token of which the vendor has let a request in. */
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

  /** A page that somebody on the way put in the answer's place says nothing of the token either way. */
  function isTaken(response: VendorResponse, usedGeneration: number): boolean {
    if (authorizer.rejected?.(response) === true) return false;
    if (response.json !== undefined || response.status === 204) taken = Math.max(taken, usedGeneration);
    return true;
  }

  function leavingOf(request: VendorRequest): Leaving {
    return {
      aborted: () => new CallAborted(vendor, request.route, "no"),
      late: () => {
        const message = `The time for ${request.route} at ${vendor} ended while it waited for a token.`;
        return new VendorError({ code: "TIMEOUT", vendor, sent: "no", message, cutShort: true });
      },
    };
  }

  async function signed(request: VendorRequest, scope: CallScope): Promise<Signed> {
    const leaving = leavingOf(request);
    try {
      // The token that is being replaced would only be refused.
      if (renewal !== undefined) await withinScope(renewal, scope, timers, leaving);
      const usedGeneration = generation;
      const headers = await withinScope(authorizer.headers(scope), scope, timers, leaving);
      // Known as a secret before anybody can give it back.
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
