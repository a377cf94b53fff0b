import { field, financeOf, found, ids, jobWith, rows, startGreenhouse } from "./greenhouse-client.js";

describe("reading jobs", () => {
  test("nested openings have the first fields only, and the close reason only by knob", async () => {
    const harness = await startGreenhouse();
    const job = found(harness.state.jobs.find((one) => one.openings.some((opening) => opening.close_reason_id !== null)));
    const nested = async (path: string) => {
      const { body } = await harness.get(path);
      const whole = (Array.isArray(body) ? body.find((one) => one.id === job.id) : body) as { openings: Record<string, unknown>[] };
      return whole.openings;
    };
    const keys = ["id", "opening_id", "status", "opened_at", "closed_at", "application_id"];
    for (const path of ["/v1/jobs", `/v1/jobs/${job.id}`]) {
      harness.knobs.nestedCloseReason = false;
      for (const opening of await nested(path)) expect(Object.keys(opening)).toEqual(keys);
      harness.knobs.nestedCloseReason = true;
      const openings = await nested(path);
      for (const opening of openings) expect(Object.keys(opening)).toEqual([...keys, "close_reason"]);
      expect(openings.map((opening) => opening.close_reason)).toContainEqual({ id: expect.any(Number), name: expect.any(String) });
    }
  });

  test("a job shows its department, offices, team and field values", async () => {
    const harness = await startGreenhouse();
    const job = found(harness.state.jobs[1]);
    const user = found(harness.state.users.find((one) => one.id === job.hiringTeam.recruiters[0]?.userId));
    const { body } = await harness.get(`/v1/jobs/${job.id}`);
    expect(body).toMatchObject({
      name: "数据分析师 (阿拉木图)",
      requisition_id: "REQ-1002",
      created_at: "2025-01-08T09:00:00Z",
      departments: [{ id: job.departmentId, name: "Operations", parent_id: null, child_ids: [], external_id: "dept-operations" }],
      offices: [{ id: job.officeIds[0], name: "Almaty", location: { name: null } }],
      hiring_team: {
        sourcers: [],
        recruiters: [{ id: user.id, name: `${user.first_name} Desk`, responsible: true }, { responsible: false }],
      },
      keyed_custom_fields: { remote: { name: "Remote", type: "yes_no", value: null } },
    });
    expect((body as { hiring_team: { hiring_managers: object[] } }).hiring_team.hiring_managers[0]).not.toHaveProperty("responsible");
  });

  test("the hiring team endpoint has user_id and active for each member", async () => {
    const harness = await startGreenhouse();
    const job = found(harness.state.jobs[0]);
    const disabled = found(harness.state.users.find((user) => user.disabled));
    job.hiringTeam.sourcers.push({ userId: disabled.id, responsible: true });
    const { body } = await harness.get(`/v1/jobs/${job.id}/hiring_team`);
    expect(body).toMatchObject({ recruiters: [{ user_id: job.hiringTeam.recruiters[0]?.userId, active: true, responsible: true }, {}] });
    expect((body as { sourcers: object[] }).sourcers).toEqual([{ user_id: disabled.id, active: false }]);
  });

  test("each filter of the jobs list has only matching jobs", async () => {
    const harness = await startGreenhouse();
    const { jobs, customFields } = harness.state;
    const listed = async (query: string) => ids(await harness.get(`/v1/jobs?per_page=500&${query}`));
    const expected = (test: (job: (typeof jobs)[number]) => boolean) => jobs.filter(test).map((job) => job.id);
    const third = found(jobs[2]);
    const option = found(customFields.find((one) => one.name_key === "job_employment_type")?.options[0]);
    const office = found(harness.state.offices.find((one) => one.external_id !== null));

    expect(await listed("status=draft")).toEqual(expected((job) => job.status === "draft"));
    expect(await listed("requisition_id=REQ-1003")).toEqual([third.id]);
    const shared = expected((job) => job.openings.some((opening) => opening.opening_id === "HEADCOUNT-2026"));
    expect(shared.length).toBeGreaterThan(1);
    expect(await listed("opening_id=HEADCOUNT-2026")).toEqual(shared);
    expect(await listed(`created_after=${third.created_at}`)).toEqual(expected((job) => job.created_at >= third.created_at));
    expect(await listed(`created_before=${third.created_at}`)).toEqual(expected((job) => job.created_at < third.created_at));
    expect(await listed(`updated_after=${third.updated_at}`)).toEqual(expected((job) => job.updated_at >= third.updated_at));
    expect(await listed(`updated_before=${third.updated_at}`)).toEqual(expected((job) => job.updated_at < third.updated_at));
    expect(await listed("external_department_id=dept-finance")).toEqual(expected((job) => job.departmentId === financeOf(harness)));
    expect(await listed(`department_id=${financeOf(harness)}`)).toHaveLength(30);
    expect(await listed(`office_id=${office.id}`)).toEqual(expected((job) => job.officeIds.includes(office.id)));
    expect(await listed(`external_office_id=${office.external_id}&status=open`)).toEqual(
      expected((job) => job.officeIds.includes(office.id) && job.status === "open"),
    );
    const chosen = expected((job) => job.values.get(field(harness, "job_employment_type").id) === option.id);
    expect(await listed(`custom_field_option_id=${option.id}`)).toEqual(chosen);
    expect(chosen.length).toBeGreaterThan(0);
    expect((await harness.get("/v1/jobs?created_after=soon")).status).toBe(422);
  });
});

describe("reading openings", () => {
  test("an opening shows its reason and both field maps, which may use different keys", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed"]);
    const closed = found(openings[1]);
    const reason = found(harness.state.closeReasons[2]);
    closed.close_reason_id = reason.id;
    closed.values.set(field(harness, "budget").id, "$81.5k");
    const answer = await harness.get(`/v1/jobs/${job.id}/openings/${closed.id}`);
    expect(answer.body).toMatchObject({
      id: closed.id,
      opening_id: "SEAT-1",
      status: "closed",
      opened_at: "2026-01-01T00:00:00.000Z",
      closed_at: "2026-02-01T00:00:00.000Z",
      application_id: null,
      close_reason: reason,
      custom_fields: { maximum_budget: "$81.5k", employment_type: null, languages: [] },
      keyed_custom_fields: { budget: { name: "Maximum Budget", type: "short_text", value: "$81.5k" } },
    });
    expect(answer.body).not.toHaveProperty("custom_fields.budget");
    expect(answer.body).not.toHaveProperty("custom_fields.old_grade");
    expect(answer.body).not.toHaveProperty("custom_fields.cost_centre");
    expect(rows(await harness.get(`/v1/jobs/${job.id}/openings`))[0]).toMatchObject({ close_reason: null, closed_at: null });
  });

  test("an opening is not found under another job, nor by its opening_id", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open"]);
    const other = found(harness.state.jobs.find((one) => one.id !== job.id));
    expect((await harness.get(`/v1/jobs/${job.id}/openings/${openings[0]?.id}`)).status).toBe(200);
    expect((await harness.get(`/v1/jobs/${other.id}/openings/${openings[0]?.id}`)).status).toBe(404);
    expect((await harness.get(`/v1/jobs/${job.id}/openings/SEAT-0`)).status).toBe(404);
  });

  test.each([
    ["opened", [0, 2]],
    ["closed", [1]],
    ["open", [0, 1, 2]],
    ["", [0, 1, 2]],
  ])("the filter word '%s' lists openings %j", async (word, expected) => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open", "closed", "open"]);
    const answer = await harness.get(`/v1/jobs/${job.id}/openings?status=${word}`);
    expect(ids(answer).map((id) => id - 5_000_000_000)).toEqual(expected);
  });

  test("an organisation without opening fields has neither the maps nor definitions", async () => {
    const harness = await startGreenhouse({ openingCustomFields: false });
    const { job } = jobWith(harness, ["open"]);
    const [opening] = rows(await harness.get(`/v1/jobs/${job.id}/openings`));
    expect(Object.keys(found(opening))).toEqual(["id", "opening_id", "status", "opened_at", "closed_at", "application_id", "close_reason"]);
    expect(rows(await harness.get("/v1/custom_fields/opening"))).toEqual([]);
    expect(rows(await harness.get("/v1/custom_fields/job"))).toHaveLength(4);
  });
});
