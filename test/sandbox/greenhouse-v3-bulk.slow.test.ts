import { type Answer, AUDITOR, found, type Harness, idsOf, jobWith, rows, startV3 } from "./greenhouse-v3-client.js";

const bulk = (harness: Harness, method: string, body: unknown, token?: string) => harness.write(method, "/v3/openings/bulk", body, token);
const poll = async (harness: Harness, accepted: Answer) => {
  const { status_url } = accepted.body as { status_url: string };
  return (await harness.get(`/${status_url}`)).body as Record<string, unknown>;
};

describe("bulk requests", () => {
  test("are accepted with an id, and done by the clock, state by state", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    const accepted = await bulk(harness, "POST", { data: [{ job_id: job.id, opening_id: "A" }, { job_id: job.id }] });
    expect(accepted.status).toBe(202);
    const uuid = (accepted.body as { bulk_action_uuid: string }).bulk_action_uuid;
    expect(accepted.body).toEqual({ bulk_action_uuid: uuid, status: "building", status_url: `v3/bulk_requests/${uuid}` });
    const seen: unknown[] = [];
    for (let step = 0; step < 4; step += 1) {
      seen.push([(await poll(harness, accepted)).status, job.openings.length]);
      await harness.clock.advance(1000);
    }
    expect(seen).toEqual([
      ["building", 1],
      ["pending", 1],
      ["in_progress", 3],
      ["completed", 3],
    ]);
    expect(await poll(harness, accepted)).toEqual({
      id: expect.any(Number),
      bulk_action_uuid: uuid,
      api_endpoint: "POST /v3/openings/bulk",
      status: "completed",
      record_count: 2,
      success_count: 2,
      failure_count: 0,
      requested_at: "2026-11-22T12:00:00.000Z",
      requested_by_user_id: 4_000_000_000,
      completed_at: "2026-11-22T12:00:03.000Z",
      expires_at: "2026-11-23T12:00:00.000Z",
      callback_url: null,
      callback_response: null,
      success_results_url: expect.stringContaining(uuid),
      failure_results_url: expect.stringContaining(uuid),
      results_urls_expire_at: expect.any(String),
      results_urls_expire_in: 3600,
    });
  });

  test("edit, close and delete record by record; refused records are counted, and the others are done", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["open", "open", "closed"]);
    const [one, two, three] = openings.map(({ id }) => id);
    const edited = await bulk(harness, "PATCH", {
      data: [{ id: one, status: "closed" }, { id: 1, status: "closed" }, null, { id: two, opening_id: "B" }, { id: two, open: false }],
    });
    await harness.clock.advance(3000);
    expect(await poll(harness, edited)).toMatchObject({ status: "completed", record_count: 5, success_count: 2, failure_count: 3 });
    expect(openings.map(({ status, opening_id }) => [status, opening_id])).toEqual([
      ["closed", "SEAT-0"],
      ["open", "B"],
      ["closed", "SEAT-2"],
    ]);
    const deleted = await bulk(harness, "DELETE", { data: [two, three, 1, "x"] });
    await harness.clock.advance(3000);
    expect(await poll(harness, deleted)).toMatchObject({ success_count: 1, failure_count: 3 });
    expect(job.openings.map(({ id }) => id)).toEqual([one, two]);
  });

  test("fill a job up to its hundred open openings and no further", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, Array<"open">(99).fill("open"));
    const accepted = await bulk(harness, "POST", { data: [{ job_id: job.id }, { job_id: job.id }] });
    await harness.clock.advance(3000);
    expect(await poll(harness, accepted)).toMatchObject({ success_count: 1, failure_count: 1 });
  });

  test("fail whole by knob, and change nothing", async () => {
    const harness = await startV3({ bulkOutcome: "failed" });
    const { job } = jobWith(harness, ["open"]);
    const accepted = await bulk(harness, "POST", { data: [{ job_id: job.id }] });
    await harness.clock.advance(3000);
    expect(await poll(harness, accepted)).toMatchObject({ status: "failed", success_count: 0 });
    expect(job.openings).toHaveLength(1);
  });

  test("act as the user who sent them", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    const accepted = await bulk(harness, "POST", { data: [{ job_id: job.id }] }, await harness.token(AUDITOR));
    await harness.clock.advance(3000);
    expect(await poll(harness, accepted)).toMatchObject({ requested_by_user_id: AUDITOR, failure_count: 1 });
  });

  test("are at most five under way; a sixth is 429 although the window has room", async () => {
    const harness = await startV3();
    const send = () => bulk(harness, "DELETE", { data: [1] });
    for (let count = 0; count < 5; count += 1) expect((await send()).status).toBe(202);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers.has("retry-after")).toBe(false);
    expect(Number(refused.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
    await harness.clock.advance(3000);
    expect((await send()).status).toBe(202);
  });

  test.each([
    [{}, { data: "must be an array of records" }],
    [{ data: [] }, { data: "must be an array of records" }],
    [{ data: [1], ids: [1] }, "Invalid body params: ids"],
    [{ data: [1], callback_url: "http://example.com/" }, { callback_url: expect.any(String) }],
    [{ data: [1], callback_url: `https://example.com/${"a".repeat(240)}` }, { callback_url: expect.any(String) }],
    [[1], "The body must be a JSON object"],
  ])("of the form %j are refused", async (body, error) => {
    const harness = await startV3();
    expect(await bulk(harness, "DELETE", body)).toMatchObject({ status: 422, body: { errors: [error] } });
    expect((await harness.get("/v3/bulk_requests")).body).toEqual([]);
  });

  test("above ten megabytes are answered 413", async () => {
    const harness = await startV3();
    const answer = await bulk(harness, "DELETE", { data: ["a".repeat(10 * 1024 * 1024)] });
    expect(answer).toMatchObject({ status: 413 });
  });

  test("are listed newest first, without the addresses of their results", async () => {
    const harness = await startV3();
    for (let count = 0; count < 2; count += 1) await bulk(harness, "DELETE", { data: [1], callback_url: "https://example.com/done" });
    const list = await harness.get("/v3/bulk_requests");
    const ids = idsOf(list);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(rows(list)[0]).toMatchObject({ callback_url: "https://example.com/done", record_count: 1 });
    expect(rows(list)[0]).not.toHaveProperty("success_results_url");
  });

  test("are polled under one scope, or by knob under the other; an unknown one is 404", async () => {
    const harness = await startV3({ missingScopes: ["harvest:bulk_requests:list"] });
    const accepted = await bulk(harness, "DELETE", { data: [1] });
    expect(await poll(harness, accepted)).toMatchObject({ errors: ["Missing scope: harvest:bulk_requests:list"] });
    harness.knobs.bulkPollScope = "harvest:openings:create";
    expect(await poll(harness, accepted)).toMatchObject({ status: "building" });
    const unknown = await harness.get("/v3/bulk_requests/00000000-0000-4000-8000-000000000000");
    expect(unknown).toMatchObject({ status: 404, body: { errors: [expect.stringContaining("was not found")] } });
    expect(found(harness.running.requests.at(-1)).path).toContain("bulk_requests");
  });
});
