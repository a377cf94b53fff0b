import { sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import type { StandInResponse } from "../../../src/sandbox/kit/exchange.js";
import type { Vacancy } from "../../../src/schema/vacancy/vacancy.type.js";
import { recordsIn } from "../../support/records.js";
import { HeadHunterWorld, KNOWN_ACCOUNT, overlay } from "./support.js";

type Json = Record<string, unknown>;

const PLACE = { areaId: "1", professionalRoleId: "96" };
const AVAILABLE = "/employers/1455/services/available_publications";

const optimum = {
  appearance: { title: "Оптимум", description: "Тридцать дней" },
  available_publications_count: 7,
  suitable_packages: [
    {
      count: 5,
      invalid: false,
      price_regions: [
        { id: "1", name: "Москва" },
        { id: "2", name: "Тула" },
      ],
    },
    { count: 2, invalid: false, price_regions: null },
    { count: 9, invalid: true, price_regions: [{ id: "3", name: "Омск" }] },
  ],
  vacancy_properties: { required: { properties: [{ property_type: "HH_VP_OPTIMUM" }, { property_type: "ZP_CROSSPOSTING" }] } },
};

describe("What HeadHunter sells", () => {
  let world: HeadHunterWorld;
  /** By path; what is not here comes from the stand-in. */
  let answers: Record<string, StandInResponse>;

  beforeAll(async () => {
    world = new HeadHunterWorld({ env: KNOWN_ACCOUNT });
    overlay(world, ({ path }) => answers[path]);
    await world.open();
  });
  beforeEach(() => {
    answers = {};
    world.running.requests.length = 0;
  });
  afterAll(() => world.close());

  const sells = (...publication_variants: unknown[]) => {
    answers[AVAILABLE] = { status: 200, json: { publication_variants } };
  };
  const asked = () => world.running.requests.splice(0).map(({ path, query }) => `${path}?${query}`);

  describe("in a place, for a role", () => {
    it("is told by properties, with the regions of packages that hold there", async () => {
      sells(optimum, { ...optimum, appearance: null, suitable_packages: null, available_publications_count: 0 });
      const place = { name: "Оптимум", description: "Тридцать дней", billingTypeId: null, vacancyTypeIds: [] };
      const propertyTypeIds = ["HH_VP_OPTIMUM", "ZP_CROSSPOSTING"];
      expect(recordsIn(await world.vacancies.publicationTypes?.({ place: PLACE }))).toEqual([
        { ...place, propertyTypeIds, available: 7, regions: [{ name: "Москва, Тула", available: 5 }] },
        { ...place, propertyTypeIds, name: "HH_VP_OPTIMUM, ZP_CROSSPOSTING", description: "", available: 0, regions: [] },
      ]);
      expect(asked()).toEqual([`${AVAILABLE}?area_id=1&professional_role_id=96`]);
    });

    it.each([403, 404])("is the older list where HeadHunter answers %i, and that list without a place", async (status) => {
      answers[AVAILABLE] = { status, json: { errors: [{ type: status === 403 ? "forbidden" : "not_found" }] } };
      const older = recordsIn(await world.vacancies.publicationTypes?.({ place: PLACE }));
      expect(older.map(({ billingTypeId, propertyTypeIds }) => [billingTypeId, propertyTypeIds])).toContainEqual(["standard", []]);
      expect(asked().map((one) => one.split("?")[0])).toEqual([AVAILABLE, "/employers/1455/managers/321/vacancies/available_types"]);
      expect(recordsIn(await world.vacancies.publicationTypes?.({}))).toEqual(older);
      expect(asked()).toEqual(["/employers/1455/managers/321/vacancies/available_types?"]);
    });

    it.each([
      [403, [{ type: "oauth", value: "bad_authorization" }], "CREDENTIALS_REJECTED"],
      [400, [{ type: "bad_argument", value: "area_id" }], "REJECTED"],
    ])("is a failure, and no older list, where HeadHunter answers %i %j", async (status, errors, code) => {
      answers[AVAILABLE] = { status, json: { errors } };
      await expect(world.vacancies.publicationTypes?.({ place: PLACE })).rejects.toMatchObject({ code });
      expect(world.running.requests.filter(({ path }) => path.endsWith("available_types"))).toEqual([]);
    });

    it("is not known of another manager", async () => {
      await expect(world.vacancies.publicationTypes?.({ place: PLACE, managerId: "322" })).rejects.toMatchObject({ code: "UNSUPPORTED" });
      expect(world.running.requests).toEqual([]);
    });

    it("leaves out a kind of which one property cannot be read, since it would be another without it", async () => {
      const properties = [{ property_type: "HH_STANDARD" }, { property_type: 7 }];
      sells({ ...optimum, vacancy_properties: { required: { properties } } }, optimum);
      const found = await world.vacancies.publicationTypes?.({ place: PLACE });
      expect(found?.records).toHaveLength(1);
      expect(found?.unreadable).toMatchObject([{ isShown: false, code: "BAD_RESPONSE" }]);
    });
  });

  describe("as an upgrade", () => {
    const [id, closed] = [sampleVacancyId(1), sampleVacancyId(6)];
    const path = `/vacancies/${id}/upgrades`;
    const offers = (...items: unknown[]) => {
      answers[path] = { status: 200, json: { items } };
    };
    const records = async () => (await world.vacancies.vacanciesByIds([id, closed])) as [Vacancy, Vacancy];
    const upgrades = async () => {
      const [found] = (await world.vacancies.upgrades?.([(await records())[0]])) ?? [];
      if (found === undefined || found instanceof Error) throw found ?? new Error("none");
      return found;
    };
    const premium = { vacancy_billing_type: { id: "premium", name: "Премиум", description: "Неделя" }, without_action: null };
    const price = (amount: string) => ({ amount, currency_code: "RUR" });

    it("has its price, and an address only where people have to buy it first", async () => {
      offers(
        {
          ...premium,
          actions: [
            { type: "buy", url: "https://hh.ru/price" },
            { type: "direct_upgrade", price: price("1200.50") },
          ],
        },
        { ...premium, actions: [{ type: "activate", cart_id: 7 }] },
        {
          vacancy_billing_type: null,
          appearance: { title: "Оптимум" },
          vacancy_properties: { required: { properties: [{ property_type: "HH_VP_OPTIMUM" }] } },
          actions: [{ type: "buy", url: "https://hh.ru/price?cart=1", price: price("990") }],
        },
      );
      const same = { name: "Премиум", billingTypeId: "premium", propertyTypeIds: [], buyUrl: null };
      expect(recordsIn(await upgrades())).toEqual([
        { ...same, price: 1200.5, currency: "RUR" },
        { ...same, price: null, currency: null },
        {
          name: "Оптимум",
          billingTypeId: null,
          propertyTypeIds: ["HH_VP_OPTIMUM"],
          price: 990,
          currency: "RUR",
          buyUrl: "https://hh.ru/price?cart=1",
        },
      ]);
    });

    it("is none where nothing leads to it", async () => {
      offers(
        { ...premium, actions: [], error_reason: "not_available" },
        { ...premium, actions: null, without_action: [{ reason: "in_progress" }] },
        { ...premium, actions: [{ type: "wait" }] },
      );
      expect(recordsIn(await upgrades())).toEqual([]);
    });

    it.each<[string, Json]>([
      ["with an action that cannot be read", { ...premium, actions: [{ type: 1 }, { type: "direct_upgrade" }] }],
      ["to be bought at no address", { ...premium, actions: [{ type: "buy" }] }],
      ["bought at an address that no browser may open", { ...premium, actions: [{ type: "buy", url: "javascript:alert(1)" }] }],
      ["by nothing", { vacancy_billing_type: null, actions: [{ type: "direct_upgrade" }] }],
      ["by a billing type without an id", { vacancy_billing_type: { name: "?" }, actions: [{ type: "direct_upgrade" }] }],
    ])("is left out and told: one %s", async (_, item) => {
      offers(item, { ...premium, actions: [{ type: "direct_upgrade" }] });
      const found = await upgrades();
      expect(found.records).toHaveLength(1);
      expect(found.unreadable).toMatchObject([{ isShown: false, message: expect.stringContaining("kind of upgrade") }]);
    });

    it("is shown without its price where that cannot be read", async () => {
      offers({ ...premium, actions: [{ type: "direct_upgrade", price: { amount: "10 or so", currency_code: "RUR" } }] });
      const found = await upgrades();
      expect(found.records).toMatchObject([{ billingTypeId: "premium", price: null, currency: null }]);
      expect(found.unreadable).toMatchObject([{ isShown: true }]);
    });

    it("takes one request a published vacancy and GraphQL request, and none for one in the archive", async () => {
      offers();
      const known = await records();
      world.running.requests.length = 0;
      const source = world.vacancies;
      expect(await source.upgrades?.(known)).toEqual([
        { records: [], unreadable: [] },
        { records: [], unreadable: [] },
      ]);
      await source.upgrades?.(known);
      expect(world.asked()).toEqual([`GET ${path}`]);
    });

    it("is none for a vacancy whose upgrades HeadHunter does not show, and a failure where it forbids to ask", async () => {
      answers[path] = { status: 404, json: { errors: [{ type: "not_found" }] } };
      expect(recordsIn(await upgrades())).toEqual([]);
      answers[path] = { status: 403, json: { errors: [{ type: "forbidden" }] } };
      await expect(upgrades()).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });
  });
});
