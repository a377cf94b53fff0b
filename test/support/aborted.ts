import type { AbortSignalLike } from "../../src/abort-signal.js";

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignalLike): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", resolve, { once: true });
  });
}
