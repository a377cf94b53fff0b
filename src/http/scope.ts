import { allowanceOfAll } from "./allowance.js";
import { type Caller, SERVER_CALLERS } from "./callers.js";
import { costOfAll } from "./cost.js";
import type { CallScope } from "./request.js";
import type { DeadlineTimers } from "./sending/deadline-timers.js";

/**
 * The scope of one request that serves several callers: on behalf of all of them, until the latest of their deadlines. A caller who leaves
 * does not end it for the others. No age is allowed, whatever they allow.
 */
export function scopeOfAll(scopes: readonly CallScope[]): CallScope {
  const callers = new Set<Caller>(scopes.flatMap((scope) => [...(scope.callers ?? SERVER_CALLERS)]));
  const deadlines = scopes.map(({ deadlineAt }) => deadlineAt ?? Number.POSITIVE_INFINITY);
  const deadlineAt = Math.max(...deadlines);
  // One caller that waits makes the whole request a foreground one.
  const shares = scopes.map(({ background }) => background);
  const background = shares.includes(undefined) ? undefined : Math.max(...shares.filter((share) => share !== undefined));
  return {
    callers: [...callers],
    allowance: allowanceOfAll(scopes),
    deadlineAt: Number.isFinite(deadlineAt) ? deadlineAt : undefined,
    background,
    cost: costOfAll(scopes),
    trace: scopes.find(({ trace }) => trace !== undefined)?.trace,
    log: scopes[0]?.log,
  };
}

/** The scope without the age that its caller allows: for what a connection remembers for all callers, which must be as new as it says. */
export function askingAnew<Scope extends CallScope>(scope: Scope): Scope {
  return scope.maxAgeMs === undefined ? scope : { ...scope, maxAgeMs: undefined };
}

/** The errors for a caller that stopped waiting. */
export interface Leaving {
  aborted: () => Error;
  late: () => Error;
}

/** Waits for shared work until this caller's deadline or departure; the work itself goes on. */
export function withinScope<T>(work: Promise<T>, scope: CallScope, timers: DeadlineTimers, leaving: Leaving): Promise<T> {
  const { signal } = scope;
  return new Promise((resolve, reject) => {
    let ended = false;
    let stopTimer: () => void = () => undefined;
    const end = (): void => {
      ended = true;
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = (): void => {
      end();
      reject(leaving.aborted());
    };
    work.finally(end).then(resolve, reject);
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener("abort", onAbort, { once: true });
    // A token at hand resolves before the event loop turns; a timer would cost more than the whole wait.
    setImmediate(() => {
      if (ended) return;
      stopTimer = timers.set(
        () => scope.deadlineAt,
        () => {
          end();
          reject(leaving.late());
        },
      );
    });
  });
}
