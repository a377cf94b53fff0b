import "reflect-metadata";
import { ArgsType, Field, Int } from "type-graphql";
import { PageArgs } from "../common/input/page.args.js";
import { Ids, MAX_CODE, NotNull } from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";
import { IsInt, Max, Min } from "../common/input/validators.js";
import { DiscrepancyKind } from "./discrepancy-kind.js";

/** The most days ahead that count as soon. */
const MAX_WITHIN = 365;
const REMEDY = `within must be a whole number of days from 0 to ${MAX_WITHIN}: leave it out for 7.`;

/** Query.discrepancies. */
@ArgsType()
export class DiscrepanciesArgs extends PageArgs {
  @Field(() => [DiscrepancyKind], { nullable: true, description: "Only of these kinds; all where it is left out." })
  kinds?: DiscrepancyKind[] | null;

  @TextField(() => [String], { characters: MAX_CODE, nullable: true, description: "Only of requisitions with one of these codes." })
  @Ids(0, "give codes, or leave codes out for all discrepancies")
  codes?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 7,
    description: `ADVERT_ENDS_SOON: so many days ahead count as soon, 0 to ${MAX_WITHIN}. It concerns no other kind.`,
  })
  @NotNull("leave it out for 7, or give a number of days")
  @IsInt({ message: REMEDY })
  @Min(0, { message: REMEDY })
  @Max(MAX_WITHIN, { message: REMEDY })
  within: number;
}
