/** Enough for a machine that is busy with other things. */
const GIVE_UP_AFTER_MS = 100_000;

/** Waits for what real sockets and databases bring, turn by turn of the event loop. None of a test's own time passes. */
export async function until(holds: () => boolean, what = "what the test waits for"): Promise<void> {
  const startedAt = performance.now();
  while (!holds()) {
    if (performance.now() - startedAt > GIVE_UP_AFTER_MS) throw new Error(`Never came: ${what}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** As `until`, where looking takes a real request of its own: asks again and again, one at a time. */
export async function untilAnswered(holds: () => Promise<boolean>, what = "what the test asks for"): Promise<void> {
  const startedAt = performance.now();
  while (!(await holds())) if (performance.now() - startedAt > GIVE_UP_AFTER_MS) throw new Error(`Never came: ${what}.`);
}
