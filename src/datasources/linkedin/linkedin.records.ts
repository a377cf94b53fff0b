import type { Clock } from "../../clock.js";
import type { BudgetState } from "../../http/budget.js";
import { createLimiter } from "../../http/limit.js";
import type { Layer, VendorResponse } from "../../http/request.js";
import { RECORD_BUDGETS } from "./linkedin.policy.js";

export interface RecordLimiter {
  layer: Layer;
  budgets(): BudgetState[];
  close(): void;
}

/** LinkedIn counts the elements of a write besides the writes: a batch waits until there is room for all of its elements. */
export function createRecordLimiter(clock: Clock): RecordLimiter {
  const limiter = createLimiter({ vendor: "LINKEDIN", budgets: RECORD_BUDGETS, clock });
  return {
    layer: (next) => (request, scope) => {
      const records = elementsOf(request.json);
      if (records === 0) return next(request, scope);
      return new Promise((resolve, reject) => {
        let admitted = 0;
        let start: (answer: Promise<VendorResponse>) => void = () => undefined;
        let giveUp: (error: unknown) => void = () => undefined;
        const answer = new Promise<VendorResponse>((settle, refuse) => {
          start = settle;
          giveUp = refuse;
        });
        // Where no turn comes at all nobody listens to it.
        answer.catch(() => undefined);
        // Each element takes a turn of its own; the last one's turn sends the whole, and all give theirs back with its answer.
        const turn = limiter.layer(() => {
          admitted += 1;
          if (admitted === records) start(next(request, scope));
          return answer;
        });
        const turns = Array.from({ length: records }, () => turn(request, scope));
        // One that cannot have its turn in time keeps the whole from being sent, and lets the others go.
        for (const each of turns) each.catch(giveUp);
        turns[0]?.then(resolve, reject);
      });
    },
    budgets: limiter.budgets,
    close: limiter.close,
  };
}

function elementsOf(json: unknown): number {
  const elements = (json as { elements?: unknown } | undefined)?.elements;
  return Array.isArray(elements) ? elements.length : 0;
}
