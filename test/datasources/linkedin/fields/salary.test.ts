import { PayPeriod } from "../../../../src/schema/vacancy/salary.type.js";
import type { SalaryInput } from "../../../../src/schema/vacancy/vacancy.input.js";
import { LinkedInWorld, posting, vacancyId } from "../support.js";

describe("A salary", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  const euros = (from: number | null, to: number | null, period?: PayPeriod, more: Partial<SalaryInput> = {}) => ({
    salary: { currency: "EUR", from, to, ...(period === undefined ? {} : { period }), ...more },
  });
  const compensations = () =>
    world
      .written()
      .flat()
      .map(({ compensation }) => compensation);
  const faults = async (salary: ReturnType<typeof euros>) =>
    (await world.make("publishVacancy", posting("NEW-1", salary), true)).userErrors.map(({ code, field }) => `${code} ${field?.join(".")}`);

  it.each([
    [PayPeriod.YEAR, "YEARLY"],
    [PayPeriod.MONTH, "MONTHLY"],
    [PayPeriod.HALF_MONTH, "SEMIMONTHLY"],
    [PayPeriod.TWO_WEEKS, "BIWEEKLY"],
    [PayPeriod.WEEK, "WEEKLY"],
    [PayPeriod.DAY, "DAILY"],
    [PayPeriod.HOUR, "HOURLY"],
  ])("by the %s is sent with LinkedIn's period, its amounts as texts, and is read back", async (period, word) => {
    await world.publishAll(["NEW-1"], euros(1000.5, 2000, period));
    expect(compensations()).toEqual([
      {
        compensations: [
          {
            period: word,
            type: "BASE_SALARY",
            value: { range: { start: { amount: "1000.5", currencyCode: "EUR" }, end: { amount: "2000", currencyCode: "EUR" } } },
          },
        ],
      },
    ]);
    const salary = { period, frequency: null, from: 1000.5, to: 2000, currency: "EUR", gross: null };
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE", salary });
  });

  it("with equal bounds is an exact amount, however large or small", async () => {
    for (const [index, amount] of [3000, 0.0000005, 1e21].entries())
      await world.publishAll([`NEW-${index}`], euros(amount, amount, PayPeriod.MONTH));
    expect(compensations()).toMatchObject([
      { compensations: [{ value: { exactAmount: { amount: "3000" } } }] },
      { compensations: [{ value: { exactAmount: { amount: "0.0000005" } } }] },
      { compensations: [{ value: { exactAmount: { amount: "1000000000000000000000" } } }] },
    ]);
    expect((await world.vacancy("NEW-0"))?.salary).toMatchObject({ from: 3000, to: 3000 });
  });

  it.each([
    ["no period", euros(1, 2), ["INVALID_INPUT salary.period"]],
    ["pay by the shift", euros(1, 2, PayPeriod.SHIFT), ["INVALID_INPUT salary.period"]],
    ["pay by the rotation", euros(1, 2, PayPeriod.ROTATION), ["INVALID_INPUT salary.period"]],
    ["pay by the service", euros(1, 2, PayPeriod.SERVICE), ["INVALID_INPUT salary.period"]],
    ["an unknown period", euros(1, 2, PayPeriod.UNKNOWN), ["INVALID_INPUT salary.period"]],
    ["no lower bound", euros(null, 2, PayPeriod.HOUR), ["INVALID_INPUT salary.from"]],
    ["no upper bound", euros(1, null, PayPeriod.HOUR), ["INVALID_INPUT salary.to"]],
    ["a frequency of HeadHunter's", euros(1, 2, PayPeriod.HOUR, { frequencyId: "DAILY" }), ["INVALID_INPUT salary.frequencyId"]],
    ["pay after tax", euros(1, 2, PayPeriod.HOUR, { gross: false }), ["INVALID_INPUT salary.gross"]],
    ["pay before tax", euros(1, 2, PayPeriod.HOUR, { gross: true }), []],
  ])("with %s is answered on its field", async (_, salary, expected) => {
    expect(await faults(salary)).toEqual(expected);
    expect(world.asked()).toEqual([]);
  });

  it("is kept by an update without one, replaced whole, and taken away by null", async () => {
    await world.publishAll(["NEW-1"], euros(1, 2, PayPeriod.HOUR));
    const [published] = compensations();
    for (const change of [{ name: "A" }, { ...euros(3, 4, PayPeriod.DAY) }, { salary: null }]) {
      await world.make("updateVacancy", { id: vacancyId("NEW-1"), ...change });
      await world.finishTasks();
    }
    expect(compensations()).toEqual([published, expect.objectContaining({}), undefined]);
    expect((await world.vacancy("NEW-1"))?.salary).toBeNull();
  });

  it("that LinkedIn refuses is answered on the input's field", async () => {
    const said = 'ERROR :: /compensation/compensations/0/period :: "X" is not an enum symbol\n';
    const json = { elements: [{ status: 422, error: { status: 422, message: said } }] };
    world.running.faults.arm({ kind: "status", method: "POST", path: "simpleJobPostings", times: 1, status: 200, json });
    const { userErrors } = await world.make("publishVacancy", posting("NEW-1", euros(1, 2, PayPeriod.HOUR)));
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["salary"] }]);
  });
});
