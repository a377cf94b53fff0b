import { allowanceOfAll } from "./allowance.js";
import type { SourceAnswers } from "./answers/source-answers.js";
import { SERVER_CALLERS, SharedCallers } from "./callers.js";
import type { CallScope, Layer, Send, VendorRequest, VendorResponse } from "./request.js";
import type { DeadlineTimers } from "./sending/deadline-timers.js";
import { AllowanceSpent, CallAborted, nameOf, type Upstream, VendorError } from "./vendor-error.js";

/** A caller that waits for a shared read. */
interface Waiter {
  scope: CallScope;
  leave: (error: Error) => void;
  stopTimer?: () => void;
}

/** One upstream request and the callers that wait for it. */
class SharedRead {
  /** Its deadline is the latest of all callers that joined, and never moves back: the layers below read it again only when it has come. */
  readonly scope: CallScope;
  /** In which it was begun. */
  readonly #epoch: number;
  readonly #request: VendorRequest;
  readonly #context: Context;
  readonly #stop = new AbortController();
  /** The request stands in line for all of them; the first turn sends it. */
  readonly #callers = new SharedCallers();
  #deadlineAt = 0;
  #waiters = new Set<Waiter>();
  #answer: Promise<VendorResponse> | undefined;

  constructor(request: VendorRequest, first: CallScope, context: Context) {
    const deadline = (): number => this.#deadlineAt;
    const scopes = (): CallScope[] => [...this.#waiters].map(({ scope }) => scope);
    this.#epoch = context.answers.epoch;
    this.#request = request;
    this.#context = context;
    this.scope = {
      signal: this.#stop.signal,
      get deadlineAt() {
        return deadline() === NEVER ? undefined : deadline();
      },
      callers: this.#callers,
      get allowance() {
        return allowanceOfAll(scopes());
      },
      // The others count that they joined it.
      cost: first.cost,
      trace: first.trace,
      log: first.log,
    };
  }

  /** A read that begins after a change must not get an answer from before it. */
  get joinable(): boolean {
    return !this.#stop.signal.aborted && this.#epoch === this.#context.answers.epoch;
  }

  wait(scope: CallScope, ask: (scope: CallScope) => Promise<VendorResponse>): Promise<VendorResponse> {
    this.#deadlineAt = Math.max(this.#deadlineAt, scope.deadlineAt ?? NEVER);
    const callers = scope.callers ?? SERVER_CALLERS;
    this.#callers.add(callers);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => waiter.leave(new CallAborted(this.#context.upstream, this.#request.route, "maybe"));
      const end = (): void => {
        waiter.stopTimer?.();
        scope.signal?.removeEventListener("abort", onAbort);
        if (this.#waiters.delete(waiter)) this.#callers.remove(callers);
      };
      const waiter: Waiter = {
        scope,
        leave: (error) => {
          end();
          if (this.#waiters.size === 0) this.#stop.abort(NOBODY_WAITS);
          reject(error);
        },
      };
      this.#waiters.add(waiter);
      // Only now: the allowance is that of the waiters, this one included.
      this.#answer ??= ask(this.scope);
      scope.signal?.addEventListener("abort", onAbort, { once: true });
      this.#answer.finally(end).then(resolve, reject);
      for (const other of this.#waiters) this.#keepTimeOf(other);
    });
  }

  /** The caller with the latest deadline needs no timer: the layers below keep it, and tell best how it ended. */
  #keepTimeOf(waiter: Waiter): void {
    if (waiter.stopTimer !== undefined || (waiter.scope.deadlineAt ?? NEVER) >= this.#deadlineAt) return;
    const { upstream, timers } = this.#context;
    const message = `The time for ${this.#request.route} at ${nameOf(upstream)} ended before it was answered.`;
    waiter.stopTimer = timers.set(
      () => waiter.scope.deadlineAt,
      () => waiter.leave(new VendorError({ ...upstream, code: "TIMEOUT", sent: "maybe", message })),
    );
  }
}

interface Context {
  upstream: Upstream;
  timers: DeadlineTimers;
  answers: Pick<SourceAnswers, "epoch">;
}

export interface DedupeOptions extends Upstream {
  timers: DeadlineTimers;
  /** Whose epoch a read shares in. The layer below begins a new one with each change. */
  answers: Pick<SourceAnswers, "epoch">;
  /** Called for each read that joins another one. */
  onCoalesced?: () => void;
}

const NEVER = Number.POSITIVE_INFINITY;
const NOBODY_WAITS = new Error("Nobody waits for this read any more.");

/**
 * Identical reads under way share one request, which is given up when its last caller has gone, and its one answer, which is parsed once and
 * which nobody changes. Changes are never shared.
 */
export function dedupeLayer({ vendor, account, timers, answers, onCoalesced }: DedupeOptions): Layer {
  const context: Context = { upstream: { vendor, account }, timers, answers };
  const underWay = new Map<string, SharedRead>();
  return (next: Send) => {
    const read: Send = async (request, scope) => {
      if (scope.signal?.aborted) throw new CallAborted(context.upstream, request.route, "no");
      const key = keyOf(request);
      const known = underWay.get(key);
      const shared = known?.joinable === true ? known : new SharedRead(request, scope, context);
      underWay.set(key, shared);
      const answer = shared.wait(scope, (sharedScope) =>
        next(request, sharedScope).finally(() => {
          if (underWay.get(key) === shared) underWay.delete(key);
        }),
      );
      if (shared !== known) return answer;
      const joined = (response?: VendorResponse): void => {
        onCoalesced?.();
        scope.cost?.coalesced(context.upstream, response?.sentAt);
        scope.trace?.coalesced({ source: nameOf(context.upstream), route: request.route }, shared.scope.trace);
      };
      return answer.then(
        (response) => {
          joined(response);
          return response;
        },
        (error: unknown) => {
          // The others have no allowance left, and this caller joined after they were counted: it sends a request of its own.
          if (error instanceof AllowanceSpent) return read(request, scope);
          joined();
          throw error;
        },
      );
    };
    return async (request, scope) => (request.intent === "read" ? read(request, scope) : next(request, scope));
  };
}

/** Everything that can change the answer, or when it comes. */
function keyOf({ method, path, query, headers, json, form, accept, background, budgets }: VendorRequest): string {
  return JSON.stringify([method, path, query, headers, json, form, accept, background, budgets]);
}
