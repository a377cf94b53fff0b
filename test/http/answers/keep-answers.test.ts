import { type AnswerStore, AnswersInMemory } from "../../../src/http/answers/answer-store.js";
import { keepAnswersLayer, serveAnswersLayer } from "../../../src/http/answers/keep-answers.js";
import { KeptAnswers } from "../../../src/http/answers/source-answers.js";
import { readJson } from "../../../src/http/checks/json-check.js";
import { z } from "../../../src/http/checks/zod.js";
import { OperationCost } from "../../../src/http/cost.js";
import type { CallScope, Send, VendorRequest, VendorResponse } from "../../../src/http/request.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import { ManualClock } from "../../support/clock.js";
import { answer, change, HeldVendor, read } from "../support.js";

const acme = { vendor: "acme" };
const FIVE_SECONDS: CallScope = { maxAgeMs: 5_000 };

let clock: ManualClock;
let secrets: Secrets;
let kept: KeptAnswers;
let vendor: HeldVendor;
let send: Send;

/** The two layers, as the engine has them, for one source. */
function sendOf(source: string, to: HeldVendor): Send {
  const answers = kept.of({ vendor: source, text: source });
  const serve = serveAnswersLayer({ ...acme, answers, clock, secrets });
  return serve(keepAnswersLayer({ answers, secrets })(to.send));
}

function begin(store: AnswerStore = new AnswersInMemory()): void {
  clock = new ManualClock();
  secrets = new Secrets();
  kept = new KeptAnswers(store);
  vendor = new HeldVendor();
  send = sendOf("acme", vendor);
}
beforeEach(() => begin());

/** As the sender gives it. */
const reply = (json: unknown, changes: Partial<VendorResponse> = {}): VendorResponse =>
  answer({ json, text: JSON.stringify(json), sentAt: clock.now(), receivedAt: clock.now(), ...changes });

/** Reads, and answers the vendor's request where one is sent. */
async function ask(request: VendorRequest, scope: CallScope, json: unknown): Promise<unknown> {
  const before = vendor.requests.length;
  const reading = send(request, scope);
  await clock.advance(0);
  if (vendor.requests.length > before) vendor.answerNext(reply(json));
  return (await reading).json;
}

test("an answer serves again for as long as each caller allows, whoever read it first", async () => {
  await ask(read(), {}, "first");
  await clock.advance(5_000);
  expect(await ask(read(), FIVE_SECONDS, "second")).toBe("first");
  await clock.advance(1);
  expect(await ask(read(), FIVE_SECONDS, "second")).toBe("second");
  expect(await ask(read(), { maxAgeMs: 1 }, "third")).toBe("second");
  expect(vendor.requests).toHaveLength(2);
});

test("without an allowed age the vendor is asked, and the newer answer takes the place of the older one", async () => {
  await ask(read(), {}, "first");
  expect(await ask(read(), {}, "second")).toBe("second");
  expect(await ask(read(), FIVE_SECONDS, "third")).toBe("second");
});

test("its age counts from the sending of its request, however long the vendor took", async () => {
  const reading = send(read(), {});
  const sentAt = clock.now();
  await clock.advance(4_000);
  vendor.answerNext(reply("slow", { sentAt }));
  await reading;
  await clock.advance(1_001);
  expect(await ask(read(), FIVE_SECONDS, "anew")).toBe("anew");
});

test.each<[what: string, other: Partial<VendorRequest>]>([
  ["another method", { method: "POST" }],
  ["another path", { path: "/things/2" }],
  ["another query", { query: [["page", "2"]] }],
  ["another header", { headers: { locale: "RU" } }],
  ["another body", { json: { ids: [2] } }],
  ["another form", { form: { id: "2" } }],
])("a request of %s has an answer of its own", async (_what, other) => {
  await ask(read(), {}, "first");
  expect(await ask({ ...read(), ...other } as VendorRequest, FIVE_SECONDS, "other")).toBe("other");
});

test("a request of background work, or of another budget, is answered like any other", async () => {
  await ask(read({ background: 0.2, budgets: ["slow"] }), {}, "first");
  expect(await ask(read(), FIVE_SECONDS, "second")).toBe("first");
});

test("another source's answer never serves", async () => {
  await ask(read(), {}, "ours");
  const theirs = new HeldVendor();
  const reading = sendOf("acme~emea", theirs)(read(), FIVE_SECONDS);
  await clock.advance(0);
  theirs.answerNext(reply("theirs"));
  expect((await reading).json).toBe("theirs");
});

test("an answer is parsed once, however often it serves, so that its records are made once", async () => {
  await ask(read(), {}, { list: [1] });
  const [one, other] = [await send(read(), FIVE_SECONDS), await send(read(), FIVE_SECONDS)];
  expect(one.json).toEqual({ list: [1] });
  expect(other).toBe(one);
});

describe("A change", () => {
  test("puts out all answers of its source, before it is sent and after, and none of another source", async () => {
    const other = new HeldVendor();
    const elsewhere = sendOf("acme~emea", other);
    const theirs = elsewhere(read(), {});
    other.answerNext(reply("theirs"));
    await theirs;
    await ask(read(), {}, "before");
    await ask(read({ path: "/things/2" }), {}, "before");
    const changing = send(change(), {});
    const [during] = vendor.requests.slice(-1);
    expect(during?.intent).toBe("change");
    const reading = send(read(), FIVE_SECONDS);
    await clock.advance(0);
    expect(vendor.requests).toHaveLength(4);
    // The change's answer, then the read's.
    vendor.answerNext(reply({}));
    await changing;
    vendor.answerNext(reply("during"));
    expect((await reading).json).toBe("during");
    expect(await ask(read(), FIVE_SECONDS, "after")).toBe("after");
    expect(await ask(read({ path: "/things/2" }), FIVE_SECONDS, "after")).toBe("after");
    expect((await elsewhere(read(), FIVE_SECONDS)).json).toBe("theirs");
  });

  test("lets an answer that was read while it was under way serve until it has ended, and no longer", async () => {
    let end: (response: VendorResponse) => void = () => undefined;
    const answers = kept.of({ vendor: "acme", text: "acme" });
    const held = new Promise<VendorResponse>((resolve) => {
      end = resolve;
    });
    const changing = keepAnswersLayer({ answers, secrets })(() => held)(change(), {});
    await ask(read(), {}, "during");
    expect(await ask(read(), FIVE_SECONDS, "unused")).toBe("during");
    end(reply({}));
    await changing;
    expect(await ask(read(), FIVE_SECONDS, "after")).toBe("after");
  });

  test("that fails in doubt puts them out as well", async () => {
    const changing = send(change(), {}).catch(() => undefined);
    const reading = send(read(), {});
    vendor.answerNext(new VendorError({ code: "TIMEOUT", ...acme, sent: "maybe", message: "lost" }));
    await changing;
    vendor.answerNext(reply("during"));
    await reading;
    expect(await ask(read(), FIVE_SECONDS, "after")).toBe("after");
  });

  test("is sent, whatever age its caller allows, and its answer never serves a read", async () => {
    for (let time = 0; time < 2; time += 1) {
      const changing = send(change(), FIVE_SECONDS);
      vendor.answerNext(reply("made"));
      await changing;
    }
    expect(vendor.requests).toHaveLength(2);
    const { intent: _intent, expects: _expects, ...same } = change();
    expect(await ask({ ...same, intent: "read" }, FIVE_SECONDS, "read")).toBe("read");
  });
});

test("a change at one account puts out the answers of its vendor's others, those under way included: both may show one record", async () => {
  const other = new HeldVendor();
  const answers = kept.of({ vendor: "acme", text: "acme~emea" });
  const there = keepAnswersLayer({ answers, secrets })(other.send);
  await ask(read(), {}, "before");
  const reading = send(read({ path: "/things/2" }), {});
  const changing = there(change(), {});
  other.answerNext(reply({}));
  await changing;
  vendor.answerNext(reply("before"));
  await reading;
  expect(await ask(read(), FIVE_SECONDS, "after")).toBe("after");
  expect(await ask(read({ path: "/things/2" }), FIVE_SECONDS, "after")).toBe("after");
});

test("whoever learns of a change elsewhere puts out the source's answers, those under way included", async () => {
  await ask(read(), {}, "before");
  const reading = send(read({ path: "/things/2" }), {});
  kept.evict(acme);
  vendor.answerNext(reply("before"));
  await reading;
  expect(await ask(read(), FIVE_SECONDS, "after")).toBe("after");
  expect(await ask(read({ path: "/things/2" }), FIVE_SECONDS, "after")).toBe("after");
});

test("a failure is not kept, nor an answer that only the request accepts", async () => {
  const failing = send(read(), {}).catch(() => undefined);
  vendor.answerNext(new VendorError({ code: "UNAVAILABLE", ...acme, sent: "maybe", message: "down" }));
  await failing;
  expect(await ask(read(), FIVE_SECONDS, "up")).toBe("up");
  const accepted = send(read({ path: "/things/2", accept: [404] }), {});
  vendor.answerNext(reply({}, { status: 404 }));
  await accepted;
  expect(await ask(read({ path: "/things/2", accept: [404] }), FIVE_SECONDS, "there")).toBe("there");
});

test("a failure leaves the answer before it, for those who allow its age", async () => {
  await ask(read(), {}, "first");
  const failing = send(read(), {}).catch(() => undefined);
  vendor.answerNext(new VendorError({ code: "UNAVAILABLE", ...acme, sent: "maybe", message: "down" }));
  await failing;
  expect(await ask(read(), FIVE_SECONDS, "unused")).toBe("first");
});

test("an answer that cannot be read serves nobody again", async () => {
  const reading = send(read(), {});
  vendor.answerNext(reply({ name: 1 }));
  const response = await reading;
  expect(() => readJson(response, z.object({ name: z.string() }), "GET /things/{id}")).toThrow(VendorError);
  expect(await ask(read(), FIVE_SECONDS, "anew")).toBe("anew");
});

test("what an unreadable answer has to forget is that answer, and not a newer one", async () => {
  const reading = send(read(), {});
  vendor.answerNext(reply({ name: 1 }));
  const response = await reading;
  await ask(read(), {}, "newer");
  response.forget?.();
  expect(await ask(read(), FIVE_SECONDS, "unused")).toBe("newer");
});

test("a secret that became known since is cut out of it", async () => {
  await ask(read(), {}, { note: "the-key-of-the-house" });
  secrets.add("the-key-of-the-house");
  expect(await ask(read(), FIVE_SECONDS, "unused")).toEqual({ note: "[redacted]" });
});

test("once the clock is set back nobody knows how old an answer is, so that the vendor is asked", async () => {
  await ask(read(), {}, "first");
  clock = new ManualClock(clock.now() - 1);
  send = sendOf("acme", vendor);
  expect(await ask(read(), FIVE_SECONDS, "second")).toBe("second");
});

test("a caller is told how many reads cost nothing, and how old their answers are", async () => {
  await ask(read(), {}, "first");
  const firstAt = clock.now();
  await clock.advance(1_000);
  await ask(read({ path: "/things/2" }), {}, "second");
  const parts: number[] = [];
  const cost = new OperationCost((sentAt) => parts.push(sentAt));
  await send(read({ path: "/things/2" }), { ...FIVE_SECONDS, cost });
  await send(read(), { ...FIVE_SECONDS, cost });
  expect(cost.upstream).toEqual([{ vendor: "acme", account: "default", requests: 0, coalesced: 0, cached: 2, waitedMs: 0 }]);
  expect(cost.oldestOf(acme)).toBe(firstAt);
  expect(cost.oldestOf({ ...acme, account: "emea" })).toBeUndefined();
  expect(parts).toEqual([firstAt + 1_000, firstAt]);
});

describe("The memory of kept answers", () => {
  test("is bounded in bytes: those used least recently go first", async () => {
    begin(new AnswersInMemory(10_000));
    const long = "x".repeat(3_000);
    await ask(read({ path: "/1" }), {}, `${long}1`);
    await ask(read({ path: "/2" }), {}, `${long}2`);
    expect(await ask(read({ path: "/2" }), FIVE_SECONDS, "anew")).toBe(`${long}2`);
    expect(await ask(read({ path: "/1" }), FIVE_SECONDS, "anew")).toBe("anew");
  });

  test("counts what is made of an answer once it has served", async () => {
    const store = new AnswersInMemory();
    begin(store);
    await ask(read(), {}, "x".repeat(1_000));
    const { bytes } = store;
    await ask(read(), FIVE_SECONDS, "unused");
    expect(store.bytes).toBeGreaterThan(bytes + 1_000);
  });

  test("does not hold an answer that is larger than all of it, nor the one before", async () => {
    const store = new AnswersInMemory(10_000);
    begin(store);
    await ask(read(), {}, "small");
    await ask(read(), {}, "x".repeat(20_000));
    expect(await ask(read(), FIVE_SECONDS, "anew")).toBe("anew");
    kept.evict(acme);
    expect(store.bytes).toBe(0);
  });

  test("is free again once a source's answers are put out, whatever took their places", async () => {
    const store = new AnswersInMemory();
    begin(store);
    for (const path of ["/1", "/2", "/1"]) await ask(read({ path }), {}, path);
    expect(store.bytes).toBeGreaterThan(0);
    kept.evict(acme);
    expect(store.bytes).toBe(0);
  });
});
