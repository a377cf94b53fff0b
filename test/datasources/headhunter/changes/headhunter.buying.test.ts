import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import type { StandInResponse } from "../../../../src/sandbox/kit/exchange.js";
import { HeadHunterWorld, KNOWN_ACCOUNT, MINUTE, overlay, SECOND, vacancyId } from "../support.js";

type Board = NonNullable<ChangeInputs["publishVacancy"]["headhunter"]>;

const OFFERS = "/employers/1455/services/available_publications";
const REQUIRED = { required: true };

/** The conditions as they are while both forms are taken. */
const CONDITIONS = {
  name: REQUIRED,
  area: REQUIRED,
  professional_roles: { required: true, min_count: 1, max_count: 1 },
  type: REQUIRED,
  billing_type: REQUIRED,
  vacancy_properties: { required: false },
  closed_for_applicants: { required: false },
};

const variantOf = (...types: string[]) => ({
  available_publications_count: 3,
  vacancy_properties: { required: { properties: types.map((property_type) => ({ property_type })) } },
});

let world: HeadHunterWorld;
/** By path; what is not here comes from the stand-in. */
let answers: Record<string, StandInResponse>;
/** What was published: HeadHunter's list of live vacancies shows it. */
let published: { id: string; body: Record<string, unknown> }[];
/** What a read shows otherwise than it was sent. */
let shown: Record<string, unknown>;

beforeEach(async () => {
  published = [];
  shown = {};
  answers = {
    "/vacancy_conditions": { status: 200, json: CONDITIONS },
    [OFFERS]: { status: 200, json: { publication_variants: [variantOf("HH_VP_OPTIMUM", "ZP_CROSSPOSTING"), variantOf("HH_PREMIUM")] } },
  };
  world = new HeadHunterWorld({ env: KNOWN_ACCOUNT });
  overlay(world, ({ method, path, json }) => {
    if (method === "POST" && path === "/vacancies") {
      published.push({ id: String(900 + published.length), body: json as Record<string, unknown> });
      return { status: 201, json: { id: published.at(-1)?.id } };
    }
    const items = published.map(({ id, body: { name, area, code, previous_id } }) => {
      return { id, name, area, code, previous_id, archived: false, hidden: false, ...shown };
    });
    if (path.endsWith("/vacancies/active")) return { status: 200, json: { found: items.length, page: 0, pages: 1, per_page: 50, items } };
    const one = items.find(({ id }) => path === `/vacancies/${id}`);
    return one === undefined ? answers[path] : { status: 200, json: one };
  });
  await world.open();
});
afterEach(() => world.close());

const publish = (headhunter: Board = {}, rest: Partial<ChangeInputs["publishVacancy"]> = {}) =>
  world.make("publishVacancy", {
    name: "Кладовщик",
    description: "x".repeat(250),
    code: "REQ-1",
    headhunter: { areaId: "1", professionalRoleIds: ["96"], ...headhunter },
    ...rest,
  });

const PROPERTIES = { propertyTypeIds: ["HH_VP_OPTIMUM", "ZP_CROSSPOSTING"] };
const OLDER = { typeId: "open", billingTypeId: "standard" };

describe("publishVacancy, bought by properties", () => {
  it("sends the properties in place of type and billing type, and whether candidates may respond", async () => {
    const answer = await publish({ ...PROPERTIES, closedForApplicants: true, previousVacancyId: "8331228" });
    expect(answer).toMatchObject({ operation: { outcome: "APPLIED" }, result: { vacancyId: vacancyId(900) } });
    expect(world.bodies()).toEqual([
      {
        name: "Кладовщик",
        description: expect.any(String),
        code: "REQ-1",
        area: { id: "1" },
        vacancy_properties: { properties: [{ property_type: "HH_VP_OPTIMUM" }, { property_type: "ZP_CROSSPOSTING" }] },
        closed_for_applicants: true,
        previous_id: "8331228",
        professional_roles: [{ id: "96" }],
      },
    ]);
  });

  it("is still bought by type and billing type where these are given", async () => {
    expect((await publish(OLDER)).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()).toMatchObject([{ type: { id: "open" }, billing_type: { id: "standard" } }]);
    expect(world.running.requests.some(({ path }) => path === OFFERS)).toBe(false);
  });

  it.each([
    { ...PROPERTIES, ...OLDER },
    { ...PROPERTIES, typeId: "open" },
    { ...PROPERTIES, billingTypeId: "free" },
  ])("is refused in two ways at once, before HeadHunter is asked anything: %j", async (board) => {
    expect((await publish(board)).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", "propertyTypeIds"] }]);
    expect(world.running.requests).toEqual([]);
  });

  it("names type and billing type where it is bought in no way, and says what stands for them", async () => {
    const { userErrors } = await publish();
    expect(userErrors.map(({ field }) => field?.[1])).toEqual(["typeId", "billingTypeId"]);
    expect(userErrors[0]?.message).toContain("type is required where propertyTypeIds do not say what is bought");
    expect((await publish({ typeId: "open" })).userErrors.map(({ field }) => field?.[1])).toEqual(["billingTypeId"]);
    expect(world.bodies()).toEqual([]);
  });

  it("requires the properties once the rules have no billing type any more", async () => {
    const { type: _type, billing_type: _billing, ...rest } = CONDITIONS;
    answers["/vacancy_conditions"] = {
      status: 200,
      json: { ...rest, vacancy_properties: REQUIRED, closed_for_applicants: REQUIRED },
    };
    for (const board of [OLDER, {}]) {
      expect((await publish(board)).userErrors.map(({ field }) => field?.[1])).toEqual(["propertyTypeIds", "closedForApplicants"]);
    }
    expect((await publish({ ...PROPERTIES, closedForApplicants: false })).operation?.outcome).toBe("APPLIED");
  });

  it("takes either form where the rules require both", async () => {
    answers["/vacancy_conditions"] = {
      status: 200,
      json: { ...CONDITIONS, vacancy_properties: REQUIRED, closed_for_applicants: REQUIRED },
    };
    expect((await publish(OLDER)).operation?.outcome).toBe("APPLIED");
    expect((await publish(PROPERTIES, { name: "Другой" })).userErrors.map(({ field }) => field?.[1])).toEqual(["closedForApplicants"]);
  });

  it("is refused before it is sent where HeadHunter does not sell one of the properties for the area and role", async () => {
    const { userErrors } = await publish({ propertyTypeIds: ["HH_PREMIUM", "HH_STANDARD"] });
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["headhunter", "propertyTypeIds"] }]);
    expect(userErrors[0]?.message).toContain("does not sell HH_STANDARD for this area and role. On sale are HH_VP_OPTIMUM");
    expect(world.running.requests.find(({ path }) => path === OFFERS)?.query).toBe("area_id=1&professional_role_id=96");
    expect(world.bodies()).toEqual([]);
  });

  it.each([403, 404])("is left to HeadHunter's judgement where a %i withholds what it sells by properties", async (status) => {
    answers[OFFERS] = { status, json: { errors: [{ type: status === 403 ? "forbidden" : "not_found" }] } };
    expect((await publish(PROPERTIES)).operation?.outcome).toBe("APPLIED");
    expect(published).toHaveLength(1);
  });

  it("is left to HeadHunter's judgement where what it sells cannot be read", async () => {
    answers[OFFERS] = { status: 500 };
    expect((await publish(PROPERTIES)).operation?.outcome).toBe("APPLIED");
    answers[OFFERS] = { status: 200, json: { publication_variants: [{ ...variantOf("HH_PREMIUM"), vacancy_properties: null }] } };
    expect((await publish(PROPERTIES, { name: "Другой" })).operation?.outcome).toBe("APPLIED");
    expect(published).toHaveLength(2);
  });

  it.each([
    ["without the blanks that were sent", { name: "Старший кладовщик", code: "REQ 1" }, "APPLIED"],
    ["without its code", { code: undefined }, "APPLIED"],
    ["with no code", { code: null }, "UNCERTAIN"],
    ["with another code", { code: "REQ-2" }, "UNCERTAIN"],
  ])("is known again after a lost answer where HeadHunter shows it %s, or not", async (_, fields, outcome) => {
    shown = fields;
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    expect((await publish(PROPERTIES, { name: " Старший  кладовщик", code: "REQ  1 " })).operation?.outcome).toBe(outcome);
    expect(published).toHaveLength(1);
  });

  it("is found after a lost answer, and settled as not made only after ten minutes in which it does not show", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    expect(await publish(PROPERTIES)).toMatchObject({ operation: { outcome: "APPLIED" }, result: { vacancyId: vacancyId(900) } });
    world.clock.pass(MINUTE);
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    expect((await publish(PROPERTIES, { name: "Другой" })).operation?.outcome).toBe("UNCERTAIN");
    answers[`/employers/1455/vacancies/archived`] = { status: 200, json: { found: 0, page: 0, pages: 0, per_page: 1000, items: [] } };
    expect((await world.lookAgain(10 * MINUTE - SECOND))?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(SECOND))?.outcome).toBe("NOT_APPLIED");
    expect(published).toHaveLength(1);
  });

  it("is one payment where the same is published in both ways at once, though duplicates are ignored", async () => {
    const first = await publish({ ...PROPERTIES, ignoreDuplicates: true });
    // The same moment, as requests go: the second may have been asked for together with the first.
    world.clock.pass(SECOND);
    const second = await publish({ ...OLDER, ignoreDuplicates: true });
    expect([first, second].map(({ operation }) => operation?.outcome)).toEqual(["APPLIED", "NOT_APPLIED"]);
    expect(second.userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    world.clock.pass(1);
    const others = { propertyTypeIds: ["HH_PREMIUM"], ignoreDuplicates: true };
    expect((await publish(others)).operation?.outcome).toBe("APPLIED");
    expect(published).toHaveLength(2);
  });

  it("takes the vacancy that it follows by either of its ids, and no other record's", async () => {
    await publish({ ...PROPERTIES, previousVacancyId: vacancyId(77) });
    expect(world.bodies()).toMatchObject([{ previous_id: "77" }]);
    for (const previousVacancyId of ["headhunter~emea:vacancy:77", "greenhouse:job:1", "seven"]) {
      expect((await publish({ ...PROPERTIES, previousVacancyId })).userErrors).toMatchObject([
        { code: "INVALID_INPUT", field: ["headhunter", "previousVacancyId"] },
      ]);
    }
    expect(published).toHaveLength(1);
  });

  it.each([
    ["8", "UNCERTAIN"],
    ["7", "APPLIED"],
    [null, "APPLIED"],
  ])("is told from a vacancy of the same name that follows another one (%s), after a lost answer", async (previous_id, outcome) => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    world.running.faults.arm({ kind: "status", path: "/active$", status: 200, times: 1, json: { found: 0, items: [] } });
    const body = { name: "Кладовщик", area: { id: "1" }, code: "REQ-1", previous_id };
    published.push({ id: "950", body });
    expect((await publish({ ...PROPERTIES, previousVacancyId: vacancyId(7) })).operation?.outcome).toBe(outcome);
  });

  it("shows HeadHunter's refusal of the properties at their input", async () => {
    const json = {
      errors: [{ type: "bad_json_data", pointer: "/vacancy_properties/properties/1/property_type", reason: "properties_existence" }],
    };
    world.running.faults.arm({ kind: "status", method: "POST", status: 400, times: 1, json });
    expect((await publish(PROPERTIES)).userErrors).toMatchObject([
      { field: ["headhunter", "propertyTypeIds", "1"], vendorCode: "properties_existence" },
    ]);
  });
});
