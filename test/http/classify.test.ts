import { type Classifier, classifyByStatus, classifyLayer } from "../../src/http/classify.js";
import type { VendorResponse } from "../../src/http/request.js";
import { retryAfterMs } from "../../src/http/retry-after.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { answer, change, read, refusal } from "./support.js";

const none: Classifier = () => undefined;
const sending = (response: VendorResponse, classify: Classifier) => classifyLayer("acme", classify)(async () => response);

describe("what HTTP alone says", () => {
  test.each([
    [301, "BAD_RESPONSE", "maybe", false],
    [400, "REJECTED", "yes", false],
    [401, "CREDENTIALS_REJECTED", "no", false],
    [403, "ACCESS_DENIED", "yes", false],
    [404, "NOT_FOUND", "yes", false],
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
    expect(classifyByStatus("acme", answer({ status }), change())).toMatchObject({ code, sent, retryable, status, vendor: "acme" });
  });

  test("a wait beyond what the graph can tell is told as the longest it can", () => {
    const patience = answer({ status: 429, headers: { "retry-after": "9999999" } });
    expect(classifyByStatus("acme", patience, read())).toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 2_147_483_647 });
  });

  test.each([200, 201, 204, 299])("%i is an answer", (status) => {
    expect(classifyByStatus("acme", answer({ status, text: "", json: undefined }), read())).toBeUndefined();
  });

  test("JSON that was promised and is broken leaves a change in doubt, and is worth another try", () => {
    const broken = answer({ text: '{"id":', json: undefined, headers: { "content-type": "application/json;charset=utf-8" } });
    expect(classifyByStatus("acme", broken, change())).toMatchObject({ code: "BAD_RESPONSE", sent: "maybe", retryable: true });
    expect(classifyByStatus("acme", { ...broken, text: " " }, change())).toBeUndefined();
    expect(classifyByStatus("acme", { ...broken, headers: { "content-type": "text/plain" } }, change())).toBeUndefined();
  });

  test("an error keeps the body, the request id and the time to wait, and tells only the route", () => {
    const response = answer({ status: 503, json: { why: "load" }, headers: { "retry-after": "3", "x-request-id": "r-1" } });
    const error = classifyByStatus("acme", response, read({ path: "/things/42", query: [["token", "s3cret"]] }));
    expect(error).toMatchObject({ details: { why: "load" }, vendorRequestId: "r-1", retryAfterMs: 3000 });
    expect(error?.message).toBe("GET /things/{id} at acme failed at the vendor (HTTP 503).");
    // Of a refusal it would say that waiting helps.
    expect(classifyByStatus("acme", { ...response, status: 422 }, read())?.retryAfterMs).toBeUndefined();
  });
});

describe("the vendor's own reading", () => {
  const refused = new VendorError({ code: "RATE_LIMITED", vendor: "acme", sent: "no", message: "slow down" });

  test("finds the failure in a 200, and comes before the general rules", async () => {
    const classify: Classifier = ({ json }) => ((json as { code: number }).code === 7 ? refused : undefined);
    expect(await refusal(sending(answer({ json: { code: 7 } }), classify)(read(), {}))).toBe(refused);
    expect(await refusal(sending(answer({ status: 404, json: { code: 7 } }), classify)(read(), {}))).toBe(refused);
    expect(await refusal(sending(answer({ status: 404, json: { code: 0 } }), classify)(read(), {}))).toMatchObject({ code: "NOT_FOUND" });
    expect((await sending(answer({ json: { code: 0 } }), classify)(read(), {})).status).toBe(200);
  });

  test("is told which request was answered", async () => {
    const classify: Classifier = (_response, { route }) => (route === "GET /things/{id}" ? refused : undefined);
    expect(await refusal(sending(answer(), classify)(read(), {}))).toBe(refused);
    expect((await sending(answer(), classify)(change(), {})).status).toBe(200);
  });

  test("is not asked about a status that the request takes for an answer", async () => {
    const accepting = read({ accept: [404] });
    expect((await sending(answer({ status: 404 }), () => refused)(accepting, {})).status).toBe(404);
    expect(await refusal(sending(answer({ status: 410 }), none)(accepting, {}))).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("Retry-After", () => {
  const saying = (value: string) => retryAfterMs({ headers: { "retry-after": value }, receivedAt: Date.parse("2026-11-22T12:00:00Z") });

  test("is read in seconds, with fractions, and as a date", () => {
    expect(saying("120")).toBe(120_000);
    expect(saying(" 0.25 ")).toBe(250);
    expect(saying("0")).toBe(0);
    expect(saying("Sun, 22 Nov 2026 12:00:30 GMT")).toBe(30_000);
    expect(saying("Sun, 22 Nov 2026 11:00:00 GMT")).toBe(0);
  });

  test("says nothing where it is absent or nonsense", () => {
    expect(saying("")).toBeUndefined();
    expect(saying("soon")).toBeUndefined();
    expect(saying("-5")).toBeUndefined();
    expect(retryAfterMs({ headers: {}, receivedAt: 0 })).toBeUndefined();
  });
});
