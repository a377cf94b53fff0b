import { AUTHORIZATION, found, jobWith, rows, startGreenhouse } from "./greenhouse-client.js";

const NOW = "2026-11-22T12:00:00.000Z";
const DONE = { status: 200, body: { success: "true" } };

const pathOf = (job: { id: number }, opening?: { id: number }) =>
  `/v1/jobs/${job.id}/openings${opening === undefined ? "" : `/${opening.id}`}`;

describe("the acting user", () => {
  test.each([
    ["no On-Behalf-Of", undefined],
    ["an e-mail address", "shanghai.desk@example.com"],
    ["an unknown id", "4000000001"],
  ])("%s on a write is answered 404, or 422 by knob, and nothing changes", async (_, actor) => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "open"]);
    const headers = {
      authorization: AUTHORIZATION,
      "content-type": "application/json",
      ...(actor === undefined ? {} : { "on-behalf-of": actor }),
    };
    const write = () => harness.write("PATCH", pathOf(job, openings[0]), { status: "closed" }, { headers });
    expect(await write()).toMatchObject({ status: 404, body: { message: "Resource not found" } });
    harness.knobs.missingOnBehalfOf = 422;
    harness.knobs.unknownOnBehalfOf = 422;
    expect(await write()).toMatchObject({ status: 422, body: { errors: [{ field: "On-Behalf-Of" }] } });
    expect(openings[0]?.status).toBe("open");
  });

  test("a user who may not edit the job gets 403 on every write to it", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed"]);
    const audit = found(harness.state.users.find((user) => user.first_name === "Audit"));
    const headers = { authorization: AUTHORIZATION, "content-type": "application/json", "on-behalf-of": String(audit.id) };
    const attempts: [string, string, unknown][] = [
      ["POST", pathOf(job), { openings: [{ opening_id: null }] }],
      ["PATCH", pathOf(job, openings[0]), { status: "closed" }],
      ["DELETE", `/v2/jobs/${job.id}/openings`, { ids: [openings[1]?.id] }],
      ["PATCH", `/v1/jobs/${job.id}`, { name: "New" }],
    ];
    for (const [method, path, body] of attempts) expect((await harness.write(method, path, body, { headers })).status).toBe(403);
    expect(job.openings).toHaveLength(2);
    audit.mayEdit = [job.id];
    for (const [method, path, body] of attempts) expect((await harness.write(method, path, body, { headers })).status).toBe(200);
  });

  test("a body that is not declared as JSON, or is no object, is refused", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open"]);
    const headers = { authorization: AUTHORIZATION, "on-behalf-of": String(harness.state.users[0]?.id) };
    expect((await harness.write("PATCH", pathOf(job, openings[0]), { opening_id: "x" }, { headers })).status).toBe(422);
    expect((await harness.write("PATCH", pathOf(job, openings[0]), [])).status).toBe(422);
    expect(openings[0]?.opening_id).toBe("SEAT-0");
  });
});

describe("creating openings", () => {
  test("POST answers with reduced objects with open_date, and the openings exist", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open"]);
    const answer = await harness.write("POST", pathOf(job), {
      openings: [{ opening_id: "abc-123", custom_fields: [] }, { opening_id: null }],
    });
    expect(answer.status).toBe(200);
    const { openings } = answer.body as { openings: { id: number }[] };
    expect(openings).toEqual([
      { id: expect.any(Number), opening_id: "abc-123", open_date: NOW },
      { id: expect.any(Number), opening_id: null, open_date: NOW },
    ]);
    expect(openings[0]?.id).not.toBe(openings[1]?.id);
    const listed = rows(await harness.get(pathOf(job)));
    expect(
      listed
        .slice(0, 2)
        .map((opening) => opening.id)
        .sort(),
    ).toEqual(openings.map((opening) => opening.id));
    expect(listed[0]).toMatchObject({ status: "open", opened_at: NOW, closed_at: null, close_reason: null });
    const again = await harness.write("POST", pathOf(job), { openings: [{ opening_id: "" }] });
    expect(openings.map((opening) => opening.id)).not.toContain((again.body as { openings: { id: number }[] }).openings[0]?.id);
  });

  test("the success status of POST is 201 by knob", async () => {
    const harness = await startGreenhouse({ createStatus: 201 });
    const { job } = jobWith(harness, ["open"]);
    expect((await harness.write("POST", pathOf(job), { openings: [{ opening_id: null }] })).status).toBe(201);
  });

  test("a job can have a hundred open openings; one more fails the whole request", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed"]);
    const seats = (count: number) => ({ openings: Array.from({ length: count }, () => ({ opening_id: null })) });
    expect(await harness.write("POST", pathOf(job), seats(100))).toMatchObject({ status: 422, body: { errors: [{ field: "openings" }] } });
    expect(await harness.write("POST", pathOf(job), seats(101))).toMatchObject({ status: 422 });
    expect(job.openings).toHaveLength(2);
    expect((await harness.write("POST", pathOf(job), seats(99))).status).toBe(200);
    expect(job.openings).toHaveLength(101);
    const reopened = await harness.write("PATCH", pathOf(job, openings[1]), { status: "open" });
    expect([reopened.status, openings[1]?.status]).toEqual([422, "closed"]);
  });

  test.each([
    ["openings missing", {}],
    ["no element", { openings: [] }],
    ["opening_id missing", { openings: [{ opening_id: "a" }, {}] }],
    ["opening_id not a string", { openings: [{ opening_id: "a" }, { opening_id: ["b"] }] }],
    [
      "an unknown field in the last element",
      { openings: [{ opening_id: "a" }, { opening_id: "b", custom_fields: [{ id: 1, value: "x" }] }] },
    ],
  ])("with %s nothing is created", async (_, body) => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open"]);
    expect((await harness.write("POST", pathOf(job), body)).status).toBe(422);
    expect(job.openings).toHaveLength(1);
  });

  test("an unknown job is answered 404", async () => {
    const harness = await startGreenhouse();
    expect((await harness.write("POST", pathOf({ id: 1 }), { openings: [{ opening_id: null }] })).status).toBe(404);
  });

  test("adding an opening to a closed job opens the job", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["closed"]);
    await harness.write("POST", pathOf(job), { openings: [{ opening_id: null }] });
    expect([job.status, job.closed_at]).toEqual(["open", null]);
  });
});

describe("closing and reopening", () => {
  test("PATCH answers with the string true, and closes with the given reason", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "open"]);
    const reason = found(harness.state.closeReasons[3]);
    expect(await harness.write("PATCH", pathOf(job, openings[0]), { status: "closed", close_reason_id: reason.id })).toMatchObject(DONE);
    expect((await harness.get(pathOf(job, openings[0]))).body).toMatchObject({ status: "closed", closed_at: NOW, close_reason: reason });
    expect(job.status).toBe("open");
  });

  test("closing the last open opening closes the job", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["closed", "open"]);
    await harness.write("PATCH", pathOf(job, openings[1]), { status: "closed" });
    expect((await harness.get(`/v1/jobs/${job.id}`)).body).toMatchObject({
      status: "closed",
      closed_at: "2026-11-22T12:00:00Z",
      updated_at: "2026-11-22T12:00:00Z",
    });
    expect((await harness.get(pathOf(job, openings[1]))).body).toMatchObject({ close_reason: null });
  });

  test("reopening an opening on a closed job reopens the job and clears how the opening was closed", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["closed", "closed"]);
    const opening = found(openings[0]);
    Object.assign(opening, { application_id: 4_300_000_000, close_reason_id: harness.state.closeReasons[0]?.id });
    expect(await harness.write("PATCH", pathOf(job, opening), { status: "open" })).toMatchObject(DONE);
    expect((await harness.get(pathOf(job, opening))).body).toMatchObject({
      status: "open",
      opened_at: "2026-01-01T00:00:00.000Z",
      closed_at: null,
      close_reason: null,
      application_id: null,
    });
    expect([job.status, job.closed_at, openings[1]?.status]).toEqual(["open", null, "closed"]);
  });

  test("a close reason is an error unless the same request closes the opening, and nothing changes", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed", "open"]);
    const [first, second] = harness.state.closeReasons.map((reason) => reason.id);
    const closed = found(openings[1]);
    closed.close_reason_id = found(first);
    const refused: [number, Record<string, unknown>][] = [
      [0, { opening_id: "new", close_reason_id: first }],
      [0, { opening_id: "new", status: "open", close_reason_id: first }],
      [0, { opening_id: "new", status: "closed", close_reason_id: 1 }],
      [0, { opening_id: "new", status: "closed", close_reason_id: null }],
      [1, { opening_id: "new", status: "open", close_reason_id: first }],
      [1, { opening_id: "new", status: "closed", close_reason_id: second }],
      [1, { opening_id: "new", close_reason_id: first }],
    ];
    for (const [index, body] of refused) {
      expect(await harness.write("PATCH", pathOf(job, openings[index]), body)).toMatchObject({
        status: 422,
        body: { errors: [{ field: "close_reason_id" }] },
      });
    }
    expect(openings.map((opening) => [opening.opening_id, opening.status])).toEqual([
      ["SEAT-0", "open"],
      ["SEAT-1", "closed"],
      ["SEAT-2", "open"],
    ]);
  });

  test("closing a closed opening once more, or opening an open one, succeeds and changes nothing", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed"]);
    const closed = found(openings[1]);
    closed.close_reason_id = found(harness.state.closeReasons[0]).id;
    const before = structuredClone(openings);
    expect(await harness.write("PATCH", pathOf(job, closed), { status: "closed" })).toMatchObject(DONE);
    expect(await harness.write("PATCH", pathOf(job, closed), { status: "closed", close_reason_id: closed.close_reason_id })).toMatchObject(
      DONE,
    );
    expect(await harness.write("PATCH", pathOf(job, openings[0]), { status: "open" })).toMatchObject(DONE);
    expect(openings).toEqual(before);
  });

  test("opening_id may be blank and may change on a closed opening, but must be a string; status has two values", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed"]);
    expect(await harness.write("PATCH", pathOf(job, openings[1]), { opening_id: "" })).toMatchObject(DONE);
    expect(await harness.write("PATCH", pathOf(job, openings[0]), {})).toMatchObject(DONE);
    expect(openings.map((opening) => opening.opening_id)).toEqual(["SEAT-0", ""]);
    for (const body of [{ opening_id: 5 }, { opening_id: null }, { status: "opened" }]) {
      expect((await harness.write("PATCH", pathOf(job, openings[0]), body)).status).toBe(422);
    }
  });

  test("a hire closes the opening it names, or else one of the open ones, and fills it", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "open"]);
    const first = found(harness.state.applications.find((one) => one.jobId === job.id && one.status === "active"));
    const second = { id: 4_399_999_999, jobId: job.id, status: "active" as const };
    harness.state.applications.push(second);
    const reason = found(harness.state.closeReasons[0]).id;
    const hire = (id: number, body: unknown) => harness.write("POST", `/v1/applications/${id}/hire`, body);
    expect((await hire(first.id, { opening_id: 1 })).status).toBe(422);
    expect((await hire(first.id, { opening_id: openings[1]?.id, close_reason_id: reason })).status).toBe(200);
    expect(openings[1]).toMatchObject({ status: "closed", application_id: first.id, close_reason_id: reason });
    expect((await hire(first.id, {})).status).toBe(422);
    expect((await hire(second.id, {})).status).toBe(200);
    expect(openings[0]).toMatchObject({ status: "closed", application_id: second.id });
    expect(job.status).toBe("closed");
  });
});

describe("approvals", () => {
  const create = { openings: [{ opening_id: null }] };

  test("adding openings or changing an opening_id resets the approvals that belong to the job's status", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "open"]);
    await harness.write("POST", pathOf(job), create);
    await harness.write("PATCH", pathOf(job, openings[0]), { opening_id: "new" });
    await harness.write("PATCH", pathOf(job, openings[0]), { opening_id: "new" });
    expect(job.approvalResets).toEqual({ startRecruiting: 0, officialJob: 2 });
    job.status = "draft";
    await harness.write("POST", pathOf(job), create);
    expect(job.approvalResets).toEqual({ startRecruiting: 1, officialJob: 2 });
    expect(job.status).toBe("draft");
  });

  test("a field resets official approvals only where it requires approval", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open"]);
    await harness.write("PATCH", pathOf(job, openings[0]), { custom_fields: [{ name_key: "level", value: 3 }] });
    expect(job.approvalResets.officialJob).toBe(0);
    await harness.write("PATCH", pathOf(job, openings[0]), { custom_fields: [{ name_key: "budget", value: "10k" }] });
    expect(job.approvalResets.officialJob).toBe(1);
  });

  test("closing the job by the same request that changes opening_id resets nothing", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open"]);
    await harness.write("PATCH", pathOf(job, openings[0]), { opening_id: "new", status: "closed" });
    expect([job.status, openings[0]?.opening_id, job.approvalResets.officialJob]).toEqual(["closed", "new", 0]);
  });

  test("reopening resets official approvals only under the policy", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed", "closed"]);
    await harness.write("PATCH", pathOf(job, openings[1]), { status: "open" });
    expect(job.approvalResets.officialJob).toBe(0);
    harness.knobs.reopeningRequiresReapproval = true;
    await harness.write("PATCH", pathOf(job, openings[2]), { status: "open" });
    expect(job.approvalResets.officialJob).toBe(1);
  });
});
