import { all, MAX_LINE, NotBlank } from "./rules.js";
import { TextField } from "./text-field.js";
import { ValidateBy } from "./validators.js";

/** Each is looked for in all records. */
const MAX_WORDS = 20;

/** The argument `text` of a list that is searched in the index of records. */
export function SearchField(description: string): PropertyDecorator {
  return all(
    TextField(() => String, { characters: MAX_LINE, nullable: true, description: `${description} At most ${MAX_WORDS} words.` }),
    NotBlank("give words to look for, or leave text out for all"),
    ValidateBy(
      { name: "fewWords", validator: { validate: (value) => typeof value !== "string" || value.trim().split(/\s+/).length <= MAX_WORDS } },
      { message: `$property takes at most ${MAX_WORDS} words: give fewer.` },
    ),
  );
}
