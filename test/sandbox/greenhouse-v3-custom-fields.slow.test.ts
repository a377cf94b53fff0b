import { type Answer, found, type Harness, jobWith, rows, startV3 } from "./greenhouse-v3-client.js";

type Values = Record<string, unknown>;

interface Desk {
  harness: Harness;
  /** PATCH of the opening's custom_fields. */
  write(elements: unknown): Promise<Answer>;
  /** The values that are set. */
  read(): Promise<Values>;
}

async function desk(options: Parameters<typeof startV3>[0] = {}): Promise<Desk> {
  const harness = await startV3(options);
  const { openings } = jobWith(harness, ["open"]);
  const id = openings[0]?.id;
  return {
    harness,
    write: (elements) => harness.write("PATCH", `/v3/openings/${id}`, { custom_fields: elements }),
    read: async () => {
      const shown = rows(await harness.get(`/v3/openings?ids=${id}`))[0]?.custom_fields as Record<string, { value: unknown }>;
      return Object.fromEntries(
        Object.entries(shown)
          .map(([key, { value }]) => [key, value] as const)
          .filter(([, value]) => value !== null),
      );
    },
  };
}

const fieldOf = (harness: Harness, key: string) => found(harness.state.customFields.find((field) => field.name_key === key));
const optionOf = (harness: Harness, key: string, index: number) => found(fieldOf(harness, key).options[index]).id;

describe("accepted values, and their form in reads", () => {
  type Given = unknown | ((harness: Harness) => unknown);
  const taken: [string, Given, unknown][] = [
    ["budget", "$81.5k", "$81.5k"],
    ["justification", "Two lines\nof text", "Two lines\nof text"],
    ["backfill", false, false],
    ["level", 7, 7],
    ["level", "7.5", 7.5],
    ["weekly_hours", { min_value: 20, max_value: 40 }, { min_value: 20, max_value: 40 }],
    ["signing_bonus", { amount: 1500, currency_code: "KZT" }, { amount: 1500, currency_code: "KZT" }],
    ["salary_band", { min_amount: 1, max_amount: 2, currency_code: "USD" }, { min_amount: 1, max_amount: 2, currency_code: "USD" }],
    ["target_start", "2028-02-29", "2028-02-29"],
    ["headcount_plan", "https://plan.example.com/a?b=c", "https://plan.example.com/a?b=c"],
    ["budget_owner", 4_000_000_019, 4_000_000_019],
    ["employment_type", "兼职", "兼职"],
    ["employment_type", (harness: Harness) => optionOf(harness, "employment_type", 1), "Part-Time"],
    ["languages", ["Русский", "English"], ["Русский", "English"]],
    ["languages", (harness: Harness) => [2, 0, 2].map((index) => optionOf(harness, "languages", index)), ["Русский", "English"]],
  ];
  test.each(taken)("%s takes %j, and its read form can be written back", async (name_key, given, value) => {
    const { harness, write, read } = await desk();
    expect((await write([{ name_key, value: typeof given === "function" ? given(harness) : given }])).status).toBe(200);
    expect(await read()).toEqual({ [name_key]: value });
    expect((await write([{ name_key, value }])).status).toBe(200);
    expect(await read()).toEqual({ [name_key]: value });
  });

  test("a field can be named by its id as well", async () => {
    const { harness, write, read } = await desk();
    expect((await write([{ custom_field_id: fieldOf(harness, "level").id, value: 2 }])).status).toBe(200);
    expect(await read()).toEqual({ level: 2 });
  });
});

describe("refused values", () => {
  const refused: [string, string, unknown][] = [
    ["budget", "a number", 5],
    ["budget", "a blank", "  "],
    ["backfill", "another word", "maybe"],
    ["level", "words", "seven"],
    ["weekly_hours", "ends the wrong way round", { min_value: 40, max_value: 20 }],
    ["weekly_hours", "one end", { min_value: 20 }],
    ["weekly_hours", "a plain value", 20],
    ["weekly_hours", "the names of amounts", { min_amount: 20, max_amount: 40 }],
    ["signing_bonus", "a plain number", 1500],
    ["signing_bonus", "v1's unit", { amount: 1500, unit: "EUR" }],
    ["signing_bonus", "no currency", { amount: 1500, currency_code: "ABC" }],
    ["salary_band", "the names of numbers", { min_value: 1, max_value: 2, currency_code: "EUR" }],
    ["salary_band", "a unit beside", { min_amount: 1, max_amount: 2, currency_code: "EUR", unit: "EUR" }],
    ["target_start", "a day that does not exist", "2026-02-30"],
    ["headcount_plan", "another scheme", "javascript:alert(1)"],
    ["budget_owner", "an unknown user", 1],
    ["budget_owner", "v1's user object", { user_id: 4_000_000_019 }],
    ["employment_type", "the name of no option", "full-time"],
    ["employment_type", "an inactive option", "Retired"],
    ["employment_type", "a list", ["Full-Time"]],
    ["languages", "a single name", "English"],
    ["languages", "an empty list", []],
    ["old_grade", "an inactive field", "A"],
    ["remote", "a field of jobs", true],
    ["cost_centre", "a field of another department", "CC-1"],
    ["nothing", "an unknown field", "x"],
  ];
  test.each(refused)("%s refuses %s, and the elements before it are not applied", async (name_key, _, value) => {
    const { write, read } = await desk();
    const answer = await write([
      { name_key: "justification", value: "first" },
      { name_key, value },
    ]);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ custom_fields: expect.stringContaining(name_key) }] } });
    expect(await read()).toEqual({});
  });

  test.each([
    ["a null", null],
    ["a text", ["level"]],
    ["v1's id", [{ id: 4_200_000_077, value: 3 }]],
    ["v1's delete_value", [{ name_key: "level", delete_value: "true" }]],
    ["v1's unit", [{ name_key: "signing_bonus", value: 5, unit: "EUR" }]],
    ["v1's ends of a range", [{ name_key: "weekly_hours", value: null, min_value: 1, max_value: 2 }]],
    ["an element that names its field twice", [{ name_key: "level", custom_field_id: 4_200_000_077, value: 3 }]],
    ["an element that names no field", [{ value: 3 }]],
    ["an element without a value", [{ name_key: "level" }]],
    ["an id as a text", [{ custom_field_id: "4200000077", value: 3 }]],
  ])("%s among the elements is refused", async (_, elements) => {
    const { write } = await desk();
    expect((await write(elements)).status).toBe(422);
  });

  test("selects take ids or names alone by knob", async () => {
    const { harness, write } = await desk({ selectWrites: "ids" });
    const both = async () => [
      (await write([{ name_key: "employment_type", value: "Part-Time" }])).status,
      (await write([{ name_key: "languages", value: [optionOf(harness, "languages", 0)] }])).status,
    ];
    expect(await both()).toEqual([422, 200]);
    harness.knobs.selectWrites = "names";
    expect(await both()).toEqual([200, 422]);
  });
});

describe("the list of a PATCH", () => {
  const seed = [
    { name_key: "level", value: 3 },
    { name_key: "budget", value: "10k" },
  ];

  test("replaces all values: one that it leaves out is cleared", async () => {
    const { write, read } = await desk();
    await write(seed);
    await write([{ name_key: "backfill", value: true }]);
    expect(await read()).toEqual({ backfill: true });
    await write([]);
    expect(await read()).toEqual({});
  });

  test("is merged with the others by knob, and null clears in both cases", async () => {
    const { harness, write, read } = await desk({ patchCustomFields: "merge" });
    await write(seed);
    await write([
      { name_key: "backfill", value: true },
      { name_key: "level", value: null },
    ]);
    expect(await read()).toEqual({ backfill: true, budget: "10k" });
    harness.knobs.patchCustomFields = "replace";
    await write([
      { name_key: "backfill", value: null },
      { name_key: "budget", value: "10k" },
    ]);
    expect(await read()).toEqual({ budget: "10k" });
  });

  test("that is left out changes no value", async () => {
    const { harness, write, read } = await desk();
    await write(seed);
    const id = found(harness.state.jobs.find((job) => job.openings.some(({ opening_id }) => opening_id === "SEAT-0"))).openings[0]?.id;
    expect((await harness.write("PATCH", `/v3/openings/${id}`, { opening_id: "other" })).status).toBe(200);
    expect(await read()).toEqual({ level: 3, budget: "10k" });
  });

  test("cannot leave a required field without a value", async () => {
    const { harness, write } = await desk();
    await write(seed);
    fieldOf(harness, "level").required = true;
    expect((await write([{ name_key: "budget", value: "5k" }])).status).toBe(422);
    expect((await write([{ name_key: "level", value: null }])).status).toBe(422);
    expect((await write([{ name_key: "level", value: 4 }])).status).toBe(200);
  });

  test.each([
    ["hidden-kept", { level: 3, backfill: true }],
    ["hidden-lost", { backfill: true }],
  ] as const)("lacks a private field that its sender cannot see, which by knob is %s", async (privateFields, values) => {
    const { harness, write, read } = await desk({ privateFields });
    await write(seed);
    fieldOf(harness, "level").private = true;
    await write([{ name_key: "backfill", value: true }]);
    harness.knobs.privateFields = "shown";
    expect(await read()).toEqual(values);
  });

  test("does not touch the values of fields that are no longer active", async () => {
    const { harness, write, read } = await desk();
    await write(seed);
    fieldOf(harness, "level").active = false;
    await write([]);
    fieldOf(harness, "level").active = true;
    expect(await read()).toEqual({ level: 3 });
  });

  test("is the same for jobs and openings", async () => {
    const { harness } = await desk();
    const write = (elements: unknown) => harness.write("PATCH", "/v3/jobs/4000000000", { custom_fields: elements });
    const answer = await write([
      { name_key: "salary_range", value: { min_amount: 1, max_amount: 2, currency_code: "EUR" } },
      { name_key: "job_employment_type", value: "Regular" },
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        custom_fields: {
          salary_range: { name: "Salary range", type: "currency_range", value: { min_amount: 1, max_amount: 2, currency_code: "EUR" } },
          job_employment_type: { value: "Regular" },
          remote: { value: null },
          ledger_code: { value: null },
        },
      },
    });
    expect((await write([{ name_key: "level", value: 3 }])).status).toBe(422);
  });
});
