/**
 * On whose behalf a request is sent: one object is one GraphQL operation, or one round of the server's own work. Those who wait for a
 * budget take turns by subject, and within a subject by operation: whoever opens many operations at once gets no more for it.
 */
export interface Caller {
  /** The viewer's, where a viewer asks. */
  readonly subject: string | symbol;
}

/** Those who wait for one request. More than one where they share it; then whoever's turn comes first sends it for all. */
export interface Callers extends Iterable<Caller> {
  /** Tells from now on who joins and who leaves. Returns the way to stop it. */
  watch?(watcher: CallersWatcher): () => void;
}

export interface CallersWatcher {
  joined(caller: Caller): void;
  left(caller: Caller): void;
}

/** The server itself: look-ups of changes in doubt, the sweep, the recorder of statistics. A symbol, as no viewer can be called that. */
export const SERVER_SUBJECT = Symbol("the server's own work");

/** Of a request that names nobody. */
export const SERVER_CALLERS: Callers = [{ subject: SERVER_SUBJECT }];

/** The callers of a shared request, who come and go while it is under way. */
export class SharedCallers implements Callers {
  /** How often each one waits: an operation may ask for the same thing twice. */
  readonly #counts = new Map<Caller, number>();
  readonly #watchers = new Set<CallersWatcher>();

  [Symbol.iterator](): Iterator<Caller> {
    return this.#counts.keys();
  }

  add(callers: Callers): void {
    for (const caller of callers) {
      const count = this.#counts.get(caller) ?? 0;
      this.#counts.set(caller, count + 1);
      if (count === 0) for (const watcher of this.#watchers) watcher.joined(caller);
    }
  }

  remove(callers: Callers): void {
    for (const caller of callers) {
      const count = this.#counts.get(caller) ?? 0;
      if (count > 1) this.#counts.set(caller, count - 1);
      else if (this.#counts.delete(caller)) for (const watcher of this.#watchers) watcher.left(caller);
    }
  }

  watch(watcher: CallersWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
