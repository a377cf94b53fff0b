import { type UserError, UserErrorCode } from "../../schema/common/user-error.type.js";
import { PayPeriod, type Salary } from "../../schema/vacancy/salary.type.js";
import type { SalaryInput } from "../../schema/vacancy/vacancy.input.js";
import { userError } from "../contract/user-errors.js";
import type { WireJob, WireMoney } from "./linkedin.wire.js";

/** Pay as LinkedIn's `compensation` (schema page): two bounds or one exact amount, counted by one of its periods. */

const WORD_OF_PERIOD: Partial<Record<PayPeriod, string>> = {
  [PayPeriod.YEAR]: "YEARLY",
  [PayPeriod.MONTH]: "MONTHLY",
  [PayPeriod.HALF_MONTH]: "SEMIMONTHLY",
  [PayPeriod.TWO_WEEKS]: "BIWEEKLY",
  [PayPeriod.WEEK]: "WEEKLY",
  [PayPeriod.DAY]: "DAILY",
  [PayPeriod.HOUR]: "HOURLY",
};
const PERIODS = Object.keys(WORD_OF_PERIOD) as PayPeriod[];
const BASE_SALARY = "BASE_SALARY";

/** All faults of a salary that LinkedIn is to show, by the input's paths. */
export function salaryFaults(salary: SalaryInput | null | undefined): UserError[] {
  if (!salary) return [];
  const faults: UserError[] = [];
  const wrong = (field: keyof SalaryInput, message: string) =>
    faults.push(userError(UserErrorCode.INVALID_INPUT, message, { field: ["salary", field] }));
  if (!salary.period) wrong("period", `LinkedIn takes a salary only with its period: give one of ${PERIODS.join(", ")}.`);
  else if (WORD_OF_PERIOD[salary.period] === undefined)
    wrong("period", `LinkedIn does not count pay by ${salary.period}: give one of ${PERIODS.join(", ")}.`);
  for (const bound of ["from", "to"] as const) {
    if (salary[bound] === undefined || salary[bound] === null)
      wrong(bound, `LinkedIn takes both bounds of a salary: give ${bound} too, the same as the other for an exact amount.`);
  }
  if (salary.frequencyId) wrong("frequencyId", "LinkedIn cannot say how often pay is paid out: leave frequencyId out.");
  if (salary.gross === false) wrong("gross", "LinkedIn shows pay before tax, and cannot say otherwise: give the amounts before tax.");
  return faults;
}

/** @param salary one without faults. */
export function compensationOf({ period, from, to, currency }: SalaryInput): NonNullable<WireJob["compensation"]> {
  const sum = (amount: number): WireMoney => ({ amount: decimal(amount), currencyCode: currency });
  const [start, end] = [sum(from ?? 0), sum(to ?? 0)];
  const value = from === to ? { exactAmount: start } : { range: { start, end } };
  return { compensations: [{ period: WORD_OF_PERIOD[period ?? PayPeriod.UNKNOWN] ?? "", type: BASE_SALARY, value }] };
}

/** The pay that a posting states; null where it states none, or nothing that can be read. */
export function salaryOf({ compensation }: WireJob): Salary | null {
  const stated = compensation?.compensations?.find(({ type }) => type === BASE_SALARY);
  if (stated === undefined) return null;
  const { value } = stated;
  const [start, end] = "range" in value ? [value.range.start, value.range.end] : [value.exactAmount, value.exactAmount];
  const period = PERIODS.find((one) => WORD_OF_PERIOD[one] === stated.period) ?? PayPeriod.UNKNOWN;
  return { period, frequency: null, from: Number(start.amount), to: Number(end.amount), currency: start.currencyCode, gross: null };
}

/** A number without an exponent. */
function decimal(amount: number): string {
  return amount.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
}
