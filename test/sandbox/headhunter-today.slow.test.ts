import { sampleVacancyId, specialVacancyId, todayKnobs } from "../../src/sandbox/headhunter/index.js";
import { HeadHunterBench, list, newVacancy, record, refusal } from "./headhunter-support.js";

const ORDINARY = sampleVacancyId(5);
const SHIFT_PAID = specialVacancyId("shiftPaid");

/** A body that POST /vacancies takes under today's conditions. */
function newVacancyOfToday(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { specializations, ...rest } = newVacancy();
  return { ...rest, professional_roles: [{ id: "156" }], ...changes };
}

// Facts: the vendor's specification, copy of July 2025, and its log of changes up to April 2026. What they leave open is a knob.
describe("The fields of today on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench({ knobs: todayKnobs() }).open();
  });
  afterEach(() => bench.close());

  const publish = (changes: Record<string, unknown> = {}) => bench.send("POST", "/vacancies", { body: newVacancyOfToday(changes) });
  const put = (id: string, body: unknown, query = "") => bench.send("PUT", `/vacancies/${id}${query}`, { body });
  const view = async (id: unknown) => record(await bench.get(`/vacancies/${id}`));
  const conditions = async () => record(await bench.get("/vacancy_conditions")) as Record<string, Record<string, never>>;

  describe("in its conditions", () => {
    it("have a role and no specializations", async () => {
      expect((await conditions()).professional_roles).toEqual({ required: true, min_count: 1, max_count: 1 });
      expect(await conditions()).not.toHaveProperty("specializations");
      expect((await publish()).status).toBe(201);
      expect(refusal(await publish({ name: "Повар", professional_roles: undefined }))).toBe(
        "400 bad_json_data/professional_roles required",
      );
      expect(refusal(await publish({ name: "Повар", professional_roles: [{ id: "9999" }] }))).toBe(
        "400 bad_json_data/professional_roles invalid",
      );
    });

    it("refuse specializations as unexpected, or pass over them", async () => {
      const body = { name: "Повар", specializations: [{ id: "17.324" }] };
      expect(refusal(await publish(body))).toBe("400 bad_json_data/specializations unexpected");
      bench.standIn.knobs.specializations = "ignored";
      const { id } = record(await publish(body));
      expect(await view(id)).not.toHaveProperty("specializations");
    });

    it("may be null, singly or all, while the check goes on", async () => {
      bench.standIn.knobs.nullRules = ["code", "contacts.phones.number", "salary_range.gross"];
      const rules = await conditions();
      expect(rules.code).toBeNull();
      expect(rules).toMatchObject({
        name: { required: true },
        contacts: { fields: { name: { required: true }, phones: { fields: { number: null, comment: { required: false } } } } },
        salary_range: { fields: { gross: null, mode: { required: true } } },
      });
      expect(refusal(await publish({ code: "x".repeat(51) }))).toBe("400 bad_json_data/code is_too_long");
      bench.standIn.knobs.nullRules = "all";
      expect(Object.values(await conditions()).every((rule) => rule === null)).toBe(true);
    });

    it("cannot be read, by knob", async () => {
      for (const status of [403, 500] as const) {
        bench.standIn.knobs.conditionsAnswer = status;
        const answer = await fetch(`${bench.running?.origin}/vacancy_conditions`, {
          headers: { "user-agent": "Good/1.0", authorization: "Bearer sandbox-access-token" },
        });
        expect(answer.status).toBe(status);
      }
      bench.standIn.knobs.conditionsAnswer = "garbage";
      expect((await bench.get("/vacancy_conditions")).body).toEqual(["rules"]);
    });

    it("gain a field that is required, known or not", async () => {
      bench.standIn.knobs.requiredFields = ["tomorrow", "code"];
      expect((await conditions()).tomorrow).toEqual({ required: true });
      expect((await conditions()).code).toEqual({ required: true, min_length: 0, max_length: 50 });
      expect(refusal(await publish())).toBe("400 bad_json_data/code required, bad_json_data/tomorrow required");
      const { id } = record(await publish({ tomorrow: { level: 3 }, code: "x" }));
      expect(await view(id)).toMatchObject({ tomorrow: { level: 3 } });
      expect(refusal(await publish({ tomorrow: 1, code: "x", after: 1 }))).toBe("400 bad_json_data/after unexpected");
      bench.standIn.knobs.unknownFields = "ignored";
      expect((await publish({ name: "Повар", tomorrow: 1, code: "x", after: 1 })).status).toBe(201);
    });
  });

  describe("for pay", () => {
    const range = { from: 3_500, to: null, currency: "RUR", gross: false, mode: { id: "SHIFT" }, frequency: { id: "DAILY" } };

    it("have a mode and a frequency, and no salary where it is not by the month", async () => {
      const { id } = record(await publish({ salary_range: range }));
      expect(await view(id)).toMatchObject({
        salary: null,
        salary_range: { ...range, mode: { id: "SHIFT", name: "За смену" }, frequency: { id: "DAILY", name: "Ежедневно" } },
      });
      bench.standIn.knobs.salaryOfOtherModes = "amounts";
      expect((await view(id)).salary).toEqual({ from: 3_500, to: null, currency: "RUR", gross: false });
    });

    it("are told in both forms where they are by the month, whichever was sent", async () => {
      await put(ORDINARY, { salary_range: { ...range, mode: { id: "MONTH" }, frequency: null } });
      const told = { from: 3_500, to: null, currency: "RUR", gross: false };
      expect(await view(ORDINARY)).toMatchObject({ salary: told, salary_range: { ...told, mode: { id: "MONTH" }, frequency: null } });
      await put(ORDINARY, { salary: { to: 9, currency: "EUR", gross: true } });
      expect(await view(ORDINARY)).toMatchObject({
        salary: { from: null, to: 9 },
        salary_range: { from: null, to: 9, currency: "EUR", gross: true, mode: { id: "MONTH" } },
      });
    });

    it("turn from the shift to the month by an edit of the old form", async () => {
      expect(await view(SHIFT_PAID)).toMatchObject({ salary: null, salary_range: { from: 3_000, mode: { id: "SHIFT" } } });
      const [item] = list(await bench.get("/employers/1455/vacancies/active?per_page=50")).items.filter(({ id }) => id === SHIFT_PAID);
      expect(item).toMatchObject({ salary: null, salary_range: { mode: { id: "SHIFT" }, frequency: { id: "WEEKLY" } } });
      await put(SHIFT_PAID, { salary: { from: 3_000, currency: "RUR" } });
      expect(await view(SHIFT_PAID)).toMatchObject({ salary: { from: 3_000 }, salary_range: { mode: { id: "MONTH" } } });
    });

    it.each<[string, Record<string, unknown>, string]>([
      ["no gross", { gross: undefined }, "required /salary_range/gross"],
      ["no mode", { mode: undefined }, "required /salary_range/mode"],
      ["no currency", { currency: undefined }, "required /salary_range/currency"],
      ["RUB for the rouble", { currency: "RUB" }, "currency_code_is_invalid /salary_range/currency"],
      ["an unknown mode", { mode: { id: "YEAR" } }, "invalid /salary_range/mode"],
      ["an unknown frequency", { frequency: { id: "YEARLY" } }, "invalid /salary_range/frequency"],
      ["a fraction", { from: 1.5 }, "invalid /salary_range/from"],
    ])("refuse %s", async (_, changes, expected) => {
      const told = refusal(await publish({ salary_range: { ...range, ...changes } }));
      expect(told).toContain(`bad_json_data/salary_range ${expected}`);
    });

    it("refuse both forms at once, or let the newer one count", async () => {
      const both = { salary: { from: 1, currency: "RUR" }, salary_range: range };
      expect(refusal(await put(ORDINARY, both))).toBe("400 bad_json_data/salary value_conflict_with_business_rules");
      bench.standIn.knobs.bothPays = "range-wins";
      expect((await put(ORDINARY, both)).status).toBe(204);
      expect(await view(ORDINARY)).toMatchObject({ salary: null, salary_range: { from: 3_500 } });
    });
  });

  describe("for telephones", () => {
    const withPhone = (phone: Record<string, unknown>) => publish({ contacts: { name: "Анна", phones: [phone] } });

    it("measure the whole number, and have no rules for its parts", async () => {
      const { fields } = (await conditions()).contacts as unknown as { fields: { phones: object } };
      expect(fields.phones).toEqual({
        required: true,
        min_count: 0,
        max_count: 2,
        fields: { number: { required: true, min_length: 7, max_length: 21 }, comment: expect.anything() },
      });
      expect((await withPhone({ country: "7", city: "84722", number: "41234" })).status).toBe(201);
      const pointer = "/contacts/phones/0/number";
      expect(refusal(await withPhone({ country: "7", city: "8", number: "4123" }))).toBe(
        `400 bad_json_data/contacts is_too_short ${pointer}`,
      );
      expect(refusal(await withPhone({ comment: "днём" }))).toBe(`400 bad_json_data/contacts required ${pointer}`);
    });

    it("take a number as it is written, and read it in each form", async () => {
      const { id } = record(await withPhone({ formatted: "+7 (84722) 4-12-34", comment: null }));
      const phone = async () => ((await view(id)).contacts as { phones: unknown[] }).phones[0];
      const parts = { country: "7", city: "847", number: "2241234" };
      expect(await phone()).toEqual({ ...parts, formatted: "+7 (84722) 4-12-34", comment: null });
      bench.standIn.knobs.phonesInReads = "formatted";
      expect(await phone()).toEqual({ formatted: "+7 (84722) 4-12-34", comment: null });
      bench.standIn.knobs.phonesInReads = "parts";
      expect(await phone()).toEqual({ ...parts, comment: null });
    });
  });

  describe("for employment", () => {
    const rotation = { employment_form: { id: "FLY_IN_FLY_OUT" }, fly_in_fly_out_duration: [{ id: "DAYS_30" }] };

    it("are kept, and read with their names from the dictionaries", async () => {
      const { id } = record(
        await publish({
          ...rotation,
          work_format: [{ id: "ON_SITE" }],
          work_schedule_by_days: [{ id: "TWO_ON_TWO_OFF" }],
          working_hours: [{ id: "HOURS_12" }],
          internship: false,
          night_shifts: true,
          age_restriction: { id: "AGE_16_PLUS" },
          accept_labor_contract: true,
          civil_law_contracts: [{ id: "SELF_EMPLOYED" }],
        }),
      );
      const told = await view(id);
      expect(told).toMatchObject({
        employment_form: { id: "FLY_IN_FLY_OUT", name: "Вахта" },
        fly_in_fly_out_duration: [{ id: "DAYS_30", name: "30 дней" }],
        work_format: [{ id: "ON_SITE" }],
        work_schedule_by_days: [{ id: "TWO_ON_TWO_OFF" }],
        working_hours: [{ id: "HOURS_12" }],
        internship: false,
        night_shifts: true,
        age_restriction: { id: "AGE_16_PLUS" },
        accept_labor_contract: true,
        civil_law_contracts: [{ id: "SELF_EMPLOYED" }],
        professional_roles: [{ id: "156", name: "BI-аналитик, аналитик данных" }],
      });
      expect(told).not.toHaveProperty("schedule");
      bench.standIn.knobs.scheduleInReads = true;
      expect(await view(id)).toHaveProperty("schedule");
      const dictionaries = record(await bench.get("/dictionaries")) as Record<string, { id: string }[]>;
      expect(dictionaries.age_restriction?.map((entry) => entry.id)).toEqual(["AGE_14_PLUS", "AGE_16_PLUS"]);
      bench.standIn.knobs.readsEdition = "2021";
      expect(await view(id)).not.toHaveProperty("work_format");
      expect(record(await bench.get("/dictionaries"))).not.toHaveProperty("work_format");
    });

    it.each<[string, Record<string, unknown>, string]>([
      ["an unknown form", { employment_form: { id: "full" } }, "employment_form invalid"],
      ["rotation with an internship", { ...rotation, internship: true }, "employment_form employment_form_uncompatible_with_internship"],
      [
        "remote rotation",
        { ...rotation, work_format: [{ id: "REMOTE" }] },
        "employment_form employment_form_uncompatible_with_work_format",
      ],
      [
        "a duration of what is no rotation",
        { ...rotation, employment_form: { id: "FULL" } },
        "fly_in_fly_out_duration fly_in_fly_out_incompatible_employment_form",
      ],
      ["rotation without a duration", { employment_form: { id: "FLY_IN_FLY_OUT" } }, "fly_in_fly_out_duration required"],
      ["rotation by the old field without a duration", { schedule: { id: "flyInFlyOut" } }, "fly_in_fly_out_duration required"],
      ["an age below 18 outside Russia", { age_restriction: { id: "AGE_14_PLUS" }, area: { id: "160" } }, "age_restriction invalid"],
    ])("refuse %s", async (_, changes, expected) => {
      expect(refusal(await publish(changes))).toBe(`400 bad_json_data/${expected}`);
    });

    it("refuse rotation that is paid for performance", async () => {
      const { type, billing_type, ...rest } = newVacancyOfToday(rotation);
      const bought = { vacancy_properties: { properties: [{ property_type: "HH_PAY_FOR_PERFORMANCE" }] } };
      const answer = await bench.send("POST", "/vacancies", { body: { ...rest, ...bought, professional_roles: [{ id: "58" }] } });
      expect(refusal(answer)).toBe("400 bad_json_data/employment_form fly_in_fly_out_pay_for_performance");
    });

    it("are judged with what the vacancy has, where an edit touches them", async () => {
      const { id } = record(await publish(rotation)) as { id: string };
      expect(refusal(await put(id, { internship: true }))).toBe(
        "400 bad_json_data/employment_form employment_form_uncompatible_with_internship",
      );
      expect(refusal(await put(id, { fly_in_fly_out_duration: null }))).toBe("400 bad_json_data/fly_in_fly_out_duration required");
      bench.standIn.knobs.rotationDurationRequired = false;
      expect((await put(id, { fly_in_fly_out_duration: null })).status).toBe(204);
      expect(await view(id)).toMatchObject({ fly_in_fly_out_duration: null });
    });
  });

  it("are refused in bodies by knob of the page of 2021", async () => {
    bench.standIn.knobs.bodyEdition = "2021";
    expect(refusal(await put(ORDINARY, { work_format: [{ id: "REMOTE" }] }))).toBe("400 bad_json_data/work_format unexpected");
  });

  it("are taken off by null, but for those that are required", async () => {
    const held = () => bench.standIn.state.vacancies.get(ORDINARY)?.fields;
    Object.assign(held() ?? {}, { test: { id: "42" }, contacts: { name: "Анна", email: "a@example.com" }, code: "x" });
    expect((await put(ORDINARY, { test: null, contacts: null, address: null, salary_range: null, code: null })).status).toBe(204);
    expect(await view(ORDINARY)).toMatchObject({ test: null, contacts: null, address: null, salary: null, salary_range: null, code: null });
    expect(refusal(await put(ORDINARY, { professional_roles: null }))).toBe("400 bad_json_data/professional_roles required");
    bench.standIn.knobs.nullInEdits = "refused";
    expect(refusal(await put(ORDINARY, { test: null }))).toBe("400 bad_json_data/test invalid");
    expect((await put(ORDINARY, { salary: null })).status).toBe(204);
  });

  it("warn of a replacement only where the edit is heavy and the request asks for it", async () => {
    const rewritten = { description: newVacancy().description };
    const touched = { description: `${(await view(ORDINARY)).description}<p>Звоните.</p>` };
    expect(refusal(await put(ORDINARY, rewritten, "?ignore_replacement_warning=false"))).toBe("403 vacancies/replacement");
    expect((await put(ORDINARY, touched, "?ignore_replacement_warning=false")).status).toBe(204);
    expect((await put(ORDINARY, rewritten)).status).toBe(204);
  });

  it("include the roles, by category", async () => {
    const { categories } = record(await bench.get("/professional_roles?locale=EN", { token: null })) as {
      categories: { id: string; name: string; roles: { id: string; name: string }[] }[];
    };
    expect(categories[0]).toMatchObject({ name: "Information technology", roles: [{ id: "156" }, { id: "96" }, { id: "160" }] });
  });
});
