import "reflect-metadata";
import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import { NamedRef } from "../common/named-ref.type.js";

export enum PayPeriod {
  YEAR = "YEAR",
  MONTH = "MONTH",
  HALF_MONTH = "HALF_MONTH",
  TWO_WEEKS = "TWO_WEEKS",
  WEEK = "WEEK",
  DAY = "DAY",
  HOUR = "HOUR",
  SHIFT = "SHIFT",
  ROTATION = "ROTATION",
  SERVICE = "SERVICE",
  UNKNOWN = "UNKNOWN",
}
registerEnumType(PayPeriod, {
  name: "PayPeriod",
  description: "What a salary is counted by.",
  valuesConfig: {
    YEAR: { description: "A year." },
    MONTH: { description: "A month." },
    HALF_MONTH: { description: "Half a month." },
    TWO_WEEKS: { description: "Two weeks." },
    WEEK: { description: "A week." },
    DAY: { description: "A day." },
    HOUR: { description: "An hour." },
    SHIFT: { description: "A shift." },
    ROTATION: { description: "A whole rotation away from home (HeadHunter: fly-in, fly-out)." },
    SERVICE: { description: "A piece of work." },
    UNKNOWN: { description: "The board's word is not known to this version; see vendorData." },
  },
});

@ObjectType({ description: "What is offered; one bound may be open.", simpleResolvers: true })
export class Salary {
  @Field(() => PayPeriod, { nullable: true, description: "What the bounds are counted by; null where the board does not say." })
  period: PayPeriod | null;

  @Field(() => NamedRef, {
    nullable: true,
    description: "How often it is paid out, by the board's dictionary; null where it does not say.",
  })
  frequency: NamedRef | null;

  @Field(() => Float, { nullable: true, description: "At least, in whole units of the currency; null where the bound is open." })
  from: number | null;

  @Field(() => Float, { nullable: true, description: "At most, in whole units of the currency; null where the bound is open." })
  to: number | null;

  @Field(() => String, { description: "ISO 4217, except where the board has a spelling of its own (RUR), which is kept." })
  currency: string;

  @Field(() => Boolean, { nullable: true, description: "Before tax; null where the board does not say." })
  gross: boolean | null;
}
