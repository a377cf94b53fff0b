import type { WireBody } from "./headhunter.request-body.js";

/** A vacancy as it arrived, so that unreadable fields are compared as well. */
type AsItArrived = Record<string, unknown>;

/** The values of a body's fields in a vacancy, to see afterwards which of them changed. */
export function fieldMarks(vacancy: AsItArrived, body: WireBody): Record<string, string> {
  return Object.fromEntries(Object.keys(body).map((name) => [name, mark(vacancy[name])]));
}

/** Whether the vacancy shows any field of the body: fields that HeadHunter omits from its answers prove nothing about an edit. */
export function shows(vacancy: AsItArrived, body: WireBody): boolean {
  return Object.keys(body).some((name) => vacancy[name] !== undefined);
}

/** Whether the vacancy has all values of the body. */
export function holdsBody(vacancy: AsItArrived, body: WireBody): boolean {
  return Object.entries(body).every(([name, value]) => holds(vacancy[name], value));
}

/**
 * The fields that changed to the body's values. A PUT is applied whole or not at all, so one proves all. HeadHunter may clean up the HTML of
 * a description, so any change of it counts.
 */
export function changedFields(vacancy: AsItArrived, body: WireBody, before: Record<string, string>): string[] {
  return Object.entries(body)
    .filter(([name, value]) => mark(vacancy[name]) !== before[name] && (name === "description" || holds(vacancy[name], value)))
    .map(([name]) => name);
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
  if (asked === null || asked === undefined) return present === null || present === undefined;
  return String(present ?? "") === String(asked);
}

function mark(value: unknown): string {
  return JSON.stringify(value ?? null);
}
