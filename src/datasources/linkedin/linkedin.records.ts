import type { Clock } from "../../clock.js";
import { createLimiter, type Limiter, type LimiterOptions } from "../../http/limiter/limit.js";
import type { Source } from "../../schema/common/source.js";
import { RECORD_BUDGETS } from "./linkedin.policy.js";

export interface RecordLimiterOptions extends Pick<LimiterOptions, "sharing" | "onPermit"> {
  source: Source;
  clock: Clock;
}

/** LinkedIn counts the elements of writes as well as the writes. A batch waits until the budget has room for all its elements. */
export function createRecordLimiter({ source, ...options }: RecordLimiterOptions): Limiter {
  return createLimiter({
    vendor: source.vendor,
    account: source.account,
    budgets: RECORD_BUDGETS,
    countOf: ({ json }) => elementsOf(json),
    ...options,
  });
}

function elementsOf(json: unknown): number {
  const elements = (json as { elements?: unknown } | undefined)?.elements;
  return Array.isArray(elements) ? elements.length : 0;
}
