import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import { sampleVacancyId, todayKnobs } from "../../../../src/sandbox/headhunter/index.js";
import { startGraph, type TestGraph } from "../../../support/graph.js";
import { HeadHunterWorld, KNOWN_ACCOUNT, vacancyId } from "../support.js";

const ACTIVE = sampleVacancyId(1);

describe("Null in an edit", () => {
  let world: HeadHunterWorld;
  beforeEach(async () => {
    world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT, knobs: todayKnobs() }).open();
  });
  afterEach(() => world.close());

  const edit = (input: Omit<ChangeInputs["updateVacancy"], "id">) => world.make("updateVacancy", { id: vacancyId(ACTIVE), ...input });
  /** All that is taken away; the rest of a vacancy's fields is sent as it is given. */
  const optional = {
    keySkills: ["key_skills", null],
    scheduleId: ["schedule", null],
    contacts: ["contacts", null],
    addressId: ["address", null],
    testId: ["test", null],
    workFormatIds: ["work_format", null],
    employmentFormId: ["employment_form", null],
    nightShifts: ["night_shifts", null],
    responseUrl: ["response_url", null],
  } as const;

  it.each(Object.entries(optional))("takes %s away, and what is left out stays", async (field, [wire, value]) => {
    world.running.faults.arm({ kind: "status", method: "PUT", status: 204 });
    expect((await edit({ headhunter: { [field]: null, acceptHandicapped: true } })).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()).toEqual([{ [wire]: value, accept_handicapped: true }]);
  });

  it("takes code and pay away at HeadHunter, the pay in the one field that the rules list", async () => {
    expect((await edit({ code: "REQ-7", salary: { from: 5, currency: "RUR", gross: true } })).operation?.outcome).toBe("APPLIED");
    expect((await edit({ code: null, salary: null })).operation?.outcome).toBe("APPLIED");
    expect(world.bodies().at(-1)).toEqual({ code: null, salary_range: null });
    const [held] = await world.vacancies.vacanciesByIds([ACTIVE]);
    expect(held).toMatchObject({ code: null, salary: null });
  });

  it("of a flag beside a reference leaves the reference, and is nothing where there is none", async () => {
    world.held(ACTIVE).fields.address = { id: "123", show_metro_only: true };
    await edit({ headhunter: { showMetroOnly: null } });
    expect(world.bodies()).toEqual([{ address: { id: "123", show_metro_only: false } }]);
    expect((await edit({ headhunter: { testRequired: null } })).userErrors[0]?.message).toContain("Nothing to change");
  });

  it.each(["name", "description"])("does not take the %s away, which no vacancy is without", async (field) => {
    expect((await edit({ [field]: null })).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: [field] }]);
    expect(world.running.requests).toEqual([]);
  });

  it.each(["areaId", "typeId", "billingTypeId", "propertyTypeIds", "previousVacancyId", "managerId"])(
    "does not take %s away, which cannot be edited",
    async (field) => {
      expect((await edit({ headhunter: { [field]: null } })).userErrors).toMatchObject([{ field: ["headhunter", field] }]);
      expect(world.running.requests).toEqual([]);
    },
  );

  it("does not take away what the account's rules require", async () => {
    const { userErrors } = await edit({ headhunter: { professionalRoleIds: null } });
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", "professionalRoleIds"] }]);
    expect(userErrors[0]?.message).toContain("required and cannot be taken away");
    expect(world.bodies()).toEqual([]);
  });

  it("is settled after a lost answer by whether the field is gone", async () => {
    await edit({ code: "REQ-7" });
    for (const [kind, outcome] of [
      ["drop-before", "NOT_APPLIED"],
      ["drop-after", "APPLIED"],
    ] as const) {
      world.running.faults.arm({ kind, method: "PUT", times: 1 });
      expect((await edit({ code: null })).operation?.outcome).toBe(outcome);
    }
  });

  it.each([null, []])("of a list is settled as made where HeadHunter shows it as %j", async (shown) => {
    world.held(ACTIVE).fields.key_skills = [{ name: "1C" }];
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    const json = { id: ACTIVE, name: "Кладовщик", key_skills: shown };
    world.running.faults.arm({ kind: "status", method: "GET", path: `/vacancies/${ACTIVE}$`, skip: 1, status: 200, json });
    expect((await edit({ headhunter: { keySkills: null } })).operation?.outcome).toBe("APPLIED");
  });

  it("takes nothing away from a publication", async () => {
    const board = { areaId: "1", typeId: "open", billingTypeId: "standard", professionalRoleIds: ["96"], testId: null, keySkills: null };
    await world.make("publishVacancy", { name: "Кладовщик", description: "x".repeat(250), code: null, salary: null, headhunter: board });
    expect(Object.keys(world.bodies()[0] as object)).toEqual(["name", "description", "area", "type", "billing_type", "professional_roles"]);
  });
});

describe("Null in an edit, asked over GraphQL", () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph({ env: { SANDBOX_VENDORS: "headhunter" } });
  });
  afterAll(() => graph.stop());

  const UPDATE = `mutation ($input: UpdateVacancyInput!) {
    updateVacancy(input: $input) { operation { outcome replayed } userErrors { code } vacancy { code salary { from } } }
  }`;
  const update = async (input: object) => {
    const { data, errors } = await graph.ask<{ updateVacancy: unknown }, object>(UPDATE, { input: { id: vacancyId(ACTIVE), ...input } });
    expect(errors).toBeUndefined();
    return data?.updateVacancy;
  };
  const made = (replayed: boolean) => ({ operation: { outcome: "APPLIED", replayed }, userErrors: [] });
  const reused = { operation: null, userErrors: [{ code: "IDEMPOTENCY_KEY_REUSED" }] };

  it("takes away what is null, as a variable and in the document, and leaves what is left out", async () => {
    await update({ code: "REQ-7", salary: { from: 5, currency: "RUR", gross: true } });
    expect(await update({ salary: null })).toMatchObject({ ...made(false), vacancy: { code: "REQ-7", salary: null } });
    const literal = `mutation { updateVacancy(input: { id: "${vacancyId(ACTIVE)}", code: null }) { vacancy { code } } }`;
    expect(await graph.ask(literal)).toMatchObject({ data: { updateVacancy: { vacancy: { code: null } } } });
  });

  it("is another input than a field left out, for an idempotency key, at the top and below", async () => {
    const skills = { keySkills: ["1C"] };
    expect(await update({ idempotencyKey: "top", code: null, headhunter: skills })).toMatchObject(made(false));
    expect(await update({ idempotencyKey: "top", headhunter: skills })).toMatchObject(reused);
    expect(await update({ idempotencyKey: "top", code: null, headhunter: skills })).toMatchObject(made(true));
    expect(await update({ idempotencyKey: "below", headhunter: { ...skills, responseUrl: null } })).toMatchObject(made(false));
    expect(await update({ idempotencyKey: "below", headhunter: skills })).toMatchObject(reused);
    expect(await update({ idempotencyKey: "below", headhunter: { ...skills, responseUrl: null } })).toMatchObject(made(true));
  });
});
