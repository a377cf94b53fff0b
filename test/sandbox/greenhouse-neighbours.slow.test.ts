import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { AUTHORIZATION, field, found, ids, jobWith, rows, startGreenhouse } from "./greenhouse-client.js";

describe("close reasons, custom fields and users", () => {
  test("close reasons are id and name, unpaged", async () => {
    const harness = await startGreenhouse();
    const answer = await harness.get("/v1/close_reasons?per_page=1");
    expect(answer.body).toEqual(harness.state.closeReasons.map(({ id, name }) => ({ id, name })));
    expect(answer.headers.has("link")).toBe(false);
  });

  test("custom field definitions leave out inactive ones unless they are requested", async () => {
    const harness = await startGreenhouse();
    const keys = async (query: string) => rows(await harness.get(`/v1/custom_fields/opening${query}`)).map((row) => row.name_key);
    expect(await keys("")).not.toContain("old_grade");
    expect(await keys("?include_inactive=true")).toContain("old_grade");
    expect(await keys("")).not.toContain("remote");
  });

  test("a definition shows its departments and active options, and none of the stand-in's own keys", async () => {
    const harness = await startGreenhouse();
    const { body } = await harness.get(`/v1/custom_field/${field(harness, "cost_centre").id}`);
    expect(body).toMatchObject({ required: true, value_type: "short_text", departments: [{ name: "Finance" }], offices: [] });
    for (const key of ["slug", "officeIds", "departmentIds", "options"]) expect(body).not.toHaveProperty(key);
    const select = await harness.get(`/v1/custom_field/${field(harness, "employment_type").id}`);
    expect(select.body).toMatchObject({ custom_field_options: [{ name: "Full-Time", priority: 0, external_id: "option-0" }, {}, {}] });
  });

  test.each([
    ["", ["Full-Time", "Part-Time", "兼职"]],
    ["?type=active", ["Full-Time", "Part-Time", "兼职"]],
    ["?type=inactive", ["Retired"]],
    ["?type=all", ["Full-Time", "Part-Time", "兼职", "Retired"]],
  ])("options asked for with '%s' are %j", async (query, names) => {
    const harness = await startGreenhouse();
    const path = `/v1/custom_field/${field(harness, "employment_type").id}/custom_field_options`;
    const options = rows(await harness.get(`${path}${query}`));
    expect(options.map((option) => option.name)).toEqual(names);
    expect(Object.keys(found(options[0]))).toEqual(["id", "name", "priority", "external_id"]);
    expect((await harness.get(`${path}?type=some`)).status).toBe(422);
  });

  test("a user is found by any of its e-mail addresses", async () => {
    const harness = await startGreenhouse();
    const user = found(harness.state.users[0]);
    expect(ids(await harness.get("/v1/users?email=Hiring@example.com"))).toEqual([user.id]);
    expect(ids(await harness.get(`/v1/users?email=${user.primary_email_address}`))).toEqual([user.id]);
    expect(ids(await harness.get("/v1/users?email=nobody@example.com"))).toEqual([]);
    expect(ids(await harness.get("/v1/users"))).toHaveLength(harness.state.users.length);
    const { body } = await harness.get(`/v1/users/${user.id}`);
    expect(body).toMatchObject({ id: user.id, name: "Shanghai Desk", emails: user.emails, site_admin: true });
    expect(body).not.toHaveProperty("mayEdit");
  });
});

describe("editing a job", () => {
  test("PATCH changes name, notes, requisition_id and fields, and answers the whole job with the openings' field maps", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open"]);
    const answer = await harness.write("PATCH", `/v1/jobs/${job.id}`, {
      name: "Night shift",
      notes: "<p>Soon</p>",
      requisition_id: "REQ-X",
      custom_fields: [{ name_key: "remote", value: true }],
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id: job.id,
      name: "Night shift",
      notes: "<p>Soon</p>",
      requisition_id: "REQ-X",
      updated_at: "2026-11-22T12:00:00Z",
      custom_fields: { remote: true },
      openings: [{ custom_fields: { backfill: null }, keyed_custom_fields: { backfill: { value: null } } }],
    });
    expect((await harness.get(`/v1/jobs/${job.id}`)).body).toMatchObject({ name: "Night shift", requisition_id: "REQ-X" });
    expect(job.approvalResets).toEqual({ startRecruiting: 0, officialJob: 1 });
  });

  test("PATCH cannot open or close a job", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open"]);
    expect((await harness.write("PATCH", `/v1/jobs/${job.id}`, { status: "closed" })).body).toMatchObject({ status: "open" });
    expect(job.status).toBe("open");
  });

  test("a refused PATCH of a job changes nothing", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open"]);
    const before = structuredClone(job);
    for (const body of [{ name: "" }, { name: "New", notes: 1 }, { name: "New", custom_fields: [{ name_key: "backfill", value: true }] }]) {
      expect((await harness.write("PATCH", `/v1/jobs/${job.id}`, body)).status).toBe(422);
    }
    expect(job).toEqual(before);
    const unnamed = { headers: { authorization: AUTHORIZATION, "content-type": "application/json" } };
    expect((await harness.write("PATCH", `/v1/jobs/${job.id}`, { name: "New" }, unnamed)).status).toBe(404);
  });
});

describe("sample data", () => {
  const { state } = createGreenhouseStandIn();
  const openings = state.jobs.flatMap((job) => job.openings);

  test("there are 120 jobs and some six hundred openings, every id unique, whole and above 2^31", () => {
    expect(state.jobs).toHaveLength(120);
    expect(openings.length).toBeGreaterThan(550);
    expect(openings.length).toBeLessThan(650);
    for (const list of [state.jobs, openings, state.users, state.closeReasons, state.customFields, state.applications]) {
      const all = list.map((row) => row.id);
      expect(new Set(all).size).toBe(all.length);
      for (const id of all) expect(Number.isSafeInteger(id) && id > 2 ** 31).toBe(true);
    }
  });

  test("openings agree with their jobs and with the rules of state", () => {
    for (const job of state.jobs) {
      const open = job.openings.filter((opening) => opening.status === "open").length;
      if (job.status === "open") expect(open).toBeGreaterThan(0);
      if (job.status === "closed") expect(open).toBe(0);
      expect(job.closed_at !== null).toBe(job.status === "closed");
    }
    for (const opening of openings) {
      expect(opening.closed_at !== null).toBe(opening.status === "closed");
      if (opening.status === "open") expect([opening.application_id, opening.close_reason_id]).toEqual([null, null]);
    }
    for (const opening of openings.filter((one) => one.application_id !== null)) {
      expect(state.applications.some((application) => application.id === opening.application_id)).toBe(true);
    }
  });

  test("every special case occurs: null, blank and repeated texts, openings filled, closed with and without a reason, drafts without openings", () => {
    const texts = openings.map((opening) => opening.opening_id);
    expect(texts).toContain(null);
    expect(texts).toContain("");
    expect(texts.filter((text) => text === "HEADCOUNT-2026").length).toBeGreaterThan(1);
    const requisitions = state.jobs.map((job) => job.requisition_id);
    expect(requisitions).toContain(null);
    expect(requisitions).toContain("");
    const closed = openings.filter((opening) => opening.status === "closed");
    expect(closed.some((opening) => opening.application_id !== null)).toBe(true);
    expect(closed.some((opening) => opening.application_id === null && opening.close_reason_id !== null)).toBe(true);
    expect(closed.some((opening) => opening.application_id === null && opening.close_reason_id === null)).toBe(true);
    expect(closed.some((opening) => opening.tiedToOffer)).toBe(true);
    expect(state.jobs.some((job) => job.status === "draft" && job.openings.length === 0)).toBe(true);
    const types = state.customFields.filter((one) => one.field_type === "opening").map((one) => one.value_type);
    expect(new Set(types).size).toBe(12);
  });

  test("two stand-ins share nothing", () => {
    const other = createGreenhouseStandIn();
    found(other.state.jobs[0]).name = "Changed";
    other.knobs.deniedEndpoints.push("jobs:list");
    expect(state.jobs[0]?.name).toBe("Software Engineer (Shanghai)");
    expect(createGreenhouseStandIn().knobs.deniedEndpoints).toEqual([]);
  });
});
