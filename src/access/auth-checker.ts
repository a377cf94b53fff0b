import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { AuthCheckerFn } from "type-graphql";
import { nameOfSubject, type Scope, type Viewer } from "./viewer.js";

const FORBIDDEN = "FORBIDDEN";

/** `@Authorized("write")`: the viewer must hold every scope named there. Throws, so that the error names the missing one. */
export const authChecker: AuthCheckerFn<{ viewer: Viewer }, Scope> = ({ context }, scopes) => {
  requireScopes(context.viewer, scopes);
  return true;
};

/** For scopes that depend on a record, such as whose operation it is. */
export function requireScopes(viewer: Viewer, scopes: readonly Scope[]): void {
  const missing = scopes.filter((scope) => !viewer.scopes.has(scope));
  if (missing.length > 0) throw forbidden(viewer, missing, "and");
}

/** For what any one of several scopes opens. */
export function requireOneOf(viewer: Viewer, scopes: readonly Scope[]): void {
  if (!scopes.some((scope) => viewer.scopes.has(scope))) throw forbidden(viewer, scopes, "or");
}

/** Whether an error says what its viewer may not, and so names the viewer. */
export function isForbidden({ extensions }: Pick<GraphQLFormattedError, "extensions">): boolean {
  return extensions?.code === FORBIDDEN && extensions.missingScopes !== undefined;
}

/** The same error, where `isForbidden`, as another viewer with the same scopes is told it. */
export function forbiddenTo(viewer: Viewer, error: GraphQLFormattedError): GraphQLFormattedError {
  // No scope's name has the words in it, and a viewer's may.
  const [needed = ""] = error.message.split(WHICH, 1);
  return { ...error, message: `${needed}${lackedBy(viewer)}` };
}

function forbidden(viewer: Viewer, missing: readonly Scope[], link: "and" | "or"): GraphQLError {
  const words = missing.map((scope) => `\`${scope}\``).join(` ${link} `);
  return new GraphQLError(`This needs the scope ${words}${lackedBy(viewer)}`, { extensions: { code: FORBIDDEN, missingScopes: missing } });
}

const WHICH = ", which ";

function lackedBy({ subject }: Viewer): string {
  return `${WHICH}${nameOfSubject(subject)} does not have. Use a token that holds it.`;
}
