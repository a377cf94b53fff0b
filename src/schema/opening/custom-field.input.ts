import "reflect-metadata";
import { Field, Float, ID, InputType } from "type-graphql";
import { given, MAX_CODE, MAX_ID, MAX_TEXT, MAX_WORD, NotBlank, Together } from "../common/input/rules.js";
import { isNoLonger, TextField } from "../common/input/text-field.js";
import { ValidateBy } from "../common/input/validators.js";
import { JsonScalar } from "../common/scalars.js";

@InputType({
  description:
    "A value for one of the company's own fields. Exactly one of id and key names the field; then value, or min and max for " +
    "a range, or delete.",
})
export class CustomFieldInput {
  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "The vendor's id of the field." })
  @NotBlank("give the vendor's id of the field, or name the field by key")
  @Together<CustomFieldInput>(({ id, key }) => given(id) !== given(key), "Exactly one of id and key names the field: give one of them.")
  id?: string | null;

  @TextField(() => String, { characters: MAX_CODE, nullable: true, description: "The field's immutable key, as in CustomField.key." })
  @NotBlank("give the field's key, or name the field by id")
  key?: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      "The value, for all but ranges: text, number or boolean; an option by its id, or by its name for a single choice; " +
      `several by a list of ids. At most ${MAX_TEXT} characters as JSON.`,
  })
  @ValidateBy(
    { name: "noLongerAsJson", validator: { validate: (value) => isNoLonger(JSON.stringify(value), MAX_TEXT) } },
    { message: `value must be at most ${MAX_TEXT} characters long as JSON: shorten it.` },
  )
  @Together<CustomFieldInput>(
    ({ value, min, max }) => !given(value) || !(given(min) || given(max)),
    "value and a range exclude one another: give value alone, or min and max alone.",
  )
  value?: unknown;

  @Field(() => Float, { nullable: true, description: "Lower bound, for number_range and currency_range." })
  @Together<CustomFieldInput>(
    ({ min, max }) => !given(min) || !given(max) || Number(min) <= Number(max),
    "min must not be above max: swap them.",
  )
  min?: number | null;

  @Field(() => Float, { nullable: true, description: "Upper bound, for number_range and currency_range." })
  max?: number | null;

  @TextField(() => String, {
    characters: MAX_WORD,
    nullable: true,
    description: "Currency of the amount, ISO 4217, for currency and currency_range.",
  })
  @NotBlank("give a currency such as EUR, or leave it out")
  unit?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Take the value away. Only when editing, and never together with a new value." })
  @Together<CustomFieldInput>(
    (input) => !input.delete || ![input.value, input.min, input.max, input.unit].some(given),
    "delete takes the value away: leave value, min, max and unit out.",
  )
  delete?: boolean | null;
}
