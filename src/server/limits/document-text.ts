import { GraphQLError, Lexer, Source, type Token, TokenKind } from "graphql";
import { hold, type QueryLimits } from "./limits.js";

const OPENING = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Bounds a document by its words alone, before the recursive parser reads it. A character outside the language ends the check: the parser
 * reports it better.
 * @throws LimitExceeded
 */
export function holdText(text: string, limits: Pick<QueryLimits, "maxTokens" | "maxNesting" | "maxNameLength">): void {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let nesting = 0;
  let deepest = 0;
  for (let token = next(lexer); token !== undefined; token = next(lexer)) {
    tokens += 1;
    if (OPENING.has(token.kind)) nesting += 1;
    if (CLOSING.has(token.kind)) nesting -= 1;
    deepest = Math.max(deepest, nesting);
    hold(tokens, limits.maxTokens, {
      what: "The document has",
      unit: "tokens or more",
      remedy: "Split it, and put values into variables.",
    });
    // Error messages repeat names.
    if (token.kind === TokenKind.NAME) {
      hold(token.value.length, limits.maxNameLength, { what: "The document has a name of", unit: "characters", remedy: "Shorten it." });
    }
  }
  hold(deepest, limits.maxNesting, { what: "The document nests brackets", unit: "levels deep", remedy: "Ask in two steps." });
}

function next(lexer: Lexer): Token | undefined {
  try {
    const token = lexer.advance();
    return token.kind === TokenKind.EOF ? undefined : token;
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
