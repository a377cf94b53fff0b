import { field, financeOf, found, type Harness, jobWith, startGreenhouse } from "./greenhouse-client.js";

type Element = Record<string, unknown>;

async function harnessed(): Promise<{
  harness: Harness;
  write(elements: unknown): Promise<number>;
  read(nameKey: string): Promise<unknown>;
}> {
  const harness = await startGreenhouse();
  const { job, openings } = jobWith(harness, ["open"]);
  const path = `/v1/jobs/${job.id}/openings/${openings[0]?.id}`;
  return {
    harness,
    write: async (elements) => (await harness.write("PATCH", path, { custom_fields: elements })).status,
    read: async (nameKey) => {
      const { body } = await harness.get(path);
      return (body as { keyed_custom_fields: Record<string, { value: unknown }> }).keyed_custom_fields[nameKey]?.value;
    },
  };
}

/** Option ids and user ids are known only once a stand-in runs. */
type Given = Element | ((harness: Harness) => Element);
const given = (element: Given, harness: Harness): Element => (typeof element === "function" ? element(harness) : element);
const optionId = (harness: Harness, nameKey: string, index: number) => found(field(harness, nameKey).options[index]).id;

describe("accepted values, and their form in reads", () => {
  const taken: [string, Given, unknown][] = [
    ["budget", { value: "$81.5k" }, "$81.5k"],
    ["justification", { value: "Two lines\nof text" }, "Two lines\nof text"],
    ["backfill", { value: false }, false],
    ["backfill", { value: "true" }, true],
    ["employment_type", (harness) => ({ value: optionId(harness, "employment_type", 1) }), "Part-Time"],
    ["employment_type", { value: "兼职" }, "兼职"],
    ["languages", (harness) => ({ value: [2, 0].map((index) => optionId(harness, "languages", index)) }), ["Русский", "English"]],
    ["signing_bonus", { value: 1500, unit: "KZT" }, { amount: 1500, unit: "KZT" }],
    ["signing_bonus", { value: "1500.5", unit: "EUR" }, { amount: 1500.5, unit: "EUR" }],
    ["salary_band", { min_value: 1, max_value: 2, unit: "USD" }, { min_value: 1, max_value: 2, unit: "USD" }],
    ["level", { value: 7 }, 7],
    ["level", { value: "7.5" }, 7.5],
    ["weekly_hours", { min_value: 20, max_value: "40" }, { min_value: 20, max_value: 40 }],
    ["target_start", { value: "2028-02-29" }, "2028-02-29"],
    ["headcount_plan", { value: "https://plan.example.com/a?b=c" }, "https://plan.example.com/a?b=c"],
    [
      "budget_owner",
      (harness) => ({ value: harness.state.users[1]?.id }),
      { user_id: 4_000_000_019, name: "Moscow Desk", email: "moscow.desk@example.com", employee_id: null },
    ],
  ];
  test.each(taken)("%s takes %j", async (nameKey, element, value) => {
    const { harness, write, read } = await harnessed();
    expect(await write([{ name_key: nameKey, ...given(element, harness) }])).toBe(200);
    expect(await read(nameKey)).toEqual(value);
  });

  test("a field can be named by its id as well", async () => {
    const { harness, write, read } = await harnessed();
    expect(await write([{ id: field(harness, "level").id, value: 2 }])).toBe(200);
    expect(await read("level")).toBe(2);
  });

  test("a currency reads in other shapes by knob", async () => {
    const { harness, write, read } = await harnessed();
    await write([{ name_key: "signing_bonus", value: 1500, unit: "EUR" }]);
    harness.knobs.currencyShape = "value_currency";
    expect(await read("signing_bonus")).toEqual({ value: 1500, currency: "EUR" });
    harness.knobs.currencyShape = "formatted";
    expect(await read("signing_bonus")).toBe("EUR 1500.00");
  });
});

describe("refused values", () => {
  const refused: [string, string, Given][] = [
    ["budget", "a number", { value: 5 }],
    ["budget", "null", { value: null }],
    ["budget", "a blank", { value: "  " }],
    ["budget", "no value", {}],
    ["backfill", "another word", { value: "maybe" }],
    ["employment_type", "the name of no option", { value: "full-time" }],
    ["employment_type", "the id of another field's option", (harness) => ({ value: optionId(harness, "languages", 0) })],
    ["employment_type", "an inactive option", { value: "Retired" }],
    ["languages", "names", { value: ["English"] }],
    ["languages", "a single id", (harness) => ({ value: optionId(harness, "languages", 0) })],
    ["languages", "an empty list", { value: [] }],
    ["signing_bonus", "no unit", { value: 5 }],
    ["signing_bonus", "a unit that is no currency", { value: 5, unit: "ABC" }],
    ["signing_bonus", "a unit in small letters", { value: 5, unit: "eur" }],
    ["signing_bonus", "an amount in words", { value: "five", unit: "EUR" }],
    ["salary_band", "no unit", { min_value: 1, max_value: 2 }],
    ["salary_band", "equal ends", { min_value: 2, max_value: 2, unit: "EUR" }],
    ["level", "words", { value: "seven" }],
    ["weekly_hours", "ends the wrong way round", { min_value: 40, max_value: 20 }],
    ["weekly_hours", "one end", { min_value: 20 }],
    ["weekly_hours", "a plain value", { value: 20 }],
    ["target_start", "a day that does not exist", { value: "2026-02-30" }],
    ["target_start", "a timestamp", { value: "2026-02-03T00:00:00Z" }],
    ["headcount_plan", "no address", { value: "plan" }],
    ["headcount_plan", "another scheme", { value: "javascript:alert(1)" }],
    ["budget_owner", "an unknown user", { value: 1 }],
    ["old_grade", "an inactive field", { value: "A" }],
    ["remote", "a field of jobs", { value: true }],
    ["cost_centre", "a field of another department", { value: "CC-1" }],
    ["nothing", "an unknown field", { value: "x" }],
  ];
  test.each(refused)("%s refuses %s, and the elements before it are not applied", async (nameKey, _, element) => {
    const { harness, write, read } = await harnessed();
    const elements = [
      { name_key: "justification", value: "first" },
      { name_key: nameKey, ...given(element, harness) },
    ];
    expect(await write(elements)).toBe(422);
    expect(await read("justification")).toBeNull();
  });

  test.each([
    ["a map", { level: 3 }],
    ["null", null],
    ["an element without id and name_key", [{ value: 3 }]],
    ["an element that is no object", ["level"]],
    ["an id and a name_key of two fields", [{ id: 4_200_000_011, name_key: "level", value: "3" }]],
  ])("custom_fields as %s is refused", async (_, elements) => {
    const { write } = await harnessed();
    expect(await write(elements)).toBe(422);
  });

  test("an empty array does nothing", async () => {
    const { write } = await harnessed();
    expect(await write([])).toBe(200);
  });

  test("an organisation without opening fields takes no value", async () => {
    const { harness, write } = await harnessed();
    harness.knobs.openingCustomFields = false;
    expect(await write([{ name_key: "level", value: 3 }])).toBe(422);
  });
});

describe("removing values", () => {
  test("the string true removes a value, the boolean does not", async () => {
    const { write, read } = await harnessed();
    await write([{ name_key: "level", value: 3 }]);
    expect(await write([{ name_key: "level", delete_value: true }])).toBe(422);
    expect(await write([{ name_key: "level", delete_value: "false" }])).toBe(422);
    expect(await read("level")).toBe(3);
    expect(await write([{ name_key: "level", delete_value: "true" }])).toBe(200);
    expect(await read("level")).toBeNull();
  });

  test("deleting a required value fails the whole request", async () => {
    const { harness, write, read } = await harnessed();
    await write([{ name_key: "level", value: 3 }]);
    field(harness, "level").required = true;
    const elements = [
      { name_key: "budget", value: "10k" },
      { name_key: "level", delete_value: "true" },
    ];
    expect(await write(elements)).toBe(422);
    expect([await read("level"), await read("budget")]).toEqual([3, null]);
    // Not even where the same request sets it anew.
    expect(await write([elements[1], { name_key: "level", value: 4 }])).toBe(422);
  });

  test("POST has no delete_value", async () => {
    const { harness } = await harnessed();
    const job = found(harness.state.jobs.find((one) => one.openings[0]?.opening_id === "SEAT-0"));
    const openings = [{ opening_id: null, custom_fields: [{ name_key: "level", delete_value: "true" }] }];
    expect((await harness.write("POST", `/v1/jobs/${job.id}/openings`, { openings })).status).toBe(422);
  });
});

describe("required fields", () => {
  test("each new opening needs every required field that applies to its job, or none is created", async () => {
    const harness = await startGreenhouse();
    const job = found(harness.state.jobs.find((one) => one.departmentId === financeOf(harness) && one.status === "open"));
    const before = job.openings.length;
    const costed = { opening_id: "a", custom_fields: [{ name_key: "cost_centre", value: "CC-1" }] };
    const create = (openings: unknown[]) => harness.write("POST", `/v1/jobs/${job.id}/openings`, { openings });
    expect(await create([costed, { opening_id: "b" }])).toMatchObject({ status: 422, body: { errors: [{ field: "custom_fields" }] } });
    expect(job.openings).toHaveLength(before);
    expect((await create([costed, { ...costed, opening_id: "b" }])).status).toBe(200);
    expect(job.openings).toHaveLength(before + 2);
    expect((await harness.get(`/v1/jobs/${job.id}/openings/${job.openings.at(-1)?.id}`)).body).toMatchObject({
      custom_fields: { cost_centre: "CC-1" },
    });
  });

  test("an opening that lacks a required value cannot be saved until it gets one", async () => {
    const { harness, write } = await harnessed();
    field(harness, "level").required = true;
    expect(await write([{ name_key: "budget", value: "10k" }])).toBe(422);
    expect(await write([{ name_key: "level", value: 3 }])).toBe(200);
  });

  test("fields bound to an office apply to jobs of that office only", async () => {
    const { harness, write, read } = await harnessed();
    const job = found(harness.state.jobs.find((one) => one.openings[0]?.opening_id === "SEAT-0"));
    const elsewhere = found(harness.state.offices.find((office) => !job.officeIds.includes(office.id)));
    field(harness, "level").officeIds = [elsewhere.id];
    expect(await write([{ name_key: "level", value: 3 }])).toBe(422);
    expect(await read("level")).toBeUndefined();
    field(harness, "level").officeIds = [...job.officeIds];
    expect(await write([{ name_key: "level", value: 3 }])).toBe(200);
  });
});
