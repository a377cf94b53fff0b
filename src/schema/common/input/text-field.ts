import type { GraphQLScalarType } from "graphql";
import { Field } from "type-graphql";
import { all } from "./rules.js";
import { ArrayMaxSize, ValidateBy } from "./validators.js";

type TextType = StringConstructor | GraphQLScalarType;

interface TextOptions {
  description: string;
  nullable?: boolean;
  /** Where the client leaves it out. */
  defaultValue?: string;
  /** The most characters of the text, or of each where it is a list. */
  characters: number;
  /** Of a list: the most entries, where no other rule bounds them. */
  entries?: number;
  /** What replaces it, where the vendor has deprecated it. */
  deprecationReason?: string;
}

/**
 * A field for a text or an id of an input, or for a list of them. Its longest length is a rule, and the end of its description.
 * @param type `() => String`, `() => ID`, `() => [ID]`
 */
export function TextField(
  type: () => TextType | [TextType],
  { description, nullable = false, defaultValue, characters, entries, deprecationReason }: TextOptions,
): PropertyDecorator {
  const each = Array.isArray(type());
  const some = entries === undefined ? "Each of" : `At most ${entries}, each of`;
  return all(
    Field(type, {
      nullable,
      ...(defaultValue === undefined ? {} : { defaultValue }),
      ...(deprecationReason === undefined ? {} : { deprecationReason }),
      description: `${description} ${each ? `${some} at most` : "At most"} ${characters} characters.`,
    }),
    NoLongerThan(characters, each),
    Storable(each),
    ...(entries === undefined
      ? []
      : [ArrayMaxSize(entries, { message: `$property takes at most ${entries} entries: leave the others out.` })]),
  );
}

function NoLongerThan(characters: number, each: boolean): PropertyDecorator {
  const message = `${each ? "each value in $property" : "$property"} must be at most ${characters} characters long: shorten it.`;
  return ValidateBy({ name: "noLongerThan", validator: { validate: (value) => isNoLonger(value, characters) } }, { each, message });
}

/**
 * A lone surrogate has no spelling in UTF-8, in which everything is sent and stored, and PostgreSQL stores no U+0000. Two texts that differ in
 * such a character alone would become one.
 */
function Storable(each: boolean): PropertyDecorator {
  const message = `${each ? "each value in $property" : "$property"} must hold neither U+0000 nor half of a surrogate pair: leave it out.`;
  return ValidateBy(
    { name: "storable", validator: { validate: (value) => typeof value !== "string" || isStorable(value) } },
    { each, message },
  );
}

const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Whether a text survives the database and the wire unchanged. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** Whether a value is a text of at most `characters` characters. Does not count those of texts that are far too long. */
export function isNoLonger(value: unknown, characters: number): boolean {
  if (typeof value !== "string") return false;
  // A character takes one or two units of the text's length.
  return value.length <= characters || (value.length <= 2 * characters && [...value].length <= characters);
}
