import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StandInRequest, StandInResponse } from "../../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import {
  CloseOpeningDocument,
  CreateOpeningsDocument,
  DeleteOpeningsDocument,
  OneOpeningDocument,
  UpdateOpeningDocument,
} from "../../generated/graphql.js";
import { startGraph, type TestGraph } from "../../support/graph.js";

/** The examples of the vendor's page "Job Openings", request by request; ids that the samples use twice are told apart. */
const fixture = (name: string) => JSON.parse(readFileSync(join(__dirname, `../../fixtures/greenhouse/${name}.json`), "utf8"));
const [opened, closed] = fixture("openings");
const job = { id: 9, name: "Designer", status: "open", openings: [] as unknown[] };

/** Answers each request with the page's own answer, whatever it was asked before. */
const answers = new Map<string, unknown>();

function handle({ method, path }: StandInRequest): StandInResponse {
  const json = answers.get(`${method} ${path}`);
  return json === undefined ? { status: 404, json: { message: "Resource not found" } } : { status: 200, json };
}

describe("the examples of the page Job Openings", () => {
  let running: RunningStandIn;
  let graph: TestGraph;
  const sent = () =>
    running.requests.filter(({ method }) => method !== "GET").map(({ method, path, rawBody }) => ({ method, path, rawBody }));

  beforeAll(async () => {
    running = await startStandIn({ handle });
    graph = await startGraph({
      env: {
        GREENHOUSE_API_TOKEN: "0d031d8227eafa61dc375a6c2e067e24",
        GREENHOUSE_ON_BEHALF_OF: "158104",
        GREENHOUSE_BASE_URL: running.origin,
      },
    });
  });

  beforeEach(() => {
    running.requests.length = 0;
    answers.clear();
    answers.set("GET /v1/jobs/9", job);
    answers.set("GET /v1/jobs/9/openings", [opened, closed]);
    answers.set("GET /v1/jobs/9/openings/123", opened);
    answers.set("GET /v1/jobs/9/openings/124", closed);
  });

  afterAll(async () => {
    await graph.stop();
    await running.close();
  });

  it("an open opening reads as the page shows it", async () => {
    const { opening } = await graph.data(OneOpeningDocument, { id: "greenhouse:opening:9.123" });
    expect(opening).toMatchObject({
      id: "greenhouse:opening:9.123",
      vendorId: "123",
      openingId: "OPENED-1",
      status: "OPEN",
      openedAt: "2015-11-19T19:53:32.565Z",
      closedAt: null,
      applicationId: null,
      closeReason: null,
      customFields: [
        { key: "employment_type", name: "Time type", type: "single_select", value: "Full-Time" },
        { key: "budget", name: "Maximum Budget", type: "short_text", value: "$81.5k" },
      ],
      job: { id: "greenhouse:job:9", status: "OPEN" },
    });
  });

  it("a closed opening reads with its reason and the application that filled it", async () => {
    const { opening } = await graph.data(OneOpeningDocument, { id: "greenhouse:opening:9.124" });
    expect(opening).toMatchObject({
      openingId: "CLOSED-1",
      status: "CLOSED",
      closedAt: "2015-12-14T19:53:32.565Z",
      applicationId: "65565",
      closeReason: { id: "678", name: "Hired - Backfill" },
      can: { delete: { allowed: false, code: "CONFLICT" }, close: { allowed: false, code: "ALREADY_CLOSED" }, reopen: { allowed: true } },
    });
  });

  it("the key is sent as the page's header has it: base64 of the key and a colon", async () => {
    await graph.data(OneOpeningDocument, { id: "greenhouse:opening:9.123" });
    expect(running.requests[0]?.headers.authorization).toBe("Basic MGQwMzFkODIyN2VhZmE2MWRjMzc1YTZjMmUwNjdlMjQ6");
    expect(running.requests.every(({ rawBody }) => rawBody === "")).toBe(true);
  });

  it("creating sends the page's body, null opening_id included, and reads its answer with open_date", async () => {
    answers.set("POST /v1/jobs/9/openings", fixture("create-answer"));
    answers.set("GET /v1/jobs/9", { ...job, openings: [] });
    const input = {
      jobId: "greenhouse:job:9",
      openings: [{ openingId: "abc-123", customFields: [{ id: "123", value: "some value" }] }, { openingId: null }],
    };
    // What was made is read again, by its ids.
    const fresh = [123456, 123457].map((id, index) => ({ ...opened, id, opening_id: index === 0 ? "abc-123" : null }));
    answers.set("GET /v1/jobs/9/openings", fresh);
    const { createOpenings } = await graph.data(CreateOpeningsDocument, { input });
    expect(sent()).toEqual([{ method: "POST", path: "/v1/jobs/9/openings", rawBody: JSON.stringify(fixture("create-request")) }]);
    expect(running.requests.find(({ method }) => method === "POST")?.headers).toMatchObject({
      "on-behalf-of": "158104",
      "content-type": expect.stringMatching(/^application\/json\b/),
    });
    expect(createOpenings).toMatchObject({
      openings: [
        { id: "greenhouse:opening:9.123456", openingId: "abc-123" },
        { id: "greenhouse:opening:9.123457", openingId: null },
      ],
      operation: { outcome: "APPLIED" },
      userErrors: [],
    });
  });

  it("editing sends the parts of the page's body, and takes the text true for success", async () => {
    const { opening_id, custom_fields, status, close_reason_id } = fixture("edit-request");
    answers.set("PATCH /v1/jobs/9/openings/123", fixture("edit-answer"));
    const id = "greenhouse:opening:9.123";
    const edit = await graph.data(UpdateOpeningDocument, {
      input: { id, openingId: "abc-123", customFields: [{ id: "123", value: "some value" }] },
    });
    const closing = await graph.data(CloseOpeningDocument, { input: { id, closeReasonId: "1234" } });
    expect(sent().map(({ rawBody }) => JSON.parse(rawBody))).toEqual([
      { opening_id, custom_fields },
      { status, close_reason_id },
    ]);
    expect(edit.updateOpening.operation?.outcome).toBe("APPLIED");
    expect(closing.closeOpening.operation?.outcome).toBe("APPLIED");
  });

  it("deleting sends the page's body to v2 and reads deleted and failed ids", async () => {
    const ids = [123, 456, 789];
    const letGo = ids.map((id) => ({ ...closed, id, application_id: null }));
    answers.set("GET /v1/jobs/9/openings", letGo);
    answers.set("DELETE /v2/jobs/9/openings", fixture("delete-answer"));
    const { deleteOpenings } = await graph.data(DeleteOpeningsDocument, {
      input: { ids: ids.map((id) => `greenhouse:opening:9.${id}`) },
    });
    expect(sent()).toEqual([{ method: "DELETE", path: "/v2/jobs/9/openings", rawBody: JSON.stringify(fixture("delete-request")) }]);
    expect(deleteOpenings).toMatchObject({
      deletedIds: ["greenhouse:opening:9.123", "greenhouse:opening:9.456"],
      failedIds: ["greenhouse:opening:9.789"],
      operation: { outcome: "APPLIED" },
      userErrors: [{ code: "REJECTED_BY_VENDOR", field: ["ids", "2"] }],
    });
  });
});
