import "reflect-metadata";
import { Field, ID, InputType } from "type-graphql";
import { ChangeInput, RecordChangeInput } from "../common/input/change.input.js";
import { Ids, MAX_ID, MAX_IDS, MAX_LINE, MAX_NEW_OPENINGS, NotBlank, Together } from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";
import { ArrayMaxSize, ArrayMinSize, ValidateNested } from "../common/input/validators.js";
import { CustomFieldInput } from "./custom-field.input.js";

@InputType({ description: "One seat to create." })
export class NewOpeningInput {
  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "Free text for people to know it by; may repeat, may be empty.",
  })
  openingId?: string | null;

  @Field(() => [CustomFieldInput], {
    nullable: true,
    description: "Values of the company's own fields; all that the vendor requires must be there.",
  })
  @ValidateNested({ each: true })
  @Together<NewOpeningInput>(
    ({ customFields }) => !customFields?.some((field) => field.delete),
    "A new opening has no values to take away: leave delete out.",
  )
  customFields?: CustomFieldInput[] | null;
}

@InputType({ description: "Create openings of a job. Where some are made and others are not, userErrors names each that is not." })
export class CreateOpeningsInput extends ChangeInput {
  @TextField(() => ID, { characters: MAX_ID, description: "Global id of the job." })
  @NotBlank("give the global id of a job")
  jobId: string;

  @Field(() => [NewOpeningInput], { description: `The openings to create, one entry a seat: 1 to ${MAX_NEW_OPENINGS}.` })
  @ArrayMinSize(1, { message: "openings must not be empty: give one entry for each seat." })
  @ArrayMaxSize(MAX_NEW_OPENINGS, { message: `openings takes at most ${MAX_NEW_OPENINGS} entries: split the request.` })
  @ValidateNested({ each: true })
  openings: NewOpeningInput[];
}

@InputType({ description: "Change an opening. Only what is given changes." })
export class UpdateOpeningInput extends RecordChangeInput {
  @TextField(() => String, { characters: MAX_LINE, nullable: true, description: "The free text people know it by; empty to take it away." })
  openingId?: string | null;

  @Field(() => [CustomFieldInput], { nullable: true, description: "The company's own fields to change; others stay as they are." })
  @ValidateNested({ each: true })
  customFields?: CustomFieldInput[] | null;
}

@InputType({ description: "Close an opening without a hire. Closing the last open one closes the job: look at `job` in the answer." })
export class CloseOpeningInput extends RecordChangeInput {
  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "Why, by the id of a CloseReason of the same vendor." })
  @NotBlank("give the id of one of closeReasons, or leave it out")
  closeReasonId?: string | null;
}

@InputType({ description: "Open a closed opening again." })
export class ReopenOpeningInput extends RecordChangeInput {}

@InputType({ description: "Delete openings for good. Some may go and others stay: see deletedIds and failedIds in the answer." })
export class DeleteOpeningsInput extends ChangeInput {
  @TextField(() => [ID], { characters: MAX_ID, description: `Global ids of the openings, 1 to ${MAX_IDS}.` })
  @Ids(1, "give the global ids of the openings to delete")
  ids: string[];
}
