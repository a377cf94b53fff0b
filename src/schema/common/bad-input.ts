import { GraphQLError } from "graphql";

/** What is wrong with the caller's own words: names the place and the remedy. */
export class BadUserInput extends GraphQLError {
  constructor(message: string, path: readonly string[] = []) {
    super(message, { extensions: { code: "BAD_USER_INPUT", ...(path.length > 0 ? { fields: [{ path, message }] } : {}) } });
  }
}

/** Of a cursor that no list gave out, and of a position inside one that the vendor's datasource cannot have given out. */
export function notACursor(): BadUserInput {
  return new BadUserInput("`after` is not a cursor of this list. Use pageInfo.endCursor or an edge's cursor.", ["after"]);
}
