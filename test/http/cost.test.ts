import { costLayer, costOfAll, OperationCost } from "../../src/http/cost.js";
import type { CostMeter, VendorRequest } from "../../src/http/request.js";
import { answer, change, read } from "./support.js";

const acme = { vendor: "acme" };

describe("The cost of an operation tells when its oldest answer was asked for", () => {
  const askedBy = (cost: CostMeter, request: VendorRequest = read(), sentAt?: number) =>
    costLayer(acme)(async () => ({ ...answer({}), sentAt }))(request, { cost });

  test("of its own requests, of those that it joined, and of kept answers alike", async () => {
    const cost = new OperationCost();
    expect(cost.askedAt(acme)).toBeUndefined();
    await askedBy(cost, read(), 3_000);
    await askedBy(cost, read(), 4_000);
    expect(cost.askedAt(acme)).toBe(3_000);
    expect(cost.askedAt({ ...acme, account: "emea" })).toBeUndefined();
    cost.coalesced(acme, 2_000);
    expect(cost.askedAt(acme)).toBe(2_000);
    cost.cached(acme, 1_000);
    expect(cost.askedAt(acme)).toBe(1_000);
  });

  test("and neither the answer to a change nor one without a time", async () => {
    const cost = new OperationCost();
    await askedBy(cost, change(), 1_000);
    await askedBy(cost, read());
    expect(cost.askedAt(acme)).toBeUndefined();
  });

  test("for all callers of a request that they share", async () => {
    const costs = [new OperationCost(), new OperationCost()];
    await askedBy(costOfAll(costs.map((cost) => ({ cost }))) as CostMeter, read(), 1_000);
    expect(costs.map((cost) => cost.askedAt(acme))).toEqual([1_000, 1_000]);
  });
});
