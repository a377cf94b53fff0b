import "reflect-metadata";
import { ArgsType, Field } from "type-graphql";
import { PageArgs } from "../common/input/page.args.js";
import { Ids, MAX_CODE, NotBlank } from "../common/input/rules.js";
import { SearchField } from "../common/input/search-field.js";
import { TextField } from "../common/input/text-field.js";
import { JobStatus } from "../job/job.type.js";

/** Query.requisition. */
@ArgsType()
export class RequisitionArgs {
  @TextField(() => String, { characters: MAX_CODE, description: "The code that the records share, exactly as the vendors hold it." })
  @NotBlank("give the code of a requisition")
  code: string;
}

/** Query.requisitions. */
@ArgsType()
export class RequisitionsArgs extends PageArgs {
  @TextField(() => [String], {
    characters: MAX_CODE,
    nullable: true,
    description: "Only those with one of these codes; all where it is left out.",
  })
  @Ids(0, "give codes, or leave codes out for all requisitions")
  codes?: string[] | null;

  @Field(() => JobStatus, { nullable: true, description: "Only those that the server knows to have this status." })
  status?: JobStatus | null;

  @SearchField("Words of the code, or of a job's or a vacancy's name, whatever their case: one record holds all of them.")
  text?: string | null;
}
