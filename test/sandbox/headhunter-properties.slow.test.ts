import {
  balanceOf,
  ledger,
  lostAnswer,
  type PaidRequest,
  sampleVacancyId,
  setBalance,
  specialVacancyId,
} from "../../src/sandbox/headhunter/index.js";
import { HeadHunterBench, list, newVacancy, properties, publicationByProperties, record, refusal } from "./headhunter-support.js";

const ORDINARY = sampleVacancyId(5);

// Facts: the vendor's specification 1.23.0 to 1.40.0 (log of changes; classes made of 1.40.0 in April 2026), which no live call has checked.
describe("Publishing by properties on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  const publish = (propertyTypes: string[], changes: Record<string, unknown> = {}) =>
    bench.send("POST", "/vacancies", { body: publicationByProperties(propertyTypes, changes) });
  const view = async (id: unknown) => record(await bench.get(`/vacancies/${id}`));
  const variants = async (query = "") =>
    record(await bench.get(`/employers/1455/services/available_publications${query}`)).publication_variants as {
      available_publications_count: number;
      vacancy_properties: { required: { properties: { property_type: string }[] } };
    }[];
  const counts = async (query = "") =>
    Object.fromEntries(
      (await variants(query)).map((item) => [
        item.vacancy_properties.required.properties.map(({ property_type }) => property_type).join("+"),
        item.available_publications_count,
      ]),
    );

  it("takes one publication of the product, and has no billing type where the product has none", async () => {
    const before = balanceOf(bench.standIn.state, "optimum");
    const answer = await publish(["HH_VP_OPTIMUM"]);
    expect(answer.status).toBe(201);
    const { id } = record(answer);
    expect(balanceOf(bench.standIn.state, "optimum")).toBe(before - 1);
    expect(ledger(bench.standIn.state)).toEqual([
      { kind: "publication", vacancyId: id, productId: "optimum", by: "vacancy_properties", at: bench.clock.now() },
    ]);
    expect(await view(id)).toMatchObject({
      billing_type: null,
      type: { id: "open" },
      vacancy_properties: {
        properties: [
          { property_type: "HH_VP_OPTIMUM", start_time: "2026-11-22T15:00:00.000+03:00", end_time: "2026-12-22T15:00:00.000+03:00" },
        ],
        appearance: { title: "Оптимум" },
      },
    });
    const [item] = list(await bench.get(`/employers/1455/vacancies/active?text=${encodeURIComponent("секретарь")}`)).items;
    expect(item).toMatchObject({ id, billing_type: null, vacancy_properties: { properties: [{ property_type: "HH_VP_OPTIMUM" }] } });
  });

  it("passes over a type and a billing type beside the properties", async () => {
    const answer = await publish(["HH_PREMIUM", "HH_ANONYMOUS"], { type: { id: "open" }, billing_type: { id: "standard" } });
    expect(await view(record(answer).id)).toMatchObject({ billing_type: { id: "premium" }, type: { id: "anonymous" }, employer: null });
    expect(ledger(bench.standIn.state)).toMatchObject([{ productId: "premium" }]);
  });

  it("closes the vacancy to applicants where it is told to", async () => {
    const answer = await publish(["HH_STANDARD"], { closed_for_applicants: true });
    expect(await view(record(answer).id)).toMatchObject({ type: { id: "closed" }, closed_for_applicants: true });
  });

  it.each<[string, string[], string]>([
    ["no property", [], "properties_existence"],
    ["a property that is none", ["HH_GOLD"], "properties_existence"],
    ["properties that are not sold together", ["HH_PREMIUM", "HH_FREE"], "value_conflict_with_business_rules"],
    ["pay for performance for another role", ["HH_PAY_FOR_PERFORMANCE"], "value_conflict_with_business_rules"],
  ])("refuses %s, and charges nothing", async (_, propertyTypes, reason) => {
    expect(refusal(await publish(propertyTypes))).toBe(`400 bad_json_data/vacancy_properties ${reason}`);
    expect(ledger(bench.standIn.state)).toEqual([]);
  });

  it("refuses a product that is used up, and one without properties by knob of the page of 2021", async () => {
    setBalance(bench.standIn.state, "optimum", 0);
    expect(refusal(await publish(["HH_VP_OPTIMUM"]))).toBe("403 vacancies/not_enough_purchased_services");
    bench.standIn.knobs.bodyEdition = "2021";
    expect(refusal(await publish(["HH_STANDARD"]))).toContain("vacancy_properties unexpected");
  });

  it("refuses the billing type once HeadHunter has removed it, and then requires what replaced it", async () => {
    bench.standIn.knobs.billingTypeForm = "refused";
    const conditions = record(await bench.get("/vacancy_conditions"));
    expect(conditions).toMatchObject({ vacancy_properties: { required: true }, closed_for_applicants: { required: true } });
    expect(conditions).not.toHaveProperty("billing_type");
    expect(conditions).not.toHaveProperty("type");
    expect(refusal(await bench.send("POST", "/vacancies", { body: newVacancy() }))).toBe(
      "400 bad_json_data/type unexpected, bad_json_data/billing_type unexpected, " +
        "bad_json_data/vacancy_properties is_empty, bad_json_data/closed_for_applicants is_empty",
    );
    expect((await publish(["HH_STANDARD"], { closed_for_applicants: false })).status).toBe(201);
    const upgrade = await bench.send("PUT", `/vacancies/${ORDINARY}`, { body: { billing_type: { id: "premium" } } });
    expect(refusal(upgrade)).toBe("400 bad_json_data/billing_type unexpected");
  });

  it("sells by properties only, to an account without billing types", async () => {
    bench.standIn.knobs.sellsOnlyByProperties = true;
    const byType = await bench.send("POST", "/vacancies", { body: newVacancy() });
    expect(refusal(byType)).toBe("400 bad_json_data/billing_type value_conflict_with_business_rules");
    const types = record(await bench.get("/employers/1455/managers/321/vacancies/available_types")).items as object[];
    expect(types.map((type) => (type as { available_publications_count: number }).available_publications_count)).toEqual([0, 0, 0, 0]);
    const upgrade = await bench.send("PUT", `/vacancies/${ORDINARY}`, { body: { billing_type: { id: "premium" } } });
    expect(refusal(upgrade)).toBe("400 bad_json_data/billing_type value_conflict_with_business_rules");
    expect((await view(ORDINARY)).billing_type).toBeNull();
    expect(ledger(bench.standIn.state)).toEqual([]);
    expect((await publish(["HH_STANDARD"])).status).toBe(201);
  });

  it("tells what can be published, by area and role", async () => {
    expect(await counts()).toMatchObject({ HH_STANDARD: 50, HH_STANDARD_PLUS: 5, HH_VP_OPTIMUM: 8, HH_PAY_FOR_PERFORMANCE: 5 });
    expect(await counts("?area_id=160&professional_role_id=156")).toMatchObject({ HH_STANDARD: 40, HH_STANDARD_PLUS: 0, HH_VP_OPTIMUM: 6 });
    expect(await counts("?professional_role_id=156")).not.toHaveProperty("HH_PAY_FOR_PERFORMANCE");
    expect(await counts("?professional_role_id=58")).toHaveProperty("HH_PAY_FOR_PERFORMANCE");
    bench.standIn.state.quotas["321"] = { optimum: 1 };
    expect(await counts()).toMatchObject({ HH_VP_OPTIMUM: 1 });
    const [, standard] = await variants("?area_id=160");
    expect(standard).toMatchObject({
      appearance: { title: "Стандарт" },
      suitable_packages: [
        { count: 10, invalid: true },
        { count: 40, invalid: false, price_regions: null },
      ],
    });
  });

  it("refuses to tell it for what is unknown, to those who may not, and by knob", async () => {
    const path = "/employers/1455/services/available_publications";
    expect(refusal(await bench.get(`${path}?area_id=9`))).toBe("400 bad_argument/area_id invalid");
    expect(refusal(await bench.get(`${path}?professional_role_id=9`))).toBe("400 bad_argument/professional_role_id invalid");
    expect(refusal(await bench.get(path.replace("1455", "1")))).toBe("404 not_found");
    for (const status of [403, 404] as const) {
      bench.standIn.knobs.availablePublicationsStatus = status;
      expect((await bench.get(path)).status).toBe(status);
    }
  });

  describe("and upgrading by them", () => {
    const put = (body: unknown, id = ORDINARY) => bench.send("PUT", `/vacancies/${id}`, { body });

    it("charges one publication of the better product", async () => {
      const before = balanceOf(bench.standIn.state, "premium");
      expect((await put(properties(["HH_PREMIUM"]))).status).toBe(204);
      expect(balanceOf(bench.standIn.state, "premium")).toBe(before - 1);
      expect(ledger(bench.standIn.state)).toMatchObject([
        { kind: "upgrade", vacancyId: ORDINARY, from: "standard", productId: "premium", by: "vacancy_properties" },
      ]);
      expect(await view(ORDINARY)).toMatchObject({
        billing_type: { id: "premium" },
        vacancy_properties: { properties: [{ property_type: "HH_PREMIUM" }] },
      });
    });

    it("is a request of its own", async () => {
      for (const other of [{ code: "x" }, { manager: { id: "322" } }, { billing_type: { id: "premium" } }]) {
        expect(refusal(await put({ ...properties(["HH_PREMIUM"]), ...other }))).toBe("403 vacancies/conflict_changes");
      }
      expect(ledger(bench.standIn.state)).toEqual([]);
    });

    it("goes only upwards, and within the vacancy's type", async () => {
      const conflict = "400 bad_json_data/vacancy_properties value_conflict_with_business_rules";
      expect(refusal(await put(properties(["HH_STANDARD"])))).toBe(conflict);
      expect(refusal(await put(properties(["HH_FREE"])))).toBe(conflict);
      expect(refusal(await put(properties(["HH_PREMIUM"]), specialVacancyId("anonymous")))).toBe(conflict);
      expect(refusal(await put(properties(["HH_GOLD"])))).toBe("400 bad_json_data/vacancy_properties properties_existence");
      expect((await put(properties(["HH_PREMIUM", "HH_ANONYMOUS"]), specialVacancyId("anonymous"))).status).toBe(204);
    });

    it("charges a repetition by knob", async () => {
      bench.standIn.knobs.repeatedUpgrade = "charged";
      await put(properties(["HH_PREMIUM"]));
      await put(properties(["HH_PREMIUM"]));
      expect(ledger(bench.standIn.state)).toHaveLength(2);
    });

    it("is offered with its properties, out of the balance or for money", async () => {
      setBalance(bench.standIn.state, "premium", 0);
      bench.standIn.state.quotas["321"] = { optimum: 0 };
      setBalance(bench.standIn.state, "crossposting", 0);
      setBalance(bench.standIn.state, "standard_plus", 1);
      bench.standIn.knobs.buyingOffered = true;
      const items = record(await bench.get(`/vacancies/${ORDINARY}/upgrades`)).items as Record<string, unknown>[];
      const [crossposting, plus, optimum, premium] = items;
      expect(plus).toMatchObject({
        vacancy_billing_type: { id: "standard_plus" },
        appearance: { title: "Стандарт плюс" },
        vacancy_properties: { required: { properties: [{ property_type: "HH_STANDARD_PLUS" }] } },
        error_reason: null,
      });
      expect(crossposting).toMatchObject({ vacancy_billing_type: null, actions: [{ type: "buy" }] });
      expect(premium?.actions).toEqual([
        {
          type: "buy",
          url: expect.stringMatching(/^https:/),
          cart_id: expect.any(Number),
          price: { amount: "29990.00", currency_code: "RUR" },
        },
      ]);
      expect(optimum).toMatchObject({ actions: [], error_reason: "not_enough_quotas", without_action: [{ reason: "not_enough_quotas" }] });
      bench.standIn.knobs.upgradeAction = "activate";
      bench.standIn.knobs.buyingOffered = false;
      const again = record(await bench.get(`/vacancies/${ORDINARY}/upgrades`)).items as Record<string, unknown>[];
      expect(again.map(({ actions }) => actions)).toMatchObject([[], expect.anything(), [], []]);
      expect(record(await bench.get(`/vacancies/${specialVacancyId("premium")}/upgrades`)).items).toEqual([]);
    });
  });

  it.each<[PaidRequest, () => Promise<unknown>]>([
    ["publication", () => publish(["HH_VP_OPTIMUM"])],
    ["prolongation", () => bench.send("POST", `/vacancies/${ORDINARY}/prolongate`)],
    ["upgrade by billing type", () => bench.send("PUT", `/vacancies/${ORDINARY}`, { body: { billing_type: { id: "premium" } } })],
    ["upgrade by properties", () => bench.send("PUT", `/vacancies/${ORDINARY}`, { body: properties(["HH_PREMIUM"]) })],
  ])("loses a paid request (%s) before it is paid, or its answer after", async (request, send) => {
    bench.running?.faults.arm(lostAnswer(request, "before"));
    await expect(send()).rejects.toThrow();
    expect(ledger(bench.standIn.state)).toEqual([]);
    bench.running?.faults.arm(lostAnswer(request, "after"));
    await bench.send("PUT", `/vacancies/${sampleVacancyId(1)}`, { body: { code: "an edit is not paid" } });
    await expect(send()).rejects.toThrow();
    expect(ledger(bench.standIn.state)).toHaveLength(1);
    expect(bench.running?.faults.list()).toEqual([]);
  });

  it("hides billing types, and properties, by knob", async () => {
    bench.standIn.knobs.billingTypeInReads = "null";
    expect(await view(ORDINARY)).toMatchObject({ billing_type: null, vacancy_properties: expect.anything() });
    const active = "/employers/1455/vacancies/active";
    bench.standIn.knobs.vacancyPropertiesInReads = "single";
    expect(list(await bench.get(active)).items[0]).not.toHaveProperty("vacancy_properties");
    expect(await view(ORDINARY)).toHaveProperty("vacancy_properties");
    bench.standIn.knobs.vacancyPropertiesInReads = "none";
    expect(await view(ORDINARY)).not.toHaveProperty("vacancy_properties");
  });
});
