import { CombinedGraphQLErrors, type ErrorLike, ServerError } from "@apollo/client";
import type { GraphQLFormattedError } from "graphql";

/** The GraphQL errors beside the data, each with the path that it belongs to; none where the request itself failed. */
export function graphqlErrors(error: ErrorLike | undefined): readonly GraphQLFormattedError[] {
  return CombinedGraphQLErrors.is(error) ? error.errors : [];
}

/** Errors at a path or below it. `null` stands for every place of a list. */
export function errorsAt(error: ErrorLike | undefined, ...path: (string | number | null)[]): readonly GraphQLFormattedError[] {
  return graphqlErrors(error).filter(({ path: at = [] }) => path.every((step, index) => step === null || at[index] === step));
}

/** Why there is nothing to show, for people: what the server said, or that it could not be reached. */
export function explain(error: ErrorLike): string {
  if (CombinedGraphQLErrors.is(error)) return [...new Set(error.errors.map(({ message }) => message))].join(" ");
  if (ServerError.is(error)) {
    if (error.statusCode >= 500 && error.bodyText === "")
      return "The server does not answer. Start it with npm start, or see HIREGRAPH_URL.";
    return `The server answered HTTP ${error.statusCode}.`;
  }
  return "The server does not answer. Start it with npm start, or see HIREGRAPH_URL.";
}
