import { sampleState as v1Sample } from "../../src/sandbox/greenhouse/sample/sample.js";
import { awkwardJobs, manyJobs } from "../../src/sandbox/greenhouse-v3/sample.js";
import { found, type Harness, idsOf, jobWith, next, rows, startV3, walk } from "./greenhouse-v3-client.js";

const MOMENT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const refused = (...errors: unknown[]) => ({ status: 422, body: { message: "Unprocessable Content", errors } });

const openings = (harness: Harness) => harness.state.jobs.flatMap((job) => job.openings.map((opening) => ({ job, opening })));

describe("objects of v3", () => {
  test("an opening has its job's id, open as a boolean, and its reason's id", async () => {
    const harness = await startV3();
    const { job, openings: seats } = jobWith(harness, ["closed", "open"]);
    Object.assign(found(seats[0]), { close_reason_id: 4_500_000_034, application_id: 4_300_000_001, target_start_on: "2026-03-01" });
    const answer = await harness.get(`/v3/openings?job_ids=${job.id}`);
    expect(rows(answer)).toEqual([
      {
        id: 4_140_001_002,
        job_id: job.id,
        opening_id: "SEAT-1",
        open: true,
        opened_at: "2026-01-01T00:00:00.000Z",
        closed_at: null,
        application_id: null,
        close_reason_id: null,
        sort_order: 1,
        target_start_on: null,
        created_at: MOMENT,
        updated_at: MOMENT,
        custom_fields: expect.any(Object),
      },
      expect.objectContaining({
        id: 4_140_000_002,
        open: false,
        closed_at: "2026-02-01T00:00:00.000Z",
        application_id: 4_300_000_001,
        close_reason_id: 4_500_000_034,
        sort_order: 0,
        target_start_on: "2026-03-01",
      }),
    ]);
    expect(answer.headers.get("content-type")).toBe("application/json;charset=utf-8");
  });

  test("a job carries the ids of its department and offices and no openings", async () => {
    const harness = await startV3();
    const job = found(harness.state.jobs[0]);
    expect((await harness.get(`/v3/jobs?ids=${job.id}`)).body).toEqual([
      {
        id: job.id,
        name: job.name,
        requisition_id: job.requisition_id,
        notes: job.notes,
        confidential: job.confidential,
        status: job.status,
        created_at: MOMENT,
        updated_at: MOMENT,
        opened_at: MOMENT,
        closed_at: null,
        is_template: null,
        copied_from_id: null,
        department_id: job.departmentId,
        office_ids: job.officeIds,
        custom_fields: expect.any(Object),
      },
    ]);
  });

  test("custom fields have name, type and value under their immutable key; an unset one is null", async () => {
    const harness = await startV3();
    const { job, openings: seats } = jobWith(harness, ["open"]);
    const id = (key: string) => found(harness.state.customFields.find((field) => field.name_key === key)).id;
    const options = (key: string) => found(harness.state.customFields.find((field) => field.name_key === key)).options;
    found(seats[0]).values = new Map<number, never>([
      [id("employment_type"), found(options("employment_type")[1]).id as never],
      [
        id("languages"),
        options("languages")
          .slice(0, 2)
          .map((option) => option.id) as never,
      ],
      [id("signing_bonus"), { amount: 500, unit: "EUR" } as never],
      [id("salary_band"), { min_value: 1, max_value: 2, unit: "USD" } as never],
      [id("weekly_hours"), { min_value: 20, max_value: 30 } as never],
      [id("budget_owner"), 4_000_000_019 as never],
      [id("backfill"), false as never],
    ]);
    const shown = rows(await harness.get(`/v3/openings?job_ids=${job.id}`))[0]?.custom_fields as Record<string, { value: unknown }>;
    expect(shown.employment_type).toEqual({ name: "Time type", type: "single_select", value: "Part-Time" });
    expect(Object.fromEntries(Object.entries(shown).map(([key, { value }]) => [key, value]))).toEqual({
      employment_type: "Part-Time",
      budget: null,
      justification: null,
      backfill: false,
      languages: ["English", "中文"],
      signing_bonus: { amount: 500, currency_code: "EUR" },
      salary_band: { min_amount: 1, max_amount: 2, currency_code: "USD" },
      level: null,
      weekly_hours: { min_value: 20, max_value: 30 },
      target_start: null,
      headcount_plan: null,
      budget_owner: 4_000_000_019,
    });
  });

  test("custom fields of openings are empty, or by knob null, where the organisation has none", async () => {
    const harness = await startV3({ openingCustomFields: false });
    const { job } = jobWith(harness, ["open"]);
    const read = async () => rows(await harness.get(`/v3/openings?job_ids=${job.id}`))[0]?.custom_fields;
    expect(await read()).toEqual({});
    harness.knobs.noCustomFields = "null";
    expect(await read()).toBeNull();
    expect((await harness.get("/v3/custom_fields?field_type=opening")).body).toEqual([]);
  });

  test("the value of a private field is shown, or by knob not", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    found(harness.state.customFields.find((field) => field.name_key === "budget")).private = true;
    const read = async () => rows(await harness.get(`/v3/openings?job_ids=${job.id}`))[0]?.custom_fields;
    expect(await read()).toHaveProperty("budget");
    harness.knobs.privateFields = "hidden-kept";
    expect(await read()).not.toHaveProperty("budget");
  });

  test("close reasons, departments, offices, users and definitions have the shapes of v3", async () => {
    const harness = await startV3();
    const last = async (path: string) => rows(await harness.get(path)).at(-1);
    expect(await last("/v3/close_reasons")).toEqual({
      id: 4_500_000_000,
      name: "Hire - New headcount",
      created_at: MOMENT,
      updated_at: MOMENT,
    });
    expect(await last("/v3/departments")).toEqual({
      id: 4_400_000_000,
      name: "Engineering",
      parent_id: null,
      external_id: "dept-engineering",
      created_at: MOMENT,
      updated_at: MOMENT,
    });
    expect(rows(await harness.get("/v3/offices")).map(({ name, location }) => [name, location])).toContainEqual(["Shanghai", "Shanghai"]);
    expect(rows(await harness.get("/v3/offices")).filter(({ location }) => location === null)).toHaveLength(1);
    expect(await last("/v3/users")).toMatchObject({
      id: 4_000_000_000,
      name: "Shanghai Desk",
      primary_email: "shanghai.desk@example.com",
      emails: ["shanghai.desk@example.com", "hiring@example.com"],
      employee_id: "E-1",
      site_admin: true,
      deactivated: false,
    });
    expect(await last("/v3/custom_fields")).toMatchObject({
      name_key: "employment_type",
      field_type: "opening",
      value_type: "single_select",
      sort_order: 0,
      active: true,
      required: false,
    });
    expect(await last("/v3/custom_fields")).not.toHaveProperty("options");
    expect(await last("/v3/custom_field_options")).toMatchObject({
      custom_field_id: 4_200_000_000,
      name: "Full-Time",
      sort_order: 0,
      active: true,
    });
  });

  test("hiring managers and owners are separate lists; sourcers are responsible for nobody", async () => {
    const harness = await startV3();
    const job = found(harness.state.jobs[0]);
    job.hiringTeam.sourcers = [{ userId: 4_000_000_019, responsible: true }];
    const managers = await harness.get(`/v3/job_hiring_managers?job_ids=${job.id}`);
    expect(managers.body).toEqual([expect.objectContaining({ job_id: job.id, user_id: job.hiringTeam.hiring_managers[0]?.userId })]);
    const owners = rows(await harness.get(`/v3/job_owners?job_ids=${job.id}`));
    expect(owners.map(({ type, responsible }) => [type, responsible])).toEqual([
      ["sourcer", false],
      ["coordinator", false],
      ["recruiter", false],
      ["recruiter", true],
    ]);
    expect(rows(await harness.get(`/v3/job_owners?job_ids=${job.id}&type=recruiter`))).toHaveLength(2);
  });
});

describe("sample company", () => {
  test("has the jobs and openings of the other stand-in, id by id", async () => {
    const harness = await startV3();
    const v1 = v1Sample();
    const descending = (a: number, b: number) => b - a;
    const jobs = (await walk(harness, "/v3/jobs")).flatMap(idsOf);
    expect(jobs).toEqual(v1.jobs.map((job) => job.id).sort(descending));
    const seats = (await walk(harness, "/v3/openings?per_page=500")).flatMap(idsOf);
    expect(seats).toEqual(v1.jobs.flatMap((job) => job.openings.map((opening) => opening.id)).sort(descending));
    expect((await harness.get("/v3/close_reasons")).body).toMatchObject([...v1.closeReasons].reverse());
  });

  test("shows the openings of a draft without opened_at, and open", async () => {
    const harness = await startV3();
    const draft = found(harness.state.jobs.find((job) => job.status === "draft" && job.openings.length > 0));
    const shown = rows(await harness.get(`/v3/openings?job_ids=${draft.id}`));
    expect(new Set(shown.map(({ open, opened_at }) => `${String(open)} ${String(opened_at)}`))).toEqual(new Set(["true null"]));
  });

  test("is a separate copy", async () => {
    const [one, other] = [await startV3(), await startV3()];
    expect((await one.write("POST", "/v3/openings", { job_id: 4_000_000_000 })).status).toBe(201);
    expect(openings(one)).toHaveLength(openings(other).length + 1);
  });
});

describe("paging", () => {
  test("a list is walked newest first, by links with only a cursor", async () => {
    const harness = await startV3();
    const answers = await walk(harness, "/v3/jobs?status=open&per_page=30");
    const open = harness.state.jobs.filter((job) => job.status === "open").map((job) => job.id);
    expect(answers.flatMap(idsOf)).toEqual(open.sort((a, b) => b - a));
    expect(answers.slice(0, -1).every((answer) => rows(answer).length === 30)).toBe(true);
    const link = new URL(found(next(found(answers[0]))));
    expect(link.origin).toBe(harness.running.origin);
    expect([...link.searchParams.keys()]).toEqual(["cursor"]);
    expect(link.search).toMatch(/^\?cursor=[\w%-]+$/);
  });

  test("the last page's Link header is there and empty, or by knob missing", async () => {
    const harness = await startV3();
    expect((await harness.get("/v3/close_reasons")).headers.get("link")).toBe("");
    expect((await harness.get("/v3/jobs?ids=1")).headers.get("link")).toBe("");
    harness.knobs.lastPageLink = "missing";
    expect((await harness.get("/v3/close_reasons")).headers.has("link")).toBe(false);
    expect(next(await harness.get("/v3/jobs"))).toBeDefined();
  });

  test("a page holds a hundred where per_page is left out, and a page that is just full is the last", async () => {
    const harness = await startV3();
    expect((await walk(harness, "/v3/jobs")).map((answer) => rows(answer).length)).toEqual([100, 20]);
    expect((await walk(harness, "/v3/jobs?per_page=60")).map((answer) => rows(answer).length)).toEqual([60, 60]);
  });

  test("records that are added and removed during a walk do not shift it", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open", "closed", "open", "open"]);
    const first = await harness.get(`/v3/openings?job_ids=${job.id}&per_page=2`);
    job.openings = job.openings.filter((opening) => opening.id !== idsOf(first)[1]);
    job.openings.push({ ...found(job.openings[0]), id: 4_149_000_002 });
    expect(idsOf(await harness.get(found(next(first))))).toEqual([4_140_001_002, 4_140_000_002]);
  });

  test("the first page's parameters apply to later pages, service accounts and fields too", async () => {
    const harness = await startV3();
    const pages = await walk(harness, "/v3/users?show_service_accounts=true&fields=id,name&per_page=4");
    expect(pages.map((answer) => rows(answer).length)).toEqual([4, 4]);
    expect(new Set(pages.flatMap(rows).map((row) => Object.keys(row).join()))).toEqual(new Set(["id,name"]));
  });

  test("five hundred openings over fifty jobs are more than one page", async () => {
    const harness = await startV3();
    const jobs = manyJobs(50, 12);
    harness.state.jobs.push(...jobs);
    const ids = jobs.map((job) => job.id).join(",");
    const pages = await walk(harness, `/v3/openings?job_ids=${ids}&per_page=500`);
    expect(pages.map((answer) => rows(answer).length)).toEqual([500, 100]);
  });

  test.each([
    ["501", { per_page: "501 is greater than 500" }],
    ["0", { per_page: "0 is less than 1" }],
    ["-1", { per_page: "-1 is less than 1" }],
    ["ten", { per_page: "ten is not an integer" }],
  ])("per_page=%s is refused, not clamped", async (perPage, error) => {
    const harness = await startV3();
    expect(await harness.get(`/v3/jobs?per_page=${perPage}`)).toMatchObject(refused(error));
  });

  test("a cursor beside any other parameter is refused, and so is one that does not decode", async () => {
    const harness = await startV3();
    const cursor = new URL(found(next(await harness.get("/v3/jobs?per_page=50")))).search;
    expect(await harness.get(`/v3/jobs${cursor}&per_page=50`)).toMatchObject(
      refused("When passing a cursor, do not include other query params."),
    );
    expect(await harness.get("/v3/jobs?cursor=abc")).toMatchObject(refused({ cursor: "is invalid" }));
    expect((await harness.get(`/v3/jobs${cursor}`)).status).toBe(200);
  });
});

describe("filters", () => {
  test("ids are at most fifty, and unknown ones are missing from the answer", async () => {
    const harness = await startV3();
    const ids = harness.state.jobs.slice(0, 51).map((job) => job.id);
    expect(idsOf(await harness.get(`/v3/jobs?ids=1,${ids.slice(0, 49).join(",")}`))).toEqual(ids.slice(0, 49).reverse());
    expect(await harness.get(`/v3/jobs?ids=${ids.join(",")}`)).toMatchObject(refused({ ids: "51 items are more than 50" }));
    expect(await harness.get(`/v3/openings?job_ids=${ids.join(",")}`)).toMatchObject(refused({ job_ids: "51 items are more than 50" }));
    expect((await harness.get("/v3/jobs?ids=1")).body).toEqual([]);
  });

  test.each([
    ["/v3/jobs?foo=1", "Invalid query params: foo"],
    ["/v3/jobs?page=2&updated_after=2026-01-01T00:00:00Z", "Invalid query params: page, updated_after"],
    ["/v3/openings?job_id=1", "Invalid query params: job_id"],
    ["/v3/close_reasons?active=true", "Invalid query params: active"],
    ["/v3/jobs?toString=1", "Invalid query params: toString"],
    ["/v3/jobs?ids[]=1", "Invalid query params: ids[]"],
  ])("%s is refused for its unknown parameters", async (path, error) => {
    const harness = await startV3();
    expect(await harness.get(path)).toMatchObject(refused(error));
  });

  test.each([
    ["/v3/jobs?ids=", { ids: " is not an integer" }],
    ["/v3/jobs?ids=1;2", { ids: "1;2 is not an integer" }],
    ["/v3/jobs?department_id=1,2", { department_id: "1,2 is not an integer" }],
    ["/v3/jobs?status=opened", { status: "opened is not one of: open, closed, draft" }],
    ["/v3/jobs?confidential=1", { confidential: "1 is not a boolean" }],
    ["/v3/openings?open=yes", { open: "yes is not a boolean" }],
    ["/v3/jobs?created_at=2026-01-01T00:00:00Z", { created_at: "2026-01-01T00:00:00Z is not an operator and a date-time" }],
    ["/v3/jobs?created_at=gte|2026-01-01", { created_at: "2026-01-01 is not a date-time" }],
    ["/v3/jobs?created_at=gte|2026-13-01T00:00:00Z", { created_at: "2026-13-01T00:00:00Z is not a date-time" }],
    ["/v3/jobs?created_at=after|2026-01-01T00:00:00Z", { created_at: "after is not one of: gte, lte, gt, lt" }],
    ["/v3/custom_fields?field_type=posting", { field_type: expect.stringContaining("posting is not one of") }],
  ])("%s is refused by its field", async (path, error) => {
    const harness = await startV3();
    expect(await harness.get(path)).toMatchObject(refused(error));
  });

  test("jobs are filtered by status, code, department, office, confidentiality and chosen option", async () => {
    const harness = await startV3();
    const { jobs } = harness.state;
    const expectIds = async (query: string, test: (job: (typeof jobs)[number]) => boolean) => {
      const wanted = jobs.filter(test).map((job) => job.id);
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.length).toBeLessThan(jobs.length);
      expect(idsOf(await harness.get(`/v3/jobs?per_page=500&${query}`)).reverse()).toEqual(wanted);
    };
    await expectIds("status=draft", (job) => job.status === "draft");
    await expectIds("requisition_id=REQ-1001", (job) => job.requisition_id === "REQ-1001");
    await expectIds("department_id=4400000005", (job) => job.departmentId === 4_400_000_005);
    await expectIds("office_id=4410000005", (job) => job.officeIds.includes(4_410_000_005));
    await expectIds("confidential=true", (job) => job.confidential);
    const field = found(harness.state.customFields.find((one) => one.name_key === "job_employment_type"));
    const option = found(field.options[1]).id;
    await expectIds(`custom_field_option_id=${option}`, (job) => job.values.get(field.id) === option);
    await expectIds("status=open&department_id=4400000005", (job) => job.status === "open" && job.departmentId === 4_400_000_005);
  });

  test("openings are filtered by job, application, reason, openness, text and chosen option", async () => {
    const harness = await startV3();
    const all = openings(harness);
    const expectIds = async (query: string, test: (seat: (typeof all)[number]) => boolean) => {
      const wanted = all.filter(test).map(({ opening }) => opening.id);
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.length).toBeLessThan(all.length);
      expect((await walk(harness, `/v3/openings?per_page=500&${query}`)).flatMap(idsOf)).toEqual(wanted.sort((a, b) => b - a));
    };
    const [one, two] = [found(all[0]), found(all[30])];
    await expectIds(`job_ids=${one.job.id},${two.job.id}`, ({ job }) => job === one.job || job === two.job);
    const filled = found(all.find(({ opening }) => opening.application_id !== null)).opening;
    await expectIds(`application_ids=${filled.application_id}`, ({ opening }) => opening === filled);
    await expectIds("close_reason_ids=4500000000,4500000017", ({ opening }) =>
      [4_500_000_000, 4_500_000_017].includes(opening.close_reason_id ?? 0),
    );
    await expectIds("open=false", ({ opening }) => opening.status === "closed");
    await expectIds("open=true", ({ opening }) => opening.status === "open");
    await expectIds("opening_id=REQ-1001-1", ({ opening }) => opening.opening_id === "REQ-1001-1");
    const field = found(harness.state.customFields.find((definition) => definition.name_key === "languages"));
    const option = found(field.options[0]).id;
    await expectIds(`custom_field_option_id=${option}`, ({ opening }) => [opening.values.get(field.id)].flat().includes(option));
    await expectIds(`open=true&job_ids=${two.job.id}`, ({ job, opening }) => job === two.job && opening.status === "open");
  });

  test("texts match exactly, or by knob wherever they are contained", async () => {
    const harness = await startV3();
    expect((await harness.get("/v3/jobs?requisition_id=req-1001")).body).toEqual([]);
    harness.knobs.textFilters = "containing";
    expect(rows(await harness.get("/v3/jobs?requisition_id=req-100")).length).toBeGreaterThan(1);
  });

  test.each([
    ["gte|2026-01-01T00:00:00.125Z", [1, 2]],
    ["gt|2026-01-01T00:00:00.125Z", [2]],
    ["lte|2026-01-01T00:00:00.125Z", [0, 1]],
    ["lt|2026-01-01T00:00:00.125Z", [0]],
    ["gte|2026-01-01T00:00:00Z|lt|2026-01-02T00:00:00Z", [1]],
    ["gte|2026-01-01T01:00:00.125%2B01:00", [1, 2]],
  ])("created_at=%s compares times", async (filter, wanted) => {
    const harness = await startV3();
    const { job, openings: seats } = jobWith(harness, ["open", "open", "open"]);
    const moments = ["2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00.125Z", "2026-01-02T00:00:00.000Z"];
    for (const [index, seat] of seats.entries()) seat.created_at = moments[index];
    const shown = idsOf(await harness.get(`/v3/openings?job_ids=${job.id}&created_at=${filter}`));
    expect(shown.reverse()).toEqual(wanted.map((index) => seats[index]?.id));
  });

  test("a record without a time does not pass its filter", async () => {
    const harness = await startV3();
    const { job, openings: seats } = jobWith(harness, ["open", "closed"]);
    expect(idsOf(await harness.get(`/v3/openings?job_ids=${job.id}&closed_at=lt|2030-01-01T00:00:00Z`))).toEqual([seats[1]?.id]);
  });

  test("times in brackets filter too, or by knob are unknown parameters", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    const path = `/v3/openings?job_ids=${job.id}&opened_at[gt]=2026-01-01T00:00:00Z`;
    expect((await harness.get(path)).body).toEqual([]);
    harness.knobs.bracketDates = false;
    expect(await harness.get(path)).toMatchObject(refused("Invalid query params: opened_at[gt]"));
  });

  test("fields selects the named fields only, at most fifty", async () => {
    const harness = await startV3();
    expect((await harness.get("/v3/jobs?ids=4000000000&fields=id,status,nothing")).body).toEqual([{ id: 4_000_000_000, status: "open" }]);
    expect((await harness.get(`/v3/jobs?fields=${Array(51).fill("id").join(",")}`)).status).toBe(422);
  });

  test("users are found by address, number and state; definitions and options by kind, key and state", async () => {
    const harness = await startV3();
    expect(idsOf(await harness.get("/v3/users?primary_email=shanghai.desk@example.com"))).toEqual([4_000_000_000]);
    expect(idsOf(await harness.get("/v3/users?employee_ids=E-1,E-3"))).toEqual([4_000_000_038, 4_000_000_000]);
    expect(idsOf(await harness.get("/v3/users?deactivated=true"))).toEqual([4_000_000_095]);
    expect(rows(await harness.get("/v3/custom_fields?field_type=job")).map(({ field_type }) => field_type)).toEqual(Array(4).fill("job"));
    expect(rows(await harness.get("/v3/custom_fields?active=false")).map(({ name_key }) => name_key)).toEqual(["old_grade"]);
    expect(rows(await harness.get("/v3/custom_fields?name_key=level"))).toHaveLength(1);
    const options = rows(await harness.get("/v3/custom_field_options?custom_field_key=languages&active=true"));
    expect(options.map(({ name }) => name)).toEqual(["Русский", "中文", "English"]);
    expect(rows(await harness.get("/v3/custom_field_options?custom_field_ids=4200000000"))).toHaveLength(4);
    expect(rows(await harness.get("/v3/departments?external_id=dept-finance"))).toHaveLength(1);
    expect((await harness.get("/v3/offices?parent_id=1")).body).toEqual([]);
  });
});

describe("confidential jobs", () => {
  test("are shown, or by knob hidden from users not on their team, with their openings listed or hidden", async () => {
    const harness = await startV3();
    const job = found(harness.state.jobs.find((one) => one.confidential && one.openings.length > 0));
    job.hiringTeam = { hiring_managers: [], recruiters: [], coordinators: [], sourcers: [] };
    const seen = async () => [
      rows(await harness.get(`/v3/jobs?ids=${job.id}`)).length,
      rows(await harness.get(`/v3/openings?job_ids=${job.id}`)).length,
    ];
    const all = job.openings.length;
    expect(await seen()).toEqual([1, all]);
    harness.knobs.confidentialJobs = "job-hidden";
    expect(await seen()).toEqual([0, all]);
    expect((await harness.write("PATCH", `/v3/openings/${job.openings[0]?.id}`, { opening_id: "x" })).status).toBe(404);
    harness.knobs.confidentialJobs = "all-hidden";
    expect(await seen()).toEqual([0, 0]);
    const plain = harness.state.jobs.filter((one) => !one.confidential);
    expect(rows(await harness.get("/v3/jobs?confidential=false&per_page=500"))).toHaveLength(plain.length);
    job.hiringTeam.sourcers = [{ userId: 4_000_000_000, responsible: false }];
    expect(await seen()).toEqual([1, all]);
  });
});

describe("special records", () => {
  test("a job without department and offices, of an unlisted department, a draft with and one without opened_at", async () => {
    const harness = await startV3();
    harness.state.jobs.push(...awkwardJobs());
    const jobs = rows(await harness.get("/v3/jobs?per_page=4")).reverse();
    expect(jobs.map(({ department_id, office_ids, status, opened_at }) => [department_id, office_ids, status, opened_at])).toEqual([
      [null, [], "open", MOMENT],
      [4_400_009_002, [4_410_000_000], "open", MOMENT],
      [4_400_000_000, [4_410_000_000], "draft", MOMENT],
      [4_400_000_000, [4_410_000_000], "draft", null],
    ]);
    expect(rows(await harness.get("/v3/departments?ids=4400009002"))).toEqual([]);
    const closed = rows(await harness.get("/v3/openings?job_ids=5000000002&open=false"));
    expect(closed).toMatchObject([{ open: false, close_reason_id: null }]);
  });
});
