import "reflect-metadata";
import { ArgsType, Field, ID } from "type-graphql";
import { PageArgs } from "../common/input/page.args.js";
import { MAX_ID, NotBlank } from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";
import { OperationOutcome } from "./operation.type.js";

/** Query.operations. */
@ArgsType()
export class OperationsArgs extends PageArgs {
  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "Only changes of the record with this global id, also those of several records of which it is one.",
  })
  @NotBlank("give the global id of a record, or leave it out for all operations")
  targetId?: string | null;

  @Field(() => OperationOutcome, { nullable: true, description: "Only operations with this outcome; all where it is left out." })
  outcome?: OperationOutcome | null;
}
