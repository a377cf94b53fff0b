import { BadUserInput } from "../../../schema/common/bad-input.js";

/** The first day that a version can have, and the day that stands for "no end" (page "about-timeline-version"). */
export const FIRST_DAY = "1900-01-01";
export const NO_END = "9999-12-31";

const DAY_MS = 24 * 60 * 60 * 1000;
/** "create" speaks of UTC+8. */
const ZONE_MS = 8 * 60 * 60 * 1000;

/**
 * The window for what changed since a moment, in epoch milliseconds by CoreHR's clock. It begins with the day before that moment: a future
 * version counts as a change of its first day and is told only from about one o'clock of it on, and the tenant's day may begin elsewhere.
 */
export function changesWindow(since: number, now: number): { start: string; end: string; days: number } {
  const start = dayOf(since - DAY_MS);
  const end = new Date(Math.max(now, since) + ZONE_MS).toISOString().slice(0, 19).replace("T", " ");
  const days = Math.ceil((Math.max(now, since) + ZONE_MS - Date.parse(`${start}T00:00:00Z`)) / DAY_MS);
  return { start: `${start} 00:00:00`, end, days };
}

function dayOf(moment: number): string {
  return new Date(moment + ZONE_MS).toISOString().slice(0, 10);
}

/**
 * The vendor's own pattern, as its page prints it. It refuses the days of the year 0000 and, by a slip, 29 February of 1200 and 1600.
 */
const VENDOR_DAY =
  /^((([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]{1}|[0-9]{1}[1-9][0-9]{2}|[1-9][0-9]{3})-(((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01]))|((0[469]|11)-(0[1-9]|[12][0-9]|30))|(02-(0[1-9]|[1][0-9]|2[0-8]))))|((([0-9]{2})(0[48]|[2468][048]|[13579][26])|((0[48]|[2468][048]|[3579][26])00))-02-29))$/;

/** The refusal of a range that the vendor would refuse, before a request is sent; undefined where the range is valid. */
export function rangeFault(range: { start: string; end: string }): BadUserInput | undefined {
  for (const name of ["start", "end"] as const) {
    if (VENDOR_DAY.test(range[name])) continue;
    return new BadUserInput(`Feishu CoreHR does not take ${range[name]} as ${name}. Take a day from ${FIRST_DAY} to ${NO_END}.`, [name]);
  }
  if (range.start > range.end) return new BadUserInput("start must not lie after end: swap them.", ["start"]);
  return undefined;
}
