/** What is used of an AbortSignal; each of them fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * An AbortController that is its own signal. Every operation makes some, most are never aborted, and Node's are targets of DOM events: making one
 * takes longer than signing the caller in.
 */
export class AbortSource implements AbortSignalLike {
  #aborted = false;
  #reason: unknown;
  /** Most have one at a time. */
  #listeners: (() => void) | Set<() => void> | undefined;

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  /** A listener is called once at most, as nothing is aborted twice. */
  addEventListener(_type: "abort", listener: () => void): void {
    if (this.#aborted) return;
    const known = this.#listeners;
    if (known === undefined) this.#listeners = listener;
    else if (typeof known === "function") this.#listeners = new Set([known, listener]);
    else known.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    const known = this.#listeners;
    if (known === listener) this.#listeners = undefined;
    else if (known !== undefined && typeof known !== "function") known.delete(listener);
  }

  abort(reason: Error): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const known = this.#listeners;
    this.#listeners = undefined;
    if (typeof known === "function") known();
    else for (const listener of known ?? []) listener();
  }
}
