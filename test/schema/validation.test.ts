import type { ValidationError } from "class-validator";
import { graphql } from "graphql";
import { buildStubSchema } from "./stub-schema.js";

const schema = buildStubSchema();

/** Asks a field of the stub: what its resolver was given, or the messages with which it was refused. */
async function ask(field: string): Promise<{ given: unknown } | { refused: string[] }> {
  const operation = field.includes("(input:") ? "mutation" : "query";
  const { data, errors } = await graphql({ schema, source: `${operation} { answer: ${field} }` });
  const extensions = errors?.[0]?.extensions;
  if (!extensions) return { given: data?.answer };
  expect(extensions.code).toBe("BAD_USER_INPUT");
  return { refused: messages(extensions.validationErrors as ValidationError[]) };
}

function messages(errors: ValidationError[]): string[] {
  return errors.flatMap((error) => [...Object.values(error.constraints ?? {}), ...messages(error.children ?? [])]);
}

const ids = (count: number) => JSON.stringify(Array.from({ length: count }, (_, index) => `greenhouse:opening:1.${index}`));
const seats = (count: number) => `[${"{}, ".repeat(count)}]`;
const publish = (more: string) => `publishVacancy(input: {name: "Storekeeper", description: "<p>…</p>", ${more}})`;
const field = (more: string) => `updateOpening(input: {id: "o", customFields: [{${more}}]})`;

describe("A page", () => {
  it.each([0, -1, 201, 1_000_000])("of %d is refused wherever first is an argument", async (first) => {
    for (const list of ["Query_jobs", "Query_vacancies", "Query_operations", "Job_openings", "Query_vacancyStats"]) {
      expect(await ask(`${list}(first: ${first})`)).toEqual({ refused: [expect.stringContaining("from 1 to 200")] });
    }
    const timeline = `Query_jobTimeline(start: "2026-01-01", end: "2026-02-01", first: ${first})`;
    expect(await ask(timeline)).toEqual({ refused: [expect.stringContaining("from 1 to 200")] });
  });

  it.each([1, 200])("of %d is accepted", async (first) => {
    expect(await ask(`Query_jobs(first: ${first})`)).toEqual({ given: { first } });
  });

  it("has fifty entries where first is left out, and refuses null", async () => {
    expect(await ask("Query_jobs")).toEqual({ given: { first: 50 } });
    expect(await ask("Query_jobs(first: null)")).toEqual({
      refused: ["first must not be null: leave it out for 50, or give a whole number from 1 to 200."],
    });
  });

  it("refuses a blank cursor", async () => {
    expect(await ask('Query_jobs(after: " ")')).toEqual({ refused: [expect.stringContaining("after must not be blank")] });
    expect(await ask('Query_jobs(after: "c")')).toEqual({ given: { first: 50, after: "c" } });
  });
});

describe("Arguments with a default", () => {
  it("have it where they are left out", async () => {
    expect(await ask("Query_closeReasons")).toEqual({ given: { vendor: "GREENHOUSE", account: "default" } });
    expect(await ask("Query_vacancyFieldRules")).toEqual({ given: { vendor: "HEADHUNTER", account: "default" } });
    expect(await ask("Query_vacancyPublicationTypes")).toEqual({ given: { vendor: "HEADHUNTER", account: "default" } });
    expect(await ask("Query_vacancies")).toEqual({ given: { first: 50, status: "ACTIVE" } });
  });

  it.each([
    ["Query_closeReasons(vendor: null)", "vendor must not be null: leave it out for GREENHOUSE."],
    ["Query_vacancyFieldRules(vendor: null)", "vendor must not be null: leave it out for HEADHUNTER."],
    ["Query_vacancyPublicationTypes(vendor: null)", "vendor must not be null: leave it out for HEADHUNTER."],
    ["Query_vacancies(status: null)", "status must not be null: leave it out for ACTIVE; there is no list of vacancies of every status."],
  ])("refuse null: %s", async (question, message) => {
    expect(await ask(question)).toEqual({ refused: [message] });
  });
});

describe("A range of days", () => {
  const ranges = ["Query_jobTimeline", "Query_vacancyStats", "Job_versions", "Job_timeline", "Vacancy_stats"];

  it.each(ranges)("of %s must not start after its end", async (name) => {
    expect(await ask(`${name}(start: "2026-02-01", end: "2026-01-31")`)).toEqual({
      refused: ["start must not lie after end: swap them, or make them equal to ask for an empty range."],
    });
  });

  it.each(ranges)("of %s may be empty", async (name) => {
    expect(await ask(`${name}(start: "2026-02-01", end: "2026-02-01")`)).toMatchObject({
      given: { start: "2026-02-01", end: "2026-02-01" },
    });
  });

  it.each(["Query_vacancyStats", "Vacancy_stats"])("of %s holds no more days than can be answered one by one", async (name) => {
    const few = name === "Query_vacancyStats" ? ", first: 1" : "";
    expect(await ask(`${name}(start: "1950-01-01", end: "2050-01-01"${few})`)).toHaveProperty("given");
    expect(await ask(`${name}(start: "1950-01-01", end: "2050-01-02"${few})`)).toEqual({
      refused: ["end must not lie more than a century after start: ask for a shorter range."],
    });
  });

  it("of statistics holds fewer days the more vacancies it is asked for", async () => {
    const remedy = "the vacancies times the days of the range must not be above 1000000: ask for fewer vacancies or a shorter range.";
    expect(await ask('Query_vacancyStats(start: "2000-01-01", end: "2030-01-01", first: 91)')).toHaveProperty("given");
    expect(await ask('Query_vacancyStats(start: "2000-01-01", end: "2030-01-01", first: 92)')).toEqual({ refused: [remedy] });
    const ids = JSON.stringify(Array.from({ length: 92 }, (_, index) => String(index)));
    expect(await ask(`Query_vacancyStats(start: "2000-01-01", end: "2030-01-01", vacancyIds: ${ids})`)).toEqual({ refused: [remedy] });
  });

  it("may be left to the vendor for statistics", async () => {
    expect(await ask("Vacancy_stats")).toEqual({ given: {} });
    expect(await ask('Vacancy_stats(start: "2026-02-01")')).toEqual({ given: { start: "2026-02-01" } });
    expect(await ask("Vacancy_stats(start: null, end: null)")).toEqual({ given: { start: null, end: null } });
  });
});

describe("Ids", () => {
  it.each([
    'Query_node(id: "")',
    'Query_job(id: "  ")',
    'Query_nodes(ids: ["a", " "])',
    'Query_jobTimeline(start: "2026-01-01", end: "2026-02-01", jobIds: [""])',
    'Query_vacancyStats(vacancyIds: [""])',
    'Query_vacancies(areaIds: [""])',
    'Query_vacancies(managerId: "")',
    'Query_vacancyPublicationTypes(managerId: " ")',
    'Query_requisition(code: " ")',
    'Query_jobs(code: "")',
    'Query_operations(targetId: "")',
    'Job_name(lang: "")',
    'closeJob(input: {id: " "})',
    'createOpenings(input: {jobId: "", openings: [{}]})',
    'deleteOpenings(input: {ids: ["a", ""]})',
    'closeOpening(input: {id: "o", closeReasonId: " "})',
    'upgradeVacancy(input: {id: "v", billingTypeId: ""})',
    'reassignVacancy(input: {id: "v", managerId: ""})',
    'closeVacancies(input: {ids: [" "]})',
    'updateVacancy(input: {id: "v", name: " "})',
    'closeVacancy(input: {id: "v", linkedin: {externalJobPostingId: ""}})',
  ])("and codes must not be blank: %s", async (question) => {
    expect(await ask(question)).toEqual({ refused: [expect.stringMatching(/ must not (be|hold a) blank( id)?: .+\.$/)] });
  });

  it("may be as many as a request may name; none gives an empty answer", async () => {
    expect(await ask(`Query_nodes(ids: ${ids(1000)})`)).toHaveProperty("given");
    expect(await ask(`Query_nodes(ids: ${ids(1001)})`)).toEqual({ refused: ["ids takes at most 1000 ids: split the request."] });
    expect(await ask("Query_nodes(ids: [])")).toEqual({ given: { ids: [] } });
    expect(await ask("Query_vacancyStats(vacancyIds: [])")).toEqual({ given: { first: 50, vacancyIds: [] } });
  });

  it.each(["deleteOpenings", "closeVacancies"])("of %s are one at least", async (mutation) => {
    expect(await ask(`${mutation}(input: {ids: []})`)).toEqual({
      refused: [expect.stringMatching(/^ids must not be empty: give the global ids/)],
    });
    expect(await ask(`${mutation}(input: {ids: ${ids(1001)}})`)).toEqual({ refused: ["ids takes at most 1000 ids: split the request."] });
    expect(await ask(`${mutation}(input: {ids: ["a"]})`)).toEqual({ given: { ids: ["a"], dryRun: false } });
  });
});

describe("A change", () => {
  it("is a dry run only where it says so, and reaches the resolver as it was written", async () => {
    expect(await ask('reopenJob(input: {id: "j", expiresAt: "2027-01-01T03:00:00+03:00"})')).toEqual({
      given: { id: "j", expiresAt: "2027-01-01T00:00:00Z", dryRun: false },
    });
    expect(await ask('closeJob(input: {id: "j", dryRun: true, idempotencyKey: "k"})')).toEqual({
      given: { id: "j", dryRun: true, idempotencyKey: "k" },
    });
  });

  it("requires an idempotency key that is neither blank nor too long", async () => {
    expect(await ask('closeJob(input: {id: "j", idempotencyKey: " "})')).toEqual({
      refused: ["idempotencyKey must not be blank: make a new key for every change you mean to make, or leave it out."],
    });
    expect(await ask(`closeJob(input: {id: "j", idempotencyKey: "${"k".repeat(256)}"})`)).toEqual({
      refused: ["idempotencyKey must be at most 255 characters long: shorten it."],
    });
    expect(await ask(`closeJob(input: {id: "j", idempotencyKey: "${"k".repeat(255)}"})`)).toHaveProperty("given");
  });
});

describe("Openings to create", () => {
  it("must be one to a hundred", async () => {
    expect(await ask(`createOpenings(input: {jobId: "j", openings: ${seats(100)}})`)).toHaveProperty("given");
    expect(await ask(`createOpenings(input: {jobId: "j", openings: ${seats(101)}})`)).toEqual({
      refused: ["openings takes at most 100 entries: split the request."],
    });
    expect(await ask('createOpenings(input: {jobId: "j", openings: []})')).toEqual({
      refused: ["openings must not be empty: give one entry for each seat."],
    });
  });

  it("have no value to remove yet", async () => {
    const openings = (more: string) => `createOpenings(input: {jobId: "j", openings: [{customFields: [{key: "budget", ${more}}]}]})`;
    expect(await ask(openings("delete: true"))).toEqual({ refused: ["A new opening has no values to take away: leave delete out."] });
    expect(await ask(openings("delete: false, value: 1"))).toHaveProperty("given");
  });
});

describe("A custom field", () => {
  it.each(["value: 1", 'id: "1", key: "budget", value: 1', "id: null, key: null, value: 1"])(
    "must be named by exactly one of id and key, unlike {%s}",
    async (written) => {
      expect(await ask(field(written))).toEqual({ refused: ["Exactly one of id and key names the field: give one of them."] });
    },
  );

  it.each([
    'id: "1", value: 1',
    'id: "1", key: null, value: "x"',
    'key: "k", min: 1, max: 1, unit: "EUR"',
    'key: "k", delete: true',
    'key: "k", value: {a: [1]}',
  ])("is accepted as {%s}", async (written) => {
    expect(await ask(field(written))).toHaveProperty("given");
  });

  it.each([
    ['key: "k", value: 1, min: 1', "value and a range exclude one another: give value alone, or min and max alone."],
    ['key: "k", value: 1, max: 1', "value and a range exclude one another: give value alone, or min and max alone."],
    ['key: "k", min: 2, max: 1', "min must not be above max: swap them."],
    ['key: "k", delete: true, value: 1', "delete takes the value away: leave value, min, max and unit out."],
    ['key: "k", delete: true, unit: "EUR"', "delete takes the value away: leave value, min, max and unit out."],
    ['key: " ", value: 1', "key must not be blank: give the field's key, or name the field by id."],
  ])("is refused as {%s}", async (written, message) => {
    expect(await ask(field(written))).toEqual({ refused: [message] });
  });
});

describe("A vacancy to publish", () => {
  it.each(["", 'headhunter: {areaId: "1"}, linkedin: {location: "Berlin, Germany"}', "headhunter: null, linkedin: null"])(
    "must name exactly one board, unlike {%s}",
    async (boards) => {
      expect(await ask(publish(boards))).toEqual({ refused: [expect.stringContaining("Exactly one of headhunter and linkedin")] });
    },
  );

  it.each(["headhunter: {}", "linkedin: {}, headhunter: null"])("goes to the board that {%s} names", async (boards) => {
    expect(await ask(publish(boards))).toHaveProperty("given");
  });

  it("must have a name and a description", async () => {
    expect(await ask('publishVacancy(input: {name: " ", description: "", headhunter: {}})')).toEqual({
      refused: ["name must not be blank: give the vacancy a title.", "description must not be blank: describe the vacancy."],
    });
  });

  it.each([
    ['salary: {from: 2, to: 1, currency: "RUR"}', "from must not be above to: swap them."],
    ['salary: {from: -1, currency: "RUR"}', "from must not be below zero: correct it or leave it out."],
    ['salary: {to: -1, currency: "RUR"}', "to must not be below zero: correct it or leave it out."],
    ['salary: {from: 1, currency: "rub"}', "currency must be three capital letters, such as EUR."],
  ])("must have a valid salary, unlike {%s}", async (salary, message) => {
    expect(await ask(publish(`headhunter: {}, ${salary}`))).toEqual({ refused: [message] });
  });

  it("may have an open salary bound", async () => {
    expect(await ask(publish('headhunter: {}, salary: {from: 90000, to: null, currency: "RUR"}'))).toHaveProperty("given");
    expect(await ask(publish('headhunter: {}, salary: {from: 1, to: 1, currency: "EUR"}'))).toHaveProperty("given");
  });

  it("must have valid contacts, checked at every level", async () => {
    const contacts = (more: string) => publish(`headhunter: {contacts: {${more}}}`);
    expect(await ask(contacts('name: " "'))).toEqual({ refused: [expect.stringContaining("name must not be blank")] });
    expect(await ask(contacts('name: "Ann", email: "ann"'))).toEqual({ refused: [expect.stringContaining("email must be an address")] });
    expect(await ask(contacts('name: "Ann", phones: [{country: "7", city: "495", number: " "}]'))).toEqual({
      refused: [expect.stringContaining("number must not be blank")],
    });
    expect(await ask(contacts('name: "Ann", email: "ann@пример.рф", phones: [{country: "7", city: "", number: "1"}]'))).toHaveProperty(
      "given",
    );
  });

  it("must not expire before it is listed", async () => {
    const linkedin = (listedAt: string, expiresAt: string) => publish(`linkedin: {listedAt: "${listedAt}", expiresAt: "${expiresAt}"}`);
    expect(await ask(linkedin("2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z"))).toEqual({
      refused: ["expiresAt must lie after listedAt: correct one of them."],
    });
    expect(await ask(linkedin("2026-01-02T00:00:00Z", "2026-01-02T00:00:00.001Z"))).toHaveProperty("given");
  });
});

describe("A vacancy to change", () => {
  it("may name one board at most", async () => {
    expect(await ask('updateVacancy(input: {id: "v", headhunter: {}, linkedin: {}})')).toEqual({
      refused: ["A vacancy is on one board: give headhunter or linkedin, whichever holds it."],
    });
    expect(await ask('updateVacancy(input: {id: "v", code: ""})')).toEqual({ given: { id: "v", code: "", dryRun: false } });
  });
});
