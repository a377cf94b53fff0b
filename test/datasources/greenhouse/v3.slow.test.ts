import {
  CreateOpeningsDocument,
  DeleteOpeningsDocument,
  JobsWithCloseReasonsDocument,
  OneOpeningDocument,
  TimelineOfJobsDocument,
  UpdateOpeningDocument,
} from "../../generated/graphql.js";
import { answered, closedOf, isDeletable, jobId, openingId, openOf, startWorld, V3, type World } from "./world.js";

/** What Harvest v3 alone has, besides its tokens: lists by ids, small tables, one opening a request. */
let world: World;
beforeEach(async () => {
  world = await startWorld({ api: V3 });
});
afterEach(() => world.stop());

const listed = () => [...world.standIn.state.jobs].reverse();
const draft = () => world.job((one) => one.status === "draft" && one.openings.length === 0);

describe("The requests for", () => {
  it("a hundred jobs with openings, names and reasons are six at first, and three while the names are at hand", async () => {
    const query = "{ jobs(first: 100) { nodes { departments locations openings(first: 100) { nodes { closeReason { name } } } } } }";
    for (const more of [["departments", "offices", "close_reasons"], []]) {
      const { data } = await world.graph.ask<{ jobs: { nodes: unknown[] } }, never>(query);
      expect(data?.jobs.nodes).toHaveLength(100);
      const expected = ["jobs", "openings", "openings", ...more].map((list) => `GET /v3/${list}`);
      expect(world.asked().sort()).toEqual(expected.sort());
    }
  });

  it("the openings of fifty named jobs are one", async () => {
    await world.graph.data(JobsWithCloseReasonsDocument, { first: 1 });
    world.requests();
    const jobIds = world.standIn.state.jobs.slice(0, 50).map(jobId);
    await world.graph.ask(`{ jobTimeline(start: "2020-01-01", end: "2030-01-01", jobIds: ${JSON.stringify(jobIds)}) { openings { id } } }`);
    expect(world.asked()).toEqual(["GET /v3/openings"]);
    await world.graph.ask(`{ nodes(ids: ${JSON.stringify(jobIds)}) { ... on Job { openings { nodes { id } } } } }`);
    expect(world.asked()).toEqual(["GET /v3/jobs", "GET /v3/openings"]);
    await world.graph.data(TimelineOfJobsDocument, {
      start: "2020-01-01",
      end: "2030-01-01",
      jobIds: [...jobIds, jobId(listed()[0] as { id: number })],
    });
    expect(world.asked().sort()).toEqual(["GET /v3/jobs", "GET /v3/jobs", "GET /v3/openings", "GET /v3/openings"]);
  });

  it("openings say `open` only where all who ask want the same status", async () => {
    const filters = async (query: string) => {
      await world.graph.ask(query);
      const asked = world.requests().filter(({ path }) => path === "/v3/openings");
      return asked.map((request) => new URLSearchParams(request.query).get("open"));
    };
    expect(await filters("{ jobs(first: 2) { nodes { openings(status: OPEN) { nodes { id } } } } }")).toEqual(["true"]);
    expect(await filters("{ jobs(first: 2) { nodes { openings(status: CLOSED) { nodes { id } } } } }")).toEqual(["false"]);
    const both = "{ jobs(first: 2) { nodes { a: openings(status: OPEN) { nodes { id } } b: openings(status: CLOSED) { nodes { id } } } } }";
    expect(await filters(both)).toEqual([null]);
  });

  it("a change are its check, itself, and one each for the opening and the job that it shows", async () => {
    await world.graph.data(JobsWithCloseReasonsDocument, { first: 1 });
    world.requests();
    const job = world.job((one) => openOf(one).length > 1);
    const id = openingId(job, openOf(job)[0] as { id: number });
    await world.graph.ask(`mutation { closeOpening(input: { id: "${id}" }) { opening { id } job { status } } }`);
    expect(world.asked()).toEqual(["GET /v3/openings", "PATCH /v3/openings/{id}", ...["GET /v3/openings", "GET /v3/jobs"]]);
  });

  it("thirty seconds end with them: the budget comes back at the window's end by the clock, whatever the reset header says", async () => {
    await world.clock.advance(30_000 - (world.clock.now() % 30_000) + 25_000);
    world.turn({ rateLimit: 4 });
    const gone = openingId(
      world.job(({ openings }) => openings.length > 0),
      { id: 17 },
    );
    await world.graph.ask(`{ opening(id: "${gone}") { id } }`);
    await answered(
      world,
      Promise.all(Array.from({ length: 4 }, (_, index) => world.graph.ask(`{ job(id: "greenhouse:job:${index + 1}") { id } }`))),
    );
    const served = world.running.requests.filter(({ path, status }) => path !== "/token" && status === 200).map(({ at }) => at);
    const windows = new Map<number, number>();
    for (const at of served) windows.set(Math.floor(at / 30_000), (windows.get(Math.floor(at / 30_000)) ?? 0) + 1);
    expect(Math.max(...windows.values())).toBeLessThanOrEqual(4);
    expect(windows.size).toBeGreaterThan(1);
    // The second window began five seconds after the first request, and was used at once.
    expect((served[4] ?? 0) - (served[0] ?? 0)).toBeLessThan(6_000);
  });
});

describe("A creation of several openings", () => {
  const create = (openings: object[], job = draft()) =>
    answered(world, world.graph.ask(CreateOpeningsDocument, { input: { jobId: jobId(job), openings } as never }), 250);

  it("stops at the first refusal: what was made is APPLIED, and each that was not is told by its index", async () => {
    const job = draft();
    const json = { message: "Unprocessable Content", errors: [{ opening_id: "is taken" }] };
    world.running.faults.arm({ kind: "status", method: "POST", path: V3.writes, status: 422, json, skip: 1, times: 1 });
    const { data } = await create([{ openingId: "a" }, { openingId: "b" }, { openingId: "c" }], job);
    expect(data?.createOpenings).toMatchObject({ openings: [{ openingId: "a" }], operation: { outcome: "APPLIED" } });
    expect(data?.createOpenings.userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["openings", "1", "openingId"], message: "Greenhouse: is taken" },
      { code: "REJECTED_BY_VENDOR", field: ["openings", "2"], retryable: true },
    ]);
    expect(world.writes()).toHaveLength(2);
    expect(job.openings).toHaveLength(1);
  });

  it("whose first opening is refused made nothing, and tells each of them", async () => {
    world.running.faults.arm({ kind: "status", method: "POST", path: V3.writes, status: 403, json: { message: "Forbidden" }, times: 1 });
    const { data } = await create([{}, {}]);
    expect(data?.createOpenings).toMatchObject({ openings: [], operation: { outcome: "NOT_APPLIED" } });
    expect(data?.createOpenings.userErrors).toMatchObject([
      { code: "FORBIDDEN", field: ["openings", "0"] },
      { code: "REJECTED_BY_VENDOR", field: ["openings", "1"] },
    ]);
    expect(world.writes()).toHaveLength(1);
  });

  it("that comes too often after the first is APPLIED in part, and what was not sent may be asked for again", async () => {
    world.running.faults.arm({
      kind: "status",
      method: "POST",
      path: V3.writes,
      status: 429,
      headers: { "Retry-After": "1" },
      skip: 1,
      times: 1,
    });
    const { data } = await create([{}, {}, {}]);
    expect(data?.createOpenings.openings).toHaveLength(1);
    expect(data?.createOpenings.userErrors).toMatchObject([
      { field: ["openings", "1"], retryable: true },
      { field: ["openings", "2"], retryable: true },
    ]);
  });

  it.each([
    ["drop-before" as const, ["a"]],
    ["drop-after" as const, ["a", "b"]],
  ])("sends nothing more after a doubt (%s), looks the doubtful one up, and sends none a second time", async (kind, made) => {
    const job = draft();
    world.running.faults.arm({ kind, method: "POST", path: V3.writes, skip: 1, times: 1 });
    const { data } = await create([{ openingId: "a" }, { openingId: "b" }, { openingId: "c" }], job);
    expect(data?.createOpenings.openings.map(({ openingId: text }) => text)).toEqual(made);
    expect(data?.createOpenings.operation?.outcome).toBe("APPLIED");
    const left = ["0", "1", "2"].slice(made.length);
    expect(data?.createOpenings.userErrors).toMatchObject(left.map((index) => ({ field: ["openings", index], retryable: true })));
    expect(world.writes()).toHaveLength(2);
    expect(job.openings.map(({ opening_id }) => opening_id)).toEqual(made);
  });

  it("for a job that is not shown any more stays in doubt, where the job had no openings before", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST", path: V3.writes, times: 1 });
    world.running.faults.arm({ kind: "status", method: "GET", path: "^/v3/(jobs|openings)$", skip: 2, ...V3.nothing });
    const { data } = await create([{}]);
    expect(data?.createOpenings.operation?.outcome).toBe("UNCERTAIN");
  });
});

describe("An edit of custom fields", () => {
  const field = (key: string) => world.standIn.state.customFields.find(({ name_key }) => name_key === key);
  const opening = () => {
    const required = world.standIn.state.customFields.find((one) => one.required)?.departmentIds[0];
    const job = world.job(({ departmentId, openings }) => departmentId !== required && openings.length > 0);
    return { job, opening: job.openings[0] as (typeof job.openings)[number] };
  };
  async function edit(customFields: object[]) {
    const { job, opening: one } = opening();
    const before = new Map(one.values);
    const id = openingId(job, one);
    const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input: { id, customFields } as never });
    const sent = JSON.parse(world.writes().at(-1)?.rawBody ?? "{}").custom_fields as { name_key: string; value: unknown }[] | undefined;
    return { ...updateOpening, sent, before, after: one.values };
  }
  const cases: [string, object, unknown][] = [
    ["employment_type", { value: "Part-Time" }, "Part-Time"],
    ["budget", { value: "$81.5k" }, "$81.5k"],
    ["backfill", { value: false }, false],
    ["languages", { value: ["English"] }, ["English"]],
    ["signing_bonus", { value: 1500.5, unit: "CNY" }, { amount: 1500.5, currency_code: "CNY" }],
    ["salary_band", { min: 1, max: 2.5, unit: "EUR" }, { min_amount: 1, max_amount: 2.5, currency_code: "EUR" }],
    ["level", { value: 0 }, 0],
    ["weekly_hours", { min: 0, max: 5 }, { min_value: 0, max_value: 5 }],
    ["target_start", { value: "2027-02-28" }, "2027-02-28"],
    ["budget_owner", { value: 4000000019 }, 4000000019],
    ["budget", { delete: true }, null],
  ];

  it.each(cases)("%s %j is written in the form of its type, and every other value is written back as it was", async (key, input, value) => {
    const { operation, userErrors, sent, before, after } = await edit([{ key, ...input }]);
    expect(userErrors).toEqual([]);
    expect(operation?.outcome).toBe("APPLIED");
    expect(sent?.filter((one) => one.name_key === key)).toEqual([{ name_key: key, value }]);
    const id = field(key)?.id ?? 0;
    before.delete(id);
    const others = new Map(after);
    others.delete(id);
    expect(others).toEqual(before);
    expect(before.size).toBeGreaterThan(3);
  });

  it("may name its field by the id, whose key is looked up, so that the field is not written twice", async () => {
    const { sent, after } = await edit([{ id: String(field("level")?.id), value: 7 }]);
    expect(sent?.filter(({ name_key }) => name_key === "level")).toEqual([{ name_key: "level", value: 7 }]);
    expect(after.get(field("level")?.id ?? 0)).toBe(7);
  });

  it("by an id that is no field's is the caller's input at fault, and nothing is sent", async () => {
    const { userErrors, sent } = await edit([{ id: "17", value: 7 }]);
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["customFields", "0", "id"] }]);
    expect(sent).toBeUndefined();
  });

  it("is refused rather than lose a value that cannot be written back as it is read", async () => {
    const { opening: one } = opening();
    const languages = field("languages");
    // An option that nobody names any more reads as null.
    one.values.set(languages?.id ?? 0, [languages?.options[0]?.id ?? 0, 77]);
    const { userErrors, operation, sent } = await edit([{ key: "level", value: 7 }]);
    expect(userErrors).toMatchObject([
      { code: "UNSUPPORTED_BY_VENDOR", field: ["customFields"], message: expect.stringContaining("lost") },
    ]);
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(sent).toBeUndefined();
  });

  it.each(["linked_field", "constructor"])("is refused beside a value of a type that has no form to be written in: %s", async (type) => {
    const { opening: one } = opening();
    const languages = field("languages");
    one.values.set(languages?.id ?? 0, "English");
    Object.assign(languages as object, { value_type: type });
    const { userErrors, sent } = await edit([{ key: "level", value: 7 }]);
    expect(userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_VENDOR", field: ["customFields"] }]);
    expect(sent).toBeUndefined();
  });
});

describe("An opening", () => {
  it("whose job is not shown is there, and its job is NOT_FOUND at its own path, beside its neighbours", async () => {
    world.turn({ confidentialJobs: "job-hidden" });
    const hidden = world.job(
      (one) =>
        one.confidential &&
        one.openings.length > 0 &&
        Object.values(one.hiringTeam)
          .flat()
          .every(({ userId }) => userId !== 4000000000),
    );
    const shown = world.job((one) => !one.confidential && one.openings.length > 0);
    const ids = [hidden, shown].map((job) => openingId(job, job.openings[0] as { id: number }));
    const query = `{ nodes(ids: ${JSON.stringify(ids)}) { id ... on Opening { job { id } } } }`;
    const answer = await world.graph.ask<{ nodes: unknown[] }, object>(query);
    expect(answer.data?.nodes[1]).toEqual({ id: ids[1], job: { id: jobId(shown) } });
    expect(answer.errors).toMatchObject([{ path: ["nodes", 0, "job"], extensions: { code: "NOT_FOUND" } }]);
  });

  it("closed for a reason that the company does not list any more has the id for its name", async () => {
    const job = world.job((one) => closedOf(one).length > 0);
    const [closed] = closedOf(job);
    Object.assign(closed as object, { close_reason_id: 77 });
    const { opening } = await world.graph.data(OneOpeningDocument, { id: openingId(job, closed as { id: number }) });
    expect(opening?.closeReason).toEqual({ id: "77", name: "77" });
  });

  it("is edited with its job in the body where Greenhouse asks for it, and from then on at once", async () => {
    world.turn({ patchJobId: "required" });
    const job = world.job((one) => one.openings.length > 0);
    const id = openingId(job, job.openings[0] as { id: number });
    for (const text of ["one", "two"]) {
      const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input: { id, openingId: text } });
      expect(updateOpening.operation?.outcome).toBe("APPLIED");
    }
    expect(world.writes().map(({ rawBody }) => JSON.parse(rawBody).job_id)).toEqual([undefined, job.id, job.id]);
  });

  it.each([200, 204] as const)("is deleted by an answer of %i, which is believed without a look", async (deleteStatus) => {
    world.turn({ deleteStatus });
    const job = world.job((one) => one.openings.some(isDeletable));
    const id = openingId(job, job.openings.find(isDeletable) as { id: number });
    await world.graph.data(JobsWithCloseReasonsDocument, { first: 1 });
    world.requests();
    const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [id] } });
    expect(deleteOpenings).toMatchObject({ deletedIds: [id], operation: { outcome: "APPLIED" } });
    expect(world.asked()).toEqual(["GET /v3/openings", "DELETE /v3/openings/{id}"]);
  });

  it("closed for a reason that is newer than the list of reasons is named by it, once the list has rested", async () => {
    const job = world.job((one) => closedOf(one).length > 0);
    const [closed] = closedOf(job);
    const id = openingId(job, closed as { id: number });
    const name = async () => (await world.graph.data(OneOpeningDocument, { id })).opening?.closeReason?.name;
    await world.graph.data(JobsWithCloseReasonsDocument, { first: 50 });
    world.standIn.state.closeReasons.push({ id: 4_599_999_002, name: "Newest" });
    Object.assign(closed as object, { close_reason_id: 4_599_999_002 });
    world.requests();
    expect(await name()).toBe("4599999002");
    expect(world.asked()).not.toContain("GET /v3/close_reasons");
    await world.clock.advance(31_000);
    expect([await name(), await name()]).toEqual(["Newest", "Newest"]);
    expect(world.asked().filter((route) => route === "GET /v3/close_reasons")).toHaveLength(1);
  });
});
