/** What a token may do. The words stand in AUTH_TOKENS and in `@Authorized`; clients read them in FORBIDDEN errors. */
export const SCOPES = ["read", "write", "spend", "audit", "vendor-data:read", "operate"] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks. */
export interface Viewer {
  /** The token's name, or `anonymous`; stands in the audit log as `requestedBy`. */
  readonly subject: string;
  readonly scopes: ReadonlySet<Scope>;
}

export function isScope(word: string): word is Scope {
  return (SCOPES as readonly string[]).includes(word);
}
