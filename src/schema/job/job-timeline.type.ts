import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { LocalDateScalar } from "../common/scalars.js";

@ObjectType({
  description: "Everything that was in force, open or published at some time in [start, end) for one job.",
  simpleResolvers: true,
})
export class JobTimeline {
  @Field(() => LocalDateScalar, { description: "First day of the range, as asked." })
  start: string;

  @Field(() => LocalDateScalar, { description: "First day after the range, as asked." })
  end: string;

  /** Global id of the job. */
  jobId: string;
}
