import { CreateOpeningsDocument, type CustomFieldInput, OneOpeningDocument, UpdateOpeningDocument } from "../../generated/graphql.js";
import { APIS, type JobState, jobId, openingId, startWorld, type World } from "./world.js";

describe.each(APIS)("Through Harvest $name", (api) => {
  let world: World;
  let requiredIn: number | undefined;
  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    await world.reset();
    requiredIn = world.standIn.state.customFields.find(({ required }) => required)?.departmentIds[0];
  });

  const field = (key: string) => {
    const found = world.standIn.state.customFields.find(({ name_key }) => name_key === key);
    if (found === undefined) throw new Error(`The sample has no field ${key}`);
    return found;
  };
  const option = (key: string, index: number) => field(key).options[index] as { id: number; name: string };
  const jobWithOpenings = (needsCostCentre = false): JobState =>
    world.job(({ departmentId, openings }) => (departmentId === requiredIn) === needsCostCentre && openings.length > 0);

  async function write(customFields: CustomFieldInput[]) {
    const job = jobWithOpenings();
    const id = openingId(job, job.openings[0] as { id: number });
    const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input: { id, customFields } });
    const sent = world.writes().map(({ rawBody }) => JSON.parse(rawBody).custom_fields);
    const { opening } = await world.graph.data(OneOpeningDocument, { id });
    const read = new Map(opening?.customFields.map(({ key, type, value }) => [key, { type, value }]));
    return { ...updateOpening, sent, read };
  }

  if (api.name === "v1") {
    describe("a value of every type, named by its key, is written as an array element and read from the map", () => {
      const cases: [string, string, () => { input: Omit<CustomFieldInput, "key">; wire: object; read: unknown }][] = [
        [
          "single_select",
          "employment_type",
          () => ({
            input: { value: option("employment_type", 1).id },
            wire: { value: option("employment_type", 1).id },
            read: "Part-Time",
          }),
        ],
        ["single_select", "employment_type", () => ({ input: { value: "兼职" }, wire: { value: "兼职" }, read: "兼职" })],
        ["short_text", "budget", () => ({ input: { value: "$81.5k" }, wire: { value: "$81.5k" }, read: "$81.5k" })],
        ["long_text", "justification", () => ({ input: { value: "line\nline" }, wire: { value: "line\nline" }, read: "line\nline" })],
        ["yes_no", "backfill", () => ({ input: { value: false }, wire: { value: false }, read: false })],
        [
          "multi_select",
          "languages",
          () => {
            const ids = [option("languages", 2).id, option("languages", 0).id];
            return { input: { value: ids }, wire: { value: ids }, read: ["Русский", "English"] };
          },
        ],
        [
          "currency",
          "signing_bonus",
          () => ({ input: { value: 1500.5, unit: "CNY" }, wire: { value: 1500.5, unit: "CNY" }, read: { amount: 1500.5, unit: "CNY" } }),
        ],
        [
          "currency_range",
          "salary_band",
          () => ({
            input: { min: 1, max: 2.5, unit: "EUR" },
            wire: { min_value: 1, max_value: 2.5, unit: "EUR" },
            read: { min_value: 1, max_value: 2.5, unit: "EUR" },
          }),
        ],
        ["number", "level", () => ({ input: { value: 0 }, wire: { value: 0 }, read: 0 })],
        [
          "number_range",
          "weekly_hours",
          () => ({ input: { min: 0, max: 5 }, wire: { min_value: 0, max_value: 5 }, read: { min_value: 0, max_value: 5 } }),
        ],
        ["date", "target_start", () => ({ input: { value: "2027-02-28" }, wire: { value: "2027-02-28" }, read: "2027-02-28" })],
        [
          "url",
          "headcount_plan",
          () => ({
            input: { value: "https://example.com/a?b=1" },
            wire: { value: "https://example.com/a?b=1" },
            read: "https://example.com/a?b=1",
          }),
        ],
        [
          "user",
          "budget_owner",
          () => ({ input: { value: 4000000019 }, wire: { value: 4000000019 }, read: expect.objectContaining({ user_id: 4000000019 }) }),
        ],
      ];

      it.each(cases)("%s (%s)", async (type, key, values) => {
        const { input, wire, read: expected } = values();
        const { sent, read, operation, userErrors } = await write([{ key, ...input }]);
        expect(userErrors).toEqual([]);
        expect(operation?.outcome).toBe("APPLIED");
        expect(sent).toEqual([[{ name_key: key, ...wire }]]);
        expect(read.get(key)).toEqual({ type, value: expected });
      });
    });

    describe("taking a value away and naming a field", () => {
      it("delete sends delete_value as the text true, and the value is gone", async () => {
        const { sent, read } = await write([{ key: "budget", delete: true }]);
        expect(sent).toEqual([[{ name_key: "budget", delete_value: "true" }]]);
        expect(read.get("budget")?.value).toBeNull();
      });

      it("a field may be named by its id, which goes as a number", async () => {
        const { id } = field("level");
        const { sent, read } = await write([{ id: String(id), value: 7 }]);
        expect(sent).toEqual([[{ id, value: 7 }]]);
        expect(read.get("level")?.value).toBe(7);
      });

      it("several fields go in one request, with the text beside them", async () => {
        const job = jobWithOpenings();
        const id = openingId(job, job.openings[0] as { id: number });
        const input = {
          id,
          openingId: "T",
          customFields: [
            { key: "level", value: 3 },
            { key: "budget", delete: true },
          ],
        };
        await world.graph.data(UpdateOpeningDocument, { input });
        expect(world.writes().map(({ rawBody }) => JSON.parse(rawBody))).toEqual([
          {
            opening_id: "T",
            custom_fields: [
              { name_key: "level", value: 3 },
              { name_key: "budget", delete_value: "true" },
            ],
          },
        ]);
      });

      it("whatever form the vendor gives a currency reads as it is", async () => {
        for (const [shape, expected] of [
          ["formatted", "USD 20.00"],
          ["value_currency", { value: 20, currency: "USD" }],
        ] as const) {
          world.standIn.knobs.currencyShape = shape;
          const { read } = await write([{ key: "signing_bonus", value: 20, unit: "USD" }]);
          expect(read.get("signing_bonus")?.value).toEqual(expected);
        }
      });
    });
  }

  describe("wrong custom fields", () => {
    it.each<[string, CustomFieldInput, string[]]>([
      ["an id that is no number", { id: "budget", value: "1" }, ["customFields", "0", "id"]],
      ["an id beyond what a number holds", { id: "9007199254740993", value: "1" }, ["customFields", "0", "id"]],
      ["no value at all", { key: "budget" }, ["customFields", "0", "value"]],
      ["null to take a value away", { key: "budget", value: null }, ["customFields", "0", "value"]],
      ["a blank to take a value away", { key: "budget", value: "" }, ["customFields", "0", "value"]],
      ["nothing but spaces to take a value away", { key: "budget", value: " \t" }, ["customFields", "0", "value"]],
      ["a currency that is none", { key: "signing_bonus", value: 5, unit: "US$" }, ["customFields", "0", "unit"]],
      ["a currency of four letters for a range", { key: "salary_band", min: 1, max: 2, unit: "EURO" }, ["customFields", "0", "unit"]],
      ["a range without its end", { key: "weekly_hours", min: 1 }, ["customFields", "0", "max"]],
      ["a range without its start", { key: "weekly_hours", max: 1 }, ["customFields", "0", "min"]],
      ["an empty range", { key: "weekly_hours", min: 1, max: 1 }, ["customFields", "0", "min"]],
    ])("%s is INVALID_INPUT at its place, and nothing is sent", async (_, input, path) => {
      const { userErrors, operation, sent } = await write([input]);
      expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: path, vendorCode: null }]);
      expect(operation?.outcome).toBe("NOT_APPLIED");
      expect(sent).toEqual([]);
    });

    it.each<[string, CustomFieldInput]>([
      ["an unknown key", { key: "shoe_size", value: 42 }],
      ["an option that is not there", { key: "employment_type", value: "Sometimes" }],
      ["a text for a number", { key: "level", value: "high" }],
      ["an amount without its currency", { key: "signing_bonus", value: 5 }],
      ["a field that is no longer active", { key: "old_grade", value: "1" }],
    ])("%s is refused by the vendor and told at customFields", async (_, input) => {
      const { userErrors, operation } = await write([input]);
      expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["customFields"], vendorCode: "422", retryable: false }]);
      expect(operation?.outcome).toBe("NOT_APPLIED");
    });

    it("a required value cannot be taken away", async () => {
      const job = jobWithOpenings(true);
      const input = { id: openingId(job, job.openings[0] as { id: number }), customFields: [{ key: "cost_centre", delete: true }] };
      const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input });
      expect(updateOpening.userErrors).toMatchObject([
        { code: "INVALID_INPUT", field: ["customFields"], message: expect.stringContaining("required") },
      ]);
    });

    it("a refusal without the top-level message reads the same", async () => {
      world.standIn.knobs.validationMessage = false;
      const { userErrors } = await write([{ key: "shoe_size", value: 42 }]);
      expect(userErrors).toMatchObject([
        { code: "INVALID_INPUT", field: ["customFields"], message: expect.stringMatching(/^Greenhouse: .*shoe_size/) },
      ]);
    });

    it("both id and key, or neither, is bad input", async () => {
      for (const input of [{ id: "1", key: "level", value: 1 }, { value: 1 }]) {
        const answer = await world.graph.ask(UpdateOpeningDocument, { input: { id: "greenhouse:opening:1.2", customFields: [input] } });
        expect(answer.errors?.[0]?.extensions).toMatchObject({
          code: "BAD_USER_INPUT",
          fields: [{ path: ["input", "customFields", "0", "id"] }],
        });
      }
    });
  });

  describe("custom fields of new openings", () => {
    const create = async (job: JobState, openings: { openingId?: string; customFields?: CustomFieldInput[] }[]) =>
      (await world.graph.data(CreateOpeningsDocument, { input: { jobId: jobId(job), openings } })).createOpenings;

    it("are written with them, the required ones for each", async () => {
      const job = jobWithOpenings(true);
      const made = await create(job, [
        { customFields: [{ key: "cost_centre", value: "CC-1" }] },
        { customFields: [{ key: "cost_centre", value: "CC-2" }] },
      ]);
      expect(made.operation?.outcome).toBe("APPLIED");
      expect(job.openings.slice(-2).map(({ values }) => values.get(field("cost_centre").id))).toEqual(["CC-1", "CC-2"]);
    });

    if (api.manyAtOnce)
      it("one that lacks a required value fails them all, and the field at fault is told as far as the vendor tells it", async () => {
        const job = jobWithOpenings(true);
        const before = job.openings.length;
        const two = await create(job, [{ customFields: [{ key: "cost_centre", value: "CC-1" }] }, {}]);
        expect(two.userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["openings", "customFields"] }]);
        const one = await create(job, [{}]);
        expect(one.userErrors).toMatchObject([
          { code: "INVALID_INPUT", field: ["openings", "0", "customFields"], message: expect.stringContaining("cost_centre") },
        ]);
        expect(job.openings).toHaveLength(before);
      });

    it("a wrong element is told at its place and nothing is sent", async () => {
      const made = await create(jobWithOpenings(), [
        {},
        {
          customFields: [
            { key: "level", value: 1 },
            { id: "x", value: 1 },
          ],
        },
      ]);
      expect(made.userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["openings", "1", "customFields", "1", "id"] }]);
      expect(world.writes()).toEqual([]);
    });

    it("delete is bad input there", async () => {
      const input = { jobId: jobId(jobWithOpenings()), openings: [{ customFields: [{ key: "level", delete: true }] }] };
      const answer = await world.graph.ask(CreateOpeningsDocument, { input });
      expect(answer.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    });
  });
});
