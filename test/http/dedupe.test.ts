import { RequestAllowance } from "../../src/http/allowance.js";
import { keepAnswersLayer } from "../../src/http/answers/keep-answers.js";
import { UnkeptAnswers } from "../../src/http/answers/source-answers.js";
import { type Caller, SERVER_CALLERS } from "../../src/http/callers.js";
import { dedupeLayer } from "../../src/http/dedupe.js";
import type { CallScope, Send, VendorRequest } from "../../src/http/request.js";
import { DeadlineTimers } from "../../src/http/sending/deadline-timers.js";
import { AllowanceSpent, VendorError } from "../../src/http/vendor-error.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { ManualClock } from "../support/clock.js";
import { until } from "../support/until.js";
import { answer, change, HeldVendor, read, refusal, watch } from "./support.js";

let clock: ManualClock;
let vendor: HeldVendor;
let scopes: CallScope[];
let send: Send;

beforeEach(() => {
  clock = new ManualClock();
  vendor = new HeldVendor();
  scopes = [];
  const answers = new UnkeptAnswers();
  const keep = keepAnswersLayer({ answers, secrets: new Secrets() });
  send = dedupeLayer({ vendor: "acme", timers: new DeadlineTimers(clock), answers })(
    keep((request, scope) => {
      scopes.push(scope);
      return vendor.send(request, scope);
    }),
  );
});

function callersOf(scope: CallScope | undefined): Caller[] {
  return [...(scope?.callers ?? [])];
}

test("identical reads under way share one request and its one answer, parsed once", async () => {
  const reading = [read(), read(), read()].map((request) => send(request, {}));
  expect(vendor.requests).toHaveLength(1);
  const response = answer({ json: { list: [1] }, text: '{"list":[1]}', headers: { a: "b" } });
  vendor.answerNext(response);
  for (const shared of await Promise.all(reading)) expect(shared).toBe(response);
});

test("a shared read is made on behalf of all its callers, each for as long as it waits", async () => {
  const [first, second] = [{ subject: "first" }, { subject: "second" }];
  const leaving = new AbortController();
  send(read(), { callers: [first] });
  const left = refusal(send(read(), { callers: [second], signal: leaving.signal }));
  send(read(), { callers: [first], signal: leaving.signal }).catch(() => undefined);
  expect(callersOf(scopes[0])).toEqual([first, second]);
  leaving.abort();
  await left;
  expect(callersOf(scopes[0])).toEqual([first]);
  send(read(), {});
  expect(callersOf(scopes[0])).toEqual([first, ...SERVER_CALLERS]);
});

test("a read that comes after the answer is sent again", async () => {
  const first = send(read(), {});
  vendor.answerNext();
  await first;
  send(read(), {});
  expect(vendor.requests).toHaveLength(2);
});

test("a shared failure fails every caller, and the next read is sent again", async () => {
  const reading = [refusal(send(read(), {})), refusal(send(read(), {}))];
  const failure = new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "maybe", message: "down" });
  vendor.answerNext(failure);
  expect(await Promise.all(reading)).toEqual([failure, failure]);
  send(read(), {});
  expect(vendor.requests).toHaveLength(2);
});

test.each([
  ["method", read({ method: "HEAD" })],
  ["path", read({ path: "/things/2" })],
  ["query", read({ query: [["page", "2"]] })],
  ["body", read({ json: { ids: [1] } })],
  ["form", read({ form: { a: "b" } })],
  ["headers", read({ headers: { "x-account": "2" } })],
  ["statuses taken for answers", read({ accept: [404] })],
  ["share of the budget", read({ background: 0.2 })],
  ["budgets besides those that apply to all", read({ budgets: ["extra"] })],
] as [string, VendorRequest][])("reads that differ in their %s are not shared", (_what, other) => {
  send(read(), {});
  send(other, {});
  expect(vendor.requests).toHaveLength(2);
});

test("a read that comes after a change does not join one that began before it, or while it was under way", async () => {
  const changing = send(change(), {});
  send(read(), {});
  vendor.answerNext();
  await changing;
  send(read(), {});
  expect(vendor.requests).toHaveLength(3);
  send(change(), {});
  send(read(), {});
  expect(vendor.requests).toHaveLength(5);
});

test("changes are never shared", () => {
  send(change(), {});
  send(change(), {});
  expect(vendor.requests).toHaveLength(2);
  expect(scopes[0]?.signal).toBeUndefined();
});

describe("A read that comes after a change", () => {
  test("was sent does not join a read begun before", () => {
    send(read(), {});
    send(change(), {});
    send(read(), {});
    expect(vendor.requests.map(({ intent }) => intent)).toEqual(["read", "change", "read"]);
  });

  test.each([
    ["was answered", answer()],
    ["has failed in doubt", new VendorError({ code: "TIMEOUT", vendor: "acme", sent: "maybe", message: "lost" })],
  ])("%s does not join a read begun while the change was under way", async (_what, outcome) => {
    const changing = send(change(), {}).catch(() => undefined);
    send(read(), {});
    expect(vendor.requests).toHaveLength(2);
    vendor.answerNext(outcome);
    await changing;
    send(read(), {});
    expect(vendor.requests.map(({ intent }) => intent)).toEqual(["change", "read", "read"]);
  });
});

describe("Callers who share a read", () => {
  test("leave one by one; the request is aborted with the last", async () => {
    const callers = [new AbortController(), new AbortController()];
    const reading = callers.map(({ signal }) => refusal(send(read(), { signal })));
    callers[0]?.abort();
    expect(await reading[0]).toMatchObject({ name: "CallAborted", sent: "maybe" });
    expect(scopes[0]?.signal?.aborted).toBe(false);
    callers[1]?.abort();
    await reading[1];
    expect(scopes[0]?.signal?.aborted).toBe(true);
    // Given up, it is not to be joined, though it has not ended yet; when it ends, its successor is shared on.
    send(read(), {});
    expect(vendor.requests).toHaveLength(2);
    vendor.answerNext();
    await clock.advance(0);
    send(read(), {});
    expect(vendor.requests).toHaveLength(2);
  });

  test("send nothing for a caller that has left already", async () => {
    expect(await refusal(send(read(), { signal: AbortSignal.abort() }))).toMatchObject({ sent: "no" });
    expect(vendor.requests).toHaveLength(0);
  });

  test("keep their own deadlines; the request has the longest of them", async () => {
    const now = clock.now();
    const short = send(read(), { deadlineAt: now + 100 });
    const failing = refusal(short);
    const seen = watch(short);
    expect(scopes[0]?.deadlineAt).toBe(now + 100);
    const long = send(read(), { deadlineAt: now + 300 });
    expect(scopes[0]?.deadlineAt).toBe(now + 300);
    const middle = send(read(), { deadlineAt: now + 200 });
    expect(scopes[0]?.deadlineAt).toBe(now + 300);
    await clock.advance(99);
    expect(seen.state).toBe("pending");
    await clock.advance(1);
    expect(await failing).toMatchObject({ code: "TIMEOUT", sent: "maybe" });
    expect(scopes[0]?.signal?.aborted).toBe(false);
    vendor.answerNext();
    expect((await long).status).toBe(200);
    expect((await middle).status).toBe(200);
    expect(clock.sleeping).toBe(0);
  });

  test("have no common deadline when one of them has none", () => {
    send(read(), { deadlineAt: clock.now() + 100 });
    send(read(), {});
    expect(scopes[0]?.deadlineAt).toBeUndefined();
  });

  test("receive the failure of the layers below at the longest deadline", async () => {
    const reading = send(read(), { deadlineAt: clock.now() + 100 });
    const failing = refusal(reading);
    const seen = watch(reading);
    await clock.advance(100);
    expect(seen.state).toBe("pending");
    // The time of the first is over; that another joins with more does not hold it up.
    const joined = send(read(), { deadlineAt: clock.now() + 100 });
    expect(await failing).toMatchObject({ code: "TIMEOUT", sent: "maybe" });
    vendor.answerNext();
    expect((await joined).status).toBe(200);
    expect(vendor.requests).toHaveLength(1);
  });

  test("keep their own deadline when the one with more time has left", async () => {
    const patient = new AbortController();
    const reading = refusal(send(read(), { deadlineAt: clock.now() + 100 }));
    const leaving = refusal(send(read(), { deadlineAt: clock.now() + 900, signal: patient.signal }));
    patient.abort();
    await leaving;
    await clock.advance(100);
    expect(await reading).toMatchObject({ code: "TIMEOUT" });
    expect(scopes[0]?.signal?.aborted).toBe(true);
  });
});

describe("The cost of a shared read", () => {
  /** What the layers below do before they send. */
  const counted = () => {
    const paid: (string | undefined)[] = [];
    send = dedupeLayer({ vendor: "acme", timers: new DeadlineTimers(clock), answers: new UnkeptAnswers() })(async (request, scope) => {
      await Promise.resolve();
      if (scope.allowance !== undefined && scope.allowance.take() === undefined)
        throw new AllowanceSpent({ vendor: "acme" }, request.route, scope.allowance.limit);
      paid.push(request.path);
      return vendor.send(request, scope);
    });
    return paid;
  };
  const isSpent = (allowance: RequestAllowance): boolean => allowance.take() === undefined;
  const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  test("is charged to the first caller, and to nobody else", async () => {
    counted();
    const [first, second] = [new RequestAllowance(1), new RequestAllowance(1)];
    send(read(), { allowance: first });
    send(read(), { allowance: second });
    await Promise.resolve();
    expect(vendor.requests).toHaveLength(1);
    expect([isSpent(first), isSpent(second)]).toEqual([true, false]);
  });

  test("is charged to the second caller where the first may send no more, and to nobody where a caller has no allowance", async () => {
    counted();
    const [spent, second] = [new RequestAllowance(0), new RequestAllowance(1)];
    send(read(), { allowance: spent });
    send(read(), { allowance: second });
    send(read({ path: "/things/2" }), { allowance: spent });
    send(read({ path: "/things/2" }), {});
    await Promise.resolve();
    expect(vendor.requests).toHaveLength(2);
    expect(isSpent(second)).toBe(true);
  });

  test("fails the read where no caller may send any more", async () => {
    counted();
    const outcomes = await Promise.all([1, 2, 3].map(() => outcome(send(read(), { allowance: new RequestAllowance(0) }))));
    expect(outcomes.every((error) => error instanceof AllowanceSpent)).toBe(true);
    expect(vendor.requests).toHaveLength(0);
  });

  test("does not fail a caller that joined too late to pay: its read is sent again", async () => {
    const paid = counted();
    const first = outcome(send(read(), { allowance: new RequestAllowance(0) }));
    await Promise.resolve();
    const late = send(read(), { allowance: new RequestAllowance(1) });
    expect(await first).toBeInstanceOf(AllowanceSpent);
    await until(() => paid.length === 1);
    vendor.answerNext();
    expect((await late).status).toBe(200);
  });
});
