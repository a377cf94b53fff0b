import "reflect-metadata";
import { Field, ID, ObjectType } from "type-graphql";
import { LocalizedText } from "../common/localized-text.type.js";
import { Node, VendorRecord } from "../common/node.type.js";
import { LocalDateScalar } from "../common/scalars.js";

@ObjectType({
  description: "A job as it was from one day to another.",
  implements: [Node, VendorRecord],
  simpleResolvers: true,
})
export class JobVersion extends VendorRecord {
  @Field(() => LocalDateScalar, { description: "First day in force." })
  effectiveDate: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "First day no longer in force; null where it is open-ended (the vendor writes 9999-12-31).",
  })
  expirationDate: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the job could be used in that time; null where the vendor does not say." })
  active: boolean | null;

  @Field(() => String, { nullable: true, description: "The job's code in that time." })
  code: string | null;

  @Field(() => [LocalizedText], { description: "Its name in every language the vendor holds." })
  names: LocalizedText[];

  @Field(() => [LocalizedText], { description: "Its job title in every language the vendor holds; empty where there is none." })
  titles: LocalizedText[];

  @Field(() => [LocalizedText], { description: "Its description in every language the vendor holds; empty where there is none." })
  descriptions: LocalizedText[];

  @Field(() => [ID], { description: 'The job families ("序列") it belongs to: the vendor\'s own ids.' })
  jobFamilyIds: string[];

  @Field(() => [ID], {
    description:
      'The job levels ("职级") it spans: the vendor\'s own ids. Empty also where the vendor withholds levels from this credential.',
  })
  jobLevelIds: string[];

  @Field(() => ID, { nullable: true, description: 'The career pathway ("通道"): the vendor\'s own id.' })
  pathwayId: string | null;

  @Field(() => ID, { nullable: true, description: 'The kind of working hours ("工时制度"): the vendor\'s own id.' })
  workingHoursTypeId: string | null;

  /** Global id of its job. */
  jobId: string;
}
