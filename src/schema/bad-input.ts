import { GraphQLError } from "graphql";

/** What is wrong with the caller's own words: names the place and the remedy. */
export class BadUserInput extends GraphQLError {
  constructor(message: string, path: readonly string[] = []) {
    super(message, { extensions: { code: "BAD_USER_INPUT", ...(path.length > 0 ? { fields: [{ path, message }] } : {}) } });
  }
}
