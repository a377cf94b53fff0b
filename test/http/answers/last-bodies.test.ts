import { gzipSync } from "node:zlib";
import { AnswersInMemory } from "../../../src/http/answers/answer-store.js";
import { LastBodies, type ReadBody } from "../../../src/http/answers/last-bodies.js";
import { KeptAnswers } from "../../../src/http/answers/source-answers.js";
import { readRecords, unreadPartsOf } from "../../../src/http/checks/record-check.js";
import { z } from "../../../src/http/checks/zod.js";
import { createHttpEngine, type HttpEngine, type HttpEngineOptions } from "../../../src/http/engine.js";
import type { ReadRequest, VendorResponse } from "../../../src/http/request.js";
import type { StandInHandler } from "../../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import { ManualClock } from "../../support/clock.js";
import { change, policyOf, read } from "../support.js";

describe("An engine whose vendor answers with the same bytes", () => {
  let standIn: RunningStandIn;
  let engine: HttpEngine;
  let secrets: Secrets;
  let clock: ManualClock;
  let handle: StandInHandler;
  let kept: KeptAnswers;

  beforeEach(async () => {
    secrets = new Secrets();
    kept = new KeptAnswers(new AnswersInMemory());
    clock = new ManualClock();
    handle = () => ({ status: 200, json: { id: 1, name: "Engineer" } });
    standIn = await startStandIn({ handle: (request) => handle(request), clock });
    engine = engineOf();
  });

  afterEach(async () => {
    await engine.close();
    await standIn.close();
  });

  function engineOf(options: Partial<HttpEngineOptions> = {}): HttpEngine {
    return createHttpEngine({
      policy: policyOf(standIn.origin),
      classify: () => undefined,
      clock,
      secrets,
      answers: kept.of({ vendor: "acme", text: "acme" }),
      upstreamTimeoutMs: 1000,
      ...options,
    });
  }

  /** What a read is answered, `times` times, one after the other. */
  async function ask(times: number, request: Partial<ReadRequest> = {}): Promise<VendorResponse[]> {
    const answers: VendorResponse[] = [];
    for (let time = 0; time < times; time += 1) {
      answers.push(await engine.send(read(request), {}));
      await clock.advance(1000);
    }
    return answers;
  }

  test("asks it each time, and reads the body anew until it has come twice", async () => {
    const [first, second, third, fourth] = await ask(4);
    expect(standIn.requests).toHaveLength(4);
    expect(first?.json).toEqual({ id: 1, name: "Engineer" });
    expect(second?.json).not.toBe(first?.json);
    expect(third?.json).toBe(second?.json);
    expect(fourth?.json).toBe(second?.json);
    expect(fourth?.text).toBe('{"id":1,"name":"Engineer"}');
  });

  test("tells of each answer its own time and headers", async () => {
    handle = () => ({ status: 200, headers: { "x-request-id": `r${standIn.requests.length}` }, json: { id: 1 } });
    const began = clock.now();
    const answers = await ask(4);
    expect(answers.map(({ headers }) => headers["x-request-id"])).toEqual(["r1", "r2", "r3", "r4"]);
    expect(answers.map(({ sentAt, receivedAt }) => [sentAt, receivedAt])).toEqual(
      [0, 1, 2, 3].map((nth) => Array(2).fill(began + nth * 1000)),
    );
  });

  test("reads what has changed, in another length or in the same, and what changed back", async () => {
    const names = ["Engineer", "Engineer", "Engineer", "Engineers", "Engineess", "Engineers", "Engineer", "Engineer", "Engineer"];
    handle = () => ({ status: 200, json: { name: names[standIn.requests.length - 1] } });
    expect((await ask(names.length)).map(({ json }) => json)).toEqual(names.map((name) => ({ name })));
  });

  test("keeps what requests of other paths, queries and bodies were answered apart", async () => {
    const requests: Partial<ReadRequest>[] = [
      { path: "/things/1" },
      { path: "/things/2" },
      { path: "/things/1", query: [["page", "2"]] },
      { path: "/things/1", method: "POST", json: { ids: [1] } },
      { path: "/things/1", method: "POST", json: { ids: [2] } },
      { path: "/things/1", method: "POST" },
    ];
    const read = [];
    for (const request of requests) read.push((await ask(3, request))[2]?.json);
    expect(new Set(read).size).toBe(requests.length);
    for (const [index, request] of requests.entries()) expect((await ask(1, request))[0]?.json).toBe(read[index]);
  });

  test("cuts a secret that has become known since out of what it read before, and keeps nothing that holds one", async () => {
    await ask(3);
    secrets.add("Engineer");
    const answers = await ask(4);
    for (const answer of answers) expect(answer).toMatchObject({ json: { name: "[redacted]" }, text: '{"id":1,"name":"[redacted]"}' });
    expect(kept.bytesOfBodies).toBe(0);
  });

  test("goes on as before where a secret has become known that it does not hold", async () => {
    const [, second] = await ask(2);
    for (const secret of ["one-of-another-account", "one-of-a-caller"]) {
      secrets.addMinted(secret);
      expect((await ask(1))[0]?.json).toBe(second?.json);
      // Its body was searched once for the new one; the headers are searched each time.
      const search = jest.spyOn(secrets, "cut");
      await ask(1);
      expect(search.mock.calls.filter(([text]) => text.startsWith("{"))).toEqual([]);
      search.mockRestore();
    }
  });

  test("keeps what two accounts of one vendor were answered apart, though they ask the same", async () => {
    const other = engineOf({ policy: policyOf(standIn.origin, { account: "emea" }) });
    const [, , ours] = await ask(3);
    const theirs = [];
    for (let time = 0; time < 3; time += 1) theirs.push((await other.send(read(), {})).json);
    expect(theirs[2]).toBe(theirs[1]);
    expect(theirs[2]).not.toBe(ours?.json);
    await other.close();
  });

  test("tells what cannot be read of each answer anew, and by its own request", async () => {
    handle = () => ({ status: 200, headers: { "x-request-id": `r${standIn.requests.length}` }, json: [{ id: 1, name: 7 }] });
    const kind = { name: "thing", schema: z.looseObject({ id: z.number(), name: z.string().optional() }) };
    const told = [];
    for (let time = 0; time < 5; time += 1) {
      const [response] = await ask(1);
      const origin = { response: response as VendorResponse, route: "GET /things" };
      const [record] = readRecords(response?.json as unknown[], kind, origin);
      told.push(unreadPartsOf(record)?.vendorRequestId);
    }
    expect(told).toEqual(["r1", "r2", "r3", "r4", "r5"]);
  });

  test("keeps no refusal, no change, and nothing that brings tokens", async () => {
    handle = () => ({ status: 404, json: { message: "none" } });
    const refused = await ask(3, { accept: [404] });
    handle = () => ({ status: 200, json: { made: true } });
    const changed = [];
    for (let time = 0; time < 3; time += 1) changed.push(await engine.send(change(), {}));
    await engine.close();
    engine = engineOf({ mints: true });
    const tokens = await ask(3);
    for (const answers of [refused, changed, tokens]) expect(new Set(answers.map(({ json }) => json)).size).toBe(3);
  });
});

describe("Last bodies", () => {
  const asked = "acme GET /things";
  const body = (text: string): ReadBody => ({ text, json: JSON.parse(text) });

  /** Learns a body as often as it takes to keep it. */
  function keep(last: LastBodies, request: string, text: string, times = 2): void {
    for (let time = 0; time < times; time += 1) last.learn(request, Buffer.from(text), undefined, body(text), 0);
  }
  const find = (last: LastBodies, request: string, text: string) => last.find(request, Buffer.from(text), undefined)?.body.text;

  test("hold a body that comes a second time, and of one that changes each time its length alone", () => {
    const last = new LastBodies();
    last.learn(asked, Buffer.from("[1]"), undefined, body("[1]"), 0);
    const ofLength = last.bytes;
    expect(ofLength).toBeGreaterThan(asked.length);
    expect(find(last, asked, "[1]")).toBeUndefined();
    for (const text of ["[1,2]", "[3]", "[4,5]"]) last.learn(asked, Buffer.from(text), undefined, body(text), 0);
    expect(last.bytes).toBe(ofLength);
    last.learn(asked, Buffer.from("[4,5]"), undefined, body("[4,5]"), 0);
    expect(find(last, asked, "[4,5]")).toBe("[4,5]");
    expect(last.bytes).toBeGreaterThan(ofLength);
  });

  test("keep a body later each time it turns out to be another one, and soon again once it was the same", () => {
    const last = new LastBodies();
    keep(last, asked, "[1,2]", 1);
    const ofLength = last.bytes;
    /** How often it comes until it is kept. */
    const keptAfter = (text: string): number => {
      let times = 0;
      while (last.bytes === ofLength && times < 100) {
        keep(last, asked, text, 1);
        times += 1;
      }
      return times;
    };
    const changing = Array.from({ length: 7 }, (_, index) => {
      const times = keptAfter(`[${index}]`);
      // Another one, of the same length.
      keep(last, asked, "[9]", 1);
      return times;
    });
    expect(changing).toEqual([2, 3, 7, 15, 31, 63, 63]);
    keep(last, asked, "[8]", 63);
    expect(find(last, asked, "[8]")).toBe("[8]");
    keep(last, asked, "[9]", 1);
    // Bodies of another length begin anew.
    for (const text of ["[7]", "[10]", "[7]"]) keep(last, asked, text, 1);
    expect(keptAfter("[7]")).toBe(3);
  });

  test("hold their own copy, whatever becomes of the bytes", () => {
    const last = new LastBodies();
    const bytes = Buffer.from("[1]");
    for (let time = 0; time < 2; time += 1) last.learn(asked, bytes, undefined, body("[1]"), 0);
    bytes.fill(0);
    expect(find(last, asked, "[1]")).toBe("[1]");
  });

  test("are bounded in bytes: what was used longest ago goes first, and no body takes more than an eighth", () => {
    const last = new LastBodies(100_000);
    const text = JSON.stringify(["x".repeat(1000)]);
    const names = Array.from({ length: 10 }, (_, nth) => `name ${nth}`);
    for (const name of names) keep(last, name, text);
    expect(names.map((name) => find(last, name, text) !== undefined)).toEqual(names.map(() => true));
    keep(last, "one more", text);
    expect(names.filter((name) => find(last, name, text) === undefined)).toEqual(["name 0"]);
    keep(last, "large", JSON.stringify(["x".repeat(1600)]));
    expect(last.bytes).toBeLessThanOrEqual(100_000);
    expect(names.filter((name) => find(last, name, text) === undefined)).toEqual(["name 0"]);
  });

  test("take equal bodies that were unpacked side by side for the same", () => {
    const last = new LastBodies();
    keep(last, asked, "[1]");
    for (let time = 0; time < 3; time += 1) keep(last, asked, "[1]", 1);
    expect(find(last, asked, "[1]")).toBe("[1]");
  });

  test("give requests that are asked once a small part of the room, and none of a body that is kept", () => {
    const last = new LastBodies(64_000);
    keep(last, asked, "[1]");
    for (let nth = 0; nth < 1000; nth += 1) keep(last, `${asked}/${nth}`, "[1]", 1);
    expect(last.bytes).toBeLessThan(12_000);
    expect(find(last, asked, "[1]")).toBe("[1]");
  });

  test("count a packed body by what it unpacks into", () => {
    const last = new LastBodies();
    const text = JSON.stringify(["x".repeat(100_000)]);
    for (let time = 0; time < 2; time += 1) last.learn(asked, gzipSync(text), "gzip", body(text), 0);
    expect(last.find(asked, gzipSync(text), "gzip")?.body.text).toBe(text);
    expect(last.bytes).toBeGreaterThan(text.length * 6);
  });

  test("forget a body on demand", () => {
    const last = new LastBodies();
    keep(last, asked, "[1]");
    last.forget(asked);
    expect(find(last, asked, "[1]")).toBeUndefined();
  });
});
