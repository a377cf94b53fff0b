import { RequestAllowance } from "../../src/http/allowance.js";
import { SERVER_CALLERS } from "../../src/http/callers.js";
import { scopeOfAll } from "../../src/http/scope.js";

const one = { subject: "one" };
const two = { subject: "two" };

describe("The scope of a request for several callers", () => {
  test("names each caller once", () => {
    expect(scopeOfAll([{ callers: [one] }, { callers: [two, one] }, {}]).callers).toEqual([one, two, ...SERVER_CALLERS]);
  });

  test("has the latest of their deadlines, and none where one of them has none", () => {
    expect(scopeOfAll([{ deadlineAt: 10 }, { deadlineAt: 30 }, { deadlineAt: 20 }]).deadlineAt).toBe(30);
    expect(scopeOfAll([{ deadlineAt: 10 }, {}]).deadlineAt).toBeUndefined();
  });

  test("is background work where all of theirs is, with the largest of their shares", () => {
    expect(scopeOfAll([{ background: 0.1 }, { background: 0.2 }]).background).toBe(0.2);
    expect(scopeOfAll([{ background: 0.1 }, {}]).background).toBeUndefined();
  });

  test("charges the first allowance that is not spent, and none where a caller has no allowance", () => {
    const [spent, second, third] = [new RequestAllowance(0), new RequestAllowance(1), new RequestAllowance(1)];
    const { allowance } = scopeOfAll([spent, second, third].map((own) => ({ allowance: own })));
    const putBack = allowance?.take();
    expect([second.take(), third.take()?.()]).toEqual([undefined, undefined]);
    putBack?.();
    expect(second.take()).toBeDefined();
    expect(third.take()).toBeDefined();
    expect(allowance?.take()).toBeUndefined();
    expect(scopeOfAll([{ allowance: spent }, {}]).allowance).toBeUndefined();
  });

  test("is ended by none of their signals", () => {
    expect(scopeOfAll([{ signal: AbortSignal.abort() }, {}]).signal).toBeUndefined();
  });
});
