import "reflect-metadata";
import { Field, Int, ObjectType } from "type-graphql";
import { DateTimeScalar, LocalDateScalar } from "../common/scalars.js";

@ObjectType({ description: "Views and responses of a vacancy on one day, as the board counts its days.", simpleResolvers: true })
export class VacancyDayStats {
  @Field(() => LocalDateScalar, { description: "The day." })
  date: string;

  @Field(() => Int, {
    nullable: true,
    description: "Views on that day. Null: no data for that day, or it lies ahead. It does not mean zero.",
  })
  views: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Responses on that day. Null: no data for that day, or it lies ahead. It does not mean zero.",
  })
  responses: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When this figure was read from the board; null where there is none." })
  recordedAt: string | null;
}

@ObjectType({
  description:
    "Views and responses of a vacancy over [start, end). The board keeps a few days; older ones are known where this server " +
    "read them in time.",
  simpleResolvers: true,
})
export class VacancyStats {
  @Field(() => LocalDateScalar, { description: "First day of the range." })
  start: string;

  @Field(() => LocalDateScalar, { description: "First day after the range." })
  end: string;

  @Field(() => [VacancyDayStats], { description: "Every day of the range, ascending, also those without data." })
  days: VacancyDayStats[];

  @Field(() => Int, { description: "Sum of views over the days that have data." })
  views: number;

  @Field(() => Int, { description: "Sum of responses over the days that have data." })
  responses: number;

  @Field(() => Int, { description: "Days of the range for which there is data, of those that could have it." })
  coveredDays: number;

  /** Global id of the vacancy. */
  vacancyId: string;
}
