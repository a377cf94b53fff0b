import { AbortSource } from "../abort-signal.js";
import { TransientMap } from "../transient-map.js";
import { allowanceOfAll } from "./allowance.js";
import type { SourceAnswers } from "./answers/source-answers.js";
import { type Callers, SERVER_CALLERS, SharedCallers } from "./callers.js";
import type { Allowance, CallScope, Layer, Send, VendorRequest, VendorResponse } from "./request.js";
import type { DeadlineTimers } from "./sending/deadline-timers.js";
import { AllowanceSpent, CallAborted, nameOf, type Upstream, VendorError } from "./vendor-error.js";

/** A caller that waits for a shared read. */
interface Waiter {
  readonly scope: CallScope;
  readonly callers: Callers;
  readonly deadlineAt: number;
  readonly onAbort: () => void;
  readonly resolve: (response: VendorResponse) => void;
  readonly reject: (error: unknown) => void;
}

interface Alarm {
  readonly at: number;
  stop: () => void;
}

/** One upstream request and the callers that wait for it, and the scope in which it is sent for them. */
class SharedRead implements CallScope {
  readonly signal = new AbortSource();
  /** The request stands in line for all of them; the first turn sends it. */
  readonly callers = new SharedCallers();
  /** The first caller's: the others count that they joined it. */
  readonly cost: CallScope["cost"];
  readonly trace: CallScope["trace"];
  readonly log: CallScope["log"];
  /** In which it was begun. */
  readonly #epoch: number;
  readonly #request: VendorRequest;
  readonly #context: Context;
  #deadlineAt = 0;
  readonly #waiters = new Set<Waiter>();
  /** One for all of them, at the first of their deadlines. */
  #alarm: Alarm | undefined;

  constructor(request: VendorRequest, { cost, trace, log }: CallScope, context: Context) {
    this.#epoch = context.answers.epoch;
    this.#request = request;
    this.#context = context;
    this.cost = cost;
    this.trace = trace;
    this.log = log;
  }

  /** The latest of all callers that joined. It never moves back: the layers below read it again only when it has come. */
  get deadlineAt(): number | undefined {
    return this.#deadlineAt === NEVER ? undefined : this.#deadlineAt;
  }

  get allowance(): Allowance | undefined {
    return allowanceOfAll([...this.#waiters].map(({ scope }) => scope));
  }

  /** A read that begins after a change must not get an answer from before it. */
  get joinable(): boolean {
    return !this.signal.aborted && this.#epoch === this.#context.answers.epoch;
  }

  /** Waits for the answer, until this caller's own deadline or departure. */
  join(scope: CallScope): Promise<VendorResponse> {
    const { callers = SERVER_CALLERS, deadlineAt = NEVER } = scope;
    this.#deadlineAt = Math.max(this.#deadlineAt, deadlineAt);
    this.callers.add(callers);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.#leave(waiter, new CallAborted(this.#context.upstream, this.#request.route, "maybe"));
      const waiter: Waiter = { scope, callers, deadlineAt, onAbort, resolve, reject };
      this.#waiters.add(waiter);
      scope.signal?.addEventListener("abort", onAbort, { once: true });
      this.#keepTime();
    });
  }

  /** Sends the request for those who wait; its allowance is theirs. `onEnd` is called before they have the answer. */
  begin(send: Send, onEnd: () => void): void {
    send(this.#request, this).then(
      (response) => {
        onEnd();
        for (const waiter of this.#end()) waiter.resolve(response);
      },
      (error: unknown) => {
        onEnd();
        for (const waiter of this.#end()) waiter.reject(error);
      },
    );
  }

  #end(): Waiter[] {
    const waiting = [...this.#waiters];
    for (const waiter of waiting) {
      this.#remove(waiter);
      waiter.scope.cost?.answered();
    }
    this.#alarm?.stop();
    return waiting;
  }

  #leave(waiter: Waiter, error: Error): void {
    this.#remove(waiter);
    if (this.#waiters.size === 0) {
      this.#alarm?.stop();
      this.signal.abort(NOBODY_WAITS);
    }
    waiter.reject(error);
  }

  #remove(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    waiter.scope.signal?.removeEventListener("abort", waiter.onAbort);
    this.callers.remove(waiter.callers);
  }

  #keepTime(): void {
    const next = this.#nextDeadline();
    if (next === undefined || (this.#alarm !== undefined && this.#alarm.at <= next)) return;
    this.#alarm?.stop();
    const alarm: Alarm = { at: next, stop: () => undefined };
    this.#alarm = alarm;
    alarm.stop = this.#context.timers.set(
      () => this.#nextDeadline(),
      () => this.#letGo(alarm),
    );
  }

  /** Lets those go whose time is over. The alarm may be that of one who has left meanwhile. */
  #letGo({ at }: Alarm): void {
    this.#alarm = undefined;
    const { upstream } = this.#context;
    const message = `The time for ${this.#request.route} at ${nameOf(upstream)} ended before it was answered.`;
    for (const waiter of [...this.#waiters]) {
      if (waiter.deadlineAt <= at) this.#leave(waiter, new VendorError({ ...upstream, code: "TIMEOUT", sent: "maybe", message }));
    }
    this.#keepTime();
  }

  /**
   * The first deadline before the latest one; undefined where there is none. The caller with the latest deadline needs no timer: the layers
   * below keep it, and tell best how it ended.
   */
  #nextDeadline(): number | undefined {
    let next = this.#deadlineAt;
    for (const { deadlineAt } of this.#waiters) next = Math.min(next, deadlineAt);
    return next < this.#deadlineAt ? next : undefined;
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
  const underWay = new TransientMap<string, SharedRead>();
  return (next: Send) => {
    const read: Send = (request, scope) => {
      if (scope.signal?.aborted) return Promise.reject(new CallAborted(context.upstream, request.route, "no"));
      const key = keyOf(request);
      const known = underWay.get(key);
      return known?.joinable === true ? join(known, request, scope) : begin(key, request, scope);
    };
    const begin = (key: string, request: VendorRequest, scope: CallScope): Promise<VendorResponse> => {
      const shared = new SharedRead(request, scope, context);
      underWay.set(key, shared);
      const answer = shared.join(scope);
      shared.begin(next, () => {
        if (underWay.get(key) === shared) underWay.delete(key);
      });
      return answer;
    };
    const join = (shared: SharedRead, request: VendorRequest, scope: CallScope): Promise<VendorResponse> => {
      const joined = (response?: VendorResponse): void => {
        onCoalesced?.();
        scope.cost?.coalesced(context.upstream, response?.sentAt);
        scope.trace?.coalesced({ source: nameOf(context.upstream), route: request.route }, shared.trace);
      };
      return shared.join(scope).then(
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
    return (request, scope) => (request.intent === "read" ? read(request, scope) : next(request, scope));
  };
}

/** Everything that can change the answer, or when it comes. */
function keyOf({ method, path, query, headers, json, form, accept, background, budgets }: VendorRequest): string {
  return JSON.stringify([method, path, query, headers, json, form, accept, background, budgets]);
}
