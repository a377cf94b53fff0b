import type { ChangeInputs } from "../../../../src/datasources/contract/catalog.js";
import { sampleVacancyId, todayKnobs } from "../../../../src/sandbox/headhunter/index.js";
import { PayPeriod } from "../../../../src/schema/vacancy/salary.type.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT, vacancyId } from "../support.js";

type Salary = ChangeInputs["publishVacancy"]["salary"];

const ACTIVE = sampleVacancyId(1);
const BASE = { currency: "RUR", gross: true };

let world: HeadHunterWorld;
afterEach(() => world.close());
const open = async (knobs = {}) => {
  world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT, knobs }).open();
};

const publish = (salary: Salary, board: object = { professionalRoleIds: ["96"] }) =>
  world.make("publishVacancy", {
    name: "Кладовщик",
    description: "x".repeat(250),
    salary,
    headhunter: { areaId: "1", typeId: "open", billingTypeId: "standard", ...board },
  });
const edit = (input: Omit<ChangeInputs["updateVacancy"], "id">) => world.make("updateVacancy", { id: vacancyId(ACTIVE), ...input });
const lose = (kind: "drop-before" | "drop-after") => world.running.faults.arm({ kind, method: "PUT", times: 1 });

describe("Pay, where the rules list salary_range", () => {
  beforeEach(() => open(todayKnobs()));

  it("is sent as salary_range alone, by the month where no period is given", async () => {
    expect((await publish({ from: 100, ...BASE })).operation?.outcome).toBe("APPLIED");
    const [body] = world.bodies();
    expect(body).toMatchObject({ salary_range: { from: 100, to: null, currency: "RUR", gross: true, mode: { id: "MONTH" } } });
    expect(body).not.toHaveProperty("salary");
    expect(body).not.toHaveProperty("salary_range.frequency");
  });

  it.each([
    [PayPeriod.MONTH, "MONTH"],
    [PayPeriod.SHIFT, "SHIFT"],
    [PayPeriod.HOUR, "HOUR"],
    [PayPeriod.ROTATION, "FLY_IN_FLY_OUT"],
    [PayPeriod.SERVICE, "SERVICE"],
  ])("by %s has the mode %s", async (period, id) => {
    expect((await publish({ to: 5, ...BASE, period, frequencyId: "DAILY" })).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()).toMatchObject([{ salary_range: { mode: { id }, frequency: { id: "DAILY" } } }]);
  });

  it.each([PayPeriod.YEAR, PayPeriod.WEEK, PayPeriod.DAY, PayPeriod.UNKNOWN])(
    "by %s, which HeadHunter lacks, is refused",
    async (period) => {
      const { userErrors } = await publish({ from: 1, ...BASE, period });
      expect(userErrors).toMatchObject([
        { code: "INVALID_INPUT", field: ["salary", "period"], message: expect.stringContaining("ROTATION") },
      ]);
      expect(world.bodies()).toEqual([]);
    },
  );

  it("is refused where it is not said whether it is before tax", async () => {
    for (const salary of [
      { from: 1, currency: "RUR" },
      { from: 1, currency: "RUR", gross: null },
    ]) {
      expect((await publish(salary)).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["salary", "gross"] }]);
    }
    expect(world.bodies()).toEqual([]);
  });

  it("is measured by the rules of salary_range, whose refusals come at the graph's fields", async () => {
    expect((await publish({ from: 2_147_483_648, ...BASE })).userErrors).toMatchObject([{ field: ["salary", "from"] }]);
    const errors = [{ type: "bad_json_data", pointer: "/salary_range/mode/id", reason: "invalid" }];
    world.running.faults.arm({ kind: "status", method: "POST", status: 400, times: 1, json: { errors } });
    expect((await publish({ from: 1, ...BASE })).userErrors).toMatchObject([{ field: ["salary", "period"], vendorCode: "invalid" }]);
  });

  it("satisfies rules that still require the older field", async () => {
    const json = { salary: { required: true }, salary_range: { required: false } };
    world.running.faults.arm({ kind: "status", path: "/vacancy_conditions$", status: 200, json });
    expect((await publish({ from: 1, ...BASE })).operation?.outcome).toBe("APPLIED");
    expect((await publish(undefined)).userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["salary"] }]);
  });

  it("by the shift stays so in an edit of another field, and is changed by no edit that does not say a period", async () => {
    await edit({ salary: { from: 3_000, ...BASE, period: PayPeriod.SHIFT } });
    expect((await edit({ code: "other" })).operation?.outcome).toBe("APPLIED");
    expect(world.bodies().at(-1)).toEqual({ code: "other" });
    const [held] = await world.vacancies.vacanciesByIds([ACTIVE]);
    expect(held).toMatchObject({ salary: { period: "SHIFT", from: 3_000 } });
    const { userErrors } = await edit({ salary: { from: 3_500, ...BASE } });
    expect(userErrors).toMatchObject([{ field: ["salary", "period"], message: expect.stringContaining("pay is by SHIFT now") }]);
    expect((await edit({ salary: { from: 3_500, ...BASE, period: PayPeriod.SHIFT } })).operation?.outcome).toBe("APPLIED");
  });

  it("by the shift is told from the same pay by the month after a lost answer", async () => {
    await edit({ salary: { from: 3_000, ...BASE, period: PayPeriod.MONTH } });
    const salary = { from: 3_000, ...BASE, period: PayPeriod.SHIFT };
    lose("drop-before");
    expect((await edit({ salary })).operation?.outcome).toBe("NOT_APPLIED");
    lose("drop-after");
    expect((await edit({ salary })).operation?.outcome).toBe("APPLIED");
  });

  it("is not told as made where HeadHunter shows its amounts without their period", async () => {
    const amounts = { from: 3_000, to: null, ...BASE };
    const json = { id: ACTIVE, name: "Кладовщик", salary: amounts };
    world.running.faults.arm({ kind: "status", method: "GET", path: `/vacancies/${ACTIVE}$`, status: 200, json });
    lose("drop-before");
    expect((await edit({ salary: { from: 3_000, ...BASE, period: PayPeriod.SHIFT } })).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });
});

describe("Pay, where the rules list salary alone", () => {
  const OLDER = { specializationIds: ["17.324"] };
  beforeEach(() => open());

  it("is sent as salary, without gross where that is not known", async () => {
    await publish({ from: 100, currency: "RUR" }, OLDER);
    expect(world.bodies()).toMatchObject([{ salary: { from: 100, to: null, currency: "RUR" } }]);
    expect(world.bodies()[0]).not.toHaveProperty("salary.gross");
    expect(world.bodies()[0]).not.toHaveProperty("salary_range");
  });

  it.each([{ period: PayPeriod.HOUR }, { frequencyId: "WEEKLY" }])("is sent as salary_range alone with %j", async (more) => {
    expect((await publish({ to: 900, ...BASE, ...more }, OLDER)).operation?.outcome).toBe("APPLIED");
    expect(world.bodies()[0]).toHaveProperty("salary_range.mode.id", more.period ?? "MONTH");
    expect(world.bodies()[0]).not.toHaveProperty("salary");
    expect((await publish({ to: 900, currency: "RUR", ...more }, OLDER)).userErrors).toMatchObject([{ field: ["salary", "gross"] }]);
  });
});

describe("Pay, where the rules cannot be read", () => {
  beforeEach(async () => {
    await open(todayKnobs());
    await edit({ salary: { from: 3_000, ...BASE, period: PayPeriod.SHIFT } });
    world.standIn.knobs.conditionsAnswer = 403;
    world.clock.pass(DAY);
  });

  it.each([null, { from: 3_500, ...BASE, period: PayPeriod.SHIFT }])(
    "goes in the field that the vacancy shows it in: %j",
    async (salary) => {
      expect((await edit({ salary })).operation?.outcome).toBe("APPLIED");
      expect(Object.keys(world.bodies().at(-1) as object)).toEqual(["salary_range"]);
    },
  );
});
