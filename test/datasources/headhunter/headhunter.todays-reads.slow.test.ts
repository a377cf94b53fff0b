import { SECOND_EMPLOYER, sampleVacancyId, todayKnobs } from "../../../src/sandbox/headhunter/index.js";
import { type Vacancy, VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { type GraphAnswer, startGraph } from "../../support/graph.js";
import { recordsIn } from "../../support/records.js";
import { HeadHunterWorld, KNOWN_ACCOUNT } from "./support.js";

const STATUSES = [VacancyStatus.ACTIVE, VacancyStatus.CLOSED, VacancyStatus.DELETED];
const ORDINARY = sampleVacancyId(5);

/** Read through the stand-in as HeadHunter is today, which was written without a look at the datasource. */
describe("HeadHunter as it is today", () => {
  let world: HeadHunterWorld;
  const open = async (env: Record<string, string> = {}, knobs: Partial<ReturnType<typeof todayKnobs>> = {}) => {
    world = await new HeadHunterWorld({ env: { ...KNOWN_ACCOUNT, ...env }, knobs: { ...todayKnobs(), ...knobs } }).open();
  };
  afterEach(() => world.close());
  const whole = async (id: string) => {
    const [vacancy] = await world.vacancies.vacanciesByIds([id]);
    if (vacancy === null || vacancy === undefined || vacancy instanceof Error) throw vacancy ?? new Error("not found");
    return vacancy;
  };

  it.each<[string, object]>([
    ["with everything it has", {}],
    ["sold by properties only", { sellsOnlyByProperties: true, billingTypeInReads: "null" }],
    ["with a telephone number as it is written", { phonesInReads: "formatted" }],
    ["without schedule, and pay in both forms", { scheduleInReads: false, salaryOfOtherModes: "amounts" }],
    ["as it was in 2021", { readsEdition: "2021", listItems: "2021" }],
  ])("is read without a loss in lists and one by one: %s", async (_, knobs) => {
    await open({}, knobs);
    for (const status of STATUSES) {
      const page = await world.vacancies.listVacancies({ status }, 200);
      expect(page.unreadable).toBeUndefined();
      const found = await world.vacancies.wholeVacancies(page.items.map(({ node }) => node.vendorId));
      expect(found.filter((vacancy) => vacancy === null || vacancy instanceof Error)).toEqual([]);
      expect(found.map((vacancy) => (vacancy as Vacancy).status)).toEqual(found.map(() => status));
      for (const [at, { node }] of page.items.entries()) {
        const one = found[at] as Vacancy;
        expect(node.salary).toEqual(one.salary);
        if (node.propertyTypeIds !== undefined) expect(node.propertyTypeIds).toEqual(one.propertyTypeIds);
      }
    }
  });

  it("shows a pay by the shift as such, in the list and in the single read", async () => {
    for (const salaryOfOtherModes of ["null", "amounts"] as const) {
      await open({}, { salaryOfOtherModes });
      const { items } = await world.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 200);
      const paid = items.map(({ node }) => node).filter(({ salary }) => salary?.period === "SHIFT");
      expect(paid.length).toBeGreaterThan(0);
      expect((await whole(paid[0]?.vendorId ?? "")).salary).toMatchObject({ period: "SHIFT", frequency: { id: expect.any(String) } });
      if (salaryOfOtherModes === "null") await world.close();
    }
  });

  it("sells by properties in a place, and by billing type where it does not tell places", async () => {
    await open();
    const place = { areaId: "160", professionalRoleId: "156" };
    const sold = recordsIn(await world.vacancies.publicationTypes?.({ place }));
    const counts = Object.fromEntries(sold.map(({ propertyTypeIds, available }) => [propertyTypeIds.join("+"), available]));
    expect(counts).toMatchObject({ HH_STANDARD: 40, HH_STANDARD_PLUS: 0, HH_VP_OPTIMUM: 6 });
    expect(sold.every(({ billingTypeId, name }) => billingTypeId === null && name !== "")).toBe(true);
    for (const status of [403, 404] as const) {
      world.standIn.knobs.availablePublicationsStatus = status;
      const older = recordsIn(await world.vacancies.publicationTypes?.({ place }));
      expect(older.map(({ billingTypeId }) => billingTypeId)).toContain("standard");
    }
  });

  it("tells upgrades with their prices, and where those that cannot be had by API are bought", async () => {
    await open({}, { buyingOffered: true });
    const [found] = (await world.vacancies.upgrades?.([await whole(ORDINARY)])) ?? [];
    const upgrades = recordsIn(found);
    expect(upgrades.length).toBeGreaterThan(0);
    for (const { billingTypeId, propertyTypeIds } of upgrades) expect(billingTypeId !== null || propertyTypeIds.length > 0).toBe(true);
    expect(upgrades.filter(({ buyUrl }) => buyUrl !== null)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ buyUrl: expect.stringMatching(/^https:/), price: expect.any(Number), currency: "RUR" }),
      ]),
    );
  });

  it("is another employer's under the work account that is set, which is found by itself", async () => {
    await open({ HEADHUNTER_EMPLOYER_ID: "", HEADHUNTER_MANAGER_ID: "", HEADHUNTER_MANAGER_ACCOUNT_ID: "9002" });
    const { items } = await world.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 200);
    const held = [...world.standIn.state.vacancies.values()].filter(
      ({ managerId, archivedAt }) => managerId === SECOND_EMPLOYER.managerId && archivedAt === null,
    );
    expect(items.map(({ node }) => node.vendorId).sort()).toEqual(held.map(({ id }) => id).sort());
    expect(held.length).toBeGreaterThan(0);
  });

  it("tells the accounts to choose from where the one that is set does not exist, or is blocked", async () => {
    await open({ HEADHUNTER_MANAGER_ACCOUNT_ID: "77" });
    await expect(world.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 5)).rejects.toMatchObject({
      message: expect.stringMatching(/HEADHUNTER_MANAGER_ACCOUNT_ID names no account.*9001 \(.*\), 9002/),
    });
    await world.close();
    await open({}, { blockedAccounts: ["9001"] });
    await expect(world.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 5)).rejects.toMatchObject({
      message: expect.stringMatching(/blocked\. Set HEADHUNTER_MANAGER_ACCOUNT_ID to one of 9002/),
    });
  });

  it("shows its own words and links of another site, in the language that is set", async () => {
    await open({ HEADHUNTER_HOST: "rabota.by", HEADHUNTER_LOCALE: "EN" });
    expect((await whole(ORDINARY)).url).toBe(`https://rabota.by/vacancy/${ORDINARY}`);
  });

  it("shows all of it in the graph, at one request a vacancy for upgrades", async () => {
    await open();
    const graph = await startGraph({
      env: {
        ...KNOWN_ACCOUNT,
        HEADHUNTER_BASE_URL: world.running.origin,
        HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
        HEADHUNTER_USER_AGENT: "Hiregraph/1.0 (dev@example.com)",
      },
    });
    try {
      const { data, errors }: GraphAnswer<Record<string, unknown>> = await graph.ask(`{
        one: vacancy(id: "headhunter:vacancy:${ORDINARY}") { propertyTypeIds upgrades { billingTypeId price } salary { period frequency { id } } }
        again: vacancy(id: "headhunter:vacancy:${ORDINARY}") { upgrades { buyUrl currency name propertyTypeIds } }
        vacancyPublicationTypes(areaId: "160", professionalRoleId: "156") { name propertyTypeIds billingTypeId available regions { name } }
      }`);
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({
        one: { propertyTypeIds: ["HH_STANDARD"], upgrades: expect.arrayContaining([expect.anything()]), salary: { period: "MONTH" } },
        vacancyPublicationTypes: expect.arrayContaining([
          expect.objectContaining({ propertyTypeIds: ["HH_VP_OPTIMUM"], billingTypeId: null }),
        ]),
      });
      expect(world.asked().filter((one) => one.endsWith("/upgrades"))).toHaveLength(1);
    } finally {
      await graph.stop();
    }
  });
});
