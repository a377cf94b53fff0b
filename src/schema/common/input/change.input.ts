import "reflect-metadata";
import { Field, ID, InputType } from "type-graphql";
import { MAX_ID, MAX_IDEMPOTENCY_KEY, NotBlank } from "./rules.js";
import { TextField } from "./text-field.js";

/** The fields of every change's input. Not in the schema itself: GraphQL inputs cannot inherit. */
@InputType()
export abstract class ChangeInput {
  @TextField(() => String, {
    characters: MAX_IDEMPOTENCY_KEY,
    nullable: true,
    description:
      "A text of your own making (a UUID, say) that makes it safe to send the same change again. It belongs to the caller, " +
      "for all changes alike, " +
      "and is kept for 30 days at least. Same key, same mutation and same input: the first answer again, `replayed: true`, " +
      "nothing sent. Same key, " +
      "other mutation or input: IDEMPOTENCY_KEY_REUSED. One key covers a whole list of ids.",
  })
  @NotBlank("make a new key for every change you mean to make, or leave it out")
  idempotencyKey?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Only the checks: their userErrors, and the record as it stands. Nothing is recorded or sent; `operation` is null.",
  })
  dryRun?: boolean | null;
}

/** A change of one record. */
@InputType()
export abstract class RecordChangeInput extends ChangeInput {
  @TextField(() => ID, { characters: MAX_ID, description: "Global id of the record to change." })
  @NotBlank("give the global id of the record to change")
  id: string;
}
