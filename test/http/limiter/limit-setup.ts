import { createLimiter, type Limiter, type Permit } from "../../../src/http/limiter/limit.js";
import type { BudgetPolicy } from "../../../src/http/policy.js";
import type { CallScope, VendorRequest } from "../../../src/http/request.js";
import { ManualClock } from "../../support/clock.js";
import { HeldVendor, read } from "../support.js";

/** What the tests of the limiter work with; new for each test of a file that imports this. */
export let clock: ManualClock;
export let vendor: HeldVendor;
export let turns: Permit[];

beforeEach(() => {
  clock = new ManualClock();
  vendor = new HeldVendor();
  turns = [];
});

export function budget(changes: Partial<BudgetPolicy> = {}): BudgetPolicy {
  return { name: "all", limit: 2, windowMs: 1000, applies: () => true, ...changes };
}

export type AskedLimiter = Limiter & { ask: (request?: VendorRequest, scope?: CallScope) => Promise<unknown> };

type CountOf = (request: VendorRequest) => number;

export function limiterOf(...parts: (BudgetPolicy | CountOf)[]): AskedLimiter {
  const budgets = parts.filter((part) => typeof part !== "function");
  const countOf = parts.find((part) => typeof part === "function");
  const limiter = createLimiter({ vendor: "acme", budgets, clock, countOf, onPermit: (turn) => turns.push(turn) });
  const send = limiter.layer(vendor.send);
  return { ...limiter, ask: (request = read(), scope = {}) => send(request, scope) };
}

/** Lets what is due happen, without time passing. */
export async function settled(): Promise<void> {
  await clock.advance(0);
}

/** Sends so many at once, all answered in this moment. */
export async function use(limiter: AskedLimiter, count: number): Promise<void> {
  const asked = Array.from({ length: count }, () => limiter.ask());
  await settled();
  for (let index = 0; index < count; index += 1) vendor.answerNext();
  await Promise.all(asked);
}
