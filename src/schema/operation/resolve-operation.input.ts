import "reflect-metadata";
import { Field, ID, InputType } from "type-graphql";
import { MAX_ID, MAX_NOTE, NotBlank } from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";
import { IsIn } from "../common/input/validators.js";
import { OperationOutcome } from "./operation.type.js";

/** A person can have seen that the vendor holds the change, or that it does not. */
export const SEEN_OUTCOMES = [OperationOutcome.APPLIED, OperationOutcome.NOT_APPLIED] as const;
export type SeenOutcome = (typeof SEEN_OUTCOMES)[number];

@InputType({ description: "What a person saw at the vendor of an UNCERTAIN change." })
export class ResolveOperationInput {
  @TextField(() => ID, { characters: MAX_ID, description: "Global id of the operation." })
  @NotBlank("give the global id of the operation to resolve")
  id: string;

  @Field(() => OperationOutcome, { description: "APPLIED or NOT_APPLIED." })
  @IsIn(SEEN_OUTCOMES, { message: "$property must be APPLIED or NOT_APPLIED: what was seen at the vendor." })
  outcome: SeenOutcome;

  @TextField(() => String, {
    characters: MAX_NOTE,
    description: "What was seen, and by whom; kept with the operation.",
  })
  @NotBlank("write down what was seen at the vendor, and by whom")
  note: string;
}
