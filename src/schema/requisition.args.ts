import "reflect-metadata";
import { ArgsType, Field } from "type-graphql";
import { NotBlank } from "./rules.js";

/** Query.requisition. */
@ArgsType()
export class RequisitionArgs {
  @Field(() => String, { description: "The code that the records share, exactly as the vendors hold it." })
  @NotBlank("give the code of a requisition")
  code: string;
}
