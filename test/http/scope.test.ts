import { RequestAllowance } from "../../src/http/allowance.js";
import { SERVER_CALLERS } from "../../src/http/callers.js";
import { scopeOfAll } from "../../src/http/scope.js";

const one = { subject: "one" };
const two = { subject: "two" };

describe("one request for several who ask", () => {
  test("is made on behalf of each of them, once", () => {
    expect(scopeOfAll([{ callers: [one] }, { callers: [two, one] }, {}]).callers).toEqual([one, two, ...SERVER_CALLERS]);
  });

  test("has as much time as the most patient of them, and no end where one of them has none", () => {
    expect(scopeOfAll([{ deadlineAt: 10 }, { deadlineAt: 30 }, { deadlineAt: 20 }]).deadlineAt).toBe(30);
    expect(scopeOfAll([{ deadlineAt: 10 }, {}]).deadlineAt).toBeUndefined();
  });

  test("is background work where all of it is, with the largest of their shares", () => {
    expect(scopeOfAll([{ background: 0.1 }, { background: 0.2 }]).background).toBe(0.2);
    expect(scopeOfAll([{ background: 0.1 }, {}]).background).toBeUndefined();
  });

  test("is paid for by the first who can, and by nobody where one of them may send what it likes", () => {
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

  test("is ended by none of them", () => {
    expect(scopeOfAll([{ signal: AbortSignal.abort() }, {}]).signal).toBeUndefined();
  });
});
