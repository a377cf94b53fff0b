import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import { sampleVacancyId, todayKnobs } from "../../../../src/sandbox/headhunter/index.js";
import { recordsIn } from "../../../support/records.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT, vacancyId } from "../support.js";

type Board = NonNullable<ChangeInputs["publishVacancy"]["headhunter"]>;

const ACTIVE = sampleVacancyId(1);

let world: HeadHunterWorld;
beforeEach(async () => {
  world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT, knobs: todayKnobs() }).open();
});
afterEach(() => world.close());

const publish = (headhunter: Board = {}, name = "Кладовщик") =>
  world.make("publishVacancy", {
    name,
    description: "x".repeat(250),
    headhunter: { areaId: "1", typeId: "open", billingTypeId: "standard", professionalRoleIds: ["96"], ...headhunter },
  });
const edit = (input: Omit<ChangeInputs["updateVacancy"], "id">) => world.make("updateVacancy", { id: vacancyId(ACTIVE), ...input });

describe("Field rules", () => {
  it("that are null are no rules, at any depth, for vacancyFieldRules as for a publication", async () => {
    world.standIn.knobs.nullRules = ["code", "description", "contacts.email", "contacts.phones.number"];
    const paths = recordsIn(await world.vacancies.fieldRules?.()).map(({ path }) => path);
    expect(paths).toContain("contacts.phones");
    expect(paths).not.toContain("code");
    expect(paths).not.toContain("contacts.phones.number");
    expect((await publish({ contacts: { name: "Анна", email: "a@example.com" } })).operation?.outcome).toBe("APPLIED");
  });

  it("that are all null stop nothing", async () => {
    world.standIn.knobs.nullRules = "all";
    expect(recordsIn(await world.vacancies.fieldRules?.())).toEqual([]);
    expect((await publish()).operation?.outcome).toBe("APPLIED");
    expect((await edit({ code: "REQ-7" })).operation?.outcome).toBe("APPLIED");
  });

  it.each([403, 500, "garbage", "html"] as const)(
    "that cannot be read (%s) stop neither a publication nor an edit: HeadHunter judges",
    async (answer) => {
      world.standIn.knobs.conditionsAnswer = answer;
      expect((await publish()).operation?.outcome).toBe("APPLIED");
      expect((await edit({ code: "REQ-7" })).operation?.outcome).toBe("APPLIED");
      const { userErrors } = await publish({ keySkills: Array.from({ length: 31 }, (_, index) => String(index)) }, "Другой");
      expect(userErrors).toMatchObject([{ field: ["headhunter", "keySkills"], vendorCode: expect.any(String) }]);
    },
  );

  it.each([429, 503])("that are not to be had just now (%i) stop neither", async (status) => {
    world.running.faults.arm({ kind: "status", path: "/vacancy_conditions$", status });
    expect((await publish()).operation?.outcome).toBe("APPLIED");
    expect((await edit({ code: "REQ-7" })).operation?.outcome).toBe("APPLIED");
  });
});

describe("Fields that the graph has no name for", () => {
  it("are sent beside the typed ones, by publication and edit", async () => {
    world.running.faults.arm({ kind: "status", method: "POST", status: 201, json: { id: "77" } });
    const extra = { auto_response: { accept_auto_response: true }, languages: [{ id: "eng", level: { id: "b2" } }] };
    expect((await publish({ extra })).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()).toMatchObject([{ name: "Кладовщик", ...extra }]);
    await edit({ code: "REQ-7", headhunter: { extra: { show_contacts: null } } });
    expect(world.bodies().at(-1)).toEqual({ code: "REQ-7", show_contacts: null });
  });

  it.each(["name", "salary", "salary_range", "manager", "billing_type", "vacancy_properties", "area", "employment_form", "code"])(
    "must not be %s, which has a name here, or costs money",
    async (key) => {
      for (const { userErrors } of [await publish({ extra: { [key]: "x" } }), await edit({ headhunter: { extra: { [key]: null } } })]) {
        expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", "extra"] }]);
        expect(userErrors[0]?.message).toContain(`extra must not hold ${key}: give it as`);
      }
      expect(world.running.requests).toEqual([]);
    },
  );

  it.each(["constructor", "toString", "__proto__"])("are named where HeadHunter refuses them, whatever their name: %s", async (key) => {
    const errors = [{ type: "bad_json_data", value: key, reason: key }];
    world.running.faults.arm({ kind: "status", method: "PUT", status: 400, times: 1, json: { errors } });
    expect((await edit({ headhunter: { extra: { show_contacts: true } } })).userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["headhunter", "extra", key], message: expect.stringContaining(`does not take ${key}:`) },
    ]);
    const refused = { errors: [{ type: "vacancies", value: key }] };
    world.running.faults.arm({ kind: "status", method: "PUT", status: 403, times: 1, json: refused });
    expect((await edit({ code: "REQ-7" })).userErrors).toMatchObject([{ code: "REJECTED_BY_VENDOR", vendorCode: key }]);
  });

  it("are not taken for held by what every object has", async () => {
    const extra = JSON.parse('{ "__proto__": {} }');
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    expect((await edit({ headhunter: { extra } })).operation?.outcome).toBe("UNCERTAIN");
  });

  it.each(["id", "employer", "archived", "hidden"])("must not be %s, which HeadHunter decides", async (key) => {
    expect((await publish({ extra: { [key]: "x" } })).userErrors[0]?.message).toContain(`extra must not hold ${key}`);
    expect(world.running.requests).toEqual([]);
  });

  it.each([["a text"], [[1]], [true]])("are given as an object: %j is refused", async (extra) => {
    expect((await publish({ extra })).userErrors).toMatchObject([{ field: ["headhunter", "extra"] }]);
    expect(world.running.requests).toEqual([]);
  });

  it("are checked by the same rules, and named where one of them is required", async () => {
    const json = { auto_response: { required: true, fields: { text: { required: true, max_length: 3 } } } };
    world.running.faults.arm({ kind: "status", path: "/vacancy_conditions$", status: 200, json });
    const { userErrors } = await publish();
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", "extra"] }]);
    expect(userErrors[0]?.message).toContain("auto_response is required: give it in extra");
    expect((await publish({ extra: { auto_response: { text: "abcd" } } })).userErrors).toMatchObject([
      { field: ["headhunter", "extra", "auto_response", "text"], message: expect.stringContaining("at most 3 characters") },
    ]);
    expect((await edit({ headhunter: { extra: { auto_response: null } } })).userErrors[0]?.message).toContain("cannot be taken away");
  });

  it("prove nothing of an edit where HeadHunter does not show them", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    expect((await edit({ headhunter: { extra: { auto_response: { accept_auto_response: true } } } })).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });
});

describe("Refusals about money", () => {
  it.each([
    ["vacancies", "not_enough_purchased_services", "NOT_ENOUGH_CREDIT", "not sold in every region"],
    ["vacancies", "quota_exceeded", "QUOTA_EXCEEDED", "set in HeadHunter's cabinet"],
    ["api_access_payment", "action_must_be_payed", "NOT_ENOUGH_CREDIT", "access to this method"],
  ])("say what is missing: %s %s", async (type, value, code, words) => {
    world.running.faults.arm({ kind: "status", method: "POST", status: 403, times: 1, json: { errors: [{ type, value }] } });
    expect((await publish()).userErrors).toMatchObject([{ code, vendorCode: value, message: expect.stringContaining(words) }]);
  });

  it("name what may be sold instead of a billing type that is not", async () => {
    const error = { type: "vacancies", value: "billing_type", reason: "value_conflict_with_business_rules" };
    world.running.faults.arm({ kind: "status", method: "POST", status: 400, times: 1, json: { errors: [error] } });
    expect((await publish()).userErrors).toMatchObject([
      { field: ["headhunter", "billingTypeId"], message: expect.stringContaining("propertyTypeIds") },
    ]);
  });
});
