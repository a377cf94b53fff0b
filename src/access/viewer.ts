/** Permissions of a token. AUTH_TOKENS and `@Authorized` name them; clients see them in FORBIDDEN errors. */
export const SCOPES = ["read", "write", "spend", "audit", "vendor-data:read", "operate"] as const;
export type Scope = (typeof SCOPES)[number];

/** The caller of a request, signed in or anonymous. */
export interface Viewer {
  /** The token's name, or `anonymous`; the audit log shows it as `requestedBy`. */
  readonly subject: string;
  readonly scopes: ReadonlySet<Scope>;
}

export function isScope(word: string): word is Scope {
  return (SCOPES as readonly string[]).includes(word);
}
