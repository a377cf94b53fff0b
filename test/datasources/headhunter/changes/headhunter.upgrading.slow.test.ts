import { sampleVacancyId, setBalance, specialVacancyId } from "../../../../src/sandbox/headhunter/index.js";
import type { StandInRequest, StandInResponse } from "../../../../src/sandbox/kit/exchange.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT, overlay, SECOND, vacancyId } from "../support.js";

const ACTIVE = sampleVacancyId(1);
const ARCHIVED = sampleVacancyId(6);

let world: HeadHunterWorld;
afterEach(() => world.close());

describe("upgradeVacancy by billing type", () => {
  beforeEach(async () => {
    world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
  });

  const upgrade = (billingTypeId = "premium", id = ACTIVE) => world.make("upgradeVacancy", { id: vacancyId(id), billingTypeId });
  const paid = () => world.standIn.state.paidUpgrades.length;

  it("sends the billing type alone, and pays once", async () => {
    expect((await upgrade()).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()).toEqual([{ billing_type: { id: "premium" } }]);
    expect(paid()).toBe(1);
  });

  it("is not sent for a vacancy that has this type or the best one, or is archived", async () => {
    expect((await upgrade("standard")).userErrors).toMatchObject([{ code: "CONFLICT", field: ["billingTypeId"] }]);
    expect((await upgrade("standard_plus", specialVacancyId("premium"))).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    expect((await upgrade("premium", ARCHIVED)).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    expect(world.bodies()).toEqual([]);
  });

  it("is verified for two minutes where the answer was lost, and never sent again", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    expect((await upgrade()).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(119 * SECOND))?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(SECOND))?.outcome).toBe("NOT_APPLIED");
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    expect((await upgrade()).operation?.outcome).toBe("APPLIED");
    expect(paid()).toBe(1);
  });

  it.each([null, undefined])("is never settled as not made where HeadHunter shows no billing type (%s)", async (billingType) => {
    world.running.faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    const json = { id: ACTIVE, name: "Аналитик данных", billing_type: billingType };
    world.running.faults.arm({ kind: "status", method: "GET", path: `/vacancies/${ACTIVE}$`, skip: 1, status: 200, json });
    expect((await upgrade()).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
    world.running.faults.clear();
    expect((await world.lookAgain(DAY))?.outcome).toBe("APPLIED");
  });

  it("keeps a prolongation of the same vacancy from being sent while its own outcome is open", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "PUT", times: 1 });
    await upgrade();
    expect((await world.make("prolongateVacancy", { id: vacancyId(ACTIVE) })).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    expect(world.standIn.state.paidProlongations).toEqual([]);
  });

  it("is sent again for a still better type, however soon", async () => {
    setBalance(world.standIn.state, "standard_plus", 1);
    await upgrade("standard_plus");
    world.clock.pass(1);
    expect((await upgrade("premium")).operation?.outcome).toBe("APPLIED");
    expect(paid()).toBe(2);
  });

  it("pays once for two requests at the same time", async () => {
    await Promise.all([upgrade(), upgrade()]);
    expect(paid()).toBe(1);
  });
});

/** HeadHunter where it sells by properties: what a vacancy was bought with, what it may be upgraded to, and what was paid. */
class Sales {
  billingType: string | null = null;
  /** Undefined: the vacancy says nothing of them. */
  properties: string[] | undefined = ["HH_STANDARD"];
  offers: object[] = [offerOf("HH_PREMIUM"), offerOf("HH_PREMIUM", "ZP_CROSSPOSTING")];
  offersStatus = 200;
  paid: string[][] = [];

  answer(request: StandInRequest, own: (request: StandInRequest) => StandInResponse): StandInResponse | undefined {
    const { method, path, json } = request;
    if (path === `/vacancies/${ACTIVE}/upgrades`) {
      return this.offersStatus === 200
        ? { status: 200, json: { items: this.offers } }
        : { status: this.offersStatus, json: { errors: [{ type: this.offersStatus === 403 ? "forbidden" : "service_unavailable" }] } };
    }
    if (path !== `/vacancies/${ACTIVE}`) return undefined;
    if (method === "GET") {
      const whole = own(request);
      const shown = {
        billing_type: this.billingType === null ? null : { id: this.billingType },
        vacancy_properties: this.properties && { properties: this.properties.map((property_type) => ({ property_type })) },
      };
      return { ...whole, json: { ...(whole.json as object), ...shown } };
    }
    const { billing_type, vacancy_properties: bought } = json as {
      billing_type?: { id: string };
      vacancy_properties?: { properties: { property_type: string }[] };
    };
    this.paid.push(bought?.properties.map(({ property_type }) => property_type) ?? [billing_type?.id ?? ""]);
    const [types = []] = this.paid.slice(-1);
    if (this.properties !== undefined) this.properties = bought === undefined ? ["HH_PREMIUM"] : types;
    return { status: 204 };
  }
}

function offerOf(...types: string[]) {
  const properties = types.map((property_type) => ({ property_type }));
  return {
    vacancy_properties: { required: { properties } },
    actions: [{ type: "direct_upgrade", price: { amount: "900", currency_code: "RUR" } }],
  };
}

describe("upgradeVacancy where HeadHunter sells by properties", () => {
  let sales: Sales;
  beforeEach(async () => {
    sales = new Sales();
    world = new HeadHunterWorld({ env: KNOWN_ACCOUNT });
    overlay(world, (request, own) => sales.answer(request, own));
    await world.open();
  });

  const upgrade = (input: { billingTypeId?: string; propertyTypeIds?: string[] } = { propertyTypeIds: ["HH_PREMIUM"] }) =>
    world.make("upgradeVacancy", { id: vacancyId(ACTIVE), ...input });
  const lose = (kind: "drop-before" | "drop-after") => world.running.faults.arm({ kind, method: "PUT", times: 1 });

  it("sends the properties alone, and pays once", async () => {
    expect((await upgrade({ propertyTypeIds: ["ZP_CROSSPOSTING", "HH_PREMIUM"] })).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()).toEqual([
      { vacancy_properties: { properties: [{ property_type: "ZP_CROSSPOSTING" }, { property_type: "HH_PREMIUM" }] } },
    ]);
    expect(world.running.requests.find(({ method }) => method === "PUT")?.query).toBe("");
    expect(sales.paid).toEqual([["ZP_CROSSPOSTING", "HH_PREMIUM"]]);
  });

  it.each([
    [{}, "billingTypeId"],
    [{ propertyTypeIds: [] }, "billingTypeId"],
    [{ billingTypeId: "premium", propertyTypeIds: ["HH_PREMIUM"] }, "propertyTypeIds"],
  ])("buys in exactly one way: %j is refused before HeadHunter is asked anything", async (input, field) => {
    expect((await upgrade(input)).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: [field] }]);
    expect(world.running.requests).toEqual([]);
  });

  it("is not sent for properties that the vacancy has, or that are not offered to it as they are named", async () => {
    expect((await upgrade({ propertyTypeIds: ["HH_STANDARD"] })).userErrors).toMatchObject([
      { code: "CONFLICT", field: ["propertyTypeIds"] },
    ]);
    for (const propertyTypeIds of [["HH_VP_OPTIMUM"], ["ZP_CROSSPOSTING"]]) {
      const { userErrors } = await upgrade({ propertyTypeIds });
      expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["propertyTypeIds"] }]);
      expect(userErrors[0]?.message).toContain("It offers [HH_PREMIUM] or [HH_PREMIUM, ZP_CROSSPOSTING].");
    }
    sales.offers = [];
    expect((await upgrade()).userErrors[0]?.message).toContain("offers nothing that is bought by properties");
    expect(world.bodies()).toEqual([]);
  });

  it("leaves a billing type that is not offered to HeadHunter's judgement, and everything where its offers cannot be read", async () => {
    sales.offers = [];
    expect((await upgrade({ billingTypeId: "premium" })).operation?.outcome).toBe("APPLIED");
    sales.offersStatus = 403;
    sales.properties = ["HH_STANDARD"];
    world.clock.pass(DAY);
    expect((await upgrade()).operation?.outcome).toBe("APPLIED");
    sales.offersStatus = 404;
    sales.properties = ["HH_STANDARD"];
    world.clock.pass(DAY);
    expect((await upgrade()).operation?.outcome).toBe("APPLIED");
    sales.offersStatus = 503;
    sales.properties = ["HH_STANDARD"];
    world.clock.pass(DAY);
    expect((await upgrade()).operation?.outcome).toBe("APPLIED");
    sales.offersStatus = 200;
    sales.offers = [{ ...offerOf("HH_PREMIUM"), vacancy_properties: { required: { properties: [{ property_type: 7 }] } } }];
    sales.properties = ["HH_STANDARD"];
    world.clock.pass(DAY);
    expect((await upgrade()).operation?.outcome).toBe("APPLIED");
    expect(sales.paid).toHaveLength(5);
  });

  it.each([[{ propertyTypeIds: ["HH_PREMIUM"] }], [{ billingTypeId: "premium" }]])(
    "is not sent where HeadHunter wants it bought on its website first, and says where: %j",
    async (input) => {
      const buy = { actions: [{ type: "buy", url: "https://hh.ru/price?cart=7" }] };
      sales.offers = [{ ...offerOf("HH_PREMIUM"), vacancy_billing_type: { id: "premium" }, ...buy }];
      const { userErrors } = await upgrade(input);
      expect(userErrors).toMatchObject([{ code: "NOT_ENOUGH_CREDIT", field: Object.keys(input), retryable: true }]);
      expect(userErrors[0]?.message).toContain("https://hh.ru/price?cart=7");
      expect(world.bodies()).toEqual([]);
      sales.offers.push({ ...offerOf("HH_PREMIUM"), vacancy_billing_type: { id: "premium" } });
      expect((await upgrade(input)).operation?.outcome).toBe("APPLIED");
    },
  );

  it.each([[{ propertyTypeIds: ["HH_PREMIUM"] }], [{ billingTypeId: "premium" }]])(
    "is settled after a lost answer by the properties before and after: %j",
    async (input) => {
      lose("drop-after");
      expect((await upgrade(input)).operation?.outcome).toBe("APPLIED");
      sales.properties = ["HH_STANDARD"];
      world.clock.pass(DAY);
      lose("drop-before");
      expect((await upgrade(input)).operation?.outcome).toBe("UNCERTAIN");
      expect((await world.lookAgain(119 * SECOND))?.outcome).toBe("UNCERTAIN");
      expect((await world.lookAgain(SECOND))?.outcome).toBe("NOT_APPLIED");
      expect(sales.paid).toHaveLength(1);
    },
  );

  it.each([[{ propertyTypeIds: ["HH_PREMIUM"] }], [{ billingTypeId: "premium" }]])(
    "is never told as not made where HeadHunter shows neither a billing type nor properties: %j",
    async (input) => {
      sales.properties = undefined;
      lose("drop-after");
      expect((await upgrade(input)).operation?.outcome).toBe("UNCERTAIN");
      expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
      sales.properties = [];
      expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
      sales.properties = ["HH_PREMIUM"];
      expect((await world.lookAgain(DAY))?.outcome).toBe("APPLIED");
    },
  );

  it("is never told as not made by a billing type that stands where properties were bought", async () => {
    [sales.billingType, sales.properties] = ["standard", undefined];
    lose("drop-before");
    await upgrade();
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });

  it.each([
    ["properties that were neither there nor asked for", () => (sales.properties = ["HH_VP_OPTIMUM"])],
    ["a part of the properties", () => (sales.properties = ["HH_PREMIUM"])],
    ["a form of properties that cannot be read", () => (sales.properties = [7 as never])],
    ["a billing type that was not there", () => (sales.billingType = "standard_plus")],
    ["no properties any more", () => (sales.properties = undefined)],
  ])("stays uncertain where HeadHunter shows %s", async (_, show) => {
    lose("drop-before");
    await upgrade({ propertyTypeIds: ["HH_PREMIUM", "ZP_CROSSPOSTING"] });
    show();
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });

  it("is one payment where the same is asked for in both ways at once, though HeadHunter shows nothing of what was bought", async () => {
    sales.properties = undefined;
    const first = await upgrade();
    // The same moment, as requests go: the second may have been asked for together with the first.
    world.clock.pass(SECOND);
    const answers = [first, await upgrade({ billingTypeId: "premium" })];
    expect(answers.map(({ operation }) => operation?.outcome)).toEqual(["APPLIED", "NOT_APPLIED"]);
    expect(answers[1]?.userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    world.clock.pass(1);
    expect((await upgrade({ propertyTypeIds: ["ZP_CROSSPOSTING", "HH_PREMIUM"] })).operation?.outcome).toBe("APPLIED");
    expect(sales.paid).toEqual([["HH_PREMIUM"], ["HH_PREMIUM", "ZP_CROSSPOSTING"].reverse()]);
  });

  it("is one payment where a billing type and properties with others beside its own are asked for at once", async () => {
    sales.properties = undefined;
    sales.offersStatus = 503;
    const answers = [await upgrade({ billingTypeId: "premium" }), await upgrade({ propertyTypeIds: ["HH_PREMIUM", "HH_ANONYMOUS"] })];
    expect(answers.map(({ operation }) => operation?.outcome)).toEqual(["APPLIED", "NOT_APPLIED"]);
    expect(answers[1]?.userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    expect(sales.paid).toEqual([["premium"]]);
  });

  it("shows HeadHunter's refusals at the upgrade's own fields", async () => {
    const json = { errors: [{ type: "vacancies", value: "vacancy_properties", reason: "properties_existence" }] };
    world.running.faults.arm({ kind: "status", method: "PUT", status: 400, times: 1, json });
    expect((await upgrade()).userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["propertyTypeIds"], vendorCode: "properties_existence" },
    ]);
  });
});
