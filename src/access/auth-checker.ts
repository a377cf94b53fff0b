import { GraphQLError } from "graphql";
import type { AuthCheckerFn } from "type-graphql";
import type { Scope, Viewer } from "./viewer.js";

/** `@Authorized("write")`: every scope named there must be held. Throws, so that the error says which one is missing. */
export const authChecker: AuthCheckerFn<{ viewer: Viewer }, Scope> = ({ context }, scopes) => {
  requireScopes(context.viewer, scopes);
  return true;
};

/** For what only the resolver can tell, such as whose operation it is. */
export function requireScopes(viewer: Viewer, scopes: readonly Scope[]): void {
  const missing = scopes.filter((scope) => !viewer.scopes.has(scope));
  if (missing.length > 0) throw forbidden(viewer, missing, "and");
}

/** For what each of several scopes opens by itself. */
export function requireOneOf(viewer: Viewer, scopes: readonly Scope[]): void {
  if (!scopes.some((scope) => viewer.scopes.has(scope))) throw forbidden(viewer, scopes, "or");
}

function forbidden(viewer: Viewer, missing: readonly Scope[], link: "and" | "or"): GraphQLError {
  const words = missing.map((scope) => `\`${scope}\``).join(` ${link} `);
  return new GraphQLError(`This needs the scope ${words}, which ${viewer.subject} does not have. Use a token that holds it.`, {
    extensions: { code: "FORBIDDEN", missingScopes: missing },
  });
}
