import type { QuarterRequisitionsQuery, QuarterTimelineQuery } from "../../graph/graphql";
import { DAY_MS, dayMs, sayDay } from "../../parts/days";
import { VENDOR } from "../../parts/words";

export type Requisition = QuarterRequisitionsQuery["requisitions"]["edges"][number]["node"];
type Timeline = QuarterTimelineQuery["jobTimeline"][number];

export type BarKind = "version" | "opening" | "vacancy";

export interface Bar {
  id: string;
  kind: BarKind;
  label: string;
  /** From when to when it was so, in words; also for what goes on beyond the quarter. */
  span: string;
  /** Places within the quarter, as shares of it: 0 to 1. */
  left: number;
  right: number;
  /** It began before the quarter, or goes on after it. */
  fromBefore: boolean;
  goesOn: boolean;
}

export interface Range {
  start: string;
  end: string;
}

/** A time or a day; null where it has no end. */
type Moment = string | null;

function place(from: Moment, to: Moment, { start, end }: Range): Pick<Bar, "left" | "right" | "fromBefore" | "goesOn"> {
  const [first, last] = [dayMs(start), dayMs(end)];
  const share = (moment: Moment, otherwise: number) =>
    moment === null ? otherwise : Math.min(1, Math.max(0, (Date.parse(moment) - first) / (last - first)));
  return {
    left: share(from, 0),
    right: share(to, 1),
    fromBefore: from === null || Date.parse(from) < first,
    goesOn: to === null || Date.parse(to) > last,
  };
}

const say = (from: Moment, to: Moment): string =>
  `${from === null ? "from an unknown day" : `from ${sayDay(from)}`}${to === null ? ", no end yet" : ` to ${sayDay(to)}`}`;

/** The day before one, of a range whose end is excluded: as people say it. */
const lastDay = (day: Moment): Moment => (day === null ? null : new Date(dayMs(day) - DAY_MS).toISOString());

function barsOf({ versions, openings, vacancies }: Timeline, range: Range): Bar[] {
  return [
    ...versions.map(({ id, name, effectiveDate, expirationDate }) => ({
      ...{ id, kind: "version" as const, label: name ?? "Version", span: say(effectiveDate, lastDay(expirationDate)) },
      ...place(effectiveDate, expirationDate, range),
    })),
    ...openings.map(({ id, openingId, openedAt, closedAt }) => ({
      ...{ id, kind: "opening" as const, label: `Seat ${openingId?.trim() || id.split(".").at(-1)}`, span: say(openedAt, closedAt) },
      ...place(openedAt, closedAt, range),
    })),
    ...vacancies.map(({ id, name, vendor, publishedAt, closedAt, expiresAt }) => ({
      ...{ id, kind: "vacancy" as const, label: `${VENDOR[vendor]}: ${name}`, span: say(publishedAt, closedAt ?? expiresAt) },
      ...place(publishedAt, closedAt ?? expiresAt, range),
    })),
  ];
}

export const KINDS: readonly BarKind[] = ["version", "opening", "vacancy"];

/**
 * A requisition's bars: those of all its jobs, an advertisement once although each of the jobs has it. Undefined where no job of it has been read
 * in this quarter.
 */
export function barsOfRequisition({ jobs }: Requisition, timelines: readonly Timeline[], range: Range): Bar[] | undefined {
  const own = new Set(jobs.map(({ id }) => id));
  const read = timelines.filter(({ job }) => own.has(job.id));
  if (read.length === 0 && own.size > 0) return undefined;
  const bars = read.flatMap((timeline) => barsOf(timeline, range));
  return [...new Map(bars.map((bar) => [bar.id, bar])).values()].sort(
    (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || one.left - other.left,
  );
}
