import type { WireBody } from "./headhunter.request-body.js";

/** As it arrived, so that a field which cannot be read is compared all the same. */
type AsItArrived = Record<string, unknown>;

/** What the fields of a body look like in a vacancy, to see afterwards which of them moved. */
export function fieldMarks(vacancy: AsItArrived, body: WireBody): Record<string, string> {
  return Object.fromEntries(Object.keys(body).map((name) => [name, mark(vacancy[name])]));
}

/** Whether the vacancy tells any of what the body asked for: fields that HeadHunter leaves out of its answers say nothing of an edit. */
export function shows(vacancy: AsItArrived, body: WireBody): boolean {
  return Object.keys(body).some((name) => vacancy[name] !== undefined);
}

/** Whether the vacancy holds all that the body asked for. */
export function holdsBody(vacancy: AsItArrived, body: WireBody): boolean {
  return Object.entries(body).every(([name, value]) => holds(vacancy[name], value));
}

/**
 * The fields that moved to what was asked for. A PUT is taken whole or not at all, so one tells of all. HeadHunter may tidy up the
 * HTML of a description: that it moved is its sign.
 */
export function changedFields(vacancy: AsItArrived, body: WireBody, before: Record<string, string>): string[] {
  return Object.entries(body)
    .filter(([name, value]) => mark(vacancy[name]) !== before[name] && (name === "description" || holds(vacancy[name], value)))
    .map(([name]) => name);
}

/** Answers say more than requests (names beside ids): what was asked for is in there somewhere. Ids may be numbers. */
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
