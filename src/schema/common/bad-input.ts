import { GraphQLError } from "graphql";

/** A fault in the caller's input: the message names the place and the remedy. */
export class BadUserInput extends GraphQLError {
  /** @param more further extensions. */
  constructor(message: string, path: readonly string[] = [], more: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { code: "BAD_USER_INPUT", ...(path.length > 0 ? { fields: [{ path, message }] } : {}), ...more } });
  }
}

/** For a cursor that no list gave out, and for a position in it that no datasource gave out. */
export function notACursor(): BadUserInput {
  return new BadUserInput("`after` is not a cursor of this list. Use pageInfo.endCursor or an edge's cursor.", ["after"]);
}
