import "reflect-metadata";
import { Field, InputType } from "type-graphql";
import { MAX_LINE, MAX_WORD, NotBlank } from "../../schema/common/input/rules.js";
import { TextField } from "../../schema/common/input/text-field.js";
import { Matches, ValidateNested } from "../../schema/common/input/validators.js";

@InputType({
  description: "A telephone number: either formatted, or country, city and number.",
})
export class VacancyPhoneInput {
  @TextField(() => String, {
    characters: MAX_WORD,
    nullable: true,
    description: "The whole number as people write it, e.g. +7 (495) 123-45-67; instead of country, city and number.",
  })
  @NotBlank("give the number, or leave it out and give country, city and number")
  formatted?: string | null;

  @TextField(() => String, { characters: MAX_WORD, nullable: true, description: "Country code, e.g. 7." })
  @NotBlank("give the country code, such as 7")
  country?: string | null;

  @TextField(() => String, { characters: MAX_WORD, nullable: true, description: "City or operator code, e.g. 495." })
  city?: string | null;

  @TextField(() => String, { characters: MAX_WORD, nullable: true, description: "The rest of the number, e.g. 123-45-67." })
  @NotBlank("give the number without country and city code")
  number?: string | null;

  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "For candidates: when to call, and the person to ask for.",
  })
  comment?: string | null;
}

@InputType({ description: "The person to contact, for candidates." })
export class VacancyContactsInput {
  @TextField(() => String, { characters: MAX_LINE, description: "The person's name." })
  @NotBlank("name the person to turn to, or leave contacts out")
  name: string;

  @TextField(() => String, { characters: MAX_LINE, nullable: true, description: "Their e-mail address." })
  @Matches(/^[^\s@]+@[^\s@]+$/, { message: "email must be an address such as name@example.com: correct it or leave it out." })
  email?: string | null;

  @Field(() => [VacancyPhoneInput], {
    nullable: true,
    description: "Their telephone numbers; vacancyFieldRules has the largest number of them.",
  })
  @ValidateNested({ each: true })
  phones?: VacancyPhoneInput[] | null;
}
