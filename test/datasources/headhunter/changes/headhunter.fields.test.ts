import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import { sampleVacancyId, todayKnobs } from "../../../../src/sandbox/headhunter/index.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT, vacancyId } from "../support.js";

type Board = NonNullable<ChangeInputs["publishVacancy"]["headhunter"]>;

const ACTIVE = sampleVacancyId(1);

let world: HeadHunterWorld;
beforeEach(async () => {
  world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT, knobs: todayKnobs() }).open();
});
afterEach(() => world.close());

const publish = (headhunter: Board = {}) =>
  world.make("publishVacancy", {
    name: "Кладовщик",
    description: "x".repeat(250),
    headhunter: { areaId: "1", typeId: "open", billingTypeId: "standard", professionalRoleIds: ["96"], ...headhunter },
  });
const edit = (headhunter: Board) => world.make("updateVacancy", { id: vacancyId(ACTIVE), headhunter });
const rules = (json: unknown) => world.running.faults.arm({ kind: "status", path: "/vacancy_conditions$", status: 200, json });
const refuse = (method: string, status: number, error: object) =>
  world.running.faults.arm({ kind: "status", method, status, times: 1, json: { errors: [{ type: "vacancies", ...error }] } });

describe("Telephone numbers", () => {
  const phone = (...phones: NonNullable<NonNullable<Board["contacts"]>["phones"]>) => publish({ contacts: { name: "Анна", phones } });

  it("are sent whole or in parts, as they are given", async () => {
    await phone({ formatted: "+7 (84722) 4-12-34" }, { country: "7", city: "84722", number: "41234", comment: "с 9 до 18" });
    expect(world.bodies()).toMatchObject([
      {
        contacts: {
          phones: [{ formatted: "+7 (84722) 4-12-34" }, { country: "7", city: "84722", number: "41234", comment: "с 9 до 18" }],
        },
      },
    ]);
  });

  it.each([
    {},
    { country: "7", number: "41234" },
    { formatted: "+7 84722 41234", number: "41234" },
    { formatted: "+7 84722 41234", country: "7", city: "84722", number: "41234" },
  ])("are given in exactly one way: %j is refused at its place", async (given) => {
    const { userErrors } = await phone({ formatted: "+7 495 1234567" }, given);
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", "contacts", "phones", "1"] }]);
    expect(world.running.requests).toEqual([]);
  });

  it("of small towns are not refused by the length of their last part, where the rules know the whole number alone", async () => {
    expect((await phone({ country: "7", city: "84722", number: "41234" })).operation?.outcome).toBe("APPLIED");
    expect((await phone({ country: "7", city: "84722", number: "4".repeat(16) })).userErrors).toMatchObject([
      {
        field: ["headhunter", "contacts", "phones", "0", "number"],
        message: expect.stringContaining("at most 21 characters long; it is 22"),
      },
    ]);
  });

  it("are measured part by part where the rules have the parts, and by no expression that is about another form", async () => {
    const parts = { country: { required: true }, city: { required: true, min_length: 3 }, number: { required: true, min_length: 7 } };
    const contacts = { required: false, fields: { phones: { required: true, fields: parts } } };
    rules({ contacts });
    expect((await phone({ country: "7", city: "84", number: "41234" })).userErrors.map(({ field }) => field?.at(-1))).toEqual([
      "city",
      "number",
    ]);
    expect((await phone({ formatted: "+7 84 41234" })).operation?.outcome).toBe("APPLIED");
    world.running.faults.clear();
    world.clock.pass(DAY);
    const number = { required: true, regexp: "^\\+\\d+ \\(\\d+\\) \\d+$" };
    rules({ contacts: { required: false, fields: { phones: { required: true, fields: { number, formatted: { max_length: 10 } } } } } });
    world.running.faults.arm({ kind: "status", method: "POST", status: 201, json: { id: "77" } });
    expect((await phone({ country: "7", city: "84722", number: "41234" })).operation?.outcome).toBe("APPLIED");
    expect((await phone({ formatted: "+7 84722 41234" })).userErrors[0]?.message).toContain("contacts.phones.formatted must be at most 10");
  });

  it.each(["parts", "formatted"] as const)("prove an edit whose answer was lost however HeadHunter writes them: %s", async (form) => {
    world.standIn.knobs.phonesInReads = form;
    for (const phone of [{ country: "7", city: "84722", number: "4-12-34" }, { formatted: "+7 (84722) 4-12-35" }]) {
      world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
      expect((await edit({ contacts: { name: "Анна", phones: [phone] } })).operation?.outcome).toBe("APPLIED");
    }
  });
});

describe("The kind of work", () => {
  const work: Board = {
    employmentFormId: "PROJECT",
    workFormatIds: ["REMOTE", "HYBRID"],
    workScheduleByDaysIds: ["FIVE_ON_TWO_OFF"],
    workingHoursIds: ["HOURS_8"],
    internship: false,
    nightShifts: true,
    ageRestrictionId: "AGE_14_PLUS",
    acceptLaborContract: true,
    civilLawContractIds: ["SELF_EMPLOYED"],
  };

  it("is sent in HeadHunter's fields of today, by publication and edit", async () => {
    world.running.faults.arm({ kind: "status", method: "POST", status: 201, json: { id: "77" } });
    world.running.faults.arm({ kind: "status", method: "PUT", status: 204 });
    await publish({ ...work, flyInFlyOutDurationIds: ["DAYS_30"] });
    await edit(work);
    const sent = {
      employment_form: { id: "PROJECT" },
      work_format: [{ id: "REMOTE" }, { id: "HYBRID" }],
      work_schedule_by_days: [{ id: "FIVE_ON_TWO_OFF" }],
      working_hours: [{ id: "HOURS_8" }],
      internship: false,
      night_shifts: true,
      age_restriction: { id: "AGE_14_PLUS" },
      accept_labor_contract: true,
      civil_law_contracts: [{ id: "SELF_EMPLOYED" }],
    };
    expect(world.bodies()[0]).toMatchObject({ ...sent, fly_in_fly_out_duration: [{ id: "DAYS_30" }] });
    expect(world.bodies()[1]).toEqual(sent);
  });

  it.each([
    ["fly_in_fly_out_pay_for_performance", "vacancy_properties", "propertyTypeIds", "responses are paid for"],
    [
      "fly_in_fly_out_incompatible_employment_form",
      "fly_in_fly_out_duration",
      "flyInFlyOutDurationIds",
      "FLY_IN_FLY_OUT as employmentFormId",
    ],
    ["employment_form_uncompatible_with_internship", "employment_form", "employmentFormId", "internship"],
    ["employment_form_uncompatible_with_work_format", "work_format", "workFormatIds", "workFormatIds"],
  ])("is refused by HeadHunter in words that say what to correct: %s", async (reason, value, field, words) => {
    refuse("POST", 400, { value, reason });
    expect((await publish(work)).userErrors).toMatchObject([
      { field: ["headhunter", field], vendorCode: reason, message: expect.stringContaining(words) },
    ]);
  });

  it.each([{ employmentFormId: "FLY_IN_FLY_OUT" }, { scheduleId: "flyInFlyOut" }])(
    "in rotations needs their length only where the rules say so: %j",
    async (rotation) => {
      world.running.faults.arm({ kind: "status", method: "POST", status: 201, json: { id: "77" } });
      world.running.faults.arm({ kind: "status", method: "PUT", status: 204 });
      expect((await publish(rotation)).operation?.outcome).toBe("APPLIED");
      world.clock.pass(DAY);
      rules({ fly_in_fly_out_duration: { required: true } });
      const told = [{ code: "INVALID_INPUT", field: ["headhunter", "flyInFlyOutDurationIds"] }];
      for (const durations of [{}, { flyInFlyOutDurationIds: [] }]) {
        expect((await publish({ ...rotation, ...durations })).userErrors).toMatchObject(told);
        expect((await edit({ ...rotation, ...durations })).userErrors).toMatchObject(told);
      }
      expect((await publish({ ...rotation, flyInFlyOutDurationIds: ["DAYS_15"] })).operation?.outcome).toBe("APPLIED");
      world.clock.pass(DAY);
      expect((await publish({ employmentFormId: "FULL" })).operation?.outcome).toBe("APPLIED");
    },
  );

  it("is not told as not changed where HeadHunter's answer lacks the schedule, as it does since 2026", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    expect((await edit({ scheduleId: "shift" })).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });

  it("is told as changed by the fields that HeadHunter does show", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    expect((await edit({ scheduleId: "shift", experienceId: "moreThan6" })).operation?.outcome).toBe("APPLIED");
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    expect((await edit({ scheduleId: "flexible", experienceId: "noExperience" })).operation?.outcome).toBe("NOT_APPLIED");
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    expect((await edit({ scheduleId: "flexible", experienceId: "moreThan6" })).operation?.outcome).toBe("UNCERTAIN");
  });
});

describe("An edit that changes a vacancy much", () => {
  it("asks HeadHunter to warn, and goes on after a warning only by ignoreReplacementWarning", async () => {
    const queries = () => world.running.requests.filter(({ method }) => method === "PUT").map(({ query }) => query);
    world.clock.pass(DAY);
    refuse("PUT", 403, { value: "replacement" });
    const { userErrors } = await edit({ keySkills: ["1C"] });
    expect(userErrors).toMatchObject([{ code: "CONFLICT", vendorCode: "replacement", retryable: false }]);
    expect(userErrors[0]?.message).toContain("HeadHunter may block the vacancy");
    expect(userErrors[0]?.message).toContain("headhunter.ignoreReplacementWarning");
    expect((await edit({ keySkills: ["1C"], ignoreReplacementWarning: true })).operation?.outcome).toBe("APPLIED");
    await edit({ keySkills: ["2C"], ignoreReplacementWarning: false, ignoreDuplicates: true });
    expect(queries()).toEqual([
      "ignore_replacement_warning=false",
      "ignore_replacement_warning=true",
      "ignore_duplicates=true&ignore_replacement_warning=false",
    ]);
    expect(world.bodies()).toEqual([{ key_skills: [{ name: "1C" }] }, { key_skills: [{ name: "1C" }] }, { key_skills: [{ name: "2C" }] }]);
  });
});

describe("Specializations", () => {
  it("are refused where the rules list professional roles in their place, and not where they list neither", async () => {
    const { userErrors } = await publish({ specializationIds: ["17.324"] });
    expect(userErrors).toMatchObject([
      { field: ["headhunter", "specializationIds"], message: expect.stringContaining("professionalRoleIds") },
    ]);
    expect((await edit({ specializationIds: ["17.324"] })).userErrors).toMatchObject([{ field: ["headhunter", "specializationIds"] }]);
    expect(world.bodies()).toEqual([]);
    world.clock.pass(DAY);
    rules({ professional_roles: null });
    world.running.faults.arm({ kind: "status", method: "POST", status: 201, json: { id: "77" } });
    expect((await publish({ specializationIds: ["17.324"] })).operation?.outcome).toBe("APPLIED");
  });
});
