import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { PayPeriod } from "../../../schema/vacancy/salary.type.js";
import type { SalaryInput } from "../../../schema/vacancy/vacancy.input.js";
import { userError } from "../headhunter.errors.js";
import type { WireFieldRules, WireVacancy } from "../headhunter.wire.js";

/** Dictionary salary_range_mode. */
const MODES: Partial<Record<PayPeriod, string>> = {
  [PayPeriod.MONTH]: "MONTH",
  [PayPeriod.SHIFT]: "SHIFT",
  [PayPeriod.HOUR]: "HOUR",
  [PayPeriod.ROTATION]: "FLY_IN_FLY_OUT",
  [PayPeriod.SERVICE]: "SERVICE",
};

type PresentPay = Pick<WireVacancy, "salary_range">;

/** The field that the pay goes in: the older `salary` knows no period, and HeadHunter takes one of the two (OpenAPI since 1.11.0). */
export function payFieldFor(
  salary: SalaryInput | null,
  rules: WireFieldRules | undefined,
  present: PresentPay | undefined,
): "salary" | "salary_range" {
  // Where the rules cannot be read, the pay that is held shows it.
  const known = rules === undefined ? present?.salary_range : rules.salary_range;
  const isKnown = known !== undefined && known !== null;
  return isKnown || hasPeriod(salary) ? "salary_range" : "salary";
}

/** Always both bounds, since the pay is replaced whole; `gross` only where known, since false does not mean unknown. */
export function toWirePay(salary: SalaryInput, field: "salary" | "salary_range"): Record<string, unknown> {
  const { from, to, currency, gross, period, frequencyId } = salary;
  return {
    from: from ?? null,
    to: to ?? null,
    currency,
    ...(gross === null || gross === undefined ? {} : { gross }),
    ...(field === "salary" ? {} : { mode: { id: MODES[period ?? PayPeriod.MONTH] } }),
    ...(frequencyId ? { frequency: { id: frequencyId } } : {}),
  };
}

/** What HeadHunter could not take, or would take for other pay than is meant. */
export function payErrors(
  salary: SalaryInput | null | undefined,
  rules: WireFieldRules | undefined,
  present: PresentPay | undefined,
): UserError[] {
  if (salary === null || salary === undefined) return [];
  const { period, gross } = salary;
  if (period && MODES[period] === undefined) {
    const taken = Object.keys(MODES).join(", ");
    return [refused(`HeadHunter has no pay by ${period}: give one of ${taken}.`, "period")];
  }
  const mode = present?.salary_range?.mode?.id;
  if (!period && mode !== null && mode !== undefined && mode !== "MONTH") {
    const held = Object.entries(MODES).find(([, id]) => id === mode)?.[0] ?? mode;
    return [refused(`The vacancy's pay is by ${held} now, and pay without a period is by MONTH: say which is meant.`, "period")];
  }
  if (payFieldFor(salary, rules, present) === "salary_range" && (gross === null || gross === undefined)) {
    return [refused("HeadHunter has to be told whether the pay is before tax: give true or false.", "gross")];
  }
  return [];
}

function hasPeriod(salary: SalaryInput | null): boolean {
  return Boolean(salary?.period) || Boolean(salary?.frequencyId);
}

function refused(message: string, part: "period" | "gross"): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, ["salary", part]);
}
