import { z } from "zod";
import { readJson } from "../../../src/http/checks/json-check.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { answer } from "../support.js";

const schema = z.object({ data: z.object({ items: z.array(z.object({ id: z.string(), title: z.string() })) }) });

function failureOf(run: () => unknown): VendorError {
  try {
    run();
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
  throw new Error("Expected a VendorError.");
}

test("readJson returns the body as its schema reads it, whatever was added", () => {
  const json = { data: { items: [{ id: "1", title: "a", added: true }], has_more: false } };
  expect(readJson(answer({ json }), schema, "GET /things")).toEqual({ data: { items: [{ id: "1", title: "a" }] } });
});

test("readJson names the route and the first faulty field, and never a value", () => {
  const json = {
    data: {
      items: [
        { id: "1", title: "a" },
        { id: 77_001, title: null },
      ],
    },
  };
  const response = answer({ json, vendor: "acme", headers: { "x-request-id": "r-1" } });
  const error = failureOf(() => readJson(response, schema, "GET /things"));
  expect(error).toMatchObject({
    code: "BAD_RESPONSE",
    vendor: "acme",
    sent: "maybe",
    retryable: false,
    status: 200,
    vendorRequestId: "r-1",
  });
  expect(error.message).toContain("GET /things at acme was answered with an unexpected data.items[1].id");
  expect(error.message).toContain("and 1 more");
  expect(error.details).toEqual({
    faults: [expect.objectContaining({ path: "data.items[1].id" }), expect.objectContaining({ path: "data.items[1].title" })],
  });
  expect(JSON.stringify(error)).not.toContain("77001");
});

test("readJson distinguishes a body that is not JSON from one of another shape", () => {
  expect(failureOf(() => readJson(answer({ json: undefined }), schema, "GET /things")).message).toContain("something that is not JSON");
  expect(failureOf(() => readJson(answer({ json: [] }), schema, "GET /things")).message).toContain("an unexpected body");
});
