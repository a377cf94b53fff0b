import { DECIDING, type Deciders } from "../discrepancies/known-discrepancies.js";
import { type Explanation, isUp } from "./effects.js";
import type { Facts } from "./facts.js";

/** A field of a record before and after. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** The changes that may turn a discrepancy. Seats count by whether any is open. */
export function decidingAmong(changes: readonly Change[]): Change[] {
  return changes.filter((change) => DECIDING.has(change.field) && (change.field !== "openings" || isCrossing(change)));
}

/** Whether an operation opens the first seat, or closes the last one. */
export function isCrossing({ before, after }: Change): boolean {
  return Number(before) > 0 !== Number(after) > 0;
}

/**
 * The operation by which a record came to count as open or advertised, or ceased to: the first of those that made it so and were not undone. What came
 * after it, such as the deletion of what was closed, turned nothing.
 *
 * @param operations in the order in which they were asked for, of which nothing is told
 */
export function turnedBy(operations: readonly Explanation[], status: unknown, facts: Facts): Explanation | undefined {
  const wanted = isUp(status) ? "up" : "down";
  const other = wanted === "up" ? "down" : "up";
  const sides = operations.map((one) => ({ one, ...one.sidesOf(facts) }));
  const lasting = sides.slice(sides.findLastIndex((each) => each[other] && !each[wanted]) + 1).filter((each) => each[wanted]);
  // Of seats the last one decides, and a restored advertisement may be up or not.
  return (lasting.find((each) => !each[other] && each.one.mainField !== "openings") ?? lasting.at(-1))?.one;
}

/** Of two readings of a record that are compared with the index together, the later one last. */
export function together(earlier: Deciders | undefined, later: Deciders): Deciders {
  if (earlier === undefined) return later;
  const found = earlier.found === null ? (later.known ?? null) : earlier.found;
  return {
    found: later.found === undefined ? found : later.found,
    known: earlier.known ?? (earlier.found === undefined ? later.known : undefined),
  };
}
