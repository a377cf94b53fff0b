import "reflect-metadata";
import { ArgsType, Field, Int } from "type-graphql";
import { all, MAX_CURSOR, MAX_PAGE, NotBlank, NotNull } from "./rules.js";
import { TextField } from "./text-field.js";
import { IsInt, Max, Min } from "./validators.js";

const REMEDY = `first must be a whole number from 1 to ${MAX_PAGE}`;

/** The argument `first`, also for lists without further pages. */
export function First(): PropertyDecorator {
  return all(
    Field(() => Int, {
      nullable: true,
      defaultValue: 50,
      description: `At most so many, 1 to ${MAX_PAGE}; anything else is BAD_USER_INPUT.`,
    }),
    NotNull(`leave it out for 50, or give a whole number from 1 to ${MAX_PAGE}`),
    IsInt({ message: `${REMEDY}: leave it out for 50.` }),
    Min(1, { message: `${REMEDY}: ask for one at least.` }),
    Max(MAX_PAGE, { message: `${REMEDY}: ask for less, and page on with after where the list has it.` }),
  );
}

/** The argument `after`, of a list or of a feed. */
export function After(
  description = "Begin after the record with this cursor: the endCursor of the page before, asked with the same other arguments.",
  remedy = "give the endCursor of the page before, or leave it out to begin at the start",
): PropertyDecorator {
  return all(
    TextField(() => String, { characters: MAX_CURSOR, nullable: true, description }),
    NotBlank(remedy),
  );
}

/** A page of a list. */
@ArgsType()
export class PageArgs {
  @First()
  first: number;

  @After()
  after?: string | null;
}
