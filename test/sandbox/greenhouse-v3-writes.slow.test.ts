import { type Answer, AUDITOR, found, type Harness, jobWith, rows, startV3 } from "./greenhouse-v3-client.js";

const NOW = "2026-11-22T12:00:00.000Z";
const REASON = 4_500_000_034;
const refused = (...errors: unknown[]) => ({ status: 422, body: { message: "Unprocessable Content", errors } });

const create = (harness: Harness, body: unknown) => harness.write("POST", "/v3/openings", body);
const edit = (harness: Harness, opening: { id: number } | undefined, body: unknown): Promise<Answer> =>
  harness.write("PATCH", `/v3/openings/${opening?.id}`, body);
const destroy = (harness: Harness, opening: { id: number } | undefined) =>
  harness.write("DELETE", `/v3/openings/${opening?.id}`, undefined);

describe("creating an opening", () => {
  test("answers 201 with the whole object, which is listed from then on", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    const answer = await create(harness, { job_id: job.id, opening_id: "NEW-1", custom_fields: [{ name_key: "level", value: 3 }] });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        job_id: job.id,
        opening_id: "NEW-1",
        open: true,
        opened_at: NOW,
        closed_at: null,
        sort_order: 1,
        created_at: NOW,
        updated_at: NOW,
      },
    });
    expect((await harness.get(`/v3/openings?opening_id=NEW-1`)).body).toEqual([answer.body]);
    expect(answer.body).toHaveProperty("custom_fields.level.value", 3);
  });

  test("requires only the job, and gives each opening a new id", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    const [one, two] = [await create(harness, { job_id: job.id }), await create(harness, { job_id: job.id, opening_id: null })];
    expect(one.body).toMatchObject({ opening_id: null });
    expect((two.body as { id: number }).id).toBeGreaterThan((one.body as { id: number }).id);
  });

  test("opens a closed job, and leaves a draft with an opening that has no opened_at", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["closed"]);
    await create(harness, { job_id: job.id });
    expect(rows(await harness.get(`/v3/jobs?ids=${job.id}`))).toMatchObject([{ status: "open", closed_at: null, updated_at: NOW }]);
    const draft = found(harness.state.jobs.find((one) => one.status === "draft"));
    expect(await create(harness, { job_id: draft.id })).toMatchObject({
      status: 201,
      body: { open: true, opened_at: null, created_at: NOW },
    });
    expect(draft.status).toBe("draft");
  });

  test("is refused where a hundred are open; closed ones do not count", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, [...Array<"open">(99).fill("open"), "closed"]);
    expect((await create(harness, { job_id: job.id })).status).toBe(201);
    expect(await create(harness, { job_id: job.id })).toMatchObject(refused("A job cannot have more than 100 open openings"));
    expect(job.openings).toHaveLength(101);
  });

  test.each([
    [{}, { job_id: "is required" }],
    [{ job_id: "4000000000" }, { job_id: "must be an integer" }],
    [{ job_id: 4_000_000_000, opening_id: 5 }, { opening_id: "must be a text" }],
    [{ job_id: 4_000_000_000, custom_fields: { level: 3 } }, { custom_fields: "must be an array" }],
    [{ job_id: 4_000_000_000, status: "open" }, "Invalid body params: status"],
    [{ job_id: 4_000_000_000, openings: [], open: true }, "Invalid body params: openings, open"],
    [{ job_id: 4_000_000_000, target_start_on: "2026-03-01" }, "Invalid body params: target_start_on"],
    [[{ job_id: 4_000_000_000 }], "The body must be a JSON object"],
  ])("refuses the body %j", async (body, error) => {
    const harness = await startV3();
    expect(await create(harness, body)).toMatchObject(refused(error));
  });

  test("takes target_start_on by knob", async () => {
    const harness = await startV3({ targetStartOnCreate: true });
    const body = { job_id: 4_000_000_000, target_start_on: "2026-03-01" };
    expect(await create(harness, body)).toMatchObject({ status: 201, body: { target_start_on: "2026-03-01" } });
  });

  test("of an unknown job is answered 404 that names it", async () => {
    const harness = await startV3();
    expect(await create(harness, { job_id: 1 })).toMatchObject({
      status: 404,
      body: { message: "Resource not found", errors: ["Job 1 was not found"] },
    });
  });

  test("requires the values of required fields", async () => {
    const harness = await startV3();
    const finance = found(harness.state.departments.find((department) => department.name === "Finance")).id;
    const job = found(harness.state.jobs.find((one) => one.departmentId === finance && one.status === "open"));
    expect(await create(harness, { job_id: job.id })).toMatchObject(refused({ custom_fields: "cost_centre is required" }));
    expect((await create(harness, { job_id: job.id, custom_fields: [{ name_key: "cost_centre", value: "CC-1" }] })).status).toBe(201);
  });

  test("is refused where it is not declared as JSON, or has a query", async () => {
    const harness = await startV3();
    const authorization = `Bearer ${await harness.token()}`;
    const body = JSON.stringify({ job_id: 4_000_000_000 });
    const response = await fetch(`${harness.running.origin}/v3/openings`, { method: "POST", headers: { authorization }, body });
    expect(response.status).toBe(422);
    const asked = await harness.write("POST", "/v3/openings?dry=1", { job_id: 4_000_000_000 });
    expect(asked).toMatchObject(refused("Invalid query params: dry"));
  });
});

describe("closing and reopening an opening", () => {
  test("closing answers the whole object with the reason's id, and leaves the job open while another opening is", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["open", "open"]);
    expect(await edit(harness, openings[0], { status: "closed", close_reason_id: REASON })).toMatchObject({
      status: 200,
      body: { id: openings[0]?.id, open: false, closed_at: NOW, close_reason_id: REASON, application_id: null, updated_at: NOW },
    });
    expect(job.status).toBe("open");
  });

  test("closing requires no reason", async () => {
    const harness = await startV3();
    const { openings } = jobWith(harness, ["open", "open"]);
    expect(await edit(harness, openings[0], { status: "closed" })).toMatchObject({ status: 200, body: { close_reason_id: null } });
    expect(await edit(harness, openings[1], { status: "closed", close_reason_id: null })).toMatchObject({
      status: 200,
      body: { open: false },
    });
  });

  test("closing the last open opening closes the job, whose updated_at moves with it", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["closed", "open"]);
    await edit(harness, openings[1], { status: "closed" });
    expect(rows(await harness.get(`/v3/jobs?ids=${job.id}`))).toMatchObject([{ status: "closed", closed_at: NOW, updated_at: NOW }]);
  });

  test("reopening clears what closing set, and opens the job again", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["closed"]);
    Object.assign(found(openings[0]), { close_reason_id: REASON, application_id: 4_300_000_001 });
    expect(await edit(harness, openings[0], { status: "open" })).toMatchObject({
      status: 200,
      body: { open: true, opened_at: "2026-01-01T00:00:00.000Z", closed_at: null, close_reason_id: null, application_id: null },
    });
    expect(rows(await harness.get(`/v3/jobs?ids=${job.id}`))).toMatchObject([{ status: "open", closed_at: null, updated_at: NOW }]);
  });

  test("reopening is refused where a hundred are open", async () => {
    const harness = await startV3();
    const { openings } = jobWith(harness, ["closed", ...Array<"open">(100).fill("open")]);
    expect(await edit(harness, openings[0], { status: "open" })).toMatchObject(refused("A job cannot have more than 100 open openings"));
    expect((await edit(harness, openings[1], { status: "open" })).status).toBe(200);
  });

  test("closing a closed opening changes nothing, and another reason for it is refused", async () => {
    const harness = await startV3();
    const { openings } = jobWith(harness, ["closed", "open"]);
    found(openings[0]).close_reason_id = REASON;
    const unchanged = { status: 200, body: { open: false, closed_at: "2026-02-01T00:00:00.000Z", close_reason_id: REASON } };
    expect(await edit(harness, openings[0], { status: "closed" })).toMatchObject(unchanged);
    expect(await edit(harness, openings[0], { status: "closed", close_reason_id: REASON })).toMatchObject(unchanged);
    const late = refused({ close_reason_id: "may only be given when an opening is closed" });
    expect(await edit(harness, openings[0], { status: "closed", close_reason_id: 4_500_000_000 })).toMatchObject(late);
    expect(await edit(harness, openings[0], { status: "closed", close_reason_id: null })).toMatchObject(late);
    expect(await edit(harness, openings[0], { close_reason_id: REASON })).toMatchObject(late);
    expect(await edit(harness, openings[1], { close_reason_id: REASON })).toMatchObject(late);
    expect(await edit(harness, openings[0], { status: "open", close_reason_id: REASON })).toMatchObject(late);
  });

  test("an unknown reason is refused, and the opening stays open", async () => {
    const harness = await startV3();
    const { openings } = jobWith(harness, ["open"]);
    expect(await edit(harness, openings[0], { status: "closed", close_reason_id: 7 })).toMatchObject(
      refused({ close_reason_id: "7 is not a close reason" }),
    );
    expect(openings[0]?.status).toBe("open");
  });
});

describe("editing an opening", () => {
  test("sets text and start, clears them with null, and moves updated_at but not the job's", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["open"]);
    const before = job.updated_at;
    const set = { opening_id: "SEAT-X", target_start_on: "2028-02-29" };
    expect(await edit(harness, openings[0], set)).toMatchObject({ status: 200, body: { ...set, open: true, updated_at: NOW } });
    const cleared = { opening_id: null, target_start_on: null };
    expect(await edit(harness, openings[0], cleared)).toMatchObject({ status: 200, body: cleared });
    expect(job.updated_at).toBe(before);
    expect(idsChangedSince(await harness.get(`/v3/openings?updated_at=gte|${NOW}`))).toEqual([openings[0]?.id]);
  });

  test.each([
    [{}, "At least one attribute must be given"],
    [{ open: false }, "Invalid body params: open"],
    [{ status: "draft" }, { status: "must be open or closed" }],
    [{ status: null }, { status: "must be open or closed" }],
    [{ opening_id: 5 }, { opening_id: "must be a text" }],
    [{ target_start_on: "2026-02-30" }, { target_start_on: "must be a date in the form YYYY-MM-DD" }],
    [{ target_start_on: "2026-02-03T00:00:00Z" }, { target_start_on: "must be a date in the form YYYY-MM-DD" }],
  ])("refuses the body %j", async (body, error) => {
    const harness = await startV3();
    const { openings } = jobWith(harness, ["open"]);
    expect(await edit(harness, openings[0], body)).toMatchObject(refused(error));
  });

  test("takes the job's id beside something to change, and refuses that of another job", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["open"]);
    expect((await edit(harness, openings[0], { job_id: job.id, opening_id: "A" })).status).toBe(200);
    expect((await edit(harness, openings[0], { job_id: job.id })).status).toBe(422);
    expect(await edit(harness, openings[0], { job_id: job.id + 7, opening_id: "B" })).toMatchObject(
      refused({ job_id: "is not the job of this opening" }),
    );
    expect(openings[0]?.opening_id).toBe("A");
  });

  test("refuses the job's id, or its absence, by knob, with a message that names job_id", async () => {
    const harness = await startV3({ patchJobId: "refused" });
    const { job, openings } = jobWith(harness, ["open"]);
    expect(await edit(harness, openings[0], { job_id: job.id, opening_id: "A" })).toMatchObject(refused("Invalid body params: job_id"));
    harness.knobs.patchJobId = "required";
    expect(await edit(harness, openings[0], { opening_id: "A" })).toMatchObject(refused({ job_id: "is required" }));
    expect((await edit(harness, openings[0], { job_id: job.id, opening_id: "A" })).status).toBe(200);
  });

  test("of an unknown opening is answered 404 that names it, after the check of the body", async () => {
    const harness = await startV3();
    expect(await edit(harness, { id: 1 }, { status: "closed" })).toMatchObject({
      status: 404,
      body: { message: "Resource not found", errors: ["Opening 1 was not found"] },
    });
    expect((await edit(harness, { id: 1 }, { open: false })).status).toBe(422);
  });

  test("of a job that the user may not edit is answered 403, and changes nothing", async () => {
    const harness = await startV3();
    const { openings } = jobWith(harness, ["open"]);
    const token = await harness.token(AUDITOR);
    const answer = await harness.write("PATCH", `/v3/openings/${openings[0]?.id}`, { status: "closed" }, token);
    expect(answer).toMatchObject({ status: 403, body: { message: "Forbidden" } });
    expect(openings[0]?.status).toBe("open");
  });

  function idsChangedSince(answer: Answer): unknown[] {
    return rows(answer).map(({ id }) => id);
  }
});

describe("deleting an opening", () => {
  test("answers 200 with id and message, or by knob 204, and the opening is gone", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["closed", "closed", "open"]);
    expect(await destroy(harness, openings[0])).toMatchObject({
      status: 200,
      body: { id: openings[0]?.id, message: expect.stringContaining("1 deleted successfully") },
    });
    harness.knobs.deleteStatus = 204;
    expect(await destroy(harness, openings[1])).toMatchObject({ status: 204, body: undefined });
    expect(job.openings).toEqual([openings[2]]);
    expect((await harness.get(`/v3/openings?ids=${openings[0]?.id}`)).body).toEqual([]);
    expect((await destroy(harness, openings[0])).status).toBe(404);
  });

  test("is refused while the opening is open, filled or tied to an offer", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["open", "closed", "closed"]);
    found(openings[1]).application_id = 4_300_000_001;
    found(openings[2]).tiedToOffer = true;
    expect(await destroy(harness, openings[0])).toMatchObject(refused("An open opening cannot be deleted"));
    expect(await destroy(harness, openings[1])).toMatchObject(refused("A filled opening cannot be deleted"));
    expect(await destroy(harness, openings[2])).toMatchObject(refused("An opening tied to an offer cannot be deleted"));
    expect(job.openings).toHaveLength(3);
  });

  test("is answered 403 where the organisation has switched it off, or the user may not edit the job", async () => {
    const harness = await startV3();
    const { openings } = jobWith(harness, ["closed", "open"]);
    const path = `/v3/openings/${openings[0]?.id}`;
    expect((await harness.write("DELETE", path, undefined, await harness.token(AUDITOR))).status).toBe(403);
    harness.knobs.deletionDisabled = true;
    expect(await destroy(harness, openings[0])).toMatchObject({ status: 403, body: { message: "Forbidden" } });
  });
});

describe("hiring", () => {
  const hire = (harness: Harness, application: number, body: unknown) =>
    harness.write("POST", `/v3/applications/${application}/hire`, body);

  test("fills the named opening and closes it, the job with the last one", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["open", "open"]);
    const application = found(harness.state.applications.find((one) => one.jobId === job.id && one.status === "active"));
    const body = { start_date: "2026-12-01T00:00:00Z", opening_id: openings[1]?.id, close_reason_id: 4_500_000_000 };
    expect(await hire(harness, application.id, body)).toMatchObject({ status: 204, body: undefined });
    expect(rows(await harness.get(`/v3/openings?application_ids=${application.id}`))).toMatchObject([
      { id: openings[1]?.id, open: false, close_reason_id: 4_500_000_000, updated_at: NOW },
    ]);
    expect(job.status).toBe("open");
    expect((await hire(harness, application.id, {})).status).toBe(422);
    application.status = "active";
    expect((await hire(harness, application.id, { opening_id: openings[1]?.id })).status).toBe(422);
    expect((await hire(harness, application.id, {})).status).toBe(204);
    expect(job.status).toBe("closed");
  });

  test("of an unknown application is answered 404", async () => {
    const harness = await startV3();
    expect((await hire(harness, 1, {})).status).toBe(404);
  });
});

describe("editing a job", () => {
  const edit = (harness: Harness, id: number, body: unknown) => harness.write("PATCH", `/v3/jobs/${id}`, body);

  test("answers the whole job", async () => {
    const harness = await startV3();
    const body = { name: "Cook", notes: null, requisition_id: "R-1", department_id: null, office_ids: [4_410_000_005] };
    expect(await edit(harness, 4_000_000_000, body)).toMatchObject({ status: 200, body: { id: 4_000_000_000, ...body, updated_at: NOW } });
    expect(rows(await harness.get("/v3/jobs?ids=4000000000"))).toMatchObject([body]);
  });

  test.each([
    [{ status: "closed" }, "Invalid body params: status"],
    [{}, "At least one attribute must be given"],
    [{ name: " " }, { name: "can't be blank" }],
    [{ department_id: 1 }, { department_id: "1 is not a department" }],
    [{ office_ids: [1] }, { office_ids: "must be ids of offices" }],
    [{ office_ids: 4_410_000_005 }, { office_ids: "must be an array of integers" }],
  ])("refuses the body %j: a job opens and closes through its openings", async (body, error) => {
    const harness = await startV3();
    expect(await edit(harness, 4_000_000_000, body)).toMatchObject(refused(error));
  });

  test("of an unknown job is answered 404, of one that the user may not edit 403", async () => {
    const harness = await startV3();
    expect((await edit(harness, 1, { name: "Cook" })).status).toBe(404);
    const answer = await harness.write("PATCH", "/v3/jobs/4000000000", { name: "Cook" }, await harness.token(AUDITOR));
    expect(answer.status).toBe(403);
  });
});

describe("approvals", () => {
  test("are reset by a new opening, another text or reopening under that policy, and not by closing the job", async () => {
    const harness = await startV3();
    const { job, openings } = jobWith(harness, ["open"]);
    const resets = () => job.approvalResets.officialJob;
    await create(harness, { job_id: job.id });
    expect(resets()).toBe(1);
    await edit(harness, openings[0], { opening_id: "other" });
    await edit(harness, openings[0], { opening_id: "other" });
    expect(resets()).toBe(2);
    await edit(harness, openings[0], { status: "closed" });
    await edit(harness, openings[0], { status: "open" });
    expect(resets()).toBe(2);
    harness.knobs.reopeningRequiresReapproval = true;
    await edit(harness, openings[0], { status: "closed" });
    await edit(harness, openings[0], { status: "open" });
    expect(resets()).toBe(3);
    await harness.write("PATCH", `/v3/jobs/${job.id}`, { requisition_id: "R-2" });
    expect(resets()).toBe(4);
    await edit(harness, job.openings[1], { status: "closed" });
    await edit(harness, openings[0], { status: "closed", opening_id: "last" });
    expect(resets()).toBe(4);
  });
});
