/**
 * On whose behalf a request is sent: one object is one GraphQL operation, or one round of the server's own work. Callers take turns at a
 * budget by subject, and within a subject by operation: opening many operations at once gains nothing.
 */
export interface Caller {
  /** The viewer's, where there is a viewer. */
  readonly subject: string | symbol;
}

/** The callers that wait for one request. Where several share it, the first turn of any of them sends it. */
export interface Callers extends Iterable<Caller> {
  /** Tells from now on who joins and who leaves. Returns the way to stop it. */
  watch?(watcher: CallersWatcher): () => void;
}

export interface CallersWatcher {
  joined(caller: Caller): void;
  left(caller: Caller): void;
}

/** The server itself: verifying changes in doubt, the sweep, the recorder of statistics. No viewer's subject equals a symbol. */
export const SERVER_SUBJECT = Symbol("the server's own work");

/** Callers of a request that names none. */
export const SERVER_CALLERS: Callers = [{ subject: SERVER_SUBJECT }];

/** The callers of a shared request, who come and go while it is under way. */
export class SharedCallers implements Callers {
  /** How often each caller waits: an operation may read the same thing twice. */
  readonly #counts = new Map<Caller, number>();
  #watchers: Set<CallersWatcher> | undefined;
  /** The ways to stop watching those added who themselves come and go. */
  #unwatch: Map<Callers, (() => void)[]> | undefined;

  [Symbol.iterator](): Iterator<Caller> {
    return this.#counts.keys();
  }

  /** Adds them, and whoever joins them until they are removed. */
  add(callers: Callers): void {
    for (const caller of callers) this.#join(caller);
    if (callers.watch === undefined) return;
    const unwatch = callers.watch({ joined: (caller) => this.#join(caller), left: (caller) => this.#leave(caller) });
    this.#unwatch ??= new Map();
    this.#unwatch.set(callers, [...(this.#unwatch.get(callers) ?? []), unwatch]);
  }

  remove(callers: Callers): void {
    this.#unwatch?.get(callers)?.pop()?.();
    for (const caller of callers) this.#leave(caller);
  }

  watch(watcher: CallersWatcher): () => void {
    this.#watchers ??= new Set();
    this.#watchers.add(watcher);
    return () => this.#watchers?.delete(watcher);
  }

  #join(caller: Caller): void {
    const count = this.#counts.get(caller) ?? 0;
    this.#counts.set(caller, count + 1);
    if (count === 0 && this.#watchers !== undefined) for (const watcher of this.#watchers) watcher.joined(caller);
  }

  #leave(caller: Caller): void {
    const count = this.#counts.get(caller) ?? 0;
    if (count > 1) this.#counts.set(caller, count - 1);
    else if (this.#counts.delete(caller) && this.#watchers !== undefined) for (const watcher of this.#watchers) watcher.left(caller);
  }
}
