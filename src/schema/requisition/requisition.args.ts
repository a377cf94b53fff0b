import "reflect-metadata";
import { ArgsType } from "type-graphql";
import { MAX_CODE, NotBlank } from "../common/rules.js";
import { TextField } from "../common/text-field.js";

/** Query.requisition. */
@ArgsType()
export class RequisitionArgs {
  @TextField(() => String, { characters: MAX_CODE, description: "The code that the records share, exactly as the vendors hold it." })
  @NotBlank("give the code of a requisition")
  code: string;
}
