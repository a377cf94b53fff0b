import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { JsonScalar } from "../common/scalars.js";

@ObjectType({ description: "A field the company added to its records at the vendor, with its value.", simpleResolvers: true })
export class CustomField {
  @Field(() => String, { description: "The vendor's immutable key; the same that CustomFieldInput.key takes." })
  key: string;

  @Field(() => String, { description: "The label people see; may be changed at the vendor at any time." })
  name: string;

  @Field(() => String, { description: "The vendor's type, e.g. single_select, currency, number_range." })
  type: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      "The value as the vendor holds it; its shape follows type: text, number, boolean, list of option names (multi_select), " +
      "`{min_value, max_value}` (number_range, currency_range with unit), `{value, unit}` and the like. Null where it is not set.",
  })
  value: unknown;
}
