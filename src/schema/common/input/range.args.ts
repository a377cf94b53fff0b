import "reflect-metadata";
import { ArgsType, Field } from "type-graphql";
import { LocalDateScalar } from "../scalars.js";
import { given, Together } from "./rules.js";

const START = "First day of the range, included.";
const END = "First day after the range: excluded. Equal to start, the range holds nothing; before it, it is BAD_USER_INPUT.";

/** Days are all written alike, so their texts compare as the days do. */
const InOrder = () =>
  Together<{ start?: string | null; end?: string | null }>(
    ({ start, end }) => !given(start) || !given(end) || String(start) <= String(end),
    "start must not lie after end: swap them, or make them equal to ask for an empty range.",
  );

/** A century: each day of a range is a line of the answer, with or without data. */
const MOST_DAYS = 36_525;

/** The number of days of a range; 0 where a bound is left out, since the vendor's own window is short. */
export function daysNamed({ start, end }: { start?: string | null; end?: string | null }): number {
  return given(start) && given(end) ? (Date.parse(String(end)) - Date.parse(String(start))) / 86_400_000 : 0;
}

const ACenturyAtMost = () =>
  Together<{ start?: string | null; end?: string | null }>(
    (range) => daysNamed(range) <= MOST_DAYS,
    "end must not lie more than a century after start: ask for a shorter range.",
  );

/** [start, end), in days. Job.versions, Job.timeline. */
@ArgsType()
export class RangeArgs {
  @Field(() => LocalDateScalar, { description: START })
  @InOrder()
  start: string;

  @Field(() => LocalDateScalar, { description: END })
  end: string;
}

/** [start, end), in days, or the vendor's own window where it is left out. Vacancy.stats. */
@ArgsType()
export class OptionalRangeArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: `${START} Left out: where the vendor's own window begins.` })
  @InOrder()
  start?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: `${END} At most a century after start. Left out: where the vendor's own window ends.`,
  })
  @ACenturyAtMost()
  end?: string | null;
}
