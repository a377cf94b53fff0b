/** Permissions of a token. AUTH_TOKENS and `@Authorized` name them; clients see them in FORBIDDEN errors. */
export const SCOPES = ["read", "write", "spend", "audit", "vendor-data:read", "operate"] as const;
export type Scope = (typeof SCOPES)[number];

/** The caller of a request, signed in or anonymous. */
export interface Viewer {
  /**
   * Whose operations, idempotency keys and turns they are: a static token's name, `anonymous`, or issuer and subject of a JWT (`jwtSubject`).
   * People are shown `nameOfSubject`.
   */
  readonly subject: string;
  readonly scopes: ReadonlySet<Scope>;
  /** When its token ends, in epoch milliseconds; undefined where it does not. */
  readonly expiresAt?: number;
}

export function isScope(word: string): word is Scope {
  return (SCOPES as readonly string[]).includes(word);
}

/** The subject of a JWT. A blank is in it, and in no static token's name, so that the two never meet; nor do `sub` and `client_id`. */
export function jwtSubject(issuer: string, claim: "sub" | "client_id", value: string): string {
  return `${issuer} ${claim}:${value}`;
}

const ISSUED = /^(\S+) (?:sub|client_id):/;

/** A subject as people are shown it: of a JWT the claim alone. */
export function nameOfSubject(subject: string): string {
  return subject.replace(ISSUED, "");
}

/** Who vouches for a subject: the issuer of a JWT; null for the names that this server gives itself. */
export function issuerOfSubject(subject: string): string | null {
  return ISSUED.exec(subject)?.[1] ?? null;
}
