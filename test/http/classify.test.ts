import { z } from "zod";
import { type Classifier, classifyByStatus, classifyLayer } from "../../src/http/classify.js";
import { type ExpectedAnswer, NO_CONTENT, type VendorResponse } from "../../src/http/request.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { answer, change, read, refusal } from "./support.js";

const none: Classifier = () => undefined;
const sending = (response: VendorResponse, classify: Classifier) => classifyLayer({ vendor: "acme", classify })(async () => response);

describe("A classification by HTTP alone", () => {
  test.each([
    [301, "BAD_RESPONSE", "maybe", false],
    [400, "REJECTED", "yes", false],
    [401, "CREDENTIALS_REJECTED", "no", false],
    [403, "ACCESS_DENIED", "yes", false],
    [404, "NOT_FOUND", "yes", false],
    [407, "UNAVAILABLE", "maybe", true],
    [408, "TIMEOUT", "maybe", true],
    [409, "REJECTED", "yes", false],
    [410, "NOT_FOUND", "yes", false],
    [422, "REJECTED", "yes", false],
    [429, "RATE_LIMITED", "no", true],
    [500, "UNAVAILABLE", "maybe", true],
    [501, "UNSUPPORTED", "yes", false],
    [503, "UNAVAILABLE", "maybe", true],
    [504, "UNAVAILABLE", "maybe", true],
  ])("%i is %s, the vendor acted: %s", (status, code, sent, retryable) => {
    expect(classifyByStatus({ vendor: "acme" }, answer({ status }), change())).toMatchObject({
      code,
      sent,
      retryable,
      status,
      vendor: "acme",
    });
  });

  test("shortens a wait to the longest that an Int can hold", () => {
    const patience = answer({ status: 429, headers: { "retry-after": "Fri, 01 Jan 2100 00:00:00 GMT" } });
    expect(classifyByStatus({ vendor: "acme" }, patience, read())).toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 2_147_483_647 });
  });

  test.each([200, 201, 203, 299])("takes %i with JSON for the answer to a read", (status) => {
    expect(classifyByStatus({ vendor: "acme" }, answer({ status }), read())).toBeUndefined();
  });

  test("keeps the body, the request id and the time to wait, and names only the route", () => {
    const response = answer({ status: 503, json: { why: "load" }, headers: { "retry-after": "3", "x-request-id": "r-1" } });
    const error = classifyByStatus({ vendor: "acme" }, response, read({ path: "/things/42", query: [["token", "s3cret"]] }));
    expect(error).toMatchObject({ details: { why: "load" }, vendorRequestId: "r-1", retryAfterMs: 3000 });
    expect(error?.message).toBe("GET /things/{id} at acme failed at the vendor (HTTP 503).");
    // Of a refusal it would say that waiting helps.
    expect(classifyByStatus({ vendor: "acme" }, { ...response, status: 422 }, read())?.retryAfterMs).toBeUndefined();
  });
});

const html = { "content-type": "text/html; charset=utf-8" };
/** Answers of somebody on the way: a guard, a proxy, a page of maintenance. */
const FOREIGN: [string, Partial<VendorResponse>][] = [
  ["a page with 200", { status: 200, text: "<!doctype html><p>Sign in</p>", headers: html }],
  ["a page that calls itself JSON", { status: 200, text: " <html>", headers: { "content-type": "application/json" } }],
  ["an empty 200", { status: 200, text: "" }],
  ["an empty 204", { status: 204, text: "" }],
  ["a text with 200", { status: 200, text: "OK", headers: { "content-type": "text/plain" } }],
  ["a redirect to a page", { status: 302, text: "<a href='/login'>", headers: html }],
  ["a redirect without a word", { status: 307, text: "" }],
  ["a page with 401", { status: 401, text: "<html>", headers: html }],
  ["a page with 403", { status: 403, text: "<html>", headers: html }],
  ["an empty 403", { status: 403, text: "" }],
  ["a text with 403", { status: 403, text: "blocked", headers: { "content-type": "text/plain" } }],
  ["a page with 404", { status: 404, text: "<html>", headers: html }],
  ["a proxy's 407", { status: 407, text: "" }],
  ["a page with 413", { status: 413, text: "<html>", headers: html }],
  ["a page with 422", { status: 422, text: "<html>", headers: html }],
  ["a page with 501", { status: 501, text: "<html>", headers: html }],
];

describe("An answer that is not JSON", () => {
  test.each(FOREIGN)("is an outage and leaves a change in doubt: %s", async (_, changes) => {
    const response = answer({ ...changes, json: undefined });
    const neverAsked: Classifier = () => {
      throw new Error("Nobody can read this.");
    };
    const expected = { code: "UNAVAILABLE", sent: "maybe", retryable: true, status: changes.status };
    expect(await refusal(sending(response, neverAsked)(read(), {}))).toMatchObject(expected);
    expect(await refusal(sending(response, neverAsked)(change(), {}))).toMatchObject(expected);
    expect(await refusal(sending(response, neverAsked)(read({ accept: [changes.status ?? 0] }), {}))).toMatchObject(expected);
  });

  test("says that a proxy may have answered, and when to come back", async () => {
    const page = answer({ status: 403, text: "<html>", json: undefined, headers: { ...html, "retry-after": "9" } });
    const error = await refusal(sending(page, none)(read(), {}));
    expect(error.message).toMatch(/^GET \/things\/\{id\} at acme .*not JSON.*proxy.*\(HTTP 403\)\.$/);
    expect(error.retryAfterMs).toBe(9_000);
  });

  test("is a bad response worth another try where it claims to be JSON and is cut off", async () => {
    for (const status of [200, 422]) {
      const broken = answer({ status, text: '{"id":', json: undefined, headers: { "content-type": "application/json;charset=utf-8" } });
      const expected = { code: "BAD_RESPONSE", sent: "maybe", retryable: true, status };
      expect(await refusal(sending(broken, none)(change(), {}))).toMatchObject(expected);
      expect(await refusal(sending(broken, none)(read(), {}))).toMatchObject(expected);
    }
  });

  test("proves a request unsent where it is a 429 of short text; a 429 with a page does not", async () => {
    for (const text of ["", "Retry later\n"]) {
      const limited = answer({ status: 429, text, json: undefined, headers: { "retry-after": "2" } });
      expect(await refusal(sending(limited, none)(change(), {}))).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryAfterMs: 2_000 });
    }
    const page = answer({ status: 429, text: "<html>", json: undefined, headers: { "retry-after": "2" } });
    for (const one of [page, { ...page, text: "Retry later", headers: { ...page.headers, ...html } }]) {
      expect(await refusal(sending(one, none)(change(), {}))).toMatchObject({ code: "RATE_LIMITED", sent: "maybe", retryAfterMs: 2_000 });
    }
    expect(await refusal(sending(page, none)(read(), {}))).toMatchObject({ code: "RATE_LIMITED", retryable: true });
  });

  test("is the vendor's where speaksPlainly says that the vendor answers in plain text", async () => {
    const refused = new VendorError({ code: "REJECTED", vendor: "acme", sent: "yes", message: "no" });
    const text = answer({ status: 400, text: "no such thing", json: undefined });
    const layer = classifyLayer({ vendor: "acme", classify: () => refused, speaksPlainly: ({ status }) => status === 400 });
    expect(await refusal(layer(async () => text)(change(), {}))).toBe(refused);
    expect(await refusal(layer(async () => ({ ...text, status: 403 }))(change(), {}))).toMatchObject({ code: "UNAVAILABLE" });
  });
});

describe("The answer to a change", () => {
  const made = { statuses: [200, 201], body: z.looseObject({ success: z.literal(true) }) };

  test.each<[string, ExpectedAnswer, Partial<VendorResponse>]>([
    ["JSON of the form promised", made, { status: 200, json: { success: true } }],
    ["another status promised", made, { status: 201, json: { success: true, more: 1 } }],
    ["nothing, where nothing is promised", NO_CONTENT, { status: 204, text: "", json: undefined }],
  ])("is %s", async (_, expects, response) => {
    expect((await sending(answer(response), none)(change({ expects }), {})).status).toBe(response.status);
  });

  test.each<[string, ExpectedAnswer, Partial<VendorResponse>]>([
    ["JSON that does not say that it was made", made, { status: 200, json: { success: false } }],
    ["JSON of another form", made, { status: 200, json: [] }],
    ["a proxy's 203", made, { status: 203, json: { success: true } }],
    ["a 202, which is no end", made, { status: 202, json: { success: true } }],
    ["a redirect with JSON", made, { status: 302, json: { success: true } }],
    ["JSON with 200, where nothing is promised", NO_CONTENT, { status: 200, json: { success: true } }],
  ])("is in doubt where it is %s", async (_, expects, response) => {
    const error = await refusal(sending(answer(response), none)(change({ expects }), {}));
    expect(error).toMatchObject({ code: "BAD_RESPONSE", sent: "maybe", retryable: false, status: response.status });
  });

  test.each<[string, ExpectedAnswer, Partial<VendorResponse>]>([
    ["a page with 200, where nothing is promised", NO_CONTENT, { status: 200, text: "<html>", headers: html }],
    ["an empty 200, where a 204 is promised", NO_CONTENT, { status: 200, text: "" }],
    ["an empty 202", NO_CONTENT, { status: 202, text: "" }],
    ["a 204, where JSON is promised", made, { status: 204, text: "" }],
  ])("is in doubt where it is %s", async (_, expects, response) => {
    const error = await refusal(sending(answer({ ...response, json: undefined }), none)(change({ expects }), {}));
    expect(error).toMatchObject({ code: "UNAVAILABLE", sent: "maybe", status: response.status });
  });

  test("refuses the change only in the form of the vendor's refusals", async () => {
    for (const json of ["Forbidden", 403, [], null]) {
      const error = await refusal(sending(answer({ status: 403, json }), none)(change(), {}));
      expect(error).toMatchObject({ code: "BAD_RESPONSE", sent: "maybe", status: 403 });
    }
    expect(classifyByStatus({ vendor: "acme" }, answer({ status: 404, json: { message: "no route" } }), read(), false)).toMatchObject({
      code: "BAD_RESPONSE",
      sent: "maybe",
    });
    expect(classifyByStatus({ vendor: "acme" }, answer({ status: 408 }), change(), false)).toMatchObject({
      code: "TIMEOUT",
      sent: "maybe",
    });
    expect(classifyByStatus({ vendor: "acme" }, answer({ status: 503 }), change(), false)).toMatchObject({
      code: "UNAVAILABLE",
      sent: "maybe",
    });
    const tooMany = (headers: Record<string, string>, isTheirs: boolean) =>
      classifyByStatus({ vendor: "acme" }, answer({ status: 429, headers }), change(), isTheirs);
    expect(tooMany({}, false)).toMatchObject({ code: "RATE_LIMITED", sent: "maybe" });
    expect(tooMany({}, true)).toMatchObject({ code: "RATE_LIMITED", sent: "no" });
    expect(tooMany({ "retry-after": "3" }, false)).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryAfterMs: 3_000 });
  });
});

describe("The vendor's own classifier", () => {
  const refused = new VendorError({ code: "RATE_LIMITED", vendor: "acme", sent: "no", message: "slow down" });

  test("finds the failure in a 200, and comes before the general rules", async () => {
    const classify: Classifier = ({ json }) => ((json as { code: number }).code === 7 ? refused : undefined);
    expect(await refusal(sending(answer({ json: { code: 7 } }), classify)(read(), {}))).toBe(refused);
    expect(await refusal(sending(answer({ status: 404, json: { code: 7 } }), classify)(read(), {}))).toBe(refused);
    expect(await refusal(sending(answer({ status: 404, json: { code: 0 } }), classify)(read(), {}))).toMatchObject({ code: "NOT_FOUND" });
    expect((await sending(answer({ json: { code: 0 } }), classify)(read(), {})).status).toBe(200);
  });

  test("receives the request that was answered", async () => {
    const classify: Classifier = (_response, { route }) => (route === "GET /things/{id}" ? refused : undefined);
    expect(await refusal(sending(answer(), classify)(read(), {}))).toBe(refused);
    expect((await sending(answer(), classify)(change(), {})).status).toBe(200);
  });

  test("is not asked about a status that the request accepts as an answer", async () => {
    const accepting = read({ accept: [404] });
    expect((await sending(answer({ status: 404 }), () => refused)(accepting, {})).status).toBe(404);
    expect(await refusal(sending(answer({ status: 410 }), none)(accepting, {}))).toMatchObject({ code: "NOT_FOUND" });
  });
});
