import type { WireBody } from "./headhunter.request-body.js";

/** A vacancy as it arrived, so that unreadable fields are compared as well. */
type AsItArrived = Record<string, unknown>;

/** The values of a body's fields in a vacancy, to see afterwards which of them changed. */
export function fieldMarks(vacancy: AsItArrived, body: WireBody): Record<string, string> {
  return Object.fromEntries(Object.keys(body).map((name) => [name, mark(shown(vacancy, name))]));
}

/** The fields in which a vacancy shows those of a body. */
export function shownAs(body: WireBody): string[] {
  return Object.keys(body).flatMap((name) => (PAY.includes(name) ? PAY : [name]));
}

/**
 * What a vacancy shows of an edit whose answer was lost. A PUT is applied whole or not at all: a field that changed to the body's value proves
 * all, and one that is still as before and not as asked disproves all. Fields that HeadHunter omits from its answers prove nothing (`schedule`,
 * say, since February 2026), nor do those that somebody else, or HeadHunter itself, has changed to another value.
 */
export function evidenceOf(vacancy: AsItArrived, body: WireBody, before: Record<string, string>): "APPLIED" | "NOT_APPLIED" | "UNCERTAIN" {
  const fields = Object.entries(body).map(([name, asked]) => {
    const value = shown(vacancy, name);
    const isChanged = mark(value) !== (before[name] ?? mark(undefined));
    const isTakenAway = asked === null && isChanged;
    // HeadHunter may clean up the HTML of a description, so any change of it counts.
    const isHeld = (name === "description" && isChanged) || isAsAsked(name, value, asked, vacancy);
    return { isShown: value !== undefined || isTakenAway, isChanged, isHeld, isWhole: isWhole(name, asked, vacancy) };
  });
  const seen = fields.filter(({ isShown }) => isShown);
  if (seen.some(({ isChanged, isHeld }) => isChanged && isHeld)) return "APPLIED";
  if (seen.some(({ isChanged, isHeld }) => !isChanged && !isHeld)) return "NOT_APPLIED";
  return fields.every(({ isShown, isHeld, isWhole }) => isShown && isHeld && isWhole) ? "APPLIED" : "UNCERTAIN";
}

const PAY = ["salary", "salary_range"];

/** Pay may be shown in both fields, in either, or in the other one than it was sent in. */
function shown(vacancy: AsItArrived, name: string): unknown {
  if (!PAY.includes(name)) return Object.hasOwn(vacancy, name) ? vacancy[name] : undefined;
  const [own, other] = [vacancy[name], ...PAY.filter((one) => one !== name).map((one) => vacancy[one])];
  return own ?? other ?? (own === null || other === null ? null : undefined);
}

/** Whether the vacancy shows the period and the frequency of a pay that was sent with them: `salary` has neither. */
function isWhole(name: string, asked: unknown, vacancy: AsItArrived): boolean {
  return name !== "salary_range" || asked === null || !isMissing(vacancy.salary_range);
}

function isAsAsked(name: string, value: unknown, asked: unknown, vacancy: AsItArrived): boolean {
  if (name === "contacts") return holds(withPlainPhones(value), withPlainPhones(asked));
  if (isWhole(name, asked, vacancy)) return holds(value, asked);
  const { mode: _mode, frequency: _frequency, ...bounds } = asked as WireBody;
  return holds(value, bounds);
}

/** Contacts with the digits of their numbers, which HeadHunter may take apart, put together and punctuate. */
function withPlainPhones(contacts: unknown): unknown {
  if (typeof contacts !== "object" || contacts === null) return contacts;
  const { phones, ...rest } = contacts as { phones?: unknown };
  return { ...rest, phones: Array.isArray(phones) ? phones.map(plainPhone) : (phones ?? []) };
}

function plainPhone(phone: unknown): unknown {
  if (typeof phone !== "object" || phone === null) return phone;
  const { formatted, country, city, number, ...rest } = phone as WireBody;
  const text = isMissing(number) ? formatted : [country, city, number].join("");
  return { ...rest, digits: String(text ?? "").replaceAll(/\D/g, "") };
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Whether an answer's value contains the requested one: answers have more keys (names beside ids), and ids may be numbers. */
function holds(present: unknown, asked: unknown): boolean {
  if (Array.isArray(asked)) {
    return Array.isArray(present) && present.length === asked.length && asked.every((item) => present.some((other) => holds(other, item)));
  }
  if (typeof asked === "object" && asked !== null) {
    if (typeof present !== "object" || present === null) return false;
    return Object.entries(asked).every(([name, value]) => holds((present as Record<string, unknown>)[name], value));
  }
  // HeadHunter shows no entries of `key_skills`, say, as an empty list (OpenAPI: never null).
  if (asked === null || asked === undefined) return present === null || present === undefined || isEmptyList(present);
  return String(present ?? "") === String(asked);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function mark(value: unknown): string {
  return JSON.stringify(value ?? null);
}
