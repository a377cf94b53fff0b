import type { Clock } from "../../clock.js";
import { createLimiter, type Limiter } from "../../http/limiter/limit.js";
import type { Source } from "../../schema/common/source.js";
import { RECORD_BUDGETS } from "./linkedin.policy.js";

/** LinkedIn counts the elements of a write besides the writes: a batch waits until there is room for all of its elements. */
export function createRecordLimiter(source: Source, clock: Clock): Limiter {
  return createLimiter({
    vendor: source.vendor,
    account: source.account,
    budgets: RECORD_BUDGETS,
    clock,
    countOf: ({ json }) => elementsOf(json),
  });
}

function elementsOf(json: unknown): number {
  const elements = (json as { elements?: unknown } | undefined)?.elements;
  return Array.isArray(elements) ? elements.length : 0;
}
